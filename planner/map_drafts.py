"""What was typed into a table and is not saved yet: kept apart from the plan until the plan takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.map_tables import Edits, Row


def with_draft(rows: list[Row], draft: Edits) -> list[Row]:
    """The rows of a table as they were typed; new rows come last and have the id ""."""
    kept = [{**row, **draft.edited.get(row["id"], {})} for row in rows if row["id"] not in draft.removed]
    empty = dict.fromkeys(rows[0]) if rows else {}
    return [*kept, *({**empty, **typed, "id": ""} for typed in draft.added)]


def merged(shown: list[Row], draft: Edits, typed: Mapping[str, Any]) -> Edits:
    """A draft with what the editor reports on top.

    `shown` are the rows the editor was given (`with_draft`), `typed` its state: `edited_rows` by
    position, `added_rows`, `deleted_rows` by position.
    """
    edited = {row_id: dict(cells) for row_id, cells in draft.edited.items()}
    added = [dict(cells) for cells in draft.added]
    removed = list(draft.removed)
    first_new = len(shown) - len(added)
    for position, cells in typed.get("edited_rows", {}).items():
        place = int(position)
        if place >= first_new:
            added[place - first_new].update(cells)
        else:
            edited.setdefault(shown[place]["id"], {}).update(cells)
    dropped = {int(place) for place in typed.get("deleted_rows", ())}
    added = [cells for place, cells in enumerate(added) if place + first_new not in dropped]
    removed += [shown[place]["id"] for place in sorted(dropped) if place < first_new]
    added += [dict(cells) for cells in typed.get("added_rows", ())]
    kept = {row_id: cells for row_id, cells in edited.items() if row_id not in removed}
    return Edits(kept, tuple(added), tuple(removed))
