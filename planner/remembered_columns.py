"""What a reader said of a table's columns, kept for the next table with the same header."""

from __future__ import annotations

import hashlib
import json

from planner.imports.columns import FIELDS, Mapping, TableKind
from planner.store import Store, execute, select


def remember_columns(store: Store, kind: TableKind, headers: tuple[str, ...], mapping: Mapping) -> None:
    """Keep which column stands for which field, under the table's kind and header. Raises StorageError."""
    with store.writing() as db:
        execute(
            db,
            "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            _name(kind, headers), json.dumps(mapping, sort_keys=True),
        )  # fmt: skip


def remembered_columns(store: Store, kind: TableKind, headers: tuple[str, ...]) -> Mapping | None:
    """What was kept for a header; None where nothing was, or fields have changed since. Raises StorageError."""
    with store.reading() as db:
        found = select(db, "SELECT value FROM settings WHERE name = ?", _name(kind, headers))
    if not found:
        return None
    mapping: Mapping = json.loads(found[0]["value"])
    known = {field.name for field in FIELDS[kind]}
    return mapping if mapping.keys() <= known else None


def _name(kind: TableKind, headers: tuple[str, ...]) -> str:
    written = json.dumps([kind, *headers], ensure_ascii=False)
    return f"columns {hashlib.sha256(written.encode()).hexdigest()}"
