"""What mending a rate is worth: the plan answered again with that rate moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.network import Network, with_rate
from models.program.optimise import optimise
from models.program.solution import Settings, Solution

CLOSE = Settings(gap=2e-6, rounds=10)
"""Differences of two answers need both to be sharper than one answer by itself."""


@dataclass(frozen=True)
class RateWorth:
    """What some links' rates moved by `points` bring: objective units, and the money that brings as much.

    `money` is in major units at the price of the total budget; None where more money brings nothing.
    """

    units: float
    money: float | None


def sharpened(network: Network, solution: Solution) -> Solution:
    """The same answer, searched until it can be compared with its neighbours."""
    return solution if solution.gap <= CLOSE.gap else optimise(network, CLOSE, near=solution)


def worth_of_rate(
    network: Network, solution: Solution, edges: Sequence[int], points: float = 0.01
) -> RateWorth:
    """Raise the rates of `edges` (a link in each segment) by `points` and answer the network again.

    Shares of the stuck people stay frozen and rates out of a step stay within 1 in sum. The worth may
    be negative: people led to a poorer branch. `solution` should come from `sharpened`.
    """
    mended = network
    for edge in edges:
        mended = with_rate(mended, edge, float(network.edge_rate[edge]) + points * float(network.parts[edge]))
    units = optimise(mended, CLOSE, near=solution).lower - solution.lower
    price = solution.prices.get("total_budget", 0.0)
    return RateWorth(units, units / price if price > 0 else None)
