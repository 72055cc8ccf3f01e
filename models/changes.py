"""Typed changes to a plan: set, add, remove. They serve undo, history, scenarios and merging.

A change addresses a record by `collection` and `id` (or a part of the plan itself by its name)
and holds the value before it, so that every change can be undone and every conflict seen.
Values are plain JSON values, validated by the records when the plan is made.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from models.errors import ChangeError
from models.plan import COLLECTIONS, Plan, make_plan, plan_error
from models.plan_references import references
from models.quantity import N_, Record

PARTS = ("rules", "money")
"""Records that a plan has exactly one of."""


class Set(Record):
    """Set a field. Paths: `name`, `rules.total_budget`, `touchpoints.<id>.current_spend`."""

    kind: Literal["set"] = "set"
    path: str
    value: Any
    before: Any = None


class Add(Record):
    """Add a record to a collection; `index` None means at the end."""

    kind: Literal["add"] = "add"
    collection: str
    record: dict[str, Any]
    index: int | None = None


class Remove(Record):
    """Remove a record from a collection; `record` and `index` hold what was there."""

    kind: Literal["remove"] = "remove"
    collection: str
    id: str
    record: dict[str, Any] | None = None
    index: int | None = None


Change = Annotated[Set | Add | Remove, Field(discriminator="kind")]
changes_adapter: TypeAdapter[list[Change]] = TypeAdapter(list[Change])


def with_changes(plan: Plan, changes: list[Change] | tuple[Change, ...]) -> Plan:
    """The plan after `changes`, all or none, validated as a whole.

    Raises ChangeError where a change does not fit, PlanError where the outcome contradicts itself.
    """
    return make_changes(plan, changes)[0]


def make_changes(plan: Plan, changes: list[Change] | tuple[Change, ...]) -> tuple[Plan, tuple[Change, ...]]:
    """`with_changes` and `complete` in one pass: the plan after them, and what is stored of them."""
    working = _Working(plan)
    completed = tuple(working.apply(change) for change in changes)
    return make_plan(working.values), completed


def complete(plan: Plan, changes: list[Change] | tuple[Change, ...]) -> tuple[Change, ...]:
    """The same changes with the values before them filled in, as they are stored."""
    working = _Working(plan)
    return tuple(working.apply(change) for change in changes)


def inverse(changes: list[Change] | tuple[Change, ...]) -> tuple[Change, ...]:
    """Changes that undo completed `changes`, in reverse order."""
    return tuple(_inverse(change) for change in reversed(changes))


def difference(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Changes that lead from one plan to another: removals, additions, then fields."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    found: list[Change] = []
    for collection in COLLECTIONS:
        found += _collection_difference(collection, old[collection], new[collection])
    for part in PARTS:
        found += [
            Set(path=f"{part}.{field}", value=value, before=old[part][field])
            for field, value in new[part].items() if value != old[part][field]
        ]  # fmt: skip
    skipped = {*COLLECTIONS, *PARTS}
    found += [
        Set(path=field, value=value, before=old[field])
        for field, value in new.items() if field not in skipped and value != old[field]
    ]  # fmt: skip
    return tuple(found)


def dependants(plan: Plan, collection: str, record_id: str) -> list[object]:
    """The records that point to this one; it can only be removed together with them."""
    return [
        record for _, record, other, wanted in references(plan)
        if other == collection and wanted == record_id
    ]  # fmt: skip


def read_changes(values: Any) -> list[Change]:
    """Validate plain values into changes. Raises ChangeError."""
    try:
        return changes_adapter.validate_python(values)
    except ValidationError as error:
        raise ChangeError("{findings}", findings=plan_error(error).english()) from error


class _Working:
    """A plan's plain values while changes are made on them, one after another."""

    def __init__(self, plan: Plan) -> None:
        self.values: dict[str, Any] = plan.model_dump(mode="json")
        self._positions: dict[str, dict[str, int]] = {}

    def apply(self, change: Change) -> Change:
        """Make one change; returns it with the value before it."""
        if isinstance(change, Set):
            return self._set(change)
        if change.collection not in COLLECTIONS:
            raise ChangeError(N_("A plan has no {collection}."), collection=change.collection)
        records = self.values[change.collection]
        if isinstance(change, Add):
            index = len(records) if change.index is None else min(change.index, len(records))
            records.insert(index, deepcopy(change.record))
            self._positions.pop(change.collection, None)
            return change.model_copy(update={"index": index})
        index = self._position(change.id, change.collection)
        removed = records.pop(index)
        self._positions.pop(change.collection, None)
        return change.model_copy(update={"record": removed, "index": index})

    def _set(self, change: Set) -> Set:
        holder, field = self._holder(change.path)
        at_top = holder is self.values and field in (*COLLECTIONS, *PARTS)
        if field not in holder or field == "id" or at_top:
            raise ChangeError(N_("“{path}” is not a field that can be set."), path=change.path)
        before = holder[field]
        holder[field] = change.value
        return change.model_copy(update={"before": before})

    def _holder(self, path: str) -> tuple[dict[str, Any], str]:
        parts = path.split(".")
        if len(parts) == 1:
            return self.values, parts[0]
        if len(parts) == 2 and parts[0] in PARTS:
            return self.values[parts[0]], parts[1]
        if len(parts) == 3 and parts[0] in COLLECTIONS:
            return self.values[parts[0]][self._position(parts[1], parts[0])], parts[2]
        raise ChangeError(N_("“{path}” is not a field that can be set."), path=path)

    def _position(self, record_id: str, collection: str) -> int:
        positions = self._positions.get(collection)
        if positions is None:
            positions = {record.get("id"): i for i, record in enumerate(self.values[collection])}
            self._positions[collection] = positions
        if record_id not in positions:
            raise ChangeError(
                N_("There is no “{id}” among the {collection}."),
                id=record_id,
                collection=collection,
                remedy=N_("Somebody may have removed it: reload the plan."),
            )
        return positions[record_id]


def _inverse(change: Change) -> Change:
    if isinstance(change, Set):
        return Set(path=change.path, value=change.before, before=change.value)
    if isinstance(change, Add):
        return Remove(
            collection=change.collection, id=change.record["id"], record=change.record, index=change.index
        )
    if change.record is None:
        raise ChangeError(N_("This change was not completed and cannot be undone."))
    return Add(collection=change.collection, record=change.record, index=change.index)


def _collection_difference(
    collection: str, old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> list[Change]:
    before = {record["id"]: record for record in old}
    after = {record["id"]: record for record in new}
    kept_order = [r["id"] for r in old if r["id"] in after] == [r["id"] for r in new if r["id"] in before]
    gone = [r["id"] for r in old if r["id"] not in after or not kept_order]
    found: list[Change] = [Remove(collection=collection, id=i, record=before[i]) for i in gone]
    for index, record in enumerate(new):
        if record["id"] not in before or not kept_order:
            found.append(Add(collection=collection, record=record, index=index))
            continue
        found += [
            Set(path=f"{collection}.{record['id']}.{field}", value=value, before=before[record["id"]].get(field))
            for field, value in record.items() if value != before[record["id"]].get(field)
        ]  # fmt: skip
    return found
