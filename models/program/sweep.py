"""What more budget buys: one network answered at many totals, each answer helped by the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import highspy
import numpy as np

from models.errors import ImpossibleLimits
from models.network import Network
from models.program.conflict import INFINITY, LimitSystem
from models.program.mixed import has_choices
from models.program.optimise import optimise, refuse, searched
from models.program.outcome_search import best_with_targets
from models.program.rule_matrix import rule_matrix
from models.program.solution import Settings, Solution
from models.program.solver import Program

TOTAL = "total_budget"

POINT_SECONDS = 1.0
"""Time for each total of a sweep where lines are used or not or returns first rise; a gap that is left is told."""


class SpendRange(NamedTuple):
    """Least and most that the lines together can take, as charged, in major units.

    `least_keys` and `most_keys` name the limits that end the range; `most` may be infinite.
    """

    least: float
    most: float
    least_keys: tuple[str, ...]
    most_keys: tuple[str, ...]


def with_total_limit(network: Network, limit: float) -> Network:
    """The network with another limit of its total budget."""
    rules = (replace(rule, limit=limit) if rule.key == TOTAL else rule for rule in network.rules)
    return network.changed(rules=tuple(rules))


def spend_range(network: Network) -> SpendRange:
    """What the other limits allow in sum. Raises ImpossibleLimits when they allow nothing at all."""
    total = next(rule for rule in network.rules if rule.key == TOTAL)
    others = network.changed(rules=tuple(rule for rule in network.rules if rule.key != TOTAL))
    weight = np.zeros(network.lines)
    weight[total.lines] = total.coefficients
    least, least_keys = _end(others, weight)
    most, most_keys = _end(others, -weight)
    return SpendRange(least, -most, least_keys, most_keys)


def _end(network: Network, weight: np.ndarray) -> tuple[float, tuple[str, ...]]:
    """The least of `weight @ spend` within the limits of the network, and the keys that stop it there."""
    from models.program.conflict import feasible_spend

    matrix = rule_matrix(network)
    if np.any(network.lower > network.upper):
        feasible_spend(network, matrix, network.current)
    system = LimitSystem(network, matrix, elastic=False)
    highs: Any = system.highs
    places = np.arange(network.lines, dtype=np.int32)
    highs.changeColsCost(network.lines, places, weight)
    highs.run()
    status = highs.getModelStatus()
    if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return -INFINITY, ()
    if status != highspy.HighsModelStatus.kOptimal:
        feasible_spend(network, matrix, network.current)  # names the limits
        raise ImpossibleLimits("", limits=())
    return float(highs.getObjectiveValue()) * system.unit, tuple(key for key in system.blamed() if key)


class SweepPoint(NamedTuple):
    """One total (as charged, major units) and its answer, or the limits that forbid it."""

    total: float
    solution: Solution | None
    forbidden_by: tuple[str, ...] = ()


def sweep(
    network: Network,
    totals: Sequence[float],
    settings: Settings,
    near: Solution | None = None,
    heard: Callable[[int], None] = lambda done: None,
) -> list[SweepPoint]:
    """Answers at rising totals, each with its own proof; the solver's model is changed, not written anew.

    A total that the limits forbid is told with their keys, not answered with zeros. Stops between
    totals when `settings.should_stop` says so; the totals not reached are left out. `heard` is told how many
    are done.
    """
    refuse(network)
    points: list[SweepPoint] = []
    program: Program | None = None
    chosen = has_choices(network)
    brief = replace(settings, seconds=min(settings.seconds, POINT_SECONDS))
    with np.errstate(all="ignore"):
        for total in totals:
            heard(len(points))
            if points and settings.should_stop():
                break
            at = with_total_limit(network, float(total))
            if program is not None:
                program.forget_tangents()
            try:
                if chosen:
                    answer = optimise(at, brief, near)
                elif network.outcome_rules:
                    answer = _with_targets(at, settings, near, points)
                else:
                    answer, program = searched(at, settings, near, program)
            except ImpossibleLimits as error:
                points.append(SweepPoint(float(total), None, error.limits))
                continue
            near = answer
            points.append(SweepPoint(float(total), answer))
    return points


def _with_targets(
    network: Network, settings: Settings, near: Solution | None, before: Sequence[SweepPoint]
) -> Solution:
    """The answer where targets have to be reached. Raises ImpossibleLimits.

    Where the total before forbids them, this one does for the same reason: limits are named once.
    """
    if not before or before[-1].solution is not None:
        return optimise(network, settings, near)
    found = best_with_targets(network, settings, near)
    if found is None:
        raise ImpossibleLimits("", limits=before[-1].forbidden_by)
    return found


def answer_at(network: Network, total: float, settings: Settings, near: Solution | None) -> Solution:
    """The answer at one more total. Raises ImpossibleLimits."""
    return optimise(with_total_limit(network, total), settings, near)
