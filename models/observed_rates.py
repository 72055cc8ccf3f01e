"""Conversions that nobody gave, worked out of the observed people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.changes import Change, Set, with_changes
from models.errors import PlanError
from models.journey import StepLink
from models.met_steps import NOBODY, meet, room
from models.plan import Plan
from models.quantity import N_, Evidence, Figure
from models.reference_period import ReferencePeriod
from models.rising import where_reaches


def with_rates_from_observed(plan: Plan, link_ids: Sequence[str]) -> Plan:
    """The plan with the conversions of these links worked out of the observed people.

    At a step that such a link leads to, nobody is taken to come unpaid: `rho` is what remains of the
    observed people after those whom lines bring. Raises PlanError where nothing remains, or where
    more than all would have gone on.
    """
    if not link_ids:
        return plan
    period = ReferencePeriod(plan)
    into = {link.to_step_id: link for link in plan.links if link.id in link_ids}
    changes: list[Change] = []
    for step_id in period.ordered_steps():
        if step_id not in into:
            meet(period, step_id, NOBODY)
            continue
        rate = _rate(period, into[step_id])
        figure = Figure(value=rate, evidence=Evidence.PARTLY_KNOWN, source=N_("observed people"))
        changes.append(Set(path=f"links.{into[step_id].id}.conversion", value=figure.model_dump(mode="json")))
    return with_changes(plan, changes)


def _rate(period: ReferencePeriod, link: StepLink) -> float:
    """The conversion of one link that gives what was observed where it leads; it is settled so."""
    names = {step.id: step for step in period.plan.steps}
    step, before = names[link.to_step_id], names[link.from_step_id]
    if step.observed is None:
        raise ValueError(f"nothing was observed at {step.id}")
    observed = step.observed.value
    edges = period.edges_of(link.from_step_id, link.to_step_id)

    def people(rate: float) -> float:
        period.set_rates(edges, rate)
        return period.arrival(step.id, 0.0).volume

    said: dict[str, Any] = {"step": step.name, "before": before.name, "observed": observed}
    if people(0.0) > observed + room(observed):
        raise PlanError(
            N_("Lines bring {brought:,.0f} people to “{step}”, but only {observed:,.0f} were seen there: nothing is left for those who come from “{before}”."),
            remedy=N_("Give the conversion from “{before}” to the next step, or correct the results of these lines."),
            brought=people(0.0), **said,
        )  # fmt: skip
    if people(1.0) < observed - room(observed):
        raise PlanError(
            N_("{observed:,.0f} people were seen at “{step}”, but at most {most:,.0f} can have come from “{before}” and the lines: a conversion above 100 %."),
            remedy=N_("Correct the numbers, or give the conversion to the next step: the rest then counts as coming unpaid."),
            most=people(1.0), **said,
        )  # fmt: skip
    rate = where_reaches(people, (0.0, 1.0), observed)
    period.set_rates(edges, rate)
    period.settle(step.id, 0.0)
    return rate
