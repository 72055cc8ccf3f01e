"""What the three tiles show: what the aim counts, what it costs, and what a reader asks next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.allocation import Allocation, Outcome
from models.goals import Objective, Sought
from models.money import exponent
from models.objective import IN_MONEY
from models.plan import Plan
from pages.shared.numbers import change, money_change, money_major, number, people, percent_change
from planner.counted import cost_of_one, cost_of_result, counted, counted_value, return_on_spend
from planner.figures_in_words import MINUS
from planner.language import _
from planner.uncertainty import Spread


@dataclass(frozen=True)
class TileFigure:
    """One tile: proposed, change from today, today; `likely` and `help` follow when the draws are there.

    `inverse`: less is better.
    """

    label: str
    value: str
    delta: str | None
    today: str
    likely: Callable[[Spread], str] = lambda spread: ""
    help: Callable[[Spread | None], str | None] = lambda spread: None
    inverse: bool = False


def tile_figures(allocation: Allocation, split: Outcome) -> tuple[TileFigure, ...]:
    """Three tiles for the aim of the plan."""
    plan, now = allocation.plan, allocation.now
    spend, aim, result = (
        _spend(plan, now, split),
        _counted(plan, now, split),
        _cost_of_result(plan, now, split),
    )
    conversions, revenue = _conversions(plan, now, split), _revenue(plan, now, split)
    if plan.rules.objective in IN_MONEY:
        result = _return(plan, now, split)
    sought, objective = allocation.asked.rules.sought, plan.rules.objective
    if sought is Sought.LEAST_SPEND:
        return spend, aim, result
    if sought is not Sought.BEST_SPLIT:
        return result, aim, spend
    if objective is Objective.CONVERSIONS:
        return conversions, _cost(plan, now, split), revenue
    if objective is Objective.PROFIT:
        return aim, revenue, conversions
    return aim, result, conversions


def _conversions(plan: Plan, now: Outcome, split: Outcome) -> TileFigure:
    return TileFigure(
        _("Conversions"), people(split.conversions), _gain(now.conversions, split.conversions, change),
        people(now.conversions), lambda spread: _range(change, spread.conversions_change), _level,
    )  # fmt: skip


def _counted(plan: Plan, now: Outcome, split: Outcome) -> TileFigure:
    if plan.rules.objective is Objective.CONVERSIONS:
        return _conversions(plan, now, split)

    def gained(units: float) -> str:
        return _money_gained(units, plan.currency) if plan.rules.objective in IN_MONEY else change(units)

    return TileFigure(
        counted(plan), counted_value(plan, split.objective), _gain(now.objective, split.objective, gained),
        counted_value(plan, now.objective), lambda spread: _range(gained, spread.objective_change),
    )  # fmt: skip


def _revenue(plan: Plan, now: Outcome, split: Outcome) -> TileFigure:
    def gained(major: float) -> str:
        return _money_gained(major, plan.currency)

    return TileFigure(
        _("Revenue"), money_major(split.revenue, plan.currency), _gain(now.revenue, split.revenue, gained),
        money_major(now.revenue, plan.currency), lambda spread: _range(gained, spread.revenue_change),
    )  # fmt: skip


def _cost(plan: Plan, now: Outcome, split: Outcome) -> TileFigure:
    """Money over all conversions; what one that it brings costs is told beside."""
    before, after = (o.charged / o.conversions if o.conversions > 0 else None for o in (now, split))
    of_one = money_major(cost_of_result(split), plan.currency)
    return TileFigure(
        _("Cost per conversion"), money_major(after, plan.currency), _cheaper(before, after),
        money_major(before, plan.currency), lambda spread: _range(percent_change, spread.cost_change),
        lambda spread: _("Over all conversions, organic ones included. One that the money brings costs {cost}.").format(cost=of_one),
        inverse=True,
    )  # fmt: skip


def _cost_of_result(plan: Plan, now: Outcome, split: Outcome) -> TileFigure:
    before, after = cost_of_result(now), cost_of_result(split)
    return TileFigure(
        cost_of_one(plan), money_major(after, plan.currency), _cheaper(before, after),
        money_major(before, plan.currency),
        lambda spread: _range(lambda major: money_major(major, plan.currency), spread.result_cost),
        lambda spread: _("Money charged for one that would not come without it."),
        inverse=True,
    )  # fmt: skip


def _return(plan: Plan, now: Outcome, split: Outcome) -> TileFigure:
    before, after = return_on_spend(now), return_on_spend(split)

    def likely(spread: Spread) -> str:
        low, high = spread.result_cost
        if plan.rules.objective is not Objective.REVENUE or low <= 0 or high <= 0:
            return ""
        return _range(number, (1.0 / high, 1.0 / low))

    return TileFigure(
        _("Return on spend"), number(after), _cheaper(before, after), number(before), likely,
        lambda spread: _("Revenue that would not come without the money, for one unit of money."),
    )  # fmt: skip


def _spend(plan: Plan, now: Outcome, split: Outcome) -> TileFigure:
    return TileFigure(
        _("Spend"), money_major(split.charged, plan.currency), _gain(now.charged, split.charged, lambda m: _money_gained(m, plan.currency)),
        money_major(now.charged, plan.currency), lambda spread: "",
        lambda spread: _("As charged to the budget; tests and other costs come on top where they are part of the total."),
        inverse=True,
    )  # fmt: skip


def _level(spread: Spread | None) -> str | None:
    """The range of the total itself, which moves with what is not measured, today's as well."""
    if spread is None:
        return None
    return _(
        "In all, {low} to {high} conversions are likely. What is not measured moves today's result as well, "
        "so the gain is surer than the level."
    ).format(low=people(spread.conversions[0]), high=people(spread.conversions[1]))


def _range(words: Callable[[float], str], bounds: tuple[float, float]) -> str:
    return _("likely {low} to {high}").format(low=words(bounds[0]), high=words(bounds[1]))


def _money_gained(major: float, currency: str) -> str:
    return money_change(round(major * 10 ** exponent(currency)), currency)


def _gain(before: float, after: float, words: Callable[[float], str]) -> str | None:
    if abs(after - before) < 5e-4 * max(abs(before), 1e-3):  # what would be shown as 0.0%
        return None
    more = words(after - before)
    if before > 0:
        more += f" ({percent_change(after / before - 1)})"
    return _signed(more)


def _cheaper(before: float | None, after: float | None) -> str | None:
    if before is None or after is None or not before or abs(after / before - 1) < 5e-4:
        return None
    return _signed(percent_change(after / before - 1))


def _signed(text: str) -> str:
    """The tile tells down from up by an ASCII minus."""
    return text.replace(MINUS, "-")
