"""The fewest moves that bring most of the gain, proved: with one touchpoint less, no split brings as much.

The best split with at most `k` touchpoints changed is sought with its bound; where the bound lies below
what is wanted, `k` are too few, and so is every smaller number.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from models.allocation import Allocation, Outcome
from models.communication import Standing
from models.errors import ImpossibleLimits, NotYetPossible
from models.plan import Plan
from models.program.solution import Progress
from planner.answers import Search, optimise
from planner.moves import ENOUGH, FewMoves, Move, gain_from, is_held

ON_SCREEN = 1.5
"""Seconds that a page takes for the proof; what is not proved by then is said to be so."""


@dataclass(eq=False)
class _Numbers:
    """How many touchpoints are known to bring enough, to be too few, and to be undecided from below."""

    enough: int
    too_few: int = -1
    unsure: int | None = None
    stride: int = 1

    def next(self) -> int | None:
        """The number to look at next: one less than is enough, then farther down; between what is known, halfway."""
        if self.unsure is None and self.too_few < 0:
            return max(self.enough - self.stride, 0) if self.enough > 0 else None
        number = (self.too_few + (self.enough if self.unsure is None else self.unsure)) // 2
        return number if number > self.too_few else None

    def suffices(self, number: int) -> None:
        """So many bring enough: look twice as far down next time."""
        self.enough, self.unsure, self.stride = number, None, 2 * self.stride


def fewest_moves(allocation: Allocation, few: FewMoves, search: Search | None = None) -> FewMoves:
    """`few` with as few touchpoints as can be shown to suffice, and how far that is proved.

    Left as they are where no share of a gain is sought: a cautious answer, a target, goals, no gain.
    """
    if few.gain_share is None or allocation.caution is not None or is_held(allocation):
        return few
    search = search or Search(seconds=ON_SCREEN)
    start = gain_from(allocation)
    whole = allocation.proposed.objective - start
    wanted = start + ENOUGH * whole
    end = time.monotonic() + search.seconds
    numbers, split = _Numbers(len(changed_lines(allocation, few.split))), few.split
    stop = search.should_stop or (lambda: False)
    while (number := numbers.next()) is not None and time.monotonic() < end and not stop():
        found = _Asked(allocation.plan, number, wanted).answered(end - time.monotonic(), stop)
        if found.split is not None:
            split = found.split
            numbers.suffices(len(changed_lines(allocation, split)))
        elif found.too_few:
            numbers.too_few = number
        else:
            numbers.unsure = number
    least = numbers.too_few + 1
    if split is few.split:
        return replace(few, least=least, proved=least == numbers.enough)
    return FewMoves(
        moves=_moves(allocation, few, split), split=split, gain_share=(split.objective - start) / whole,
        all_moves=few.all_moves, least=least, proved=least == numbers.enough,
    )  # fmt: skip


def changed_lines(allocation: Allocation, split: Outcome) -> tuple[str, ...]:
    """Ids of the touchpoints that may move and whose money differs from today's in any period."""
    before, after = allocation.now, split
    told = [(before.spend, after.spend)]
    told += [(spend, after.by_period.get(period, {})) for period, spend in before.by_period.items()]
    return tuple(
        line.id
        for line in allocation.plan.touchpoints
        if line.standing is Standing.FLEXIBLE and line.curve is not None
        and any(was.get(line.id, 0) != now.get(line.id, 0) for was, now in told)
    )  # fmt: skip


@dataclass(frozen=True)
class _Found:
    """A split that brings enough; or whether none can; or neither, when time ran out."""

    split: Outcome | None
    too_few: bool


@dataclass(eq=False)
class _Asked:
    """The question whether at most `number` changed touchpoints bring what is `wanted`."""

    plan: Plan
    number: int
    wanted: float
    too_few: bool = False

    def answered(self, seconds: float, stop: Callable[[], bool]) -> _Found:
        """Search until the best such split is proved, or the bound falls below what is wanted."""
        known = self.plan.rules.most_lines_changed
        most = self.number if known is None else min(self.number, known)
        rules = self.plan.rules.model_copy(update={"most_lines_changed": most})
        search = Search(seconds, lambda: self.too_few or stop(), self._hear)
        try:
            answer = optimise(self.plan.model_copy(update={"rules": rules}), search=search)
        except ImpossibleLimits:
            return _Found(None, True)
        except NotYetPossible:  # no split in time
            return _Found(None, self.too_few)
        if answer.proposed.objective >= self.wanted:
            return _Found(answer.proposed, False)
        return _Found(None, answer.upper < self.wanted)

    def _hear(self, progress: Progress) -> None:
        self.too_few = self.too_few or progress.upper < self.wanted


def _moves(allocation: Allocation, few: FewMoves, split: Outcome) -> tuple[Move, ...]:
    """The moves of a split, in the order of those of the best split."""
    order = {move.line_id: place for place, move in enumerate(few.all_moves)}
    now = allocation.now.spend
    moves = [Move(line, now.get(line, 0), after) for line, after in split.spend.items()]
    moved = [move for move in moves if move.change]
    return tuple(sorted(moved, key=lambda move: order.get(move.line_id, len(order))))
