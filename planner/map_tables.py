"""Plan <-> tables: plain rows out, typed edits back in as changes to the plan.

A row is `{column key: plain value, "id": ...}`. References are shown by label, so that a person (or
a spreadsheet) can type them. The same code serves the tables on screen, the drawer and XLSX.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.changes import Add, Change, Set, with_changes
from models.errors import ChangeError, JourneymixError
from models.plan import Plan
from models.quantity import N_
from planner.identity import new_id
from planner.line_curve import WATCHED, with_curve_relaid, with_kind_defaults
from planner.map_columns import Column, Values
from planner.map_labels import label_of, labels, labels_in_use, meant_value, shown_value
from planner.map_nested import NESTED, nested_changes, nested_records
from planner.map_order import audience_at
from planner.map_removal import Key, removal
from planner.map_table_list import TABLES, Table
from planner.map_time_columns import EVEN

__all__ = ["TABLES", "Edits", "Row", "Table", "changes_of", "label_of", "labels", "rows", "try_changes"]

Row = dict[str, Any]


@dataclass(frozen=True)
class Edits:
    """What was typed into a table: cells by row id, new rows, ids of rows taken out."""

    edited: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    added: tuple[Mapping[str, Any], ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edited or self.added or self.removed)


def rows(plan: Plan, table: Table) -> list[Row]:
    """Every row of a table, in the plan's order."""
    columns = table.columns(plan)
    names = labels_in_use(plan, columns)
    found = []
    for values in records(plan, table):
        row: Row = {"id": values["id"]}
        for column in columns:
            row[column.key] = shown_value(column, column.get(values), names)
        found.append(row)
    return found


def records(plan: Plan, table: Table) -> list[Values]:
    """The records behind the rows as plain JSON; parts of other records know whose they are."""
    if table.code in NESTED:
        return nested_records(plan, table.code)
    return [record.model_dump(mode="json") for record in getattr(plan, table.collection)]


def changes_of(plan: Plan, table: Table, edits: Edits) -> tuple[Change, ...]:
    """The changes that `edits` mean. Raises ChangeError that names row and column."""
    columns = {column.key: column for column in table.columns(plan)}
    names = labels_in_use(plan, tuple(columns.values()))
    before = records(plan, table)
    after = copy.deepcopy(before)
    known = {values["id"]: values for values in after}
    for row_id, typed in edits.edited.items():
        if row_id not in known:
            raise ChangeError(N_("The row you edited is no longer there."), where=table.title)
        if row_id not in edits.removed:
            _type_in(known[row_id], typed, columns, names)
            if table.code == "touchpoints" and "step_id" in typed and "pool_id" not in typed:
                line = known[row_id]
                line["pool_id"] = audience_at(plan, line["pool_id"], line["step_id"])
    fresh = [_new_record(table, typed, columns, names) for typed in edits.added if _says_something(typed)]
    if table.code == "touchpoints":
        after, fresh = _with_curves(plan, before, after), _with_curves(plan, [], fresh)
    kept = [values for values in after if values["id"] not in edits.removed]
    if table.code in NESTED:
        return nested_changes(plan, table.code, [*kept, *fresh])
    gone: list[Key] = [(table.collection, i) for i in edits.removed if i in known]
    sets = _sets(table, before, {values["id"]: values for values in kept})
    adds = tuple(Add(collection=table.collection, record=values) for values in fresh)
    return (*sets, *adds, *(_removals(plan, sets, gone) if gone else ()))


def try_changes(plan: Plan, changes: tuple[Change, ...]) -> JourneymixError | None:
    """Why the plan refuses these changes, or None; nothing is saved."""
    try:
        with_changes(plan, changes)
    except JourneymixError as error:
        return error
    return None


def _removals(plan: Plan, sets: tuple[Change, ...], gone: list[Key]) -> tuple[Change, ...]:
    """Removals with all that goes along, made on the plan as the typed cells leave it."""
    return removal(with_changes(plan, sets) if sets else plan, gone).changes


def _with_curves(plan: Plan, before: list[Values], lines: list[Values]) -> list[Values]:
    """Lines whose spend, results or channel were typed get their one-point curve laid anew."""
    old = {values["id"]: values for values in before}
    found = []
    for line in lines:
        same = old.get(line["id"], {})
        moved = any(line.get(name) != same.get(name) for name in WATCHED)
        channel = plan.by_id["channels"].get(line.get("channel_id", ""))
        if channel is not None and not same:
            line = with_kind_defaults(line, channel.kind)
        found.append(with_curve_relaid(plan, line, channel.kind) if moved and channel else line)
    return found


def _sets(table: Table, before: list[Values], after: dict[str, Values]) -> tuple[Change, ...]:
    found: list[Change] = []
    for old in before:
        new = after.get(old["id"])
        if new is None:
            continue
        path = f"{table.collection}.{old['id']}"
        found += [
            Set(path=f"{path}.{name}", value=value, before=old.get(name))
            for name, value in new.items() if value != old.get(name)
        ]  # fmt: skip
    return tuple(found)


def _type_in(
    values: Values, typed: Mapping[str, Any], columns: dict[str, Column], names: dict[str, dict[str, str]]
) -> None:
    # The number comes before its evidence, whatever the order they were typed in.
    for key, column in columns.items():
        if key not in typed or column.fixed:
            continue
        try:
            value = meant_value(column, typed[key], names)
            if column.required and value in (None, "", []):
                raise ChangeError(N_("This cannot stay empty."))
            column.put(values, value)
        except JourneymixError as error:
            raise _placed(error, values, column) from error


def _new_record(
    table: Table, typed: Mapping[str, Any], columns: dict[str, Column], names: dict[str, dict[str, str]]
) -> Values:
    values: Values = {"id": new_id(table.code.rstrip("s"))}
    if table.code == "goals":
        values.update(place="plan", place_id=None)
    if table.code == "blackouts":
        values.update(place="plan", place_id=None)
    if table.code == "seasons":
        values.update(months=list(EVEN))
    if table.code == "touchpoints":
        values.update(messages=[])
    if table.code == "message_uses":
        values.update(share=1.0, variant="")
    given = {key: value for key, value in typed.items() if value is not None}
    _type_in(values, given, columns, names)
    for column in columns.values():
        if column.required and column.get(values) in (None, "", []):
            raise _placed(ChangeError(N_("This cannot stay empty.")), values, column)
    return values


def _says_something(typed: Mapping[str, Any]) -> bool:
    return any(value not in (None, "", [], False) for value in typed.values())


def _placed(error: JourneymixError, values: Values, column: Column) -> ChangeError:
    name = next((str(values[key]) for key in ("name", "text", "customer_action") if values.get(key)), "")
    where = f"{name[:60]} · {column.title}" if name else column.title
    return ChangeError(error.what, where=where, remedy=error.remedy, **error.values)
