"""What had to be booked before the day of planning, and can no longer change."""

from __future__ import annotations

import datetime as dt

from models.communication import Touchpoint
from models.plan import Period, Plan


def booking_ends(line: Touchpoint, period: Period) -> dt.date | None:
    """The last day on which a line's money in a period can be booked; None where any day will do."""
    ends = [] if line.booking_deadline is None else [line.booking_deadline]
    if line.booking_notice_days is not None:
        ends.append(period.start - dt.timedelta(days=line.booking_notice_days))
    return min(ends, default=None)


def is_closed(plan: Plan, line: Touchpoint, period: Period) -> bool:
    """Whether only what is committed may still be spent by a line in a period.

    The day of planning is the plan's own (`BudgetRules.planning_date`); without one nothing is closed.
    """
    today, ends = plan.rules.planning_date, booking_ends(line, period)
    return today is not None and ends is not None and today > ends


def is_all_closed(plan: Plan, line: Touchpoint) -> bool:
    """Whether the line's booking has passed for every period of the plan."""
    return all(is_closed(plan, line, period) for period in plan.periods)
