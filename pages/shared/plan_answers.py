"""What follows from a plan, kept by value: its curve of more or less money, what its limits cost and forbid."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from models import frontier as money_curve
from models.allocation import Outcome
from models.errors import ImpossibleLimits, JourneymixError
from models.evidence_rollup import Graded
from models.frontier import BudgetMove, Frontier
from models.money import to_major
from models.plan import Plan
from models.program.extra_money import ExtraMoney
from pages.shared import session
from planner import evidence_weight, limit_clashes, limit_costs, worth
from planner.explain import telling_amount
from planner.kept import Kept
from planner.money_work import MoneyCurve
from planner.scenario_points import ScenarioPoint
from planner.scenario_points import scenario_points as points_of
from planner.scenarios import SeenScenario, see_scenario
from planner.stored import Scenario
from planner.ways_out import WayOut
from planner.ways_out import ways_out as find_ways_out

BUDGETS = 31
"""So many budgets make the curve of what more or less money buys."""

CUT = 0.15


def split_key(split: Outcome) -> str:
    """What tells one split from another, cheap to look up by."""
    by_period = split.by_period if len(split.periods) > 1 or split.messages else {}
    return repr((sorted(split.spend.items()), [sorted(of.items()) for of in by_period.values()]))


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


def losses(plan: Plan, items: Sequence[Graded]) -> dict[str, float]:
    """What the plan would lose were each number a tenth lower. Raises PlanError, NotYetPossible."""
    return _losses(plan.fingerprint, tuple(item.key for item in items), plan, items)


def seen_scenario(scenario: Scenario) -> SeenScenario:
    """A scenario opened on the plan it was saved on. Raises PlanError, ImpossibleLimits, StorageError."""
    return _seen(scenario.id, scenario.updated_at.isoformat(), scenario)


@st.cache_resource(max_entries=64, show_spinner=False)
def _clashes(fingerprint: str, language: str, _plan: Plan) -> tuple[limit_clashes.Clash, ...]:
    return limit_clashes.clashes(_plan)


@st.cache_resource(max_entries=64, show_spinner=False)
def _ways_out(fingerprint: str, language: str, _plan: Plan, _error: ImpossibleLimits) -> tuple[WayOut, ...]:
    return find_ways_out(_plan, _error)


@st.cache_resource(max_entries=128, show_spinner=False)
def _floor_cost(fingerprint: str, limit_id: str, _plan: Plan) -> tuple[float, float] | None:
    return limit_costs.floor_cost(
        session.allocation(_plan), limit_id, lambda: extra_money(fingerprint, _plan)
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _frontier(fingerprint: str, lifted: bool, _plan: Plan) -> Frontier:
    return money_curve.frontier(_plan, BUDGETS, lift_assumed=lifted)


@st.cache_resource(max_entries=64, show_spinner=False)
def _scenario_points(
    fingerprint: str, key: str, code: str, _plan: Plan, _scenarios: Sequence[SeenScenario]
) -> tuple[ScenarioPoint, ...]:
    return points_of(_plan, _scenarios)


@st.cache_resource(show_spinner=False)
def _curves() -> Kept[MoneyCurve]:
    return Kept(most=16)


@st.cache_resource(max_entries=64, show_spinner=False)
def _budget_move(fingerprint: str, amount: float, _plan: Plan) -> BudgetMove:
    return money_curve.next_money(_plan, amount)


@st.cache_resource(max_entries=64, show_spinner=False)
def _losses(
    fingerprint: str, keys: tuple[str, ...], _plan: Plan, _items: Sequence[Graded]
) -> dict[str, float]:
    return evidence_weight.losses(_plan, _items, session.outcome(_plan))


@st.cache_resource(max_entries=64, show_spinner=False)
def _seen(scenario_id: str, updated: str, _scenario: Scenario) -> SeenScenario:
    return see_scenario(session.store(), _scenario)


@st.cache_resource(max_entries=32, show_spinner=False)
def extra_money(fingerprint: str, _plan: Plan) -> ExtraMoney:
    """What is found of one gain serves the next, for all who look at the same plan."""
    return worth.extra_money(_plan)
