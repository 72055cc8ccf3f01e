"""What more or less money brings, for plans each of whose answers takes a while: worked out behind the page."""

from __future__ import annotations

from dataclasses import dataclass

from models.allocation import Allocation, SearchStatus
from models.frontier import BudgetMove, Frontier, frontier, next_money
from models.money import to_major
from models.plan import Plan
from planner.background import Work
from planner.explain import telling_amount
from planner.moves import among_choices

FEW_ROUNDS = 1
"""A search among choices that needed more programs than this takes a while at every budget."""


@dataclass(frozen=True)
class MoneyCurve:
    """The curve, where the next round amount goes, and what goes first in a cut."""

    curve: Frontier
    more: BudgetMove
    less: BudgetMove


def takes_long(allocation: Allocation) -> bool:
    """Whether answering many budgets would keep a page waiting."""
    proved = allocation.status is SearchStatus.PROVED
    return among_choices(allocation) and (not proved or allocation.rounds > FEW_ROUNDS)


def worked_out(plan: Plan, lifted: bool, sizes: tuple[int, float], work: Work) -> MoneyCurve | None:
    """The curve at `sizes[0]` budgets and the two moves, `sizes[1]` being the share cut; None when stopped.

    Tells `work` how many budgets are done.
    """
    points, cut = sizes
    curve = frontier(plan, points, lift_assumed=lifted, should_stop=work.should_stop, heard=work.tell)
    more = next_money(plan, to_major(telling_amount(plan), plan.currency), should_stop=work.should_stop)
    whole = to_major(plan.rules.total_budget, plan.currency)
    less = next_money(plan, -cut * whole, should_stop=work.should_stop)
    return None if work.should_stop() else MoneyCurve(curve, more, less)
