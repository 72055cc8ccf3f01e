"""What limits cost: the plan answered again with one of them a little looser.

The price of a limit is true of the first cent only; how much a round amount brings is found by
answering again, in the plan itself, so that another limit just behind the first holds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.allocation import Allocation, Price
from models.budget_rules import line_bounds
from models.communication import Standing, Touchpoint
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.goals import Limit
from models.money import exponent, to_minor
from models.plan import Plan
from models.program.extra_money import ExtraMoney
from planner.explain import TOTAL, objective_amount
from planner.figures_in_words import money
from planner.language import _
from planner.limit_words import GROUP_RULES, limit_in_words, lines_of_limit
from planner.worth import NOTICED, extra_money


@dataclass(frozen=True)
class LimitCost:
    """A limit that holds the answer back: what loosening it by `amount` (minor) brings, objective units."""

    key: str
    words: str
    amount: int
    units: float


def binding_limits(allocation: Allocation) -> tuple[Price, ...]:
    """The limits on money that hold the answer back, the dearest by their price first; not the total."""
    prices = [
        price
        for price in allocation.prices.values()
        if price.key != TOTAL and price.binding and price.unit == "money"
    ]
    worth = {price.key: abs(price.price) * little(allocation, price.key) for price in prices}
    unit = 10 ** exponent(allocation.plan.currency)
    least = NOTICED * max(abs(allocation.proposed.objective), 1.0) * unit
    dear = [price for price in prices if worth[price.key] > least]
    return tuple(sorted(dear, key=lambda price: -worth[price.key]))


def limit_costs(
    allocation: Allocation, limits: Sequence[Price] | None = None, extra: ExtraMoney | None = None
) -> tuple[LimitCost, ...]:
    """What the limits cost (all that bind, unless some are named), the dearest first.

    `extra`: what more money buys in this plan, where it is at hand.
    """
    plan, extra = allocation.plan, extra or extra_money(allocation.plan)
    found = []
    for price in binding_limits(allocation) if limits is None else limits:
        amount = little(allocation, price.key)
        units = _brings(plan, price, amount, extra)
        if units > NOTICED * max(abs(allocation.proposed.objective), 1.0):
            found.append(LimitCost(price.key, limit_in_words(plan, price.key), amount, units))
    return tuple(sorted(found, key=lambda cost: -cost.units))


def limit_sentence(allocation: Allocation, cost: LimitCost) -> str:
    """“channel “Search”: at most €3,000. The first €100 looser would bring 4.2 conversions more.”"""
    return _("{limit}. The first {amount} looser would bring {units} more.").format(
        limit=cost.words,
        amount=money(cost.amount, allocation.plan.currency),
        units=objective_amount(allocation.plan, cost.units),
    )


def little(allocation: Allocation, key: str) -> int:
    """A round amount (minor units), at most a tenth of what the limit holds."""
    lines = lines_of_limit(allocation.plan, key)
    held = sum(allocation.proposed.spend.get(line, 0) for line in lines)
    unit = int(10 ** exponent(allocation.plan.currency))
    return max(int(10 ** math.floor(math.log10(max(held / 10, 1)))), unit)


def _brings(plan: Plan, price: Price, amount: int, extra: ExtraMoney) -> float:
    try:
        return extra.gain_of(compile_plan(loosened(plan, price, amount)))
    except ImpossibleLimits:
        return 0.0


def loosened(plan: Plan, price: Price, amount: int) -> Plan:
    """The plan with one limit looser by `amount` minor units; every other stays as it is."""
    kind, _sep, rest = price.key.partition(":")
    record_id = rest.partition(":")[0]
    if kind in GROUP_RULES:
        limits = [_looser_limit(plan, limit, rest.endswith(":upper"), amount) if limit.id == record_id else limit
                  for limit in plan.rules.limits]  # fmt: skip
        return plan.model_copy(update={"rules": plan.rules.model_copy(update={"limits": tuple(limits)})})
    lines = [
        _looser_line(plan, line, price, amount) if line.id == record_id else line for line in plan.touchpoints
    ]
    return plan.model_copy(update={"touchpoints": tuple(lines)})


def _looser_limit(plan: Plan, limit: Limit, upper: bool, amount: int) -> Limit:
    total = plan.rules.total_budget
    if upper:
        sides = [limit.upper, None if limit.upper_share is None else round(limit.upper_share * total)]
        held = min(side for side in sides if side is not None)
        return limit.model_copy(update={"upper": held + amount, "upper_share": None})
    sides = [limit.lower, None if limit.lower_share is None else round(limit.lower_share * total)]
    held = max(side for side in sides if side is not None)
    return limit.model_copy(update={"lower": max(held - amount, 0), "lower_share": None})


def _looser_line(plan: Plan, line: Touchpoint, price: Price, amount: int) -> Touchpoint:
    kind, _sep, rest = price.key.partition(":")
    changes: dict[str, Any]
    if kind == "committed":
        changes = {"committed": max(line.committed - amount, 0)}
    elif kind == "line_limit" and rest.endswith(":lower"):
        changes = {"lower": max((line.lower or 0) - amount, 0)}
    elif kind == "line_limit":
        changes = {"upper": (line.upper or 0) + amount}
    else:
        held = line_bounds(plan, line)
        least, most = to_minor(held.lower, plan.currency), to_minor(held.upper, plan.currency)
        changes = {
            "standing": Standing.FLEXIBLE, "assumed_limit_lifted": True,
            "lower": max(least - amount, line.lower or 0 if kind == "assumed_move_limit" else 0),
            "upper": most + amount if line.upper is None or kind != "assumed_move_limit" else min(most + amount, line.upper),
        }  # fmt: skip
    return line.model_copy(update=changes)
