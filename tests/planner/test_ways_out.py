"""Where limits cannot hold together, every way out that is offered leads to an answer."""

from __future__ import annotations

import pytest

from models.changes import Set, with_changes
from models.errors import ImpossibleLimits
from models.plan import Plan
from planner.answers import optimise
from planner.ways_out import ways_out
from tests.planner.answered import free_plan


def offered(plan: Plan) -> dict[str, Plan]:
    """Way out -> the plan after it."""
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise(plan)
    return {way.key: with_changes(plan, way.changes) for way in ways_out(plan, refusal.value)}


def test_too_much_money_may_be_left_or_the_hold_lifted() -> None:
    found = offered(free_plan(total_budget=2_000_000, assumed_move_limit=0.3))
    assert set(found) == {"at_most", "lift"}
    assert all(optimise(plan) for plan in found.values())


def test_too_little_money_offers_the_least_total_that_limits_need() -> None:
    limits = [
        {"id": "floor", "place": "channel", "place_id": "search", "lower": 800_000},
        {"id": "other", "place": "channel", "place_id": "social", "lower": 300_000},
    ]
    found = offered(free_plan(limits=limits))
    assert set(found) == {"raise"}
    assert found["raise"].rules.total_budget == 1_100_000
    less = with_changes(found["raise"], [Set(path="rules.total_budget", value=1_099_000)])
    with pytest.raises(ImpossibleLimits):
        optimise(less)


def test_a_contradiction_that_money_cannot_mend_offers_nothing() -> None:
    limits = [
        {"id": "low", "place": "channel", "place_id": "search", "lower_share": 0.7},
        {"id": "also", "place": "channel", "place_id": "social", "lower_share": 0.5},
    ]
    assert offered(free_plan(limits=limits)) == {}
