"""Where limits cannot hold together, every way out that is offered leads to an answer."""

from __future__ import annotations

import pytest

from models.changes import Set, with_changes
from models.errors import ImpossibleLimits
from models.plan import Plan, make_plan
from planner.answers import optimise
from planner.ways_out import ways_out
from tests.planner.answered import free_plan
from tests.plans import small_values


def offered(plan: Plan) -> dict[str, Plan]:
    """Way out -> the plan after it."""
    return {way.key: with_changes(plan, way.changes) for way in ways_out(plan, refusal(plan))}


def refusal(plan: Plan) -> ImpossibleLimits:
    """What is said of a plan whose limits cannot hold together."""
    with pytest.raises(ImpossibleLimits) as raised:
        optimise(plan)
    return raised.value


def test_too_much_money_may_be_left_or_the_hold_lifted() -> None:
    found = offered(free_plan(total_budget=2_000_000, assumed_move_limit=0.3))
    assert {"at_most", "lift", "assumed_move_limit:t_search"} <= set(found)
    assert all(optimise(plan) for plan in found.values())


def test_too_little_money_offers_the_least_total_that_limits_need() -> None:
    limits = [
        {"id": "floor", "place": "channel", "place_id": "search", "lower": 800_000},
        {"id": "other", "place": "channel", "place_id": "social", "lower": 300_000},
    ]
    found = offered(free_plan(limits=limits))
    assert set(found) == {"raise", "channel_limit:floor:lower", "channel_limit:other:lower"}
    assert found["raise"].rules.total_budget == 1_100_000
    less = with_changes(found["raise"], [Set(path="rules.total_budget", value=1_099_000)])
    with pytest.raises(ImpossibleLimits):
        optimise(less)


def test_a_floor_above_the_total_is_met_by_raising_the_total_to_it_and_not_by_a_cent_more() -> None:
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    values["touchpoints"][1] |= {"lower": 1_200_000, "minimum_if_used": 471_200}
    plan = make_plan(values)
    words = [way.words for way in ways_out(plan, refusal(plan))]
    assert words == ["Raise the total to €12,000", "Loosen to: “Social”: at least €9,000"]


def test_a_contradiction_that_money_cannot_mend_is_mended_by_loosening_a_share() -> None:
    limits = [
        {"id": "low", "place": "channel", "place_id": "search", "lower_share": 0.7},
        {"id": "also", "place": "channel", "place_id": "social", "lower_share": 0.5},
    ]
    plan = free_plan(limits=limits)
    found = offered(plan)
    assert set(found) == {"channel_limit:low:lower_share", "channel_limit:also:lower_share"}
    assert all(optimise(mended) for mended in found.values())
    assert [way.words for way in ways_out(plan, refusal(plan))] == [
        "Loosen to: channel “Search ads”: at least 50% of the total",
        "Loosen to: channel “Social ads”: at least 30% of the total",
    ]


def test_two_independent_conflicts_are_both_named_and_mended_by_one_way() -> None:
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    values["touchpoints"][0] |= {"minimum_if_used": 600_000, "lower": 100_000, "upper": 500_000}
    values["touchpoints"][1] |= {"minimum_if_used": 300_000, "lower": 100_000, "upper": 200_000}
    plan = make_plan(values)
    error = refusal(plan)
    named = [set(keys) for keys in (error.limits, *error.further)]
    assert len(named) == 2
    assert not named[0] & named[1]
    (way,) = ways_out(plan, error)
    assert optimise(with_changes(plan, way.changes))
    assert "Search" in way.words
    assert "Social" in way.words
