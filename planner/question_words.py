"""The question in words, and what a question for a target came to.

Every figure is that of the rounded answer, or of what the search proved; “about” marks money between two
answers.
"""

from __future__ import annotations

from models.allocation import Allocation, TargetFound
from models.goals import Sought
from models.money import to_major
from models.plan import Plan
from models.target_answer import target_units
from planner.choice_words import word
from planner.counted import cost_of_result, counted, objective_amount, return_on_spend
from planner.figures_in_words import money, money_about, money_major, number, percent
from planner.language import _
from planner.named_limits import named_limits


def question_in_words(plan: Plan) -> str:
    """“Least spend for 300 conversions, at most €9,000.”"""
    rules, total = plan.rules, money(plan.rules.total_budget, plan.currency)
    if rules.sought is Sought.BEST_SPLIT or target_units(plan) is None:
        said = (
            _("{aim}: the best split of {total}.")
            if rules.spend_total == "exact"
            else _("{aim}: the best split of at most {total}.")
        )
        return said.format(aim=counted(plan), total=total)
    if rules.sought is Sought.LEAST_SPEND:
        said = _("Least spend for {units}, with at most {total}.")
        return said.format(units=_target(plan), total=total)
    if rules.target_holds_for == "last_result":
        said = _(
            "{aim}: as many as there are while even the last costs no more than {target}, with at most {total}."
        )
        if rules.sought is Sought.TARGET_RETURN:
            said = _(
                "Revenue: as much as there is while even the last money returns {target}, with at most {total}."
            )
    else:
        said = _("{aim}: as many as there are for {target} each or less on average, with at most {total}.")
        if rules.sought is Sought.TARGET_RETURN:
            said = _(
                "Revenue: as much as there is at a return of {target} or more on average, with at most {total}."
            )
    return said.format(aim=counted(plan), target=_target(plan), total=total)


def aim_word(plan: Plan) -> str:
    """“Most conversions”, “Least spend for a target”: the aim as it is chosen."""
    rules = plan.rules
    return word(rules.objective.value if rules.sought is Sought.BEST_SPLIT else rules.sought.value)


def _target(plan: Plan) -> str:
    """The target as it was said: “300 conversions”, “€40”, “4”."""
    target = target_units(plan)
    if target is None:
        return ""
    if plan.rules.sought is Sought.LEAST_SPEND:
        return objective_amount(plan, target)
    if plan.rules.sought is Sought.TARGET_RETURN:
        return number(plan.rules.target_return)
    return money_major(target, plan.currency)


def target_sentence(allocation: Allocation) -> str:
    """Whether the target is met, with how much money, and what that is worth knowing about; empty without one."""
    target = allocation.target
    if target is None:
        return ""
    if target.asked.rules.sought is Sought.LEAST_SPEND:
        return _least_met(allocation, target) if target.met else _least_missed(allocation, target)
    if not target.met:
        return _cost_missed(allocation, target)
    if target.asked.rules.target_holds_for == "last_result":
        return _last_met(allocation, target)
    return _cost_met(allocation, target)


def kept_sentence(allocation: Allocation, kept: float | None) -> str:
    """The share of the worlds that the evidence allows in which the target is kept; empty where not known."""
    if allocation.target is None or kept is None:
        return ""
    return _("Given how well the numbers are known, the chance that the target is kept is {share}.").format(
        share=percent(kept, 0)
    )


def _least_met(allocation: Allocation, target: TargetFound) -> str:
    plan, total = allocation.plan, allocation.plan.rules.total_budget
    if not total:
        return _("{units} come without any money.").format(units=_target(target.asked))
    said = _("The least spend for {units}: {total}.").format(
        units=_target(target.asked), total=money(total, plan.currency)
    )
    if target.ended_by:
        held = _("No less can be spent within these limits: {limits}.")
        return f"{said} {held.format(limits=named_limits(plan, target.ended_by))}"
    if target.proved:
        proof = _("With less than {proved} no split within these limits brings as much.")
        said += " " + proof.format(proved=_below(target.proved, plan))
    return said


