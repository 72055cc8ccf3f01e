"""The bound as a smooth function of prices: its value, slope and curvature.

The unknowns are the logs of the prices of claims on limited pools, and the prices of rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from models.funnel import claim_worth
from models.network import Network
from models.program.bound import best_reply
from models.program.rounded import Pools, Ratios, person_worth, ratios
from models.program.rule_matrix import RuleMatrix
from models.response_curve import Numbers, Rows


class Value(NamedTuple):
    """The bound at some prices: `value`, `worth` of people (nodes, then pools), of claims by line,
    the lines' best `reply` and their `answer` in claims."""

    value: float
    log_price: Numbers
    rule_price: Numbers
    people_worth: Numbers
    worth: Numbers
    reply: Numbers
    answer: Numbers


class Slope(NamedTuple):
    """Slope of the bound by the unknowns, and people at nodes and in pools when every pool is claimed
    at the ratio of its price."""

    push: Numbers
    pools: Ratios
    people: Numbers


class Stage(NamedTuple):
    """A level of the network as dense sums over nodes, then pools: `back` into its nodes from what
    they lead to, `on` into them from what leads to them; and the pools that enter it."""

    nodes: Rows
    back: Numbers
    on: Numbers
    entering: Rows
    target: Rows
    stuck: Rows
    source: Rows
    pools: Pools


