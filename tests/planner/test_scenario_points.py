"""Scenarios beside the curve: the same assumptions for all, the best split of the same money, in words."""

from __future__ import annotations

from typing import Any

import pytest

from models.changes import Add, Remove, Set, with_changes
from models.frontier import frontier
from models.plan import Plan, make_plan
from planner.answers import optimise, simulate
from planner.scenario_points import gap_sentence, scenario_points
from planner.scenarios import SeenScenario
from tests.models.test_periods import values_of
from tests.planner.answered import free_plan


def seen(plan: Plan, spend: dict[str, int] | None = None, name: str = "Careful") -> SeenScenario:
    split = optimise(plan).proposed if spend is None else simulate(plan, spend)
    return SeenScenario("s", name, "", plan, simulate(plan), split)


def test_a_split_by_hand_is_held_against_the_best_of_the_same_money() -> None:
    plan = free_plan()
    by_hand = seen(plan, {"t_search": 100_000, "t_social": 300_000, "t_again": 100_000})
    (point,) = scenario_points(plan, [by_hand])
    best = optimise(with_changes(plan, [Set(path="rules.total_budget", value=500_000)]))
    assert point.budget == 5_000
    assert point.objective == pytest.approx(by_hand.split.conversions)
    assert point.behind == pytest.approx(best.unrounded - by_hand.split.conversions, rel=1e-3)
    said = gap_sentence(plan, point)
    assert said.startswith("1. Careful: brings ")
    assert said.endswith("conversions fewer than the best split of the same €5,000.")


def test_the_best_split_of_a_plan_lies_on_its_curve() -> None:
    plan = free_plan()
    (point,) = scenario_points(plan, [seen(plan)])
    curve = frontier(plan, 5)
    assert curve.plan is not None
    assert (point.budget, point.best) == (curve.plan.budget, point.best)
    assert point.best is not None
    assert point.best.objective == pytest.approx(curve.plan.objective, rel=1e-6)
    assert gap_sentence(plan, point) == "1. Careful: the best split of its €9,000."


def test_other_assumptions_count_for_nothing_here() -> None:
    plan = free_plan()
    rosy = with_changes(plan, [Set(path="links.lead_order.conversion", value={"value": 0.6})])
    (point,) = scenario_points(plan, [seen(rosy, {"t_search": 900_000})])
    assert point.conversions == pytest.approx(simulate(plan, {"t_search": 900_000}).conversions)


def test_money_by_period_stays_where_it_was_put() -> None:
    plan = make_plan(values_of(30, 30))
    late = simulate(plan, None, {"p1": {"t_search": 600_000}})
    (point,) = scenario_points(plan, [SeenScenario("s", "Late", "", plan, simulate(plan), late)])
    assert point.objective == pytest.approx(late.objective)


def without(line: str) -> Any:
    return with_changes(free_plan(), [Remove(collection="touchpoints", id=line)])


def longer() -> Plan:
    period = {"id": "p9", "start": "2026-12-01", "end": "2027-01-30"}
    return with_changes(
        free_plan(), [Remove(collection="periods", id="p1"), Add(collection="periods", record=period)]
    )


@pytest.mark.parametrize(
    ("first", "other", "words"),
    [
        (without("t_again"), free_plan(), "It spends on “Reminder”, which is not there."),
        (free_plan(), longer(), "It runs for 61 days, not for 30."),
        (
            free_plan(),
            with_changes(free_plan(), [Set(path="currency", value="USD")]),
            "It is in another currency.",
        ),
    ],
)
def test_what_cannot_be_placed_says_why(first: Plan, other: Plan, words: str) -> None:
    (point,) = scenario_points(first, [seen(other)])
    assert point.refused == words
    assert gap_sentence(first, point) == f"1. Careful: cannot be placed on this curve. {words}"


def test_a_budget_that_the_limits_forbid_and_a_split_that_breaks_them() -> None:
    plan = with_changes(free_plan(), [Set(path="touchpoints.t_search.lower", value=400_000)])
    small, against = scenario_points(
        plan,
        [
            seen(plan, {"t_search": 100_000}, "Small"),
            seen(plan, {"t_social": 600_000, "t_again": 300_000}, "Against"),
        ],
    )
    assert small.best is None
    assert gap_sentence(plan, small) == "1. Small: €1,000 cannot be spent within the limits of the first."
    if against.behind is not None and against.behind < 0:
        assert "does not keep the limits" in gap_sentence(plan, against)
