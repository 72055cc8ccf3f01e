"""A first answer: Newton's method on the prices, before any program is laid out.

The bound is convex in the prices of claims and rules, and there are far fewer of these than lines.
Kinks (pools without overlap, straight curves) are rounded off, so the answer is near, not exact:
the program takes it from here, and nothing rests on it but speed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from models.funnel import claim_worth, flow, marginals, objective_of
from models.network import Network
from models.program.bound import best_reply
from models.program.rounded import Rounded, rounded_curves, rounded_pool
from models.program.rule_matrix import RuleMatrix
from models.response_curve import Numbers, Rows

MOST_UNKNOWNS = 2500
"""Beyond so many prices a dense step costs more than the program itself."""

LONGEST_STEP = 1.5
"""A price changes at most by a factor of exp(LONGEST_STEP) in one step."""

MOST_STEPS = 40
ENOUGH = 1e-7
"""Stop when a step promises less than this share of what the money brings."""


@dataclass(frozen=True, eq=False)
class Start:
    """Prices of claims (pools,) and rules (rules,), the reply to them, and the remaining doubt.

    `doubt` is the fall of the bound that one more step promises, as a share of what money brings.
    """

    claim_price: Numbers
    rule_price: Numbers
    spend: Numbers
    doubt: float


class State(NamedTuple):
    """The rounded bound at some prices, and what its derivatives need."""

    value: float
    log_price: Numbers
    rule_price: Numbers
    node: Numbers
    pools: Rounded
    volume: Numbers
    people: Numbers
    worth: Numbers
    reply: Numbers
    claims: Numbers
    push: Numbers


@dataclass(frozen=True, eq=False)
class PriceSearch:
    """The rounded bound as a function of the logs of claim prices and of the rule prices."""

    network: Network
    matrix: RuleMatrix

    @cached_property
    def priced(self) -> Rows:
        """Pools whose claims need a price: limited, and drawn upon."""
        return self.network.ways.used_pools[~self.network.pool_unlimited[self.network.ways.used_pools]]

    @cached_property
    def place(self) -> Rows:
        """(pools,) place of each pool among the priced ones, -1 for the others."""
        place = np.full(len(self.network.pool_target), -1, dtype=np.intp)
        place[self.priced] = np.arange(len(self.priced))
        return place

    @cached_property
    def pairs(self) -> tuple[Rows, Rows, Rows, Numbers, Numbers, np.ndarray]:
        """Entries (line, unknown, coefficient) of every line, then all pairs of them on one line."""
        network, matrix = self.network, self.matrix
        known = self.place[network.draw_pool] >= 0
        line = np.concatenate([network.draw_line[known], matrix.line])
        unknown = np.concatenate([self.place[network.draw_pool[known]], len(self.priced) + matrix.rule])
        number = np.concatenate([network.draw_weight[known], -matrix.coefficient])
        order = np.argsort(line, kind="stable")
        line, unknown, number = line[order], unknown[order], number[order]
        counts = np.bincount(line, minlength=network.lines)
        first = np.repeat(np.cumsum(counts) - counts, counts)
        left = np.repeat(np.arange(len(line)), counts[line])
        start = np.repeat(first, counts[line])
        within = np.arange(len(left)) - np.repeat(np.cumsum(counts[line]) - counts[line], counts[line])
        is_pool = unknown < len(self.priced)
        return line, unknown, number, left, start + within, is_pool

    def at(self, log_price: Numbers, rule_price: Numbers) -> State:
        """Everything at these prices: worth of people backwards, then people forwards."""
        network = self.network
        price = np.exp(log_price)
        node, claim = network.value.copy(), np.zeros(len(network.pool_target))
        pools = Rounded.empty(len(claim))
        for level in reversed(network.ways.levels):
            nodes = level.nodes
            if len(level.links_out):
                links = level.links_out
                node[nodes] += (network.edge_rate[links] * node[network.edge_target[links]]) @ level.sum_links_out
            if len(level.pools_out):
                node[nodes] += (network.pool_size[level.pools_out] * pools.person[level.pools_out]) @ level.sum_pools_out
            entering = level.pools_in
            if len(entering):
                target = node[network.pool_target[entering]]
                asked = np.where(self.place[entering] >= 0, price[self.place[entering]] if len(price) else 0.0, target)
                claim[entering] = asked
                pools.fill(entering, rounded_pool(target, asked, self.place[entering] >= 0, network.pool_random[entering]))
        worth = claim_worth(network, claim)
        line_price = self.matrix.line_prices(rule_price) + network.spend_cost
        reply = best_reply(network, worth, line_price)
        answer = network.curves.value(reply)
        claims = network.ways.sum_by_pool(network.draw_weight * answer[network.draw_line], len(claim))
        volume, people = self._forwards(pools, claims)
        outside = network.pool_outside[self.priced]
        fed = self.priced[outside]
        value = (
            network.entries @ node + network.pool_size[fed] @ pools.person[fed]
            + rule_price @ self.matrix.limit + worth @ answer - line_price @ reply
        )  # fmt: skip
        push = np.concatenate([
            price * (claims - people * pools.ratio)[self.priced],
            self.matrix.limit - self.matrix.totals(reply),
        ])  # fmt: skip
        return State(float(value), log_price, rule_price, node, pools, volume, people, worth, reply, claims, push)

    def _forwards(self, pools: Rounded, claims: Numbers) -> tuple[Numbers, Numbers]:
        """Volumes and people in pools when every priced pool is claimed at its price's ratio."""
        network = self.network
        volume = network.entries.copy()
        people = np.where(network.pool_unlimited, 0.0, network.pool_size)
        for level in network.ways.levels:
            inside = level.pools_in[~network.pool_outside[level.pools_in]]
            people[inside] *= volume[network.pool_source[inside]]
            if len(level.pools_in):
                moved = np.where(
                    network.pool_unlimited[level.pools_in], claims[level.pools_in],
                    people[level.pools_in] * pools.share[level.pools_in],
                )  # fmt: skip
                volume[level.nodes] += moved @ level.sum_pools_in
            if len(level.links_in):
                links = level.links_in
                volume[level.nodes] += (network.edge_rate[links] * volume[network.edge_source[links]]) @ level.sum_links_in
        return volume, people

    def curvature(self, state: State) -> Numbers:
        """Second derivatives by (log claim prices, rule prices), without the term that vanishes."""
        network, size = self.network, len(self.priced) + len(self.matrix.limit)
        line, unknown, number, left, right, is_pool = self.pairs
        free = (state.reply > network.lower) & (state.reply < network.upper)
        with np.errstate(all="ignore"):
            sharp = np.where(free, -1.0 / (state.worth * network.curves.bend(state.reply)), 0.0)
        sharp = np.where(np.isfinite(sharp), sharp, 0.0)
        slope = np.where(free, network.curves.slope(state.reply), 0.0)
        entry = number * np.where(is_pool, slope[line], 1.0)
        entry[is_pool] *= np.exp(state.log_price)[unknown[is_pool]]
        amount = entry[left] * entry[right] * sharp[line[left]]
        result = np.bincount(unknown[left] * size + unknown[right], amount, minlength=size * size).reshape(size, size)
        result[: len(self.priced), : len(self.priced)] += self._pool_curvature(state)
        return result

    def _pool_curvature(self, state: State) -> Numbers:
        """`-mu_p d(people_p ratio_p) / d log mu_q`, carried through the network level by level."""
        network, pools, count = self.network, state.pools, len(self.priced)
        price = np.exp(state.log_price)
        node = np.zeros((len(network.node_keys), count))
        own = np.zeros((len(network.pool_target), count))
        own[self.priced, np.arange(count)] = 1.0
        ratio = np.zeros_like(own)
        person = np.zeros_like(own)
        for level in reversed(network.ways.levels):
            links, leaving, entering = level.links_out, level.pools_out, level.pools_in
            if len(links):
                node[level.nodes] += level.sum_links_out.T @ (network.edge_rate[links, None] * node[network.edge_target[links]])
            if len(leaving):
                node[level.nodes] += level.sum_pools_out.T @ (network.pool_size[leaving, None] * person[leaving])
            if len(entering):
                target = network.pool_target[entering]
                gain = node[target]
                worth = state.node[target][:, None]
                asked = np.where(self.place[entering] >= 0, price[self.place[entering]] if count else 0.0, 0.0)
                relative = np.divide(gain, worth, out=np.zeros_like(gain), where=worth > 0)
                ratio[entering] = pools.fall[entering, None] * (relative - own[entering])
                person[entering] = pools.share[entering, None] * gain - (pools.ratio[entering] * asked)[:, None] * own[entering]
        return -price[:, None] * self._claims_change(state, ratio)[self.priced]

    def _claims_change(self, state: State, ratio: Numbers) -> Numbers:
        """Change of `people * ratio` of every pool when the ratios change by `ratio` (pools, unknowns)."""
        network, pools = self.network, state.pools
        volume = np.zeros((len(network.node_keys), ratio.shape[1]))
        people = np.zeros_like(ratio)
        for level in network.ways.levels:
            entering, links = level.pools_in, level.links_in
            inside = entering[~network.pool_outside[entering]]
            people[inside] = network.pool_size[inside, None] * volume[network.pool_source[inside]]
            if len(entering):
                share = pools.share[entering, None] * people[entering]
                share += (state.people * pools.scarcity)[entering, None] * ratio[entering]
                volume[level.nodes] += level.sum_pools_in.T @ share
            if len(links):
                volume[level.nodes] += level.sum_links_in.T @ (network.edge_rate[links, None] * volume[network.edge_source[links]])
        return pools.ratio[:, None] * people + state.people[:, None] * ratio


