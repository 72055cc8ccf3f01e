"""What follows from an answer, kept by value: ranges, moves, worths, scenarios. Each is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from models import frontier as money_curve
from models.allocation import Allocation, Outcome, Price
from models.errors import ImpossibleLimits, JourneymixError
from models.evidence_rollup import Graded
from models.frontier import BudgetMove, Frontier
from models.money import to_major
from models.plan import Plan
from models.program.extra_money import ExtraMoney
from pages.shared import session
from planner import (
    capacity_worth,
    curve_points,
    evidence_weight,
    goal_costs,
    limit_clashes,
    limit_costs,
    moves,
    uncertainty,
    worth,
)
from planner import fewest_moves as fewest
from planner import refusals as refused
from planner.explain import telling_amount
from planner.guess_shelf import GuessShelf
from planner.kept import Kept
from planner.money_work import MoneyCurve
from planner.proving import mark
from planner.scenario_points import ScenarioPoint
from planner.scenario_points import scenario_points as points_of
from planner.scenarios import SeenScenario, see_scenario
from planner.stored import Scenario
from planner.ways_out import WayOut
from planner.ways_out import ways_out as find_ways_out


@dataclass(frozen=True)
class Shown:
    """Which split is shown: with only the few moves, or every move of the best split."""

    few: moves.FewMoves
    only_few: bool
    split: Outcome
    moves: tuple[moves.Move, ...]


BUDGETS = 31
"""So many budgets make the curve of what more or less money buys."""

CUT = 0.15

FEW, ALL = "few", "all"
"""Codes of the choice between the few moves and all of them."""


def split_key(split: Outcome) -> str:
    """What tells one split from another, cheap to look up by."""
    by_period = split.by_period if len(split.periods) > 1 or split.messages else {}
    return repr((sorted(split.spend.items()), [sorted(of.items()) for of in by_period.values()]))


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


def clashes(plan: Plan) -> tuple[limit_clashes.Clash, ...]:
    """Limits of a plan that cannot hold together; none where some split keeps them all."""
    return _clashes(plan.fingerprint, session.language()[0], plan)


def ways_out(plan: Plan, error: ImpossibleLimits) -> tuple[WayOut, ...]:
    """What would make a split possible again, each way tried; looked for once."""
    return _ways_out(plan.fingerprint, session.language()[0], plan, error)


def floor_cost(plan: Plan, limit_id: str) -> tuple[float, float] | None:
    """What the least amounts of a group's limit cost, and all that the answer brings; None where it cannot be said."""
    try:
        return _floor_cost(plan.fingerprint, limit_id, plan)
    except JourneymixError:
        return None


def frontier(plan: Plan, lifted: bool = False) -> Frontier:
    """What more or less money buys; `lifted`: as if assumed curves were free to move. Raises JourneymixError."""
    return _frontier(plan.fingerprint, lifted, plan)


def scenario_points(plan: Plan, scenarios: Sequence[SeenScenario]) -> tuple[ScenarioPoint, ...]:
    """Scenarios as points beside the curve of a plan. Raises JourneymixError."""
    key = repr([(one.name, one.plan.fingerprint, split_key(one.split)) for one in scenarios])
    return _scenario_points(plan.fingerprint, key, session.language()[0], plan, scenarios)


def curves() -> Kept[MoneyCurve]:
    """What more or less money brings, where that was worked out behind a page."""
    return _curves()


def next_money(plan: Plan) -> BudgetMove:
    """Where the next round amount goes."""
    return _budget_move(plan.fingerprint, to_major(telling_amount(plan), plan.currency), plan)


def cut_money(plan: Plan) -> BudgetMove:
    """What goes first when `CUT` of the total is cut."""
    return _budget_move(plan.fingerprint, -CUT * to_major(plan.rules.total_budget, plan.currency), plan)


def full_steps(allocation: Allocation) -> tuple[capacity_worth.FullStep, ...]:
    """Steps that turn people away, and what more capacity there brings."""
    return _full_steps(mark(allocation), allocation)


def losses(plan: Plan, items: Sequence[Graded]) -> dict[str, float]:
    """What the plan would lose were each number a tenth lower. Raises PlanError, NotYetPossible."""
    return _losses(plan.fingerprint, tuple(item.key for item in items), plan, items)


def curve_pictures(allocation: Allocation, split: Outcome) -> tuple[curve_points.CurvePicture, ...]:
    """The curves of an answer as points, with today's place and that of a split on them."""
    return _curve_pictures(mark(allocation), split_key(split), allocation, split)


def seen_scenario(scenario: Scenario) -> SeenScenario:
    """A scenario opened on the plan it was saved on. Raises PlanError, ImpossibleLimits, StorageError."""
    return _seen(scenario.id, scenario.updated_at.isoformat(), scenario)


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
    return refused.refusals(_allocation, _shown, _extra_money(fingerprint, _allocation.plan))


