"""Segments that share a capacity in proportion to who comes: rows that leave no choice of who is served.

The other rows only say that no more are served than come, and than can be. That lets a program serve the
better segment first and turn people away before they reach the step, so it promises too much. Here the share
of those who come that is served takes one of its intervals, and what claims move is bounded from below as
well, by a straight line under the curve of the audience on the interval of claims that is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from models.funnel import flow, flow_of_acting, people_moved
from models.network import Network
from models.program.climb import without_capacity
from models.program.intervals import Intervals

if TYPE_CHECKING:
    from models.program.mixed_draft import MixedDraft

ALL = 1.0
"""The share served where everybody is."""


def first_shares(network: Network) -> Intervals:
    """Intervals of the share served by each capacity (place in `Network.limited`) that segments share and
    that may not suffice: everybody, or a share that leaves nobody's place empty."""
    limited, found = network.limited, []
    if network.capacity_group is not None and len(limited.nodes):
        most = flow(without_capacity(network), network.upper).volume[limited.nodes]
        came = np.bincount(limited.group, most, minlength=len(limited.people))
        sharing = np.bincount(limited.group, minlength=len(limited.people)) > 1
        for group in np.flatnonzero(sharing & (came > limited.people) & (limited.people > 0)).tolist():
            least = float(limited.people[group] / came[group])
            found += [(group, ALL, ALL), (group, 0.999 * least, ALL)]
    return _listed(found)


def first_claims(network: Network, shares: Intervals) -> Intervals:
    """One interval of the claims on every audience outside, where any capacity is shared."""
    if not len(shares.line):
        return _listed([])
    most = flow_of_acting(network, network.row_upper).claims
    used = network.ways.used_pools
    held = used[network.pool_outside[used] & ~network.pool_unlimited[used] & (most[used] > 0)]
    return _listed([(pool, 0.0, 1.001 * float(most[pool])) for pool in held.tolist()])


def _listed(found: list[tuple[int, float, float]]) -> Intervals:
    found.sort()
    columns = zip(*found, strict=True) if found else ((), (), ())
    line, low, high = (np.array(column) for column in columns)
    return Intervals(
        line.astype(np.intp), low.astype(float), high.astype(float), np.zeros(len(found), dtype=bool)
    )


def serve_in_proportion(draft: MixedDraft) -> None:
    """`low_j came_jv <= kept_jv <= high_j came_jv`, `sum over v of kept_jv = capacity * shared_j` (`<=` where
    all are served), `volume_v = sum of came`, `served_v = sum of kept`: one share for all segments."""
    limited, parts = draft.network.limited, draft.laid.shares
    for place, (group, low, high) in enumerate(_each(parts)):
        nodes = limited.nodes[limited.group == group].tolist()
        for node in nodes:
            came, kept = draft.came[place, node], draft.kept[place, node]
            draft.row([(kept, 1.0), (came, -high)], "<=", 0.0, f"serve_in_proportion_most_{place}_{node}")
            draft.row([(kept, 1.0), (came, -low)], ">=", 0.0, f"serve_in_proportion_least_{place}_{node}")
        terms = [(draft.kept[place, node], 1.0) for node in nodes]
        right = float(limited.people[group]) / draft.units.people
        if place in draft.shared:
            terms, right = [*terms, (draft.shared[place], -right)], 0.0
        draft.row(terms, "<=" if low == ALL else "=", right, f"serve_in_proportion_{place}")
    for group in np.unique(parts.line).tolist():
        places = np.flatnonzero(parts.line == group).tolist()
        for node in limited.nodes[limited.group == group].tolist():
            for whole, split, name in (
                (draft.volume[node], draft.came, "came"), (draft.served[node], draft.kept, "kept"),
            ):  # fmt: skip
                terms = [(whole, 1.0), *((split[place, node], -1.0) for place in places)]
                draft.row(terms, "=", 0.0, f"serve_in_proportion_{name}_{node}")
    _take_one(draft, parts, draft.shared, "serve_in_proportion_one")


def turn_nobody_away(draft: MixedDraft) -> None:
    """`moved_p >= level_m ranged_m + slope_m claimed_m`, `low_m ranged_m <= claimed_m <= high_m ranged_m`,
    `claims_p = sum of claimed`: what claims move is not left out, but for the bend within an interval."""
    network, parts, people = draft.network, draft.laid.claims, draft.units.people
    for pool in np.unique(parts.line).tolist():
        moved: list[tuple[Any, float]] = [(draft.moved[pool], 1.0)]
        total: list[tuple[Any, float]] = [(draft.claims[pool], 1.0)]
        right = 0.0
        for place in np.flatnonzero(parts.line == pool).tolist():
            low, high = float(parts.low[place]), float(parts.high[place])
            slope, level = floor_of(network, pool, (low, high))
            moved.append((draft.claimed[place], -slope))
            total.append((draft.claimed[place], -1.0))
            if place in draft.ranged:
                on = draft.ranged[place]
                moved.append((on, -level / people))
                draft.row(
                    [(draft.claimed[place], 1.0), (on, -high / people)],
                    "<=",
                    0.0,
                    f"turn_nobody_away_most_{place}",
                )
                draft.row(
                    [(draft.claimed[place], 1.0), (on, -low / people)],
                    ">=",
                    0.0,
                    f"turn_nobody_away_least_{place}",
                )
            else:
                right = level / people
        draft.row(moved, ">=", right, f"turn_nobody_away_{pool}")
        draft.row(total, "=", 0.0, f"turn_nobody_away_sum_{pool}")
    _take_one(draft, parts, draft.ranged, "turn_nobody_away_one")


def floor_of(network: Network, pool: int, ends: tuple[float, float]) -> tuple[float, float]:
    """Slope and level of the straight line under the people moved by claims between `ends`."""
    at = np.array(ends)
    size, random = np.full(2, float(network.pool_size[pool])), np.full(2, bool(network.pool_random[pool]))
    low, high = people_moved(at, size, random).tolist()
    slope = (high - low) / (ends[1] - ends[0]) if ends[1] > ends[0] else 0.0
    return slope, low - slope * ends[0]


def use_what_is_reached(draft: MixedDraft) -> None:
    """`reached_k >= the straight line under the curve on its interval`, where any capacity is shared."""
    if not len(draft.laid.shares.line):
        return
    parts, units = draft.parts, draft.units
    table = draft.network.curves.take(parts.line)
    first, last = table.value(parts.low), table.value(parts.high)
    rises = table.concave_between(parts.low, parts.high) & (parts.high > parts.low)
    slope = np.divide(last - first, parts.high - parts.low, out=np.zeros_like(first), where=rises)
    level = first - slope * parts.low
    for place, (by_money, by_choice) in enumerate(zip(slope.tolist(), level.tolist(), strict=True)):
        terms = [(draft.reached[place], 1.0), (draft.fill[place], -by_money * units.money / units.people)]
        right = by_choice / units.people
        if place in draft.on:
            terms, right = [*terms, (draft.on[place], -right)], 0.0
        draft.row(terms, ">=", right - 1e-9, f"use_what_is_reached_{place}")


def _each(parts: Intervals) -> Iterator[tuple[int, float, float]]:
    return zip(parts.line.tolist(), parts.low.tolist(), parts.high.tolist(), strict=True)


def _take_one(draft: MixedDraft, parts: Intervals, on: dict[int, Any], name: str) -> None:
    for line in np.unique(parts.line).tolist():
        places = [place for place in np.flatnonzero(parts.line == line).tolist() if place in on]
        if places:
            draft.row([(on[place], 1.0) for place in places], "=", 1.0, f"{name}_{line}")
