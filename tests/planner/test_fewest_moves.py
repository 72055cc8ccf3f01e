"""The fewest moves that bring 90 % of the gain, against every set of touchpoints."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.allocation import Allocation
from models.communication import Standing
from models.errors import ImpossibleLimits
from models.plan import Plan, make_plan
from planner.answers import Search, optimise, simulate
from planner.fewest_moves import changed_lines, fewest_moves
from planner.moves import ENOUGH, FewMoves, few_moves, gain_from
from tests.plans import curve, small_values

PATIENT = Search(seconds=60.0)

TWO_PERIODS = [
    {"id": "p1", "start": "2026-12-01", "end": "2026-12-15"},
    {"id": "p2", "start": "2026-12-16", "end": "2026-12-30"},
]


def plan_of(seed: int, *, bent: bool = False, **changes: Any) -> Plan:
    """Five touchpoints (four with S-curves) in one audience, today's money far from the best."""
    chance = np.random.default_rng(seed)
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None}, **changes)
    values["touchpoints"] = [
        {"id": f"t{n}", "name": f"Touchpoint {n}", "step_id": "visit", "channel_id": ["search", "social"][n % 2],
         "pool_id": "searching", "current_spend": int(spend) * 100,
         "curve": _bent(chance, float(spend)) if bent else curve(float(spend), float(chance.uniform(300, 5000)), float(chance.uniform(0.3, 0.8)))}
        for n, spend in enumerate(chance.integers(500, 3000, 4 if bent else 5))
    ]  # fmt: skip
    values["rules"]["total_budget"] = sum(line["current_spend"] for line in values["touchpoints"])
    return make_plan(values)


def _bent(chance: np.random.Generator, spend: float) -> dict[str, Any]:
    shape = {"top": chance.uniform(2000, 6000), "half": spend * chance.uniform(0.6, 1.8), "slope": 2.5}
    return {"family": "hill", "parameters": shape, "per_days": 30, "evidence": "measured"}


def least_by_trial(allocation: Allocation) -> int:
    """The size of the smallest set of touchpoints that brings enough while all others stay as they are."""
    start = gain_from(allocation)
    wanted = start + ENOUGH * (allocation.proposed.objective - start)
    ids = [line.id for line in allocation.plan.touchpoints]
    for size in range(len(ids) + 1):
        for chosen in itertools.combinations(ids, size):
            if brings(allocation.plan, chosen) >= wanted:
                return size
    raise AssertionError("the best split itself brings enough")


def brings(plan: Plan, chosen: tuple[str, ...]) -> float:
    """The best that can be had with only these touchpoints free."""
    lines = tuple(
        line if line.id in chosen else line.model_copy(update={"standing": Standing.LOCKED})
        for line in plan.touchpoints
    )
    try:
        return optimise(plan.model_copy(update={"touchpoints": lines}), search=PATIENT).proposed.objective
    except ImpossibleLimits:
        return -np.inf


def check(plan: Plan) -> FewMoves:
    """What is said of the fewest moves is true of the plan."""
    allocation = optimise(plan, search=PATIENT)
    found = fewest_moves(allocation, few_moves(allocation), PATIENT)
    changed = changed_lines(allocation, found.split)
    assert found.proved
    assert found.least == len(changed) == least_by_trial(allocation)
    again = simulate(plan, found.split.spend, found.split.by_period)
    start = gain_from(allocation)
    share = (again.objective - start) / (allocation.proposed.objective - start)
    assert share == pytest.approx(found.gain_share)
    assert share >= ENOUGH
    assert {move.line_id for move in found.moves} == set(changed)
    for move in found.moves:
        assert (move.before, move.after) == (
            allocation.now.spend[move.line_id], found.split.spend[move.line_id],
        )  # fmt: skip
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_fewest_of_all_sets(seed: int) -> None:
    check(plan_of(seed))


@pytest.mark.parametrize("seed", range(2))
def test_the_fewest_of_all_sets_with_s_curves(seed: int) -> None:
    check(plan_of(seed, bent=True))


def test_a_touchpoint_counts_once_over_all_periods() -> None:
    check(plan_of(1, periods=TWO_PERIODS))


def test_less_than_the_fewest_is_never_offered_and_a_longer_list_is_shortened() -> None:
    """From the whole list the proof comes to the same number as from the shortest one found."""
    allocation = optimise(plan_of(2), search=PATIENT)
    few = few_moves(allocation)
    whole = replace(few, moves=few.all_moves, split=allocation.proposed, gain_share=1.0)
    assert fewest_moves(allocation, whole, PATIENT).least == fewest_moves(allocation, few, PATIENT).least


def test_without_time_nothing_is_claimed() -> None:
    allocation = optimise(plan_of(3), search=PATIENT)
    few = few_moves(allocation)
    found = fewest_moves(allocation, few, Search(seconds=0.0))
    assert found.moves == few.moves
    assert found.least == 0
    assert not found.proved
    assert not fewest_moves(allocation, few, Search(60.0, should_stop=lambda: True)).proved


def test_where_no_gain_is_to_be_had_nothing_is_sought() -> None:
    allocation = optimise(plan_of(3), search=PATIENT)
    nothing = replace(few_moves(allocation), gain_share=None)
    assert fewest_moves(allocation, nothing, PATIENT) is nothing
