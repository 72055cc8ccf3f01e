"""The picture on a card: today's spend by channel as one bar, with its largest parts in words."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.shared.numbers import percent, plain, safe_text
from planner.language import _
from planner.plan_glance import Slice

NAMED = 3


def draw_glance(slices: tuple[Slice, ...]) -> None:
    """The bar, with a name for screen readers, and the channels that take most."""
    if not slices:
        st.caption(_("Nothing is spent yet."))
        return
    words = [f"{plain(part.name, 40)} {percent(part.share, 0)}" for part in slices]
    told = escape(_("Spend today: {parts}").format(parts=", ".join(words)), quote=True)
    parts = "".join(
        f'<span style="flex:{part.share:.4f};background:{part.colour}"></span>' for part in slices
    )
    st.html(
        f'<div role="img" aria-label="{told}" title="{told}" style="display:flex;height:10px;gap:2px;'
        f'border-radius:5px;overflow:hidden">{parts}</div>'
    )
    st.caption(" · ".join(safe_text(text) for text in words[:NAMED]))