def warm_start(network: Network, matrix: RuleMatrix) -> Start:
    """Search for prices from the current spend scaled to the total; see `Start`."""
    search = PriceSearch(network.changed(curves=rounded_curves(network)), matrix)
    state = _first(search)
    doubt = np.inf
    if len(state.push) <= MOST_UNKNOWNS:
        state, doubt = _descend(search, state)
    price = np.zeros(len(network.pool_target))
    price[search.priced] = np.exp(state.log_price)
    return Start(price, state.rule_price, state.reply, doubt)


def _first(search: PriceSearch) -> State:
    """Prices as the simulation sees them at current spend scaled to the total, and a price of money
    at which the lines would spend the total."""
    network, matrix = search.network, search.matrix
    totals = [place for place, rule in enumerate(network.rules) if len(rule.lines) == network.lines]
    spend = network.current
    if totals and spend.sum() > 0:
        spend = spend * matrix.limit[totals[0]] / max(matrix.totals(spend)[totals[0]], 1e-300)
    spend = np.clip(spend, network.lower, network.upper)
    seen = marginals(network, flow(network, spend))
    target = seen.node[network.pool_target]
    log_price = np.log(np.maximum(seen.claim, np.maximum(1e-3 * target, 1e-30)))[search.priced]
    price = np.zeros(len(matrix.limit))
    if totals:
        price[totals[0]] = _price_of_money(search, seen.claim, totals[0])
    return search.at(log_price, price)


