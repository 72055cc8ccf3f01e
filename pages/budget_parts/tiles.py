"""The header strip and the tiles: what there is to decide, and today -> proposed with its range."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.allocation import Outcome
from models.money import exponent
from models.plan import Plan
from pages.shared.numbers import change, money, money_change, money_major, people, percent_change, safe_text
from pages.shared.palette import palette
from planner.budget_header import budget_header
from planner.figures_in_words import MINUS
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
    said = "".join(_figure(money(amount, plan.currency), label, colour) for label, amount, colour in parts)
    bar = "".join(
        f"<i style='flex:{max(amount, 0) / max(header.total, 1):.4f};background:{colour}'></i>"
        for _l, amount, colour in parts
    )
    st.html(
        f"<style>{STRIP_STYLE}</style><div class='strip' role='group' aria-label='{escape(_('Budget'))}'>"
        f"{_figure(money(header.total, plan.currency), _('in all'), '')}{said}</div>"
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


Captions = tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]


def draw_tiles(plan: Plan, now: Outcome, split: Outcome) -> Captions:
    """Conversions, their cost, revenue: proposed and change from today. Hands back the lines below them."""
    before, after = (_cost(plan, outcome) for outcome in (now, split))
    today = _today_words(plan, now)
    conversions, cost, revenue = st.columns(3)
    figures = (people(split.conversions), _gain(now.conversions, split.conversions, change))
    money = (
        money_major(split.revenue, plan.currency),
        _gain(now.revenue, split.revenue, lambda major: _money_gained(major, plan.currency)),
    )
    cheaper = (money_major(after, plan.currency), _cheaper(before, after))
    return (
        _tile(conversions, _("Conversions"), figures, today[0]),
        _tile(cost, _("Cost per conversion"), cheaper, today[1], inverse=True),
        _tile(revenue, _("Revenue"), money, today[2]),
    )


def draw_ranges(captions: Captions, plan: Plan, now: Outcome, spread: Spread) -> None:
    """The likely ranges of the changes, below the tiles that stand there already."""

    ranges = (
        _likely(change, spread.conversions_change),
        _likely(percent_change, spread.cost_change),
        _likely(lambda major: _money_gained(major, plan.currency), spread.revenue_change),
    )
    helps = (level_words(spread), None, None)
    for caption, today, likely, help in zip(captions, _today_words(plan, now), ranges, helps, strict=True):
        caption.caption(f"{today}  \n{safe_text(likely)}", help=help)


def level_words(spread: Spread) -> str:
    """The range of the total itself, which moves with what is not measured, today's as well."""
    return _(
        "In all, {low} to {high} conversions are likely. What is not measured moves today's result as well, "
        "so the gain is surer than the level."
    ).format(low=people(spread.conversions[0]), high=people(spread.conversions[1]))


def _tile(
    place: DeltaGenerator, label: str, figures: tuple[str, str | None], today: str, *, inverse: bool = False
) -> DeltaGenerator:
    """One tile of equal height, with room for the range that arrives later."""
    value, delta = figures
    with place.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(label, safe_text(value), delta, delta_color="inverse" if inverse else "normal")
        return st.caption(f"{today}  \n{NOTHING}")


def _today_words(plan: Plan, now: Outcome) -> tuple[str, str, str]:
    """Today's figures below the tiles, safe for markdown."""
    cost = money_major(_cost(plan, now), plan.currency)
    figures = (people(now.conversions), cost, money_major(now.revenue, plan.currency))
    conversions, cost, revenue = (safe_text(_("today {value}").format(value=figure)) for figure in figures)
    return conversions, cost, revenue


def _likely(words: Callable[[float], str], bounds: tuple[float, float]) -> str:
    return _("likely {low} to {high}").format(low=words(bounds[0]), high=words(bounds[1]))


def _money_gained(major: float, currency: str) -> str:
    return money_change(round(major * 10 ** exponent(currency)), currency)


def _gain(before: float, after: float, words: Callable[[float], str]) -> str | None:
    if abs(after - before) < 1e-6 * max(abs(before), 1.0):
        return None
    return _signed(words(after - before)) + (
        f" ({_signed(percent_change(after / before - 1))})" if before else ""
    )


def _cheaper(before: float | None, after: float | None) -> str | None:
    if before is None or after is None or not before or abs(after / before - 1) < 5e-4:
        return None
    return _signed(percent_change(after / before - 1))


def _signed(text: str) -> str:
    """The tile tells down from up by an ASCII minus."""
    return text.replace(MINUS, "-")


def _cost(plan: Plan, outcome: Outcome) -> float | None:
    return outcome.charged / outcome.conversions if outcome.conversions > 0 else None
