"""What there is to decide: the total less what is committed, kept for tests, or other costs."""

from __future__ import annotations

from dataclasses import dataclass

from models.allocation import Allocation
from models.charging import charge_factors, costs_beside_media, current_over_plan
from models.communication import Standing
from models.plan import Plan
from planner.figures_in_words import money
from planner.language import _


@dataclass(frozen=True)
class BudgetHeader:
    """The parts of a total, minor units as charged to the budget.

    `committed`: commitments and locked lines; `tests`: the test reserve, or its lines where they take
    more; `other_costs`: non-media costs of an all-in total. `to_decide` is below 0 where the parts
    take more than there is.
    """

    total: int
    committed: int
    tests: int
    other_costs: int

    @property
    def to_decide(self) -> int:
        """What is left for the split."""
        return self.total - self.committed - self.tests - self.other_costs


def budget_header(plan: Plan) -> BudgetHeader:
    """The parts of the plan's total."""
    factors = charge_factors(plan)
    committed = tests = 0
    for line in plan.touchpoints:
        today = max(current_over_plan(plan, line), line.committed)
        if line.standing is Standing.TEST:
            tests += round(today * factors[line.id])
        else:
            held = line.standing is Standing.LOCKED or line.curve is None
            committed += round((today if held else line.committed) * factors[line.id])
    costs = costs_beside_media(plan)
    return BudgetHeader(plan.rules.total_budget, committed, max(tests, plan.rules.test_reserve), costs)


def unspent(allocation: Allocation) -> int:
    """Money of the total that the proposed split leaves, minor units as charged; 0 for an exact total."""
    plan = allocation.plan
    if plan.rules.spend_total == "exact":
        return 0
    factors = charge_factors(plan)
    tests = sum(
        allocation.proposed.spend.get(line.id, 0) * factors[line.id]
        for line in plan.touchpoints
        if line.standing is Standing.TEST
    )
    kept = max(plan.rules.test_reserve - tests, 0.0)
    charged = sum(amount * factors[line] for line, amount in allocation.proposed.spend.items())
    return max(round(plan.rules.total_budget - budget_header(plan).other_costs - kept - charged), 0)


def header_sentence(plan: Plan) -> str:
    """“€120,000 in all, €46,000 committed, €12,000 for tests, €62,000 to decide.”"""
    header = budget_header(plan)
    said = [
        _("{amount} in all").format(amount=money(header.total, plan.currency)),
        _("{amount} committed").format(amount=money(header.committed, plan.currency)),
        _("{amount} for tests").format(amount=money(header.tests, plan.currency)),
    ]
    if header.other_costs:
        said.append(_("{amount} other costs").format(amount=money(header.other_costs, plan.currency)))
    return _("{parts}, {amount} to decide.").format(
        parts=", ".join(said), amount=money(header.to_decide, plan.currency)
    )
