"""A plan in, its answer out: simulated as it is, or with the best split of its budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil, floor

import numpy as np

from models.allocation import Allocation, Outcome, Price, SearchStatus
from models.budget_rules import minor_units
from models.compile import capacity_key, compile_plan, node_key, pool_key
from models.money import exponent
from models.network import Network
from models.outcome import current_spend, outcome_of
from models.plan import Plan
from models.program.optimise import optimise
from models.program.rule_matrix import left_by_rules, rule_matrix
from models.program.solution import Settings, Solution, gap_of, never
from models.rounding import AmountRule, RoundedAmounts, round_amounts

STATUS = {
    "proved": SearchStatus.PROVED,
    "gap_left": SearchStatus.GAP_LEFT,
    "stopped": SearchStatus.STOPPED,
}


def simulate_plan(plan: Plan, spend: Mapping[str, int] | None = None) -> Outcome:
    """What the plan gives at `spend` (line id -> minor units over the whole plan).

    None means current spend, paced over the plan's days. Raises PlanError, NotYetPossible.
    """
    return outcome_of(plan, spend)


def optimise_plan(plan: Plan, *, should_stop: Callable[[], bool] | None = None) -> Allocation:
    """The best split of the plan's budget, rounded to its step of money, with proof and prices.

    Every reported number is simulated at the rounded split. Raises ImpossibleLimits, naming limits
    that cannot hold together, and NotYetPossible.
    """
    network = compile_plan(plan)
    solution = optimise(network, Settings(should_stop=should_stop or never))
    bounds = bounds_in_minor_units(plan, network)
    rounded = rounded_split(plan, network, solution, bounds)
    spend = {line.id: 0 for line in plan.touchpoints} | rounded.spend
    proposed = outcome_of(plan, spend, network)
    return Allocation(
        plan=plan,
        status=STATUS[solution.status],
        now=outcome_of(plan, current_spend(plan), network),
        proposed=proposed,
        unrounded=solution.lower,
        upper=solution.upper,
        gap=solution.gap,
        gap_rounded=gap_of(proposed.objective, solution.upper, solution.idle),
        prices=prices_of(network, solution),
        step_worth=_step_worth(plan, network, solution),
        pool_worth=_pool_worth(plan, network, solution),
        limits_of_lines=bounds,
        rounds=solution.rounds,
        unplaced=rounded.unplaced,
        broken_by_rounding=rounded.broken,
    )


def bounds_in_minor_units(plan: Plan, network: Network) -> dict[str, tuple[int, int]]:
    """Line id -> least and most, minor units: its own limits, and what other limits leave it."""
    scale = minor_units(plan)
    left = left_by_rules(network, rule_matrix(network))
    return {
        line: (ceil(low * scale - 1e-4), max(floor(high * scale + 1e-4), ceil(low * scale - 1e-4)))
        for line, low, high in zip(network.line_keys, network.lower, left, strict=True)
    }


def rounded_split(
    plan: Plan, network: Network, solution: Solution, bounds: dict[str, tuple[int, int]]
) -> RoundedAmounts:
    """The solution's spend in the plan's steps of money, with every limit kept to the minor unit."""
    scale = minor_units(plan)
    wanted = dict(zip(network.line_keys, (solution.spend * scale).tolist(), strict=True))
    rules = [
        AmountRule(
            rule.key,
            {network.line_keys[n]: float(c) for n, c in zip(rule.lines, rule.coefficients, strict=True)},
            rule.sense,  # type: ignore[arg-type]
            rule.limit * scale,
        )
        for rule in network.rules
    ]
    lines = plan.by_id["touchpoints"]
    exact = frozenset(line for line in network.line_keys if lines[line].committed)
    step = plan.rules.money_step or 10 ** exponent(plan.currency)
    return round_amounts(wanted, bounds, step, rules, exact)


def prices_of(network: Network, solution: Solution) -> dict[str, Price]:
    """Rule key -> its price, and how it binds; bounds of lines under the key of what sets them."""
    sides = {"=": "equal", "<=": "upper", ">=": "lower"}
    prices = {
        rule.key: Price(
            rule.key, solution.prices[rule.key], sides[rule.sense] if rule.key in solution.binding else ""
        )
        for rule in network.rules
    }
    prices |= {price.key: price for price in _prices_of_capacity(network, solution)}
    return prices | {price.key: price for price in _prices_of_bounds(network, solution)}


def _prices_of_capacity(network: Network, solution: Solution) -> Iterable[Price]:
    """What one more person served at a step would bring, in objective units a person."""
    limited = network.limited
    for group, price in enumerate(solution.capacity_price.tolist()):
        node = int(limited.nodes[limited.group == group][0])
        full = bool(solution.simulation.turned_away[limited.nodes[limited.group == group]].sum() > 0)
        yield Price(
            capacity_key(network.node_keys[node]), price, "upper" if full or price > 0 else "", "people"
        )


def _prices_of_bounds(network: Network, solution: Solution) -> Iterable[Price]:
    """Prices of the bounds that lines stand on, but for "no less than nothing"."""
    near = 1e-7 * np.maximum(np.abs(solution.spend), 1.0)
    for line in range(network.lines):
        low = solution.spend[line] <= network.lower[line] + near[line]
        high = solution.spend[line] >= network.upper[line] - near[line]
        price = float(solution.lower_price[line] + solution.upper_price[line])
        if low and high and network.lower_key[line]:
            yield Price(network.lower_key[line], price, "equal")
        elif low and network.lower_key[line]:
            yield Price(network.lower_key[line], price, "lower")
        elif high and network.upper_key[line]:
            yield Price(network.upper_key[line], price, "upper")


def _step_worth(plan: Plan, network: Network, solution: Solution) -> dict[tuple[str, str], float]:
    place = {key: number for number, key in enumerate(network.node_keys)}
    return {
        (segment.id, step.id): float(solution.step_worth[place[node_key(segment.id, step.id)]])
        for segment in plan.segments
        for step in plan.steps
    }


def _pool_worth(plan: Plan, network: Network, solution: Solution) -> dict[tuple[str, str], float]:
    place = {key: number for number, key in enumerate(network.pool_keys)}
    return {
        (segment.id, pool.id): float(solution.pool_worth[place[pool_key(pool.id, segment.id)]])
        for segment in plan.segments
        for pool in plan.pools
    }
