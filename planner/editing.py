"""Changing a stored plan: a change, undo, redo; each on the version it was decided on, or refused."""

from __future__ import annotations

from collections.abc import Iterable

from models.changes import Change, inverse, make_changes, with_changes
from planner.history_rows import drop_redo, first_undone, last_done, set_state, write_entry
from planner.plan_rows import as_open, check_version, update_plan
from planner.store import Store
from planner.stored import EntryKind, OpenPlan


def change_plan(store: Store, opened: OpenPlan, changes: Iterable[Change], by: str, label: str) -> OpenPlan:
    """Make `changes`, all or none, and store them with the values before them.

    What was undone before can then no longer be redone. Changes that alter nothing save nothing.
    Raises ChangeError or PlanError where they do not fit, EditConflict when somebody else saved.
    """
    return save_changes(store, opened, (EntryKind.CHANGED, by, label), tuple(changes))


def undo(store: Store, opened: OpenPlan, by: str) -> OpenPlan:
    """Take back the last change, whoever made it; unchanged when there is none."""
    with store.writing() as db:
        check_version(db, opened)
        entry = last_done(db, opened.plan.id)
        if entry is None:
            return as_open(db, opened.plan, opened.version)
        changes = inverse(entry.changes)
        plan = with_changes(opened.plan, changes)
        version = update_plan(db, opened, plan)
        set_state(db, entry.id, "undone")
        write_entry(db, plan.id, version, EntryKind.UNDONE, (by, entry.label, changes))
        return as_open(db, plan, version)


def redo(store: Store, opened: OpenPlan, by: str) -> OpenPlan:
    """Make the change again that was undone last; unchanged when there is none."""
    with store.writing() as db:
        check_version(db, opened)
        entry = first_undone(db, opened.plan.id)
        if entry is None:
            return as_open(db, opened.plan, opened.version)
        plan = with_changes(opened.plan, entry.changes)
        version = update_plan(db, opened, plan)
        set_state(db, entry.id, "done")
        write_entry(db, plan.id, version, EntryKind.REDONE, (by, entry.label, entry.changes))
        return as_open(db, plan, version)


def save_changes(
    store: Store, opened: OpenPlan, told: tuple[EntryKind, str, str], changes: tuple[Change, ...]
) -> OpenPlan:
    """Complete, make and store `changes` under (kind, who, label); see `change_plan`."""
    kind, by, label = told
    plan, done = make_changes(opened.plan, changes)
    with store.writing() as db:
        check_version(db, opened)
        if plan == opened.plan:
            return as_open(db, plan, opened.version)
        version = update_plan(db, opened, plan)
        drop_redo(db, plan.id)
        write_entry(db, plan.id, version, kind, (by, label, done))
        return as_open(db, plan, version)
