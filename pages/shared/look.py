"""The few touches that the theme file cannot give: raised cards, numbers of equal width."""

from __future__ import annotations

import streamlit as st

from pages.shared.palette import DARK, LIGHT

STYLE = (
    "<style>"
    "[class*='st-key-card'], .st-key-welcome {"
    f"background: light-dark({LIGHT.card}, {DARK.card}); box-shadow: 0 1px 3px rgb(20 35 40 / 8%);"
    "}"
    ".stApp [role='radio'][aria-checked='true'], .stApp [role='tab'][aria-selected='true'] {"
    f"color: light-dark({LIGHT.accent}, {DARK.proposed}); border-color: light-dark({LIGHT.accent}, {DARK.proposed});"
    "}"
    "body { font-variant-numeric: tabular-nums; }"
    "</style>"
)


def draw_look() -> None:
    """Style for the containers that carry one of our keys; nothing of Streamlit's own is named.

    What is chosen reads in both themes. The browser picks the colour by theme, so a switch of theme needs no run.
    """
    st.html(STYLE)
