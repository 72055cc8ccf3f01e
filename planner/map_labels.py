"""Labels instead of ids: what a person reads and types in the map's tables."""

from __future__ import annotations

from typing import Any

from models.communication import CreativeRule
from models.errors import ChangeError
from models.journey import StepLink
from models.plan import Plan
from models.quantity import N_, Record
from planner.language import _
from planner.map_cells import Cell
from planner.map_columns import Column
from planner.map_special_columns import PLACES

LONGEST_LABEL = 80


def labels(plan: Plan, collection: str) -> dict[str, str]:
    """Id -> what a person reads and types; no two are alike."""
    if collection == "places":
        return {
            f"{name}/{record_id}": label
            for name in PLACES.values()
            for record_id, label in labels(plan, name).items()
        }
    used: dict[str, int] = {}
    found = {}
    for record in getattr(plan, collection):
        label = label_of(plan, record)
        used[label] = used.get(label, 0) + 1
        found[record.id] = label if used[label] == 1 else f"{label} ({used[label]})"
    return found


def label_of(plan: Plan, record: Record) -> str:
    """Name, text or ends of a record on one line."""
    if isinstance(record, StepLink):
        steps = plan.by_id["steps"]
        ends = (steps[record.from_step_id].name, steps[record.to_step_id].name)
        text = " → ".join(ends) + (f" ({record.variant})" if record.variant else "")
    elif isinstance(record, CreativeRule):
        said = plan.by_id["messages"].get(record.message_id or "")
        text = plan.by_id["steps"][record.trigger_step_id].name + (f": {said.text}" if said else "")
    else:
        text = next(
            (str(getattr(record, a)) for a in ("name", "text", "customer_action") if hasattr(record, a)), ""
        )
    line = " ".join(text.split()) or str(getattr(record, "id", ""))
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1] + "…"


def labels_in_use(plan: Plan, columns: tuple[Column, ...]) -> dict[str, dict[str, str]]:
    """Labels of every collection that some column names."""
    return {
        name: labels(plan, name) for name in {column.collection for column in columns if column.collection}
    }


def shown_value(column: Column, value: Any, names: dict[str, dict[str, str]]) -> Any:
    """A stored value as it is shown: ids as labels, codes as words."""
    if column.cell is Cell.REFERENCE:
        return names[column.collection].get(value, value) if value else None
    if column.cell is Cell.REFERENCES:
        return [names[column.collection].get(one, one) for one in value]
    if column.cell is Cell.CHOICE and column.options is not None and value:
        return _(column.options.get(value, value))
    return value


def meant_value(column: Column, value: Any, names: dict[str, dict[str, str]]) -> Any:
    """A typed label or word -> the id or code that is stored."""
    if column.cell is Cell.REFERENCES:
        parts = [value] if isinstance(value, str) and value in names[column.collection].values() else value
        parts = parts.split(";") if isinstance(parts, str) else (parts or [])
        return [_id_of(str(part).strip(), column, names) for part in parts if str(part).strip()]
    if column.cell is Cell.REFERENCE and value:
        return _id_of(str(value).strip(), column, names)
    if column.cell is Cell.CHOICE and column.options is not None and value:
        return _code_of(str(value).strip(), column)
    return value


def _id_of(typed: str, column: Column, names: dict[str, dict[str, str]]) -> str:
    known = names[column.collection]
    if typed in known:
        return typed
    for record_id, label in known.items():
        if label.casefold() == typed.casefold():
            return record_id
    raise ChangeError(
        N_("There is no “{typed}” to choose from."),
        remedy=N_("Add it first, or choose another."),
        typed=typed[:80],
    )


def _code_of(typed: str, column: Column) -> str:
    for code, word in (column.options or {}).items():
        if typed == code or typed.casefold() in (word.casefold(), _(word).casefold()):
            return code
    raise ChangeError(
        N_("There is no “{typed}” to choose from."),
        remedy=N_("Add it first, or choose another."),
        typed=typed[:80],
    )
