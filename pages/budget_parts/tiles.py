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


def draw_tiles(plan: Plan, now: Outcome, split: Outcome, spread: Spread | None) -> None:
    """Conversions, their cost, revenue: proposed, change from today, likely range."""
    before, after = (_cost(plan, outcome) for outcome in (now, split))

    def as_money(major: float | None) -> str:
        return money_major(major, plan.currency)

    def gained(major: float) -> str:
        return money_change(round(major * 10 ** exponent(plan.currency)), plan.currency)

    columns = st.columns(3)
    _tile(
        columns[0], (_("Conversions"), people(split.conversions), _gain(now.conversions, split.conversions)),
        _today(people(now.conversions)), _likely(change, spread.conversions_change if spread else None),
        level_words(spread),
    )  # fmt: skip
    _tile(
        columns[1], (_("Cost per conversion"), as_money(after), _cheaper(before, after)),
        _today(as_money(before)), _likely(percent_change, spread.cost_change if spread else None), inverse=True,
    )  # fmt: skip
    _tile(
        columns[2], (_("Revenue"), as_money(split.revenue), _gain(now.revenue, split.revenue)),
        _today(as_money(now.revenue)), _likely(gained, spread.revenue_change if spread else None),
    )  # fmt: skip


def level_words(spread: Spread | None) -> str | None:
    """The range of the total itself, which moves with what is not measured, today's as well."""
    if spread is None:
        return None
    return _(
        "In all, {low} to {high} conversions are likely. What is not measured moves today's result as well, "
        "so the gain is surer than the level."
    ).format(low=people(spread.conversions[0]), high=people(spread.conversions[1]))


def _tile(
    place: DeltaGenerator, figures: tuple[str, str, str | None], today: str, likely: str,
    help: str | None = None, *, inverse: bool = False,
) -> None:  # fmt: skip
    """One tile of equal height; the range of the change arrives after the rest."""
    label, value, delta = figures
    with place.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(label, safe_text(value), delta, delta_color="inverse" if inverse else "normal", help=help)
        st.caption(f"{safe_text(today)}  \n{safe_text(likely) if likely else chr(0xA0)}")


def _likely(words: Callable[[float], str], bounds: tuple[float, float] | None) -> str:
    if bounds is None:
        return ""
    return _("likely {low} to {high}").format(low=words(bounds[0]), high=words(bounds[1]))


def _gain(before: float, after: float) -> str | None:
    if abs(after - before) < 1e-6 * max(abs(before), 1.0):
        return None
    return _signed(change(after - before)) + (
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


def _today(text: str) -> str:
    return _("today {value}").format(value=text)
