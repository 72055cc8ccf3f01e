"""What follows from an answer, kept by value: ranges, moves, worths, scenarios. Each is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from models.allocation import Allocation, Outcome, Price
from models.plan import Plan
from pages.shared import session
from pages.shared.plan_answers import extra_money, split_key
from planner import (
    capacity_worth,
    curve_points,
    goal_costs,
    limit_costs,
    moves,
    uncertainty,
    worth,
)
from planner import fewest_moves as fewest
from planner import refusals as refused
from planner.guess_shelf import GuessShelf
from planner.kept import Kept
from planner.proving import mark


@dataclass(frozen=True)
class Shown:
    """Which split is shown: with only the few moves, or every move of the best split."""

    few: moves.FewMoves
    only_few: bool
    split: Outcome
    moves: tuple[moves.Move, ...]


FEW, ALL = "few", "all"
"""Codes of the choice between the few moves and all of them."""


def choice_key(plan: Plan) -> str:
    """Where the reader's choice between the two is kept."""
    return f"moves {plan.id}"


def shown(allocation: Allocation) -> Shown:
    """The split that the pages show: the few moves, unless the reader asked for all of them."""
    few = few_moves(allocation)
    if few.fewer and session.recall(choice_key(allocation.plan), FEW) != ALL:
        return Shown(few, True, few.split, few.moves)
    return Shown(few, False, allocation.proposed, few.all_moves)


def spread(allocation: Allocation, split: Outcome) -> uncertainty.Spread:
    """Likely ranges of a split of an answer, and how steady each move is."""
    return _spread(mark(allocation), split_key(split), allocation, split)


def few_moves(allocation: Allocation) -> moves.FewMoves:
    """The few moves that bring most of the gain: the fewest, where that has been looked into."""
    key = mark(allocation)
    return _fewest().find(key) or _few_moves(key, allocation)


def fewest_moves(allocation: Allocation) -> moves.FewMoves:
    """The few moves, and whether fewer would do; takes up to a second or two where it is not known yet."""
    known = _fewest().find(mark(allocation))
    if known is None:
        known = fewest.fewest_moves(allocation, few_moves(allocation))
        _fewest().put(mark(allocation), known)
    return known


def refusals(allocation: Allocation, shown: tuple[moves.Move, ...]) -> dict[str, refused.Refusal]:
    """What refusing each move costs."""
    return _refusals(mark(allocation), " ".join(move.line_id for move in shown), allocation, shown)


def holding_cost(plan: Plan, line_id: str) -> float | None:
    """Objective units that holding a locked line costs; None where it cannot be said."""
    return _holding_cost(mark(session.allocation(plan)), line_id, plan)


def leaks(allocation: Allocation, by_tenth: bool = False) -> tuple[worth.LinkWorth, ...]:
    """The worth of one more point (or of a tenth more people going on) at each link, the dearest first."""
    return _leaks(mark(allocation), by_tenth, allocation)


def limits_cost(allocation: Allocation, limits: tuple[Price, ...]) -> tuple[limit_costs.LimitCost, ...]:
    """What some of the limits that bind cost."""
    key = " ".join(limit.key for limit in limits)
    return _limits_cost(mark(allocation), key, allocation, limits)


def goals_cost(allocation: Allocation) -> tuple[goal_costs.GoalCost, ...]:
    """What the goals that hold the split back cost."""
    return _goals_cost(mark(allocation), allocation)


def full_steps(allocation: Allocation) -> tuple[capacity_worth.FullStep, ...]:
    """Steps that turn people away, and what more capacity there brings."""
    return _full_steps(mark(allocation), allocation)


def curve_pictures(allocation: Allocation, split: Outcome) -> tuple[curve_points.CurvePicture, ...]:
    """The curves of an answer as points, with today's place and that of a split on them."""
    return _curve_pictures(mark(allocation), split_key(split), allocation, split)


@st.cache_resource(max_entries=64, show_spinner=False)
def _spread(fingerprint: str, key: str, _allocation: Allocation, _split: Outcome) -> uncertainty.Spread:
    return uncertainty.spread_of(_allocation, _split)


@st.cache_resource(max_entries=64, show_spinner=False)
def _few_moves(fingerprint: str, _allocation: Allocation) -> moves.FewMoves:
    return moves.few_moves(_allocation)


@st.cache_resource(show_spinner=False)
def _fewest() -> Kept[moves.FewMoves]:
    """Few moves that were looked into, by the answer they are of."""
    return Kept()


@st.cache_resource(max_entries=1_024, show_spinner=False)
def _refusals(
    fingerprint: str, key: str, _allocation: Allocation, _shown: tuple[moves.Move, ...]
) -> dict[str, refused.Refusal]:
    return refused.refusals(_allocation, _shown, extra_money(fingerprint, _allocation.plan))


@st.cache_resource(max_entries=256, show_spinner=False)
def _holding_cost(fingerprint: str, line_id: str, _plan: Plan) -> float | None:
    allocation = session.allocation(_plan)
    return refused.holding_cost(allocation, line_id, extra_money(fingerprint, allocation.plan))


@st.cache_resource(max_entries=64, show_spinner=False)
def _leaks(fingerprint: str, by_tenth: bool, _allocation: Allocation) -> tuple[worth.LinkWorth, ...]:
    mended = worth.a_tenth if by_tenth else worth.one_point
    return worth.leaks(_allocation, mended, extra_money(fingerprint, _allocation.plan))


@st.cache_resource(max_entries=64, show_spinner=False)
def _limits_cost(
    fingerprint: str, key: str, _allocation: Allocation, _limits: tuple[Price, ...]
) -> tuple[limit_costs.LimitCost, ...]:
    return limit_costs.limit_costs(_allocation, _limits, extra_money(fingerprint, _allocation.plan))


@st.cache_resource(max_entries=64, show_spinner=False)
def _goals_cost(fingerprint: str, _allocation: Allocation) -> tuple[goal_costs.GoalCost, ...]:
    return goal_costs.goal_costs(_allocation, extra_money(fingerprint, _allocation.plan))


@st.cache_resource(max_entries=64, show_spinner=False)
def _full_steps(fingerprint: str, _allocation: Allocation) -> tuple[capacity_worth.FullStep, ...]:
    return capacity_worth.full_steps(_allocation, extra_money(fingerprint, _allocation.plan))


@st.cache_resource(max_entries=32, show_spinner=False)
def _curve_pictures(
    fingerprint: str, key: str, _allocation: Allocation, _split: Outcome
) -> tuple[curve_points.CurvePicture, ...]:
    return curve_points.curve_pictures(_allocation, _split)


@st.cache_resource(show_spinner=False)
def guess_shelf() -> GuessShelf:
    """One for all readers."""
    return GuessShelf()


def kept_picture[Picture](plan: Plan, split: Outcome, make: Callable[[], Picture], what: str = "") -> Picture:
    """A picture of a split, made once for the theme and language it is seen in; `what` tells pictures apart."""
    look = f"{session.theme()} {session.language()[0]} {what}"
    made: Picture = _picture(plan.fingerprint, split_key(split), look, make)
    return made


@st.cache_resource(max_entries=64, show_spinner=False)
def _picture(fingerprint: str, key: str, look: str, _make: Callable[[], Any]) -> Any:
    return _make()
