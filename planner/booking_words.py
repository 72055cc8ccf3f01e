"""Bookings and bases of people in words: until when something can be booked, how much a base takes."""

from __future__ import annotations

import datetime as dt

from models.booking import booking_ends, is_closed
from models.changes import Change, Set
from models.communication import Channel, Standing, Touchpoint
from models.contacts import contact_limit, most_spend
from models.curve import CurveFamily
from models.plan import Plan
from planner.figures_in_words import date, money, number
from planner.language import _, ngettext

OWNED_KINDS = frozenset({"email", "sms", "mobile_push", "messenger", "phone"})
"""Kinds of channels that reach a base of the company's own."""

OFFLINE_KINDS = frozenset({"offline_ad", "events", "store", "audio"})
"""Kinds of channels in which things are booked ahead and have a place."""

NO_LIMIT_OF_ITS_OWN = (CurveFamily.LINEAR, CurveFamily.POWER)
"""Curves that never level off by themselves."""


def is_owned(channel: Channel) -> bool:
    """Whether a channel reaches a base of people, by its kind or by what is said of it."""
    said = (channel.base_size, channel.contacts_per_person, channel.cost_per_contact)
    return channel.kind in OWNED_KINDS or any(figure is not None for figure in said)


def is_offline(plan: Plan, line: Touchpoint) -> bool:
    """Whether a line is booked ahead, by its channel's kind or by what is said of it."""
    said = (line.place, line.minimum_buy, line.booking_deadline, line.booking_notice_days)
    return plan.by_id["channels"][line.channel_id].kind in OFFLINE_KINDS or any(
        one not in (None, "") for one in said
    )


def base_sentence(plan: Plan, channel: Channel) -> str:
    """What the base of a channel takes over the plan: money, or results where a contact costs nothing."""
    limit = contact_limit(channel)
    if limit is None:
        endless = any(_is_endless(plan, line) for line in plan.touchpoints if line.channel_id == channel.id)
        if endless:
            return _("No limit is known: give the base and the contacts a person.")
        return _("No base is known: the curve alone ends it.")
    if limit.price is None:
        most = limit.contacts * plan.days / plan.reference_days
        return _("at most {count} results a touchpoint").format(count=number(most, 0))
    each = [most_spend(plan, channel, period.days) or 0 for period in plan.periods]
    return _("at most {amount} in all").format(amount=money(sum(each), plan.currency))


def _is_endless(plan: Plan, line: Touchpoint) -> bool:
    """Whether more money would bring more for ever: a curve without a top on an audience of no known size."""
    curve = line.curve
    return (
        curve is not None and curve.family in NO_LIMIT_OF_ITS_OWN and "cap" not in curve.parameters
        and line.pool_id is None
    )  # fmt: skip


def booking_sentence(plan: Plan, line: Touchpoint) -> str:
    """Until when a line can be booked, seen from the day of planning."""
    ends = [booking_ends(line, period) for period in plan.periods]
    known = [end for end in ends if end is not None]
    if not known:
        return _("no booking date")
    closed = [period for period in plan.periods if is_closed(plan, line, period)]
    if len(closed) == len(plan.periods):
        return _("booking has passed: {amount} booked").format(amount=money(line.committed, plan.currency))
    if closed:
        return ngettext(
            "{count} period can no longer change", "{count} periods can no longer change", len(closed)
        ).format(count=len(closed))
    return _("to be booked by {date}").format(date=date(min(known)))


def passed_on(plan: Plan, today: dt.date) -> tuple[Touchpoint, ...]:
    """Lines with a booking date before `today` that the plan does not count yet."""
    then = plan.model_copy(update={"rules": plan.rules.model_copy(update={"planning_date": today})})
    return tuple(
        line for line in plan.touchpoints
        if line.standing is Standing.FLEXIBLE and any(is_closed(then, line, period) and not is_closed(plan, line, period) for period in plan.periods)
    )  # fmt: skip


def plan_on(plan: Plan, today: dt.date) -> tuple[Change, ...]:
    """Count booking dates from `today` on."""
    return (
        (Set(path="rules.planning_date", value=today.isoformat()),)
        if plan.rules.planning_date != today
        else ()
    )
