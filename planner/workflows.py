"""The use cases around a plan: open, change, undo, keep, answer. Pages and the CLI call these.

Everything that changes a plan takes the `OpenPlan` it was decided on and raises EditConflict when
somebody else saved in between; then nothing is saved.
"""

from __future__ import annotations

import os
from pathlib import Path

from models.changes import Set, with_changes
from models.plan import Plan
from planner.answers import answer_plan, optimise, remember_answer, simulate
from planner.checkpoints import (
    checkpoint,
    delete_checkpoint,
    list_checkpoints,
    plan_at,
    restore_checkpoint,
)
from planner.editing import change_plan, redo, undo
from planner.history_rows import read_history, read_last_saved, write_entry
from planner.identity import new_id
from planner.plan_rows import (
    as_open,
    insert_plan,
    is_taken,
    mark_plan,
    no_such_plan,
    read_cards,
    read_open_plan,
)
from planner.scenario_rows import (
    delete_scenario,
    duplicate_scenario,
    list_scenarios,
    lock_scenario,
    rename_scenario,
    restore_scenario,
    save_scenario,
)
from planner.seeding import seed_examples
from planner.store import Store
from planner.stored import (
    ENTRY_WORDS,
    Checkpoint,
    EntryKind,
    LogEntry,
    OpenPlan,
    PlanCard,
    Scenario,
)

__all__ = [
    "ENTRY_WORDS", "Checkpoint", "EntryKind", "LogEntry", "OpenPlan", "PlanCard", "Scenario", "Store",
    "add_plan", "answer_plan", "archive_plan", "change_plan", "checkpoint", "delete_checkpoint",
    "delete_plan", "delete_scenario", "duplicate_plan", "duplicate_scenario", "history", "last_saved",
    "list_checkpoints", "list_deleted", "list_plans", "list_scenarios", "lock_scenario", "open_plan",
    "open_store", "optimise", "plan_at", "redo", "remember_answer", "rename_scenario",
    "restore_checkpoint", "restore_plan", "restore_scenario", "save_scenario", "simulate", "unarchive_plan", "undo",
]  # fmt: skip

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = PROJECT / "data" / "local" / "journeymix.db"


def open_store(path: Path | str | None = None) -> Store:
    """The database at `path`, JOURNEYMIX_DB or data/local/journeymix.db, in that order.

    Brought to the newest tables; a new one is filled with the examples, answered.
    Raises StorageError.
    """
    store = Store(path or os.environ.get("JOURNEYMIX_DB") or DEFAULT_DATABASE)
    seed_examples(store)
    return store


def list_plans(store: Store, archived: bool = False) -> list[PlanCard]:
    """Cards of the plans in use, or of the archived ones; the latest saved first."""
    with store.reading() as db:
        state = "NOT NULL" if archived else "NULL"
        return read_cards(db, f"deleted_at IS NULL AND archived_at IS {state}")


def list_deleted(store: Store) -> list[PlanCard]:
    """Cards of the deleted plans, which `restore_plan` brings back."""
    with store.reading() as db:
        return read_cards(db, "deleted_at IS NOT NULL")


def open_plan(store: Store, plan_id: str) -> OpenPlan:
    """The plan as it is stored now. Raises StorageError when there is none."""
    with store.reading() as db:
        return read_open_plan(db, plan_id)


def add_plan(store: Store, plan: Plan, by: str, label: str) -> OpenPlan:
    """Store a new plan. Where its id is taken already (the same file twice) it gets a fresh one."""
    with store.writing() as db:
        if is_taken(db, plan.id):
            plan = plan.model_copy(update={"id": new_id("plan")})
        insert_plan(db, plan)
        write_entry(db, plan.id, 1, EntryKind.CREATED, (by, label, ()))
        return as_open(db, plan, 1)


def history(store: Store, plan_id: str) -> list[LogEntry]:
    """Who did what to a plan, when; oldest first. Raises StorageError when there is no such plan."""
    with store.reading() as db:
        entries = read_history(db, plan_id)
    if not entries:
        raise no_such_plan(plan_id)
    return entries


def last_saved(store: Store, plan_id: str) -> LogEntry | None:
    """The entry that made the plan what it is now: a cheap look whether somebody else saved."""
    with store.reading() as db:
        return read_last_saved(db, plan_id)


def duplicate_plan(store: Store, plan_id: str, name: str, by: str) -> OpenPlan:
    """A copy under a new id and `name`, with a history of its own."""
    original = open_plan(store, plan_id).plan
    copy = with_changes(original, [Set(path="name", value=name)]).model_copy(update={"id": new_id("plan")})
    return add_plan(store, copy, by, original.name)


def archive_plan(store: Store, plan_id: str, by: str) -> None:
    """Take a plan off the list; `unarchive_plan` puts it back."""
    with store.writing() as db:
        mark_plan(db, plan_id, EntryKind.ARCHIVED, by)


def unarchive_plan(store: Store, plan_id: str, by: str) -> None:
    """Put an archived plan back on the list."""
    with store.writing() as db:
        mark_plan(db, plan_id, EntryKind.UNARCHIVED, by)


def delete_plan(store: Store, plan_id: str, by: str) -> None:
    """Delete a plan; nothing is destroyed, `restore_plan` brings it back."""
    with store.writing() as db:
        mark_plan(db, plan_id, EntryKind.DELETED, by)


def restore_plan(store: Store, plan_id: str, by: str) -> OpenPlan:
    """Bring a deleted plan back."""
    with store.writing() as db:
        mark_plan(db, plan_id, EntryKind.UNDELETED, by)
    return open_plan(store, plan_id)
