"""A plan as arrays: the network that people flow through and that money pushes on.

Everything the simulation and the program need, and nothing else: no names for people, no dates.
People are per period, money is in major units per period. Indices are places in the arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from models.carry import Carry
from models.choices import Choices
from models.curve_table import CurveTable
from models.outcome_rules import OutcomeRule
from models.response_curve import Numbers, Rows
from models.wiring import OUTSIDE, Level, Wiring, wire

__all__ = ["OUTSIDE", "Level", "Limited", "Network", "SpendRule", "stuck_sizes", "with_rate"]


@dataclass(frozen=True, eq=False)
class SpendRule:
    """A linear rule on spend: `sum coefficient * spend[line]  sense  limit`.

    `key` is stable and names the rule everywhere: `total_budget`, `channel_limit:<id>:upper`.
    `kind` is the rule's function in `models.program.rules`; `sense` is "<=", ">=" or "=".
    `limit` and spend are money in major units per period, coefficients plain numbers.
    """

    key: str
    kind: str
    lines: Rows
    coefficients: Numbers
    sense: str
    limit: float

    def total(self, spend: Numbers) -> float:
        """The left-hand side at `spend` (lines,)."""
        return float(self.coefficients @ spend[self.lines])


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes, links, pools and lines of a plan of one period.

    Nodes are (segment, step) in topological order: `entries` (organic and pipeline people),
    `value` (objective units per served person), `converts` (conversions per served person),
    `capacity` (people who can be served, infinite when none is set); nodes with the same number in
    `capacity_group` share the capacity that each of them names, in proportion to who comes.
    Links: `edge_source`, `edge_target`, `edge_rate` (share who go on unaided), and in `edge_keys` the
    plan's link behind each, in `edge_part` the share of its people (1 without delays; None: 1 for all).
    Pools: `pool_target`; `pool_source` (`OUTSIDE` or the node whose stuck people it holds);
    `pool_size`: people outside (infinite: limit not known), or for a nurture pool the share of those
    served at the source, `pool_share * (1 - sum of rates)`; `pool_random`: random overlap or none.
    Lines: `curves`, `lower` and `upper` bounds, `current` spend, `lower_key` and `upper_key` naming
    the rule that made each bound.
    With `carry`, money acts in several stretches: there is a curve for each of them, and draws name
    curves, not lines (`Network.row_keys`).
    Draws, sorted by pool: `draw_line`, `draw_pool` and `draw_weight`, the claims on the pool per
    claim of the curve (incrementality x quality x message effect x season x share of the segment).
    `rules`: linear rules on spend, `choices`: either-or ones. `spend_cost`: objective units lost per
    unit of money spent, one for all lines or (lines,).
    `outcome_rules`: least of what may come out; with `missed_together` all that counts is the share that is
    missing of the target missed most, below 0 where all are passed. `pool_value` (pools,) and `claim_value` (curves,):
    objective units for a person moved out of a pool and for a claim of a curve, None for nothing.
    Number arrays may carry leading axes of draws; `models.funnel` carries them through.
    """

    node_keys: tuple[str, ...]
    entries: Numbers
    value: Numbers
    converts: Numbers
    capacity: Numbers
    edge_source: Rows
    edge_target: Rows
    edge_rate: Numbers
    pool_keys: tuple[str, ...]
    pool_target: Rows
    pool_source: Rows
    pool_size: Numbers
    pool_share: Numbers
    pool_random: np.ndarray
    line_keys: tuple[str, ...]
    curves: CurveTable
    lower: Numbers
    upper: Numbers
    current: Numbers
    lower_key: tuple[str, ...]
    upper_key: tuple[str, ...]
    draw_line: Rows
    draw_pool: Rows
    draw_weight: Numbers
    rules: tuple[SpendRule, ...] = ()
    spend_cost: Numbers | float = 0.0
    capacity_group: Rows | None = None
    carry: Carry | None = None
    edge_keys: tuple[str, ...] = ()
    edge_part: Numbers | None = None
    unsupported: tuple[str, ...] = ()
    choices: Choices | None = None
    outcome_rules: tuple[OutcomeRule, ...] = ()
    missed_together: bool = False
    pool_value: Numbers | None = None
    claim_value: Numbers | None = None
    wiring: Wiring | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.wiring is None:
            object.__setattr__(self, "wiring", wire(self))

    @property
    def lines(self) -> int:
        """Number of lines."""
        return len(self.line_keys)

    @property
    def row_keys(self) -> tuple[str, ...]:
        """Keys of the curves: a line's own, unless its money acts in other stretches as well."""
        return self.line_keys if self.carry is None else self.carry.keys

    @property
    def rows(self) -> int:
        """Number of curves: one a line, with carry-over one for every stretch in which a line acts."""
        return len(self.curves.codes)

    def acting(self, spend: Numbers) -> Numbers:
        """(..., curves) the money that acts on every curve at `spend` (..., lines)."""
        return spend if self.carry is None else self.carry.acting(spend)

    def back(self, per_row: Numbers) -> Numbers:
        """(..., lines) worth of a unit of spend from that of a unit acting on each curve."""
        return per_row if self.carry is None else self.carry.back(per_row, self.lines)

    @cached_property
    def row_lower(self) -> Numbers:
        """(curves,) the least money that may act."""
        return self.acting(self.lower)

    @cached_property
    def row_upper(self) -> Numbers:
        """(curves,) the most money that may act."""
        return self.acting(self.upper)

    @property
    def ways(self) -> Wiring:
        """The wiring, which is always there once a network is made."""
        assert self.wiring is not None
        return self.wiring

    @cached_property
    def pool_outside(self) -> np.ndarray:
        """(pools,) whether each pool is filled from outside."""
        return np.asarray(self.pool_source == OUTSIDE)

    @cached_property
    def pool_unlimited(self) -> np.ndarray:
        """(pools,) whether the limit of each pool is not known."""
        size = self.pool_size.reshape(-1, max(len(self.pool_target), 1))
        return np.asarray(
            self.pool_outside & np.isinf(size[0]) if len(self.pool_target) else self.pool_outside
        )

    @cached_property
    def parts(self) -> Numbers:
        """(links,) the share of its link's people that each edge carries."""
        return np.ones(len(self.edge_source)) if self.edge_part is None else self.edge_part

    @cached_property
    def limited(self) -> Limited:
        """The nodes of finite capacity, and what they share."""
        nodes = np.flatnonzero(np.isfinite(self.capacity))
        group = nodes if self.capacity_group is None else self.capacity_group[nodes]
        _, first, number = np.unique(group, return_index=True, return_inverse=True)
        return Limited(nodes, number, self.capacity[nodes[first]])

    def changed(self, **arrays: Any) -> Network:
        """This network with some arrays replaced; who is linked to whom must stay."""
        return replace(self, **arrays)


