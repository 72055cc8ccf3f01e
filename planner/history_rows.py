"""A plan's history as rows: what was done, by whom, and what can be undone or done again."""

from __future__ import annotations

import datetime as dt
import json

from models.changes import Change, changes_adapter
from planner.store import Database, execute, insert, select
from planner.stored import EntryKind, LogEntry

Told = tuple[str, str, tuple[Change, ...]]
"""Who did it, the label, and the completed changes."""


def now_text() -> str:
    """This moment in UTC, as it is stored."""
    return stored_time(dt.datetime.now(dt.UTC))


def stored_time(moment: dt.datetime) -> str:
    """A moment as it is stored: UTC, to the millisecond."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds")


def local_time(text: str) -> dt.datetime:
    """A stored moment in the time zone of this machine."""
    return dt.datetime.fromisoformat(text).astimezone()


def write_entry(db: Database, plan_id: str, version: int, kind: EntryKind, told: Told) -> None:
    """A line of history. Changes made by people can be undone; the others only tell."""
    undoable = kind in (EntryKind.CHANGED, EntryKind.RESTORED)
    insert(
        db,
        "history",
        {
            "plan_id": plan_id,
            "version": version,
            "kind": kind.value,
            "state": "done" if undoable else "",
            "made_by": told[0],
            "made_at": now_text(),
            "label": told[1],
            "changes": changes_adapter.dump_json(list(told[2])).decode(),
        },
    )


def set_state(db: Database, entry_id: int, state: str) -> None:
    """Move an entry between the undo stack (`done`), the redo stack (`undone`) and neither."""
    execute(db, "UPDATE history SET state = ? WHERE id = ?", state, entry_id)


def drop_redo(db: Database, plan_id: str) -> None:
    """A new change closes the way to what was undone before it; history still tells of it."""
    execute(db, "UPDATE history SET state = 'dropped' WHERE plan_id = ? AND state = 'undone'", plan_id)


def last_done(db: Database, plan_id: str) -> LogEntry | None:
    """The entry that an undo would take back."""
    return _one_entry(db, plan_id, "state = 'done' ORDER BY id DESC")


def first_undone(db: Database, plan_id: str) -> LogEntry | None:
    """The entry that a redo would bring back: the one undone last is the earliest made."""
    return _one_entry(db, plan_id, "state = 'undone' ORDER BY id")


def read_history(db: Database, plan_id: str) -> list[LogEntry]:
    """Everything that happened to a plan, oldest first."""
    return [_entry(row) for row in select(db, "SELECT * FROM history WHERE plan_id = ? ORDER BY id", plan_id)]


def read_last_saved(db: Database, plan_id: str) -> LogEntry | None:
    """The entry that made the stored version what it is."""
    return _one_entry(
        db, plan_id, "kind IN ('created', 'changed', 'undone', 'redone', 'restored') ORDER BY id DESC"
    )


def label_of(db: Database, plan_id: str, state: str) -> str | None:
    """Label of what undo (`done`) or redo (`undone`) would act on; None when there is nothing."""
    order = "DESC" if state == "done" else "ASC"
    sql = f"SELECT label FROM history WHERE plan_id = ? AND state = ? ORDER BY id {order} LIMIT 1"
    rows = select(db, sql, plan_id, state)
    return str(rows[0]["label"]) if rows else None


def _one_entry(db: Database, plan_id: str, rest: str) -> LogEntry | None:
    rows = select(db, f"SELECT * FROM history WHERE plan_id = ? AND {rest} LIMIT 1", plan_id)
    return _entry(rows[0]) if rows else None


def _entry(row: dict[str, object]) -> LogEntry:
    return LogEntry(
        id=int(str(row["id"])),
        plan_id=str(row["plan_id"]),
        version=int(str(row["version"])),
        kind=EntryKind(str(row["kind"])),
        by=str(row["made_by"]),
        at=local_time(str(row["made_at"])),
        label=str(row["label"]),
        changes=tuple(changes_adapter.validate_python(json.loads(str(row["changes"])))),
    )
