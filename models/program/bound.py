"""The proof: any prices of money and of claims give a true upper bound (weak duality)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from models.funnel import Marginals, backwards, claim_worth
from models.network import Level, Network
from models.outcome_rules import allowed_prices, owed, priced
from models.program.rule_matrix import RuleMatrix
from models.response_curve import Numbers, Rows


@dataclass(frozen=True, eq=False)
class Bound:
    """An upper bound of the objective and the prices it was made from.

    `rule`: (rules,) objective units per unit of a rule's limit. `capacity`: (groups,) objective units
    for one more person served by each capacity of `Network.limited`. `outcome`: (outcome rules,) objective
    units per unit of each target less. `worth`: one more person at a node,
    in a pool, one more claim. `reply`: (curves,) acting money that answers the prices best.
    `line_price`: (lines,) price of a unit of money on each line. `row`: (curves,) worth of a unit of
    money acting on each curve.
    """

    value: float
    rule: Numbers
    capacity: Numbers
    worth: Marginals
    reply: Numbers
    line_price: Numbers
    row: Numbers
    outcome: Numbers


class Places(NamedTuple):
    """Prices that not every plan has: of a person served by each capacity (groups of
    `Network.limited`), of a unit of money acting on each curve (curves,) where money is carried over, of
    a unit of what each outcome rule counts (outcome rules,).
    """

    capacity: Numbers
    row: Numbers
    outcome: Numbers = np.zeros(0)


def no_places(network: Network) -> Places:
    """Places for nothing."""
    return Places(
        np.zeros(len(network.limited.people)), np.zeros(network.rows), np.zeros(len(network.outcome_rules))
    )


def pool_worth(target: Numbers, price: Numbers, random: np.ndarray) -> Numbers:
    """Worth of one more person in a pool: `max over r of (w phi(r) - mu r)`.

    `w` is the worth of a person at the pool's target, `mu` the price of a claim. Random overlap:
    `w - mu + mu ln(mu / w)` for `mu < w`, else 0. No overlap: `max(w - mu, 0)`.
    """
    margin = np.maximum(target - price, 0.0)
    inside = (price > 0.0) & (margin > 0.0)
    ratio = np.divide(price, target, out=np.ones_like(margin), where=inside)
    return np.where(random, np.maximum(margin + price * np.log(ratio), 0.0), margin)


def worth_at(network: Network, claim_price: Numbers, capacity_price: Numbers | None = None) -> Marginals:
    """Worth of people everywhere when claims on the pools (..., pools) and places at steps (..., groups)
    have these prices; somebody who is not worth a place is turned away.

    A pool whose limit is not known, or that no line draws on, prices a claim at the worth of a
    person at its target, so that one more person in it is worth nothing.
    """
    free = network.pool_unlimited.copy()
    free[:] |= ~np.isin(np.arange(len(free)), network.ways.used_pools)

    def worth(pools: Rows, target: Numbers) -> tuple[Numbers, Numbers]:
        price = np.where(free[pools], target, np.maximum(claim_price[..., pools], 0.0))
        kappa = pool_worth(target, price, network.pool_random[pools])
        return np.where(free[pools], 0.0, kappa), price

    if not len(network.limited.nodes):
        return backwards(network, worth, lead=claim_price.shape[:-1])
    lead = claim_price.shape[:-1]
    place, limited = np.zeros((*lead, len(network.node_keys))), np.isfinite(network.capacity)
    if capacity_price is not None:
        place[..., network.limited.nodes] = np.maximum(capacity_price, 0.0)[..., network.limited.group]

    def arriving(level: Level, served: Numbers) -> Numbers:
        rest = served - place[..., level.nodes]
        return np.where(limited[level.nodes], np.maximum(rest, 0.0), served)

    return backwards(network, worth, arriving, lead)


def best_reply(network: Network, worth: Numbers, price: Numbers) -> Numbers:
    """(curves,) the acting money within its bounds that makes `worth * f(a) - price * a` greatest."""
    with np.errstate(divide="ignore", invalid="ignore"):
        wanted = np.where(worth > 0.0, price / worth, np.where(price < 0.0, -np.inf, np.inf))
    return np.clip(network.curves.spend_at(wanted), network.row_lower, network.row_upper)


def bound_at(
    network: Network,
    matrix: RuleMatrix,
    claim_price: Numbers,
    rule_price: Numbers,
    places: Places | None = None,
) -> Bound:
    """The bound from prices of claims (pools,), rules (rules,) and `places` (None: for nothing); true
    whatever they are.

    `sum entries w + sum of outside pools A kappa + sum of rules price * limit + sum of capacities
    price * people + sum of lines' own maxima`. With carry-over these maxima are those of every curve by
    itself at the price of acting money, and of every line's spend at what it is worth as acting money. Upper bounds of lines must be finite.
    What outcome rules count is worth its price beside the objective, and their targets are owed.
    """
    rule_price = matrix.signed(rule_price)
    capacity, row, outcome = no_places(network) if places is None else places
    outcome = allowed_prices(network, outcome)
    network = priced(network, outcome)
    capacity = np.maximum(capacity, 0.0)
    worth = worth_at(network, claim_price, capacity)
    claim = claim_worth(network, worth.claim)
    price = matrix.line_prices(rule_price) + network.spend_cost
    row = row_prices(network, row, price)
    reply = best_reply(network, claim, row)
    profit = claim * network.curves.value(reply) - row * reply
    if not network.curves.concave.all():
        for edge in (network.row_lower, network.row_upper):  # an S-shaped curve may be best at a bound
            profit = np.maximum(profit, claim * network.curves.value(edge) - row * edge)
        _try_kinks(network, claim, row, profit)
    limited = network.pool_outside & ~network.pool_unlimited
    value = (
        network.entries @ worth.node
        + network.pool_size[limited] @ worth.pool[limited]
        + rule_price @ matrix.limit
        + capacity @ network.limited.people
        + owed(network, outcome)
        + profit.sum()
        + spending(network, row, price)
    )
    return Bound(float(value), rule_price, capacity, worth, reply, price, row, outcome)


def _try_kinks(network: Network, claim: Numbers, row: Numbers, profit: Numbers) -> None:
    """Straight pieces whose slopes rise may be best at any of their ends."""
    table, low, high = network.curves, network.row_lower, network.row_upper
    for place in np.flatnonzero(table.straight & ~table.concave).tolist():
        kinks = np.clip(table.kinks(place), low[place], high[place])
        value = table.take(np.array([place])).value(kinks[:, None])[:, 0]
        profit[place] = max(profit[place], float(np.max(claim[place] * value - row[place] * kinks)))


def row_prices(network: Network, row: Numbers, price: Numbers) -> Numbers:
    """(curves,) prices of acting money: that of the line where nothing is carried over."""
    carry = network.carry
    if carry is None:
        return price
    alone = ~carry.carried_rows
    return np.where(alone, price[np.maximum(carry.spends, 0)], np.maximum(row, 0.0))


def spending(network: Network, row: Numbers, price: Numbers) -> float:
    """`row prices x what acts from before + sum of max over x of (worth of acting money - price) x`."""
    carry = network.carry
    if carry is None:
        return 0.0
    left = np.where(carry.carried, network.back(row) - price, 0.0)
    return float(row @ carry.start + np.maximum(left * network.lower, left * network.upper).sum())
