"""Where the search with choices stands: the best spend, the best bound, and what has been tried."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from models.funnel import claim_ratio, flow, objective_of
from models.network import Network
from models.program.intervals import Intervals
from models.program.rule_matrix import RuleMatrix
from models.program.solution import Settings, Solution, gap_of
from models.response_curve import Numbers


@dataclass(eq=False)
class MixedSearch:
    """The best spend and the best bound so far.

    `best` is the answer that found the spend, `smooth` one that leaves whole steps of money aside.
    `touched`: spends (lines,) at which lines above the curves touch; `ratios`: (pools,) likewise for pools.
    """

    network: Network
    matrix: RuleMatrix
    settings: Settings
    intervals: Intervals
    idle: float
    floor: float
    upper: float = np.inf
    lower: float = -np.inf
    spend: Numbers | None = None
    best: Solution | None = None
    smooth: Solution | None = None
    touched: list[Numbers] = field(default_factory=list)
    ratios: list[Numbers] = field(default_factory=list)
    tried: set[bytes] = field(default_factory=set)
    seconds: float = 0.0

    @property
    def gain(self) -> float:
        """What the money brings, as far as is known."""
        return max((self.lower if np.isfinite(self.lower) else self.upper) - self.idle, self.floor, 1e-300)

    @property
    def gap(self) -> float:
        """The gap between them; see `gap_of`."""
        return gap_of(self.lower, self.upper, self.idle, self.floor)

    @property
    def time_left(self) -> float:
        """Solver seconds left."""
        return self.settings.seconds - self.seconds

    def keep(self, spend: Numbers, solution: Solution | None = None) -> None:
        """Simulate a spend that keeps every rule, and keep it when it is the best."""
        value = float(objective_of(self.network, flow(self.network, spend), spend))
        if value > self.lower:
            self.lower, self.spend, self.best = value, spend, solution

    def touch(self, spend: Numbers) -> tuple[Numbers, Numbers]:
        """Remember a spend and its ratios of claims to people; returns both."""
        state = flow(self.network, spend)
        ratio = claim_ratio(state.claims, state.available)
        self.touched.append(spend)
        self.ratios.append(ratio)
        return spend, ratio
