"""The commands that answer: optimise, simulate, check."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from models.allocation import Allocation, GoalResult, LineResult, Outcome
from models.changes import Change, Set, with_changes
from models.errors import ImpossibleLimits
from models.money import exact_major
from models.plan import Plan
from planner import workflows
from planner.answers import ON_SCREEN, Search
from planner.budget_lines import BudgetLine, budget_lines
from planner.caution import caution_sentence
from planner.cli_frame import Report
from planner.cli_input import FoundPlan, amount_of_money, user_name
from planner.cli_output import allocation_file, as_json, kind_of_file, write_file, write_out
from planner.cli_question import caution_data, counted_line, question_changes, target_data
from planner.explain import evidence_sentence, search_sentence
from planner.figures_in_words import money, money_change, people
from planner.goal_words import goal_lines
from planner.language import _, ngettext
from planner.limit_words import limits_in_words
from planner.question_words import question_in_words, target_sentence
from planner.scenarios import kept_by_period

MOVES_SHOWN = 20


def ask(found: FoundPlan, question: Mapping[str, Any]) -> FoundPlan:
    """The plan with `budget`, `step`, `spend` and what is sought put to it. Raises click.BadParameter,
    PlanError."""
    currency = found.plan.currency
    budget, step, spend = (question[name] for name in ("budget", "step", "spend"))
    changes: list[Change] = []
    if budget is not None:
        total = amount_of_money(budget, currency, "--budget")
        changes.append(Set(path="rules.total_budget", value=total))
    if step is not None:
        changes.append(Set(path="rules.money_step", value=amount_of_money(step, currency, "--step")))
    if spend is not None:
        changes.append(Set(path="rules.spend_total", value=spend))
    changes += question_changes(found.plan, question)
    return replace(found, plan=with_changes(found.plan, changes), changes=tuple(changes))


def optimised(asked: FoundPlan, out: Path | None, save: bool, seconds: float = ON_SCREEN) -> Report:
    """The best split found within `seconds` as a report, and as a file where one is named."""
    kind = kind_of_file(out)
    if save and asked.store is None:
        raise click.UsageError("--save keeps a scenario with a plan of the database; this plan is a file.")
    allocation = best_split(asked.plan, seconds)
    data = allocation_data(allocation)
    content = as_json(data) if kind == "json" else allocation_file(allocation, kind)
    if out is not None and str(out) == "-":
        return write_out(content, out, asked.plan)
    if out is not None:
        write_file(out, content)
        data["file"] = str(out)
    if save:
        data["scenario"] = _saved(asked, allocation)
    if asked.store is not None and not asked.changes:
        workflows.remember_answer(asked.store, allocation)
    written = [_("Written: {file}").format(file=out)] if out else []
    return Report(data, (*_answer_lines(allocation), *written))


def best_split(plan: Plan, seconds: float = ON_SCREEN) -> Allocation:
    """The answer; limits that cannot hold together are named in words, not by their keys."""
    try:
        return workflows.optimise(plan, search=Search(seconds))
    except ImpossibleLimits as error:
        said = "; ".join(limits_in_words(plan, error.limits))
        raise ImpossibleLimits(error.what, limits=error.limits, remedy=error.remedy, keys=said) from error


def simulated(plan: Plan) -> Report:
    """The plan at current spend."""
    outcome = workflows.simulate(plan)
    names = {step.id: step.name for step in plan.steps}
    lines = [
        _("Conversions: {count}, of them {incremental} from the money").format(
            count=people(outcome.conversions), incremental=people(outcome.incremental_conversions)
        ),
        *(f"{names[step_id]}: {people(result.volume)}" for step_id, result in outcome.steps.items()),
    ]
    return Report({"plan": plan_data(plan), **outcome_data(plan, outcome)}, tuple(lines))


def allocation_data(allocation: Allocation) -> dict[str, Any]:
    """An answer for programs; money in major units, unknown numbers null."""
    plan = allocation.plan
    return {
        "plan": plan_data(plan),
        "question": question_in_words(allocation.asked),
        "sought": allocation.asked.rules.sought.value,
        "counted": plan.rules.objective.value,
        "total_budget": major(plan.rules.total_budget, plan),
        "target": target_data(allocation),
        "status": allocation.status.value,
        "gap": finite(allocation.gap),
        "gap_rounded": finite(allocation.gap_rounded),
        "outlook": allocation.outlook.value,
        "caution": caution_data(allocation),
        "unplaced": major(round(allocation.unplaced), plan),
        "broken_by_rounding": list(allocation.broken_by_rounding),
        "goals": [_goal_data(allocation.plan, one) for one in allocation.goals],
        "now": outcome_data(plan, allocation.now),
        "proposed": outcome_data(plan, allocation.proposed),
        "lines": [_line_data(plan, line) for line in budget_lines(allocation)],
        "prices": {
            price.key: {"price": finite(price.price), "binding": price.binding, "unit": price.unit}
            for price in allocation.prices.values()
        },
    }


def _goal_data(plan: Plan, one: GoalResult) -> dict[str, Any]:
    """A goal that binds, in its own unit; `price`: what the last unit of its target costs."""
    return {
        "id": one.goal_id, "binds": plan.by_id["goals"][one.goal_id].binds.value, "target": one.target,
        "now": finite(one.now), "proposed": finite(one.proposed), "missing": finite(one.missing),
        "price": finite(one.price),
    }  # fmt: skip


def outcome_data(plan: Plan, outcome: Outcome) -> dict[str, Any]:
    """A simulation for programs: `media` and `charged` in major units, people by step and line."""
    return {
        "counted": finite(outcome.objective),
        "incremental_counted": finite(outcome.incremental_objective),
        "conversions": finite(outcome.conversions),
        "incremental_conversions": finite(outcome.incremental_conversions),
        "organic_conversions": finite(outcome.organic_conversions),
        "revenue": finite(outcome.revenue),
        "incremental_revenue": finite(outcome.incremental_revenue),
        "media": finite(outcome.media),
        "charged": finite(outcome.charged),
        "spend": {line_id: major(spend, plan) for line_id, spend in outcome.spend.items()},
        "steps": {
            step_id: {
                "volume": finite(result.volume),
                "served": finite(result.served),
                "turned_away": finite(result.turned_away),
            }
            for step_id, result in outcome.steps.items()
        },
        "results": {line_id: _result_data(result) for line_id, result in outcome.lines.items()},
    }


def plan_data(plan: Plan) -> dict[str, Any]:
    """What plan was answered."""
    return {
        "id": plan.id,
        "name": plan.name,
        "currency": plan.currency,
        "start": plan.start.isoformat(),
        "end": plan.end.isoformat(),
    }


def major(minor: int, plan: Plan) -> float:
    """Minor units -> major units, as JSON writes numbers."""
    return float(exact_major(minor, plan.currency))


def finite(number: float | None) -> float | None:
    """The number, or None where there is none that JSON could write (an infinite slope at no spend)."""
    return number if number is not None and math.isfinite(number) else None


def _result_data(result: LineResult) -> dict[str, float | None]:
    names = ("reported", "claims", "people", "conversions", "revenue", "marginal")
    return {name: finite(getattr(result, name)) for name in names}


def _line_data(plan: Plan, line: BudgetLine) -> dict[str, Any]:
    return {
        "id": line.touchpoint.id,
        "touchpoint": line.touchpoint.name,
        "channel": line.channel.name,
        "stage": line.stage.name,
        "step": line.step.name,
        "now": major(line.now, plan),
        "proposed": major(line.proposed, plan),
        "change": major(line.change, plan),
        "charged": major(line.charged, plan),
        "lower": major(line.lower, plan),
        "upper": major(line.upper, plan),
    }


def _answer_lines(allocation: Allocation) -> list[str]:
    plan, now, proposed = allocation.plan, allocation.now, allocation.proposed
    moved = sorted(
        (line for line in budget_lines(allocation) if line.change), key=lambda line: -abs(line.change)
    )
    lines = [
        *filter(None, [target_sentence(allocation)]),
        search_sentence(allocation),
        *filter(None, [caution_sentence(allocation)]),
        evidence_sentence(plan),
        _("Conversions: {now} → {proposed}").format(
            now=people(now.conversions), proposed=people(proposed.conversions)
        ),
        *counted_line(allocation),
        *goal_lines(allocation),
        _("Media: {now} → {proposed}").format(
            now=money(sum(now.spend.values()), plan.currency),
            proposed=money(sum(proposed.spend.values()), plan.currency),
        ),
    ]
    if allocation.broken_by_rounding:
        said = "; ".join(limits_in_words(plan, allocation.broken_by_rounding))
        lines.append(_("No whole amounts keep these limits exactly: {limits}.").format(limits=said))
    lines += [_move(plan, line) for line in moved[:MOVES_SHOWN]]
    more = len(moved) - MOVES_SHOWN
    if more > 0:
        lines.append(ngettext("and {count} more move", "and {count} more moves", more).format(count=more))
    return lines


def _move(plan: Plan, line: BudgetLine) -> str:
    change, amount = money_change(line.change, plan.currency), money(line.proposed, plan.currency)
    return f"{change:>14}  → {amount:>12}  {line.channel.name} · {line.step.name} · {line.touchpoint.name}"


def _saved(asked: FoundPlan, allocation: Allocation) -> dict[str, str]:
    if asked.store is None:
        raise AssertionError("only plans of the database are saved")
    name = _("Best split of {total}").format(
        total=money(allocation.plan.rules.total_budget, allocation.plan.currency)
    )
    scenario = workflows.save_scenario(
        asked.store, asked.plan.id, name, "", asked.changes, allocation.proposed.spend, by=user_name(),
        by_period=kept_by_period(allocation.plan, allocation.proposed),
    )  # fmt: skip
    return {"id": scenario.id, "name": scenario.name}
