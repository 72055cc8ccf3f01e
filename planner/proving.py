"""An answer found within seconds is gone on with behind the page, and the better one kept for all readers."""

from __future__ import annotations

from models.allocation import Allocation, SearchStatus
from models.plan import Plan
from planner.answers import Search, optimise
from planner.background import LONGEST, Work
from planner.kept import Kept


class Shelf:
    """Answers that were searched for longer than a page waits, by the plan they answer."""

    def __init__(self) -> None:
        self._answers = Kept[Allocation]()

    def find(self, fingerprint: str) -> Allocation | None:
        """The better answer to the plan with this fingerprint, where there is one."""
        return self._answers.find(fingerprint)

    def put(self, found: Allocation) -> None:
        """Keep an answer, unless a better one to the same plan is there."""
        self._answers.put(found.asked.fingerprint, found, better_of)


def better_of(known: Allocation, found: Allocation) -> Allocation:
    """The answer whose split brings more; of two that bring the same, the one that is proved further."""
    least = 1e-9 * max(abs(known.unrounded), 1.0)
    if abs(found.unrounded - known.unrounded) > least:
        return found if found.unrounded > known.unrounded else known
    return found if found.upper <= known.upper else known


def mark(allocation: Allocation) -> str:
    """What tells an answer from an earlier one to the same plan, for all that is worked out from it."""
    return f"{allocation.plan.fingerprint} {allocation.unrounded!r} {allocation.upper!r}"


def can_go_on(allocation: Allocation) -> bool:
    """Whether more time could still bring a better split or a closer proof."""
    return allocation.status is not SearchStatus.PROVED


def go_on(plan: Plan, near: Allocation | None, work: Work, shelf: Shelf) -> Allocation:
    """Search on from an answer, telling `work` how far it is, and put what was found on the shelf."""
    found = optimise(plan, search=Search(LONGEST, work.should_stop, work.tell), near=near)
    shelf.put(found)
    return found
