"""Changes in words: which field of what, from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.changes import Add, Change, Remove, Set, difference
from models.limit import Limit
from models.plan import COLLECTIONS, Plan
from models.quantity import Record
from planner.choice_words import word
from planner.figures_in_words import MISSING, money, number, percent
from planner.language import N_, _, ngettext
from planner.limit_forms import group_limit

COLLECTION_WORDS: dict[str, str] = {
    "periods": N_("Period"), "segments": N_("Segment"), "stages": N_("Stage"), "steps": N_("Step"),
    "links": N_("Link"), "pools": N_("Audience"), "channels": N_("Channel"),
    "touchpoints": N_("Touchpoint"), "messages": N_("Message"), "scripts": N_("Interaction script"),
    "creative_rules": N_("Creative rule"), "campaigns": N_("Campaign"), "goals": N_("Goal"),
    "groups": N_("Group"), "costs": N_("Cost"), "seasons": N_("Season"),
    "blackouts": N_("Days without spend"), "sources": N_("Source"),
    "walk_notes": N_("Note of a walk-through"),
}  # fmt: skip

LONGEST = 120


@dataclass(frozen=True)
class Difference:
    """One difference in words: what, and its value on either side."""

    what: str
    before: str
    after: str


def change_in_words(before: Plan, after: Plan, change: Change) -> Difference:
    """A change that leads from one plan to another, in the reader's words."""
    if not isinstance(change, Set):
        there, gone = (MISSING, _("there")) if change.kind == "add" else (_("there"), MISSING)
        record_id = change.record["id"] if change.kind == "add" else change.id
        plan = after if change.kind == "add" else before
        return Difference(_place(plan, change.collection, record_id), there, gone)
    parts = change.path.split(".")
    record, field = _record_type(parts), parts[-1]
    what = _field_title(record, field)
    if len(parts) == 3:
        what = f"{_place(after, parts[0], parts[1])} · {what}"
    if change.path == "rules.limits":
        old, new = change.before or [], change.value or []
        return Difference(what, _limits(before, old, new), _limits(after, new, old))
    unit = _unit(record, field)
    if field.endswith("_id"):
        return Difference(what, _named(before, change.before), _named(after, change.value))
    return Difference(what, _value(before, change.before, unit), _value(after, change.value, unit))


def changes_in_words(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """Everything that differs between two versions of a plan, in the reader's words."""
    changes = difference(before, after)
    again = {(one.collection, one.record["id"]): one.record for one in changes if isinstance(one, Add)}
    moved = {
        (one.collection, one.id) for one in changes
        if isinstance(one, Remove) and again.get((one.collection, one.id)) == one.record
    }  # fmt: skip
    found = [change_in_words(before, after, one) for one in changes if _key(one) not in moved]
    for collection in dict.fromkeys(collection for collection, _id in moved):
        what = _("Order: {what}").format(what=_(COLLECTION_WORDS[collection]))
        found.append(Difference(what, MISSING, _("changed")))
    return tuple(found)


def _key(change: Change) -> tuple[str, str]:
    if isinstance(change, Add):
        return change.collection, change.record["id"]
    return ("", "") if isinstance(change, Set) else (change.collection, change.id)


def _named(plan: Plan, record_id: Any) -> str:
    """The name of what an id stands for."""
    if not record_id:
        return MISSING
    for records in plan.by_id.values():
        record = records.get(record_id)
        name = getattr(record, "name", "") or getattr(record, "text", "")
        if name:
            return str(name)[:LONGEST]
    return str(record_id)[:LONGEST]


def _place(plan: Plan, collection: str, record_id: str) -> str:
    """“Touchpoint “Search””, “Link “Visit → Lead””."""
    record = plan.by_id[collection].get(record_id)
    if collection == "links" and record is not None:
        steps = plan.by_id["steps"]
        name = f"{steps[record.from_step_id].name} → {steps[record.to_step_id].name}"
    else:
        name = getattr(record, "name", "") or getattr(record, "text", "") or record_id
    return f"{_(COLLECTION_WORDS[collection])} “{name[:LONGEST]}”"


def _record_type(parts: list[str]) -> type[Record]:
    if len(parts) == 1:
        return Plan
    annotation: Any = Plan.model_fields[parts[0]].annotation
    found: type[Record] = annotation.__args__[0] if parts[0] in COLLECTIONS else annotation
    return found


def _field_title(record: type[Record], field: str) -> str:
    title = record.model_fields[field].title
    return _(title) if title else field.removesuffix("_id").replace("_", " ").capitalize()


def _unit(record: type[Record], field: str) -> str:
    extra = record.model_fields[field].json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def _limits(plan: Plan, here: list[Any], there: list[Any]) -> str:
    """The limits of groups that stand on one side only, in words."""
    only = [Limit.model_validate(one) for one in here if one not in there]
    return "; ".join(group_limit(plan, limit) for limit in only) or MISSING


def _value(plan: Plan, value: Any, unit: str) -> str:
    """A stored value in words; what is too long for words is said to be different."""
    if isinstance(value, dict) and "value" in value and "evidence" in value:
        return f"{_value(plan, value['value'], unit)} ({word(value['evidence'])})"
    if value is None or value in ("", []):
        return MISSING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (int, float)):
        if unit == "money" and isinstance(value, int):
            return money(value, plan.currency)
        return percent(value) if unit == "share" else number(value)
    if isinstance(value, str):
        return word(value)[:LONGEST]
    if isinstance(value, list):
        if all(isinstance(one, str) for one in value):
            return "; ".join(_named(plan, one) for one in value)[:LONGEST]
        return ngettext("{count} entry", "{count} entries", len(value)).format(count=len(value))
    return _("its own")
