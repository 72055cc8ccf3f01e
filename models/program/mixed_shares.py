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
from models.response_curve import Numbers

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
    """One interval of the claims on every limited audience, where any capacity is shared."""
    if not len(shares.line):
        return _listed([])
    most = flow_of_acting(network, network.row_upper).claims
    used = network.ways.used_pools
    held = used[~network.pool_unlimited[used] & (most[used] > 0)]
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
    `claims_p = sum of claimed`: what claims move is not left out, but for the bend within an interval. People
    of a nurture audience, `sum of held`, have a slope of their own."""
    parts, most = draft.laid.claims, most_in_pools(draft.network)
    for pool in np.unique(parts.line).tolist():
        places = np.flatnonzero(parts.line == pool).tolist()
        for place in places:
            _within(draft, draft.claimed[place], place, (float(parts.low[place]), float(parts.high[place])))
            if place in draft.held:
                _within(draft, draft.held[place], place, (0.0, float(most[pool])))
        for number, floors in enumerate(_floors(draft, pool, places, float(most[pool]))):
            terms, right = [(draft.moved[pool], 1.0)], 0.0
            for place, (slope, per_person, level) in zip(places, floors, strict=True):
                terms.append((draft.claimed[place], -slope))
                terms += [(draft.held[place], -per_person)] if place in draft.held else []
                if place in draft.ranged:
                    terms.append((draft.ranged[place], -level / draft.units.people))
                else:
                    right = level / draft.units.people
            draft.row(terms, ">=", right, f"turn_nobody_away_{pool}_{number}")
        _add_up(draft, pool, places)
    _take_one(draft, parts, draft.ranged, "turn_nobody_away_one")


def _within(draft: MixedDraft, variable: Any, place: int, ends: tuple[float, float]) -> None:
    """People only in the interval that is taken."""
    if place in draft.ranged:
        on, (low, high) = draft.ranged[place], (end / draft.units.people for end in ends)
        draft.row([(variable, 1.0), (on, -high)], "<=", 0.0, f"{variable.name}_most")
        draft.row([(variable, 1.0), (on, -low)], ">=", 0.0, f"{variable.name}_least")


def _add_up(draft: MixedDraft, pool: int, places: list[int]) -> None:
    """`claims_p = sum of claimed`, and the people of a nurture audience `= sum of held`."""
    network = draft.network
    draft.row(
        [(draft.claims[pool], 1.0), *((draft.claimed[place], -1.0) for place in places)],
        "=",
        0.0,
        f"turn_nobody_away_sum_{pool}",
    )
    if places[0] in draft.held:
        people = (draft.people(int(network.pool_source[pool])), float(network.pool_size[pool]))
        draft.row(
            [people, *((draft.held[place], -1.0) for place in places)],
            "=",
            0.0,
            f"turn_nobody_away_held_{pool}",
        )


def _floors(
    draft: MixedDraft, pool: int, places: list[int], most: float
) -> list[list[tuple[float, float, float]]]:
    """Planes under the people moved: slope by claims and by people, level, for each interval of claims.

    For a nurture audience `F(G, A)` is concave and its mixed derivative is not negative, so on a box the two
    planes through three corners each lie below it.
    """
    network, parts = draft.network, draft.laid.claims
    ends = [(float(parts.low[place]), float(parts.high[place])) for place in places]
    if network.pool_outside[pool]:
        lines = [floor_of(network, pool, each, float(network.pool_size[pool])) for each in ends]
        return [[(slope, 0.0, level) for slope, level in lines]]
    first, second = [], []
    for low, high in ends:
        slope, level = floor_of(network, pool, (low, high), most)
        at_low, at_high = level + slope * low, level + slope * high
        first.append((0.0, at_low / max(most, 1e-300), 0.0))
        second.append((slope, at_high / max(most, 1e-300), level - at_high))
    return [first, second]


def most_in_pools(network: Network) -> Numbers:
    """(pools,) people in nurture audiences at most: everybody served at their steps, all money spent."""
    return 1.001 * flow(without_capacity(network), network.upper).available


def floor_of(network: Network, pool: int, ends: tuple[float, float], people: float) -> tuple[float, float]:
    """Slope and level of the straight line under the people moved by claims between `ends` on so many people."""
    at, size = np.array(ends), np.full(2, people)
    low, high = people_moved(at, size, np.full(2, bool(network.pool_random[pool]))).tolist()
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
