"""The examples that a new database opens with."""

from __future__ import annotations

from pathlib import Path

from models.plan import Plan
from models.quantity import N_
from planner.answers import optimise
from planner.history_rows import now_text, write_entry
from planner.plan_file import read_plan
from planner.plan_rows import insert_plan, is_taken, keep_answer
from planner.store import Database, Store, insert, select
from planner.stored import EntryKind

EXAMPLES = Path(__file__).resolve().parent.parent / "data" / "examples"
SEEDED = "examples_seeded"


def read_examples() -> list[Plan]:
    """The plans of data/examples, in the order of their file names."""
    return [read_plan(path.read_bytes()) for path in sorted(EXAMPLES.glob("*.json"))]


def seed_examples(store: Store) -> bool:
    """Put the examples, answered, into a database that has never had them; says whether it did.

    Once only: an example that was deleted stays deleted.
    """
    with store.reading() as db:
        if _is_seeded(db):
            return False
    answered = [(plan, optimise(plan)) for plan in read_examples()]
    with store.writing() as db:
        if _is_seeded(db) or not answered:
            return False
        for plan, allocation in answered:
            if not is_taken(db, plan.id):
                insert_plan(db, plan)
                write_entry(db, plan.id, 1, EntryKind.CREATED, ("", N_("Example"), ()))
                keep_answer(db, plan, allocation.now.conversions, allocation.proposed.conversions)
        insert(db, "settings", {"name": SEEDED, "value": now_text()})
    return True


def _is_seeded(db: Database) -> bool:
    return bool(select(db, "SELECT 1 FROM settings WHERE name = ?", SEEDED))
