"""The few moves bring what they are said to bring; refusing one costs what it is said to cost."""

from __future__ import annotations

from functools import lru_cache

import pytest

from models.allocation import Allocation
from models.changes import Set, with_changes
from models.charging import current_over_plan
from models.plan import Plan, make_plan
from planner.answers import optimise, simulate
from planner.moves import ENOUGH, FewMoves, few_moves
from planner.plan_file import read_plan
from planner.refusals import holding_cost, refusals
from planner.workflows import PROJECT
from tests.planner.answered import free_plan, limited_plan, small_answer
from tests.plans import small_values

EXAMPLES = sorted((PROJECT / "data" / "examples").glob("*.json"))


@lru_cache
def example(name: str) -> tuple[Allocation, FewMoves]:
    answer = optimise(read_plan((PROJECT / "data" / "examples" / name).read_bytes()))
    return answer, few_moves(answer)


@pytest.mark.parametrize("name", [path.name for path in EXAMPLES])
def test_few_moves_bring_enough_and_move_nothing_else(name: str) -> None:
    answer, few = example(name)
    plan = answer.plan
    whole = answer.proposed.objective - answer.now.objective
    again = simulate(plan, few.split.spend, few.split.by_period)
    assert few.gain_share is not None
    assert few.gain_share >= ENOUGH
    assert (again.objective - answer.now.objective) / whole == pytest.approx(few.gain_share)
    moved = {move.line_id for move in few.moves}
    for line in plan.touchpoints:
        if line.id in few.split.spend and line.id not in moved:
            assert few.split.spend[line.id] == answer.now.spend[line.id] == current_over_plan(plan, line)
    assert len(few.moves) < len(few.all_moves)


@pytest.mark.parametrize("name", [path.name for path in EXAMPLES])
def test_few_moves_spend_the_same_total(name: str) -> None:
    answer, few = example(name)
    assert few.split.charged == pytest.approx(answer.proposed.charged, abs=0.02)


def test_refusing_a_move_costs_what_the_plan_with_the_line_locked_loses() -> None:
    answer = small_answer()
    few = few_moves(answer)
    costs = refusals(answer, few.moves)
    for move in few.moves:
        locked = with_changes(answer.plan, [Set(path=f"touchpoints.{move.line_id}.standing", value="locked")])
        lost = answer.unrounded - optimise(locked).unrounded
        assert costs[move.line_id].units == pytest.approx(lost, abs=1e-3 * answer.unrounded)
        money = costs[move.line_id].money
        assert money is not None
        more = optimise(free_plan(total_budget=900_000 + round(money * 100)))
        assert more.unrounded - answer.unrounded == pytest.approx(lost, rel=0.05, abs=1e-4 * answer.unrounded)


def test_a_move_that_limits_force_cannot_be_refused() -> None:
    answer = optimise(limited_plan(250_000))
    few = few_moves(answer)
    costs = refusals(answer, few.moves)
    assert {move.line_id for move in few.moves} >= {"t_search"}
    assert costs["t_search"].units is None


def test_letting_a_held_line_move_brings_what_holding_it_costs() -> None:
    answer = small_answer()
    locked = with_changes(answer.plan, [Set(path="touchpoints.t_search.standing", value="locked")])
    held = optimise(locked)
    assert holding_cost(held, "t_search") == pytest.approx(
        answer.unrounded - held.unrounded, abs=1e-3 * answer.unrounded
    )


def test_more_money_needs_few_moves_too() -> None:
    few = few_moves(optimise(free_plan(total_budget=1_200_000)))
    assert few.gain_share is not None
    assert few.gain_share >= ENOUGH
    assert sum(move.change for move in few.moves) == 300_000


def test_where_nothing_can_be_gained_nothing_is_moved() -> None:
    answer = small_answer()
    best = {f"touchpoints.{line}.current_spend": amount for line, amount in answer.proposed.spend.items()}
    plan: Plan = with_changes(answer.plan, [Set(path=path, value=amount) for path, amount in best.items()])
    few = few_moves(optimise(plan))
    assert sum(abs(move.change) for move in few.moves) <= 2_000


def test_a_move_below_its_minimum_if_used_can_be_refused() -> None:
    """Held at today's, a line need not keep the minimum that holds for a line that moves."""
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    values["touchpoints"][1]["minimum_if_used"] = 350_000
    allocation = optimise(make_plan(values))
    move = next(move for move in few_moves(allocation).all_moves if move.line_id == "t_social")
    cost = refusals(allocation, [move])["t_social"]
    assert cost.units is not None
    assert cost.units >= 0.0


def test_with_whole_steps_too_a_line_larger_than_the_total_cannot_be_refused() -> None:
    plan = free_plan(total_budget=350_000, spend_total="at_most", steps_kept=True, money_step=50_000)
    allocation = optimise(plan)
    move = next(move for move in few_moves(allocation).all_moves if move.line_id == "t_search")
    assert move.before > 350_000
    assert refusals(allocation, [move])["t_search"].units is None


@pytest.mark.parametrize("how", ["booked", "share"])
def test_few_moves_keep_limits_that_todays_money_does_not(how: str) -> None:
    """A booking that has passed, or a share of the spend below today's, is kept by the few moves too, and told."""
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    if how == "booked":
        values["touchpoints"][1] |= {"booking_deadline": "2026-11-01", "committed": 100_000}
        values["rules"]["planning_date"] = "2026-11-20"
    else:
        values["touchpoints"][1]["upper_share"] = 0.1
        values["rules"]["shares_of"] = "spend"
    answer = optimise(make_plan(values))
    few = few_moves(answer)
    assert few.split.spend["t_social"] <= (100_000 if how == "booked" else 90_000)
    assert "t_social" in {move.line_id for move in few.moves}
