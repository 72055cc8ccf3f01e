"""Limits and either-or rules together, without curves: can any spend keep them, and which cannot?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import highspy
import numpy as np

from models.choices import CHANGED_KEY, STEP_KEY, Choices
from models.network import Network
from models.program.intervals import choices_of
from models.response_curve import Numbers

INFINITY = highspy.kHighsInf
TIGHT = 1e-9


def keys_of(network: Network) -> tuple[str, ...]:
    """Every key of a limit or an either-or rule, once, the total last: it is blamed only where it must be."""
    choices = choices_of(network)
    keys = [rule.key for rule in network.rules if rule.key != "total_budget"]
    keys += [*network.lower_key, *network.upper_key]
    keys += [key for key, least in zip(choices.minimum_key, choices.minimum, strict=True) if least > 0]
    keys += [STEP_KEY] if choices.step > 0 else []
    keys += [CHANGED_KEY] if choices.most_changed is not None else []
    keys += [rule.key for rule in network.rules if rule.key == "total_budget"]
    return tuple(key for key in dict.fromkeys(keys) if key)


def possible(network: Network, keys: Sequence[str]) -> bool:
    """Whether some spend keeps the limits with these keys. That nobody spends less than nothing always holds."""
    held = set(keys)
    system = _System(network, held)
    system.highs.run()
    status = system.highs.getModelStatus()
    return bool(status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnbounded))


def nearest_kept(network: Network, near: Numbers, seconds: float) -> Numbers | None:
    """(lines,) a spend that keeps every limit and either-or rule, as near `near` as is found within `seconds`,
    but for the solver's tolerances; bounds must be finite."""
    system = _System(network, set(keys_of(network)))
    highs, lines = system.highs, network.lines
    away = system._columns(np.full(lines, INFINITY), whole=False)
    for line, (column, wanted) in enumerate(zip(away.tolist(), (near / system.unit).tolist(), strict=True)):
        system._row([line, column], [1.0, -1.0], -INFINITY, wanted)
        system._row([line, column], [1.0, 1.0], wanted, INFINITY)
        highs.changeColCost(column, 1.0)
    highs.setOptionValue("time_limit", seconds)
    highs.setOptionValue("mip_rel_gap", 0.05)
    highs.run()
    if highs.getInfo().primal_solution_status != 2:  # kSolutionStatusFeasible
        return None
    found = np.array(highs.getSolution().col_value)[:lines]
    return np.asarray(np.maximum(found, 0.0) * system.unit)


def smallest_slack(
    network: Network, elastic: Sequence[str], among: Sequence[str] = ()
) -> dict[str, float] | None:
    """By how much the limits `elastic` must move, in sum as little as can be, for some spend to keep all.

    Key -> major units, above 0: the limit rises (`most_lines_changed`: lines). None where moving these
    does not help. `among`: the limits that are to hold; all of them unless some are named.
    """
    system = _System(network, set(among) or set(keys_of(network)), elastic)
    system.highs.run()
    if system.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = system.highs.getSolution().col_value
    moved = {key: sum(sign * values[place] for place, sign in parts) for key, parts in system.slack.items()}
    units = {key: 1.0 if key == CHANGED_KEY else system.unit for key in moved}
    return {key: amount * units[key] for key, amount in moved.items() if abs(amount) > 1e-9}


def smallest_conflict(holds: Callable[[Sequence[str]], bool], keys: Sequence[str]) -> tuple[str, ...]:
    """Keys that are impossible together while every part of them is possible; `keys` are impossible.

    Halving (Junker's QuickXplain): a few dozen questions where one by one would take a hundred.
    """
    order = {key: place for place, key in enumerate(keys)}
    return tuple(sorted(_explain(holds, [], False, list(keys)), key=order.__getitem__))


def _explain(
    holds: Callable[[Sequence[str]], bool], base: list[str], grew: bool, keys: list[str]
) -> list[str]:
    if grew and not holds(base):
        return []
    if len(keys) == 1:
        return keys
    half = len(keys) // 2
    front, back = keys[:half], keys[half:]
    from_back = _explain(holds, base + front, bool(front), back)
    from_front = _explain(holds, base + from_back, bool(from_back), front)
    return from_front + from_back


