"""What follows from an answer, kept by value: ranges, moves, worths, scenarios. Each is worked out once."""

from __future__ import annotations

import streamlit as st

from models.allocation import Allocation
from models.plan import Plan
from pages.shared import session
from planner import curve_points, moves, uncertainty, worth
from planner.scenarios import SeenScenario, see_scenario
from planner.stored import Scenario


def spread(allocation: Allocation) -> uncertainty.Spread:
    """Likely ranges of an answer, and how steady each of its moves is."""
    return _spread(allocation.plan.fingerprint, allocation)


def few_moves(allocation: Allocation) -> moves.FewMoves:
    """The few moves that bring most of the gain, with the cost of refusing each."""
    return _few_moves(allocation.plan.fingerprint, allocation)


def holding_cost(plan: Plan, line_id: str) -> float | None:
    """Objective units that holding a locked line costs; None where it cannot be said."""
    return _holding_cost(plan.fingerprint, line_id, plan)


def leaks(allocation: Allocation) -> tuple[worth.LinkWorth, ...]:
    """The worth of one more point at each link, the dearest first."""
    return _leaks(allocation.plan.fingerprint, allocation)


def curve_pictures(allocation: Allocation) -> tuple[curve_points.CurvePicture, ...]:
    """The curves of an answer as points."""
    return _curve_pictures(allocation.plan.fingerprint, allocation)


def seen_scenario(scenario: Scenario) -> SeenScenario:
    """A scenario opened on the plan it was saved on. Raises PlanError, ImpossibleLimits, StorageError."""
    return _seen(scenario.id, scenario.updated_at.isoformat(), scenario)


@st.cache_resource(max_entries=64, show_spinner=False)
def _spread(fingerprint: str, _allocation: Allocation) -> uncertainty.Spread:
    return uncertainty.spread_of(_allocation)


@st.cache_resource(max_entries=64, show_spinner=False)
def _few_moves(fingerprint: str, _allocation: Allocation) -> moves.FewMoves:
    return moves.few_moves(_allocation)


@st.cache_resource(max_entries=256, show_spinner=False)
def _holding_cost(fingerprint: str, line_id: str, _plan: Plan) -> float | None:
    return moves.holding_cost(session.allocation(_plan), line_id)


@st.cache_resource(max_entries=64, show_spinner=False)
def _leaks(fingerprint: str, _allocation: Allocation) -> tuple[worth.LinkWorth, ...]:
    return worth.leaks(_allocation)


@st.cache_resource(max_entries=32, show_spinner=False)
def _curve_pictures(fingerprint: str, _allocation: Allocation) -> tuple[curve_points.CurvePicture, ...]:
    return curve_points.curve_pictures(_allocation)


@st.cache_resource(max_entries=64, show_spinner=False)
def _seen(scenario_id: str, updated: str, _scenario: Scenario) -> SeenScenario:
    return see_scenario(session.store(), _scenario)
