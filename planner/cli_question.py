"""The question on the command line: what is sought, what it counts, and its target."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import click

from models.allocation import Allocation
from models.changes import Change, Set
from models.goals import Objective, Outlook, Sought
from models.money import exact_major
from models.objective import IN_MONEY
from models.plan import Plan
from planner.cli_frame import Report
from planner.cli_input import amount_of_money
from planner.counted import counted, counted_value
from planner.language import _

AIMS = (*(aim.value for aim in Objective), *(aim.value for aim in Sought if aim is not Sought.BEST_SPLIT))
FLOWS = [aim.value for aim in Objective]


def question_options(function: Callable[..., Report]) -> Callable[..., Report]:
    """The options that say what is sought."""
    options = [
        click.option("--aim", type=click.Choice(AIMS), help="Most of what, or which target. The plan's own when left out."),
        click.option("--counting", type=click.Choice(FLOWS), help="What a target counts. The plan's own when left out."),
        click.option("--target", help="Results or money to reach; the cost of one result; or the return, such as 4."),
        click.option(
            "--whole/--marginal", "whole", default=None,
            help="The target cost or return holds for all results on average (--marginal: even for the last one).",
        ),
        click.option(
            "--outlook", type=click.Choice([each.value for each in Outlook]),
            help="Plan for what is expected, or for the worst fifth of what may come. The plan's own when left out.",
        ),
        click.option("--at-step", help="Id or name of the step at which leads or people are counted."),
    ]  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def question_changes(plan: Plan, question: Mapping[str, Any]) -> list[Change]:
    """What the options change in the plan's rules. Raises click.BadParameter."""
    sought, counted = _sought(plan, question)
    values: dict[str, Any] = {}
    if question.get("aim") or question.get("counting"):
        values |= {"sought": sought.value, "objective": counted.value}
    if question.get("outlook") is not None:
        values["outlook"] = question["outlook"]
    if question.get("at_step") is not None:
        values["objective_step_id"] = _step_id(plan, str(question["at_step"]))
    if question.get("whole") is not None:
        values["target_holds_for"] = "all_results" if question["whole"] else "last_result"
    if question.get("target") is not None:
        values |= _target(plan, str(question["target"]), sought, counted)
    return [Set(path=f"rules.{name}", value=value) for name, value in values.items()]


def target_data(allocation: Allocation) -> dict[str, Any] | None:
    """What a question for a target came to, for programs; budgets in major units."""
    target, plan = allocation.target, allocation.plan
    if target is None:
        return None

    def major(minor: int | None) -> float | None:
        return None if minor is None else float(exact_major(minor, plan.currency))

    return {
        "met": target.met,
        "most_that_may_be_spent": major(target.asked.rules.total_budget),
        "proved": major(target.proved),
        "ended_by": list(target.ended_by),
        "beyond": major(target.beyond),
    }


def caution_data(allocation: Allocation) -> dict[str, Any] | None:
    """What planning for the worst fifth gives beside planning for what is expected; objective units."""
    caution = allocation.caution
    if caution is None:
        return None
    return {
        "draws": caution.draws,
        "share": caution.share,
        "worst_fifth": {
            "now": caution.now_value,
            "expected": caution.neutral_value,
            "cautious": caution.value,
        },
        "as_expected": {"expected": caution.neutral.objective, "cautious": allocation.proposed.objective},
    }


def counted_line(allocation: Allocation) -> list[str]:
    """What the aim counts, where that is not conversions."""
    plan = allocation.plan
    if plan.rules.objective is Objective.CONVERSIONS:
        return []
    now, proposed = (counted_value(plan, o.objective) for o in (allocation.now, allocation.proposed))
    return [_("{aim}: {now} → {proposed}").format(aim=counted(plan), now=now, proposed=proposed)]


def _sought(plan: Plan, question: Mapping[str, Any]) -> tuple[Sought, Objective]:
    aim, counting = question.get("aim"), question.get("counting")
    counted = Objective(counting) if counting else plan.rules.objective
    if aim is None:
        return plan.rules.sought, counted
    if aim in FLOWS:
        return Sought.BEST_SPLIT, Objective(aim)
    sought = Sought(aim)
    if sought is Sought.TARGET_RETURN:
        return sought, Objective.REVENUE
    if sought is Sought.TARGET_COST and not counting and counted in IN_MONEY:
        return sought, Objective.CONVERSIONS
    return sought, counted


def _target(plan: Plan, text: str, sought: Sought, counted: Objective) -> dict[str, Any]:
    if sought is Sought.BEST_SPLIT:
        raise click.BadParameter(
            "a target needs an aim that has one: least_spend, target_cost or target_return.",
            param_hint="--target",
        )
    if sought is Sought.TARGET_COST:
        return {"target_cost": amount_of_money(text, plan.currency, "--target")}
    if sought is Sought.LEAST_SPEND and counted in IN_MONEY:
        return {"target_money": amount_of_money(text, plan.currency, "--target")}
    return {"target_return" if sought is Sought.TARGET_RETURN else "target_people": _number(text)}


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number > 0):
        raise click.BadParameter(f"“{text}” is not a number above 0.", param_hint="--target")
    return number


def _step_id(plan: Plan, named: str) -> str:
    if named in plan.by_id["steps"]:
        return named
    found = [step.id for step in plan.steps if step.name.strip().casefold() == named.strip().casefold()]
    if len(found) != 1:
        names = ", ".join(step.name for step in plan.steps)
        raise click.BadParameter(f"there is no step “{named}”; there are: {names}.", param_hint="--at-step")
    return found[0]
