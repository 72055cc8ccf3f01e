"""Taking a thing off the map together with everything that cannot be without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.changes import Change, Remove, Set
from models.goals import GoalPlace
from models.plan import COLLECTIONS, Plan

Key = tuple[str, str]
"""Collection and id."""

NEEDED: dict[str, dict[str, str]] = {
    "steps": {"stage_id": "stages"},
    "links": {"from_step_id": "steps", "to_step_id": "steps"},
    "pools": {"step_id": "steps", "link_id": "links"},
    "touchpoints": {"step_id": "steps", "channel_id": "channels"},
    "scripts": {"step_id": "steps"},
    "creative_rules": {"trigger_step_id": "steps"},
    "walk_notes": {"step_id": "steps"},
}
"""Fields without which a record makes no sense: it goes with what they name."""

LOOSE: dict[str, dict[str, str]] = {
    "steps": {"organic_season_id": "seasons"},
    "pools": {"season_id": "seasons"},
    "touchpoints": {"pool_id": "pools", "season_id": "seasons"},
    "messages": {"destination_step_id": "steps"},
    "creative_rules": {
        "segment_id": "segments", "channel_id": "channels", "message_id": "messages", "destination_step_id": "steps",
    },
    "campaigns": {"goal_id": "goals"},
}  # fmt: skip
"""Fields that are emptied."""

LISTS: dict[str, dict[str, str]] = {
    "segments": {"preferred_channel_ids": "channels"},
    "messages": {"segment_ids": "segments"},
    "groups": {"touchpoint_ids": "touchpoints"},
    "campaigns": {"touchpoint_ids": "touchpoints", "message_ids": "messages"},
}
"""Lists of ids that are shortened."""

PARTS: dict[str, dict[str, tuple[str, str]]] = {
    "steps": {"organic": ("segment_id", "segments"), "pipeline": ("segment_id", "segments")},
    "links": {"by_segment": ("segment_id", "segments")},
    "pools": {"sizes": ("segment_id", "segments")},
    "touchpoints": {"segment_shares": ("segment_id", "segments"), "messages": ("message_id", "messages")},
}
"""Lists of parts that are shortened: field -> (its id field, collection)."""

GOAL_PLACES = {
    GoalPlace.STAGE.value: "stages",
    GoalPlace.STEP.value: "steps",
    GoalPlace.CHANNEL.value: "channels",
    GoalPlace.TOUCHPOINT.value: "touchpoints",
}


@dataclass(frozen=True)
class Removal:
    """What goes with a removal (`along`), what stays but changes (`touched`), and the changes to make."""

    along: tuple[Key, ...]
    touched: tuple[Key, ...]
    changes: tuple[Change, ...]


def removal(plan: Plan, asked: list[Key] | tuple[Key, ...]) -> Removal:
    """The changes that take `asked` and all that needs it off the plan. Undone like any change."""
    values = plan.model_dump(mode="json")
    gone = _all_gone(values, set(asked))
    changes: list[Change] = []
    touched: list[Key] = []
    for collection in COLLECTIONS:
        for record in values[collection]:
            if (collection, record["id"]) in gone:
                continue
            sets = _loosened(collection, record, gone)
            if sets:
                touched.append((collection, record["id"]))
                changes += sets
    changes += _loosened_rules(values["rules"], gone)
    order = [(name, record["id"]) for name in reversed(COLLECTIONS) for record in reversed(values[name])]
    changes += [
        Remove(collection=name, id=record_id) for name, record_id in order if (name, record_id) in gone
    ]
    along = tuple(key for key in reversed(order) if key in gone and key not in set(asked))
    return Removal(along, tuple(touched), tuple(changes))


def _all_gone(values: dict[str, Any], gone: set[Key]) -> set[Key]:
    while True:
        more = {
            (collection, record["id"])
            for collection in COLLECTIONS for record in values[collection]
            if (collection, record["id"]) not in gone and _needs_gone(collection, record, gone)
        }  # fmt: skip
        if not more:
            return gone
        gone = gone | more


def _needs_gone(collection: str, record: dict[str, Any], gone: set[Key]) -> bool:
    if (
        collection in ("goals", "blackouts")
        and (GOAL_PLACES.get(record["place"], ""), record["place_id"]) in gone
    ):
        return True
    return any((other, record[field]) in gone for field, other in NEEDED.get(collection, {}).items())


def _loosened(collection: str, record: dict[str, Any], gone: set[Key]) -> list[Change]:
    after: dict[str, Any] = {}
    for field, other in LOOSE.get(collection, {}).items():
        if (other, record[field]) in gone:
            after[field] = None
    for field, other in LISTS.get(collection, {}).items():
        kept = [one for one in record[field] if (other, one) not in gone]
        if len(kept) < len(record[field]):
            after[field] = kept
    for field, (own, other) in PARTS.get(collection, {}).items():
        parts = [one for one in record[field] if (other, one[own]) not in gone]
        if len(parts) < len(record[field]):
            after[field] = _whole_again(parts) if field == "segment_shares" else parts
    path = f"{collection}.{record['id']}"
    return [Set(path=f"{path}.{field}", value=value) for field, value in after.items()]


def _whole_again(shares: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Shares by segment sum to 1; without a segment the others take its part in proportion."""
    total = sum(one["share"]["value"] for one in shares)
    if total <= 0:
        return []
    return [
        {**one, "share": {**one["share"], "value": one["share"]["value"] / total, "low": None, "high": None}}
        for one in shares
    ]


def _loosened_rules(rules: dict[str, Any], gone: set[Key]) -> list[Change]:
    places = {"channel": "channels", "stage": "stages", "segment": "segments", "group": "groups"}
    changes: list[Change] = []
    kept = [one for one in rules["limits"] if (places.get(one["place"], ""), one["place_id"]) not in gone]
    if len(kept) < len(rules["limits"]):
        changes.append(Set(path="rules.limits", value=kept))
    if ("steps", rules["objective_step_id"]) in gone:
        changes.append(Set(path="rules.objective_step_id", value=None))
    return changes
