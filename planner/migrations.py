"""The database's tables, one migration a change of theirs; applied ones are never edited."""

from __future__ import annotations

from contextlib import closing

from sqlite_utils import Database, Migrations

migrations = Migrations("journeymix")


def known_migrations() -> set[str]:
    """The names of all migrations that this version of the program has."""
    with closing(Database(memory=True)) as empty:
        return {migration.name for migration in migrations.pending(empty)}


@migrations()
def m001_plans_and_their_history(db: Database) -> None:
    """Plans as canonical JSON with a version; every change with the values before it."""
    db.execute(
        """CREATE TABLE plans (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            currency TEXT NOT NULL,
            total_budget INTEGER NOT NULL,
            owner TEXT NOT NULL,
            review_date TEXT,
            content TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            version INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            archived_at TEXT,
            deleted_at TEXT
        ) STRICT"""
    )
    db.execute(
        """CREATE TABLE history (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            plan_id TEXT NOT NULL REFERENCES plans(id),
            version INTEGER NOT NULL,
            kind TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped', '')),
            made_by TEXT NOT NULL,
            made_at TEXT NOT NULL,
            label TEXT NOT NULL,
            changes TEXT NOT NULL
        ) STRICT"""
    )
    db.execute("CREATE INDEX history_of_plan ON history (plan_id, id)")
    db.execute("CREATE INDEX history_by_state ON history (plan_id, state, id)")


@migrations()
def m002_checkpoints(db: Database) -> None:
    """A named state of a plan, kept whole."""
    db.execute(
        """CREATE TABLE checkpoints (
            id TEXT PRIMARY KEY,
            plan_id TEXT NOT NULL REFERENCES plans(id),
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            content TEXT NOT NULL,
            made_by TEXT NOT NULL,
            made_at TEXT NOT NULL
        ) STRICT"""
    )
    db.execute("CREATE INDEX checkpoints_of_plan ON checkpoints (plan_id)")


@migrations()
def m003_scenarios(db: Database) -> None:
    """A name and a list of changes, apart from the plan, with the version they were made on."""
    db.execute(
        """CREATE TABLE scenarios (
            id TEXT PRIMARY KEY,
            plan_id TEXT NOT NULL REFERENCES plans(id),
            name TEXT NOT NULL,
            note TEXT NOT NULL,
            changes TEXT NOT NULL,
            spend TEXT,
            plan_version INTEGER NOT NULL,
            locked INTEGER NOT NULL DEFAULT 0,
            made_by TEXT NOT NULL,
            made_at TEXT NOT NULL,
            updated_at TEXT NOT NULL
        ) STRICT"""
    )
    db.execute("CREATE INDEX scenarios_of_plan ON scenarios (plan_id)")


@migrations()
def m004_answers_and_settings(db: Database) -> None:
    """What a card says of a plan's last answer, keyed by the exact plan; and marks of the application."""
    db.execute(
        """CREATE TABLE answers (
            plan_id TEXT NOT NULL REFERENCES plans(id),
            fingerprint TEXT NOT NULL,
            now_conversions REAL NOT NULL,
            proposed_conversions REAL NOT NULL,
            made_at TEXT NOT NULL,
            PRIMARY KEY (plan_id, fingerprint)
        ) STRICT"""
    )
    db.execute("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")


@migrations()
def m005_scenarios_by_period(db: Database) -> None:
    """When a scenario spends: its money by period and line; empty means at an even pace, as before."""
    db.execute("ALTER TABLE scenarios ADD COLUMN by_period TEXT")