class _System:
    """The limits with some keys in the solver: spend, then used, changed, steps, rest and takes by line."""

    def __init__(self, network: Network, held: set[str], elastic: Sequence[str] = ()) -> None:
        self.network, self.held = network, held
        self.elastic, self.slack = tuple(elastic), dict[str, list[tuple[int, float]]]()
        self.choices: Choices = choices_of(network)
        self.unit = _unit(network, self.choices)
        self.most = _most(network, self.choices) / self.unit
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, option in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_feasibility_tolerance", TIGHT),
        ):
            self.highs.setOptionValue(name, option)
        self._spend()
        self._rules()
        self._minimum()
        self._changes()
        self._steps()

    def _columns(self, upper: Numbers, *, whole: bool) -> np.ndarray:
        first, count = self.highs.getNumCol(), len(upper)
        empty = np.zeros(0, dtype=np.int32)
        self.highs.addCols(count, np.zeros(count), np.zeros(count), upper, 0, empty, empty, np.zeros(0))
        places = np.arange(first, first + count, dtype=np.int32)
        if whole and count:
            self.highs.changeColsIntegrality(count, places, np.full(count, highspy.HighsVarType.kInteger))
        return places

    def _row(
        self, columns: Sequence[int], numbers: Sequence[float], low: float, high: float, key: str = ""
    ) -> None:
        """A row; where the limit `key` is elastic it may be missed, at a cost."""
        found = [(column, number) for column, number in zip(columns, numbers, strict=True)]
        if key in self.elastic:
            found += [
                (int(self._slack(key, sign)), sign)
                for sign, end in ((1.0, low), (-1.0, high))
                if np.isfinite(end) and abs(end) < INFINITY
            ]
        self.highs.addRow(
            low, high, len(found), np.array([column for column, _ in found], dtype=np.int32),
            np.array([number for _, number in found], dtype=float),
        )  # fmt: skip

    def _slack(self, key: str, sign: float) -> int:
        """A column that says by how much a limit is missed; `sign` 1: it falls, -1: it rises."""
        place = int(self._columns(np.full(1, INFINITY), whole=key == CHANGED_KEY)[0])
        self.highs.changeColCost(place, 1.0)
        self.slack.setdefault(key, []).append((place, -sign))
        return place

    def _spend(self) -> None:
        network = self.network
        low = np.array([key in self.held for key in network.lower_key], dtype=bool)
        high = np.array([key in self.held or not key for key in network.upper_key], dtype=bool)
        free = np.array([key in self.elastic for key in network.upper_key], dtype=bool)
        self._columns(np.where(high & ~free, network.upper / self.unit, INFINITY), whole=False)
        for line in np.flatnonzero(low & (network.lower > 0)).tolist():
            self._row(
                [line], [1.0], float(network.lower[line]) / self.unit, INFINITY, network.lower_key[line]
            )
        for line in np.flatnonzero(high & free & np.isfinite(network.upper)).tolist():
            self._row(
                [line], [1.0], -INFINITY, float(network.upper[line]) / self.unit, network.upper_key[line]
            )

    def _rules(self) -> None:
        for rule in self.network.rules:
            if rule.key in self.held:
                limit = rule.limit / self.unit
                low = limit if rule.sense != "<=" else -INFINITY
                high = limit if rule.sense != ">=" else INFINITY
                self._row(rule.lines.tolist(), rule.coefficients.tolist(), low, high, rule.key)

    def _minimum(self) -> None:
        least, keys = self.choices.minimum / self.unit, self.choices.minimum_key
        lines = [int(n) for n in np.flatnonzero(least > 0) if keys[n] in self.held]
        used = self._columns(np.ones(len(lines)), whole=True)
        together = {key: sum(float(least[n]) for n in lines if keys[n] == key) for key in set(keys)}
        slack = {key: self._slack(key, 1.0) for key in dict.fromkeys(keys) if key in self.elastic}
        for line, on in zip(lines, used.tolist(), strict=True):
            columns, numbers, key = [line, on], [1.0, -float(least[line])], keys[line]
            if key in slack:  # a minimum that falls does so in every period, in proportion
                columns, numbers = [*columns, slack[key]], [*numbers, float(least[line]) / together[key]]
            self._row(columns, numbers, 0.0, INFINITY)
            self._row([line, on], [1.0, -self.most], -INFINITY, 0.0)

    def _changes(self) -> None:
        choices = self.choices
        if choices.most_changed is None or choices.counted is None or CHANGED_KEY not in self.held:
            return
        lines, groups = np.flatnonzero(choices.counted).tolist(), choices.groups
        every = np.unique(groups[choices.counted]).tolist()
        moves = dict(zip(every, self._columns(np.ones(len(every)), whole=True).tolist(), strict=True))
        for line in lines:
            on, now = moves[int(groups[line])], float(self.network.current[line]) / self.unit
            self._row([line, on], [1.0, -self.most], -INFINITY, now)
            self._row([line, on], [1.0, self.most], now, INFINITY)
        self._row(
            list(moves.values()), [1.0] * len(moves), -INFINITY, float(choices.most_changed), CHANGED_KEY
        )

    def _steps(self) -> None:
        choices, network = self.choices, self.network
        if choices.step <= 0 or choices.stepped is None or STEP_KEY not in self.held:
            return
        size = choices.step / self.unit
        lines = np.flatnonzero(choices.stepped & (network.upper > network.lower)).tolist()
        steps = self._columns(np.full(len(lines), INFINITY), whole=True)
        rest = self._columns(np.full(len(lines), size), whole=False)
        takes = self._columns(np.ones(len(lines)), whole=True)
        for line, count, left, takes_it in zip(
            lines, steps.tolist(), rest.tolist(), takes.tolist(), strict=True
        ):
            columns, numbers = [line, count, left], [1.0, -size, -1.0]
            if choices.most_changed is not None and choices.counted is not None and choices.counted[line]:
                now = float(network.current[line]) / self.unit
                columns, numbers = [*columns, self._stays(line, now)], [*numbers, -now]
            self._row(columns, numbers, 0.0, 0.0)
            self._row([left, takes_it], [1.0, -size], -INFINITY, 0.0)
        for number in np.unique(choices.rests[lines]):
            members = takes[choices.rests[lines] == number].tolist()
            self._row(members, [1.0] * len(members), -INFINITY, 1.0)

    def _stays(self, line: int, now: float) -> int:
        """A column for a line that stays just as it is, which then need not be in whole steps."""
        stays = int(self._columns(np.ones(1), whole=True)[0])
        self._row([line, stays], [1.0, self.most], -INFINITY, now + self.most)
        self._row([line, stays], [1.0, -self.most], now - self.most, INFINITY)
        return stays


def _unit(network: Network, choices: Choices) -> float:
    sizes = [network.upper[np.isfinite(network.upper)], network.current, choices.minimum]
    return max(*(float(np.max(part, initial=0.0)) for part in sizes), choices.step, 1e-9)


def _most(network: Network, choices: Choices) -> float:
    """More than any line would ever need to spend, so that it never binds by itself."""
    finite = network.upper[np.isfinite(network.upper)]
    weights = [
        float(np.min(np.abs(rule.coefficients[rule.coefficients != 0]), initial=1.0))
        for rule in network.rules
        if rule.limit != 0.0  # a share or a change says nothing about amounts by itself
    ]
    limits = max((abs(rule.limit) for rule in network.rules), default=0.0) / min(weights, default=1.0)
    return 2.0 * max(limits, float(finite.max(initial=0.0)), float(network.lower.sum()), float(network.current.max(initial=0.0)),
                     float(choices.minimum.max(initial=0.0)), choices.step, 1e-9)  # fmt: skip