@st.cache_resource(max_entries=256, show_spinner=False)
def _holding_cost(fingerprint: str, line_id: str, _plan: Plan) -> float | None:
    allocation = session.allocation(_plan)
    return refused.holding_cost(allocation, line_id, _extra_money(fingerprint, allocation.plan))


@st.cache_resource(max_entries=64, show_spinner=False)
def _leaks(fingerprint: str, by_tenth: bool, _allocation: Allocation) -> tuple[worth.LinkWorth, ...]:
    mended = worth.a_tenth if by_tenth else worth.one_point
    return worth.leaks(_allocation, mended, _extra_money(fingerprint, _allocation.plan))


@st.cache_resource(max_entries=64, show_spinner=False)
def _limits_cost(
    fingerprint: str, key: str, _allocation: Allocation, _limits: tuple[Price, ...]
) -> tuple[limit_costs.LimitCost, ...]:
    return limit_costs.limit_costs(_allocation, _limits, _extra_money(fingerprint, _allocation.plan))


@st.cache_resource(max_entries=64, show_spinner=False)
def _goals_cost(fingerprint: str, _allocation: Allocation) -> tuple[goal_costs.GoalCost, ...]:
    return goal_costs.goal_costs(_allocation, _extra_money(fingerprint, _allocation.plan))


@st.cache_resource(max_entries=64, show_spinner=False)
def _full_steps(fingerprint: str, _allocation: Allocation) -> tuple[capacity_worth.FullStep, ...]:
    return capacity_worth.full_steps(_allocation, _extra_money(fingerprint, _allocation.plan))


@st.cache_resource(max_entries=16, show_spinner=False)
def _frontier(fingerprint: str, lifted: bool, _plan: Plan) -> Frontier:
    return money_curve.frontier(_plan, BUDGETS, lift_assumed=lifted)


@st.cache_resource(max_entries=64, show_spinner=False)
def _budget_move(fingerprint: str, amount: float, _plan: Plan) -> BudgetMove:
    return money_curve.next_money(_plan, amount)


@st.cache_resource(show_spinner=False)
def _curves() -> Kept[MoneyCurve]:
    return Kept(most=16)


@st.cache_resource(max_entries=32, show_spinner=False)
def _extra_money(fingerprint: str, _plan: Plan) -> ExtraMoney:
    """What is found of one gain serves the next, for all who look at the same plan."""
    return worth.extra_money(_plan)


@st.cache_resource(max_entries=32, show_spinner=False)
def _curve_pictures(
    fingerprint: str, key: str, _allocation: Allocation, _split: Outcome
) -> tuple[curve_points.CurvePicture, ...]:
    return curve_points.curve_pictures(_allocation, _split)


@st.cache_resource(show_spinner=False)
def guess_shelf() -> GuessShelf:
    """One for all readers."""
    return GuessShelf()


@st.cache_resource(max_entries=64, show_spinner=False)
def _losses(
    fingerprint: str, keys: tuple[str, ...], _plan: Plan, _items: Sequence[Graded]
) -> dict[str, float]:
    return evidence_weight.losses(_plan, _items, session.outcome(_plan))


def kept_picture[Picture](plan: Plan, split: Outcome, make: Callable[[], Picture], what: str = "") -> Picture:
    """A picture of a split, made once for the theme and language it is seen in; `what` tells pictures apart."""
    look = f"{session.theme()} {session.language()[0]} {what}"
    made: Picture = _picture(plan.fingerprint, split_key(split), look, make)
    return made


@st.cache_resource(max_entries=64, show_spinner=False)
def _picture(fingerprint: str, key: str, look: str, _make: Callable[[], Any]) -> Any:
    return _make()


@st.cache_resource(max_entries=64, show_spinner=False)
def _seen(scenario_id: str, updated: str, _scenario: Scenario) -> SeenScenario:
    return see_scenario(session.store(), _scenario)


@st.cache_resource(max_entries=64, show_spinner=False)
def _scenario_points(
    fingerprint: str, key: str, code: str, _plan: Plan, _scenarios: Sequence[SeenScenario]
) -> tuple[ScenarioPoint, ...]:
    return points_of(_plan, _scenarios)


@st.cache_resource(max_entries=64, show_spinner=False)
def _clashes(fingerprint: str, language: str, _plan: Plan) -> tuple[limit_clashes.Clash, ...]:
    return limit_clashes.clashes(_plan)


@st.cache_resource(max_entries=128, show_spinner=False)
def _floor_cost(fingerprint: str, limit_id: str, _plan: Plan) -> tuple[float, float] | None:
    return limit_costs.floor_cost(
        session.allocation(_plan), limit_id, lambda: _extra_money(fingerprint, _plan)
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _ways_out(fingerprint: str, language: str, _plan: Plan, _error: ImpossibleLimits) -> tuple[WayOut, ...]:
    return find_ways_out(_plan, _error)
