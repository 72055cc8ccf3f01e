"""Goals of the map as limits: a table under *Limits*, a line under *Answer*, their cost under *Why*."""

from __future__ import annotations

from typing import Any

import streamlit as st

from models.allocation import Allocation, Outcome
from models.errors import JourneymixError
from models.goals import Goal, GoalBinding
from models.plan import Plan
from pages.shared import answers, session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import plain, safe_text
from planner.choice_words import word
from planner.goal_costs import goal_cost_sentence
from planner.goal_progress import goal_value
from planner.goal_rows import GoalRow, goal_changes, goal_rows
from planner.goal_target import SHARES
from planner.goal_words import binding_goals_sentence, costly_goals, missed_goals_sentence
from planner.language import _

Row = dict[str, Any]


def draw_goal_limits(plan: Plan, version: int) -> None:
    """Every goal of the map: what it asks, what is reached, and whether the split is held to it."""
    st.markdown(f"**{_('Goals as limits')}**")
    if not plan.goals:
        st.caption(_("No goal is set on the map yet. Goals set there can be made limits of the split here."))
        return
    st.caption(
        _(
            "Hard: no split that misses it. Soft: missed by as little as the limits allow, in per cent of the "
            "targets and in sum; only then the aim counts. Reported: only compared."
        )
    )
    key = f"goal limits {plan.id} {version} {session.recall(_refused_key(plan), 0)}"
    allocation = _allocation(plan)
    found = goal_rows(plan, allocation, now=_today(plan) if allocation is None else None)
    st.data_editor(
        [_row(plan, one) for one in found], key=key, hide_index=True, num_rows="fixed", placeholder="–", height="content",
        column_config=_columns(), on_change=_save, args=(plan, key), alt=_("Goals as limits"),
    )  # fmt: skip
    for one in found:
        if one.why_not:
            st.caption(
                safe_text(
                    _("“{name}” cannot bind: {reason}").format(name=one.goal.name, reason=one.why_not), 600
                )
            )


def _today(plan: Plan) -> Outcome | None:
    """What today's money brings; None where it cannot be simulated."""
    try:
        return session.outcome(plan)
    except JourneymixError:
        return None


def _allocation(plan: Plan) -> Allocation | None:
    """The answer at hand; None where there is none, which is said above."""
    try:
        return session.allocation(plan)
    except JourneymixError:
        return None


def _columns() -> dict[str, Any]:
    bindings = [binding.value for binding in GoalBinding]
    return {
        "goal": st.column_config.TextColumn(_("Goal"), disabled=True, width=170),
        "where": st.column_config.TextColumn(_("Where"), disabled=True, width=215),
        "measure": st.column_config.TextColumn(_("Measure"), disabled=True, width=110),
        "target": st.column_config.NumberColumn(
            _("Target"), format="localized", width="small", help=_("Shares in per cent.")
        ),
        "today": st.column_config.TextColumn(_("Today"), disabled=True, width=80),
        "proposed": st.column_config.TextColumn(_("Proposed"), disabled=True, width=85),
        "binds": st.column_config.SelectboxColumn(
            _("Binds?"), options=bindings, format_func=lambda code: word(str(code)), required=True, width=120
        ),
        "missing": st.column_config.TextColumn(_("Missing"), disabled=True, width=75),
    }


def _row(plan: Plan, one: GoalRow) -> Row:
    goal = one.goal
    return {
        "goal": plain(goal.name, 80),
        "where": plain(one.where, 80),
        "measure": plain(one.measure, 60),
        "target": _shown_target(goal),
        "today": plain(goal_value(goal, one.today, plan.currency), 40),
        "proposed": plain(goal_value(goal, one.proposed, plan.currency), 40),
        "binds": goal.binds.value,
        "missing": plain(goal_value(goal, one.missing, plan.currency), 40) if one.missing else "",
    }


def _shown_target(goal: Goal) -> float | None:
    return None if goal.target is None else goal.target * (100.0 if goal.measure in SHARES else 1.0)


def _refused_key(plan: Plan) -> str:
    return f"goal limits refused {plan.id}"


@called_by_widget
def _save(plan: Plan, key: str) -> None:
    edited: dict[int, Row] = session.recall(key, {}).get("edited_rows", {})
    names = sorted(plan.goals[int(place)].name for place in edited)
    if not session.commit(
        goal_changes(plan, edited), _("Goals: {names}").format(names=", ".join(names)[:80])
    ):
        # A choice that was refused is not left standing as if it held.
        session.remember(_refused_key(plan), session.recall(_refused_key(plan), 0) + 1)


def draw_goal_line(allocation: Allocation) -> None:
    """What goals that bind fall short of, and which hold the split back; nothing where none does."""
    missed, held = missed_goals_sentence(allocation), binding_goals_sentence(allocation)
    if missed:
        st.warning(safe_text(missed, 1_000), icon=":material/flag:")
    if held:
        st.caption(f":material/flag: {safe_text(held, 600)}")


def draw_goal_costs(allocation: Allocation) -> None:
    """What each goal that holds the split back costs; nothing where none does."""
    if not costly_goals(allocation):
        return
    st.markdown(f"**{_('What goals cost')}**")
    costs = answers.goals_cost(allocation)
    if not costs:
        st.caption(_("Next to nothing: the split would hardly be better without them."))
    for cost in costs:
        st.markdown(f"- {safe_text(goal_cost_sentence(allocation, cost), 500)}")
