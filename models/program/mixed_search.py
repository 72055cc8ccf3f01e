"""Where the search with choices stands: the best spend, the best bound, and what has been tried."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from models.funnel import claim_ratio, flow, flow_of_acting, objective_of
from models.network import Network
from models.outcome_rules import keeps_all
from models.program.intervals import Intervals
from models.program.rule_matrix import RuleMatrix
from models.program.solution import Progress, Settings, Solution, gap_of
from models.response_curve import Numbers

SAME = 1e-4
"""Spends whose results differ by less than this share of what the money brings have the same prices."""

TOLERATED = 3e-7
"""Added to the solver's bound, as a share of what the money brings: its own tolerances."""


@dataclass(eq=False)
class MixedSearch:
    """The best spend and the best bound so far.

    `best` is the answer that found the spend, `smooth` one that leaves whole steps of money aside.
    `touched`: money (curves,) at which lines above the curves touch; `ratios`: (pools,) likewise for pools.
    `options`: what each line may spend by the either-or rules. `shares` and `claims`: intervals of the share
    that shared capacities serve, and of the claims on audiences. `begun`: when, by the settings' clock;
    `spent`: seconds that the solver took.
    """

    network: Network
    matrix: RuleMatrix
    settings: Settings
    intervals: Intervals
    options: Intervals
    shares: Intervals
    claims: Intervals
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
    begun: float = 0.0
    spent: float = 0.0
    trouble: str = ""

    def __post_init__(self) -> None:
        self.begun = self.settings.clock()

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
        """Seconds left: by the clock, and never more than the solver has left of them."""
        return self.settings.seconds - max(self.settings.clock() - self.begun, self.spent)

    def keep(self, spend: Numbers, solution: Solution | None = None) -> None:
        """Simulate a spend that keeps every rule, and keep it when it reaches all targets and is the best."""
        if self.network.outcome_rules and not keeps_all(self.network, spend):
            return
        value = float(objective_of(self.network, flow(self.network, spend), spend))
        held = self.best if self.network.outcome_rules else None
        if value > self.lower - SAME * self.gain and solution is not None and held is None:
            held = solution  # its prices serve a spend that is hardly better
        if value > self.lower:
            held = None if value > self.lower + SAME * self.gain else held
            self.lower, self.spend, self.best = value, spend, solution or held
            self.tell()
        elif self.spend is not None and self.network.outcome_rules:
            self.best = self.best or held

    def promised(self, bound: float) -> None:
        """No spend brings more than `bound`, as the solver says."""
        promise = bound + TOLERATED * self.gain
        if promise < self.lower - SAME * self.gain:
            self.trouble = "the solver's bound lies below a simulation"
            return  # its arithmetic failed: what was proved before stands
        if promise < self.upper:
            self.upper = promise
            self.tell()

    def may_stop(self) -> bool:
        """Whether the solver may stop where it is: asked to, or because all is proved."""
        return self.gap <= self.settings.gap or self.settings.should_stop()

    def tell(self) -> None:
        """Say where the search stands."""
        self.settings.on_progress(Progress(self.lower, self.upper, self.gap))

    def again(self, settings: Settings) -> MixedSearch:
        """The search as it stands, to go on with other settings; this one stays as it is."""
        return replace(
            self, settings=settings, spent=0.0, trouble="",
            touched=list(self.touched), ratios=list(self.ratios), tried=set(self.tried),
        )  # fmt: skip

    def touch(self, spend: Numbers) -> tuple[Numbers, Numbers]:
        """Remember what acts at a spend and its ratios of claims to people; returns both."""
        acting = self.network.acting(spend)
        state = flow_of_acting(self.network, acting)
        ratio = claim_ratio(state.claims, state.available)
        self.touched.append(acting)
        self.ratios.append(ratio)
        return acting, ratio
