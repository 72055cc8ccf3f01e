"""Ways to a new plan, and the words for somebody who is here for the first time."""

from __future__ import annotations

import streamlit as st

from pages.plans_parts.dialogs import ask
from pages.shared.navigation import go_to, page_exists
from planner.language import _
from planner.starting_points import starting_points


def draw_welcome(has_examples: bool) -> None:
    """For a reader without a plan of their own: what this is, and the two ways in."""
    with st.container(border=True, key="welcome", gap="small"):
        st.subheader(_("Where will your next budget do the most?"), anchor=False)
        text = _(
            "Put in what you spent last period and what came of it, by channel and stage. You get the "
            "split of the next budget that brings the most, the few moves that matter, and an honest "
            "word on how sure they are."
        )
        if has_examples:
            text += " " + _("Or open an example below: it is already answered.")
        st.markdown(text, width=820)
        draw_new_plan()


def draw_new_plan() -> None:
    """The ways to a new plan, the likeliest first."""
    with st.container(horizontal=True, key="new plan"):
        if page_exists("quick_start") and st.button(
            _("Use my numbers"), type="primary", icon=":material/table_view:", key="own numbers"
        ):
            go_to("quick_start", {})
        if starting_points():
            st.button(
                _("Start from a ready plan"), icon=":material/content_copy:", on_click=ask, args=("ready",),
                key="ready plan",
            )  # fmt: skip
        st.button(
            _("Read a plan file"), icon=":material/upload_file:", on_click=ask, args=("file",), key="read file"
        )  # fmt: skip
