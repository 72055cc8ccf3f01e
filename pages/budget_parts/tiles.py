"""The header strip and the tiles: what there is to decide, and today -> proposed with its range."""

from __future__ import annotations

from html import escape
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.allocation import Allocation, Outcome
from models.goals import Sought
from models.plan import Plan
from pages.budget_parts.tile_figures import TileFigure, tile_figures
from pages.shared.numbers import money, safe_text
from pages.shared.palette import palette
from planner.budget_header import budget_header
from planner.language import _
from planner.uncertainty import Spread


def draw_header_strip(plan: Plan) -> None:
    """Total, committed, for tests, other costs, and standing out what is left to decide; a bar below."""
    header, colours = budget_header(plan), palette()
    parts = [
        (_("committed"), header.committed, colours.now),
        (_("for tests"), header.tests, colours.partly_known),
        *([(_("other costs"), header.other_costs, colours.soft_ink)] if header.other_costs else []),
        (_("to decide"), header.to_decide, colours.accent),
    ]
    total = _("in all") if plan.rules.sought is Sought.BEST_SPLIT else _("at most")
    said = "".join(_figure(money(amount, plan.currency), label, colour) for label, amount, colour in parts)
    bar = "".join(
        f"<i style='flex:{max(amount, 0) / max(header.total, 1):.4f};background:{colour}'></i>"
        for _l, amount, colour in parts
    )
    st.html(
        f"<style>{STRIP_STYLE}</style><div class='strip' role='group' aria-label='{escape(_('Budget'))}'>"
        f"{_figure(money(header.total, plan.currency), total, '')}{said}</div>"
        f"<div class='strip-bar' aria-hidden='true'>{bar}</div>"
    )
    if header.to_decide < 0:
        st.warning(
            _("Commitments, tests and costs take {amount} more than the total.").format(
                amount=safe_text(money(-header.to_decide, plan.currency))
            )
        )


NOTHING = "\u00a0"
"""Holds the place of a line that is still to come."""

STRIP_STYLE = (
    ".strip{display:flex;flex-wrap:wrap;gap:.25rem 2.2rem;align-items:baseline}"
    ".strip b{font-size:1.35rem;font-weight:650}.strip span{opacity:.85}"
    ".strip-bar{display:flex;height:6px;gap:2px;margin:.35rem 0 .2rem;border-radius:3px;overflow:hidden}"
    ".strip-bar i{display:block;min-width:0}"
)


def _figure(amount: str, label: str, colour: str) -> str:
    dot = (
        f"<i style='display:inline-block;width:.6rem;height:.6rem;border-radius:2px;background:{colour}'></i> "
        if colour
        else ""
    )
    return f"<span>{dot}<b>{escape(amount)}</b> {escape(label)}</span>"


Captions = tuple[DeltaGenerator, ...]


def draw_tiles(allocation: Allocation, split: Outcome) -> Captions:
    """Three tiles for the aim: proposed and change from today. Hands back the lines below them."""
    figures = tile_figures(allocation, split)
    places = st.columns(len(figures))
    return tuple(_tile(place, figure) for place, figure in zip(places, figures, strict=True))


def draw_ranges(captions: Captions, allocation: Allocation, split: Outcome, spread: Spread) -> None:
    """The likely ranges, below the tiles that stand there already."""
    for caption, figure in zip(captions, tile_figures(allocation, split), strict=True):
        likely = figure.likely(spread)
        caption.caption(
            f"{_today(figure)}  \n{safe_text(likely) if likely else NOTHING}", help=figure.help(spread)
        )


def _tile(place: DeltaGenerator, figure: TileFigure) -> DeltaGenerator:
    """One tile of equal height, with room for the range that arrives later."""
    colour: Literal["inverse", "normal"] = "inverse" if figure.inverse else "normal"
    with place.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(safe_text(figure.label, 60), safe_text(figure.value), figure.delta, delta_color=colour)
        return st.caption(f"{_today(figure)}  \n{NOTHING}")


def _today(figure: TileFigure) -> str:
    """Today's figure, safe for markdown."""
    return safe_text(_("today {value}").format(value=figure.today))
