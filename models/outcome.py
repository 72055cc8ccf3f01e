"""From arrays back to the plan: a simulated spend as an Outcome, with names' ids and whole money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from models.allocation import LineResult, Outcome, PoolResult, StepResult
from models.charging import charge_factors, current_over_plan
from models.compile import compile_plan, node_key, pool_key
from models.errors import PlanError
from models.funnel import Simulation, gradient, simulate
from models.money import to_major
from models.network import Network
from models.plan import Plan
from models.quantity import N_
from models.response_curve import Numbers


def current_spend(plan: Plan) -> dict[str, int]:
    """Line id -> current spend paced over the whole plan, minor units."""
    return {line.id: current_over_plan(plan, line) for line in plan.touchpoints}


def outcome_of(plan: Plan, spend: Mapping[str, int] | None = None, network: Network | None = None) -> Outcome:
    """The plan simulated at `spend` (line id -> minor units over the plan; None: current spend).

    Lines that are not named spend nothing. Raises PlanError for a line that the plan does not have,
    or that has money but cannot be simulated.
    """
    chosen = dict(current_spend(plan) if spend is None else spend)
    network = network or compile_plan(plan)
    _check_lines(plan, network, chosen)
    money = np.array(
        [to_major(chosen.get(line, 0), plan.currency) for line in network.line_keys], dtype=float
    )
    by_value = network.changed(value=revenue_of_nodes(plan, network))
    seen, revenue = simulate(network, money), simulate(by_value, money)
    idle = simulate(network, np.zeros_like(money))
    factors = charge_factors(plan)
    return Outcome(
        spend={line.id: chosen.get(line.id, 0) for line in plan.touchpoints},
        objective=float(seen.objective),
        conversions=float(seen.conversions),
        revenue=float(revenue.value),
        organic_conversions=float(seen.entry_conversions.sum()),
        incremental_conversions=float(seen.conversions - idle.conversions),
        media=to_major(sum(chosen.values()), plan.currency),
        charged=sum(to_major(amount, plan.currency) * factors[line] for line, amount in chosen.items()),
        lines=_lines(network, seen, revenue, money),
        steps=_steps(plan, network, seen),
        pools=_pools(plan, network, seen),
    )


def revenue_of_nodes(plan: Plan, network: Network) -> Numbers:
    """(nodes,) money for one served person, major units."""
    values = {
        node_key(segment.id, step.id): step.value.value if step.value else 0.0
        for segment in plan.segments
        for step in plan.steps
    }
    return np.array([values[key] for key in network.node_keys], dtype=float)


def _check_lines(plan: Plan, network: Network, spend: Mapping[str, int]) -> None:
    known = plan.by_id["touchpoints"]
    for line_id, amount in spend.items():
        if line_id not in known:
            raise PlanError(N_("The plan has no line “{line}”."), line=line_id)
        if amount < 0:
            raise PlanError(N_("The spend must not be negative."), where=known[line_id].name)
        if amount and line_id not in network.line_keys:
            raise PlanError(
                N_("What this line's money brings is not known: it has no response curve."),
                where=known[line_id].name,
                remedy=N_("Give last period's spend and result, or leave it without money."),
            )


def _lines(network: Network, seen: Simulation, revenue: Simulation, money: Numbers) -> dict[str, LineResult]:
    """Results by line; the marginal is the exact derivative of the objective."""
    reported = network.curves.value(money)
    marginal = gradient(network, np.maximum(money, 1e-9))[1]
    return {
        line: LineResult(
            spend=float(money[place]),
            reported=float(reported[place]),
            claims=float(seen.line_claims[place]),
            people=float(seen.line_people[place]),
            conversions=float(seen.line_conversions[place]),
            revenue=float(revenue.line_value[place]),
            marginal=float(marginal[place]),
        )
        for place, line in enumerate(network.line_keys)
    }


def _steps(plan: Plan, network: Network, seen: Simulation) -> dict[str, StepResult]:
    """Results by step, all segments together."""
    place = {key: number for number, key in enumerate(network.node_keys)}
    paid = np.bincount(network.pool_target, seen.pool_moved, minlength=len(place))
    gone_on = np.bincount(
        network.edge_source, network.edge_rate * seen.served[network.edge_source], minlength=len(place)
    )
    inside = ~network.pool_outside
    gone_on = gone_on + np.bincount(
        network.pool_source[inside], seen.pool_moved[inside], minlength=len(place)
    )
    has_way_on = np.isin(np.arange(len(place)), network.edge_source)
    result = {}
    for step in plan.steps:
        nodes = {segment.id: place[node_key(segment.id, step.id)] for segment in plan.segments}
        rows = np.array(list(nodes.values()), dtype=np.intp)
        pipeline = sum(people.people.value for people in step.pipeline)
        left = np.where(has_way_on[rows], seen.served[rows] - gone_on[rows], 0.0)
        result[step.id] = StepResult(
            volume=float(seen.volume[rows].sum()),
            served=float(seen.served[rows].sum()),
            turned_away=float(seen.turned_away[rows].sum()),
            organic=float(network.entries[rows].sum() - pipeline),
            pipeline=float(pipeline),
            from_paid=float(paid[rows].sum()),
            left=float(left.sum()),
            by_segment={segment: float(seen.volume[node]) for segment, node in nodes.items()},
        )
    return result


def _pools(plan: Plan, network: Network, seen: Simulation) -> dict[str, PoolResult]:
    """Results by audience, all segments together; no size where that of a segment drawn on is unknown."""
    place = {key: number for number, key in enumerate(network.pool_keys)}
    rows: dict[str, list[int]] = defaultdict(list)
    for pool in plan.pools:
        rows[pool.id] = [place[pool_key(pool.id, segment.id)] for segment in plan.segments]
    result = {}
    for pool_id, members in rows.items():
        known = np.array([m for m in members if np.isfinite(seen.pool_people[m])], dtype=np.intp)
        unknown_used = any(np.isinf(seen.pool_people[m]) and seen.pool_claims[m] > 0 for m in members)
        size = None if unknown_used or not len(known) else float(seen.pool_people[known].sum())
        moved = float(seen.pool_moved[members].sum())
        result[pool_id] = PoolResult(
            size=size,
            claims=float(seen.pool_claims[members].sum()),
            moved=moved,
            left=None if size is None else max(size - moved, 0.0),
        )
    return result
