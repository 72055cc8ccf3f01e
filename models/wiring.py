"""Who is linked to whom in a network, laid out for fast sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from models.response_curve import Numbers, Rows

if TYPE_CHECKING:
    from models.network import Network

OUTSIDE = -1
"""Source of a pool that is filled from outside the network."""


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
