"""Plans as rows: every writer here expects to be inside one transaction."""

from __future__ import annotations

import datetime as dt

from models.errors import EditConflict, JourneymixError, StorageError
from models.plan import Plan
from models.quantity import N_
from planner.history_rows import label_of, local_time, now_text, read_last_saved, write_entry
from planner.plan_file import read_stored, stored_text
from planner.store import Database, execute, insert, select
from planner.stored import EntryKind, OpenPlan, PlanCard

CARDS = """SELECT plans.id, name, currency, total_budget, owner, review_date, version, updated_at,
        archived_at, deleted_at, now_conversions, proposed_conversions
    FROM plans LEFT JOIN answers ON answers.plan_id = plans.id AND answers.fingerprint = plans.fingerprint"""

ANSWERS_KEPT = 40
"""Answers remembered per plan, so that an undo finds its answer again."""


def read_open_plan(db: Database, plan_id: str) -> OpenPlan:
    """The plan as stored, with its version and what can be undone. Raises StorageError."""
    rows = select(db, "SELECT content, version FROM plans WHERE id = ? AND deleted_at IS NULL", plan_id)
    if not rows:
        raise no_such_plan(plan_id)
    try:
        plan = read_stored(rows[0]["content"])
    except (JourneymixError, ValueError) as error:
        raise _unreadable(plan_id, error) from error
    return as_open(db, plan, rows[0]["version"])


def as_open(db: Database, plan: Plan, version: int) -> OpenPlan:
    """`plan` with the labels of the next undo and redo."""
    undo, redo = label_of(db, plan.id, "done"), label_of(db, plan.id, "undone")
    return OpenPlan(
        plan=plan,
        version=version,
        can_undo=undo is not None,
        can_redo=redo is not None,
        undo_label=undo or "",
        redo_label=redo or "",
    )


def no_such_plan(plan_id: str) -> StorageError:
    """The refusal for a plan that is not there (any more)."""
    return StorageError(
        N_("There is no plan “{plan}”."),
        remedy=N_("It may have been deleted: look at the list of plans."),
        plan=plan_id,
    )


def _unreadable(plan_id: str, error: Exception) -> StorageError:
    return StorageError(
        N_("The stored plan “{plan}” cannot be read ({reason}). It is kept as it is."),
        remedy=N_("Restore the database from a copy, or delete this plan."),
        plan=plan_id,
        reason=str(error),
    )


def insert_plan(db: Database, plan: Plan) -> None:
    """A new row for `plan`, version 1."""
    moment = now_text()
    insert(
        db,
        "plans",
        {"id": plan.id, **_columns(plan), "version": 1, "created_at": moment, "updated_at": moment},
    )


def update_plan(db: Database, before: OpenPlan, plan: Plan) -> int:
    """Store `plan` over the version that `before` was read at; returns the new version.

    Raises EditConflict, with who saved what when, if another version is there.
    """
    columns = _columns(plan)
    marks = ", ".join(f"{name} = ?" for name in columns)
    changed = execute(
        db,
        f"UPDATE plans SET {marks}, version = version + 1, updated_at = ?"
        " WHERE id = ? AND version = ? AND deleted_at IS NULL",
        *columns.values(), now_text(), plan.id, before.version,
    )  # fmt: skip
    if changed == 0:
        raise _conflict(db, plan.id)
    return before.version + 1


def check_version(db: Database, open_plan: OpenPlan) -> None:
    """Raise EditConflict unless the stored version is the one that was read."""
    rows = select(db, "SELECT version FROM plans WHERE id = ? AND deleted_at IS NULL", open_plan.plan.id)
    if not rows or rows[0]["version"] != open_plan.version:
        raise _conflict(db, open_plan.plan.id)


def is_taken(db: Database, plan_id: str) -> bool:
    """Whether a plan has this id, a deleted one included."""
    return bool(select(db, "SELECT 1 FROM plans WHERE id = ?", plan_id))


