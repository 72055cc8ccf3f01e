"""What the records refuse is said with the titles of the screen, not with paths of the file."""

from __future__ import annotations

from typing import Any

import pytest

from models.errors import PlanError
from models.plan import make_plan
from planner.language import say_error, speaking
from tests.plans import small_values


def refusal(values: dict[str, Any]) -> str:
    with pytest.raises(PlanError) as refused, speaking("en"):
        make_plan(values)
    with speaking("en"):
        return say_error(refused.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Plan: must not be empty"),
        ({"currency": "XXY"}, "Currency: not an ISO 4217 currency code"),
        ({"review_date": "soon"}, "Review date: must be a date"),
        ({"marketing_model": "magic"}, "Marketing model: must be one of 'race'"),
        ({"reference_days": 0}, "Flows are stated per: must be at least 1"),
        ({"colour": 1}, "colour: is not a field of a plan"),
        ({"rules": {"total_budget": -1}}, "Total budget: must be at least 0"),
        ({"rules": {"total_budget": 1.5}}, "Total budget: must be a whole number"),
        ({"rules": {"total_budget": None}}, "Total budget: must not be left empty"),
        ({"rules": {"total_budget": 10**16}}, "Total budget: is more than a plan can hold"),
        ({"segments": []}, "Segment: needs at least 1"),
    ],
)
def test_a_finding_has_place_and_reason(change: dict[str, Any], said: str) -> None:
    assert refusal(small_values() | change).casefold().startswith(said.casefold())


def test_a_record_is_named_by_its_kind_and_number() -> None:
    values = small_values()
    values["touchpoints"][1]["current_spend"] = -5
    values["links"][0]["conversion"] = 1.5
    text = refusal(values)
    assert "Touchpoint 2, Current budget: must be at least 0" in text
    assert "Link 1, Conversion to the next step: must lie between 0 and 1" in text


def test_many_findings_are_counted() -> None:
    values = small_values() | {f"unknown_{number}": 1 for number in range(9)}
    assert refusal(values).endswith("and 4 more")
