"""What more of something is worth: a person at a step, a point of conversion, an audience.

One person is worth money at the going rate. What is worth more than the next money brings is never
multiplied by it: the money that brings as much is found by answering again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.allocation import Allocation
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.network import with_rate
from models.plan import Plan
from models.program.extra_money import ExtraMoney, is_sought
from planner.explain import going_rate, objective_amount, result, telling_amount
from planner.figures_in_words import money, money_about, money_major, people, percent
from planner.language import _
from planner.uncertainty import links_of_edges

POINT = 0.01
"""One more point of conversion to the next step."""

NOTICED = 1e-5
"""Gains below this share of the whole result are within the accuracy of two answers compared."""


@dataclass(frozen=True)
class StepWorth:
    """One more person at a step: objective units, and the advertising money (major) that brings as much.

    `money` is None where more money brings nothing.
    """

    step_id: str
    name: str
    units: float
    money: float | None


@dataclass(frozen=True)
class LinkWorth:
    """One more point of conversion to the next step, found by answering the mended plan.

    `rate` today, `after` mended; `units` objective units; `money` the extra advertising (major, as
    charged) with which the best split gains as much, None where no budget within the limits does.
    """

    link_id: str
    name: str
    rate: float
    after: float
    units: float
    money: float | None


@dataclass(frozen=True)
class AudienceLeft:
    """An audience: people in it, moved by the proposed split, left; None where the limit is not known."""

    pool_id: str
    name: str
    size: float | None
    moved: float
    left: float | None


def step_worths(allocation: Allocation) -> tuple[StepWorth, ...]:
    """Every step's worth of one more person; segments weigh by the people they bring there."""
    found = []
    for step in allocation.plan.steps:
        weights = allocation.proposed.steps[step.id].by_segment
        units = _mean({g: u for (g, s), u in allocation.step_worth.items() if s == step.id}, weights)
        found.append(StepWorth(step.id, step.name, units, as_money(allocation, units)))
    return tuple(found)


def _mean(worth: Mapping[str, float], people_by_segment: Mapping[str, float]) -> float:
    whole = sum(people_by_segment.get(segment, 0.0) for segment in worth)
    if whole <= 0:
        return sum(worth.values()) / len(worth) if worth else 0.0
    return sum(units * people_by_segment.get(segment, 0.0) for segment, units in worth.items()) / whole


def as_money(allocation: Allocation, units: float) -> float | None:
    """Objective units as advertising money (major units) at the going rate; None where there is no rate."""
    rate = going_rate(allocation)
    return units / rate if rate > 0 else None


def step_sentence(allocation: Allocation, worth: StepWorth) -> str:
    """“One more person at “Lead” is worth 0.3 conversions: €24 of advertising.”"""
    units = objective_amount(allocation.plan, worth.units)
    if worth.money is None:
        return _("One more person at “{step}” is worth {units}.").format(step=worth.name, units=units)
    return _(
        "One more person at “{step}” is worth {units}: as much as {money} of advertising brings."
    ).format(step=worth.name, units=units, money=money_major(worth.money, allocation.plan.currency))


def extra_money(plan: Plan) -> ExtraMoney:
    """What more money buys in a plan, with every limit as it stands. Raises ImpossibleLimits."""
    return ExtraMoney(compile_plan(plan))


def one_point(rate: float) -> float:
    """A rate mended by one point."""
    return rate + POINT


def a_tenth(rate: float) -> float:
    """A rate mended so that a tenth more people go on: the same effort for small rates and large ones."""
    return rate * 1.1


def leaks(
    allocation: Allocation,
    mended_rate: Callable[[float], float] = one_point,
    extra: ExtraMoney | None = None,
) -> tuple[LinkWorth, ...]:
    """Each link mended and answered again, the dearest first; full links are left out.

    `extra`: what more money buys in this plan, where it is at hand.
    """
    plan = allocation.plan
    extra = extra or extra_money(plan)
    network = extra.network
    behind = links_of_edges(plan, network)
    steps = plan.by_id["steps"]
    found = []
    for link in plan.links:
        mended = network
        for edge, link_id in enumerate(behind):
            if link_id == link.id:
                part = float(network.parts[edge])  # of a delayed link, who arrives in one period
                rate = float(network.edge_rate[edge]) / part
                mended = with_rate(mended, edge, mended_rate(rate) * part)
        rate = link.conversion.value
        after = mended_rate(rate)
        if mended is network or not rate < after <= 1.0:
            continue
        try:
            units = extra.gain_of(mended)
        except ImpossibleLimits:  # people led to a poorer branch: a hard goal is out of reach
            continue
        name = f"{steps[link.from_step_id].name} → {steps[link.to_step_id].name}"
        money = extra.buying(units) if units > 0 else None
        found.append(LinkWorth(link.id, name, rate, after, units, money))
    return tuple(sorted(found, key=lambda leak: -leak.units))


def leak_sentence(allocation: Allocation, leak: LinkWorth) -> str:
    """Fix the leak or buy traffic: one more point of conversion beside the advertising that brings as much."""
    figures = {
        "link": leak.name,
        "before": percent(leak.rate, 1),
        "after": percent(leak.after, 1),
        "units": objective_amount(allocation.plan, leak.units),
    }
    if abs(leak.units) <= NOTICED * max(abs(allocation.proposed.objective), 1.0):
        return _("{link}: from {before} to {after} brings next to nothing.").format(**figures)
    if leak.units < 0:
        return _(
            "{link}: from {before} to {after} loses {units}, since it leads people onto a poorer way."
        ).format(**{**figures, "units": objective_amount(allocation.plan, -leak.units)})
    if not is_sought(leak.money):
        return _("{link}: from {before} to {after} brings {units}.").format(**figures)
    if leak.money is None:
        return _(
            "{link}: from {before} to {after} brings {units}. No budget within the limits buys as much."
        ).format(**figures)
    return _("{link}: from {before} to {after} brings {units}, as much as {money} more advertising.").format(
        **figures, money=money_about(leak.money, allocation.plan.currency)
    )


def audience_left(allocation: Allocation) -> tuple[AudienceLeft, ...]:
    """Every audience that a line draws on, the most used first; those with no known limit last."""
    plan = allocation.plan
    drawn = {line.pool_id for line in plan.touchpoints if allocation.proposed.spend.get(line.id)}
    found = [
        AudienceLeft(pool_id, plan.by_id["pools"][pool_id].name, pool.size, pool.moved, pool.left)
        for pool_id, pool in allocation.proposed.pools.items()
        if pool_id in drawn
    ]
    return tuple(sorted(found, key=lambda a: (a.size is None, (a.left or 0.0) / a.size if a.size else 1.0)))


def audience_sentence(audience: AudienceLeft) -> str:
    """How much of an audience the split moves, and how much is left."""
    if audience.size is None or audience.left is None:
        return _("“{name}”: {moved} people moved; its limit is not known.").format(
            name=audience.name, moved=people(audience.moved)
        )
    return _("“{name}”: {moved} of {size} people moved, {left} left ({share}).").format(
        name=audience.name,
        moved=people(audience.moved),
        size=people(audience.size),
        left=people(audience.left),
        share=percent(audience.left / audience.size if audience.size else 0.0),
    )


def price_of_next(allocation: Allocation) -> str:
    """What the next money brings across the plan."""
    amount = telling_amount(allocation.plan)
    return _("The next {amount} bring {units}.").format(
        amount=money(amount, allocation.plan.currency),
        units=result(allocation.plan, going_rate(allocation), amount),
    )
