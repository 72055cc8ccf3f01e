"""The minimum if used that a channel's learning needs: weeks times results times today's cost."""

from __future__ import annotations

from typing import Any

import pytest

from models.changes import with_changes
from models.channel_kinds import CHANNEL_KINDS
from models.learning_needs import LEARNING_NEEDS, SOURCES
from models.plan import Plan, make_plan
from models.reaching import shares_reaching
from planner.answers import optimise
from planner.learning_need import (
    changes_to,
    cost_of_result,
    learning_minima,
    learning_minimum,
    learning_sentence,
    sources_in_words,
    still_to_set,
)
from tests.plans import small_values


def plan_with(rules: dict[str, Any] | None = None, **line: Any) -> Plan:
    """The small plan, its social line (€3,000 for 3,500 visits in 30 days) changed."""
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None} | (rules or {}))
    values["touchpoints"][1] |= line
    return make_plan(values)


def social(plan: Plan, event: str = "visit") -> Any:
    return learning_minimum(plan, plan.by_id["touchpoints"]["t_social"], event)


def test_a_need_is_results_a_week_times_weeks_times_cost() -> None:
    found = social(plan_with(results={"value": 100}))
    assert found.cost == pytest.approx(30.0)
    # 50 a week over 30 days at 30 each: 6,428.57, up to whole euros
    assert found.amount == 642_900
    assert found.now == 300_000
    assert found.fits


def test_without_results_seen_the_curve_says_what_a_result_costs() -> None:
    plan = plan_with()
    assert cost_of_result(plan, plan.by_id["touchpoints"]["t_social"]) == pytest.approx(3000 / 3500)
    assert social(plan).amount == 18_400


def test_a_result_counts_where_bidding_learns_from() -> None:
    """Of 100 visits 10 become leads and 3 orders: a lead costs ten times, an order 33 times what a visit does."""
    plan = plan_with({"total_budget": 90_000_000}, results={"value": 100})
    assert social(plan, "lead").cost == pytest.approx(300.0)
    assert social(plan, "").event == "order"
    assert social(plan, "").cost == pytest.approx(1000.0)
    again = {
        "id": "order_visit",
        "from_step_id": "order",
        "to_step_id": "visit",
        "conversion": 0.5,
        "delay": [{"days": 40, "share": 1}],
    }
    round_trip = plan.model_dump(mode="json")
    round_trip["links"].append(again)
    assert shares_reaching(make_plan(round_trip), plan.by_id["touchpoints"]["t_social"]) == pytest.approx(
        {"visit": 1.0, "lead": 0.1, "order": 0.03}
    )
    late = plan.by_id["touchpoints"]["t_social"].model_copy(update={"step_id": "order"})
    assert learning_minimum(plan, late, "lead").event == "order"  # type: ignore[union-attr]


def test_a_longer_plan_needs_more_and_a_step_of_money_rounds_up() -> None:
    values = small_values(periods=[{"id": "p1", "start": "2026-12-01", "end": "2027-01-29"}])
    values["rules"] = {"total_budget": 1_800_000, "money_step": 50_000}
    values["touchpoints"][1]["results"] = {"value": 100}
    assert social(make_plan(values)).amount == 1_300_000


def test_no_need_is_invented() -> None:
    assert social(plan_with(current_spend=0)) is None
    assert social(plan_with(standing="locked")) is None
    plan = plan_with()
    assert learning_minimum(plan, plan.by_id["touchpoints"]["t_again"]) is None  # retargeting: no source
    assert {found.line.id for found in learning_minima(plan)} == {"t_search", "t_social"}


def test_a_need_beyond_its_room_is_said_and_not_set() -> None:
    plan = plan_with(results={"value": 100}, upper=400_000)
    assert not social(plan).fits
    assert "cannot learn" in learning_sentence(plan, social(plan))
    assert "t_social" not in {found.line.id for found in still_to_set(learning_minima(plan, "visit"))}


def test_what_is_set_holds_in_the_answer_and_is_not_offered_again() -> None:
    plan = plan_with(results={"value": 100})
    wanted = still_to_set(learning_minima(plan, "visit"))
    after = with_changes(plan, changes_to(wanted))
    assert still_to_set(learning_minima(after, "visit")) == ()
    assert after.by_id["touchpoints"]["t_social"].minimum_if_used == 642_900
    spend = optimise(after).proposed.spend["t_social"]
    assert spend == 0 or spend >= 642_900
    assert "€6,429" in learning_sentence(plan, social(plan))
    assert any("Meta" in source for source in sources_in_words(wanted))


def test_needs_name_known_kinds_and_known_sources() -> None:
    for kind, need in LEARNING_NEEDS.items():
        assert kind in CHANNEL_KINDS
        assert need.sources
        assert set(need.sources) <= set(SOURCES)
        assert need.results_a_week > 0
    assert set(SOURCES) == {code for need in LEARNING_NEEDS.values() for code in need.sources}
