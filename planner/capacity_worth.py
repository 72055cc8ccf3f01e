"""People turned away where a step is full, and what more capacity brings: the plan answered again with it."""

from __future__ import annotations

from dataclasses import dataclass

from models.allocation import Allocation
from models.compile import compile_plan
from models.journey import FunnelStep
from models.plan import Plan
from models.program.extra_money import ExtraMoney, is_sought
from planner.explain import objective_amount
from planner.figures_in_words import money_about, people, percent
from planner.language import _
from planner.worth import extra_money

MORE = 0.1
"""How much more capacity is asked about, where nobody said who serves the people."""

NOBODY = 0.05
"""Fewer people turned away over the plan count as none."""


@dataclass(frozen=True)
class FullStep:
    """A step that turns people away in the proposed split, people over the plan.

    `more`: people whom the further capacity could serve: that of one more `unit` (a salesperson), or a tenth
    more where `unit` is empty. `units`: objective units which it brings; `money` the extra advertising
    (major) that brings as much, None where no budget within the limits does.
    """

    step_id: str
    name: str
    came: float
    served: float
    turned_away: float
    more: float
    units: float
    money: float | None
    unit: str = ""


def full_steps(allocation: Allocation, extra: ExtraMoney | None = None) -> tuple[FullStep, ...]:
    """Steps that turn people away, what more capacity brings first."""
    plan, extra = allocation.plan, extra or extra_money(allocation.plan)
    found = []
    for step in plan.steps:
        result = allocation.proposed.steps[step.id]
        if step.capacity is None or result.turned_away <= NOBODY:
            continue
        unit, more = further_capacity(step)
        units = max(extra.gain_of(compile_plan(with_more_capacity(plan, step.id, more))), 0.0)
        found.append(
            FullStep(
                step.id, step.name, result.volume, result.served, result.turned_away,
                more * plan.days / plan.reference_days, units, extra.buying(units), unit,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda full: -full.units))


def further_capacity(step: FunnelStep) -> tuple[str, float]:
    """Who would be taken on (empty: nobody said), and the people served by them per reference period."""
    one = step.capacity_of_one
    if step.capacity_unit.strip() and one is not None and one.value > 0:
        return step.capacity_unit.strip(), one.value
    return "", MORE * (step.capacity.value if step.capacity else 0.0)


def with_more_capacity(plan: Plan, step_id: str, more: float) -> Plan:
    """The plan with a step that serves so many `more` people per reference period."""
    steps = tuple(
        step.model_copy(
            update={"capacity": step.capacity.model_copy(update={"value": step.capacity.value + more})}
        )
        if step.id == step_id and step.capacity is not None
        else step
        for step in plan.steps
    )
    return plan.model_copy(update={"steps": steps})


def full_sentence(allocation: Allocation, full: FullStep) -> str:
    """Who is turned away, and what one more who serves them (or a tenth more capacity) brings."""
    said = _("“{step}” is full: {away} of {came} people are turned away.").format(
        step=full.name, away=people(full.turned_away), came=people(full.came)
    )
    brings = _brings(full, objective_amount(allocation.plan, full.units))
    if not is_sought(full.money) or not full.units:
        return f"{said} {brings}."
    if full.money is None:
        return f"{said} {brings}. {_('No budget within the limits buys as much.')}"
    as_much = _("as much as {money} more advertising").format(
        money=money_about(full.money, allocation.plan.currency)
    )
    return f"{said} {brings}, {as_much}."


def _brings(full: FullStep, units: str) -> str:
    if full.unit:
        return _("One more “{unit}” (who serves {count}) brings {units}").format(
            unit=full.unit, count=people(full.more), units=units
        )
    return _("{share} more capacity brings {units}").format(share=percent(MORE), units=units)
