"""Lines in time: who may spend when, how money is paced, and which curve acts in which stretch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.blackout import Blackout
from models.booking import is_closed
from models.budget_rules import RULES, Bounds, line_bounds, minor_units
from models.charging import charge_factors, current_over_plan
from models.claims import Days
from models.communication import MessageStatus, Touchpoint
from models.contacts import useful_spend
from models.goals import GoalPlace
from models.money import to_major
from models.network import SpendRule
from models.network_keys import line_key
from models.plan import Period, Plan
from models.response_curve import Numbers
from models.stretches import Stretch


@dataclass(frozen=True, eq=False)
class LineSums:
    """What bounds each line over the whole plan, major units: (lines,), and the rules on these sums."""

    keys: tuple[str, ...]
    lower: Numbers
    upper: Numbers
    rules: tuple[SpendRule, ...]

    @property
    def lines(self) -> int:
        """Number of lines."""
        return len(self.keys)


def line_sums(plan: Plan, lines: tuple[Touchpoint, ...]) -> LineSums:
    """Bounds and rules over the whole plan, whatever its periods."""
    from models.rules_in_time import reach_of_line, rules_in_time  # they need this module

    bounds = [line_bounds(plan, line) for line in lines]
    single, unit = rules_in_time(plan, lines) if len(plan.periods) == 1 else (), to_major(1, plan.currency)
    for place, line in enumerate(lines):
        low, high = (end * unit for end in reach_of_line(plan, line))
        lower, upper = bounds[place][:2]
        if lower < upper:
            bounds[place] = bounds[place]._replace(
                lower=max(lower, low), upper=max(min(upper, high), lower, low)
            )
    return LineSums(
        keys=tuple(line.id for line in lines),
        lower=np.array([b.lower for b in bounds]),
        upper=np.array([b.upper for b in bounds]),
        rules=(*(rule for make in RULES for rule in make(plan, lines)), *single),
    )


@dataclass(frozen=True)
class Cell:
    """A line, or the part of one `message`, in one period: its place in `Network.line_keys`, and what it
    may spend there."""

    line: Touchpoint
    stretch: Stretch
    bounds: Bounds
    current: float
    message: str | None = None


def cells_of(plan: Plan, lines: tuple[Touchpoint, ...], stretches: tuple[Stretch, ...]) -> list[Cell]:
    """Every line in every period, periods in order within each line; money in major units.

    With several periods, a line's limits hold for their sum (`line_limits`); a line whose money may not
    move keeps it at an even pace.
    """
    planned = [stretch for stretch in stretches if stretch.period is not None]
    return [
        Cell(line, stretch, bounds, to_major(amount, plan.currency))
        for line in lines
        for stretch, bounds, amount in zip(
            planned, _bounds(plan, line), paced(plan, line, current_over_plan(plan, line)), strict=True
        )
    ]


def cell_keys(plan: Plan, cells: Iterable[Cell]) -> tuple[str, ...]:
    """Keys of the network's lines: the line's id, with several periods and the period's."""
    several = len(plan.periods) > 1
    return tuple(line_key(cell.line.id, cell.stretch.key if several else "", cell.message) for cell in cells)