def mark_plan(db: Database, plan_id: str, kind: EntryKind, by: str) -> None:
    """Archive or delete a plan, or take that back; the plan itself is not touched."""
    column = "archived_at" if kind in (EntryKind.ARCHIVED, EntryKind.UNARCHIVED) else "deleted_at"
    moment = now_text() if kind in (EntryKind.ARCHIVED, EntryKind.DELETED) else None
    alive = "deleted_at IS NOT NULL" if kind is EntryKind.UNDELETED else "deleted_at IS NULL"
    rows = select(db, f"SELECT version, {column} FROM plans WHERE id = ? AND {alive}", plan_id)
    if not rows:
        raise no_such_plan(plan_id)
    if (rows[0][column] is None) == (moment is None):
        return
    execute(db, f"UPDATE plans SET {column} = ? WHERE id = ?", moment, plan_id)
    write_entry(db, plan_id, rows[0]["version"], kind, (by, "", ()))


def read_cards(db: Database, where: str) -> list[PlanCard]:
    """Cards of the plans that meet `where` (the program's own words), latest first."""
    today = dt.date.today()
    return [
        _card(row, today)
        for row in select(db, f"{CARDS} WHERE {where} ORDER BY updated_at DESC, plans.rowid")
    ]


def keep_answer(db: Database, plan: Plan, now: float, proposed: float) -> None:
    """Remember what the answer to exactly this plan was; old answers make room."""
    execute(
        db,
        "INSERT OR REPLACE INTO answers SELECT id, ?, ?, ?, ? FROM plans WHERE id = ?",
        plan.fingerprint, now, proposed, now_text(), plan.id,
    )  # fmt: skip
    execute(
        db,
        "DELETE FROM answers WHERE plan_id = ? AND rowid NOT IN"
        " (SELECT rowid FROM answers WHERE plan_id = ? ORDER BY rowid DESC LIMIT ?)",
        plan.id, plan.id, ANSWERS_KEPT,
    )  # fmt: skip


def _columns(plan: Plan) -> dict[str, object]:
    return {
        "name": plan.name,
        "currency": plan.currency,
        "total_budget": plan.rules.total_budget,
        "owner": plan.owner,
        "review_date": plan.review_date.isoformat() if plan.review_date else None,
        "content": stored_text(plan),
        "fingerprint": plan.fingerprint,
    }


def _card(row: dict[str, str], today: dt.date) -> PlanCard:
    review = dt.date.fromisoformat(row["review_date"]) if row["review_date"] else None
    return PlanCard(
        **{name: row[name] for name in ("id", "name", "currency", "total_budget", "owner", "version")},  # type: ignore[arg-type]
        review_date=review,
        stale=review is not None and review < today,
        updated_at=local_time(row["updated_at"]),
        archived=row["archived_at"] is not None,
        deleted=row["deleted_at"] is not None,
        now_conversions=row["now_conversions"],  # type: ignore[arg-type]
        proposed_conversions=row["proposed_conversions"],  # type: ignore[arg-type]
    )


def _conflict(db: Database, plan_id: str) -> StorageError:
    last = read_last_saved(db, plan_id)
    if last is None or not select(db, "SELECT id FROM plans WHERE id = ? AND deleted_at IS NULL", plan_id):
        return no_such_plan(plan_id)
    remedy = N_("Nothing was overwritten. Reload the plan and make your change again.")
    if last.by:
        return EditConflict(
            N_("{who} saved “{label}” in this plan on {when:%Y-%m-%d at %H:%M}, after you opened it."),
            remedy=remedy, who=last.by, label=last.label, when=last.at,
        )  # fmt: skip
    return EditConflict(
        N_("Somebody saved “{label}” in this plan on {when:%Y-%m-%d at %H:%M}, after you opened it."),
        remedy=remedy, label=last.label, when=last.at,
    )  # fmt: skip
