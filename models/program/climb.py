"""From a spend uphill to the best one near it, by the slopes of the simulation itself.

Where the simulation is not concave (returns that first rise, segments that share a capacity in proportion
to who comes) no program promises less than it keeps; but its slopes are exact, and small linear programs
over the rules follow them within steps that shrink.
"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from models.funnel import flow, gradient, objective_of
from models.network import Network
from models.program.conflict import LimitSystem
from models.program.repair import repaired
from models.program.rule_matrix import RuleMatrix
from models.response_curve import Numbers

FIRST_STEP, LAST_STEP = 0.25, 1e-5
"""How far each line moves at most, in shares of its money: at first, and when the climb ends."""

MOST_STEPS = 60
PARTS = np.array([1.0, 0.5, 0.25, 0.1, 0.03])
"""Parts of a step that are tried: slopes fall on the way."""


def climbed(network: Network, matrix: RuleMatrix, spend: Numbers) -> Numbers:
    """(lines,) a spend that keeps every rule and brings at least what `spend` does, which keeps them too."""
    system = LimitSystem(network, matrix, elastic=False)
    highs: Any = system.highs
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    places = np.arange(network.lines, dtype=np.int32)
    value, step = float(objective_of(network, flow(network, spend), spend)), FIRST_STEP
    scale = np.maximum(spend, 0.02 * np.maximum(network.upper, network.current))
    for _ in range(MOST_STEPS):
        if step < LAST_STEP:
            break
        slope = np.nan_to_num(gradient(network, np.maximum(spend, 1e-6 * scale))[1], posinf=1e9, neginf=-1e9)
        reach = step * np.maximum(spend, 0.1 * scale)
        low, high = np.maximum(network.lower, spend - reach), np.minimum(network.upper, spend + reach)
        highs.changeColsBounds(network.lines, places, low / system.unit, high / system.unit)
        highs.changeColsCost(network.lines, places, slope / max(float(np.abs(slope).max()), 1e-300))
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        found = _best_on_the_way(
            network, matrix, spend, np.array(highs.getSolution().col_value)[: network.lines] * system.unit
        )
        if found is None or found[1] <= value:
            step *= 0.3
            continue
        gained, part = found[1] - value, found[2]
        spend, value = found[0], found[1]
        step = step * 1.5 if part == 1.0 and gained > 0 else step * max(1.5 * part, 0.3)
    return spend


def without_capacity(network: Network) -> Network:
    """The network as if everybody could be served: results then never fall when more people come."""
    return network.changed(capacity=np.full(len(network.capacity), np.inf), capacity_group=None, wiring=None)


def _best_on_the_way(
    network: Network, matrix: RuleMatrix, spend: Numbers, wanted: Numbers
) -> tuple[Numbers, float, float] | None:
    """The best spend on the way to `wanted`, its value and how much of the way it is."""
    end = repaired(network, matrix, wanted)
    if end is None:
        return None
    between = spend + PARTS[:, None] * (end - spend)
    values = objective_of(network, flow(network, between), between)
    best = int(np.argmax(values))
    return between[best], float(values[best]), float(PARTS[best])