def paced(plan: Plan, line: Touchpoint, amount: int) -> list[int]:
    """Whole minor units by period, evenly over the days on which the line may spend, `amount` in sum."""
    days = np.array([open_days(plan, line, period) for period in plan.periods])
    if not days.sum():
        days = np.array([period.days for period in plan.periods])
    ends = [amount * int(end) // int(days.sum()) for end in np.cumsum(days)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def open_days(plan: Plan, line: Touchpoint, period: Period, *, flying: bool = False) -> int:
    """Days of a period on which a line may spend: one of its messages is active where one must be (always
    if `flying`), and nothing tells it to pause."""
    flights = _flights(plan, line, period, flying)
    dark = [(stop.start, stop.end) for stop in plan.blackouts if _pauses(plan, stop, line)]
    if flights is None and not dark:
        return period.days
    days = range(period.start.toordinal(), period.end.toordinal() + 1)
    return sum((flights is None or _within(day, flights)) and not _within(day, dark) for day in days)


def _within(day: int, spans: Iterable[Days]) -> bool:
    return any(first.toordinal() <= day <= last.toordinal() for first, last in spans)


def _flights(plan: Plan, line: Touchpoint, period: Period, flying: bool = False) -> list[Days] | None:
    """When the line's active messages fly within a period; None where none is needed."""
    if not (plan.rules.message_needed or flying) or not line.messages:
        return None
    used = (plan.by_id["messages"][use.message_id] for use in line.messages)
    return [
        (message.start or period.start, message.end or period.end)
        for message in used if message.status is MessageStatus.ACTIVE
    ]  # fmt: skip


def _pauses(plan: Plan, stop: Blackout, line: Touchpoint) -> bool:
    step = plan.by_id["steps"][line.step_id]
    places = {
        GoalPlace.PLAN: None, GoalPlace.STAGE: step.stage_id, GoalPlace.STEP: step.id,
        GoalPlace.CHANNEL: line.channel_id, GoalPlace.TOUCHPOINT: line.id,
    }  # fmt: skip
    return bool(places[stop.place] == stop.place_id)


def dark_key(plan: Plan, line: Touchpoint, period: Period) -> str:
    """What keeps a line from spending in a period: no active message, or days without spend."""
    flights = _flights(plan, line, period)
    flying = flights is None or any(
        _within(day, flights) for day in range(period.start.toordinal(), period.end.toordinal() + 1)
    )
    return f"{'blackout' if flying else 'message_needed'}:{line.id}"


def rules_of(plan: Plan, lines: tuple[Touchpoint, ...]) -> tuple[SpendRule, ...]:
    """Every rule on sums of spend, over the lines of the network."""
    from models.rules_in_time import rules_in_time  # it needs this module

    count = len(plan.periods)
    whole = [rule for make in RULES for rule in make(plan, lines)]
    if count > 1:
        whole += line_limits(plan, lines)
        spread = [(rule.lines[:, None] * count + np.arange(count)).ravel() for rule in whole]
        whole = [
            replace(rule, lines=places, coefficients=np.repeat(rule.coefficients, count))
            for rule, places in zip(whole, spread, strict=True)
        ]
    return (*whole, *period_budgets(plan, lines), *rules_in_time(plan, lines))


def line_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`least <= sum over periods of a line's spend <= most`, for lines whose money may move."""
    for place, line in enumerate(lines):
        bounds = line_bounds(plan, line)
        if bounds.lower == bounds.upper:
            continue
        if bounds.lower > 0:
            yield _on_line(place, bounds.lower_key, ">=", bounds.lower)
        if np.isfinite(bounds.upper):
            yield _on_line(place, bounds.upper_key, "<=", bounds.upper)


def _on_line(place: int, key: str, sense: str, limit: float) -> SpendRule:
    return SpendRule(key, "limit_line_spend", np.array([place]), np.ones(1), sense, limit)


def period_budgets(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`sum charge * spend in a period = its budget`, where one is fixed."""
    factors, count = charge_factors(plan), len(plan.periods)
    weights = np.array([factors[line.id] for line in lines])
    for number, period in enumerate(plan.periods):
        if period.budget is not None:
            yield SpendRule(
                f"period_budget:{period.id}", "limit_period_spend", np.arange(len(lines)) * count + number,
                weights, "=", period.budget / minor_units(plan),
            )  # fmt: skip


def spend_of_cells(
    plan: Plan, spend: Mapping[str, int], by_period: Mapping[str, Mapping[str, int]] | None = None
) -> dict[str, dict[str, int]]:
    """Period id -> line id -> minor units: as given by period, else paced evenly."""
    if by_period is not None:
        return {
            period.id: {line.id: by_period.get(period.id, {}).get(line.id, 0) for line in plan.touchpoints}
            for period in plan.periods
        }
    pace = {line.id: paced(plan, line, spend.get(line.id, 0)) for line in plan.touchpoints}
    return {
        period.id: {line: amounts[number] for line, amounts in pace.items()}
        for number, period in enumerate(plan.periods)
    }


def _bounds(plan: Plan, line: Touchpoint) -> list[Bounds]:
    """Bounds of a line in every period, major units."""
    whole = line_bounds(plan, line)
    if whole.lower == whole.upper:
        kept = paced(plan, line, round(whole.lower * minor_units(plan)))
        return [
            Bounds(to_major(a, plan.currency), to_major(a, plan.currency), whole.lower_key, whole.upper_key)
            for a in kept
        ]
    booked = paced(plan, line, line.committed)
    return [_bounds_in(plan, line, period, booked[place]) for place, period in enumerate(plan.periods)]


def _bounds_in(plan: Plan, line: Touchpoint, period: Period, booked: int) -> Bounds:
    """Bounds in one period of a line whose money may move; `booked`: minor units committed for it."""
    if is_closed(plan, line, period):  # what is committed, and no more: it is too late to book
        amount, key = to_major(booked, plan.currency), f"booking:{line.id}"
        return Bounds(amount, amount, key, key)
    if len(plan.periods) == 1:
        whole = line_bounds(plan, line)
    else:
        most = useful_spend(plan, line, period.days)
        whole = Bounds(0.0, most, "", f"contacts:{line.id}" if np.isfinite(most) else "")
    if open_days(plan, line, period):
        return whole
    return whole._replace(upper=0.0, upper_key=dark_key(plan, line, period))
