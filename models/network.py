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
from models.response_curve import Numbers, Rows

OUTSIDE = -1
"""Source of a pool that is filled from outside the network."""


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


class Level(NamedTuple):
    """Nodes that wait for the same number of steps before them, and what leads into and out of them.

    The matrices sum links or pools into the nodes of the level: (links or pools, nodes); `shared` sums
    the nodes that share a capacity, (nodes, groups), `holder` being one node of each.
    """

    nodes: Rows
    links_in: Rows
    sum_links_in: Numbers
    pools_in: Rows
    sum_pools_in: Numbers
    links_out: Rows
    sum_links_out: Numbers
    pools_out: Rows
    sum_pools_out: Numbers
    shared: Numbers
    holder: Rows


@dataclass(frozen=True, eq=False)
class Wiring:
    """Who is linked to whom, laid out for fast sums; the same for every draw of the numbers."""

    levels: tuple[Level, ...]
    used_pools: Rows
    pool_starts: Rows
    used_lines: Rows
    line_starts: Rows
    draws_by_line: Rows

    def sum_by_pool(self, per_draw: Numbers, pools: int) -> Numbers:
        """Sum (..., draws) into (..., pools)."""
        result = np.zeros((*per_draw.shape[:-1], pools))
        if len(self.used_pools):
            result[..., self.used_pools] = np.add.reduceat(per_draw, self.pool_starts, axis=-1)
        return result

    def sum_by_line(self, per_draw: Numbers, lines: int) -> Numbers:
        """Sum (..., draws) into (..., lines)."""
        result = np.zeros((*per_draw.shape[:-1], lines))
        if len(self.used_lines):
            ordered = per_draw[..., self.draws_by_line]
            result[..., self.used_lines] = np.add.reduceat(ordered, self.line_starts, axis=-1)
        return result


def wire(network: Network) -> Wiring:
    """Lay out levels and sums of a network. Raises ValueError when rows are not in order."""
    if np.any(np.diff(network.draw_pool) < 0):
        raise ValueError("draws must be sorted by pool")
    if len(np.unique(network.draw_pool * (network.rows + 1) + network.draw_line)) < len(network.draw_pool):
        raise ValueError("a line may draw on a pool only once")
    used_pools, pool_starts = np.unique(network.draw_pool, return_index=True)
    draws_by_line = np.argsort(network.draw_line, kind="stable")
    used_lines, line_starts = np.unique(network.draw_line[draws_by_line], return_index=True)
    return Wiring(_levels(network), used_pools, pool_starts, used_lines, line_starts, draws_by_line)


def _levels(network: Network) -> tuple[Level, ...]:
    inside = np.flatnonzero(network.pool_source != OUTSIDE)
    sources = np.concatenate([network.edge_source, network.pool_source[inside]])
    targets = np.concatenate([network.edge_target, network.pool_target[inside]])
    if np.any(sources >= targets):
        raise ValueError("nodes must be in topological order")
    depth = np.zeros(len(network.node_keys), dtype=np.intp)
    for way in np.argsort(targets, kind="stable"):
        depth[targets[way]] = max(depth[targets[way]], depth[sources[way]] + 1)
    return tuple(
        _level(network, np.flatnonzero(depth == number)) for number in range(depth.max(initial=-1) + 1)
    )


def _level(network: Network, nodes: Rows) -> Level:
    place = np.full(len(network.node_keys) + 1, -1, dtype=np.intp)
    place[nodes] = np.arange(len(nodes))
    parts: list[np.ndarray] = []
    for ends in (network.edge_target, network.pool_target, network.edge_source, network.pool_source):
        members = np.flatnonzero(place[ends] >= 0)
        matrix = np.zeros((len(members), len(nodes)))
        matrix[np.arange(len(members)), place[ends[members]]] = 1.0
        parts += [members, matrix]
    parts += _shared(network, nodes)
    return Level(nodes, *parts)


def _shared(network: Network, nodes: Rows) -> tuple[Numbers, Rows]:
    if network.capacity_group is None:
        return np.zeros((len(nodes), 0)), np.zeros(0, dtype=np.intp)
    groups, first, number = np.unique(network.capacity_group[nodes], return_index=True, return_inverse=True)
    if np.isin(network.capacity_group, groups).sum() > len(nodes):
        raise ValueError("nodes that share a capacity must wait for the same number of steps")
    matrix = np.zeros((len(nodes), len(groups)))
    matrix[np.arange(len(nodes)), number] = 1.0
    return matrix, nodes[first]


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
