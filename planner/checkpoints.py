"""Named states of a plan, and the way back to them or to any earlier version."""

from __future__ import annotations

from models.changes import Change, difference, inverse, with_changes
from models.errors import StorageError
from models.plan import Plan
from models.quantity import N_
from planner.editing import save_changes
from planner.history_rows import local_time, now_text, read_history
from planner.identity import new_id
from planner.plan_file import read_stored, stored_text
from planner.plan_rows import read_open_plan
from planner.store import Store, execute, insert, select
from planner.stored import Checkpoint, EntryKind, OpenPlan


def checkpoint(store: Store, plan_id: str, name: str, by: str) -> Checkpoint:
    """Keep the plan as it is now under a name. Raises StorageError when the name is empty."""
    if not name.strip():
        raise StorageError(N_("A checkpoint needs a name."))
    with store.writing() as db:
        opened = read_open_plan(db, plan_id)
        row: dict[str, object] = {
            "id": new_id("checkpoint"),
            "plan_id": plan_id,
            "name": name.strip(),
            "version": opened.version,
            "content": stored_text(opened.plan),
            "made_by": by,
            "made_at": now_text(),
        }
        insert(db, "checkpoints", row)
    return _checkpoint(row)


def list_checkpoints(store: Store, plan_id: str) -> list[Checkpoint]:
    """The checkpoints of a plan, the latest first."""
    columns = "id, plan_id, name, version, made_by, made_at"
    with store.reading() as db:
        rows = select(db, f"SELECT {columns} FROM checkpoints WHERE plan_id = ? ORDER BY rowid DESC", plan_id)
    return [_checkpoint(row) for row in rows]


def delete_checkpoint(store: Store, checkpoint_id: str) -> None:
    """Forget a checkpoint; the plan and its history keep everything."""
    with store.writing() as db:
        if execute(db, "DELETE FROM checkpoints WHERE id = ?", checkpoint_id) == 0:
            raise _no_such_checkpoint()


def restore_checkpoint(store: Store, opened: OpenPlan, checkpoint_id: str, by: str) -> OpenPlan:
    """Make the plan what it was at the checkpoint, as one change that can be undone.

    Raises EditConflict when somebody else saved, StorageError when there is no such checkpoint.
    """
    with store.reading() as db:
        rows = select(
            db, "SELECT name, content FROM checkpoints WHERE id = ? AND plan_id = ?", checkpoint_id, opened.plan.id
        )  # fmt: skip
    if not rows:
        raise _no_such_checkpoint()
    changes = difference(opened.plan, read_stored(rows[0]["content"]))
    return save_changes(store, opened, (EntryKind.RESTORED, by, rows[0]["name"]), changes)


def plan_at(store: Store, plan_id: str, version: int) -> Plan:
    """The plan as it was at an earlier version, by undoing what came after it in a copy."""
    with store.reading() as db:
        opened, entries = read_open_plan(db, plan_id), read_history(db, plan_id)
    if not 1 <= version <= opened.version:
        raise StorageError(
            N_("The plan has no version {version}; the latest is {latest}."),
            where=opened.plan.name,
            version=version,
            latest=opened.version,
        )
    later: list[Change] = [
        change for entry in reversed(entries) if entry.version > version for change in inverse(entry.changes)
    ]
    return with_changes(opened.plan, later)


def _checkpoint(row: dict[str, object]) -> Checkpoint:
    return Checkpoint(
        id=str(row["id"]),
        plan_id=str(row["plan_id"]),
        name=str(row["name"]),
        version=int(str(row["version"])),
        by=str(row["made_by"]),
        at=local_time(str(row["made_at"])),
    )


def _no_such_checkpoint() -> StorageError:
    return StorageError(N_("This checkpoint is not there any more."), remedy=N_("Reload the page."))
