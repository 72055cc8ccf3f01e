"""A network with today's spend and the best: what holding some of its lines at today's leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from models.allocation import Allocation
from models.choices import Choices
from models.compile import compile_plan
from models.network import Network
from models.network_keys import plain
from models.response_curve import Numbers
from planner.uncertainty import in_major


@dataclass(frozen=True, eq=False)
class MoveField:
    """A network with today's and the best spend, (lines,) major units, and what the best brings."""

    allocation: Allocation
    network: Network
    today: Numbers
    best: Numbers

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Ids of the lines; the network has one for each of their periods."""
        return tuple(dict.fromkeys(plain(key) for key in self.network.line_keys))

    @cached_property
    def line_of(self) -> np.ndarray:
        """(network's lines,) place of each among the lines."""
        place = {key: number for number, key in enumerate(self.keys)}
        return np.array([place[plain(key)] for key in self.network.line_keys], dtype=np.intp)

    def sums(self, spend: Numbers) -> Numbers:
        """(lines,) spend over all periods."""
        return np.bincount(self.line_of, spend, minlength=len(self.keys))

    @cached_property
    def forced(self) -> np.ndarray:
        """(lines,) whether its own limits force a line away from today's spend."""
        return np.asarray(np.abs(self.sums(self.today) - self.sums(self.network.current)) > 1e-9)

    def bounds(self, lines_free: np.ndarray) -> Network:
        """The network with the lines that are not free (..., lines) held at today's spend."""
        free = lines_free[..., self.line_of]
        lower = np.where(free, self.network.lower, self.today)
        upper = np.where(free, self.network.upper, self.today)
        for rule in self.network.rules:
            if rule.sense == "<=" and np.all(rule.coefficients >= 0):
                room = np.maximum(rule.limit - lower[..., rule.lines] @ rule.coefficients, 0.0)
                most = lower[..., rule.lines] + room[..., None] / rule.coefficients
                upper[..., rule.lines] = np.minimum(upper[..., rule.lines], most)
        return self.network.changed(lower=lower, upper=upper, choices=self._choices(free))

    def _choices(self, free: np.ndarray) -> Choices | None:
        """The either-or rules without the lines that are held: nothing is left to choose there."""
        choices = self.network.choices
        if choices is None or free.ndim > 1:
            return choices
        return replace(
            choices,
            minimum=np.where(free, choices.minimum, 0.0),
            stepped=None if choices.stepped is None else choices.stepped & free,
            counted=None if choices.counted is None else choices.counted & free,
        )


def move_field(allocation: Allocation) -> MoveField:
    """The network of an answer with today's and its best spend."""
    network = compile_plan(allocation.plan)
    best = in_major(allocation.plan, network, allocation.proposed)
    network = network.changed(upper=np.minimum(network.upper, np.maximum(best.sum() * 2.0, best)))
    return MoveField(allocation, network, np.clip(network.current, network.lower, network.upper), best)
