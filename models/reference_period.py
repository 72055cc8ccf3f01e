"""The period last observed, as a network that can be tried with other organic entries and rates.

The plan is cut to one period of its reference length, without seasons, delays, messages and days without spend: what was
observed holds them already. De-duplicated results are given back by the simulation: the claims of
their lines are raised until their people are as many as were counted (`docs/method.md`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from models.communication import PoolKind, Touchpoint
from models.compile import compile_plan, node_key, pool_key
from models.counted_people import counts_people, raise_for_people
from models.funnel import claims_of, people_moved
from models.goals import Objective
from models.money import to_major
from models.network import Network, stuck_sizes
from models.plan import Period, Plan
from models.response_curve import Numbers, Rows
from models.stretches import returning_links


def reference_plan(plan: Plan, *, organic: bool = True) -> Plan:
    """The plan cut to one period of its reference length, neutral in season, message, delay and carry-over.

    In a steady period as many arrive as set out, and money acts as it is spent. Who comes back from a
    later step is not told apart from those who come unpaid. Without `organic`, nobody comes unpaid: the
    audiences are whole.
    """
    back = returning_links(plan)
    period = Period(
        id=plan.periods[0].id, start=plan.start, end=plan.start + dt.timedelta(days=plan.reference_days - 1)
    )
    steps = tuple(
        step.model_copy(update={"organic_season_id": None, "organic": step.organic if organic else ()})
        for step in plan.steps
    )
    lost = {pool.id for pool in plan.pools if pool.link_id in back}
    neutral = {
        "periods": (period,),
        "blackouts": (),
        "steps": steps,
        "links": tuple(link.model_copy(update={"delay": ()}) for link in plan.links if link.id not in back),
        "pools": tuple(
            pool.model_copy(update={"season_id": None}) for pool in plan.pools if pool.id not in lost
        ),
        "touchpoints": tuple(_at_once(line, lost) for line in plan.touchpoints),
    }
    fields = {name: getattr(plan, name) for name in type(plan).model_fields}
    return Plan(**(fields | neutral))


def _at_once(line: Touchpoint, lost: set[str]) -> Touchpoint:
    """A line without season, messages and carry-over, and without an audience that is left out."""
    curve = line.curve.model_copy(update={"half_life_days": 0.0}) if line.curve is not None else None
    pool = None if line.pool_id in lost else line.pool_id
    return line.model_copy(update={"season_id": None, "messages": (), "curve": curve, "pool_id": pool})


def places_of_steps(plan: Plan, network: Network) -> dict[str, Rows]:
    """Step id -> its nodes in the network, one a segment, in the plan's order of segments."""
    nodes = {key: place for place, key in enumerate(network.node_keys)}
    return {
        step.id: np.array([nodes[node_key(segment.id, step.id)] for segment in plan.segments], dtype=np.intp)
        for step in plan.steps
    }


@dataclass(frozen=True)
class Arrival:
    """Who comes to one step in the period, all segments together.

    `from_before` follows from the conversions, `brought` are the people that lines bring,
    `raises` the factors of counted people by pool of the plan.
    """

    volume: float
    pipeline: float
    organic: float
    from_before: float
    brought: float
    raises: dict[str, float]


