"""Tables whose rows are parts of other records: problems of a step, messages of a touchpoint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.changes import Add, Change, Set
from models.errors import ChangeError
from models.plan import Plan
from models.quantity import N_
from planner.map_columns import Values
from planner.message_curve import with_own_curve


@dataclass(frozen=True)
class Nested:
    """Where the parts are kept: a field of the records of a collection; `owner` is the column that
    names the record. `named_by` makes the row's id of parts that have none."""

    collection: str
    field: str
    owner: str
    named_by: str = ""


NESTED: dict[str, Nested] = {
    "problems": Nested("steps", "problems", "step_id"),
    "message_uses": Nested("touchpoints", "messages", "touchpoint_id", "message_id"),
}
"""Code of the table -> where its rows are kept."""


def nested_records(plan: Plan, code: str) -> list[Values]:
    """The parts as rows: each knows the record it belongs to, and has an id of its own."""
    kept = NESTED[code]
    found: list[Values] = []
    for record in getattr(plan, kept.collection):
        times: Counter[str] = Counter()
        for part in getattr(record, kept.field):
            values = {**part.model_dump(mode="json"), kept.owner: record.id}
            if kept.named_by:
                named = values[kept.named_by]
                times[named] += 1
                values["id"] = use_id(record.id, named, times[named])
            found.append(values)
    return found


def use_id(line_id: str, message_id: str, turn: int = 1) -> str:
    """The row of a message at a touchpoint; `turn` tells apart a message that stands there twice."""
    return f"{line_id}/{message_id}" + (f"#{turn}" if turn > 1 else "")


def said_at_touchpoint(plan: Plan, line_id: str, made: Sequence[Change]) -> tuple[Change, ...]:
    """The change that puts messages just made at a touchpoint."""
    before = [use.model_dump(mode="json") for use in plan.by_id["touchpoints"][line_id].messages]
    fresh = [
        {"message_id": one.record["id"], "share": 1.0, "variant": ""}
        for one in made if isinstance(one, Add) and one.collection == "messages"
    ]  # fmt: skip
    path = f"touchpoints.{line_id}.messages"
    return (Set(path=path, value=[*before, *fresh], before=before),) if fresh else ()


def nested_changes(plan: Plan, code: str, parts: Sequence[Values]) -> tuple[Change, ...]:
    """Changes that make these rows the parts of their records. Raises ChangeError for a message that
    is put a second time where it stands already."""
    kept = NESTED[code]
    by_owner: dict[str, list[Values]] = {record.id: [] for record in getattr(plan, kept.collection)}
    for part in parts:
        values = dict(part)
        owner = values.pop(kept.owner)
        if kept.named_by:
            values.pop("id", None)
        by_owner[owner].append(values)
    found: list[Change] = []
    for record in getattr(plan, kept.collection):
        before = [part.model_dump(mode="json") for part in getattr(record, kept.field)]
        after = by_owner[record.id]
        if after == before:
            continue
        _refuse_doubles(kept, before, after)
        if code == "message_uses":
            old = {use["message_id"]: use for use in before}
            after = [with_own_curve(plan, record, use, old.get(use["message_id"], {})) for use in after]
        path = f"{kept.collection}.{record.id}.{kept.field}"
        found.append(Set(path=path, value=after, before=before))
    return tuple(found)


def _refuse_doubles(kept: Nested, before: list[Values], after: list[Values]) -> None:
    if not kept.named_by:
        return
    old, new = (Counter(part[kept.named_by] for part in parts) for parts in (before, after))
    if any(count > max(1, old[named]) for named, count in new.items()):
        raise ChangeError(
            N_("This message stands at this touchpoint already."),
            remedy=N_("Edit the row that is there."),
        )
