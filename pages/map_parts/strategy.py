"""Strategy: goals and how far they are, campaigns and what they bind, rules for stuck customers."""

from __future__ import annotations

import streamlit as st

from models.allocation import Outcome
from models.communication import Touchpoint
from models.errors import JourneymixError
from models.goals import GoalBinding, GoalMeasure, GoalPlace
from models.plan import Plan
from pages.map_parts.address import chosen_in_address, keep_in_address
from pages.map_parts.dialogs import open_dialog
from pages.map_parts.stuck import draw_stuck
from pages.shared import session
from pages.shared.numbers import date, money, people, plain, safe_text
from planner.campaign_sums import CampaignSum, campaign_sums, unbound
from planner.choice_words import word
from planner.goal_progress import Progress, goal_progress, goal_value
from planner.goal_target import goal_target
from planner.language import N_, _, ngettext, say_error
from planner.map_labels import label_of

PARTS = {"goals": N_("Goals"), "campaigns": N_("Campaigns"), "stuck": N_("Stuck customers")}
SHOWN_NAMES = 12


def draw_strategy(plan: Plan) -> None:
    """One of the three, chosen above."""
    part = st.segmented_control(
        _("Strategy"), list(PARTS), key=chosen_in_address("part", PARTS), required=True,
        format_func=lambda code: f"{_(PARTS[code])} ({_count(plan, code)})", label_visibility="collapsed",
        on_change=keep_in_address, args=("part",),
    )  # fmt: skip
    outcome = _now(plan)
    if part == "campaigns":
        _draw_campaigns(plan, outcome)
    elif part == "stuck":
        draw_stuck(plan, outcome)
    else:
        _draw_goals(plan, outcome)


def _count(plan: Plan, code: str) -> int:
    return len({"goals": plan.goals, "campaigns": plan.campaigns, "stuck": plan.creative_rules}[code])


def _now(plan: Plan) -> Outcome | None:
    """People and results at today's budget; where they cannot be worked out, the reason is said."""
    try:
        return session.outcome(plan)
    except JourneymixError as error:
        reason = safe_text(say_error(error), 500)
        st.warning(_("Results are not known: {reason}").format(reason=reason), icon=":material/info:")
        return None


def _best(plan: Plan) -> Outcome | None:
    try:
        return session.allocation(plan).proposed
    except JourneymixError:
        return None


# ---- goals


def _draw_goals(plan: Plan, now: Outcome | None) -> None:
    if not plan.goals:
        _draw_first("goals", _("No goal is set yet. What should this journey reach?"), _("Add a goal"))
        return
    found = goal_progress(plan, now, _best(plan))
    _draw_goals_sentence(found)
    for one in found:
        _draw_goal(plan, one)


def _draw_goals_sentence(found: list[Progress]) -> None:
    reached = sum(one.met is True for one in found)
    more = sum(one.met is False and one.met_by_split is True for one in found)
    text = ngettext(
        "{reached} of {count} goal is reached at today's budget.", "{reached} of {count} goals are reached at today's budget.",
        len(found),
    ).format(reached=reached, count=len(found))  # fmt: skip
    if more:
        text += " " + ngettext(
            "The best split reaches {count} more.", "The best split reaches {count} more.", more
        ).format(count=more)
    st.markdown(text)


def _draw_goal(plan: Plan, one: Progress) -> None:
    goal = one.goal
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"card goal {goal.id}"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{safe_text(goal.name, 200)}**")
            st.caption(safe_text(_about(plan, one), 300))
        with st.container(gap=None, width=480):
            if one.way is not None:
                st.progress(one.way, text=_reached(one))
            st.markdown(safe_text(_values(plan, one), 200))
        st.button(
            _("Edit"), key=f"edit goal {goal.id}", icon=":material/edit:", type="tertiary",
            on_click=open_dialog, args=("edit", "goals", goal.id),
        )  # fmt: skip


def _about(plan: Plan, one: Progress) -> str:
    goal = one.goal
    place = _("The whole plan")
    if goal.place is not GoalPlace.PLAN:
        record = plan.by_id[f"{goal.place.value}s"][goal.place_id or ""]
        place = f"{word(goal.place.value)} “{label_of(plan, record)}”"
    measure = goal.metric if goal.measure is GoalMeasure.OWN and goal.metric else word(goal.measure.value)
    due = _("by {date}").format(date=date(goal.date)) if goal.date else ""
    binds = "" if goal.binds is GoalBinding.REPORTED else word(goal.binds.value)
    return " · ".join(filter(None, (place, measure, due, binds)))


