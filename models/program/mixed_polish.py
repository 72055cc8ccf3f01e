"""From a choice of intervals to the best spend within it: there all is concave, and the fast search serves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.errors import ImpossibleLimits, NotYetPossible
from models.network import Network
from models.program.envelope import turning_point
from models.program.intervals import Envelopes, Intervals, choices_of
from models.program.solution import Settings, Solution
from models.response_curve import Numbers, Rows

SHARP = 1e-5
"""The best spend of a choice is sought until this share of what the money brings is left."""


def boxes(
    network: Network, laid: Envelopes, spend: Numbers, chosen: Rows
) -> Iterator[tuple[Numbers, Numbers]]:
    """Bounds (lines,) around a choice within which every curve is concave.

    A line left on the straight part of its envelope has no such interval around it: it stays where it
    is, or all of these go to nothing, or all of them beyond their turning point.
    """
    part = laid.intervals
    low, high = part.low[chosen].copy(), part.high[chosen].copy()
    turn = turning_point(network.curves)
    bent = turn > low
    touch = laid.touch[chosen]
    between = bent & ((spend < touch - 1e-9 * np.maximum(high, 1e-300)) | np.isinf(turn))
    beyond = bent & ~between
    low[beyond] = np.clip(turn[beyond], low[beyond], high[beyond])
    held = np.clip(spend, low, high)
    yield np.where(between, held, low), np.where(between, held, high)
    loose = between & np.isfinite(turn)
    if loose.any():
        yield (
            np.where(between, np.where(loose, low, held), low),
            np.where(between, np.where(loose, low, held), high),
        )
        start = np.where(loose, np.clip(turn, low, high), held)
        yield np.where(between, start, low), np.where(between, np.where(loose, high, held), high)


def option_at(options: Intervals, spend: Numbers) -> Rows:
    """(lines,) the place of the option of each line that its spend lies in, or nearest to; of two the one
    that leaves the line as it is."""
    far = np.maximum(np.maximum(options.low - spend[options.line], spend[options.line] - options.high), 0.0)
    far = np.where(far <= 1e-9 * np.maximum(options.high, 1.0), 0.0, far)
    order = np.lexsort((options.changed, far, options.line))
    return np.asarray(order[options.first[:-1]])


def boxed(network: Network, box: tuple[Numbers, Numbers]) -> Network:
    """The network held within a box; a bound keeps its name where it is still the rule's own."""
    low, high = box
    choices = choices_of(network)

    def name(line: int) -> str:
        if low[line] == network.lower[line]:
            return network.lower_key[line]
        return choices.minimum_key[line] if low[line] == choices.minimum[line] else ""

    return network.changed(
        lower=low, upper=high, choices=None,
        lower_key=tuple(name(line) for line in range(network.lines)),
        upper_key=tuple(key if high[n] == network.upper[n] else "" for n, key in enumerate(network.upper_key)),
    )  # fmt: skip


def polished(
    network: Network, box: tuple[Numbers, Numbers], near: Solution | None, start: Numbers | None = None
) -> Solution | None:
    """The best spend within a box; None where no spend there keeps the rules. With a `start`, where returns
    first rise in the box: the best spend near it."""
    from models.program.optimise import searched
    from models.program.outcome_search import best_with_targets
    from models.program.solver import SolverFailed

    if network.outcome_rules:
        return best_with_targets(boxed(network, box), Settings(gap=SHARP, rounds=12))
    try:
        rounds = 8 if start is None else 20
        return searched(boxed(network, box), Settings(gap=SHARP, rounds=rounds), near, start=start)[0]
    except (ImpossibleLimits, NotYetPossible, SolverFailed):
        return None
