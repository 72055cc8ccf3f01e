"""Budget: the question on the left; the answer, its reasons and the limits on the right."""

from __future__ import annotations

import streamlit as st

from pages.budget_parts.answer import draw_first, draw_rest
from pages.budget_parts.question import draw_question
from pages.budget_parts.tiles import draw_header_strip
from pages.shared.page import page_frame, saying_errors
from planner.language import N_

opened = page_frame(N_("Budget"))

draw_header_strip(opened.plan)
left, right = st.columns([3, 9], gap="medium")
answer = None
with right, saying_errors():
    answer = draw_first(opened.plan)
with left:
    draw_question(opened.plan)
if answer is not None:
    with right, saying_errors():
        draw_rest(answer, opened.plan, opened.version)
