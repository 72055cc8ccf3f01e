"""Budget: the question on the left; the answer, its reasons and the limits on the right."""

from __future__ import annotations

import streamlit as st

from pages.budget_parts.answer import draw_answer
from pages.budget_parts.question import draw_question
from pages.budget_parts.tiles import draw_header_strip
from pages.shared.page import page_frame, saying_errors
from planner.language import N_

opened = page_frame(N_("Budget"))

draw_header_strip(opened.plan)
question, answer = st.columns([3, 9], gap="medium")
with question:
    draw_question(opened.plan)
with answer, saying_errors():
    draw_answer(opened.plan, opened.version)
