"""From arrays back to the plan: a simulated spend as an Outcome, with names' ids and whole money."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from models.allocation import Outcome, PeriodResult, PoolResult, StepResult
from models.charging import charge_factors
from models.compile import compile_plan, lines_of
from models.errors import IncompleteQuestion, PlanError
from models.funnel import Simulation, simulate
from models.goals import Objective
from models.line_results import line_results, places_by_key
from models.money import to_major
from models.network import Network
from models.network_keys import node_key, plain, pool_key, stretch_of
from models.plan import Plan
from models.quantity import N_
from models.response_curve import Numbers
from models.spent_when import ByPeriod, current_spend, money_of_lines, named, spent_when
from models.stretches import stretches_of

__all__ = ["ByPeriod", "current_spend", "outcome_of", "revenue_of_nodes"]


def outcome_of(
    plan: Plan,
    spend: Mapping[str, int] | None = None,
    network: Network | None = None,
    by_period: ByPeriod | None = None,
) -> Outcome:
    """The plan simulated at `spend` (line id -> minor units over the plan; None: current spend).

    `by_period` says when, and stands for `spend`; without it money is spent at an even pace. Lines that
    are not named spend nothing. What each message of a split line takes may be given by the key of its
    part; else it is as today. Raises PlanError for a line that the plan does not have, or that has
    money but cannot be simulated.
    """
    cells, parts = spent_when(plan, spend, by_period)
    totals = named(spend, by_period)
    totals |= {line.id: sum(cell[line.id] for cell in cells.values()) for line in plan.touchpoints}
    _check_lines(plan, totals if spend is not None or by_period is not None else None)
    network = network or _countable(plan)
    money = money_of_lines(plan, network, cells, parts)
    by_value = network.changed(value=revenue_of_nodes(plan, network))
    seen, revenue = simulate(network, money), simulate(by_value, money)
    idle = simulate(network, np.zeros_like(money))
    factors = charge_factors(plan)
    periods = _periods(plan, network, (seen, revenue), (cells, parts))
    lines, messages = line_results(network, (seen, revenue), money)
    return Outcome(
        spend={line.id: totals[line.id] for line in plan.touchpoints},
        objective=float(seen.objective),
        incremental_objective=float(seen.objective - idle.objective),
        conversions=float(seen.conversions),
        revenue=float(revenue.value),
        organic_conversions=float(seen.entry_conversions.sum()),
        incremental_conversions=float(seen.conversions - idle.conversions),
        incremental_revenue=float(revenue.value - simulate(by_value, np.zeros_like(money)).value),
        media=to_major(sum(totals.values()), plan.currency),
        charged=sum(to_major(amount, plan.currency) * factors[line] for line, amount in totals.items()),
        lines=lines,
        messages=messages,
        steps=_steps(plan, network, seen),
        pools=_pools(plan, network, seen),
        later_conversions=max(float(seen.conversions) - sum(p.conversions for p in periods.values()), 0.0),
        later_revenue=max(float(revenue.value) - sum(p.revenue for p in periods.values()), 0.0),
        periods=periods,
    )


def _countable(plan: Plan) -> Network:
    """The plan's network; what is counted is not a number where the question does not say enough."""
    try:
        return compile_plan(plan)
    except IncompleteQuestion:
        network = compile_plan(plan, Objective.CONVERSIONS)
        return network.changed(value=np.full(len(network.value), np.nan))


def revenue_of_nodes(plan: Plan, network: Network) -> Numbers:
    """(nodes,) money for one served person, major units."""
    values = {
        node_key(segment.id, step.id): step.value.value if step.value else 0.0
        for segment in plan.segments
        for step in plan.steps
    }
    return np.array([values.get(plain(key), 0.0) for key in network.node_keys], dtype=float)


def _check_lines(plan: Plan, spend: Mapping[str, int] | None) -> None:
    known, able = plan.by_id["touchpoints"], {line.id for line in lines_of(plan)}
    for line_id, amount in (current_spend(plan) if spend is None else spend).items():
        if line_id not in known:
            raise PlanError(N_("The plan has no line “{line}”."), line=line_id)
        if amount < 0:
            raise PlanError(N_("The spend must not be negative."), where=known[line_id].name)
        if amount and line_id not in able:
            raise PlanError(
                N_("What this line's money brings is not known: it has no response curve."),
                where=known[line_id].name,
                remedy=N_("Give last period's spend and result, or leave it without money."),
            )


def _planned(plan: Plan, keys: tuple[str, ...]) -> np.ndarray:
    """Whether what each key names lies in a period of the plan."""
    periods = {stretch.key for stretch in stretches_of(plan) if stretch.period is not None}
    return np.array([stretch_of(key) in periods for key in keys], dtype=bool)


