"""How curves and pools are laid out in straight pieces and tangents around a first answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from models.funnel import FULL, Flow, claim_ratio, claim_worth, flow_of_acting, moved_worth
from models.network import Network
from models.program.bound import Bound
from models.response_curve import Numbers, Rows

PIECES = 4
"""Straight pieces of a curved line in its window."""


class Units(NamedTuple):
    """What one unit in the program stands for, so that its numbers lie near 1."""

    money: float
    people: float
    objective: float


@dataclass(frozen=True, eq=False)
class Pieces:
    """Straight pieces of all lines that may move, in order of line and spend; some may be empty.

    `line`, `start`, `width` (money) and `slope` (claims per unit of money), (pieces,) each;
    `spend` and `claims`: (lines,) where each line's first piece begins.
    """

    line: Rows
    start: Numbers
    width: Numbers
    slope: Numbers
    spend: Numbers
    claims: Numbers

    def total(self, filled: Numbers) -> Numbers:
        """(lines,) spend when the pieces are `filled` (pieces,) with money."""
        return np.asarray(self.spend + np.bincount(self.line, filled, minlength=len(self.spend)))

    def at_edge(self, network: Network, spend: Numbers) -> np.ndarray:
        """(lines,) whether the spend of each line lies at an end of its pieces that is not a bound."""
        end = self.total(self.width)
        near = 1e-6 * (end - self.spend)
        low = (spend <= self.spend + near) & (self.spend > network.row_lower + near)
        return np.asarray(low | (spend >= end - near) & (end < network.row_upper - near))


@dataclass(frozen=True, eq=False)
class Layout:
    """Pieces of the curves around `centre` (lines,), and tangents of the pools.

    `cut_pool` and `cut_ratio`: (cuts,) ratios of claims to people at which pools get a tangent;
    `cut_tight`: the one of each pool at the centre.
    """

    centre: Numbers
    pieces: Pieces
    cut_pool: Rows
    cut_ratio: Numbers
    cut_tight: np.ndarray


@dataclass(frozen=True, eq=False)
class Focus:
    """Where a layout should be fine, in money acting on the curves, all (curves,).

    `centre`: the best spend; `tried`: the program's last answer, whose pools get tangents too, since
    it promised more there than the simulation kept; `reply`: the best reply to its prices. `widen`:
    factor on the window's reach, for lines that ran into its edge.
    """

    centre: Numbers
    tried: Numbers
    reply: Numbers
    widen: Numbers


def lay_out(network: Network, focus: Focus, prices: Bound, coarseness: float, first: bool) -> Layout:
    """Lay windows and tangents around the focus and the best reply to `prices`.

    Pieces and tangents are so fine that all their errors together stay near a quarter of
    `coarseness`, in objective units. Pools without overlap get both their tangents with the `first`.
    """
    states = [flow_of_acting(network, spend) for spend in (focus.centre, focus.tried)]
    others = np.stack([focus.tried, focus.reply, prices.reply])
    reach = _reach(network, np.concatenate([focus.centre[None], others]), prices, coarseness) * focus.widen
    pool, ratio, tight = _ratios(network, states, prices, coarseness, first)
    return Layout(focus.centre, lay_pieces(network, focus.centre, others, reach), pool, ratio, tight)


def _reach(network: Network, places: Numbers, prices: Bound, coarseness: float) -> Numbers:
    """(lines,) half widths of windows: an error of `worth |f''| width^2 / 8` a piece is its share.

    The sharpest bend of the `places` (n, lines) counts: a tanh does not bend at 0 at all.
    """
    worth = claim_worth(network, prices.worth.claim)
    bend = worth * np.abs(network.curves.bend(np.maximum(places, 1e-3 * network.row_upper))).max(axis=0)
    share = coarseness / max(network.rows, 1)
    wide = np.sqrt(np.divide(8.0 * share, bend, out=np.full(len(bend), np.inf), where=bend > 0))
    return np.asarray(np.clip(wide, 1e-5 * network.row_upper, 0.5 * network.row_upper))


def _ratios(
    network: Network, states: list[Flow], prices: Bound, coarseness: float, first: bool
) -> tuple[Rows, Numbers, np.ndarray]:
    limited = network.ways.used_pools[~network.pool_unlimited[network.ways.used_pools]]
    random = network.pool_random[limited]
    ratio, last = (claim_ratio(state.claims, state.available)[limited] for state in states)
    target = moved_worth(network, prices.worth.node)[limited]
    price = np.clip(prices.worth.claim[limited], np.exp(-FULL) * target, target)
    wanted = np.where(
        target > 0, -np.log(np.divide(price, target, out=np.ones_like(price), where=price > 0)), ratio
    )
    bend = states[0].available[limited] * target * np.exp(-ratio)
    share = coarseness / max(len(limited), 1)
    reach = np.sqrt(np.divide(8.0 * share, bend, out=np.full(len(bend), np.inf), where=bend > 0))
    reach = np.minimum(reach, 0.5 * ratio + 1e-3)
    around = [ratio, np.minimum(ratio, wanted) - reach, np.maximum(ratio, wanted) + reach]
    if not first:
        around += [wanted, last]
    chosen = np.clip(np.stack(around, axis=1), 0.0, FULL)
    keep = np.broadcast_to(random[:, None], chosen.shape).copy()
    tight = np.zeros_like(keep)
    tight[:, 0] = random
    if first:
        plain = ~random
        chosen[plain, :2] = 0.0, FULL
        keep[plain, :2] = True
        tight[plain, 0], tight[plain, 1] = ratio[plain] < 1.0, ratio[plain] >= 1.0
    return np.repeat(limited, chosen.shape[1])[keep.ravel()], chosen[keep], tight[keep]


def lay_pieces(network: Network, centre: Numbers, others: Numbers, reach: Numbers) -> Pieces:
    """Chords of every curve in a window that holds `centre` (lines,) and `others` (n, lines), and
    `reach` beyond them.

    Straight curves get their own pieces over all of their bounds, so they are exact. Chords lie
    below a concave curve: what the program promises, the simulation keeps.
    """
    free = network.row_upper > network.row_lower
    bent = bent_rows(network)
    straight = network.curves.straight & free & ~bent
    curved = np.flatnonzero(free & ~straight)
    edges = _edges(centre, np.where(bent, centre, others), reach)
    edges = np.clip(edges, network.row_lower, network.row_upper)[:, curved].T
    line = [np.repeat(curved, PIECES)]
    start, end = [edges[:, :-1].ravel()], [edges[:, 1:].ravel()]
    for place in np.flatnonzero(straight):
        kinks = network.curves.kinks(int(place))
        inner = kinks[(kinks > network.row_lower[place]) & (kinks < network.row_upper[place])]
        corners = np.concatenate([network.row_lower[[place]], inner, network.row_upper[[place]]])
        line.append(np.full(len(corners) - 1, place))
        start.append(corners[:-1])
        end.append(corners[1:])
    first = network.row_lower.copy()
    first[curved] = edges[:, 0]
    pieces = _with_slopes(network, np.concatenate(line), np.concatenate(start), np.concatenate(end), first)
    return _without_rise(pieces, np.flatnonzero(bent & free))


def bent_rows(network: Network) -> np.ndarray:
    """(curves,) whether returns of a curve first rise within its bounds: it is followed near the centre only."""
    if network.curves.concave.all():
        return np.zeros(network.rows, dtype=bool)
    return ~network.curves.concave_between(network.row_lower, network.row_upper)


def _without_rise(pieces: Pieces, bent: Rows) -> Pieces:
    """Where slopes rise from piece to piece, one straight line through the ends of the window."""
    slope = pieces.slope.copy()
    for row in bent.tolist():
        own = slice(*np.searchsorted(pieces.line, [row, row + 1]))
        width = pieces.width[own]
        held = slope[own][width > 0]
        if np.any(np.diff(held) > 0):
            slope[own] = (held * width[width > 0]).sum() / width.sum()
    return replace(pieces, slope=slope)


def _edges(centre: Numbers, others: Numbers, reach: Numbers) -> Numbers:
    """(PIECES + 1, lines) ends of the pieces: the centre in the middle, so that the program can always
    give it back; on either side half way to the nearest of the others there, or half a reach."""
    below = np.where(others < centre - reach, others, centre - reach).max(axis=0)
    above = np.where(others > centre + reach, others, centre + reach).min(axis=0)
    return np.stack([
        np.minimum(centre, others.min(axis=0)) - reach,
        0.5 * (centre + below),
        centre,
        0.5 * (centre + above),
        np.maximum(centre, others.max(axis=0)) + reach,
    ])  # fmt: skip


def _with_slopes(network: Network, line: Rows, start: Numbers, end: Numbers, first: Numbers) -> Pieces:
    order = np.argsort(line, kind="stable")
    line, start, end = line[order], start[order], end[order]
    table = network.curves.take(line)
    rise = table.value(end) - table.value(start)
    slope = np.divide(rise, end - start, out=np.zeros_like(rise), where=end > start)
    return Pieces(line, start, end - start, slope, first, network.curves.value(first))


def tangents(ratio: Numbers, random: np.ndarray) -> tuple[Numbers, Numbers]:
    """Slope by claims and by people of the tangent at `ratio`: `phi'(r)` and `phi(r) - r phi'(r)`.

    Without overlap the tangents are the two straight lines of `min(r, 1)`.
    """
    left = np.exp(-ratio)
    by_claim = np.where(random, left, ratio < 1.0)
    by_person = np.where(random, -np.expm1(-ratio) - ratio * left, ratio >= 1.0)
    return by_claim, by_person
