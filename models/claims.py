"""What turns a curve's response into effective claims: incrementality, quality, message and season."""

from __future__ import annotations

import datetime as dt

import numpy as np

from models.communication import MessageStatus, Touchpoint
from models.plan import Plan


def claims_per_response(plan: Plan, line: Touchpoint) -> float:
    """`incrementality * quality * message_effect * season` of a line over the plan."""
    return (
        line.incrementality.value * line.quality.value * message_effect(plan, line)
        * season_factor(plan, line.season_id)
    )  # fmt: skip


def message_effect(plan: Plan, line: Touchpoint) -> float:
    """Mean effect of the line's messages, by planned share and days in flight; 1 without an active one."""
    total = weight = 0.0
    for use in line.messages:
        message = plan.by_id["messages"][use.message_id]
        start, end = max(plan.start, message.start or plan.start), min(plan.end, message.end or plan.end)
        days = max((end - start).days + 1, 0) if message.status is MessageStatus.ACTIVE else 0
        total += use.share * days * message.effect.value
        weight += use.share * days
    return total / weight if weight > 0 else 1.0


def season_factor(plan: Plan, season_id: str | None) -> float:
    """Mean factor of a season over the days of the plan; 1 without one."""
    if season_id is None:
        return 1.0
    months = plan.by_id["seasons"][season_id].months
    days = [plan.start + dt.timedelta(days=day) for day in range(plan.days)]
    return float(np.mean([months[day.month - 1] for day in days]))
