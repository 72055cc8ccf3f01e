"""What the optimiser is asked and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from models.funnel import Simulation
from models.outcome_rules import OutcomeRule
from models.response_curve import Numbers

if TYPE_CHECKING:
    from models.program.mixed_search import MixedSearch


def never() -> bool:
    """Do not stop early."""
    return False


@dataclass(frozen=True)
class Progress:
    """Where a search stands: best value and bound (objective units), and the gap between them."""

    lower: float
    upper: float
    gap: float


def unheard(progress: Progress) -> None:
    """Tell nobody."""


def no_clock() -> float:
    """No time passes but the solver's own."""
    return 0.0


@dataclass(frozen=True)
class Settings:
    """How far to search: stop at `gap` (share of what the money brings) or after `rounds` programs.

    `should_stop` is asked between rounds; a result stopped by it says so in its status. `seconds` are spent at
    most on a plan with either-or choices, whose proof may take any time: by `clock` (seconds that pass), which
    the caller hands in, or the solver's own where it hands in none.
    `on_progress` is told of every better spend and bound of such a search. `by_cases`: where segments share a
    capacity and a gap is left, prove it by cases of the share that is served, within the same seconds.
    """

    gap: float = 1e-4
    rounds: int = 15
    seconds: float = 2.0
    should_stop: Callable[[], bool] = never
    on_progress: Callable[[Progress], None] = unheard
    by_cases: bool = False
    clock: Callable[[], float] = no_clock


@dataclass(frozen=True, eq=False)
class Solution:
    """The best spend found, what it does, and the proof.

    `spend` (lines,) in major units per period keeps every rule. `lower` is the simulated objective of
    `spend`, `upper` the bound by prices, `idle` the objective with no spend, all in objective units;
    `gap = (upper - lower) / (lower - idle)`, with a floor of a billionth of all people in play. `status`: "proved" (gap reached), "gap_left" or "stopped".
    `prices`: by key of a rule, what one more unit of its limit brings. `lower_price` and `upper_price`:
    (lines,) the same for the bounds of lines (0 where not binding; a floor's price is negative or 0).
    `step_worth`: (nodes,) one more person at a step, `pool_worth`: (pools,) one more person in a
    pool, `claim_price`: (pools,) one more claim on it, `capacity_price`: (groups of `Network.limited`) one
    more person served. `binding`: keys of rules and bounds at their
    limit, in order of rules, then lines. `trouble`: why the solver gave up before the gap was closed, for
    the log. `search`: where a search among choices stands, to go on from (`models.program.mixed.continued`).
    `inside`: (lines,) a spend that reaches the targets with room to spare, where there are any; `held_to`: the
    outcome rules that the spend keeps, soft ones with as much as could be reached.
    """

    spend: Numbers
    lower: float
    upper: float
    idle: float
    gap: float
    status: Literal["proved", "gap_left", "stopped"]
    rounds: int
    prices: dict[str, float]
    lower_price: Numbers
    upper_price: Numbers
    step_worth: Numbers
    pool_worth: Numbers
    claim_price: Numbers
    capacity_price: Numbers
    binding: tuple[str, ...]
    simulation: Simulation
    trouble: str = ""
    search: MixedSearch | None = None
    inside: Numbers | None = None
    held_to: tuple[OutcomeRule, ...] = ()

    @property
    def gain(self) -> float:
        """What the money brings: the objective less that with no spend."""
        return self.lower - self.idle


def gap_of(lower: float, upper: float, idle: float, floor: float = 0.0) -> float:
    """`(upper - lower) / what the money brings`, or over `floor` where the money brings less."""
    gap = (upper - lower) / max(lower - idle, floor, 1e-300)
    return float(max(gap, 0.0)) if np.isfinite(gap) else float("inf")
