"""A plan as a network of arrays: `compile_plan`, and the keys that lead back to the plan.

The plan of one period is stretched to its days: flows stated per reference period are multiplied by
`days / reference_days`, curves by their own rule. The pipeline is what is there when the plan begins,
so it is not stretched. Money is in major units over the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from graphlib import TopologicalSorter

import numpy as np

from models.audience_sizes import people_outside, rate_of, share_of_stuck
from models.budget_rules import RULES, line_bounds, segment_shares
from models.charging import current_over_plan
from models.claims import claims_per_response
from models.communication import AudiencePool, Overlap, PoolKind, Touchpoint
from models.curve import CurveFamily
from models.curve_table import CurveTable, make_table
from models.errors import NotYetPossible
from models.goals import Objective
from models.journey import FunnelStep
from models.money import to_major
from models.network import OUTSIDE, Network, stuck_sizes
from models.plan import Plan
from models.quantity import N_
from models.refusals import refuse, unsupported
from models.response_curve import Numbers

NEGLIGIBLE = 1e-12
"""Claims on an audience per claim of the curve that count as none."""


def node_key(segment_id: str, step_id: str) -> str:
    """Key of a step in a segment, as in `Network.node_keys`."""
    return f"{segment_id}/{step_id}"


def pool_key(pool_id: str, segment_id: str) -> str:
    """Key of an audience in a segment, as in `Network.pool_keys`."""
    return f"{pool_id}/{segment_id}"


def capacity_key(node: str) -> str:
    """Key of the price of a capacity, from the key of one of the nodes that it limits."""
    return f"capacity:{node.partition('/')[2]}"


def unknown_pool_key(step_id: str, segment_id: str) -> str:
    """Key of the people of a step whose audience nobody named: its limit is not known."""
    return f"?{step_id}/{segment_id}"


def compile_plan(plan: Plan, objective: Objective | None = None) -> Network:
    """The plan as arrays, its objective unless another is given.

    Lines are touchpoints with a curve or with money, by id. A line without a curve brings nothing that
    is known. Raises NotYetPossible for what cannot be simulated yet; what can be simulated but not
    optimised is left for the optimiser to refuse (`Network.unsupported`).
    """
    refuse(plan)
    objective = objective or plan.rules.objective
    draft = _Draft(plan)
    lines = lines_of(plan)
    bounds = [line_bounds(plan, line) for line in lines]
    edges = draft.edges()
    pools = draft.pools(lines)
    draws = draft.draws(lines)
    network = Network(
        node_keys=tuple(draft.place), entries=draft.entries(), value=draft.value(objective),
        converts=draft.each(lambda step: float(step.converts)), capacity=draft.capacity(),
        capacity_group=draft.capacity_groups(),
        edge_source=edges[0], edge_target=edges[1], edge_rate=edges[2],
        pool_keys=tuple(pools), pool_target=np.array([p.target for p in pools.values()], dtype=np.intp),
        pool_source=np.array([p.source for p in pools.values()], dtype=np.intp),
        pool_size=np.array([p.size for p in pools.values()], dtype=float),
        pool_share=np.array([p.share for p in pools.values()], dtype=float),
        pool_random=np.array([p.random for p in pools.values()], dtype=bool),
        line_keys=tuple(line.id for line in lines), curves=_curves(plan, lines),
        lower=np.array([b.lower for b in bounds]), upper=np.array([b.upper for b in bounds]),
        current=np.array([to_major(current_over_plan(plan, line), plan.currency) for line in lines]),
        lower_key=tuple(b.lower_key for b in bounds), upper_key=tuple(b.upper_key for b in bounds),
        draw_line=draws[0], draw_pool=draws[1], draw_weight=draws[2],
        rules=tuple(rule for make in RULES for rule in make(plan, lines)),
        unsupported=tuple(unsupported(plan, lines, objective)),
    )  # fmt: skip
    return network.changed(pool_size=stuck_sizes(network, network.edge_rate))


def lines_of(plan: Plan) -> tuple[Touchpoint, ...]:
    """Touchpoints that are lines of the budget, in the order of their ids."""
    chosen = (t for t in plan.touchpoints if t.curve is not None or t.current_spend or t.committed)
    return tuple(sorted(chosen, key=lambda line: line.id))


@dataclass(frozen=True)
class _Pool:
    """A pool of one segment: see `Network`."""

    target: int
    source: int
    size: float
    share: float
    random: bool


class _Draft:
    """A plan on its way to arrays: nodes by segment, steps in order within each."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.scale = plan.days / plan.reference_days
        self.steps = _ordered_steps(plan)
        self.segments = [segment.id for segment in plan.segments]
        self.place = {
            key: number
            for number, key in enumerate(
                node_key(segment, step.id) for segment in self.segments for step in self.steps
            )
        }

    def each(self, of_step: Callable[[FunnelStep], float]) -> Numbers:
        """(nodes,) the same number for a step in every segment."""
        return np.array([of_step(step) for _ in self.segments for step in self.steps], dtype=float)

    def entries(self) -> Numbers:
        """(nodes,) organic people over the plan, and those already there when it begins."""
        result = np.zeros(len(self.place))
        for step in self.steps:
            for people in step.pipeline:
                result[self.place[node_key(people.segment_id, step.id)]] += people.people.value
            for people in step.organic:
                result[self.place[node_key(people.segment_id, step.id)]] += people.people.value * self.scale
        return result

    def value(self, objective: Objective) -> Numbers:
        """(nodes,) objective units for one served person."""
        wanted = self.plan.rules.objective_step_id
        if objective in (Objective.PEOPLE_AT_STEP, Objective.QUALIFIED_LEADS):
            if wanted is None:
                raise NotYetPossible(
                    N_("Say at which step people are to be counted."), where=N_("Goal of the split")
                )
            return self.each(lambda step: float(step.id == wanted))
        if objective is Objective.CONVERSIONS:
            return self.each(lambda step: float(step.converts))
        return self.each(lambda step: step.value.value if step.value else 0.0)

    def capacity(self) -> Numbers:
        """(nodes,) people who can be served over the plan, infinite where no capacity is set."""
        return self.each(lambda step: step.capacity.value * self.scale if step.capacity else np.inf)

    def capacity_groups(self) -> np.ndarray | None:
        """(nodes,) the step of each node: its segments share what can be served; None with one segment."""
        if len(self.segments) < 2 or all(step.capacity is None for step in self.steps):
            return None
        return np.tile(np.arange(len(self.steps)), len(self.segments))

    def edges(self) -> tuple[np.ndarray, np.ndarray, Numbers]:
        """Source, target and rate of every link in every segment, in the plan's order of links."""
        ways = [(segment, link) for segment in self.segments for link in self.plan.links]
        source = [self.place[node_key(segment, link.from_step_id)] for segment, link in ways]
        target = [self.place[node_key(segment, link.to_step_id)] for segment, link in ways]
        rates = np.array([rate_of(link, segment) for segment, link in ways], dtype=float)
        return np.array(source, dtype=np.intp), np.array(target, dtype=np.intp), rates

    def pools(self, lines: tuple[Touchpoint, ...]) -> dict[str, _Pool]:
        """Every audience in every segment, by key; then the unnamed ones that lines draw on."""
        pools = {
            pool_key(pool.id, segment): self._outside(pool, segment)
            if pool.kind is PoolKind.OUTSIDE
            else self._nurture(pool, segment)
            for pool in sorted(self.plan.pools, key=lambda pool: pool.id)
            for segment in self.segments
        }
        for step_id in sorted(
            {line.step_id for line in lines if line.pool_id is None and line.curve is not None}
        ):
            for segment in self.segments:
                target = self.place[node_key(segment, step_id)]
                pools[unknown_pool_key(step_id, segment)] = _Pool(target, OUTSIDE, np.inf, 0.0, True)
        return pools

    def _outside(self, pool: AudiencePool, segment: str) -> _Pool:
        target = self.place[node_key(segment, pool.step_id or "")]
        size = people_outside(self.plan, pool, segment)
        return _Pool(target, OUTSIDE, np.inf if size is None else size, 0.0, pool.overlap is Overlap.RANDOM)

    def _nurture(self, pool: AudiencePool, segment: str) -> _Pool:
        link = self.plan.by_id["links"][pool.link_id or ""]
        source, target = (self.place[node_key(segment, s)] for s in (link.from_step_id, link.to_step_id))
        share = share_of_stuck(self.plan, pool, segment)
        return _Pool(target, source, 0.0, share, pool.overlap is Overlap.RANDOM)

    def draws(self, lines: tuple[Touchpoint, ...]) -> tuple[np.ndarray, np.ndarray, Numbers]:
        """Line, pool and weight of every draw, sorted by pool."""
        places = {key: number for number, key in enumerate(self.pools(lines))}
        found = []
        for number, line in enumerate(lines):
            if line.curve is None:
                continue
            strength = claims_per_response(self.plan, line)
            for segment, share in segment_shares(self.plan, line).items():
                key = (
                    pool_key(line.pool_id, segment)
                    if line.pool_id
                    else unknown_pool_key(line.step_id, segment)
                )
                if strength * share > NEGLIGIBLE:
                    found.append((places[key], number, strength * share))
        found.sort()
        columns = list(zip(*found, strict=True)) or [(), (), ()]
        return (
            np.array(columns[1], dtype=np.intp),
            np.array(columns[0], dtype=np.intp),
            np.array(columns[2], dtype=float),
        )


def _ordered_steps(plan: Plan) -> list[FunnelStep]:
    """Steps, each after all that lead to it, in the plan's order where that leaves a choice."""
    before: dict[str, set[str]] = {step.id: set() for step in plan.steps}
    for link in plan.links:
        before[link.to_step_id].add(link.from_step_id)
    sorter = TopologicalSorter(before)
    sorter.prepare()
    listed = {step.id: number for number, step in enumerate(plan.steps)}
    ordered: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=listed.__getitem__)
        ordered += ready
        sorter.done(*ready)
    return [plan.by_id["steps"][step_id] for step_id in ordered]


def _curves(plan: Plan, lines: tuple[Touchpoint, ...]) -> CurveTable:
    """Curves over the days of the plan; a line without one brings nothing."""
    nothing = (CurveFamily.LINEAR, {"cost_per_entry": 1.0, "cap": 0.0})
    shapes = [(line.curve.family, line.curve.parameters) if line.curve else nothing for line in lines]
    points = [[(p.spend, p.response) for p in line.curve.points] if line.curve else [] for line in lines]
    table = make_table([family for family, _ in shapes], [named for _, named in shapes], points)
    return table.stretched(
        np.array([plan.days / line.curve.per_days if line.curve else 1.0 for line in lines])
    )
