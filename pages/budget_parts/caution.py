"""Neutral and cautious side by side: each split as expected, and in the worst fifth of what may come."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from models.allocation import Allocation
from models.plan import Plan
from pages.shared.numbers import money
from planner.caution import SplitCase, cases
from planner.explain import objective_amount
from planner.figures_in_words import MINUS
from planner.language import _


def draw_caution(allocation: Allocation) -> None:
    """Three splits in two cases; nothing where the plan is for what is expected."""
    caution = allocation.caution
    if caution is None:
        return
    st.markdown(
        f"**{_('What caution costs, and what it saves')}**",
        help=_(
            "{count} possible worlds are drawn within what is not measured. The worst fifth of a split is the "
            "mean of the fifth of them in which it does worst."
        ).format(count=caution.draws),
    )
    listed = cases(allocation, caution)
    rows = [_row(allocation, case, listed[1]) for case in listed]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="caution")


def _row(allocation: Allocation, case: SplitCase, expected: SplitCase) -> dict[str, str]:
    plan = allocation.plan
    return {
        _("Split"): case.name,
        _("As expected"): _beside(plan, case.expected, expected.expected),
        _("Worst fifth, on average"): _beside(plan, case.worst, expected.worst),
        _("Money placed otherwise than in the best for what is expected"): money(case.moved, plan.currency),
    }


def _beside(plan: Plan, units: float, expected: float) -> str:
    """“2,217 conversions (+0.65 conversions)”: the amount, and how it differs from the best for what is expected."""
    said, more = objective_amount(plan, units), units - expected
    if abs(more) <= 1e-6 * max(abs(expected), 1.0):
        return said
    sign = "+" if more > 0 else MINUS
    return f"{said} ({sign}{objective_amount(plan, abs(more))})"
