"""“If used, at least” from what a channel's bidding needs to learn: worked out, explained, one click."""

from __future__ import annotations

import streamlit as st

from models.changes import Change
from models.plan import Plan
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import plain, safe_text
from planner.language import _, ngettext
from planner.learning_need import (
    LearningMinimum,
    changes_to,
    learning_events,
    learning_minima,
    learning_sentence,
    may_need,
    sources_in_words,
    still_to_set,
)


def draw_learning(plan: Plan) -> None:
    """An expander with what each channel needs and a button that fills it in; nothing where none is known."""
    if not may_need(plan):
        return
    with st.expander(
        _("What channels need to learn"), icon=":material/school:", key="learning needs", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        steps = plan.by_id["steps"]
        event = st.selectbox(
            _("Bidding learns from results at"), learning_events(plan), key=f"learning event {plan.id}", width=320,
            format_func=lambda step: plain(steps[step].name, 80),
            help=_("What the campaigns are optimised for in the platform."),
        )  # fmt: skip
        minima = learning_minima(plan, event or "")
        if not minima:
            st.caption(_("No results are known yet that would say what one costs."))
            return
        st.caption(
            _(
                "Automatic bidding needs so many results a week; with less money it guesses. These numbers are "
                "assumed: platforms name them, nobody measured them for you. Cost of a result: today's, as platforms report it."
            )
        )
        for minimum in minima:
            said = learning_sentence(plan, minimum)
            st.markdown(f"- **{safe_text(minimum.line.name, 60)}** {safe_text(said, 300)}")
        for source in sources_in_words(minima):
            st.caption(safe_text(source, 300))
        _draw_button(still_to_set(minima))


def _draw_button(wanted: tuple[LearningMinimum, ...]) -> None:
    if not wanted:
        st.caption(_("Every need that fits is set under “If used, at least”."))
        return
    words = ngettext(
        "Set as minimum for {count} touchpoint", "Set as minimum for {count} touchpoints", len(wanted)
    ).format(count=len(wanted))
    st.button(
        words, key="set learning minima", icon=":material/playlist_add_check:", on_click=_set,
        args=(changes_to(wanted),), help=_("Nothing at all, or at least this much. One undo takes it back."),
    )  # fmt: skip


@called_by_widget
def _set(changes: tuple[Change, ...]) -> None:
    session.commit(changes, _("What channels need to learn"))
