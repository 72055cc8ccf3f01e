"""A plan that exists is sound: every contradiction is refused with what, where and remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from models.errors import PlanError
from models.plan import Plan, make_plan
from tests.plans import plans, small_plan, small_values


def _line(**fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda values: values["touchpoints"][0].update(fields)


def _set(collection: str, index: int, **fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda values: values[collection][index].update(fields)


CONTRADICTIONS = {
    "rates above 1": (_set("links", 0, conversion=1.2), "between 0 and 1"),
    "unknown channel": (_line(channel_id="nobody"), "not among the channels"),
    "unknown step": (_line(step_id="nowhere"), "not among the steps"),
    "unknown kind": (_set("channels", 0, kind="carrier_pigeon"), "not a known kind of channel"),
    "negative spend": (_line(current_spend=-1), "greater than or equal to 0"),
    "fractional cents": (_line(current_spend=10.5), "valid integer"),
    "not a number": (_set("links", 0, conversion=float("nan")), "finite number"),
    "duplicate channel": (_set("channels", 1, name="search ADS "), "used more than once"),
    "duplicate id": (_set("channels", 1, id="search"), "used 2 times"),
    "lower above upper": (_line(lower=10, upper=5), "lower limit exceeds the upper"),
    "committed above upper": (_line(committed=10, upper=5), "committed amount exceeds"),
    "currency": (lambda values: values.update(currency="XXQ"), "ISO 4217"),
    "organic above addressable": (
        _set("steps", 0, organic=[{"segment_id": "all", "people": 50_000}]),
        "50,000 organic entries exceed the 40,000 addressable",
    ),
    "foreign audience": (_set("touchpoints", 2, step_id="visit"), "does not belong to the step"),
    "shares": (
        _line(segment_shares=[{"segment_id": "all", "share": 0.5}]),
        "must sum to 100 %",
    ),
    "segment twice": (
        _set("steps", 0, organic=[{"segment_id": "all", "people": 1}] * 2),
        "named twice",
    ),
    "unknown field": (_line(colour="red"), "Extra inputs"),
    "period backwards": (_set("periods", 0, end="2026-11-01"), "must not end before it starts"),
    "newer format": (lambda values: values.update(format_version=2), "format_version"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradiction_is_refused_in_words(name: str) -> None:
    spoil, words = CONTRADICTIONS[name]
    values = small_values()
    spoil(values)
    with pytest.raises(PlanError) as refusal:
        make_plan(values)
    assert words in str(refusal.value)


def test_rates_out_of_a_step_above_one_name_the_step() -> None:
    values = small_values()
    values["links"][0]["conversion"] = 0.8
    values["links"].append(
        {"id": "visit_order", "from_step_id": "visit", "to_step_id": "order", "conversion": 0.3}
    )
    with pytest.raises(PlanError, match=r"out of the step “Visit” sum to 110\.0%"):
        make_plan(values)


def test_cycle_is_refused_by_name_unless_it_takes_time() -> None:
    back = {"id": "back", "from_step_id": "order", "to_step_id": "visit", "conversion": 0.1}
    with pytest.raises(PlanError, match=r"Visit → Lead|Lead → Order → Visit"):
        make_plan(small_values(links=[*small_values()["links"], back]))
    back["delay"] = [{"days": 30, "share": 1}]
    assert len(make_plan(small_values(links=[*small_values()["links"], back])).links) == 3


def test_bare_number_is_assumed() -> None:
    assert small_plan().links[0].conversion.evidence == "assumed"


@given(plans())
@settings(max_examples=50, deadline=None)
def test_json_round_trip_gives_the_same_plan(plan: Plan) -> None:
    again = make_plan(json.loads(plan.model_dump_json()))
    assert again == plan
    assert again.fingerprint == plan.fingerprint


def test_a_copy_does_not_keep_the_fingerprint_of_the_original() -> None:
    plan = small_plan()
    copied = plan.model_copy(
        update={
            "id": "other",
            "channels": (*plan.channels, plan.channels[0].model_copy(update={"id": "more"})),
        }
    )
    assert copied.fingerprint != plan.fingerprint
    assert "more" in copied.by_id["channels"]
    assert "more" not in plan.by_id["channels"]


def test_equal_plans_have_equal_fingerprints_whatever_the_order_of_their_maps() -> None:
    one = small_plan(accepted_findings={"a": "known", "b": "later"})
    other = small_plan(accepted_findings={"b": "later", "a": "known"})
    assert one == other
    assert one.fingerprint == other.fingerprint
