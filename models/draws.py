"""A network drawn many times within what is not known, and the split each draw would want.

Every draw is a world that the evidence allows. Bands are read as 80 % of the truth; where a figure
names none, its grade of evidence gives one. Draws are seeded: the same plan, the same ranges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from models.communication import Touchpoint
from models.curve import Curve
from models.curve_table import CurveTable
from models.funnel import claim_worth, flow, marginals
from models.likely_range import (
    ELASTICITY,
    curve_band,
    laid_with,
    likely_elasticity,
    likely_incrementality,
    likely_range,
)
from models.message_split import curve_of_part
from models.network import Network, stuck_sizes
from models.network_keys import part_key, plain
from models.plan import Plan
from models.quantity import Figure
from models.response_curve import Numbers

SPREAD_80 = 1.2815515594
"""Standard deviations of a normal distribution that hold 80 % of it, to each side."""

SEED = 20260101
DRAWS = 100
"""So many draws tell a range, and what a cautious split is sought in."""

REPLY_ROUNDS, PRICE_HALVINGS = 12, 26
STRIDE, LEAST_SHARE = 0.7, 0.25
NEAR, NEAR_HALVINGS = 6.0, 11


def drawn_network(
    plan: Plan, network: Network, edge_links: tuple[str, ...], count: int = 200, seed: int = SEED
) -> Network:
    """`network` with a leading axis of `count` draws on curves, claims and rates.

    `edge_links`: the id of the plan's link behind each edge of the network.
    """
    random = np.random.default_rng(seed)
    places: dict[str, list[int]] = {}
    for place, key in enumerate(network.row_keys):
        places.setdefault(part_key(key), []).append(place)
    behind = np.repeat(np.arange(len(places)), [len(own) for own in places.values()])
    rates = _drawn_rates(plan, network, edge_links, (random, count))
    factor = _factors(plan, tuple(places), random, count)
    rows = np.repeat(network.curves.rows[None], count, axis=0)
    for key, own in places.items():
        _draw_curve(rows, own, curve_of_part(plan, key), random)
    return network.changed(
        curves=replace(network.curves, rows=rows),
        draw_weight=network.draw_weight * factor[:, behind[network.draw_line]],
        edge_rate=rates,
        pool_size=stuck_sizes(network, rates) if len(network.edge_rate) else network.pool_size,
    )


def drawn_figure(figure: Figure, random: np.random.Generator, count: int) -> Numbers:
    """`count` draws of a figure: half a normal to each side, 80 % within its range."""
    low, high = likely_range(figure)
    step = random.standard_normal(count) / SPREAD_80
    return np.asarray(
        figure.value + np.where(step > 0, step * (high - figure.value), step * (figure.value - low))
    )


def _factors(plan: Plan, keys: tuple[str, ...], random: np.random.Generator, count: int) -> Numbers:
    """(count, keys) drawn over stated claims: incrementality and quality of a line, one for all its
    messages, and each curve's own error."""
    of_line: dict[str, Numbers] = {}
    found = []
    for key in keys:
        if plain(key) not in of_line:
            of_line[plain(key)] = _claim_factor(plan, plan.by_id["touchpoints"][plain(key)], random, count)
        curve = curve_of_part(plan, key)
        band = curve_band(curve) if curve is not None else 0.0
        error = np.exp(random.standard_normal(count) * np.log1p(band) / SPREAD_80)
        found.append(of_line[plain(key)] * error)
    return np.stack(found, axis=-1) if found else np.ones((count, 0))


def _claim_factor(plan: Plan, line: Touchpoint, random: np.random.Generator, count: int) -> Numbers:
    """(count,) drawn over stated claims of a line: incrementality and quality."""
    stated = likely_incrementality(plan, line)
    factor = _ratio(np.clip(drawn_figure(stated, random, count), 0.0, 1.0), stated.value)
    return factor * _ratio(np.maximum(drawn_figure(line.quality, random, count), 0.0), line.quality.value)


def _draw_curve(rows: Numbers, own: list[int], curve: Curve | None, random: np.random.Generator) -> None:
    """Lay a curve anew through its observation with drawn elasticities; `rows` (draws, curves, width) in
    place."""
    stated = likely_elasticity(curve) if curve is not None else None
    if curve is None or stated is None:
        return
    e = np.clip(drawn_figure(stated, random, len(rows)), *ELASTICITY)
    top, half = laid_with(curve, e)
    rows[:, own, 0] *= top[:, None]
    rows[:, own, 1] *= half[:, None]


