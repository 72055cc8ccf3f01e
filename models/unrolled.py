"""A plan unrolled in time: a node for every stretch, segment and step, with its links and audiences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.audience_sizes import people_outside, people_unpaid, rate_of, share_of_stuck
from models.communication import AudiencePool, Overlap, PoolKind, Touchpoint
from models.goals import Objective
from models.journey import FunnelStep
from models.network import OUTSIDE
from models.network_keys import BEYOND, node_key, pool_key, unknown_pool_key
from models.objective import check_objective
from models.plan import Plan
from models.response_curve import Numbers
from models.stretches import Stretch, arrivals, ordered_steps, returning_links, stretches_of


@dataclass(frozen=True)
class Pool:
    """A pool of one segment in one stretch: see `Network`."""

    target: int
    source: int
    size: float
    share: float
    random: bool


@dataclass(frozen=True)
class Edges:
    """Links of the network: ends, rates, the id of the plan's link behind each, and its share of the
    link's people."""

    source: np.ndarray
    target: np.ndarray
    rate: Numbers
    keys: tuple[str, ...]
    part: Numbers


class Unrolled:
    """Nodes by stretch and segment, steps in order within each; then one for all that comes too late."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.stretches = stretches_of(plan)
        self.steps = [plan.by_id["steps"][step_id] for step_id in ordered_steps(plan)]
        self.segments = [segment.id for segment in plan.segments]
        keys = [
            node_key(segment, step.id, stretch.key)
            for stretch in self.stretches
            for segment in self.segments
            for step in self.steps
        ]
        self.back = returning_links(plan)
        self.ways = [
            [arrivals(self.stretches, t, link, link.id in self.back) for t in range(len(self.stretches))]
            for link in plan.links
        ]
        if any(sum(way.values()) < 1.0 - 1e-9 for ways in self.ways for way in ways):
            keys.append(BEYOND)
        self.place = {key: number for number, key in enumerate(keys)}

    def node(self, segment_id: str, step_id: str, stretch: Stretch) -> int:
        """Place of a step in a segment and a stretch."""
        return self.place[node_key(segment_id, step_id, stretch.key)]

    def each(self, of_step: Callable[[FunnelStep, Stretch], float], beyond: float = 0.0) -> Numbers:
        """(nodes,) the same number for a step in every segment."""
        result = np.full(len(self.place), beyond)
        found = [
            of_step(step, stretch) for stretch in self.stretches for _ in self.segments for step in self.steps
        ]
        result[: len(found)] = found
        return result

    def entries(self) -> Numbers:
        """(nodes,) organic people in every period, and in the first those already there."""
        result = np.zeros(len(self.place))
        for step in self.steps:
            for people in step.pipeline:
                result[self.node(people.segment_id, step.id, self.stretches[0])] += people.people.value
            for stretch in self.stretches:
                if stretch.period is None:
                    continue
                for segment in {people.segment_id for people in step.organic}:
                    unpaid = people_unpaid(self.plan, step, segment, stretch)
                    result[self.node(segment, step.id, stretch)] += unpaid
        return result

    def value(self, objective: Objective) -> Numbers:
        """(nodes,) objective units for one served person."""
        check_objective(self.plan, objective)
        wanted = self.plan.rules.objective_step_id
        if objective in (Objective.PEOPLE_AT_STEP, Objective.QUALIFIED_LEADS):
            return self.each(lambda step, _: float(step.id == wanted))
        if objective is Objective.CONVERSIONS:
            return self.each(lambda step, _: float(step.converts))
        if objective is Objective.PROFIT:
            return self.each(lambda step, _: _kept_of_value(step))
        return self.each(lambda step, _: step.value.value if step.value else 0.0)

    def capacity(self) -> Numbers:
        """(nodes,) people who can be served in each stretch, infinite where no capacity is set."""

        def people(step: FunnelStep, stretch: Stretch) -> float:
            if step.capacity is None:
                return np.inf
            return step.capacity.value * stretch.days / self.plan.reference_days

        return self.each(people, beyond=np.inf)

    def capacity_groups(self) -> np.ndarray | None:
        """(nodes,) the step and stretch of each node: segments share what can be served there; None
        with one segment."""
        if len(self.segments) < 2 or all(step.capacity is None for step in self.steps):
            return None
        count, steps = len(self.place), len(self.steps)
        place = np.arange(count)
        return np.asarray(place // (steps * len(self.segments)) * steps + place % steps)

    def edges(self) -> Edges:
        """Every link in every segment and stretch, shared over the stretches in which people arrive."""
        source, target, rates, keys, shares = [], [], [], [], []
        for t, stretch in enumerate(self.stretches):
            for segment in self.segments:
                for link, ways in zip(self.plan.links, self.ways, strict=True):
                    start = self.node(segment, link.from_step_id, stretch)
                    rate = rate_of(link, segment)
                    parts = [
                        (self.node(segment, link.to_step_id, self.stretches[to]), share)
                        for to, share in ways[t].items()
                    ]
                    missing = 1.0 - sum(share for _, share in parts)
                    parts += [(self.place[BEYOND], missing)] if missing > 1e-9 else []
                    for end, share in parts:
                        source.append(start)
                        target.append(end)
                        rates.append(rate * share)
                        keys.append(link.id)
                        shares.append(share)
        return Edges(
            np.array(source, dtype=np.intp), np.array(target, dtype=np.intp),
            np.array(rates, dtype=float), tuple(keys), np.array(shares, dtype=float),
        )  # fmt: skip

    def pools(self, lines: tuple[Touchpoint, ...]) -> dict[str, Pool]:
        """Every audience by stretch and segment, by key; then the unnamed ones that lines draw on."""
        known = sorted(self.plan.pools, key=lambda pool: pool.id)
        unnamed = sorted({line.step_id for line in lines if line.pool_id is None and line.curve is not None})
        pools: dict[str, Pool] = {}
        for t, stretch in enumerate(self.stretches):
            for pool in known:
                for segment in self.segments:
                    made = self._pool(pool, segment, t)
                    if made is not None:
                        pools[pool_key(pool.id, segment, stretch.key)] = made
            for step_id in unnamed:
                for segment in self.segments:
                    target = self.node(segment, step_id, stretch)
                    pools[unknown_pool_key(step_id, segment, stretch.key)] = Pool(
                        target, OUTSIDE, np.inf, 0.0, True
                    )
        return pools

    def _pool(self, pool: AudiencePool, segment: str, place: int) -> Pool | None:
        """An audience in one stretch; who is won back over a returning link arrives in the next one."""
        stretch, random = self.stretches[place], pool.overlap is Overlap.RANDOM
        if pool.kind is PoolKind.OUTSIDE:
            target = self.node(segment, pool.step_id or "", stretch)
            size = people_outside(self.plan, pool, segment, stretch)
            return Pool(target, OUTSIDE, np.inf if size is None else size, 0.0, random)
        link = self.plan.by_id["links"][pool.link_id or ""]
        later = place + (link.id in self.back)
        if later >= len(self.stretches):
            return None
        source = self.node(segment, link.from_step_id, stretch)
        target = self.node(segment, link.to_step_id, self.stretches[later])
        return Pool(target, source, 0.0, share_of_stuck(self.plan, pool, segment), random)


def _kept_of_value(step: FunnelStep) -> float:
    """Money that one served person leaves: value, less returns, times margin."""
    if step.value is None or step.margin is None:
        return 0.0
    return step.value.value * (1.0 - step.returns.value) * step.margin.value
