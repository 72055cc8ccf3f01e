"""What limits cost: the plan answered again with one of them a little looser.

The price of a limit is true of the first cent only; how much a round amount brings is found by
answering again, in the plan itself, so that another limit just behind the first holds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.allocation import Allocation, Price
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.money import exponent, to_major
from models.plan import Plan
from models.program.extra_money import ExtraMoney
from planner.explain import TOTAL, objective_amount
from planner.figures_in_words import money, number, percent
from planner.language import _
from planner.limit_words import limit_in_words, lines_of_limit
from planner.looser_limit import MORE_CONTACTS, POINTS, loosened
from planner.message_limits import looser_for_message
from planner.worth import NOTICED, extra_money

__all__ = ["LimitCost", "binding_limits", "limit_costs", "limit_sentence", "little", "loosened"]


@dataclass(frozen=True)
class LimitCost:
    """A limit that holds the answer back: what loosening it by `amount` (minor) brings, objective units.

    `points` stands for `amount` where the limit is a share of change; `contacts` where it is a base of people,
    which is then taken to be larger by that share.
    """

    key: str
    words: str
    amount: int
    units: float
    points: float = 0.0
    contacts: float = 0.0


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
            found.append(_cost(plan, price.key, amount, units))
    each = {cost.words: cost for cost in found}  # change between periods is one limit, of many rules
    return tuple(sorted(each.values(), key=lambda cost: -cost.units))


def _cost(plan: Plan, key: str, amount: int, units: float) -> LimitCost:
    kind, words = key.partition(":")[0], limit_in_words(plan, key)
    points = POINTS if kind in ("line_change", "total_change") else 0.0
    contacts = MORE_CONTACTS if kind in ("contact_limit", "contacts") else 0.0
    return LimitCost(key, words, amount, units, points, contacts)


def limit_sentence(allocation: Allocation, cost: LimitCost) -> str:
    """“channel “Search”: at most €3,000. The first €100 looser would bring 4.2 conversions more.”"""
    units = objective_amount(allocation.plan, cost.units)
    if cost.points:
        return _("{limit}. {points} points more change would bring {units} more.").format(
            limit=cost.words, points=number(cost.points * 100), units=units
        )
    if cost.contacts:
        return _("{limit}. A base larger by {share} would bring {units} more.").format(
            limit=cost.words, share=percent(cost.contacts), units=units
        )
    return _("{limit}. The first {amount} looser would bring {units} more.").format(
        limit=cost.words,
        amount=money(cost.amount, allocation.plan.currency),
        units=units,
    )


def little(allocation: Allocation, key: str) -> int:
    """A round amount (minor units), at most a tenth of what the limit holds."""
    lines = lines_of_limit(allocation.plan, key)
    held = sum(allocation.proposed.spend.get(line, 0) for line in lines)
    unit = int(10 ** exponent(allocation.plan.currency))
    return max(int(10 ** math.floor(math.log10(max(held / 10, 1)))), unit)


def _brings(plan: Plan, price: Price, amount: int, extra: ExtraMoney) -> float:
    own = looser_for_message(plan, price.key, to_major(amount, plan.currency))
    try:
        return extra.gain_of(compile_plan(loosened(plan, price, amount)) if own is None else own)
    except ImpossibleLimits:
        return 0.0


def floor_cost(
    allocation: Allocation, limit_id: str, extra: Callable[[], ExtraMoney] | None = None
) -> tuple[float, float] | None:
    """Objective units that the least amounts of a group's limit cost in all, and the answer's whole.

    The plan is answered without them, unless none of them binds. None with either-or rules: then each answer
    may take seconds.
    """
    plan, whole = allocation.plan, allocation.proposed.objective
    keys = [key for key in allocation.prices if key.split(":")[1:2] == [limit_id] and ":lower" in key]
    if not any(allocation.prices[key].binding for key in keys):
        return 0.0, whole
    network = compile_plan(_without_floor(plan, limit_id))
    if network.choices is not None and network.choices.any:
        return None
    return (extra() if extra else extra_money(plan)).gain_of(network), whole


def _without_floor(plan: Plan, limit_id: str) -> Plan:
    free = {"lower": None, "lower_share": None, "lower_current": None}
    limits = [limit.model_copy(update=free) if limit.id == limit_id else limit for limit in plan.rules.limits]
    return plan.model_copy(update={"rules": plan.rules.model_copy(update={"limits": tuple(limits)})})
