"""What turns a curve's response into effective claims: incrementality, quality, message and season."""

from __future__ import annotations

import datetime as dt

import numpy as np

from models.communication import MessageStatus, Touchpoint
from models.plan import Plan

Days = tuple[dt.date, dt.date]
"""First and last day."""


def claims_per_response(
    plan: Plan, line: Touchpoint, days: Days | None = None, in_flight: Days | None = None
) -> float:
    """`incrementality * quality * message_effect * season` of a line: its season over some days, its
    messages over those `in_flight` (None: the plan's)."""
    return (
        line.incrementality.value * line.quality.value * message_effect(plan, line, in_flight)
        * season_factor(plan, line.season_id, days)
    )  # fmt: skip


def message_effect(plan: Plan, line: Touchpoint, days: Days | None = None) -> float:
    """Mean effect of the line's messages, by planned share and days in flight; 1 without an active one.

    A message with a curve of its own is left out: its curve was measured with what it says.
    """
    total = weight = 0.0
    for use in line.messages:
        if use.curve is not None:
            continue
        in_flight = days_in_flight(plan, use.message_id, days)
        total += use.share * in_flight * plan.by_id["messages"][use.message_id].effect.value
        weight += use.share * in_flight
    return total / weight if weight > 0 else 1.0


def days_in_flight(plan: Plan, message_id: str, days: Days | None = None) -> int:
    """Days on which a message is active, its flight cut to the days asked for (None: the plan's)."""
    message, (first, last) = plan.by_id["messages"][message_id], days or (plan.start, plan.end)
    if message.status is not MessageStatus.ACTIVE:
        return 0
    start, end = max(first, message.start or first), min(last, message.end or last)
    return max((end - start).days + 1, 0)


def season_factor(plan: Plan, season_id: str | None, days: Days | None = None) -> float:
    """Mean factor of a season over some days (None: the plan's); 1 without one."""
    if season_id is None:
        return 1.0
    months = plan.by_id["seasons"][season_id].months
    spans = [days] if days else [(period.start, period.end) for period in plan.periods]
    every = [
        first + dt.timedelta(days=day) for first, last in spans for day in range((last - first).days + 1)
    ]
    return float(np.mean([months[day.month - 1] for day in every]))
