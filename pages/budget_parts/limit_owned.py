"""Section *Owned and offline* of the limits: bases of people, and what has to be booked ahead."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from models.charging import costs_beside_media
from models.communication import Channel, Touchpoint
from models.plan import Plan
from models.quantity import Figure
from pages.budget_parts.limit_cells import (
    MARK,
    Row,
    Table,
    draw_table,
    mark_column,
    money_column,
    shown_money,
    text_column,
)
from pages.shared import session
from pages.shared.inputs import edit
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import date, money, plain, safe_text
from planner.booking_words import base_sentence, booking_sentence, is_offline, is_owned, passed_on, plan_on
from planner.language import _, ngettext
from planner.limit_lines import typed_channels, typed_lines


def draw_owned_limits(plan: Plan, marked: set[str]) -> None:
    """Channels with a base of their own, then touchpoints that are booked."""
    every = st.toggle(_("Show every channel and touchpoint"), key="every owned", persist_state="session")
    st.markdown(f"**{_('A base of people')}**")
    st.caption(
        _(
            "People in the base × contacts a person takes in {days} days × cost of a contact: more than that cannot be "
            "spent. Where a contact costs nothing, each brings at most one result."
        ).format(days=plan.reference_days)
    )
    channels = [channel for channel in plan.channels if every or is_owned(channel)]
    if channels:
        _draw_channels(plan, channels, marked)
    else:
        st.info(
            _("No channel of your own yet: e-mail, messages, phone. Show every channel to give one a base.")
        )
    _say_fixed_costs(plan)
    st.markdown(f"**{_('Booked ahead')}**")
    st.caption(
        _(
            "A minimum buy: nothing, or at least that. After the last day to book, only what is committed is spent; "
            "committed money counts as spread evenly over the plan."
        )
    )
    lines = [line for line in plan.touchpoints if every or is_offline(plan, line)]
    if lines:
        _draw_bookings(plan, lines, marked)
    else:
        st.info(
            _("Nothing is booked ahead yet: posters, fairs, radio. Show every touchpoint to give one a date.")
        )
    _draw_planning_date(plan)


def _draw_channels(plan: Plan, channels: list[Channel], marked: set[str]) -> None:
    number = st.column_config.NumberColumn
    columns = {
        "channel": text_column(_("Channel"), 150),
        "today": money_column(_("Today"), disabled=True),
        "base_size": number(_("Base, people"), min_value=0.0, format="localized", width=122),
        "contacts_per_person": number(
            _("Contacts each"),
            min_value=0.0,
            width=128,
            help=_("In {days} days.").format(days=plan.reference_days),
        ),
        "cost_per_contact": number(
            _("Cost of each"),
            min_value=0.0,
            width=118,
            help=_("In {currency}.").format(currency=plan.currency),
        ),
        "fixed_cost": money_column(
            _("Fixed cost"), help=_("For the whole plan, whatever is sent."), width=102
        ),
        "limit": text_column(_("What it takes"), 240),
    }
    draw_table(
        Table(
            name=f"owned channels {plan.id}",
            rows=[_channel_row(plan, channel, marked) for channel in channels],
            columns=mark_column(bool(marked)) | columns,
            spoken=_("Channels with a base of people"),
            label=_("Base of {names}"),
        ),
        lambda edited: typed_channels(plan, channels, edited),
    )


def _channel_row(plan: Plan, channel: Channel, marked: set[str]) -> Row:
    from models.limit import LimitPlace
    from models.spend_groups import today_in_place

    def value(figure: Figure | None) -> float | None:
        return None if figure is None else figure.value

    return {
        "mark": MARK if channel.id in marked else "",
        "channel": plain(channel.name, 80),
        "today": shown_money(plan, today_in_place(plan, LimitPlace.CHANNEL, channel.id)),
        "base_size": value(channel.base_size),
        "contacts_per_person": value(channel.contacts_per_person),
        "cost_per_contact": value(channel.cost_per_contact),
        "fixed_cost": shown_money(plan, channel.fixed_cost),
        "limit": plain(base_sentence(plan, channel), 200),
    }


def _say_fixed_costs(plan: Plan) -> None:
    """Whether fixed costs are taken from the total: they are, where it is all-in."""
    fixed = sum(channel.fixed_cost for channel in plan.channels)
    if not fixed:
        return
    said = _("Fixed costs of {amount} are not taken from the total: it is media only.")
    if costs_beside_media(plan):
        said = _("Fixed costs of {amount} are taken from the all-in total.")
    st.caption(safe_text(said.format(amount=money(fixed, plan.currency)), 300))


def _draw_bookings(plan: Plan, lines: list[Touchpoint], marked: set[str]) -> None:
    columns = {
        "touchpoint": text_column(_("Touchpoint"), 180),
        "place": st.column_config.TextColumn(_("Place"), max_chars=500, width=140),
        "minimum_buy": money_column(_("Minimum buy"), width=116),
        "booking_deadline": st.column_config.DateColumn(_("Book by"), width=120, format="localized"),
        "booking_notice_days": st.column_config.NumberColumn(
            _("Days of notice"),
            min_value=0,
            step=1,
            width=110,
            help=_("Each period is booked so many days before it starts."),
        ),
        "committed": money_column(_("Committed"), width=98),
        "state": text_column(_("Booking"), 220),
    }
    draw_table(
        Table(
            name=f"bookings {plan.id}",
            rows=[_booking_row(plan, line, marked) for line in lines],
            columns=mark_column(bool(marked)) | columns,
            spoken=_("Touchpoints that are booked ahead"),
            label=_("Bookings of {names}"),
        ),
        lambda edited: typed_lines(plan, lines, edited),
    )


def _booking_row(plan: Plan, line: Touchpoint, marked: set[str]) -> Row:
    return {
        "mark": MARK if line.id in marked else "",
        "touchpoint": plain(line.name, 80),
        "place": line.place,
        "minimum_buy": shown_money(plan, line.minimum_buy),
        "booking_deadline": line.booking_deadline,
        "booking_notice_days": line.booking_notice_days,
        "committed": shown_money(plan, line.committed),
        "state": plain(booking_sentence(plan, line), 200),
    }


def _draw_planning_date(plan: Plan) -> None:
    """From which day bookings count; a day that has gone on is said, and taken over with one click."""
    if not any(line.booking_deadline or line.booking_notice_days is not None for line in plan.touchpoints):
        return
    today = dt.date.today()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=240):
            edit("rules.planning_date")
        if plan.rules.planning_date != today:
            words = _("Count from today, {date}").format(date=date(today))
            st.button(
                words, key="plan from today", icon=":material/today:", on_click=_plan_from, args=(plan, today)
            )
    waiting = passed_on(plan, today)
    if waiting:
        names = ", ".join(f"“{line.name}”" for line in waiting)
        said = ngettext(
            "The last day to book {names} has passed, but this plan does not count it yet.",
            "The last days to book {names} have passed, but this plan does not count them yet.",
            len(waiting),
        )
        st.warning(safe_text(said.format(names=names), 600), icon=":material/event_busy:")


@called_by_widget
def _plan_from(plan: Plan, today: dt.date) -> None:
    session.commit(list(plan_on(plan, today)), _("Bookings count from {date}").format(date=date(today)))
