"""Use my numbers: last period's totals become a plan, met with reality before any advice."""

from __future__ import annotations

import streamlit as st

from pages.quick_start_parts import draft
from pages.quick_start_parts.check import draw_check
from pages.quick_start_parts.meeting_reality import draw_reality
from pages.quick_start_parts.numbers import draw_numbers
from pages.quick_start_parts.settings import draw_settings
from pages.shared.page import page_frame
from planner.language import N_, _

page_frame(N_("Use my numbers"), needs_plan=False)

TITLES = {
    "numbers": N_("Numbers"),
    "check": N_("Check"),
    "settings": N_("Settings"),
    "reality": N_("Reality check"),
}
DRAW = {"numbers": draw_numbers, "check": draw_check, "settings": draw_settings, "reality": draw_reality}

here = draft.step()
with st.container(horizontal=True, key=draft.key("way")):
    for number, step in enumerate(draft.STEPS, 1):
        st.button(
            f"{number} · {_(TITLES[step])}", key=draft.key(f"way {step}"), on_click=draft.go, args=(step,),
            type="primary" if step == here else "tertiary", disabled=step != here and not draft.reachable(step),
        )  # fmt: skip
DRAW[here]()
