"""A scenario keeps its question and its split, whatever happens to the plan; two are compared in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.changes import Remove, Set, with_changes
from models.plan import Plan
from planner import workflows
from planner.answers import optimise, simulate
from planner.scenarios import assumptions_apart, compare, keep_scenario, see_scenario
from planner.store import Store
from planner.workflows import OpenPlan
from tests.planner.answered import free_plan, small_answer


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "plans.db")


@pytest.fixture
def opened(store: Store) -> OpenPlan:
    return workflows.add_plan(store, free_plan(), "Ann", "made")


def test_a_scenario_stays_as_it_was_when_the_plan_moves_on(store: Store, opened: OpenPlan) -> None:
    answer = optimise(opened.plan)
    kept = keep_scenario(store, answer.plan, answer.proposed, ("today", "as asked"))
    changes = [
        Set(path="rules.total_budget", value=1_200_000),
        Set(path="touchpoints.t_again.name", value="Again"),
    ]
    workflows.change_plan(store, opened, changes, "Ann", "more")
    seen = see_scenario(store, kept)
    assert seen.plan.rules.total_budget == 900_000
    assert seen.split.spend == answer.proposed.spend
    assert seen.split.conversions == pytest.approx(answer.proposed.conversions)
    assert seen.now.conversions == pytest.approx(answer.now.conversions)


def test_a_question_that_is_not_the_stored_one_is_kept_with_its_changes(
    store: Store, opened: OpenPlan
) -> None:
    asked = with_changes(opened.plan, [Set(path="rules.total_budget", value=1_000_000)])
    answer = optimise(asked)
    seen = see_scenario(store, keep_scenario(store, answer.plan, answer.proposed, ("more", "")))
    assert seen.plan == asked
    assert sum(seen.split.spend.values()) == 1_000_000


def test_a_split_by_hand_is_simulated_as_it_is(store: Store, opened: OpenPlan) -> None:
    answer = optimise(opened.plan)
    by_hand = simulate(opened.plan, {"t_search": 100_000, "t_social": 700_000, "t_again": 100_000})
    seen = see_scenario(store, keep_scenario(store, answer.plan, by_hand, ("by hand", "")))
    assert seen.split == by_hand


def test_comparison_says_lines_and_assumptions_that_differ(store: Store, opened: OpenPlan) -> None:
    answer = optimise(opened.plan)
    first = see_scenario(store, keep_scenario(store, answer.plan, answer.proposed, ("one", "")))
    changes = [
        Set(path="rules.total_budget", value=1_200_000),
        Set(path="touchpoints.t_search.incrementality", value={"value": 0.5, "evidence": "measured"}),
        Set(path="links.lead_order.conversion", value={"value": 0.4}),
        Set(path="name", value="Renamed"),
    ]
    other_answer = optimise(with_changes(opened.plan, tuple(changes)))
    second = see_scenario(store, keep_scenario(store, other_answer.plan, other_answer.proposed, ("two", "")))
    comparison = compare([first, second])
    assert comparison.differences[0] == ()
    told = {(d.what, d.before, d.after) for d in comparison.differences[1]}
    assert ("Total budget", "€9,000", "€12,000") in told
    assert ("Touchpoint “Search” · Incrementality", "100% (assumed)", "50% (measured)") in told
    assert ("Link “Lead → Order” · Conversion to the next step", "30% (assumed)", "40% (assumed)") in told
    assert len(told) == 3
    lines = {line.line_id: line for line in comparison.lines}
    assert lines["t_search"].amounts == (first.split.spend["t_search"], second.split.spend["t_search"])
    assert any(line.differs for line in comparison.lines)
    assert comparison.same_currency


def test_a_line_missing_on_one_side_is_told_apart_from_one_with_nothing() -> None:
    answer = small_answer()
    plan: Plan = with_changes(answer.plan, [Remove(collection="touchpoints", id="t_again")])
    other = optimise(plan)
    from planner.scenarios import SeenScenario

    scenarios = [
        SeenScenario("a", "a", "", answer.plan, answer.now, answer.proposed),
        SeenScenario("b", "b", "", plan, other.now, other.proposed),
    ]
    comparison = compare(scenarios)
    gone = next(line for line in comparison.lines if line.line_id == "t_again")
    assert gone.amounts[1] is None
    assert any(d.what == "Touchpoint “Reminder”" for d in assumptions_apart(answer.plan, plan))


def test_a_deleted_scenario_comes_back_as_it_was(store: Store, opened: OpenPlan) -> None:
    answer = optimise(opened.plan)
    kept = keep_scenario(store, answer.plan, answer.proposed, ("kept", "note"), by="Ann")
    gone = workflows.delete_scenario(store, kept.id)
    assert workflows.list_scenarios(store, opened.plan.id) == []
    back = workflows.restore_scenario(store, gone)
    assert replace(back, updated_at=kept.updated_at) == kept
