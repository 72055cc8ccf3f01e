"""More or less money: what other budgets bring, where the next money goes, what goes first in a cut.

Every figure is that of a split answered and simulated at its budget; only where a sentence says
"about" it lies between two of them.
"""

from __future__ import annotations

from itertools import pairwise

from models.frontier import BudgetMove, Frontier
from models.frontier_point import FrontierPoint
from models.objective import IN_MONEY
from models.plan import Plan
from planner.explain import count_for_plural, objective_amount, percent_up
from planner.figures_in_words import money_about, money_change, money_major, number
from planner.goal_ways import goals_named
from planner.goal_words import goal_rule_words
from planner.language import _, ngettext
from planner.named_limits import MOST_NAMED, named_limits


def opening_sentence(plan: Plan, curve: Frontier) -> str:
    """What the curve says first: today's results for how much, and what one more costs here."""
    said = [_todays_results(plan, curve)]
    if curve.plan is not None:
        said += [_next_costs(plan, curve.plan), _ninety(plan, curve)]
    if curve.break_even is not None:
        said.append(
            _("From {budget} on, one more {unit} brings less than one {unit} back.").format(
                budget=money_major(curve.break_even.budget, plan.currency, digits=0),
                unit=money_major(1, plan.currency),
            )
        )
    return " ".join(filter(None, said))


def _todays_results(plan: Plan, curve: Frontier) -> str:
    """What today's results cost with the best split: between two answered budgets."""
    wanted, spent = curve.today.objective, curve.today.charged
    for before, after in pairwise(curve.points):
        if before.objective < wanted <= after.objective:
            part = (wanted - before.objective) / (after.objective - before.objective)
            needed = before.budget + part * (after.budget - before.budget)
            if needed > 0.99 * spent:
                return ""
            return _("The best split brings today's results for {needed} instead of {spent}.").format(
                needed=money_about(needed, plan.currency), spent=money_major(spent, plan.currency, digits=0)
            )
    return ""


def _next_costs(plan: Plan, point: FrontierPoint) -> str:
    """What the next unit of money returns. What the next conversion costs is a round amount's business: it may
    take a large part of the budget, over which returns fall."""
    if point.marginal_cost is None:
        return _("At the plan's budget more money brings nothing more.")
    if plan.rules.objective not in IN_MONEY:
        return ""
    return _("At the plan's budget the next {one} returns {next}.").format(
        one=money_major(1, plan.currency), next=number(point.marginal)
    )


def _ninety(plan: Plan, curve: Frontier) -> str:
    if curve.ninety is None or curve.plan is None or curve.ninety.budget >= curve.plan.budget:
        return ""
    return _("90% of what the budget brings is there at {budget}.").format(
        budget=money_about(curve.ninety.budget, plan.currency)
    )


def proof_sentence(curve: Frontier) -> str:
    """How far every point of the curve is checked."""
    gaps = [point.gap for point in curve.points]
    return ngettext(
        "{count} budget answered, simulated and checked to {gap}.",
        "{count} budgets, each answered, simulated and checked to {gap}.",
        len(gaps),
    ).format(count=len(gaps), gap=percent_up(max(gaps, default=0.0)))


def ends_in_words(plan: Plan, curve: Frontier) -> list[str]:
    """Where limits end the curve, and which."""
    said = []
    farthest = curve.points[-1].budget if curve.points else curve.most
    if curve.most_keys and curve.most <= farthest * 1.001:
        said.append(
            _("No more than {amount} can be spent within these limits: {limits}.").format(
                amount=money_major(curve.most, plan.currency, digits=0),
                limits=named_limits(plan, curve.most_keys),
            )
        )
    if curve.least_keys:
        said.append(
            _("No less than {amount} within these limits: {limits}.").format(
                amount=money_major(curve.least, plan.currency, digits=0),
                limits=named_limits(plan, curve.least_keys),
            )
        )
    if goals := goals_that_need(plan, curve):
        most = max(one.budget for one in curve.forbidden if one.budget < curve.points[0].budget)
        said.append(
            _("With {amount} or less these cannot be reached: {goals}.").format(
                amount=money_major(most, plan.currency, digits=0), goals="; ".join(goals)
            )
        )
    if curve.plan is None:
        said.append(_("The plan's own total cannot be spent within these limits."))
    return said


def goals_that_need(plan: Plan, curve: Frontier) -> list[str]:
    """Hard goals that the budgets before the curve's first point do not reach, in words."""
    if not curve.points:
        return []
    keys = [key for one in curve.forbidden if one.budget < curve.points[0].budget for key in one.limits]
    return [goal_rule_words(plan, goal.id) for goal in goals_named(plan, dict.fromkeys(keys))]


def move_sentence(plan: Plan, move: BudgetMove) -> str:
    """“The next €1,000 bring 9.2 conversions.” or “Cutting €6,555 loses 41 conversions.”"""
    amount = money_major(abs(move.amount), plan.currency, digits=0)
    if move.forbidden_by:
        limits = named_limits(plan, move.forbidden_by)
        if move.amount > 0:
            return _("The next {amount} cannot be spent within these limits: {limits}.").format(
                amount=amount, limits=limits
            )
        return _("{amount} cannot be cut within these limits: {limits}.").format(amount=amount, limits=limits)
    if move.amount > 0:
        return _("The next {amount} bring {units}:").format(
            amount=amount, units=objective_amount(plan, move.gain)
        )
    return _("Cutting {amount} loses {units}; this goes first:").format(
        amount=amount, units=objective_amount(plan, -move.gain)
    )


def moved_lines(plan: Plan, move: BudgetMove) -> list[tuple[str, str]]:
    """Touchpoint and change of the lines that move, the largest first; what is left out is counted."""
    lines = list(move.lines.items())
    said = [
        (plan.by_id["touchpoints"][line].name, money_change(change, plan.currency))
        for line, change in lines[:MOST_NAMED]
    ]
    rest = lines[MOST_NAMED:]
    if rest:
        name = ngettext("{count} other touchpoint", "{count} other touchpoints", len(rest)).format(
            count=len(rest)
        )
        said.append((name, money_change(sum(change for _line, change in rest), plan.currency)))
    return said


def point_in_words(plan: Plan, point: FrontierPoint) -> str:
    """“€43,700: 3,046 conversions, €14.35 each; one more costs €102.”"""
    parts = [
        _("{budget}: {units}").format(
            budget=money_major(point.budget, plan.currency, digits=0),
            units=objective_amount(plan, point.objective),
        )
    ]
    if plan.rules.objective in IN_MONEY:
        return ", ".join([*parts, *_returns(plan, point)])
    if point.cost_of_result is not None:
        parts.append(
            _("{cost} for one that the money brings").format(
                cost=money_major(point.cost_of_result, plan.currency)
            )
        )
    if point.marginal_cost is not None and count_for_plural(point.objective):
        parts.append(_("one more costs {cost}").format(cost=money_major(point.marginal_cost, plan.currency)))
    return ", ".join(parts)


def _returns(plan: Plan, point: FrontierPoint) -> list[str]:
    """What a unit of money brings on average, and what the next one does; for aims counted in money."""
    figures = {
        "one": money_major(1, plan.currency),
        "average": number(point.average),
        "next": number(point.marginal),
    }
    said = [_("{average} for {one} on average").format(**figures)] if point.average is not None else []
    if point.status != "current":  # nothing is known of the next money of today's split
        said.append(_("{next} for the next {one}").format(**figures))
    return said