def _steps(plan: Plan, network: Network, seen: Simulation) -> dict[str, StepResult]:
    """Results by step, all segments and periods together."""
    count = len(network.node_keys)
    paid = np.bincount(network.pool_target, seen.pool_moved, minlength=count)
    gone_on = np.bincount(
        network.edge_source, network.edge_rate * seen.served[network.edge_source], minlength=count
    )
    inside = ~network.pool_outside
    gone_on = gone_on + np.bincount(network.pool_source[inside], seen.pool_moved[inside], minlength=count)
    left = np.where(np.isin(np.arange(count), network.edge_source), seen.served - gone_on, 0.0)
    nodes, planned = places_by_key(network.node_keys), _planned(plan, network.node_keys)
    result = {}
    for step in plan.steps:
        of_segment = {segment.id: nodes[node_key(segment.id, step.id)] for segment in plan.segments}
        every = np.concatenate(list(of_segment.values()))
        rows = every[planned[every]]
        pipeline = sum(people.people.value for people in step.pipeline)
        result[step.id] = StepResult(
            volume=float(seen.volume[rows].sum()),
            served=float(seen.served[rows].sum()),
            turned_away=float(seen.turned_away[rows].sum()),
            organic=float(network.entries[rows].sum() - pipeline),
            pipeline=float(pipeline),
            from_paid=float(paid[rows].sum()),
            left=float(left[rows].sum()),
            by_segment={
                segment: float(seen.volume[places[planned[places]]].sum())
                for segment, places in of_segment.items()
            },
            later=float(seen.served[every].sum() - seen.served[rows].sum()),
        )
    return result


def _pools(plan: Plan, network: Network, seen: Simulation) -> dict[str, PoolResult]:
    """Results by audience over the periods, all segments together; no size where that of a segment
    drawn on is unknown."""
    places, planned = places_by_key(network.pool_keys), _planned(plan, network.pool_keys)
    result = {}
    for pool in plan.pools:
        found = [places.get(pool_key(pool.id, s.id), np.zeros(0, dtype=np.intp)) for s in plan.segments]
        members = np.concatenate(found)
        members = members[planned[members]]
        known = members[np.isfinite(seen.pool_people[members])]
        unknown_used = np.any(np.isinf(seen.pool_people[members]) & (seen.pool_claims[members] > 0))
        size = None if unknown_used or not len(known) else float(seen.pool_people[known].sum())
        moved = float(seen.pool_moved[members].sum())
        result[pool.id] = PoolResult(
            size=size,
            claims=float(seen.pool_claims[members].sum()),
            moved=moved,
            left=None if size is None else max(size - moved, 0.0),
        )
    return result


def _periods(
    plan: Plan, network: Network, both: tuple[Simulation, Simulation], money: tuple[ByPeriod, ByPeriod]
) -> dict[str, PeriodResult]:
    """What is spent and what happens in every period; `money`: by line, and by part of a line."""
    (seen, revenue), (cells, parts) = both, money
    factors, result = charge_factors(plan), {}
    node_at = np.array([stretch_of(key) for key in network.node_keys])
    row_at = np.array([stretch_of(key) for key in network.row_keys])
    steps = np.array([plain(key).partition("/")[2] for key in network.node_keys])
    lines = np.array([plain(key) for key in network.row_keys])
    for stretch in stretches_of(plan):
        if stretch.period is None:
            continue
        nodes = np.flatnonzero(node_at == stretch.key)
        rows = np.flatnonzero((row_at == stretch.key) | (row_at == ""))
        spend = cells[stretch.period.id]
        by_step = {step.id: nodes[steps[nodes] == step.id] for step in plan.steps}
        result[stretch.period.id] = PeriodResult(
            spend=dict(spend),
            media=to_major(sum(spend.values()), plan.currency),
            charged=sum(to_major(amount, plan.currency) * factors[line] for line, amount in spend.items()),
            conversions=float(network.converts[nodes] @ seen.served[nodes]),
            revenue=float(revenue_of_nodes(plan, network)[nodes] @ revenue.served[nodes]),
            line_conversions=_by_line(lines[rows], seen.line_conversions[rows]),
            served={step: float(seen.served[places].sum()) for step, places in by_step.items()},
            turned_away={step: float(seen.turned_away[places].sum()) for step, places in by_step.items()},
            messages=dict(parts[stretch.period.id]),
        )
    return result


def _by_line(lines: np.ndarray, values: Numbers) -> dict[str, float]:
    found: dict[str, float] = {}
    for line, value in zip(lines.tolist(), values.tolist(), strict=True):
        found[line] = found.get(line, 0.0) + value
    return found