@dataclass(frozen=True, eq=False)
class PriceSearch:
    """A network (curves rounded) and its rules, ready to be asked for the bound at prices."""

    network: Network
    matrix: RuleMatrix

    @cached_property
    def priced(self) -> Rows:
        """Pools whose claims need a price: limited, and drawn upon."""
        used = self.network.ways.used_pools
        return np.asarray(used[~self.network.pool_unlimited[used]])

    @cached_property
    def place(self) -> Rows:
        """(pools,) place of each pool among the priced ones, -1 for the others."""
        place = np.full(len(self.network.pool_target), -1, dtype=np.intp)
        place[self.priced] = np.arange(len(self.priced))
        return place

    @cached_property
    def fed(self) -> Rows:
        """Priced pools filled from outside."""
        return np.asarray(self.priced[self.network.pool_outside[self.priced]])

    @cached_property
    def stages(self) -> list[Stage]:
        """The levels of the network, first to last."""
        return [self._stage(number) for number in range(len(self.network.ways.levels))]

    def _stage(self, number: int) -> Stage:
        network, level = self.network, self.network.ways.levels[number]
        nodes, pools = len(network.node_keys), len(network.pool_target)
        back = np.zeros((len(level.nodes), nodes + pools))
        on = np.zeros_like(back)
        for row, link in zip(level.sum_links_out.argmax(axis=1), level.links_out, strict=True):
            back[row, network.edge_target[link]] += network.edge_rate[link]
        for row, link in zip(level.sum_links_in.argmax(axis=1), level.links_in, strict=True):
            on[row, network.edge_source[link]] += network.edge_rate[link]
        back[level.sum_pools_out.argmax(axis=1), nodes + level.pools_out] = network.pool_size[level.pools_out]
        on[level.sum_pools_in.argmax(axis=1), nodes + level.pools_in] = 1.0
        stuck = level.pools_in[~network.pool_outside[level.pools_in]]
        place = self.place[level.pools_in]
        return Stage(
            level.nodes, back, on, level.pools_in, network.pool_target[level.pools_in], stuck,
            network.pool_source[stuck], Pools(place, place >= 0, network.pool_random[level.pools_in]),
        )  # fmt: skip

    def value_at(self, log_price: Numbers, rule_price: Numbers) -> Value:
        """The bound at these prices: worth of people backwards, then every line's best reply."""
        network, nodes = self.network, len(self.network.node_keys)
        price = np.append(np.exp(log_price), 0.0)
        people = np.zeros(nodes + len(network.pool_target))
        claim = np.zeros(len(network.pool_target))
        for stage in reversed(self.stages):
            people[stage.nodes] = network.value[stage.nodes] + stage.back @ people
            if len(stage.entering):
                target = people[stage.target]
                asked = price[stage.pools.place]
                people[nodes + stage.entering] = person_worth(target, asked, stage.pools)
                claim[stage.entering] = np.where(stage.pools.priced, asked, target)
        worth = claim_worth(network, claim)
        line_price = self.matrix.line_prices(rule_price) + network.spend_cost
        reply = best_reply(network, worth, line_price)
        answer = network.curves.value(reply)
        value = (
            network.entries @ people[:nodes] + network.pool_size[self.fed] @ people[nodes + self.fed]
            + rule_price @ self.matrix.limit + worth @ answer - line_price @ reply
        )  # fmt: skip
        return Value(float(value), log_price, rule_price, people, worth, reply, answer)

    def slope_at(self, at: Value) -> Slope:
        """Slope of the bound: claims offered less claims asked for, limits less spend."""
        network, nodes = self.network, len(self.network.node_keys)
        price = np.exp(at.log_price)
        pools = len(network.pool_target)
        target = at.people_worth[network.pool_target]
        asked = np.append(price, 0.0)[self.place]
        every = ratios(target, asked, Pools(self.place, self.place >= 0, network.pool_random))
        claims = network.ways.sum_by_pool(network.draw_weight * at.answer[network.draw_line], pools)
        volume = np.zeros(nodes + pools)
        people = np.where(network.pool_unlimited, 0.0, network.pool_size)
        for stage in self.stages:
            people[stage.stuck] *= volume[stage.source]
            entering = stage.entering
            moved = people[entering] * every.share[entering]
            volume[nodes + entering] = np.where(network.pool_unlimited[entering], claims[entering], moved)
            volume[stage.nodes] = network.entries[stage.nodes] + stage.on @ volume
        push = np.concatenate([
            price * (claims - people * every.ratio)[self.priced], self.matrix.limit - self.matrix.totals(at.reply),
        ])  # fmt: skip
        return Slope(push, every, people)

    @cached_property
    def _pairs(self) -> tuple[Rows, Rows, Numbers, Rows, Rows, np.ndarray]:
        """Entries (line, unknown, coefficient) of every line, then all pairs of them on one line."""
        network, matrix = self.network, self.matrix
        known = self.place[network.draw_pool] >= 0
        line = np.concatenate([network.draw_line[known], matrix.line])
        unknown = np.concatenate([self.place[network.draw_pool[known]], len(self.priced) + matrix.rule])
        number = np.concatenate([network.draw_weight[known], -matrix.coefficient])
        order = np.argsort(line, kind="stable")
        line, unknown, number = line[order], unknown[order], number[order]
        counts = np.bincount(line, minlength=network.lines)
        repeats = counts[line]
        left = np.repeat(np.arange(len(line)), repeats)
        start = np.repeat(np.repeat(np.cumsum(counts) - counts, counts), repeats)
        within = np.arange(len(left)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        return line, unknown, number, left, start + within, unknown < len(self.priced)

    def curvature_at(self, at: Value, slope: Slope) -> Numbers:
        """Second derivatives by the unknowns, without the term that vanishes at the least bound."""
        network, size = self.network, len(self.priced) + len(self.matrix.limit)
        line, unknown, number, left, right, is_pool = self._pairs
        free = (at.reply > network.lower) & (at.reply < network.upper)
        turn = at.worth * network.curves.bend(at.reply)
        sharp = -np.divide(1.0, turn, out=np.zeros_like(turn), where=free & (turn < -1e-300))
        steep = np.where(free, network.curves.slope(at.reply), 0.0)
        entry = number * np.where(is_pool, steep[line], 1.0)
        entry[is_pool] *= np.exp(at.log_price)[unknown[is_pool]]
        amount = entry[left] * entry[right] * sharp[line[left]]
        result = np.bincount(unknown[left] * size + unknown[right], amount, minlength=size * size).reshape(
            size, size
        )
        if len(self.priced):
            result[: len(self.priced), : len(self.priced)] += self._pool_curvature(at, slope)
        return np.asarray(result)

    def _pool_curvature(self, at: Value, slope: Slope) -> Numbers:
        """`-mu_p d(people_p ratio_p) / d log mu_q`, carried back and on through the network."""
        network, pools, count, nodes = (
            self.network,
            slope.pools,
            len(self.priced),
            len(self.network.node_keys),
        )
        price = np.exp(at.log_price)
        own = np.zeros((len(network.pool_target), count))
        own[self.priced, np.arange(count)] = 1.0
        worth = np.zeros((nodes + len(own), count))
        ratio = np.zeros_like(own)
        cost = own * (pools.ratio * np.append(price, 0.0)[self.place])[:, None]
        target = at.people_worth[network.pool_target]
        steep = np.divide(pools.fall, target, out=np.zeros_like(target), where=target > 0)[:, None]
        for stage in reversed(self.stages):
            worth[stage.nodes] = stage.back @ worth
            gain = worth[stage.target]
            ratio[stage.entering] = steep[stage.entering] * gain
            worth[nodes + stage.entering] = pools.share[stage.entering, None] * gain - cost[stage.entering]
        ratio -= pools.fall[:, None] * own
        moved = (slope.people * pools.scarcity)[:, None] * ratio
        volume = np.zeros_like(worth)
        people = np.zeros_like(own)
        for stage in self.stages:
            people[stage.stuck] = network.pool_size[stage.stuck, None] * volume[stage.source]
            entering = stage.entering
            volume[nodes + entering] = pools.share[entering, None] * people[entering] + moved[entering]
            volume[stage.nodes] = stage.on @ volume
        change = pools.ratio[:, None] * people + slope.people[:, None] * ratio
        return np.asarray(-price[:, None] * change[self.priced])
