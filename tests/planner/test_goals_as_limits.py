"""Goals as limits in words: rows, costs against new answers, ways out, exports, the command that checks."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from models.allocation import Allocation
from models.answer import optimise_plan, simulate_plan
from models.changes import Set, with_changes
from models.errors import ImpossibleLimits, PlanError
from models.goals import GoalBinding
from models.plan import Plan, make_plan
from models.program.extra_money import is_sought
from planner.budget_lines import budget_lines
from planner.change_words import changes_in_words
from planner.cli_answers import allocation_data
from planner.cli_check import checked
from planner.explain import held_words, line_reason
from planner.exports.workbook import allocation_workbook
from planner.goal_costs import changed, goal_cost_sentence, goal_costs
from planner.goal_rows import goal_changes, goal_rows
from planner.goal_words import binding_goals_sentence, goal_lines, missed_goals_sentence
from planner.limit_costs import limit_costs
from planner.limit_words import limit_in_words, limits_set
from planner.moves import few_moves
from planner.ways_out import ways_out
from tests.plans import small_values

VISITS = {"name": "More visits", "place": "step", "place_id": "visit", "measure": "people_count"}


def plan_with(*goals: dict[str, Any]) -> Plan:
    named = [{"id": f"g{n}", "binds": "hard", **goal} for n, goal in enumerate(goals)]
    return make_plan(small_values(goals=named, rules={"total_budget": 900_000, "assumed_move_limit": None}))


@lru_cache
def held() -> Allocation:
    """A hard goal that binds, a soft one out of reach of it, and one that cannot bind."""
    return optimise_plan(
        plan_with(
            {**VISITS, "target": 9000.0},
            {"name": "Orders", "measure": "conversion_count", "target": 320.0, "binds": "soft"},
            {
                "name": "Cheap",
                "measure": "cost_per_conversion",
                "target": 25.0,
                "direction": "down",
                "binds": "reported",
            },
        )
    )


def test_rows_say_what_is_reached_what_is_missing_and_why_a_goal_cannot_bind() -> None:
    visits, orders, cheap = goal_rows(held().plan, held())
    assert visits.missing == 0.0
    assert visits.proposed == pytest.approx(held().proposed.steps["visit"].served)
    assert orders.missing == pytest.approx(320.0 - held().proposed.conversions)
    assert visits.why_not == orders.why_not == ""
    assert "target cost" in cheap.why_not
    assert cheap.missing > 0.0
    assert visits.where == "step “Visit”"


def test_rows_of_another_split_and_without_an_answer() -> None:
    plan, now = held().plan, held().now
    assert goal_rows(plan, held(), split=now)[0].proposed == pytest.approx(now.steps["visit"].served)
    alone = goal_rows(plan, None, now=simulate_plan(plan))
    assert alone[0].today == pytest.approx(now.steps["visit"].served)
    assert alone[0].proposed is None


def test_what_is_typed_becomes_changes() -> None:
    plan = plan_with(
        {**VISITS, "target": 9000.0},
        {"name": "Rate", "measure": "share_leaving", "target": 0.6, "binds": "reported"},
    )
    changes = goal_changes(plan, {0: {"binds": "soft", "target": 8900.0}, 1: {"target": 55.0}})
    after = with_changes(plan, tuple(changes))
    assert (after.goals[0].binds, after.goals[0].target) == (GoalBinding.SOFT, 8900.0)
    assert after.goals[1].target == pytest.approx(0.55)
    with pytest.raises(PlanError, match="conversions on the map"):
        with_changes(plan, tuple(goal_changes(plan, {1: {"binds": "hard"}})))


def test_what_a_goal_costs_against_new_answers() -> None:
    answer = optimise_plan(plan_with({**VISITS, "target": 9000.0}))
    (cost,) = goal_costs(answer)
    plan, goal = answer.plan, answer.plan.goals[0]
    free = optimise_plan(changed(plan, goal, binds=GoalBinding.REPORTED))
    assert cost.units == pytest.approx(free.unrounded - answer.unrounded, rel=0.02)
    lower = optimise_plan(changed(plan, goal, target=9000.0 - cost.less))
    assert cost.less_units == pytest.approx(lower.unrounded - answer.unrounded, rel=0.05)
    assert cost.less_units <= cost.units
    assert cost.money is not None
    more = plan.rules.model_copy(update={"total_budget": 900_000 + round(cost.money * 100)})
    richer = optimise_plan(plan.model_copy(update={"rules": more}))
    assert richer.unrounded == pytest.approx(free.unrounded, rel=1e-3)
    said = goal_cost_sentence(answer, cost)
    assert said.startswith("goal “More visits”: people at least 9,000 (step “Visit”). Without it the split")
    assert "The last 100 of it cost" in said


def test_beside_a_soft_goal_the_money_that_makes_up_for_a_goal_is_not_said() -> None:
    cost = goal_costs(held())[0]
    assert not is_sought(cost.money)
    assert "more budget" not in goal_cost_sentence(held(), cost)


def test_sentences_about_goals_missed_and_goals_that_bind() -> None:
    assert missed_goals_sentence(held()).startswith("“Orders” reaches")
    assert "“More visits”" in binding_goals_sentence(held())
    assert (
        limit_in_words(held().plan, "goal:g0") == "goal “More visits”: people at least 9,000 (step “Visit”)"
    )
    assert limits_set(held().plan)[-1].startswith("goal “Orders”")
    assert len(goal_lines(held())) == 3


def test_nothing_is_said_where_goals_neither_bind_nor_miss() -> None:
    answer = optimise_plan(plan_with({**VISITS, "target": 5000.0}))
    assert missed_goals_sentence(answer) == binding_goals_sentence(answer) == ""
    assert goal_costs(answer) == ()


def test_a_split_held_to_goals_is_not_cut_to_few_moves() -> None:
    assert few_moves(held()).split is held().proposed


def test_a_goal_on_money_is_priced_like_a_limit() -> None:
    goal = {
        "name": "Social",
        "place": "channel",
        "place_id": "social",
        "measure": "spend_amount",
        "target": 5000.0,
    }
    answer = optimise_plan(plan_with(goal))
    (cost,) = limit_costs(answer)
    looser = optimise_plan(changed(answer.plan, answer.plan.goals[0], target=5000.0 - cost.amount / 100))
    assert cost.units == pytest.approx(looser.unrounded - answer.unrounded, rel=0.02)
    assert cost.words == "goal “Social”: budget at least €5,000 (channel “Social ads”)"


def test_a_hard_goal_out_of_reach_has_ways_out_each_of_which_helps() -> None:
    plan = plan_with({**VISITS, "target": 9400.0})
    with pytest.raises(ImpossibleLimits) as refused:
        optimise_plan(plan)
    ways = {way.key: way for way in ways_out(plan, refused.value)}
    assert {"lower goals", "soft g0"} <= set(ways)
    assert "to 9,217, the best that the limits allow" in ways["lower goals"].words
    for way in ways.values():
        optimise_plan(with_changes(plan, way.changes))
    assert "the most is 9,217" in "\n".join(checked(plan).lines)


def test_goals_in_the_workbook_and_for_programs() -> None:
    book = load_workbook(BytesIO(allocation_workbook(held())))
    rows = list(book["Goals"].iter_rows(values_only=True))
    head = next(row for row in rows if row[0] == "Goal")
    orders = dict(zip(head, next(row for row in rows if row[0] == "Orders"), strict=True))
    assert orders["Missing"] == pytest.approx(320.0 - held().proposed.conversions, abs=1e-5)
    assert orders["Binds?"] == "Soft limit"
    first = allocation_data(held())["goals"][0]
    assert (first["id"], first["binds"], first["missing"]) == ("g0", "hard", 0.0)


def test_a_goal_typed_as_a_formula_stays_text() -> None:
    answer = optimise_plan(plan_with({**VISITS, "name": "=1+1", "target": 8900.0}))
    cell = next(
        cell for row in load_workbook(BytesIO(allocation_workbook(answer)))["Goals"].iter_rows() for cell in row
        if cell.value == "=1+1"
    )  # fmt: skip
    assert cell.data_type == "s"


def test_history_says_how_a_goal_was_changed() -> None:
    plan = plan_with({**VISITS, "target": 9000.0})
    after = with_changes(plan, (Set(path="goals.g0.binds", value="soft"),))
    (change,) = changes_in_words(plan, after)
    assert (change.before, change.after) == ("Hard limit", "Soft limit")


def test_a_line_that_a_goal_keeps_up_says_so() -> None:
    answer = optimise_plan(plan_with({**VISITS, "target": 9100.0}))
    lines = {line.touchpoint.id: line for line in budget_lines(answer)}
    assert held_words(answer, lines["t_search"]).startswith("goal “More visits”")
    assert "It would fall further, but for this limit: goal “More visits”" in line_reason(
        answer, lines["t_search"]
    )
    assert held_words(answer, lines["t_again"]) == ""
