"""What is said of more or less money, held against answers at those very budgets."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from models.changes import Set, with_changes
from models.frontier import Frontier, cut, frontier, next_money
from models.plan import Plan
from planner.answers import optimise, simulate
from planner.explain import objective_amount
from planner.more_or_less import (
    ends_in_words,
    move_sentence,
    moved_lines,
    opening_sentence,
    point_in_words,
    proof_sentence,
)
from tests.planner.answered import free_plan, small_answer
from tests.plans import small_plan


@lru_cache
def curve() -> Frontier:
    return frontier(free_plan(), 16)


def at(budget: float) -> float:
    """The objective of the best split of a budget, before rounding."""
    return optimise(free_plan(total_budget=round(budget * 100))).unrounded


def held_plan(total: int = 900_000) -> Plan:
    return small_plan(rules={"total_budget": total, "assumed_move_limit": 0.3})


def test_todays_results_cost_what_the_sentence_says() -> None:
    askew = {"t_search": 100_000, "t_social": 700_000, "t_again": 100_000}
    plan = with_changes(
        free_plan(),
        [Set(path=f"touchpoints.{line}.current_spend", value=money) for line, money in askew.items()],
    )
    found = re.search(
        r"today's results for about €([\d,]+) instead of €9,000", opening_sentence(plan, frontier(plan, 16))
    )
    assert found
    needed = round(float(found.group(1).replace(",", "")) * 100)
    less, more = (
        optimise(with_changes(plan, [Set(path="rules.total_budget", value=round(needed * part))])).unrounded
        for part in (0.92, 1.04)
    )
    assert less <= simulate(plan).objective <= more


def test_ninety_per_cent_is_there_where_the_sentence_says() -> None:
    found = re.search(
        r"90% of what the budget brings is there at about €([\d,]+)", opening_sentence(free_plan(), curve())
    )
    assert found
    idle = simulate(free_plan(), dict.fromkeys(small_answer().proposed.spend, 0)).objective
    share = (at(float(found.group(1).replace(",", ""))) - idle) / (small_answer().unrounded - idle)
    assert share == pytest.approx(0.9, abs=0.02)


def test_the_next_money_brings_what_the_plan_with_it_brings() -> None:
    move = next_money(free_plan(), 500.0)
    gained = at(9_500) - at(9_000)
    assert move.gain == pytest.approx(gained, rel=0.03)
    assert (
        move_sentence(free_plan(), move) == f"The next €500 bring {objective_amount(free_plan(), move.gain)}:"
    )
    assert sum(move.lines.values()) == pytest.approx(50_000, rel=0.01)
    assert [name for name, _change in moved_lines(free_plan(), move)] == [
        free_plan().by_id["touchpoints"][line].name for line in move.lines
    ]


def test_a_cut_loses_what_the_plan_without_the_money_loses() -> None:
    move = cut(free_plan(), 0.15)
    assert -move.gain == pytest.approx(at(9_000) - at(7_650), rel=0.03)
    assert move_sentence(free_plan(), move).startswith("Cutting €1,350 loses")


def test_what_ends_the_curve_is_named_and_ends_it() -> None:
    held = frontier(held_plan(), 9)
    ends = ends_in_words(held_plan(), held)
    assert ends[0] == "No more than €11,700 can be spent within these limits: 3 assumed curves are held back."
    assert ends[1] == "No less than €6,300 within these limits: 3 assumed curves are held back."
    assert held.ended_by_assumed
    assert not ends_in_words(free_plan(), curve())
    lifted = frontier(held_plan(), 9, lift_assumed=True)
    assert lifted.points[-1].budget == pytest.approx(27_000)


def test_money_that_cannot_be_spent_is_said_with_the_limits() -> None:
    move = next_money(held_plan(1_165_000), 100.0)
    assert move_sentence(held_plan(1_165_000), move) == (
        "The next €100 cannot be spent within these limits: 3 assumed curves are held back."
    )
    assert moved_lines(held_plan(1_165_000), move) == []


def test_where_the_total_itself_is_out_of_reach_it_is_said() -> None:
    plan = held_plan(2_000_000)
    assert "The plan's own total cannot be spent within these limits." in ends_in_words(
        plan, frontier(plan, 5)
    )


def test_a_point_says_its_simulated_figures_and_the_proof_its_widest_gap() -> None:
    point = curve().points[5]
    seen = simulate(free_plan(), point.spend)
    assert objective_amount(free_plan(), seen.objective) in point_in_words(free_plan(), point)
    assert "16 budgets, each answered, simulated and checked to 0.0" in proof_sentence(curve())


def test_where_money_comes_back_no_more_it_breaks_even() -> None:
    plan = with_changes(free_plan(), [Set(path="rules.objective", value="revenue")])
    found = frontier(plan, 16)
    said = opening_sentence(plan, found)
    assert ("one more €1 brings less than one €1 back" in said) == (found.break_even is not None)
    if found.break_even is not None:
        assert found.break_even.marginal == pytest.approx(1.0, rel=0.05)
