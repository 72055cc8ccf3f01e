"""A solution's spend as whole money: line by line over the plan, then over its periods."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from models.budget_choices import rounding_bounds
from models.budget_rules import minor_units
from models.charging import charge_factors
from models.compile import lines_of
from models.message_rules import line_sums
from models.money import exponent
from models.network import Network
from models.plan import Plan
from models.program.rule_matrix import left_by_rules, rule_matrix
from models.program.solution import Solution
from models.response_curve import Numbers
from models.rounding import AmountRule, RoundedAmounts, round_amounts
from models.rounding_periods import Frame
from models.rounding_rules import keep_in_time


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
    cells = tuple(ends.reshape(wanted.shape) for ends in rounding_bounds(plan, network, solution.spend))
    if count > 1 and network.choices is not None and network.choices.step > 0:
        return _in_whole_steps(plan, network, solution.spend)
    rounded = _line_sums(plan, wanted.sum(axis=1), _bounds(plan, cells))
    broken = rounded.broken
    if count == 1:
        by_period = {plan.periods[0].id: dict(rounded.spend)}
    else:
        frame = _frame(plan, rounded, cells)
        kept = keep_in_time(wanted, frame, network.rules, (_step(plan), minor_units(plan)))
        by_period, broken = _by_period(plan, kept.table), (*broken, *kept.broken)
    return RoundedSplit(rounded.spend, by_period, rounded.step, rounded.odd, rounded.unplaced, broken)


def _by_period(plan: Plan, table: np.ndarray) -> dict[str, dict[str, int]]:
    return {
        period.id: {line.id: int(table[place, number]) for place, line in enumerate(lines_of(plan))}
        for number, period in enumerate(plan.periods)
    }


def _bounds(plan: Plan, cells: tuple[np.ndarray, ...]) -> dict[str, tuple[int, int]]:
    """Bounds over the plan, within what the `cells` (lower, upper) of a line can hold together."""
    least, most = (ends.sum(axis=1).tolist() for ends in cells)
    found = {}
    for place, (line, (low, high)) in enumerate(bounds_in_minor_units(plan).items()):
        low = max(low, least[place])
        found[line] = low, max(min(high, most[place]), low)
    return found


def _in_whole_steps(plan: Plan, network: Network, spend: Numbers) -> RoundedSplit:
    """Amounts that the search has laid in whole steps, but for those which take what steps cannot express."""
    scale, factors, step = minor_units(plan), charge_factors(plan), _step(plan)
    near = np.rint(spend * scale).astype(np.int64)
    assert network.choices is not None
    held = network.choices.stepped if network.choices.stepped is not None else near < 0
    odd = held & (np.abs(spend * scale - np.rint(spend * scale / step) * step) > 0.01)
    near = np.where(odd, np.floor(spend * scale + 1e-3).astype(np.int64), near)
    sums = [rule.total(near.astype(float)) - rule.limit * scale for rule in network.rules]
    slack = 1.0 + max(factors.values(), default=1.0)
    broken = tuple(
        rule.key
        for rule, over in zip(network.rules, sums, strict=True)
        if (rule.sense != ">=" and over > slack) or (rule.sense != "<=" and over < -slack * len(plan.periods))
    )
    table = near.reshape(-1, len(plan.periods))
    lines = [line.id for line in lines_of(plan)]
    total = next(number for number, rule in enumerate(network.rules) if rule.key == "total_budget")
    missing = -sums[total] if network.rules[total].sense == "=" and abs(sums[total]) > 1e-4 else 0.0
    return RoundedSplit(
        dict(zip(lines, table.sum(axis=1).tolist(), strict=True)), _by_period(plan, table), step,
        tuple(line for line, amounts in zip(lines, table, strict=True) if np.any(amounts % step)), missing, broken,
    )  # fmt: skip


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


def _frame(plan: Plan, rounded: RoundedAmounts, cells: tuple[np.ndarray, ...]) -> Frame:
    factors = charge_factors(plan)
    return Frame(
        totals=np.array([rounded.spend[line.id] for line in lines_of(plan)], dtype=np.int64),
        lower=cells[0],
        upper=cells[1],
        factors=np.array([factors[line.id] for line in lines_of(plan)]),
        budgets=np.array([np.nan if p.budget is None else p.budget for p in plan.periods], dtype=float),
    )


def _step(plan: Plan) -> int:
    return plan.rules.money_step or int(10 ** exponent(plan.currency))
