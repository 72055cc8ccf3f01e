"""A plan in, its answer out: simulated as it is, or with the best split of its budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from models.allocation import Allocation, Outcome, Price, SearchStatus
from models.cautious_answer import cautious_answer
from models.compile import compile_plan
from models.goal_results import goal_results, prices_of_goals, split_keeping_targets
from models.goals import Outlook, Sought
from models.network import Network
from models.network_keys import capacity_key, node_key, plain, pool_key, stretch_of
from models.outcome import ByPeriod, current_spend, outcome_of
from models.plan import Plan
from models.program.mixed import continued
from models.program.optimise import optimise
from models.program.solution import Progress, Settings, Solution, gap_of, never, no_clock, unheard
from models.response_curve import Numbers
from models.rounded_split import bounds_in_minor_units
from models.stretches import stretches_of
from models.target_answer import answer_target, asked_again

SECONDS = 2.0
"""How long an answer is looked for on screen."""

STATUS = {
    "proved": SearchStatus.PROVED,
    "gap_left": SearchStatus.GAP_LEFT,
    "stopped": SearchStatus.STOPPED,
}


def simulate_plan(
    plan: Plan, spend: Mapping[str, int] | None = None, by_period: ByPeriod | None = None
) -> Outcome:
    """What the plan gives at `spend` (line id -> minor units over the whole plan).

    None means current spend; money is paced evenly over the plan's days unless `by_period` (period id
    -> line id -> minor units) says when. Raises PlanError, NotYetPossible.
    """
    return outcome_of(plan, spend, by_period=by_period)


def optimise_plan(
    plan: Plan,
    *,
    seconds: float = SECONDS,
    near: Allocation | None = None,
    should_stop: Callable[[], bool] = never,
    on_progress: Callable[[Progress], None] = unheard,
    clock: Callable[[], float] = no_clock,
) -> Allocation:
    """The best split of the plan's budget, rounded to its step of money, with proof and prices.

    Where a target is sought, that of the total which meets it (`Allocation.target`).

    `seconds` are spent at most where a proof may take any time, by `clock` (the solver's own time without
    one). `near`: an earlier answer to the same plan, whose search is gone on with. Every reported number is simulated at the rounded
    split. Raises ImpossibleLimits, naming limits that cannot hold together, and NotYetPossible.
    """
    best = plan.rules.sought is Sought.BEST_SPLIT
    settings = Settings(
        seconds=seconds, should_stop=should_stop, on_progress=on_progress, by_cases=best, clock=clock
    )
    if not best:
        if near is not None and near.asked.fingerprint == plan.fingerprint:
            return asked_again(near, _best_split(near.plan, near, settings))
        return answer_target(plan, lambda fixed, like: _best_split(fixed, None, settings, like), settings)
    return _best_split(plan, near, settings)


def _best_split(
    plan: Plan, near: Allocation | None, settings: Settings, like: Solution | None = None
) -> Allocation:
    """The best split of a fixed total; `near` as in `optimise_plan`, `like` an answer to a plan much like it."""
    network = compile_plan(plan)
    earlier = near.solution if near is not None and near.plan.fingerprint == plan.fingerprint else None
    if earlier is not None and earlier.search is not None:
        solution = continued(earlier, settings)
    else:
        solution = optimise(network, settings, earlier or like)
    if plan.rules.outlook is Outlook.CAUTIOUS:
        return cautious_answer(plan, network, solution, settings, allocation_of)
    return allocation_of(plan, network, solution)


def allocation_of(plan: Plan, network: Network, solution: Solution) -> Allocation:
    """The solution of a plan's network as the plan's answer, rounded to its step of money."""
    split = split_keeping_targets(plan, network, solution)
    now = outcome_of(plan, current_spend(plan), network)
    proposed = outcome_of(plan, None, network, split.by_period)
    return Allocation(
        plan=plan,
        status=STATUS[solution.status],
        now=now,
        proposed=proposed,
        unrounded=solution.lower,
        upper=solution.upper,
        gap=solution.gap,
        gap_rounded=gap_of(proposed.objective, solution.upper, solution.idle),
        prices=prices_of(plan, network, solution),
        step_worth=_step_worth(plan, network, solution),
        pool_worth=_pool_worth(plan, network, solution),
        limits_of_lines=bounds_in_minor_units(plan),
        rounds=solution.rounds,
        step_kept=split.step,
        odd_lines=split.odd,
        unplaced=split.unplaced,
        broken_by_rounding=split.broken,
        trouble=solution.trouble,
        solution=solution,
        goals=goal_results(plan, network, solution.prices, (now, proposed)),
    )


def prices_of(plan: Plan, network: Network, solution: Solution) -> dict[str, Price]:
    """Rule key -> its price, and how it binds; bounds of lines under the key of what sets them."""
    sides = {"=": "equal", "<=": "upper", ">=": "lower"}
    prices = {
        rule.key: Price(
            rule.key, solution.prices[rule.key], sides[rule.sense] if rule.key in solution.binding else ""
        )
        for rule in network.rules
    }
    prices |= prices_of_goals(network, solution)
    prices |= {price.key: price for price in _prices_of_capacity(plan, network, solution)}
    return prices | {price.key: price for price in _prices_of_bounds(network, solution)}


def _prices_of_capacity(plan: Plan, network: Network, solution: Solution) -> Iterable[Price]:
    """What one more person served at a step would bring, objective units a person, evenly over the plan."""
    limited, away = network.limited, solution.simulation.turned_away
    _, first = np.unique(limited.group, return_index=True)
    keys = tuple(capacity_key(network.node_keys[limited.nodes[place]]) for place in first)
    full = {key for key, group in zip(keys, range(len(keys)), strict=True)
            if away[limited.nodes[limited.group == group]].sum() > 0}  # fmt: skip
    for key, price in _mean_over_periods(plan, keys, solution.capacity_price).items():
        binding = price > 0 or any(plain(each) == key for each in full)
        yield Price(key, price, "upper" if binding else "", "people")


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
    mean = _mean_over_periods(plan, network.node_keys, solution.step_worth)
    return {
        (segment.id, step.id): mean[node_key(segment.id, step.id)]
        for segment in plan.segments
        for step in plan.steps
    }


def _pool_worth(plan: Plan, network: Network, solution: Solution) -> dict[tuple[str, str], float]:
    mean = _mean_over_periods(plan, network.pool_keys, solution.pool_worth)
    return {
        (segment.id, pool.id): mean.get(pool_key(pool.id, segment.id), 0.0)
        for segment in plan.segments
        for pool in plan.pools
    }


def _mean_over_periods(plan: Plan, keys: tuple[str, ...], worth: Numbers) -> dict[str, float]:
    """Key without its stretch -> worth of one more person who comes evenly over the plan's periods."""
    days = {stretch.key: stretch.days / plan.days for stretch in stretches_of(plan) if stretch.period}
    result: dict[str, float] = {}
    for key, each in zip(keys, worth.tolist(), strict=True):
        result[plain(key)] = result.get(plain(key), 0.0) + days.get(stretch_of(key), 0.0) * each
    return result
