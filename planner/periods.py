"""A plan cut into months or weeks, and its money by period: rows for screens and the media plan."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.allocation import Allocation, Outcome
from models.changes import Add, Change, Remove, Set
from models.errors import PlanError
from models.plan import Period, Plan
from models.quantity import N_
from planner.figures_in_words import date, month, people
from planner.language import _, ngettext

MOST = 60
WEEK = 7


class Pace(StrEnum):
    """How a plan is cut into periods; `OTHER` is as somebody cut it by hand."""

    WHOLE = "whole"
    MONTHS = "months"
    WEEKS = "weeks"
    OTHER = "cut_by_hand"


@dataclass(frozen=True)
class PeriodRow:
    """One period: money charged (major units), today and as proposed, and the people who convert in it."""

    period: Period
    name: str
    charged_now: float
    charged: float
    conversions_now: float
    conversions: float


def changes_to(plan: Plan, pace: Pace) -> list[Change]:
    """What cuts the plan into such periods; its first and last day stay. Raises PlanError."""
    return [
        *(Remove(collection="periods", id=period.id) for period in plan.periods),
        *(Add(collection="periods", record=record) for record in periods_at(plan, pace)),
    ]


def periods_at(plan: Plan, pace: Pace) -> list[dict[str, Any]]:
    """The plan's days cut into periods, as records; budgets fixed for periods that stay are kept.

    Raises PlanError beyond 60 periods.
    """
    return _periods(plan, (plan.start, plan.end), pace)


def changes_of_dates(
    plan: Plan, days: tuple[dt.date, dt.date], pace: Pace, *, with_money: bool
) -> list[Change]:
    """What moves a plan to other days, both ends included, cut by `pace`; `with_money`: the total, the test
    reserve and the limits in money grow or shrink with the days, commitments stay. Raises PlanError.
    """
    cut = Pace.MONTHS if pace is Pace.OTHER else pace
    if days[1] < days[0]:
        raise PlanError(N_("The last day lies before the first."), remedy=N_("Choose a later last day."))
    changes: list[Change] = [Remove(collection="periods", id=period.id) for period in plan.periods]
    changes += [Add(collection="periods", record=record) for record in _periods(plan, days, cut)]
    return changes + (_money_with(plan, (days[1] - days[0]).days + 1) if with_money else [])


def total_for(plan: Plan, days: int) -> int:
    """The plan's total for so many days at the same pace, in the plan's steps of money."""
    return _scaled(plan, plan.rules.total_budget, days)


def months_later(day: dt.date, months: int) -> dt.date:
    """The last of so many months that begin on `day`."""
    month = day.month - 1 + months
    first = dt.date(day.year + month // 12, month % 12 + 1, 1)
    return min(
        first + dt.timedelta(days=day.day - 1), _month_end(first) + dt.timedelta(days=1)
    ) - dt.timedelta(days=1)


def _money_with(plan: Plan, days: int) -> list[Change]:
    found: list[Change] = [
        Set(path=f"rules.{field}", value=_scaled(plan, getattr(plan.rules, field), days))
        for field in ("total_budget", "test_reserve")
    ]
    for line in plan.touchpoints:
        found += [
            Set(path=f"touchpoints.{line.id}.{field}", value=_scaled(plan, amount, days))
            for field in ("lower", "upper")
            if (amount := getattr(line, field)) is not None
        ]
    limits = [limit.model_dump(mode="json") for limit in plan.rules.limits]
    for limit in limits:
        for field in ("lower", "upper"):
            if limit[field] is not None:
                limit[field] = _scaled(plan, limit[field], days)
    return [*found, Set(path="rules.limits", value=limits)] if limits else found


def _scaled(plan: Plan, amount: int, days: int) -> int:
    step = max(plan.rules.money_step, 1)
    return round(amount * days / plan.days / step) * step


def _periods(plan: Plan, days: tuple[dt.date, dt.date], pace: Pace) -> list[dict[str, Any]]:
    ends = list(_ends(*days, pace))
    if len(ends) > MOST:
        raise PlanError(
            N_("That makes {count} periods; at most {most} can be planned."), count=len(ends), most=MOST,
            remedy=N_("Plan by months, or a shorter time."),
        )  # fmt: skip
    fixed = {(period.start, period.end): period.budget for period in plan.periods}
    start, found = days[0], []
    for number, end in enumerate(ends, 1):
        found.append(
            {
                "id": f"period{number}", "start": start.isoformat(), "end": end.isoformat(),
                "budget": fixed.get((start, end)) if len(ends) > 1 else None,
            }
        )  # fmt: skip
        start = end + dt.timedelta(days=1)
    return found


def _ends(start: dt.date, end: dt.date, pace: Pace) -> list[dt.date]:
    if pace is Pace.WEEKS:
        days = range(WEEK - 1, (end - start).days, WEEK)
        return [*(start + dt.timedelta(days=day) for day in days), end]
    if pace is Pace.MONTHS:
        day, ends = start, []
        while (last := _month_end(day)) < end:
            ends.append(last)
            day = last + dt.timedelta(days=1)
        return [*ends, end]
    return [end]


def _month_end(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def pace_of(plan: Plan) -> Pace:
    """How the plan is cut now."""
    held = [(period.start, period.end) for period in plan.periods]
    for pace in (Pace.WHOLE, Pace.MONTHS, Pace.WEEKS):
        ends = _ends(plan.start, plan.end, pace)
        starts = [plan.start, *(end + dt.timedelta(days=1) for end in ends[:-1])]
        if held == list(zip(starts, ends, strict=True)):
            return pace
    return Pace.OTHER


def period_name(period: Period) -> str:
    """“Dec 1, 2026 – Dec 31, 2026”."""
    return _("{start} – {end}").format(start=date(period.start), end=date(period.end))


def short_period_name(period: Period) -> str:
    """“Dec 2026” for a whole month, else its first day: “Dec 7, 2026”."""
    if period.start.day == 1 and period.end == _month_end(period.start):
        return month(period.start)
    return date(period.start)


def period_rows(allocation: Allocation, split: Outcome) -> tuple[PeriodRow, ...]:
    """Every period of the plan, in order."""
    found = []
    for period in allocation.plan.periods:
        now, then = allocation.now.periods[period.id], split.periods[period.id]
        found.append(
            PeriodRow(
                period, period_name(period), now.charged, then.charged, now.conversions, then.conversions
            )
        )
    return tuple(found)


def money_by_channel(plan: Plan, outcome: Outcome) -> dict[tuple[str, str], int]:
    """(channel id, period id) -> minor units as set in the platform."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for period_id, period in outcome.periods.items():
        for line_id, amount in period.spend.items():
            sums[plan.by_id["touchpoints"][line_id].channel_id, period_id] += amount
    return dict(sums)


