"""Answers: a plan simulated or optimised, and what a card remembers of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from models.allocation import Allocation, Outcome, SearchStatus
from models.outcome import ByPeriod
from models.plan import Plan
from planner.plan_rows import keep_answer
from planner.store import Store

if TYPE_CHECKING:
    from models.program.solution import Progress

log = logging.getLogger("journeymix")

ON_SCREEN = 2.0
"""Seconds of solving after which an answer is shown with the gap that is left."""


@dataclass(frozen=True)
class Search:
    """How long to search (seconds of solving), when to stop, and whom to tell how far it is."""

    seconds: float = ON_SCREEN
    should_stop: Callable[[], bool] | None = None
    on_progress: Callable[[Progress], None] | None = None


AT_ONCE = Search()


def simulate(plan: Plan, spend: dict[str, int] | None = None, by_period: ByPeriod | None = None) -> Outcome:
    """What `plan` gives at `spend` (line id -> minor units over the plan), or at current spend.

    `by_period` (period id -> line id -> minor units) says when; without it money is paced evenly.
    """
    from models.answer import simulate_plan

    return simulate_plan(plan, spend, by_period)


def optimise(plan: Plan, *, search: Search = AT_ONCE, near: Allocation | None = None) -> Allocation:
    """The best split of the plan's budget; `near` is an earlier answer to it, which is gone on from.

    Where the solver gave up before the proof, the log says why. Raises ImpossibleLimits, NotYetPossible.
    """
    from models.answer import optimise_plan
    from models.program.solution import never, unheard

    found = optimise_plan(
        plan,
        seconds=search.seconds,
        near=near,
        should_stop=search.should_stop or never,
        on_progress=search.on_progress or unheard,
        clock=perf_counter,
    )
    if found.trouble:
        log.warning("plan %s: the search ended with a gap of %.3g: %s", plan.id, found.gap, found.trouble)
    return found


def answer_plan(store: Store, plan: Plan, *, search: Search = AT_ONCE) -> Allocation:
    """`optimise`, and remember the result for the plan's card."""
    allocation = optimise(plan, search=search)
    remember_answer(store, allocation)
    return allocation


def remember_answer(store: Store, allocation: Allocation) -> None:
    """Keep now -> proposed for the card of exactly this plan; a search that was stopped is not kept."""
    if allocation.status is SearchStatus.STOPPED:
        return
    with store.writing() as db:
        keep_answer(db, allocation.asked, allocation.now.conversions, allocation.proposed.conversions)
