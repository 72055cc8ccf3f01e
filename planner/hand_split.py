"""A split set by hand: what was typed over the proposed amounts, by line or by line and period.

Amounts are minor units as set in the platform. A cell that was emptied is as proposed again; nothing is
ever read as 0 that nobody typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.allocation import Outcome
from models.calendar import open_days
from models.network_keys import plain
from models.outcome import ByPeriod
from models.plan import Plan

WHOLE = ""
"""Stands for the whole plan where a period's id may stand."""


@dataclass(frozen=True)
class HandSplit:
    """Amounts typed: (line id, period id or `WHOLE`) -> minor units."""

    typed: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def with_cells(self, cells: Mapping[tuple[str, str], int | None]) -> HandSplit:
        """More cells typed; None takes one back to what is proposed. A sum typed, or emptied, takes the
        amounts of the line's periods along."""
        typed = dict(self.typed)
        for (line, period), amount in cells.items():
            if period == WHOLE:
                typed = {key: kept for key, kept in typed.items() if key[0] != line}
            typed.pop((line, period), None)
            if amount is not None:
                typed[line, period] = amount
        return HandSplit(typed)

    def __bool__(self) -> bool:
        return bool(self.typed)


def amounts_by_period(plan: Plan, split: Outcome, hand: HandSplit) -> dict[str, dict[str, int]]:
    """Period id -> line id, or key of a part of a line, -> minor units: what was typed, else as proposed.

    A typed sum is spread over the periods as the proposed money is, to the last minor unit, and over a
    line's messages in the same way. What was typed for periods or lines that are gone does not count.
    """
    wanted: dict[tuple[str, str], int] = {}
    for line in plan.touchpoints:
        whole = hand.typed.get((line.id, WHOLE))
        if whole is not None:
            proposed = [split.periods[period.id].spend.get(line.id, 0) for period in plan.periods]
            days = [open_days(plan, line, period) for period in plan.periods]
            weights = next((each for each in (proposed, days) if sum(each)), [1] * len(days))
            parts = spread(whole, weights)
            wanted |= {(line.id, p.id): part for p, part in zip(plan.periods, parts, strict=True)}
        for period in plan.periods:
            if (line.id, period.id) in hand.typed:
                wanted[line.id, period.id] = hand.typed[line.id, period.id]
    found = {period.id: dict(split.by_period[period.id]) for period in plan.periods}
    for (line_id, period_id), amount in wanted.items():
        _put(found[period_id], line_id, amount)
    return found


def _put(amounts: dict[str, int], line_id: str, amount: int) -> None:
    """A line's amount, shared by its messages as before."""
    keys = [key for key in amounts if plain(key) == line_id] or [line_id]
    before = [amounts.get(key, 0) for key in keys]
    amounts |= zip(keys, spread(amount, before if sum(before) else [1] * len(keys)), strict=True)


def differs(split: Outcome, by_period: ByPeriod) -> bool:
    """Whether any amount is not the proposed one."""
    return any(by_period[period] != amounts for period, amounts in split.by_period.items() if by_period)


def spread(amount: int, weights: list[int]) -> list[int]:
    """`amount` in whole parts, in proportion to `weights` (not all 0); the parts add up exactly."""
    total, before, found, run = sum(weights), 0, [], 0
    for weight in weights:
        run += weight
        upto = amount * run // total
        found.append(upto - before)
        before = upto
    return found