def _least_missed(allocation: Allocation, target: TargetFound) -> str:
    plan = allocation.plan
    figures = {
        "units": _target(target.asked),
        "total": money(plan.rules.total_budget, plan.currency),
        "most": objective_amount(plan, allocation.proposed.objective),
    }
    if target.beyond is not None:
        return _("{units} take {needed}, more than may be spent: {total} brings {most}.").format(
            needed=money_about(to_major(target.beyond, plan.currency), plan.currency), **figures
        )
    if target.ended_by:
        return _(
            "{units} cannot be reached within these limits, whatever the total: {limits}. The most is {most}."
        ).format(limits=named_limits(plan, target.ended_by), **figures)
    return _(
        "No budget brings {units}: the curves, audiences and conversions to the next step end below. {total} brings {most}."
    ).format(**figures)


def _cost_met(allocation: Allocation, target: TargetFound) -> str:
    figures = _figures(allocation, target)
    by_return = target.asked.rules.sought is Sought.TARGET_RETURN
    if target.beyond is not None:
        said = (
            _(
                "All of {total} returns {average}, above the target of {target}, which would hold up to {beyond}."
            )
            if by_return
            else _(
                "All of {total} can be spent at {average} each, within the target of {target}, which would hold up to {beyond}."
            )
        )
        return said.format(**figures)
    if target.ended_by:
        said = (
            _(
                "All that the limits allow, {total}, returns {average}, above the target of {target}. What ends it: {limits}."
            )
            if by_return
            else _(
                "All that the limits allow, {total}, costs {average} each, within the target of {target}. What ends it: {limits}."
            )
        )
        return said.format(**figures)
    said = (
        _("{total} can be spent at a return of {target} or more: it returns {average}.")
        if by_return
        else _(
            "{total} can be spent at {target} each or less: {brought} that would not come without it cost {average} each."
        )
    )
    if target.proved:
        said += " " + _("With more than {proved} no split keeps the target.")
    return said.format(**figures)


def _last_met(allocation: Allocation, target: TargetFound) -> str:
    figures = _figures(allocation, target)
    by_return = target.asked.rules.sought is Sought.TARGET_RETURN
    if target.ended_by:
        said = (
            _("Even the last money of {total} returns more than {target}.")
            if by_return
            else _("Even the last result of {total} costs less than {target}.")
        )
        if target.beyond is not None:
            said += " " + _("That would hold up to {beyond}.")
        return said.format(**figures)
    said = (
        _("Up to {total} the next money still returns {target}; all of it returns {average} on average.")
        if by_return
        else _(
            "Up to {total} the next result still costs {target} or less; on average they cost {average} each."
        )
    )
    return said.format(**figures)


def _cost_missed(allocation: Allocation, target: TargetFound) -> str:
    figures = _figures(allocation, target)
    by_return = target.asked.rules.sought is Sought.TARGET_RETURN
    if target.asked.rules.target_holds_for == "last_result":
        said = (
            _(
                "Even the first money returns less than {target}: no more than the {total} that is held should be spent."
            )
            if by_return
            else _(
                "Even the first result costs more than {target}: no more than the {total} that is held should be spent."
            )
        )
        return said.format(**figures)
    said = (
        _("No split within these limits returns {target}: the best return found is {average}, with {total}.")
        if by_return
        else _(
            "No split within these limits costs {target} each or less: the cheapest found is {average} each, with {total}."
        )
    )
    return said.format(**figures)


def _figures(allocation: Allocation, target: TargetFound) -> dict[str, str]:
    plan, split = allocation.plan, allocation.proposed
    cost = cost_of_result(split)
    average = money_major(cost, plan.currency)
    if target.asked.rules.sought is Sought.TARGET_RETURN:
        average = number(return_on_spend(split))
    beyond = None if target.beyond is None else to_major(target.beyond, plan.currency)
    return {
        "total": money(plan.rules.total_budget, plan.currency),
        "target": _target(target.asked),
        "average": average,
        "brought": objective_amount(plan, split.incremental_objective),
        "beyond": money_about(beyond, plan.currency),
        "proved": _above(target.proved or 0, plan),
        "limits": named_limits(plan, target.ended_by),
    }


def _below(minor: int, plan: Plan) -> str:
    """An amount in whole units that is not more than this one, so that what is said of it stays true."""
    unit = round(1 / to_major(1, plan.currency))
    return money(minor // unit * unit, plan.currency)


def _above(minor: int, plan: Plan) -> str:
    unit = round(1 / to_major(1, plan.currency))
    return money(-(-minor // unit) * unit, plan.currency)
