"""The simulation: spend in, people at every step out. Exact, no solver in it.

Every reported number comes from here; formulas in `docs/method.md`, "Flow" and "Overlap".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from models.network import Level, Network
from models.response_curve import Numbers, Rows

FULL = 700.0
"""Claims per person beyond which a pool counts as exhausted (exp(-700) is still a number)."""


class Flow(NamedTuple):
    """People per period: at nodes (volume, served), in pools (available, claims, moved), by draw."""

    volume: Numbers
    served: Numbers
    available: Numbers
    claims: Numbers
    moved: Numbers
    draw_claims: Numbers


Arriving = Callable[[Level, Numbers], Numbers]
PoolWorth = Callable[[Rows, Numbers], tuple[Numbers, Numbers]]


class Marginals(NamedTuple):
    """What one more brings, in objective units: a person at a node, in a pool, a claim on a pool, a
    person served at a node."""

    node: Numbers
    pool: Numbers
    claim: Numbers
    served: Numbers


@dataclass(frozen=True, eq=False)
class Simulation:
    """What a spend does. Arrays over nodes, pools or curves (`line_*`), people per period.

    `conversions` and `value` are totals; `value` is in objective units, before the cost of spend.
    `node_conversions` (`q`) is what a person at a node brings; people of a line are new to the step
    they enter. Line conversions and `entry_conversions` add up to `conversions` exactly.
    """

    spend: Numbers
    volume: Numbers
    served: Numbers
    turned_away: Numbers
    pool_people: Numbers
    pool_claims: Numbers
    pool_moved: Numbers
    line_claims: Numbers
    line_people: Numbers
    node_conversions: Numbers
    node_value: Numbers
    line_conversions: Numbers
    line_value: Numbers
    entry_conversions: Numbers
    conversions: Numbers
    value: Numbers
    objective: Numbers


def claims_of(network: Network, spend: Numbers) -> Numbers:
    """(..., draws) claims per period of every draw at `spend` (..., lines)."""
    return network.draw_weight * network.curves.value(network.acting(spend))[..., network.draw_line]


def flow(network: Network, spend: Numbers) -> Flow:
    """People everywhere at `spend` (..., lines), major units per period."""
    return flow_of_acting(network, network.acting(spend))


def flow_of_acting(network: Network, acting: Numbers) -> Flow:
    """People everywhere when this money acts on the curves (..., curves)."""
    draw_claims = network.draw_weight * network.curves.value(acting)[..., network.draw_line]
    claims = network.ways.sum_by_pool(draw_claims, len(network.pool_target))
    return flow_of_claims(network, claims, draw_claims)


def flow_of_claims(network: Network, claims: Numbers, draw_claims: Numbers) -> Flow:
    """People everywhere for given claims on the pools (..., pools)."""
    shape = np.broadcast_shapes(
        claims.shape[:-1],
        network.entries.shape[:-1],
        network.edge_rate.shape[:-1],
        network.pool_size.shape[:-1],
    )
    volume = np.zeros((*shape, len(network.node_keys)))
    volume[...] = network.entries
    served = np.zeros_like(volume)
    available = np.zeros((*shape, len(network.pool_target)))
    available[...] = network.pool_size
    moved = np.zeros_like(available)
    claims = np.broadcast_to(claims, available.shape)
    for level in network.ways.levels:
        pools, links, nodes = level.pools_in, level.links_in, level.nodes
        if len(pools):
            inside = pools[~network.pool_outside[pools]]
            available[..., inside] *= served[..., network.pool_source[inside]]
            moved[..., pools] = people_moved(
                claims[..., pools], available[..., pools], network.pool_random[pools]
            )
            volume[..., nodes] += moved[..., pools] @ level.sum_pools_in
        if len(links):
            onward = network.edge_rate[..., links] * served[..., network.edge_source[links]]
            volume[..., nodes] += onward @ level.sum_links_in
        served[..., nodes] = _served(network, level, volume[..., nodes])
    return Flow(volume, served, available, claims, moved, draw_claims)


def _served(network: Network, level: Level, volume: Numbers) -> Numbers:
    """Who is served of `volume` (..., nodes of the level): all, up to the capacity."""
    if network.capacity_group is None:
        return np.asarray(np.minimum(volume, network.capacity[..., level.nodes]))
    return np.asarray(volume * (_share_served(network, level, volume) @ level.shared.T))


def _share_served(network: Network, level: Level, volume: Numbers) -> Numbers:
    """(..., groups) share of who comes that a shared capacity can serve."""
    total = volume @ level.shared
    most = network.capacity[level.holder]
    return np.divide(most, total, out=np.ones_like(total), where=total > most)


def people_moved(claims: Numbers, people: Numbers, random: np.ndarray) -> Numbers:
    """`A phi(G / A)`: people moved by claims `G` on a pool of `A` people (infinite: all claims)."""
    ratio = claim_ratio(claims, people)
    with np.errstate(invalid="ignore"):
        limited = np.where(random, -people * np.expm1(-ratio), np.minimum(claims, people))
    return np.where(np.isinf(people), claims, limited)


def claim_ratio(claims: Numbers, people: Numbers) -> Numbers:
    """`G / A`, at most `FULL`; 0 without claims or without a limit."""
    ratio = np.divide(claims, people, out=np.full(claims.shape, FULL), where=people > 0)
    return np.where(claims > 0, np.minimum(ratio, FULL), 0.0)


def marginals(network: Network, state: Flow) -> Marginals:
    """The adjoint of the simulation: exact derivatives of the objective at a flow.

    `w_u = value_u + sum rho_uv w_v + sum of pools out of u: size * dM/dA * w_v`; a person beyond a
    step's capacity is worth nothing.
    """
    ratio = claim_ratio(state.claims, state.available)
    left = np.exp(-ratio)
    by_claim = np.where(network.pool_random, left, ratio < 1.0)
    by_person = np.where(network.pool_random, 1.0 - left * (1.0 + ratio), ratio >= 1.0)
    by_person = np.where(network.pool_unlimited, 0.0, by_person)

    def worth(pools: Rows, target: Numbers) -> tuple[Numbers, Numbers]:
        return by_person[..., pools] * target, by_claim[..., pools] * target

    def arriving(level: Level, served: Numbers) -> Numbers:
        volume = state.volume[..., level.nodes]
        if network.capacity_group is None:
            return np.where(volume <= network.capacity[..., level.nodes], served, 0.0)
        share = _share_served(network, level, volume)
        total = np.maximum(volume @ level.shared, 1e-300)
        # One more who comes takes a share of the others' places.
        lost = np.where(share < 1.0, (served * volume) @ level.shared / total, 0.0)
        return np.asarray((served - lost @ level.shared.T) * (share @ level.shared.T))

    return backwards(network, worth, arriving, state.volume.shape[:-1])


def capacity_worth(network: Network, state: Flow, served: Numbers) -> Numbers:
    """(groups,) objective units for one more person served by each capacity, 0 where it does not bind.

    `served` is the worth of a person served at each node (`Marginals.served`).
    """
    nodes, group, people = network.limited
    count = len(people)
    came = np.bincount(group, state.volume[nodes], minlength=count)
    worth = np.bincount(group, state.volume[nodes] * served[nodes], minlength=count)
    return np.where(came > people, worth / np.maximum(came, 1e-300), 0.0)


def backwards(
    network: Network, worth_of_pools: PoolWorth, arriving: Arriving | None = None, lead: tuple[int, ...] = ()
) -> Marginals:
    """Carry the worth of people back through the network.

    `worth_of_pools` gives the worth of a person in pools and of a claim on them from the worth of a
    person at their targets; `arriving` that of one who comes to a level's nodes from that of one served
    there (None: everybody is served). `lead`: leading axes of what these give.
    """
    shape = np.broadcast_shapes(lead, network.pool_size.shape[:-1], network.edge_rate.shape[:-1])
    node = np.zeros((*shape, len(network.node_keys)))
    served = np.zeros_like(node)
    pool = np.zeros((*shape, len(network.pool_target)))
    claim = np.zeros_like(pool)
    for level in reversed(network.ways.levels):
        nodes, links, pools = level.nodes, level.links_out, level.pools_out
        worth = network.value[..., nodes]
        if len(links):
            onward = network.edge_rate[..., links] * node[..., network.edge_target[links]]
            worth = worth + onward @ level.sum_links_out
        if len(pools):
            worth = worth + (network.pool_size[..., pools] * pool[..., pools]) @ level.sum_pools_out
        served[..., nodes] = worth
        node[..., nodes] = worth if arriving is None else arriving(level, served[..., nodes])
        entering = level.pools_in
        if len(entering):
            target = moved_worth(network, node)[..., entering]
            pool[..., entering], claim[..., entering] = worth_of_pools(entering, target)
    return Marginals(node, pool, claim, served)


def moved_worth(network: Network, node: Numbers) -> Numbers:
    """(..., pools) objective units for a person moved out of each pool, from the worth at nodes (..., nodes)."""
    worth = node[..., network.pool_target]
    return worth if network.pool_value is None else worth + network.pool_value


def objective_of(network: Network, state: Flow, spend: Numbers) -> Numbers:
    """Objective units of a flow: `sum value * served - spend_cost * spend`, and what people moved and
    claims are worth by themselves."""
    result = (network.value * state.served).sum(axis=-1) - (network.spend_cost * spend).sum(axis=-1)
    if network.pool_value is not None:
        result = result + (network.pool_value * state.moved).sum(axis=-1)
    if network.claim_value is not None:
        result = result + (network.claim_value * network.curves.value(network.acting(spend))).sum(axis=-1)
    return np.asarray(result)


def gradient(network: Network, spend: Numbers) -> tuple[Numbers, Numbers]:
    """Objective and its derivative by spend (..., lines), by the adjoint."""
    state = flow(network, spend)
    worth = claim_worth(network, marginals(network, state).claim)
    slope = network.curves.slope(network.acting(spend))
    return objective_of(network, state, spend), network.back(worth * slope) - network.spend_cost


def claim_worth(network: Network, claim: Numbers) -> Numbers:
    """(..., curves) objective units per claim of each curve, from claim prices (..., pools)."""
    worth = network.ways.sum_by_line(network.draw_weight * claim[..., network.draw_pool], network.rows)
    return worth if network.claim_value is None else worth + network.claim_value


def credits(network: Network, state: Flow, per_served: Numbers) -> Numbers:
    """`q_v = per_served_v + sum rho_vw q_w`: what an average person at a node brings, unaided."""
    q = np.zeros_like(state.volume)
    share = np.divide(state.served, state.volume, out=np.ones_like(q), where=state.volume > 0)
    for level in reversed(network.ways.levels):
        onward = per_served[..., level.nodes]
        if len(level.links_out):
            rates = network.edge_rate[..., level.links_out]
            onward = onward + (rates * q[..., network.edge_target[level.links_out]]) @ level.sum_links_out
        q[..., level.nodes] = share[..., level.nodes] * onward
    return q


def simulate(network: Network, spend: Numbers) -> Simulation:
    """Everything that `spend` (..., lines), major units per period, does to the network."""
    spend = np.asarray(spend, dtype=float)
    state = flow(network, spend)
    rate = np.divide(state.moved, state.claims, out=np.zeros_like(state.moved), where=state.claims > 0)
    draw_people = state.draw_claims * rate[..., network.draw_pool]
    q, worth = (credits(network, state, per) for per in (network.converts, network.value))
    by_line = partial(network.ways.sum_by_line, lines=network.rows)
    target = network.pool_target[network.draw_pool]
    return Simulation(
        spend=spend, volume=state.volume, served=state.served, turned_away=state.volume - state.served,
        pool_people=state.available, pool_claims=state.claims, pool_moved=state.moved,
        line_claims=by_line(state.draw_claims), line_people=by_line(draw_people),
        node_conversions=q, node_value=worth,
        line_conversions=by_line(draw_people * q[..., target]), line_value=by_line(draw_people * worth[..., target]),
        entry_conversions=network.entries * q,
        conversions=(network.converts * state.served).sum(axis=-1),
        value=(network.value * state.served).sum(axis=-1), objective=objective_of(network, state, spend),
    )  # fmt: skip
