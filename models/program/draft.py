"""A program being written for PuLP: its variables and its objective."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pulp

from models.network import Network
from models.program.layout import Layout, Units
from models.response_curve import Rows

MOST_PASSED = 1e6
"""All targets are passed together by less than so many times themselves."""


@dataclass(eq=False)
class Draft:
    """A program being written: what it is about, its variables and its problem in PuLP.

    `pool_row`, `rule_row`, `cut_row` and `volume_row` say in which rows each thing lies.
    """

    network: Network
    layout: Layout
    units: Units
    problem: Any
    fill: list[Any]
    claims: dict[int, Any]
    moved: dict[int, Any]
    volume: list[Any]
    served: dict[int, Any]
    spend: dict[int, Any] = field(default_factory=dict)
    state: dict[int, Any] = field(default_factory=dict)
    pool_row: dict[int, int] = field(default_factory=dict)
    rule_row: dict[int, int] = field(default_factory=dict)
    rows: int = 0
    cut_row: int = 0
    volume_row: int = 0
    served_row: int = 0
    capacity_row: int = 0
    missed: dict[int, Any] = field(default_factory=dict)
    outcome_row: dict[int, int] = field(default_factory=dict)
    acting_row: dict[int, int] = field(default_factory=dict)
    state_row: dict[int, int] = field(default_factory=dict)

    def people(self, node: int) -> Any:
        """The variable of those served at a node: its volume where nothing limits it."""
        return self.served.get(node, self.volume[node])

    def money(self, line: int, first: Rows) -> list[Any]:
        """The variables that sum up to a line's spend, above where its pieces begin; `first`: (curves + 1,)
        place of each curve's first piece."""
        if line in self.spend:
            return [self.spend[line]]
        row = line if self.network.carry is None else int(self.network.carry.own[line])
        return self.fill[first[row] : first[row + 1]]

    def claims_of(self, row: int, first: Rows, weight: float) -> list[tuple[Any, float]]:
        """The terms that sum up to `weight` times what a curve claims, above where its pieces begin."""
        slope = self.layout.pieces.slope[first[row] : first[row + 1]] * (weight * self.units.money)
        return list(zip(self.fill[first[row] : first[row + 1]], slope.tolist(), strict=True))

    def row(self, terms: Iterable[tuple[Any, float]], sense: str, right: float, name: str) -> int:
        """Add one row, terms of coefficient 0 left out, and return its place."""
        total = pulp.lpSum_vars_coefs(
            [(variable, float(number)) for variable, number in terms if number != 0.0]
        )
        if sense == "<=":
            row = total <= right
        elif sense == ">=":
            row = total >= right
        else:
            row = total == right
        self.problem.addConstraint(row, name)
        self.rows += 1  # PuLP would list all rows to count them
        return self.rows - 1


def begin_draft(network: Network, layout: Layout, units: Units) -> Draft:
    """A program with its variables and its objective, and no rows yet."""
    pieces = layout.pieces
    problem = pulp.LpProblem("journeymix", pulp.LpMaximize)
    unlimited = network.pool_unlimited
    widths = (pieces.width / units.money).tolist()
    draft = Draft(
        network, layout, units, problem,
        fill=[
            problem.add_variable(f"fill_{line}_{number}", 0, width)
            for number, (line, width) in enumerate(zip(pieces.line.tolist(), widths, strict=True))
        ],
        claims={int(pool): problem.add_variable(f"claims_{pool}", 0) for pool in network.ways.used_pools if not unlimited[pool]},
        moved={int(pool): problem.add_variable(f"moved_{pool}", 0) for pool in network.ways.used_pools},
        volume=[problem.add_variable(f"volume_{node}", 0) for node in range(len(network.node_keys))],
        served={},
    )  # fmt: skip
    draft.served.update((int(n), problem.add_variable(f"served_{n}", 0)) for n in network.limited.nodes)
    add_carried(draft)
    worth = network.value * units.people / units.objective
    cost = np.broadcast_to(network.spend_cost * units.money / units.objective, network.lines).tolist()
    served = [draft.people(node) for node in range(len(draft.volume))]
    terms = [
        *zip(served, worth.tolist(), strict=True),
        *((variable, -cost[line]) for variable, line in _spent(draft)),
        *add_missed(draft),
    ]
    problem.setObjective(
        pulp.lpSum_vars_coefs([(variable, number) for variable, number in terms if number != 0.0])
    )
    return draft


def add_carried(draft: Draft) -> None:
    """Variables of lines whose money is carried over: what they spend, and what is left of it."""
    network, carry = draft.network, draft.network.carry
    if carry is None:
        return
    lower, upper = network.lower / draft.units.money, network.upper / draft.units.money
    for line in np.flatnonzero(carry.carried).tolist():
        draft.spend[line] = draft.problem.add_variable(
            f"spend_{line}", float(lower[line]), float(upper[line])
        )
    for row in carry.before[carry.carried_rows & (carry.before >= 0)].tolist():
        draft.state[row] = draft.problem.add_variable(f"state_{row}", 0)


def add_missed(draft: Draft) -> list[tuple[Any, float]]:
    """Variables of what is missing of targets that may be missed, as shares, and their terms in the objective."""
    rules, unit = draft.network.outcome_rules, draft.units.objective
    if draft.network.missed_together:
        together = draft.problem.add_variable("missed", -MOST_PASSED)
        draft.missed = dict.fromkeys(range(len(rules)), together)
        return [(together, -1.0 / unit)]
    for number, rule in enumerate(rules):
        if rule.may_miss:
            draft.missed[number] = draft.problem.add_variable(f"missed_{number}", 0)
    return [(each, -rules[n].missed * rules[n].target / unit) for n, each in draft.missed.items()]


def _spent(draft: Draft) -> list[tuple[Any, int]]:
    """Every variable that is money spent, and its line."""
    if draft.network.carry is None:
        return list(zip(draft.fill, draft.layout.pieces.line.tolist(), strict=True))
    first = np.searchsorted(draft.layout.pieces.line, np.arange(draft.network.rows + 1))
    return [(variable, line) for line in range(draft.network.lines) for variable in draft.money(line, first)]
