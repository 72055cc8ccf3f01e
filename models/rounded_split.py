"""A solution's spend as whole money: line by line over the plan, then over its periods."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from models.budget_choices import rounding_bounds
from models.budget_rules import minor_units
from models.calendar import line_sums
from models.charging import charge_factors
from models.compile import lines_of
from models.money import exponent
from models.network import Network
from models.plan import Plan
from models.program.rule_matrix import left_by_rules, rule_matrix
from models.program.solution import Solution
from models.response_curve import Numbers
from models.rounding import AmountRule, RoundedAmounts, round_amounts
from models.rounding_periods import Frame, lay_over_periods


@dataclass(frozen=True)
class RoundedSplit:
    """Whole minor units: line id -> amount over the plan, and period id -> line id -> amount.

    `step`, `odd`, `unplaced`, `broken`: see `RoundedAmounts`.
    """

    spend: dict[str, int]
    by_period: dict[str, dict[str, int]]
    step: int
    odd: tuple[str, ...]
    unplaced: float
    broken: tuple[str, ...]


def bounds_in_minor_units(plan: Plan) -> dict[str, tuple[int, int]]:
    """Line id -> least and most over the plan, minor units: its own limits, and what others leave it."""
    scale, sums = minor_units(plan), line_sums(plan, lines_of(plan))
    left = left_by_rules(sums, rule_matrix(sums))
    return {
        line: (ceil(low * scale - 1e-4), max(floor(high * scale + 1e-4), ceil(low * scale - 1e-4)))
        for line, low, high in zip(sums.keys, sums.lower, left, strict=True)
    }


def rounded_split(plan: Plan, network: Network, solution: Solution) -> RoundedSplit:
    """The solution's spend in the plan's steps of money, with every limit kept to the minor unit."""
    lines, count = [line.id for line in lines_of(plan)], len(plan.periods)
    wanted = (solution.spend * minor_units(plan)).reshape(len(lines), count)
    bounds = _bounds(plan, network, wanted, solution.spend)
    rounded = _line_sums(plan, wanted.sum(axis=1), bounds)
    if count == 1:
        by_period = {plan.periods[0].id: dict(rounded.spend)}
    else:
        table = _over_periods(plan, network, wanted, rounded)
        by_period = {
            period.id: {line: int(table[place, number]) for place, line in enumerate(lines)}
            for number, period in enumerate(plan.periods)
        }
    return RoundedSplit(rounded.spend, by_period, rounded.step, rounded.odd, rounded.unplaced, rounded.broken)


def _bounds(plan: Plan, network: Network, wanted: Numbers, spend: Numbers) -> dict[str, tuple[int, int]]:
    """Bounds over the plan, within what the cells of a line can hold together."""
    most = (network.upper * minor_units(plan)).reshape(wanted.shape).sum(axis=1)
    bounds = rounding_bounds(plan, network, spend, bounds_in_minor_units(plan))
    return {
        line: (low, int(min(high, max(most[place] + 1e-4, low))))
        for place, (line, (low, high)) in enumerate(bounds.items())
    }


def _line_sums(plan: Plan, wanted: Numbers, bounds: dict[str, tuple[int, int]]) -> RoundedAmounts:
    scale, sums = minor_units(plan), line_sums(plan, lines_of(plan))
    rules = [
        AmountRule(
            rule.key,
            {sums.keys[n]: float(c) for n, c in zip(rule.lines, rule.coefficients, strict=True)},
            rule.sense,  # type: ignore[arg-type]
            rule.limit * scale,
        )
        for rule in sums.rules
    ]
    lines = plan.by_id["touchpoints"]
    exact = frozenset(line for line in sums.keys if lines[line].committed)
    return round_amounts(
        dict(zip(sums.keys, wanted.tolist(), strict=True)), bounds, _step(plan), rules, exact
    )


def _over_periods(plan: Plan, network: Network, wanted: Numbers, rounded: RoundedAmounts) -> np.ndarray:
    scale, factors = minor_units(plan), charge_factors(plan)
    lower = np.ceil(network.lower * scale - 1e-4).reshape(wanted.shape)
    upper = np.minimum(np.floor(network.upper * scale + 1e-4).reshape(wanted.shape), 2**53)
    frame = Frame(
        totals=np.array([rounded.spend[line.id] for line in lines_of(plan)], dtype=np.int64),
        lower=lower.astype(np.int64),
        upper=upper.astype(np.int64),
        factors=np.array([factors[line.id] for line in lines_of(plan)]),
        budgets=np.array([np.nan if p.budget is None else p.budget for p in plan.periods], dtype=float),
    )
    return lay_over_periods(wanted, frame, _step(plan))


def _step(plan: Plan) -> int:
    return plan.rules.money_step or int(10 ** exponent(plan.currency))