class Limited(NamedTuple):
    """Nodes of finite capacity, the `group` of each, and the people whom each group can serve."""

    nodes: Rows
    group: Rows
    people: Numbers


def with_rate(network: Network, edge: int, rate: float) -> Network:
    """The network with one link's rate changed, shares of the stuck people frozen.

    Clipped so that the rates out of the step stay within 0 and 1 in sum; nurture pools of the step
    follow as `share * (1 - sum of rates)`.
    """
    source = network.edge_source[edge]
    beside = (network.edge_source == source) & (np.arange(len(network.edge_rate)) != edge)
    rates = network.edge_rate.copy()
    rates[edge] = min(max(rate, 0.0), max(1.0 - rates[beside].sum(), 0.0))
    return network.changed(edge_rate=rates, pool_size=stuck_sizes(network, rates))


def stuck_sizes(network: Network, rates: Numbers) -> Numbers:
    """(..., pools) `pool_size` for rates (..., links): nurture pools follow, outside pools stay."""
    nodes = len(network.node_keys)
    leaves = np.zeros((len(network.edge_source), nodes + 1))
    leaves[np.arange(len(leaves)), network.edge_source] = 1.0
    onward = rates @ leaves
    stuck = network.pool_share * np.maximum(1.0 - onward[..., network.pool_source], 0.0)
    return np.where(network.pool_outside, network.pool_size, stuck)