class ReferencePeriod:
    """The observed period, step by step, for organic entries and rates that are tried.

    Take the steps in order (`ordered_steps`): `arrival` tries numbers for a step whose steps before are
    settled, `settle` keeps them and carries its people on. People and money per reference period.
    """

    def __init__(self, plan: Plan) -> None:
        """Raises NotYetPossible where the plan cannot be simulated yet."""
        self.plan = plan
        self.network = compile_plan(reference_plan(plan, organic=False), Objective.CONVERSIONS)
        self.segments = [segment.id for segment in plan.segments]
        self._places()
        self._claims()
        self.sizes = self.network.pool_size.copy()
        self.rates = self.network.edge_rate.copy()
        self.served = np.zeros(len(self.network.node_keys))
        self.raises: dict[str, float] = {}

    def _places(self) -> None:
        """Where the plan's steps and pools stand in the network."""
        self.nodes = places_of_steps(self.plan, self.network)
        known = {pool_key(pool.id, segment): pool for pool in self.plan.pools for segment in self.segments}
        self.pools = [known.get(key) for key in self.network.pool_keys]

    def _claims(self) -> None:
        """Claims on every pool at last period's spend; those of counted people apart, before any raise."""
        network, lines = self.network, self.plan.by_id["touchpoints"]
        chosen = [lines[line_id] for line_id in network.line_keys]
        spend = np.array([to_major(line.current_spend, self.plan.currency) for line in chosen])
        counted = np.array([counts_people(line) for line in chosen], dtype=bool)[network.draw_line]
        results = np.array([line.results.value if line.results else 0.0 for line in chosen])
        raw = network.draw_weight * results[network.draw_line]
        count = len(network.pool_keys)
        self.as_is = network.ways.sum_by_pool(np.where(counted, 0.0, claims_of(network, spend)), count)
        self.counted = network.ways.sum_by_pool(np.where(counted, raw, 0.0), count)

    def ordered_steps(self) -> list[str]:
        """Steps, each after all that lead to it."""
        return sorted(self.nodes, key=lambda step_id: int(self.nodes[step_id].max()))

    def edges_of(self, start: str, end: str) -> Rows:
        """The network's links from one step to another, one a segment."""
        from_start = np.isin(self.network.edge_source, self.nodes[start])
        return np.flatnonzero(from_start & np.isin(self.network.edge_target, self.nodes[end]))

    def set_rates(self, edges: Rows, rates: Numbers | float) -> None:
        """Try other conversions; who stops at a step changes with them."""
        self.rates[edges] = rates
        self.sizes = stuck_sizes(self.network, self.rates)

    def most_organic(self, step_id: str) -> float:
        """The most people who can come unpaid: the audiences they come out of; infinite where not known."""
        held = self.network.pool_size[self._holding(step_id)]
        return float(held.sum()) if len(held) else np.inf

    def arrival(self, step_id: str, organic: float, claims: float = 1.0) -> Arrival:
        """Who comes to a step with `organic` people unpaid and its lines' claims times `claims`."""
        return self._inflow(step_id, organic, claims)[1]

    def settle(self, step_id: str, organic: float, claims: float = 1.0) -> Arrival:
        """Keep these numbers for a step: its people go on from here."""
        volume, found = self._inflow(step_id, organic, claims)
        nodes = self.nodes[step_id]
        self.served[nodes] = np.minimum(volume, self.network.capacity[nodes])
        self.raises |= found.raises
        return found

    def split(self, step_id: str) -> Numbers:
        """How unpaid people are shared among segments: as today, else like the audiences, else evenly."""
        today = {
            people.segment_id: people.people.value for people in self.plan.by_id["steps"][step_id].organic
        }
        weights = np.array([today.get(segment, 0.0) for segment in self.segments])
        if not weights.sum():
            holding = self._holding(step_id)
            for place, node in enumerate(self.nodes[step_id]):
                sizes = self.network.pool_size[holding[self.network.pool_target[holding] == node]]
                weights[place] = sizes[np.isfinite(sizes)].sum()
        return weights / weights.sum() if weights.sum() else np.full(len(weights), 1 / len(weights))

    def _pools_into(self, step_id: str) -> Rows:
        return np.flatnonzero(np.isin(self.network.pool_target, self.nodes[step_id]))

    def _holding(self, step_id: str) -> Rows:
        """Pools into a step that unpaid people come out of."""
        holds = [
            pool is not None and pool.kind is PoolKind.OUTSIDE and pool.holds_organic for pool in self.pools
        ]
        return np.flatnonzero(
            np.isin(self.network.pool_target, self.nodes[step_id]) & np.array(holds, dtype=bool)
        )

    def _inflow(self, step_id: str, organic: float, claims: float) -> tuple[Numbers, Arrival]:
        """People by segment, and the same in sum by where they come from."""
        nodes, network = self.nodes[step_id], self.network
        unpaid = organic * self.split(step_id)
        before = self._from_before(nodes)
        pipeline = network.entries[nodes]
        pools = self._pools_into(step_id)
        available = self._available(step_id, pools, unpaid)
        moved, raises = self._moved(pools, available, claims)
        brought = np.array([moved[network.pool_target[pools] == node].sum() for node in nodes])
        volume = pipeline + unpaid + before + brought
        parts = (float(part.sum()) for part in (volume, pipeline, before, brought))
        total, waiting, onward, paid = parts
        return volume, Arrival(total, waiting, organic, onward, paid, raises)

    def _from_before(self, nodes: Rows) -> Numbers:
        onward = self.rates * self.served[self.network.edge_source]
        return np.array([onward[self.network.edge_target == node].sum() for node in nodes])

    def _available(self, step_id: str, pools: Rows, unpaid: Numbers) -> Numbers:
        """People in each pool into a step: outside less those who come unpaid, or who stopped before."""
        network, holding = self.network, self._holding(step_id)
        available = np.empty(len(pools))
        for place, pool in enumerate(pools):
            source, size = network.pool_source[pool], self.sizes[pool]
            if source >= 0:
                available[place] = size * self.served[source]
                continue
            available[place] = size
            if pool in holding and np.isfinite(size) and size > 0:
                node = network.pool_target[pool]
                beside = network.pool_size[holding[network.pool_target[holding] == node]]
                lost = unpaid[self.nodes[step_id] == node].sum() * size / beside[np.isfinite(beside)].sum()
                available[place] = max(size - lost, 0.0)
        return available

    def _moved(self, pools: Rows, available: Numbers, claims: float) -> tuple[Numbers, dict[str, float]]:
        """People whom claims on these pools move, counted people given back."""
        raised = self.as_is[pools] * claims
        raises: dict[str, float] = {}
        groups: dict[str, list[int]] = {}
        for place, pool in enumerate(pools):
            record = self.pools[pool]
            groups.setdefault(record.id if record else "", []).append(place)
        for pool_id, members in groups.items():
            rows = np.array(members, dtype=np.intp)
            counted = self.counted[pools[rows]] * claims
            if counted.sum() > 0:
                random = self.network.pool_random[pools[rows]]
                raises[pool_id] = raise_for_people(counted, raised[rows], available[rows], random)
                raised[rows] += raises[pool_id] * counted
        return people_moved(raised, available, self.network.pool_random[pools]), raises
