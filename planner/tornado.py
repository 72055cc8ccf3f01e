"""Which guess matters most: each number that nobody measured at its low and high end, answered again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from models.allocation import Allocation
from models.assumptions import Assumption, assumptions, network_at, stacked
from models.charging import charge_factors
from models.compile import compile_plan
from models.draws import replies
from models.errors import ImpossibleLimits
from models.funnel import flow, objective_of
from models.money import to_minor
from models.network import Network
from models.network_keys import plain
from models.plan import Plan
from models.program.optimise import optimise
from models.program.solution import Settings, Solution, never
from models.response_curve import Numbers
from planner.uncertainty import in_major, other_prices

MOST = 8
"""So many guesses are shown."""

TRIED = 14
"""So many are answered again exactly; the others are known to matter less from a rougher look."""

BY_RESULT = 5
"""So many of them because they change the result most, whether money moves or not."""

SECONDS = 0.5
"""The solver's time for one answer where a proof may take any time."""


@dataclass(frozen=True)
class End:
    """A guess at one of its ends. Money in minor units as charged, results in objective units.

    `kept`: what the proposed split would bring, `best` what the best split then would, `moved` the money
    that stands on other lines in it; `rises` and `falls`: lines that gain and lose most, empty for none.
    `possible`: whether any split keeps the limits then; without one the other numbers say nothing.
    """

    value: float
    kept: float
    best: float
    moved: int
    rises: str = ""
    falls: str = ""
    possible: bool = True

    @property
    def regret(self) -> float:
        """What keeping the proposed split would cost, objective units."""
        return max(self.best - self.kept, 0.0)


@dataclass(frozen=True)
class Weighed:
    """A guess, answered at both ends; `base`: what the proposed split brings as stated."""

    guess: Assumption
    low: End
    high: End
    base: float

    @property
    def moved(self) -> int:
        """Money that moves at the end where more does, minor units."""
        return self.worst.moved

    @property
    def worst(self) -> End:
        """The end where more money moves; of two alike, the one where keeping the split costs more."""
        return max((self.low, self.high), key=lambda end: (end.moved, end.regret))

    @property
    def swing(self) -> float:
        """The greatest change of the result with the split kept, objective units."""
        return max(abs(self.low.kept - self.base), abs(self.high.kept - self.base))


@dataclass(frozen=True)
class Tornado:
    """The weightiest guesses, those that move most money first; `considered`: how many there are."""

    entries: tuple[Weighed, ...]
    considered: int
    complete: bool = True

    @property
    def by_money(self) -> tuple[Weighed, ...]:
        """Those that move most money."""
        return self.entries[:MOST]

    @property
    def by_result(self) -> tuple[Weighed, ...]:
        """Those that change the result most while the split is kept, the most first."""
        return tuple(sorted(self.entries, key=lambda one: (-one.swing, one.guess.key)))[:MOST]


def tornado(
    allocation: Allocation,
    *,
    on_progress: Callable[[float], None] = lambda share: None,
    should_stop: Callable[[], bool] = never,
) -> Tornado:
    """Weigh the plan's guesses: the result, the money that moves and what keeping the split costs.

    The split that is kept is the best one for what is expected, before rounding. `on_progress` is told the
    share that is done; a stopped look is not complete. Raises ImpossibleLimits, NotYetPossible.
    """
    desk = _Desk(allocation)
    every = assumptions(desk.plan)
    chosen = _chosen(desk, every)
    entries: list[Weighed] = []
    for number, guess in enumerate(chosen):
        if should_stop():
            return Tornado(_ordered(entries), len(every), complete=False)
        low, high = (desk.end(guess, value) for value in (guess.low, guess.high))
        entries.append(Weighed(guess, low, high, desk.base))
        on_progress((number + 1) / len(chosen))
    return Tornado(_ordered(entries), len(every))


def _ordered(entries: list[Weighed]) -> tuple[Weighed, ...]:
    return tuple(sorted(entries, key=lambda one: (-one.moved, -one.swing, one.guess.key)))


class _Desk:
    """The plan as it was answered, and the way to an answer with one number changed."""

    def __init__(self, allocation: Allocation) -> None:
        self.plan: Plan = allocation.plan
        self.allocation = allocation
        self.network = compile_plan(self.plan)
        known = allocation.solution
        fits = known is not None and len(known.spend) == self.network.lines and allocation.caution is None
        self.near: Solution = known if fits and known is not None else optimise(self.network)
        self.spend = self.near.spend
        self.base = self.near.lower
        factors = charge_factors(self.plan)
        self.lines = [plain(key) for key in self.network.line_keys]
        self.charge = np.array([factors[line] for line in self.lines])

    def end(self, guess: Assumption, value: float) -> End:
        """The answer with the guess at this value."""
        network = network_at(self.plan, self.network, guess, value)
        kept = self.brings(network, self.spend)
        try:
            found = optimise(network, Settings(gap=1e-5, seconds=SECONDS, clock=perf_counter), self.near)
        except ImpossibleLimits:
            return End(value, kept, kept, 0, possible=False)
        if found.lower <= kept:
            return End(value, kept, kept, 0)
        return replace(self.change(found.spend), value=value, kept=kept, best=found.lower)

    def brings(self, network: Network, spend: Numbers) -> float:
        """Objective of a spend."""
        return float(objective_of(network, flow(network, spend), spend))

    def change(self, spend: Numbers) -> End:
        """The money that stands elsewhere than in the proposed split."""
        by_line: dict[str, float] = {}
        for line, money in zip(self.lines, (self.charge * (spend - self.spend)).tolist(), strict=True):
            by_line[line] = by_line.get(line, 0.0) + money
        changes = np.array(list(by_line.values()))
        moved = max(changes[changes > 0].sum(), -changes[changes < 0].sum()) if len(changes) else 0.0
        up, down = max(by_line, key=lambda k: by_line[k]), min(by_line, key=lambda k: by_line[k])
        return End(
            0.0, 0.0, 0.0, to_minor(float(moved), self.plan.currency),
            up if by_line[up] > 0 else "", down if by_line[down] < 0 else "",
        )  # fmt: skip


def _chosen(desk: _Desk, every: list[Assumption]) -> list[Assumption]:
    """Those worth an exact answer: all ends at once, each with a rough reply of the lines."""
    if len(every) <= TRIED:
        return every
    ends = [network_at(desk.plan, desk.network, one, value) for one in every for value in (one.low, one.high)]
    drawn = stacked(desk.network, ends)
    start = np.repeat(desk.spend[None], len(ends), axis=0)
    total = float(desk.charge @ desk.spend)
    best = in_major(desk.plan, desk.network, desk.allocation.proposed)
    with np.errstate(all="ignore"):
        wanted = replies(
            drawn,
            start,
            other_prices(desk.allocation, desk.network),
            desk.charge,
            float(desk.charge @ best) or total,
        )
        kept = objective_of(drawn, flow(drawn, start), start)
    moved = np.abs((wanted - desk.spend) * desk.charge).sum(axis=-1).reshape(-1, 2).max(axis=1)
    swing = np.abs(kept - desk.base).reshape(-1, 2).max(axis=1)
    by_money = np.argsort(-moved, kind="stable")[: TRIED - BY_RESULT].tolist()
    by_result = [place for place in np.argsort(-swing, kind="stable").tolist() if place not in by_money]
    return [every[place] for place in (*by_money, *by_result[:BY_RESULT])]