def line_by_period(outcome: Outcome, line_id: str) -> Mapping[str, int]:
    """Period id -> minor units of a line."""
    return {key: period.spend.get(line_id, 0) for key, period in outcome.periods.items()}


def later_sentence(outcome: Outcome) -> str:
    """Results in the plan apart from those that come after it; empty where none come later."""
    if outcome.later_conversions < 0.05:  # shown with one decimal
        return ""
    return _("{inside} conversions come within the plan's days, {later} after them.").format(
        inside=people(outcome.conversions - outcome.later_conversions),
        later=people(outcome.later_conversions),
    )


def turned_away_sentences(plan: Plan, outcome: Outcome) -> list[str]:
    """Every step that cannot serve all who come: how many, and in which period most of them."""
    said = []
    for step in plan.steps:
        away = outcome.steps[step.id].turned_away
        if away < 0.5:
            continue
        text = ngettext(
            "“{step}” turns {people} person away.", "“{step}” turns {people} people away.", round(away)
        ).format(step=step.name, people=people(away))
        worst = max(plan.periods, key=lambda period: outcome.periods[period.id].turned_away[step.id])
        if len(plan.periods) > 1:
            text += " " + _("Most in {period}: {people}.").format(
                period=short_period_name(worst), people=people(outcome.periods[worst.id].turned_away[step.id])
            )
        said.append(text)
    return said
