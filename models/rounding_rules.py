"""Whole amounts of lines in periods that keep the rules on single periods as well.

Rounding each amount by itself may break a rule by a unit or two (a change of at most 10 % from month to
month). Money of a line is then moved between its periods, a step at a time, as long as rules come closer; where
whole steps cannot keep them, finer ones are tried, down to single minor units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from models.network import SpendRule
from models.response_curve import Numbers
from models.rounding import TOLERANCE
from models.rounding_chain import Chain
from models.rounding_periods import Frame, Table, lay_over_periods

IN_PERIODS = frozenset(
    {"limit_line_change", "limit_total_change", "limit_contact_spend", "limit_period_spend"}
)
"""Kinds of rules that sums of lines over the plan do not keep by themselves."""

MOST_MOVES = 4_000

Move = tuple[tuple[int, int], ...]
"""Cells, each with the minor units added to it."""


@dataclass(frozen=True)
class KeptInTime:
    """Amounts (lines, periods) in minor units, and the keys of rules that none found keeps."""

    table: Table
    broken: tuple[str, ...]


def keep_in_time(
    wanted: Numbers, frame: Frame, rules: Sequence[SpendRule], steps: tuple[int, float]
) -> KeptInTime:
    """Whole amounts near `wanted` (lines, periods; minor units) that keep `rules` over the same cells.

    `steps`: the step of money, minor units, and minor units in a major one (limits of rules are in these).
    """
    step, scale = steps
    held = [rule for rule in rules if rule.kind in IN_PERIODS]
    table = lay_over_periods(wanted, frame, step)
    _lay_chains(table, wanted, frame, (held, steps))
    state = _State(table, frame, held, scale)
    for grain in _grains(step):
        if state.cost() == 0.0:
            break
        state.repair(grain)
    return KeptInTime(state.table, state.broken())


def _grains(step: int) -> Iterable[int]:
    """The step and a tenth of it, and so on, down to single units."""
    grain = max(step, 1)
    while grain > 1:
        yield grain
        grain //= 10
    yield 1


def _lay_chains(
    table: Table, wanted: Numbers, frame: Frame, rules: tuple[Sequence[SpendRule], tuple[int, float]]
) -> None:
    """Lay every line anew whose change from period to period does not hold, in whole steps where that goes."""
    step, scale = rules[1]
    for line in range(len(table)):
        chain = Chain(line, rules[0], (frame.lower[line], frame.upper[line]), scale)
        if not chain or chain.holds(table[line]):
            continue
        for grain in dict.fromkeys((max(step, 1), 1)):
            laid = chain.laid(wanted[line], int(frame.totals[line]), grain)
            if laid is not None:
                table[line] = laid
                break


class _State:
    """Amounts and what the rules make of them; rules by cell, so that a move is judged by what it touches."""

    def __init__(self, table: Table, frame: Frame, rules: Sequence[SpendRule], scale: float) -> None:
        self.table, self.frame, self.rules = table, frame, rules
        self.periods = table.shape[1]
        self.limits = [rule.limit * scale for rule in rules]
        slack = max(0.5, float(frame.factors.max(initial=1.0)) / 2.0) + TOLERANCE
        self.slack = [slack if rule.sense == "=" else TOLERANCE for rule in rules]
        self.of_cell: dict[int, list[tuple[int, float]]] = {}
        for number, rule in enumerate(rules):
            for cell, factor in zip(rule.lines.tolist(), rule.coefficients.tolist(), strict=True):
                self.of_cell.setdefault(cell, []).append((number, factor))
        flat = table.ravel().astype(float)
        self.totals = [rule.total(flat) for rule in rules]
        self.over = [self.excess(number, total) for number, total in enumerate(self.totals)]

    def excess(self, number: int, total: float) -> float:
        """Minor units by which a rule is broken."""
        over, sense = total - self.limits[number], self.rules[number].sense
        found = max(over if sense != ">=" else 0.0, -over if sense != "<=" else 0.0, 0.0)
        return found if found > self.slack[number] else 0.0

    def cost(self) -> float:
        """All that is broken, in sum."""
        return sum(self.over)

    def broken(self) -> tuple[str, ...]:
        """Keys of the rules that do not hold, but for budgets of periods, which are met as far as whole units can."""
        return tuple(
            rule.key for number, rule in enumerate(self.rules)
            if rule.sense != "=" and self.over[number] > 0.0
        )  # fmt: skip

    def repair(self, grain: int) -> None:
        """Move money by whole grains, the rule broken most first, until nothing comes closer."""
        stuck: set[int] = set()
        for _move in range(MOST_MOVES):
            broken = [(over, n) for n, over in enumerate(self.over) if over > 0.0 and n not in stuck]
            if not broken:
                break
            _worst, number = max(broken)
            gains = [(self._change(move), move) for move in self._moves(number, grain)]
            better, move = min(gains, default=(0.0, ()))
            if better >= -TOLERANCE:
                stuck.add(number)
                continue
            self._make(move)
            stuck.clear()

    def _moves(self, number: int, grain: int) -> Iterable[Move]:
        """Moves within a line that bring a rule closer; with budgets of periods, another line moves back."""
        rule = self.rules[number]
        up = self.totals[number] > self.limits[number]
        lines = range(len(self.table))
        for cell, factor in zip(rule.lines.tolist(), rule.coefficients.tolist(), strict=True):
            by = -grain if (factor > 0) == up else grain
            line, period = divmod(cell, self.periods)
            for other in range(self.periods):
                move = ((cell, by), (line * self.periods + other, -by))
                if other == period or not self._fits(move):
                    continue
                yield move
                if np.isfinite(self.frame.budgets[[period, other]]).any():
                    for back in lines:
                        pair = ((back * self.periods + period, -by), (back * self.periods + other, by))
                        if back != line and self._fits(pair):
                            yield (*move, *pair)

    def _fits(self, move: Move) -> bool:
        flat, lower, upper = self.table.ravel(), self.frame.lower.ravel(), self.frame.upper.ravel()
        return all(lower[cell] <= flat[cell] + by <= upper[cell] for cell, by in move)

    def _touched(self, move: Move) -> dict[int, float]:
        """Rule -> by how much its total changes."""
        moved: dict[int, float] = {}
        for cell, by in move:
            for number, factor in self.of_cell.get(cell, ()):
                moved[number] = moved.get(number, 0.0) + factor * by
        return moved

    def _change(self, move: Move) -> float:
        """By how much a move changes what is broken in sum."""
        return sum(
            self.excess(number, self.totals[number] + by) - self.over[number]
            for number, by in self._touched(move).items()
        )

    def _make(self, move: Move) -> None:
        for number, by in self._touched(move).items():
            self.totals[number] += by
            self.over[number] = self.excess(number, self.totals[number])
        for cell, by in move:
            line, period = divmod(cell, self.periods)
            self.table[line, period] += by
