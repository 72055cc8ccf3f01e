"""Lines of the program for messages with curves of their own, and what holds for them together.

The parts of a touchpoint stand where it would stand. Its limits, commitment and lock act on their sum, and so
does every rule on groups of lines; how far a guess may move is asked of each part by its own curve.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.budget_rules import minor_units
from models.calendar import Cell, open_days, paced
from models.calendar import cells_of as cells_of_lines
from models.carried import Row
from models.charging import current_over_plan
from models.communication import Standing, Touchpoint
from models.line_bounds import Bounds
from models.message_split import (
    Part,
    in_proportion,
    is_split,
    others_fly,
    parts_of,
    share_of_others,
    split_lines,
)
from models.money import to_major
from models.network_keys import line_key
from models.plan import Period, Plan
from models.quantity import Evidence
from models.stretches import Stretch

Table = list[list[int]]
"""Parts x periods: days, or minor units."""


@dataclass(frozen=True)
class Parted:
    """A split line: its cells as if it were whole, without the rule on assumed curves; its parts, the days
    on which each may spend, its money today and what is bound of it (parts x periods, minor units)."""

    line: Touchpoint
    whole: tuple[Cell, ...]
    parts: tuple[Part, ...]
    days: Table
    today: Table
    bound: Table

    def fixed(self, number: int) -> bool:
        """Whether the money of the touchpoint in a period may not move; its messages may share it anew."""
        bounds = self.whole[number].bounds
        return bounds.lower == bounds.upper


def cells_of(plan: Plan, lines: tuple[Touchpoint, ...], stretches: tuple[Stretch, ...]) -> list[Cell]:
    """Every line, or every part of one, in every period; periods in order within each."""
    if not split_lines(plan, lines):
        return cells_of_lines(plan, lines, stretches)
    found: list[Cell] = []
    for line in lines:
        if is_split(plan, line):
            found += _cells_of_parts(plan, parted_line(plan, line), stretches)
        else:
            found += cells_of_lines(plan, (line,), stretches)
    return found


def days_of_part(plan: Plan, line: Touchpoint, part: Part, period: Period) -> int:
    """Days of a period on which a part of a line may spend: its message is in flight; the touchpoint's
    other messages spend where they are, or where no message with a curve of its own flies."""
    if not part.split:
        return open_days(plan, line, period)
    if part.message:
        return open_days(plan, part.line, period, flying=True)
    if not others_fly(plan, line, period):
        return 0
    own = [other for other in parts_of(plan, line) if other.message]
    alone = not any(open_days(plan, other.line, period, flying=True) for other in own)
    return open_days(plan, line if alone else part.line, period)


def curve_days(plan: Plan, row: Row) -> float:
    """Days for which the curve of a part acts in a stretch, times its share of that curve; what is carried
    over acts on all days."""
    line: Touchpoint = plan.by_id["touchpoints"][row.line.id]
    started = [period for period in plan.periods if period.start <= row.stretch.start]
    share = 1.0 if row.message else share_of_others(plan, line, started[-1]) or 1.0
    period, curve = row.stretch.period, row.line.curve
    if period is None or (curve is not None and curve.half_life_days > 0):
        return row.stretch.days * share
    part = Part(row.line, row.message or "", split=True)
    return (days_of_part(plan, line, part, period) or row.stretch.days) * share


def money_of_parts(
    plan: Plan, totals: Mapping[str, Mapping[str, int]], given: Mapping[str, Mapping[str, int]] | None = None
) -> dict[str, dict[str, int]]:
    """Period id -> key of a part -> minor units: the `totals` of split lines (period id -> line id), in the
    proportions `given` (period id, or empty for all periods -> key of a part), else in those of today."""
    found: dict[str, dict[str, int]] = {period.id: {} for period in plan.periods}
    for line in split_lines(plan, plan.touchpoints):
        parted = parted_line(plan, line)
        keys = [line_key(line.id, "", part.message) for part in parted.parts]
        for number, period in enumerate(plan.periods):
            asked = (given or {}).get(period.id) or (given or {}).get("") or {}
            days = [row[number] for row in parted.days]
            wanted = [float(asked.get(key, 0)) if day else 0.0 for key, day in zip(keys, days, strict=True)]
            if not sum(wanted):
                wanted = _weights(parted.parts, days)
            amounts = in_proportion(totals[period.id][line.id], wanted)
            found[period.id] |= dict(zip(keys, amounts, strict=True))
    return found


def parted_line(plan: Plan, line: Touchpoint) -> Parted:
    """A line of the plan with its parts; worked out once."""
    known: dict[str, Parted] = plan.worked_out.setdefault("parted_lines", {})
    if line.id not in known:
        known[line.id] = _parted(plan, line)
    return known[line.id]


def _parted(plan: Plan, line: Touchpoint) -> Parted:
    parts, periods = parts_of(plan, line), plan.periods
    whole = tuple(cells_of_lines(plan, (loosened(line),), _stretches(plan)))
    days = [[days_of_part(plan, line, part, period) for period in periods] for part in parts]
    for number, period in enumerate(periods):
        if not any(row[number] for row in days):
            for row in days:  # no message flies on a day on which the line may spend
                row[number] = open_days(plan, line, period)
    scale, now = minor_units(plan), current_over_plan(plan, line)
    today, most = paced(plan, line, now), paced(plan, line, max(now, line.committed))
    bound = [
        round(cell.bounds.lower * scale) if cell.bounds.lower == cell.bounds.upper else money
        for cell, money in zip(whole, most, strict=True)
    ]
    return Parted(line, whole, parts, days, _laid(parts, days, today), _laid(parts, days, bound))


def _stretches(plan: Plan) -> tuple[Stretch, ...]:
    return tuple(Stretch(period.id, period.start, period.end, period) for period in plan.periods)


def _laid(parts: Sequence[Part], days: Table, amounts: Sequence[int]) -> Table:
    columns = [
        in_proportion(money, _weights(parts, [row[number] for row in days]))
        for number, money in enumerate(amounts)
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _weights(parts: Sequence[Part], days: Sequence[int]) -> list[float]:
    """What each part takes of money spent at today's proportions; evenly where nothing is known."""
    weights = [part.weight * day for part, day in zip(parts, days, strict=True)]
    return weights if sum(weights) else [float(day) for day in days]