def _reached(one: Progress) -> str:
    """The state with its sign, so that the bar is not the only one."""
    if one.met:
        return f":green[:material/check_circle:] {_('reached')}"
    if one.met_by_split:
        return f":orange[:material/trending_up:] {_('reached with the best split')}"
    return f":red[:material/radio_button_unchecked:] {_('not reached yet')}"


def _values(plan: Plan, one: Progress) -> str:
    goal, currency = one.goal, plan.currency
    if one.today is None:
        known = goal.measure is GoalMeasure.OWN
        hint = (
            _("type its value today, or choose what it is worked out as")
            if known
            else _("not known at this place")
        )
        return _("Value not known: {hint}.").format(hint=hint)
    parts = [_("today {value}").format(value=goal_value(goal, one.today, currency))]
    if one.proposed is not None:
        parts.append(_("best split {value}").format(value=goal_value(goal, one.proposed, currency)))
    if goal.target is not None:
        parts.append(_("target {value}").format(value=goal_target(goal, currency)))
    else:
        parts.append(_("no target yet"))
    return " · ".join(parts)


# ---- campaigns


def _draw_campaigns(plan: Plan, outcome: Outcome | None) -> None:
    if not plan.campaigns:
        _draw_first(
            "campaigns", _("No campaign yet. A campaign binds touchpoints and messages to one strategy and goal."),
            _("Add a campaign"),
        )  # fmt: skip
        return
    for one in campaign_sums(plan, outcome):
        _draw_campaign(plan, one)
    free = unbound(plan)
    if free:
        words = ngettext(
            "{count} touchpoint belongs to no campaign: {names}", "{count} touchpoints belong to no campaign: {names}",
            len(free),
        )  # fmt: skip
        st.markdown(words.format(count=len(free), names=_names(free)))


def _draw_campaign(plan: Plan, one: CampaignSum) -> None:
    campaign = one.campaign
    with st.container(border=True, gap="small", key=f"card campaign {campaign.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{safe_text(campaign.name, 200)}**", width="stretch")
            st.button(
                _("Edit"), key=f"edit campaign {campaign.id}", icon=":material/edit:", type="tertiary",
                on_click=open_dialog, args=("edit", "campaigns", campaign.id),
            )  # fmt: skip
        if campaign.strategy:
            st.markdown(safe_text(campaign.strategy, 1_000))
        if one.goal is None:
            st.markdown(f":orange[:material/warning:] {_('It is tied to no goal.')}")
        else:
            st.markdown(f":material/flag: {_('Goal: {goal}').format(goal=safe_text(one.goal.name, 200))}")
        st.caption(safe_text(_bound(plan, one), 400))
        st.markdown(f"{_('Touchpoints')}: {_names(one.lines)}")
        if one.messages:
            said = "; ".join(f"“{plain(message.text, 100)}”" for message in one.messages[:SHOWN_NAMES])
            st.markdown(f"{_('Messages')}: {safe_text(said, 1_500)}")
        _draw_contradictions(one)


def _bound(plan: Plan, one: CampaignSum) -> str:
    lines = ngettext("{count} touchpoint", "{count} touchpoints", len(one.lines)).format(count=len(one.lines))
    messages = ngettext("{count} message", "{count} messages", len(one.messages)).format(
        count=len(one.messages)
    )
    stages = _("at {stages}").format(stages=", ".join(one.stages)) if one.stages else ""
    parts = [f"{lines} {stages}".strip(), messages]
    if one.conversions is not None:
        spend = money(one.spend, plan.currency)
        parts.append(
            _("{spend} bring {people} conversions").format(spend=spend, people=people(one.conversions))
        )
    return " · ".join(parts)


def _draw_contradictions(one: CampaignSum) -> None:
    """What the campaign says nowhere, and what its touchpoints say beside it."""
    for messages, words in (
        (one.unsaid, _("No touchpoint of the campaign says: {names}")),
        (one.other_messages, _("Its touchpoints also say: {names}")),
    ):
        if messages and one.lines:
            names = "; ".join(f"“{plain(message.text, 80)}”" for message in messages[:SHOWN_NAMES])
            st.caption(f":material/info: {words.format(names=safe_text(names, 800))}")


def _names(lines: list[Touchpoint] | tuple[Touchpoint, ...]) -> str:
    names = ", ".join(plain(line.name, 60) for line in lines[:SHOWN_NAMES])
    more = len(lines) - SHOWN_NAMES
    return safe_text(names, 900) + (f" +{more}" if more > 0 else "") if lines else _("none yet")


def _draw_first(code: str, words: str, button: str) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.markdown(words)
        st.button(button, key=f"first {code}", on_click=open_dialog, args=("add", code), type="primary")
