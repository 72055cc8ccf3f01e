"""Tab *Why*: the leak or traffic, what a person is worth, limits and their cost, audiences, curves."""

from __future__ import annotations

import streamlit as st

from models.allocation import Allocation, Outcome, SearchStatus
from models.program.extra_money import is_sought
from pages.budget_parts.curves import draw_curves
from pages.budget_parts.goal_limits import draw_goal_costs
from pages.budget_parts.messages import draw_messages
from pages.budget_parts.moves import LITTLE
from pages.budget_parts.tornado import draw_tornado
from pages.shared import answers, session
from pages.shared.numbers import safe_text
from planner.capacity_worth import full_sentence
from planner.caution import neutral_plan
from planner.explain import objective_amount
from planner.figures_in_words import money_about, money_major
from planner.language import _
from planner.limit_costs import binding_limits, limit_sentence
from planner.worth import (
    audience_left,
    audience_sentence,
    leak_sentence,
    price_of_next,
    step_worths,
)

SHOWN = 6


def draw_why(allocation: Allocation, split: Outcome) -> None:
    """Words and small pictures first, the curves last."""
    reasons = _as_expected(allocation)
    left, right = st.columns(2, gap="medium")
    with left:
        if reasons.status is SearchStatus.PROVED:
            _draw_leaks(reasons)
            _draw_capacity(reasons)
            _draw_limits(reasons)
        else:  # two searches that both leave a gap tell little by their difference
            st.caption(
                _("What mending a rate or loosening a limit brings is worked out once the split is proved.")
            )
        draw_goal_costs(reasons)
    with right:
        _draw_steps(reasons)
        _draw_audiences(reasons)
    draw_tornado()
    draw_messages(allocation, split)
    draw_curves(allocation, split)


def _as_expected(allocation: Allocation) -> Allocation:
    """The answer whose reasons are told: that for what is expected, which a cautious one says aloud."""
    if allocation.caution is None:
        return allocation
    st.caption(_("These reasons are worked out for what is expected, from the best split for it."))
    return session.allocation(neutral_plan(allocation.plan))


def _draw_leaks(allocation: Allocation) -> None:
    """Fix the leak or buy traffic."""
    leaks = [
        leak
        for leak in answers.leaks(allocation)
        if leak.units > LITTLE * max(abs(allocation.proposed.objective), 1.0)
    ]
    st.markdown(f"**{_('Fix the leak, or buy traffic?')}**")
    if not leaks:
        st.caption(_("No conversion to the next step would bring more if it were mended."))
        return
    st.markdown(safe_text(_("The narrowest place: ") + leak_sentence(allocation, leaks[0]), 500))
    st.caption(_("What one more point of conversion brings, and how much more advertising brings as much:"))
    for leak in leaks[:SHOWN]:
        said = _money_or_units(allocation, leak.money, leak.units)
        _bar(leak.name, said, leak.units / leaks[0].units)


def _draw_capacity(allocation: Allocation) -> None:
    """Who is turned away where a step is full; nothing where none is."""
    full = answers.full_steps(allocation)
    if full:
        st.markdown(f"**{_('Where people are turned away')}**")
    for step in full:
        st.markdown(f"- {safe_text(full_sentence(allocation, step), 500)}")


def _draw_steps(allocation: Allocation) -> None:
    st.markdown(f"**{_('One more person at each step is worth')}**")
    st.caption(price_of_next_words(allocation))
    worths = [worth for worth in step_worths(allocation) if worth.units > 0]
    most = max((worth.units for worth in worths), default=1.0)
    for worth in worths:
        money = "" if worth.money is None else f" · {money_major(worth.money, allocation.plan.currency)}"
        _bar(worth.name, objective_amount(allocation.plan, worth.units) + money, worth.units / most)


def _bar(name: str, said: str, share: float) -> None:
    """A bar with its name and value above it, which wrap where there is little room."""
    st.progress(min(max(share, 0.0), 1.0), text=f"{safe_text(name, 100)}: **{safe_text(said)}**")


def price_of_next_words(allocation: Allocation) -> str:
    """The going rate, safe for markdown."""
    return safe_text(price_of_next(allocation), 300)


def _draw_limits(allocation: Allocation) -> None:
    st.markdown(f"**{_('What each limit costs')}**")
    limits = binding_limits(allocation)
    costs = answers.limits_cost(allocation, limits[:SHOWN])
    if not costs:
        st.caption(_("No limit holds this answer back."))
    for cost in costs:
        st.markdown(f"- {safe_text(limit_sentence(allocation, cost), 400)}")
    if len(limits) > SHOWN:
        title = _("All {count} limits that bind").format(count=len(limits))
        with st.expander(title, key="more limits", on_change="rerun") as more:
            if more.open:
                for cost in answers.limits_cost(allocation, limits[SHOWN:]):
                    st.markdown(f"- {safe_text(limit_sentence(allocation, cost), 400)}")


def _draw_audiences(allocation: Allocation) -> None:
    st.markdown(f"**{_('Audience left')}**")
    audiences = audience_left(allocation)
    if not audiences:
        st.caption(_("No touchpoint names its audience: how many people are left is not known."))
    for audience in audiences[: SHOWN + 2]:
        if audience.size:
            share = min(max(1.0 - (audience.left or 0.0) / audience.size, 0.0), 1.0)
            st.progress(share, text=safe_text(audience_sentence(audience), 300))
        else:
            st.caption(safe_text(audience_sentence(audience), 300))


def _money_or_units(allocation: Allocation, major: float | None, units: float) -> str:
    said = objective_amount(allocation.plan, units)
    if not is_sought(major):
        return said
    if major is None:
        return _("{units}; no budget buys as much").format(units=said)
    return _("{units}, or {money} more").format(
        units=said, money=money_about(major, allocation.plan.currency)
    )
