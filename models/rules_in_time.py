"""Rules on single periods: how fast money may change, and what a base of people takes in each.

Change is measured on money a day, so that a short month is no cut; days on which a line may spend nothing do
not count. Lines of the program are a line in a period, periods in order within each line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from models.booking import is_closed
from models.budget_rules import minor_units
from models.calendar import open_days
from models.charging import charge_factors, current_over_plan
from models.communication import Touchpoint
from models.contacts import most_spend
from models.line_bounds import line_bounds
from models.network import SpendRule
from models.plan import Plan
from models.response_curve import Numbers


def rules_in_time(plan: Plan, lines: tuple[Touchpoint, ...]) -> tuple[SpendRule, ...]:
    """Every rule on the amounts of single periods, but for their budgets."""
    return tuple(rule for make in IN_TIME for rule in make(plan, lines))


def line_changes(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`(1 - c) pace before <= pace <= (1 + c) pace before`, for lines whose money may move.

    The pace is money a day; the first period counts from today's where the plan says so.
    """
    count = len(plan.periods)
    for place, line in enumerate(lines):
        share, bounds = most_change(plan, line), line_bounds(plan, line)
        if share is None or bounds.lower == bounds.upper:
            continue
        days = np.array(
            [0 if is_closed(plan, line, p) else open_days(plan, line, p) for p in plan.periods], dtype=float
        )
        places = np.arange(count) + place * count
        today = line.current_spend / minor_units(plan) / plan.reference_days
        for number, pace in _paces(places, np.ones(count), days, today if _from_today(plan) else 0.0):
            key = f"line_change:{line.id}:{plan.periods[number].id}"
            yield from _two_sided(key, "limit_line_change", pace, share)


def total_changes(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """The same for all money as charged to the budget together."""
    share, count = plan.rules.total_change, len(plan.periods)
    if share is None:
        return
    factors = charge_factors(plan)
    charged = np.array([factors[line.id] for line in lines])
    today = sum(current_over_plan(plan, line) * factors[line.id] for line in lines) / minor_units(plan)
    places = np.arange(len(lines))[:, None] * count + np.arange(count)
    days = np.array([period.days for period in plan.periods], dtype=float)
    first = today / plan.days if _from_today(plan) else 0.0
    for number, pace in _paces(places, charged[:, None] * np.ones(count), days, first):
        key = f"total_change:{plan.periods[number].id}"
        yield from _two_sided(key, "limit_total_change", pace, share)


def contacts_in_time(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`sum of spend on a channel in a period <= people in its base * contacts * price`; over several periods.

    In a plan of one period the rule on the whole plan says the same.
    """
    count = len(plan.periods)
    if count == 1:
        return
    for channel in sorted(plan.channels, key=lambda channel: channel.id):
        held = np.array([n for n, line in enumerate(lines) if line.channel_id == channel.id], dtype=np.intp)
        for number, period in enumerate(plan.periods):
            most = most_spend(plan, channel, period.days)
            if most is not None and len(held):
                key = f"contact_limit:{channel.id}:{period.id}"
                yield SpendRule(
                    key, "limit_contact_spend", held * count + number, np.ones(len(held)), "<=",
                    most / minor_units(plan),
                )  # fmt: skip


IN_TIME: tuple[Callable[[Plan, tuple[Touchpoint, ...]], Iterable[SpendRule]], ...] = (
    line_changes,
    total_changes,
    contacts_in_time,
)


def reach_of_line(plan: Plan, line: Touchpoint) -> tuple[float, float]:
    """Least and most whole minor units over the plan that a line can reach from today's pace; 0 and infinity
    where it may change as it likes, or where today does not count."""
    share, count = most_change(plan, line), len(plan.periods)
    if share is None or count == 1 or not _from_today(plan) or not line.current_spend:
        return 0.0, np.inf
    least = most = line.current_spend / plan.reference_days
    low = high = 0
    for period in plan.periods:
        days = open_days(plan, line, period)
        if is_closed(plan, line, period):
            return 0.0, np.inf
        if days:
            lower = ceil(least * days * max(1.0 - share, 0.0) - TOLERANCE)
            upper = floor(most * days * (1.0 + share) + TOLERANCE)
            low, high, least, most = low + lower, high + upper, lower / days, upper / days
    return float(low), float(high)


def most_change(plan: Plan, line: Touchpoint) -> float | None:
    """Share by which a line may change from one period to the next; None: as it likes."""
    return plan.rules.line_change if line.most_change is None else line.most_change


def _from_today(plan: Plan) -> bool:
    return plan.rules.change_from_today


TOLERANCE = 1e-4
"""Minor units: arithmetic, not money."""


class _Pace(NamedTuple):
    """Money of a period on lines `now` with factors `per`, and what it is compared with: lines `before` at
    the same days, or `fixed` money."""

    now: np.ndarray
    per: Numbers
    before: np.ndarray
    per_before: Numbers
    fixed: float


def _paces(places: np.ndarray, factors: Numbers, days: Numbers, today: float) -> Iterable[tuple[int, _Pace]]:
    """Every two periods with days that follow one another, the later's number first.

    `places`, `factors`: (..., periods). `today`: money a day before the plan, 0 where it does not count.
    """
    used = np.flatnonzero(days).tolist()
    nobody = np.zeros(0, dtype=np.intp)
    if used and today > 0:
        first = used[0]
        now, per = np.atleast_1d(places[..., first]), np.atleast_1d(factors[..., first])
        yield first, _Pace(now, per, nobody, np.zeros(0), today * days[first])
    for before, number in pairwise(used):
        now, per = np.atleast_1d(places[..., number]), np.atleast_1d(factors[..., number])
        then = np.atleast_1d(factors[..., before]) * days[number] / days[before]
        yield number, _Pace(now, per, np.atleast_1d(places[..., before]), then, 0.0)


def _two_sided(key: str, kind: str, pace: _Pace, share: float) -> Iterable[SpendRule]:
    lines = np.concatenate([pace.now, pace.before])
    for side, sense, times in (("up", "<=", 1.0 + share), ("down", ">=", max(1.0 - share, 0.0))):
        if side == "down" and times == 0.0:
            continue
        coefficients = np.concatenate([pace.per, -times * pace.per_before])
        yield SpendRule(f"{key}:{side}", kind, lines, coefficients, sense, times * pace.fixed)
