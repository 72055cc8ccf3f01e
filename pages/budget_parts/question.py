"""Left: the question. What the money is for, how much, how exact; every edit saves at once."""

from __future__ import annotations

import streamlit as st

from models.changes import Set
from models.communication import Standing
from models.goals import Outlook, Sought
from models.money import exponent
from models.plan import Plan
from pages.budget_parts.aim import draw_aim
from pages.budget_parts.fields import choice, show_stored
from pages.shared import session
from pages.shared.inputs import edit
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import date, money, safe_text
from planner.choice_words import word
from planner.language import _
from planner.limit_words import limits_set

STEPS_OF_MONEY = (1, 10, 50, 100, 500, 1_000)
"""Steps offered for rounding, in major units."""

ASSUMED_LIMIT = 0.30
LIMITS_AT_FIRST = 6


def draw_question(plan: Plan) -> None:
    """The whole question, with what may not move in words below it."""
    with st.container(border=True, key="question"):
        st.subheader(_("The question"), anchor=False)
        st.caption(_("{start} to {end}").format(start=date(plan.start), end=date(plan.end)))
        draw_aim(plan)
        _draw_total(plan)
        edit("rules.test_reserve", label=_("Kept for tests, {currency}").format(currency=plan.currency))
        _draw_step_of_money(plan)
        _draw_assumed_limit(plan)
        with st.expander(_("More rules"), key="more rules", on_change="rerun") as more:
            if more.open:
                edit("rules.most_lines_changed")
                edit("rules.steps_kept")
    _draw_limits(plan)


def _draw_total(plan: Plan) -> None:
    """The total to split; where a target is sought, the most that may be spent for it."""
    if plan.rules.sought is not Sought.BEST_SPLIT:
        if plan.rules.outlook is Outlook.CAUTIOUS:
            choice(plan, "rules.outlook", _("Plan for"), tuple(Outlook), word)
        edit("rules.total_budget", label=_("Spend at most, {currency}").format(currency=plan.currency))
        return
    choice(plan, "rules.outlook", _("Plan for"), tuple(Outlook), word)
    edit("rules.total_budget", label=_("Total budget, {currency}").format(currency=plan.currency))
    choice(plan, "rules.spend_total", _("Spend"), ("exact", "at_most"), word)


def _draw_step_of_money(plan: Plan) -> None:
    unit = 10 ** exponent(plan.currency)
    choice(
        plan, "rules.money_step", _("Round amounts to"), [step * unit for step in STEPS_OF_MONEY],
        lambda step: money(step, plan.currency, exact=step < unit),
    )  # fmt: skip


def _draw_assumed_limit(plan: Plan) -> None:
    key = f"held {plan.id}"
    held = plan.rules.assumed_move_limit is not None
    show_stored(key, held)
    st.toggle(
        _("Hold back where curves are assumed"), key=key, on_change=_save_assumed, args=(key,),
        help=_("A curve that nobody measured should not turn a budget over."),
    )  # fmt: skip
    if held:
        edit("rules.assumed_move_limit", label=_("Up or down by at most, %"))


@called_by_widget
def _save_assumed(key: str) -> None:
    value = ASSUMED_LIMIT if session.recall(key) else None
    session.commit([Set(path="rules.assumed_move_limit", value=value)], _("Limit on assumed curves"))


def _draw_limits(plan: Plan) -> None:
    """What may not move, in words; the tables are under the tab of limits."""
    said = limits_set(plan)
    locked = [line for line in plan.touchpoints if line.standing is Standing.LOCKED]
    with st.container(border=True, key="limits in words"):
        st.markdown(f"**{_('What may not move')}**")
        if not said and not locked:
            st.caption(_("Nothing is held. Set limits under “Limits”."))
        for text in said[:LIMITS_AT_FIRST]:
            st.caption(safe_text(text, 160))
        if len(said) > LIMITS_AT_FIRST:
            st.caption(_("and {count} more under “Limits”").format(count=len(said) - LIMITS_AT_FIRST))
