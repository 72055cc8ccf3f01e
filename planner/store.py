"""The SQLite file: a connection per operation, writers one at a time, refusals in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from models.errors import StorageError
from models.quantity import N_
from planner.migrations import known_migrations, migrations

__all__ = ["Database", "Rows", "Store", "execute", "insert", "select"]

BUSY_SECONDS = 15.0
"""How long a writer waits for another one before it gives up."""

Rows = list[dict[str, Any]]


class Store:
    """A database file. Holds no connection, so threads and processes may share it freely.

    Raises StorageError when the file cannot be opened, is no database of ours, or was made by a
    newer version of the program.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path).absolute()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _refusal(error, self.path) from error
        self._migrate()

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """A connection that sees one consistent state and writes nothing."""
        with self._connection() as db:
            db.conn.execute("BEGIN")
            try:
                yield db
            finally:
                db.conn.rollback()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """A connection in one transaction: all of it is kept, or nothing.

        BEGIN IMMEDIATE, because a deferred transaction that reads before it writes fails with
        "locked" at once when another writer came between, whatever the timeout.
        """
        with self._connection() as db:
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.conn.execute("COMMIT")
            except BaseException:
                db.conn.rollback()
                raise

    @contextmanager
    def _connection(self) -> Iterator[Database]:
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            connection.execute("PRAGMA foreign_keys = ON")
            yield Database(connection, execute_plugins=False)
        except sqlite3.Error as error:
            raise _refusal(error, self.path) from error
        finally:
            if connection is not None:
                connection.close()

    def _migrate(self) -> None:
        with self._connection() as db:
            db.conn.execute("PRAGMA journal_mode = WAL")
            applied = {migration.name for migration in migrations.applied(db)}
        known = known_migrations()
        if applied == known:
            return
        if not applied <= known:
            raise StorageError(
                N_("The database was made by a newer version of Journeymix."),
                where=str(self.path),
                remedy=N_("Update Journeymix, or choose another database with JOURNEYMIX_DB."),
            )
        with self.writing() as db:
            migrations.apply(db)


def select(db: Database, sql: str, *values: object) -> Rows:
    """The rows of a query as dicts, read at once."""
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def execute(db: Database, sql: str, *values: object) -> int:
    """Run a statement that changes rows; returns how many."""
    return int(db.execute(sql, values).rowcount)


def insert(db: Database, table: str, row: dict[str, object]) -> None:
    """Insert one row; table and columns are the program's own words, values are bound."""
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))


def _refusal(error: Exception, path: Path) -> StorageError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return StorageError(
            N_("The database is busy: somebody else has been saving for too long."),
            where=str(path),
            remedy=N_("Nothing was saved. Try again in a moment."),
        )
    if "not a database" in text or "malformed" in text:
        return StorageError(
            N_("This file is not a Journeymix database, or it is damaged."),
            where=str(path),
            remedy=N_("Restore it from a copy, or choose another one with JOURNEYMIX_DB."),
        )
    if "full" in text:
        return StorageError(
            N_("The disk is full; nothing was saved."), where=str(path), remedy=N_("Free some space.")
        )
    return StorageError(
        N_("The database cannot be used ({reason}); nothing was saved."),
        where=str(path),
        remedy=N_("Check that the folder exists and may be written to."),
        reason=text,
    )
