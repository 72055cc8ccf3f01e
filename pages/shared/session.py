"""What one reader's session holds: the open plan, their name and language, what to tell them next.

Everything here is small and cheap to read. Plans and history live in the database, answers in
caches by value.
"""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from models.allocation import Allocation, Outcome
from models.changes import Change
from models.errors import EditConflict, JourneymixError
from models.plan import Plan
from pages.shared.mishaps import called_by_widget
from pages.shared.reader import ink, language, logged_in, somebody, speak, theme, user_name
from pages.shared.state import forget, recall, remember, take_told, tell
from planner import workflows
from planner.background import Desk
from planner.identity import new_id
from planner.language import say_error
from planner.plan_glance import Slice, spend_by_channel
from planner.proving import Shelf, mark
from planner.store import Store
from planner.workflows import OpenPlan

__all__ = [
    "Conflict", "allocation", "choose_plan", "close_plan", "commit", "conflict", "desk", "forget", "ink",
    "language", "logged_in", "open_plan", "outcome", "plan_at_a_glance", "reader", "recall", "redo",
    "reload", "remember", "settle", "shelf", "somebody", "speak", "store", "take_told", "tell", "theme",
    "undo", "user_name",
]  # fmt: skip


SETTLING_RUNS = 2


@dataclass(frozen=True)
class Conflict:
    """A change that was not saved because somebody else saved first."""

    message: str
    plan_id: str
    changes: tuple[Change, ...]
    label: str


# ---- the store and the plan that is open


def store() -> Store:
    """The database, opened once a process."""
    return _store(os.environ.get("JOURNEYMIX_DB", ""))


def open_plan() -> OpenPlan | None:
    """The plan this session works on, as it was last read or saved here."""
    held: OpenPlan | None = recall("open_plan")
    return held


def choose_plan(plan_id: str) -> OpenPlan:
    """Open a plan, freshly read. Raises StorageError where there is none."""
    opened = workflows.open_plan(store(), plan_id)
    _hold(opened)
    forget("conflict")
    return opened


def close_plan() -> None:
    """Work on no plan."""
    forget("open_plan")
    forget("conflict")


def commit(changes: Sequence[Change], label: str) -> bool:
    """Save changes to the open plan; on refusal nothing is saved and the next frame says why."""
    held = open_plan()
    if held is None:
        return False
    try:
        _hold(workflows.change_plan(store(), held, list(changes), user_name(), label))
    except EditConflict as error:
        remember("conflict", Conflict(say_error(error), held.plan.id, tuple(changes), label))
        return False
    except JourneymixError as error:
        tell("error", say_error(error))
        return False
    return True


@called_by_widget
def undo() -> None:
    """Take the last change back."""
    _step(workflows.undo)


@called_by_widget
def redo() -> None:
    """Make the last change taken back again."""
    _step(workflows.redo)


def conflict() -> Conflict | None:
    """The change that waits because somebody else saved first."""
    waiting: Conflict | None = recall("conflict")
    return waiting


@called_by_widget
def reload(*, keep_mine: bool = False) -> None:
    """Read the open plan anew; `keep_mine` puts the waiting change on top of it."""
    held, waiting = open_plan(), conflict()
    if held is None:
        return
    try:
        choose_plan(held.plan.id)
    except JourneymixError as error:
        close_plan()
        tell("error", say_error(error))
        return
    if keep_mine and waiting is not None:
        commit(waiting.changes, waiting.label)


def _step(move: Callable[[Store, OpenPlan, str], OpenPlan]) -> None:
    held = open_plan()
    if held is None:
        return
    try:
        _hold(move(store(), held, user_name()))
    except EditConflict as error:
        remember("conflict", Conflict(say_error(error), held.plan.id, (), ""))
    except JourneymixError as error:
        tell("error", say_error(error))


def _hold(opened: OpenPlan) -> None:
    remember("open_plan", opened)


# ---- answers, kept by value


def allocation(plan: Plan) -> Allocation:
    """The best split of a plan's budget. Raises ImpossibleLimits, NotYetPossible."""
    found = shelf().find(plan.fingerprint) or _allocation(plan.fingerprint, plan)
    held = open_plan()
    if held is not None and held.plan.fingerprint == plan.fingerprint:
        _keep_answer(os.environ.get("JOURNEYMIX_DB", ""), mark(found), found)
    return found


def outcome(plan: Plan, by_period: dict[str, dict[str, int]] | None = None) -> Outcome:
    """A plan simulated at a spend (period id -> line id -> minor units); today's where none is given."""
    key = None if by_period is None else repr(sorted((p, sorted(of.items())) for p, of in by_period.items()))
    return _outcome(plan.fingerprint, key, plan, by_period)


def plan_at_a_glance(plan_id: str, version: int) -> tuple[Slice, ...]:
    """Where the money of a stored plan goes today, by channel."""
    return _glance(str(store().path), plan_id, version, language()[0])


@st.cache_resource(max_entries=500, show_spinner=False)
def _glance(path: str, plan_id: str, version: int, code: str) -> tuple[Slice, ...]:
    return spend_by_channel(workflows.open_plan(store(), plan_id).plan)


@st.cache_resource(max_entries=64, show_spinner=False)
def _allocation(fingerprint: str, _plan: Plan) -> Allocation:
    return workflows.optimise(_plan)


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """Answers that were searched for longer, for all readers."""
    return Shelf()


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """Work that goes on behind the pages, for the whole process."""
    return Desk()


def reader() -> str:
    """A name for this session, as long as it lasts."""
    known: str | None = recall("reader")
    if known is None:
        known = new_id("reader")
        remember("reader", known)
    return known


@st.cache_resource(max_entries=256, show_spinner=False)
def _keep_answer(path: str, answer: str, _allocation: Allocation) -> bool:
    """Once for each answer: the plan's card shows it."""
    workflows.remember_answer(store(), _allocation)
    return True


@st.cache_resource(max_entries=256, show_spinner=False)
def _outcome(
    fingerprint: str, key: str | None, _plan: Plan, _by_period: dict[str, dict[str, int]] | None
) -> Outcome:
    return workflows.simulate(_plan, None, _by_period)


@st.cache_resource(show_spinner=False)
def _store(path: str) -> Store:
    return workflows.open_store(path or None)


def settle(page: str) -> None:
    """What is loaded by now stays, so that the collector need not visit it again.

    Streamlit collects after every run; on what the libraries loaded that takes longer than the run.
    Done on the first two runs of each page in a process: drawing it the first time loads more.
    """
    runs = _runs_of_pages()
    runs[page] += 1
    if runs[page] <= SETTLING_RUNS:
        gc.collect()
        gc.freeze()


@st.cache_resource(show_spinner=False)
def _runs_of_pages() -> Counter[str]:
    return Counter()
