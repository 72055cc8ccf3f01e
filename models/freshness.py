"""What is due for review: the map itself, and the sources that its numbers come from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.goals import SourceNote
from models.plan import Plan


@dataclass(frozen=True)
class SourceDue:
    """A source and the day by which it is to be checked again; None where nobody set one."""

    source: SourceNote
    due: dt.date | None

    def late(self, today: dt.date) -> bool:
        """Whether that day has passed."""
        return self.due is not None and self.due < today


def map_due(plan: Plan) -> dt.date | None:
    """The day of the map's next review: the one set, else the interval after the last review."""
    if plan.review_date is not None:
        return plan.review_date
    if plan.reviewed_on is None:
        return None
    return plan.reviewed_on + dt.timedelta(days=plan.review_interval_days)


def map_is_stale(plan: Plan, today: dt.date) -> bool:
    """Whether the map's review is overdue."""
    due = map_due(plan)
    return due is not None and due < today


def sources_due(plan: Plan) -> list[SourceDue]:
    """Every source, the one due first at the head, those without a day at the end."""
    found = [SourceDue(source, _due(source)) for source in plan.sources]
    return sorted(found, key=lambda one: (one.due is None, one.due or dt.date.max))


def overdue(plan: Plan, today: dt.date) -> int:
    """How many things are overdue: the map and its sources."""
    return map_is_stale(plan, today) + sum(one.late(today) for one in sources_due(plan))


def _due(source: SourceNote) -> dt.date | None:
    if source.date is None or source.review_interval_days is None:
        return None
    return source.date + dt.timedelta(days=source.review_interval_days)
