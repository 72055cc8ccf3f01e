"""Neutral and cautious side by side: each split as expected, and in the worst fifth of what may come."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from models.allocation import Allocation
from pages.shared.numbers import money
from planner.caution import SplitCase, cases
from planner.explain import objective_amount
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
    rows = [_row(allocation, case) for case in cases(allocation, caution)]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="caution")


def _row(allocation: Allocation, case: SplitCase) -> dict[str, str]:
    plan = allocation.plan
    return {
        _("Split"): case.name,
        _("As expected"): objective_amount(plan, case.expected),
        _("Worst fifth, on average"): objective_amount(plan, case.worst),
        _("Money placed otherwise than in the best for what is expected"): money(case.moved, plan.currency),
    }
