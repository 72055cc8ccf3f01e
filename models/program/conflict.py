"""Limits that cannot hold together, each named; and a spend within limits that can."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from models.errors import ImpossibleLimits
from models.network import Network
from models.program.intervals import choices_of
from models.program.limit_choices import keys_of, possible, smallest_conflict
from models.program.rule_matrix import RuleMatrix
from models.quantity import N_
from models.response_curve import Numbers

TOLERANCE = 1e-7
"""Limits hold together when what is missing, in shares of the mean line, stays below this."""

INFINITY = highspy.kHighsInf


def feasible_spend(network: Network, matrix: RuleMatrix, near: Numbers) -> Numbers:
    """(lines,) a spend within all limits, as near `near` as can be in sum of changes.

    Raises ImpossibleLimits with the keys of limits that are impossible together while every part of
    them is possible.
    """
    refuse_impossible(network, matrix)
    lines, unit = network.lines, _unit(network)
    system = LimitSystem(network, matrix, elastic=False)
    places = np.arange(lines, dtype=np.int32)
    inside = np.clip(near, network.lower, network.upper) / unit
    free = np.full(2 * lines, INFINITY)
    empty = np.zeros(0, dtype=np.int32)
    system.highs.addCols(
        2 * lines, np.ones(2 * lines), np.zeros(2 * lines), free, 0, empty, empty, np.zeros(0)
    )
    columns = np.stack([places, lines + places, 2 * lines + places], axis=1).ravel()
    system.highs.addRows(
        lines, inside, inside, 3 * lines, places * 3, columns, np.tile([1.0, -1.0, 1.0], lines)
    )
    system.highs.run()
    spend = np.array(system.highs.getSolution().col_value)[:lines] * unit
    return np.asarray(np.clip(spend, network.lower, network.upper))


MOST_CONFLICTS = 5


def refuse_impossible(network: Network, matrix: RuleMatrix) -> None:
    """Raise ImpossibleLimits with the keys of limits that no spend keeps together, and further conflicts."""
    found = limit_conflicts(network, matrix)
    if found:
        raise ImpossibleLimits(
            N_("These limits cannot hold together: {keys}."),
            limits=found[0], further=found[1:], remedy=N_("Lower or raise one of them."), keys=", ".join(found[0]),
        )  # fmt: skip


def hold_together(network: Network, matrix: RuleMatrix) -> bool:
    """Whether some spend keeps all limits and reaches all targets that may not be missed."""
    from models.program.outcome_conflict import reachable

    return not limit_conflicts(network, matrix) and reachable(network)


def conflicts(network: Network, matrix: RuleMatrix) -> tuple[tuple[str, ...], ...]:
    """Sets of keys, each impossible by itself while every part of it is possible; no key is in two of them.

    Either-or rules count as well; targets are asked about where the limits alone can be kept, and a limit may
    hold back several of them. Empty when some spend keeps everything.
    """
    from models.program.outcome_conflict import conflicts_of_hard_targets

    return limit_conflicts(network, matrix) or conflicts_of_hard_targets(network)


def limit_conflicts(network: Network, matrix: RuleMatrix) -> tuple[tuple[str, ...], ...]:
    """The conflicts of limits alone, targets left aside."""
    chosen = choices_of(network).any
    if not chosen:
        first = conflict(network, matrix)
        if not first:
            return ()
    every = list(keys_of(network))
    if chosen and possible(network, every):
        return ()
    found: list[tuple[str, ...]] = [] if chosen else [first]
    left = [key for key in every if not found or key not in found[0]]
    while len(found) < MOST_CONFLICTS and left and not possible(network, left):
        found.append(smallest_conflict(lambda keys: possible(network, keys), left))
        left = [key for key in left if key not in found[-1]]
    return tuple(found)


def conflict(network: Network, matrix: RuleMatrix) -> tuple[str, ...]:
    """Keys of an irreducible set of limits that no spend can keep; empty when one can.

    The prices of the elastic program point at an impossible set; a deletion filter then drops every
    limit that is not needed. Bounds that share a key (the 30 % rule) are dropped together.
    """
    for line in np.flatnonzero(network.lower > network.upper):
        return tuple(key for key in (network.lower_key[line], network.upper_key[line]) if key)
    system = LimitSystem(network, matrix, elastic=True)
    if system.missing(None) <= TOLERANCE:
        return ()
    kept = system.blamed()
    for key in list(kept):
        rest = [other for other in kept if other != key]
        if system.missing(set(rest)) > TOLERANCE:
            kept = rest
    return tuple(key for key in kept if key)


def _unit(network: Network) -> float:
    finite = np.concatenate(
        [network.upper[np.isfinite(network.upper)], np.abs([rule.limit for rule in network.rules])]
    )
    return max(float(finite.max(initial=0.0)) / max(network.lines, 1), 1e-9)


def quiet_highs() -> Any:
    """A HiGHS of one thread and fixed seed that prints nothing."""
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, Any] = {"output_flag": False, "threads": 1, "random_seed": 0, "presolve": "off"}
    for name, option in options.items():
        highs.setOptionValue(name, option)
    return highs


class LimitSystem:
    """Rules and bounds alone, without curves, in the solver; elastic: rules may be missed at a cost."""

    def __init__(self, network: Network, matrix: RuleMatrix, *, elastic: bool) -> None:
        self.network, self.matrix, self.unit = network, matrix, _unit(network)
        self.highs: Any = quiet_highs()
        lines, rules = network.lines, len(matrix.limit)
        empty = np.zeros(0, dtype=np.int32)
        lower, upper = network.lower / self.unit, network.upper / self.unit
        self.highs.addCols(lines, np.zeros(lines), lower, upper, 0, empty, empty, np.zeros(0))
        order = np.argsort(matrix.rule, kind="stable")
        counts = np.bincount(matrix.rule, minlength=rules)
        self.least = np.where(matrix.least, matrix.limit / self.unit, -INFINITY)
        self.most = np.where(matrix.most, matrix.limit / self.unit, INFINITY)
        self.highs.addRows(
            rules, self.least, self.most, len(order), (np.cumsum(counts) - counts).astype(np.int32),
            matrix.line[order].astype(np.int32), matrix.coefficient[order],
        )  # fmt: skip
        if elastic:
            places = np.arange(rules, dtype=np.int32)
            free = np.full(rules, INFINITY)
            for sign in (1.0, -1.0):
                signs = np.full(rules, sign)
                self.highs.addCols(rules, np.ones(rules), np.zeros(rules), free, rules, places, places, signs)

    def missing(self, keys: set[str] | None) -> float:
        """What is missing to keep the limits with these keys (None: all), in mean lines' money.

        That nobody spends less than nothing always holds.
        """
        network, lines, rules = self.network, self.network.lines, len(self.matrix.limit)
        if keys is not None:
            held = np.array([rule.key in keys for rule in network.rules], dtype=bool)
            low = np.array([key in keys for key in network.lower_key], dtype=bool)
            high = np.array([key in keys for key in network.upper_key], dtype=bool)
            lower = np.where(low, network.lower, np.minimum(network.lower, 0.0)) / self.unit
            upper = np.where(high, network.upper / self.unit, INFINITY)
            self.highs.changeColsBounds(lines, np.arange(lines, dtype=np.int32), lower, upper)
            for row in range(rules):
                bounds = (self.least[row], self.most[row]) if held[row] else (-INFINITY, INFINITY)
                self.highs.changeRowBounds(row, *bounds)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return np.inf
        return float(self.highs.getObjectiveValue())

    def blamed(self) -> list[str]:
        """Keys of the limits that carry a price in the elastic program last solved."""
        network, solution = self.network, self.highs.getSolution()
        rows = np.abs(np.array(solution.row_dual)) > 1e-9
        cost = np.array(solution.col_dual)[: network.lines]
        keys = [rule.key for rule, priced in zip(network.rules, rows, strict=True) if priced]
        keys += [network.lower_key[line] for line in np.flatnonzero(cost > 1e-9)]
        keys += [network.upper_key[line] for line in np.flatnonzero(cost < -1e-9)]
        return list(dict.fromkeys(keys))
