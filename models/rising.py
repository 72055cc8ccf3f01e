"""Where a function that never falls reaches a value."""

from __future__ import annotations

from collections.abc import Callable

HALVINGS = 60
"""A bracket is halved at most so often: then it is as narrow as numbers are."""


def where_reaches(rising: Callable[[float], float], bracket: tuple[float, float], wanted: float) -> float:
    """Where a function that never falls reaches `wanted`, within the bracket; else its nearer end.

    False position with the Illinois rule, and every third time the middle: the bracket always shrinks.
    """
    low, high = bracket
    below, above = rising(low) - wanted, rising(high) - wanted
    if below >= 0 or above <= 0:
        return low if below >= 0 else high
    enough, last = 1e-12 * max(abs(wanted), 1e-9), 0
    for turn in range(3 * HALVINGS):
        middle = (low + high) / 2 if turn % 3 == 2 else high - above * (high - low) / (above - below)
        gap = rising(middle) - wanted
        if abs(gap) <= enough or not low < middle < high:
            return middle
        side = -1 if gap < 0 else 1
        if side < 0:
            low, below, above = middle, gap, above / 2 if side == last else above
        else:
            high, above, below = middle, gap, below / 2 if side == last else below
        last = side
    return (low + high) / 2
