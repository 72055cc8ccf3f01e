"""The aim: most of something, or a target, with the fields that each needs; every edit saves at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from models.changes import Change, Set, with_changes
from models.errors import JourneymixError
from models.goals import Objective, Sought
from models.objective import COUNTED_AT_A_STEP, IN_MONEY, valued_steps
from models.plan import Plan
from pages.budget_parts.fields import show_stored
from pages.shared import session
from pages.shared.inputs import edit
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import plain, safe_text
from planner.choice_words import word
from planner.counted import cost_of_one, counted
from planner.language import N_, _
from planner.target_suggestions import aim_values, target_field, today_in_words, todays_target

AIMS = (
    Objective.CONVERSIONS, Objective.QUALIFIED_LEADS, Objective.REVENUE, Objective.PROFIT, Objective.PEOPLE_AT_STEP,
    Sought.LEAST_SPEND, Sought.TARGET_COST, Sought.TARGET_RETURN,
)  # fmt: skip
"""What may be sought, in the order of the list."""

COUNTED = {
    "conversions": N_("Conversions"), "qualified_leads": N_("Qualified leads"), "revenue": N_("Revenue"),
    "profit": N_("Profit"), "people_at_step": N_("People at a step"),
}  # fmt: skip


def draw_aim(plan: Plan) -> None:
    """The aim, what it counts, its target, and the figures that it cannot do without."""
    sought = plan.rules.sought
    stored = plan.rules.objective if sought is Sought.BEST_SPLIT else sought
    key = f"aim {plan.id}"
    show_stored(key, stored.value)
    st.selectbox(
        _("Aim"), [aim.value for aim in AIMS], key=key, format_func=word, on_change=_save_aim, args=(key,)
    )
    if sought in (Sought.LEAST_SPEND, Sought.TARGET_COST):
        _draw_counted(plan)
    if plan.rules.objective in COUNTED_AT_A_STEP:
        _draw_step(plan)
    if sought is not Sought.BEST_SPLIT:
        _draw_target(plan)
    if plan.rules.objective in IN_MONEY:
        _draw_values(plan)


def _draw_counted(plan: Plan) -> None:
    key = f"counted {plan.id}"
    show_stored(key, plan.rules.objective.value)
    offered = [
        code for code in COUNTED if plan.rules.sought is Sought.LEAST_SPEND or Objective(code) not in IN_MONEY
    ]
    if plan.rules.objective.value not in offered:
        offered.append(plan.rules.objective.value)
    st.selectbox(
        _("Counting"),
        offered,
        key=key,
        format_func=lambda code: _(COUNTED[code]),
        on_change=_save_counted,
        args=(key,),
    )


def _draw_step(plan: Plan) -> None:
    leads = plan.rules.objective is Objective.QUALIFIED_LEADS
    names = {step.id: plain(step.name, 80) for step in plan.steps}
    key = f"counted at {plan.id}"
    show_stored(key, plan.rules.objective_step_id)
    st.selectbox(
        _("Leads qualify at the step") if leads else _("Counted at the step"), list(names), index=None, key=key,
        format_func=lambda code: names.get(code, code), placeholder=_("Which step?"), on_change=_save_step, args=(key,),
    )  # fmt: skip


@called_by_widget
def _save_aim(key: str) -> None:
    _save(lambda plan: aim_values(plan, session.recall(key)), _("Aim"))


@called_by_widget
def _save_counted(key: str) -> None:
    _save(lambda plan: {"objective": session.recall(key)}, _("Counting"))


@called_by_widget
def _save_step(key: str) -> None:
    _save(lambda plan: {"objective_step_id": session.recall(key)}, _("Counted at the step"))


def _save(values_of: Callable[[Plan], dict[str, Any]], label: str) -> None:
    """Save what was chosen; a target that was never said, or of something else, starts from today's figure."""
    opened = session.open_plan()
    if opened is None:
        return
    values = values_of(opened.plan)
    asked = with_changes(opened.plan, _changes(values))
    field = target_field(asked)
    other = _what_counts(asked) != _what_counts(opened.plan) and field != "target_return"
    if field and (other or getattr(asked.rules, field) is None):
        values[field] = _todays(asked)
    session.commit(_changes(values), label)


def _changes(values: dict[str, Any]) -> list[Change]:
    return [Set(path=f"rules.{name}", value=value) for name, value in values.items()]


def _what_counts(plan: Plan) -> tuple[Objective, str | None]:
    """What is counted, and where."""
    objective = plan.rules.objective
    return objective, plan.rules.objective_step_id if objective in COUNTED_AT_A_STEP else None


def _todays(plan: Plan) -> float | int | None:
    try:
        return todays_target(plan, session.outcome(plan))
    except JourneymixError:
        return None


def _draw_target(plan: Plan) -> None:
    sought, currency = plan.rules.sought, plan.currency
    labels = {
        "target_people": _("{counted} to reach").format(counted=counted(plan)),
        "target_money": _("{counted} to reach, {currency}").format(counted=counted(plan), currency=currency),
        "target_cost": _("{cost}, at most, {currency}").format(cost=cost_of_one(plan), currency=currency),
        "target_return": _("Return, at least: revenue for 1 {currency}").format(currency=currency),
    }
    field = target_field(plan)
    named = plan.rules.objective is Objective.PEOPLE_AT_STEP  # then a name that somebody typed is in it
    edit(f"rules.{field}", label=safe_text(labels[field], 120) if named else labels[field])
    try:
        today = today_in_words(plan, session.outcome(plan))
    except JourneymixError:
        today = ""
    if today:
        st.caption(safe_text(today, 300))
    if sought in (Sought.TARGET_COST, Sought.TARGET_RETURN):
        _draw_holds_for(plan)


def _draw_holds_for(plan: Plan) -> None:
    key = f"holds for {plan.id}"
    show_stored(key, plan.rules.target_holds_for)
    by_return = plan.rules.sought is Sought.TARGET_RETURN
    captions = (
        [
            _("What all the money brings, on average, keeps the target."),
            _("Money is added only while the next of it still keeps the target: less is spent."),
        ]
        if by_return
        else [
            _("All that the money brings costs no more than the target on average."),
            _("Not even the dearest one costs more than the target: less is spent."),
        ]
    )
    words = {
        "all_results": _("On average"),
        "last_result": _("Even the last money") if by_return else _("Even the last one"),
    }
    st.radio(
        _("The target holds"), list(words), key=key, format_func=words.__getitem__, captions=captions,
        on_change=_save_holds_for, args=(key,),
    )  # fmt: skip


@called_by_widget
def _save_holds_for(key: str) -> None:
    session.commit([Set(path="rules.target_holds_for", value=session.recall(key))], _("The target holds"))


def _draw_values(plan: Plan) -> None:
    """What revenue and profit cannot do without, where it is missing; margins and returns for profit."""
    steps = valued_steps(plan)
    if not steps:
        for step in [step for step in plan.steps if step.converts] or plan.steps[-1:]:
            name = safe_text(step.name, 60)
            label = _("Value of a person at “{step}”, {currency}").format(step=name, currency=plan.currency)
            edit(f"steps.{step.id}.value", label=label)
    if plan.rules.objective is not Objective.PROFIT:
        return
    for step in steps:
        name = safe_text(step.name, 60)
        edit(f"steps.{step.id}.margin", label=_("Margin at “{step}”, %").format(step=name))
        edit(f"steps.{step.id}.returns", label=_("Returns at “{step}”, %").format(step=name))
    st.caption(
        _("Profit: value less returns, times margin, less the money with fees and VAT that is not reclaimed.")
    )
