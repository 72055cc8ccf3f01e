"""What one more point of each conversion is worth, for the funnel: the picture comes first, this after it."""

from __future__ import annotations

import streamlit as st

from models.errors import JourneymixError
from models.plan import Plan
from pages.map_parts.dialogs import OPEN, redraw
from pages.shared import answers, session
from planner.language import _
from planner.priorities import point_words

KEPT = "map points"


def known_points(plan: Plan) -> dict[str, str]:
    """Link id -> words, as far as they are worked out for exactly this plan."""
    held, words = session.recall(KEPT, (None, {}))
    return dict(words) if held == _key(plan) else {}


def work_out_points(plan: Plan) -> None:
    """Work them out below the finished picture and draw it again with them; not while something is edited."""
    if (
        session.recall(KEPT, (None, {}))[0] == _key(plan)
        or session.recall(OPEN) is not None
        or not plan.steps
    ):
        return
    words: dict[str, str] = {}
    with st.spinner(_("Working out what one more point of each conversion is worth…")):
        try:
            allocation = session.allocation(plan)
            words = point_words(allocation, answers.leaks(allocation))
        except JourneymixError:
            pass  # what cannot be answered has no worth to show; the budget page says why
    session.remember(KEPT, (_key(plan), words))
    if words:
        redraw()


def _key(plan: Plan) -> tuple[str, str]:
    return plan.fingerprint, session.language()[1]