def _cells_of_parts(plan: Plan, parted: Parted, stretches: Sequence[Stretch]) -> Iterable[Cell]:
    planned = [stretch for stretch in stretches if stretch.period is not None]
    for place, part in enumerate(parted.parts):
        for number, stretch in enumerate(planned):
            yield Cell(
                part.line, stretch, _bounds(plan, parted, (place, number)),
                to_major(parted.today[place][number], plan.currency), part.message,
            )  # fmt: skip


def _bounds(plan: Plan, parted: Parted, at: tuple[int, int]) -> Bounds:
    """Bounds of one part in one period, major units."""
    (place, number), line, free = at, parted.line, Bounds(0.0, np.inf, "", "")
    whole, money = parted.whole[number].bounds, parted.bound[place][number]
    if line.standing is Standing.TEST:
        kept = to_major(money, plan.currency)
        return whole._replace(lower=kept, upper=kept)
    closed = not any(row[number] for row in parted.days)  # what is kept is kept even then
    if not parted.days[place][number] and not (closed and parted.fixed(number) and whole.upper > 0):
        key = f"message_needed:{line.id}:{parted.parts[place].message}"
        return free._replace(upper=0.0, upper_key=key if whole.upper > 0 else whole.upper_key)
    if len(plan.periods) > 1 and not parted.fixed(number):
        return free
    return assumed_bounds(plan, line, parted.parts[place], (parted.today[place][number], money)) or free


def assumed_bounds(plan: Plan, line: Touchpoint, part: Part, money: tuple[int, int]) -> Bounds | None:
    """How far a part with an assumed curve may move from today's money; a commitment or a lock that holds
    more lifts the upper end. `money`: today's and kept, minor units."""
    share, curve = plan.rules.assumed_move_limit, part.line.curve
    if share is None or line.assumed_limit_lifted or curve is None or curve.evidence is not Evidence.ASSUMED:
        return None
    now, kept = money
    key = f"assumed_move_limit:{line.id}:{part.message}"
    low, high = round(now * max(1.0 - share, 0.0)), max(round(now * (1.0 + share)), kept)
    return Bounds(to_major(low, plan.currency), to_major(high, plan.currency), key, key)


def loosened(line: Touchpoint) -> Touchpoint:
    """The line without the rule on assumed curves, which its parts keep each for itself."""
    return line.model_copy(update={"assumed_limit_lifted": True})
