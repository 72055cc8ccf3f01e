"""Either-or choices taken as a split has made them, so that only amounts are left to weigh."""

from __future__ import annotations

import numpy as np

from models.network import Network
from models.program.envelope import turning_point
from models.program.intervals import choices_of
from models.response_curve import Numbers

NOTHING = 1e-9
"""Share of the mean spend below which a line counts as not used, or as not moved."""


def as_chosen(network: Network, spend: Numbers) -> Network:
    """The network without choices, its lines bound to those that `spend` (lines,) has made.

    Lines used stay used and those unused unused, lines not moved (where only some may be) stay, lines beyond
    the turn of an S-shaped curve stay beyond it and those before it where they are. Whole steps of money
    are left to rounding.
    """
    choices, tiny = choices_of(network), NOTHING * max(float(np.abs(spend).mean()), 1.0)
    lower, upper = network.lower.copy(), network.upper.copy()
    either = choices.minimum > 0
    used = spend > tiny
    lower = np.where(either & used, np.maximum(lower, np.minimum(choices.minimum, spend)), lower)
    held = either & ~used
    if choices.most_changed is not None and choices.counted is not None:
        moved = choices.counted & (np.abs(spend - network.current) > tiny)
        groups = choices.groups
        held |= choices.counted & ~np.isin(groups, groups[moved])
    beyond, stuck = _at_the_turn(network.changed(lower=lower), spend)
    held, lower = held | stuck, np.maximum(lower, beyond)
    return network.changed(
        lower=np.where(held, spend, lower),
        upper=np.where(held, spend, np.maximum(upper, lower)),
        choices=None,
    )


def _at_the_turn(network: Network, spend: Numbers) -> tuple[Numbers, np.ndarray]:
    """(lines,) least spend that stays beyond the turn of a curve which first rises, and the lines that
    stand before it or act on several curves, which stay where they are."""
    rising = ~network.curves.concave_between(network.row_lower, network.row_upper)
    if network.carry is not None:
        lines = network.carry.line[np.isin(network.carry.row, np.flatnonzero(rising))]
        return np.zeros(network.lines), np.isin(np.arange(network.lines), lines)
    turn = turning_point(network.curves)
    beyond = rising & (spend >= turn)
    return np.where(beyond, turn, 0.0), rising & ~beyond
