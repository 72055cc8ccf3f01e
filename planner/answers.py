"""Answers: a plan simulated or optimised, and what a card remembers of it."""

from __future__ import annotations

from collections.abc import Callable

from models.allocation import Allocation, Outcome, SearchStatus
from models.plan import Plan
from planner.plan_rows import keep_answer
from planner.store import Store


def simulate(plan: Plan, spend: dict[str, int] | None = None) -> Outcome:
    """What `plan` gives at `spend` (line id -> minor units over the plan), or at current spend."""
    from models.answer import simulate_plan

    return simulate_plan(plan, spend)


def optimise(plan: Plan, *, should_stop: Callable[[], bool] | None = None) -> Allocation:
    """The best split of the plan's budget. Raises ImpossibleLimits, NotYetPossible."""
    from models.answer import optimise_plan

    return optimise_plan(plan, should_stop=should_stop)


def answer_plan(store: Store, plan: Plan, *, should_stop: Callable[[], bool] | None = None) -> Allocation:
    """`optimise`, and remember the result for the plan's card."""
    allocation = optimise(plan, should_stop=should_stop)
    remember_answer(store, allocation)
    return allocation


def remember_answer(store: Store, allocation: Allocation) -> None:
    """Keep now -> proposed for the card of exactly this plan; a search that was stopped is not kept."""
    if allocation.status is SearchStatus.STOPPED:
        return
    with store.writing() as db:
        keep_answer(db, allocation.plan, allocation.now.conversions, allocation.proposed.conversions)
