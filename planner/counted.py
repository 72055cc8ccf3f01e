"""What the split counts, in words: conversions, people at a step, revenue, profit."""

from __future__ import annotations

import math

from models.allocation import Outcome
from models.goals import Objective
from models.objective import IN_MONEY
from models.plan import Plan
from planner.figures_in_words import money_major, number, people
from planner.language import _, ngettext


def objective_amount(plan: Plan, units: float) -> str:
    """“12.3 conversions”, “€1,240 of revenue”: objective units in words."""
    objective = plan.rules.objective
    if objective in IN_MONEY:
        said = _("{money} of profit") if objective is Objective.PROFIT else _("{money} of revenue")
        return said.format(money=money_major(units, plan.currency))
    figures = {"count": people(units) if abs(units) >= 1 else significant(units), "step": counted_step(plan)}
    many = count_for_plural(units)
    if objective is Objective.QUALIFIED_LEADS:
        return ngettext("{count} qualified lead", "{count} qualified leads", many).format(**figures)
    if objective is Objective.PEOPLE_AT_STEP:
        return ngettext("{count} person at “{step}”", "{count} people at “{step}”", many).format(**figures)
    return ngettext("{count} conversion", "{count} conversions", many).format(**figures)


def counted_value(plan: Plan, units: float) -> str:
    """“2,900”, “€1,240”: objective units without what they are."""
    return money_major(units, plan.currency) if plan.rules.objective in IN_MONEY else people(units)


def counted(plan: Plan) -> str:
    """“Conversions”, “People at “Visit””: the title of what is counted."""
    titles = {
        Objective.CONVERSIONS: _("Conversions"), Objective.QUALIFIED_LEADS: _("Qualified leads"),
        Objective.PEOPLE_AT_STEP: _("People at “{step}”"), Objective.REVENUE: _("Revenue"),
        Objective.PROFIT: _("Profit"),
    }  # fmt: skip
    return titles[plan.rules.objective].format(step=counted_step(plan))


def counted_axis(plan: Plan) -> str:
    """The same for an axis: “conversions”, “profit, EUR”."""
    titles = {
        Objective.CONVERSIONS: _("conversions"), Objective.QUALIFIED_LEADS: _("qualified leads"),
        Objective.PEOPLE_AT_STEP: _("people at “{step}”"), Objective.REVENUE: _("revenue, {currency}"),
        Objective.PROFIT: _("profit, {currency}"),
    }  # fmt: skip
    return titles[plan.rules.objective].format(step=counted_step(plan), currency=plan.currency)


def cost_of_one(plan: Plan) -> str:
    """“Cost per added conversion”: the title of what one result that the money brings costs; for aims
    counted in people."""
    titles = {
        Objective.QUALIFIED_LEADS: _("Cost per added qualified lead"),
        Objective.PEOPLE_AT_STEP: _("Cost per added person at “{step}”"),
    }
    return titles.get(plan.rules.objective, _("Cost per added conversion")).format(step=counted_step(plan))


def counted_step(plan: Plan) -> str:
    """The name of the step at which people are counted; empty where none is said."""
    step = plan.by_id["steps"].get(plan.rules.objective_step_id or "")
    return str(step.name) if step is not None else ""


def cost_of_result(outcome: Outcome) -> float | None:
    """Money charged (major units) for one objective unit that the money brings; None where it brings none."""
    if outcome.charged <= 0 or outcome.incremental_objective <= 0:
        return None
    return outcome.charged / outcome.incremental_objective


def return_on_spend(outcome: Outcome) -> float | None:
    """Revenue that the money brings for one unit of money charged; None without money."""
    return outcome.incremental_revenue / outcome.charged if outcome.charged > 0 else None


def significant(units: float) -> str:
    """A number below 1 with two significant digits, so that little is not said to be nothing."""
    if not units or abs(units) < 1e-9:
        return number(0, 0)
    return number(units, min(max(1 - math.floor(math.log10(abs(units))), 2), 8))


def count_for_plural(units: float) -> float:
    """The number that decides between one and many: what is shown, not what is meant."""
    if not math.isfinite(units):
        return 2.0
    return abs(round(units, 1 if abs(units) < 10 else 0)) if abs(units) >= 1 else 0.5