def _drawn_rates(
    plan: Plan, network: Network, edge_links: tuple[str, ...], source: tuple[np.random.Generator, int]
) -> Numbers:
    """(draws, links) rates, one factor a link for all its segments, out of each step at most 1 in sum."""
    random, count = source
    links: Mapping[str, Figure] = {link.id: link.conversion for link in plan.links}
    factors = {
        key: _ratio(np.maximum(drawn_figure(f, random, count), 0.0), f.value) for key, f in links.items()
    }
    rates = np.repeat(network.edge_rate[None], count, axis=0)
    for edge, link_id in enumerate(edge_links):
        rates[:, edge] *= factors[link_id]
    sums = np.zeros((count, len(network.node_keys)))
    np.add.at(sums.T, network.edge_source, rates.T)
    over = np.maximum(sums, 1.0)[:, network.edge_source] if len(edge_links) else 1.0
    return np.asarray(rates / over)


def _ratio(drawn: Numbers, stated: float) -> Numbers:
    return drawn / stated if stated > 0 else np.ones_like(drawn)


def replies(network: Network, start: Numbers, fixed_price: Numbers, charge: Numbers, total: float) -> Numbers:
    """(draws, lines) the split that each draw would want, for concave curves within their bounds.

    `start` (draws, lines); `charge` (lines,) weighs spend in the `total`; `fixed_price` (lines,) is the
    price of the other rules on a unit of money. Worth and price follow each other: people are carried
    back through the network at the split, the price of money is bisected until the total is spent, and
    again. Bounds may differ by draw; a draw whose bounds forbid the total comes back as near as it can.
    """
    network = network.changed(spend_cost=_beyond_the_common(network, charge))
    spend, worth, price = start.copy(), np.zeros_like(start), None
    for round_ in range(REPLY_ROUNDS):
        # A pool without overlap is worth all or nothing at its limit: means of the rounds settle, the last does not.
        seen = _worth_of_own(network, spend, marginals(network, flow(network, spend)).claim)
        worth = worth + (seen - worth) * max(1.0 / (round_ + 1), LEAST_SHARE)
        wanted, price = _spent(network, worth, fixed_price, (charge, total), price)
        spend = spend + (wanted - spend) * STRIDE
    return _spent(network, worth, fixed_price, (charge, total), price)[0]


def _beyond_the_common(network: Network, charge: Numbers) -> Numbers:
    """(lines,) what a unit of spend costs beyond what it costs on every line: that much is part of the price of
    money, which may then be less than nothing (a total that has to be spent though it no longer pays)."""
    cost = np.broadcast_to(np.asarray(network.spend_cost, dtype=float), charge.shape)
    return np.asarray(cost - charge * np.min(cost / np.maximum(charge, 1e-300), initial=np.inf))


def _own_curves(network: Network) -> CurveTable:
    """The curve on which each line's spend acts at once."""
    return network.curves if network.carry is None else network.curves.take(network.carry.own)


def _worth_of_own(network: Network, spend: Numbers, claim: Numbers) -> Numbers:
    """(draws, lines) worth of a claim of each line's own curve; with carry-over such that its slope is
    worth what more spend brings, whenever it acts."""
    worth = claim_worth(network, claim)
    if network.carry is None:
        return worth
    slope = network.curves.slope(np.maximum(network.acting(spend), 1e-9))
    own = _own_curves(network).slope(np.maximum(spend, 1e-9))
    return np.asarray(network.back(worth * slope) / np.maximum(own, 1e-300))


def _spent(
    network: Network,
    worth: Numbers,
    fixed_price: Numbers,
    budget: tuple[Numbers, float],
    near: Numbers | None,
) -> tuple[Numbers, Numbers]:
    """The spend that answers a claim's worth at the price of money that spends the total, and the price.

    The price is sought `near` (draws,) the one of the round before, anywhere where there is none.
    """
    charge, total = budget

    def spend_at(price: Numbers) -> Numbers:
        cost = np.maximum(price[:, None] * charge + fixed_price + network.spend_cost, 1e-300)
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = np.where(worth > 0, cost / worth, np.inf)
        return np.clip(_own_curves(network).spend_at(slope), network.lower, network.upper)

    if near is None:
        steepest = _own_curves(network).slope(np.full(worth.shape[-1], total * 1e-6))
        highest = float((worth * steepest).max(initial=1e-9))
        low, high = np.full(len(worth), highest * 1e-8), np.full(len(worth), highest * 10.0)
    else:
        low, high = near / NEAR, near * NEAR
    for _ in range(PRICE_HALVINGS if near is None else NEAR_HALVINGS):
        middle = np.sqrt(low * high)
        over = (spend_at(middle) * charge).sum(axis=-1) > total
        low, high = np.where(over, middle, low), np.where(over, high, middle)
    under, above = spend_at(high), spend_at(low)
    gap = ((above - under) * charge).sum(axis=-1)
    missing = total - (under * charge).sum(axis=-1)
    share = np.clip(np.divide(missing, gap, out=np.zeros_like(gap), where=gap > 0), 0.0, 1.0)
    # Straight curves jump at their price: meet in between.
    return under + (above - under) * share[:, None], np.sqrt(low * high)