def _price_of_money(search: PriceSearch, claim: Numbers, total: int) -> float:
    """The price at which the lines together spend the limit of rule `total`, to a few per cent."""
    network, matrix = search.network, search.matrix
    worth = claim_worth(network, claim)
    slope = worth * network.curves.slope(np.maximum(network.current, 1e-3 * network.upper))
    high = float(np.max(slope, initial=0.0)) * 1e3
    low = high * 1e-8
    price = np.zeros(len(matrix.limit))
    for _ in range(20):
        price[total] = np.sqrt(low * high)
        reply = best_reply(network, worth, matrix.line_prices(price) + network.spend_cost)
        if matrix.totals(reply)[total] > matrix.limit[total]:
            low = price[total]
        else:
            high = price[total]
    return float(np.sqrt(low * high))


def _descend(search: PriceSearch, state: State) -> tuple[State, float]:
    """Newton steps with a line search until a step promises next to nothing."""
    network = search.network
    idle = np.zeros(network.lines)
    floor = float(objective_of(network, flow(network, idle), idle))
    doubt, damping = np.inf, 1e-9
    for _ in range(MOST_STEPS):
        curvature = search.curvature(state)
        step = _newton_step(search, state, curvature, damping)
        doubt = -0.5 * float(state.push @ step) / max(state.value - floor, 1e-300)
        moved = _line_search(search, state, step)
        if moved is None:
            damping *= 100.0
            if damping > 1.0:
                break
            continue
        state, damping = moved, max(damping * 0.1, 1e-9)
        if doubt < ENOUGH:
            break
    return state, doubt


def _newton_step(search: PriceSearch, state: State, curvature: Numbers, damping: float) -> Numbers:
    """The damped Newton step on prices that are free to move, kept within their signs."""
    matrix, count = search.matrix, len(search.priced)
    push, price = state.push, state.rule_price
    scale = np.concatenate([np.ones(count), np.full(len(price), max(np.abs(price).max(initial=0.0), 1e-12))])
    stuck = (price <= 0.0) & ~matrix.least & (push[count:] > 0.0) | (price >= 0.0) & ~matrix.most & (push[count:] < 0.0)
    free = np.concatenate([np.ones(count, dtype=bool), ~stuck])
    diagonal = np.maximum(curvature.diagonal(), np.abs(push) / scale * 1e-2) + 1e-300
    root = np.sqrt(diagonal[free])
    system = curvature[np.ix_(free, free)] / root / root[:, None]
    system[np.diag_indices_from(system)] += damping + (diagonal - curvature.diagonal())[free] / diagonal[free]
    step = np.zeros_like(push)
    step[free] = -np.linalg.solve(system, push[free] / root) / root
    step[:count] = np.clip(step[:count], -LONGEST_STEP, LONGEST_STEP)
    step[count:] = matrix.signed(price + step[count:]) - price
    return step


def _line_search(search: PriceSearch, state: State, step: Numbers) -> State | None:
    """The state after the longest part of the step that lowers the bound enough, if any."""
    count = len(search.priced)
    slope = float(state.push @ step)
    if slope >= 0.0:
        return None
    for halving in range(12):
        part = 0.5**halving
        tried = search.at(state.log_price + part * step[:count], state.rule_price + part * step[count:])
        if tried.value <= state.value + 1e-4 * part * slope:
            return tried
    return None
