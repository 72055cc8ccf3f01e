"""Order and copies of the things on the map, as changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from models.changes import Add, Change, Remove, Set, with_changes
from models.communication import PoolKind
from models.limit import LIMIT_FORMS
from models.plan import Plan
from models.quantity import Record
from planner.identity import new_id

PLACE_OF = {"steps": "stage_id", "touchpoints": "step_id", "scripts": "step_id"}
"""Field within which a thing is ordered: steps in their stage, touchpoints in their step."""


def together(
    plan: Plan, ids: Iterable[str], change: Callable[[Plan, str], Iterable[Change]]
) -> tuple[Change, ...]:
    """One set of changes out of one for each thing, each made on the plan as the last one left it."""
    found: list[Change] = []
    for record_id in ids:
        made = tuple(change(plan, record_id))
        plan = with_changes(plan, made) if made else plan
        found += made
    return tuple(found)


def several_moved(plan: Plan, collection: str, ids: Iterable[str], by: int) -> tuple[Change, ...]:
    """Changes that move several things one place earlier (-1) or later (1); those that already stand
    at the end stay, and the others do not climb over them."""
    chosen = set(ids)
    order = [record.id for record in getattr(plan, collection) if record.id in chosen][::-by]
    stuck: set[str] = set()

    def move(now: Plan, record_id: str) -> tuple[Change, ...]:
        neighbour = _neighbour(now, collection, record_id, by)
        if neighbour is None or getattr(now, collection)[neighbour].id in stuck:
            stuck.add(record_id)
            return ()
        return moved_by(now, collection, record_id, by)

    return together(plan, order, move)


def moved_by(plan: Plan, collection: str, record_id: str, by: int) -> tuple[Change, ...]:
    """Changes that swap a thing with its neighbour before (-1) or after (1) it; none at the end."""
    beside = _neighbour(plan, collection, record_id, by)
    if beside is None:
        return ()
    records = list(getattr(plan, collection))
    index = _index(records, record_id)
    record = records[index].model_dump(mode="json")
    return (
        Remove(collection=collection, id=record_id, record=record, index=index),
        Add(collection=collection, record=record, index=beside),
    )


def _index(records: Iterable[Record], record_id: str) -> int:
    return next(i for i, record in enumerate(records) if getattr(record, "id", "") == record_id)


def _neighbour(plan: Plan, collection: str, record_id: str, by: int) -> int | None:
    """Where the thing before (-1) or after (1) it stands in the plan, of those at the same place."""
    records = list(getattr(plan, collection))
    index = _index(records, record_id)
    field = PLACE_OF.get(collection)
    place = getattr(records[index], field) if field else None
    beside = index + by
    while 0 <= beside < len(records) and field and getattr(records[beside], field) != place:
        beside += by
    return beside if 0 <= beside < len(records) else None


def duplicate(plan: Plan, collection: str, record_id: str, word: str) -> Add:
    """A copy right after the original, named with `word`; a copied touchpoint has no money yet."""
    records: tuple[Record, ...] = getattr(plan, collection)
    index = _index(records, record_id)
    values = records[index].model_dump(mode="json")
    values["id"] = new_id(collection.rstrip("s"))
    for field in ("name", "text", "customer_action"):
        if values.get(field):
            values[field] = f"{values[field]} ({word})"
            break
    if collection == "touchpoints":
        values.update(current_spend=0, committed=0, results=None, curve=None)
        values.update(dict.fromkeys((*LIMIT_FORMS, "minimum_if_used", "minimum_buy")))
    return Add(collection=collection, record=values, index=index + 1)


def moved_to_step(plan: Plan, line_id: str, step_id: str) -> tuple[Change, ...]:
    """Changes that move a touchpoint to another step, with an audience of that step."""
    line = plan.by_id["touchpoints"][line_id]
    if line.step_id == step_id:
        return ()
    path = f"touchpoints.{line_id}"
    moved = Set(path=f"{path}.step_id", value=step_id, before=line.step_id)
    pool_id = audience_at(plan, line.pool_id, step_id)
    return (
        moved,
        *(
            (Set(path=f"{path}.pool_id", value=pool_id, before=line.pool_id),)
            if pool_id != line.pool_id
            else ()
        ),
    )


def audience_at(plan: Plan, pool_id: str | None, step_id: str) -> str | None:
    """The audience a touchpoint draws on at a step: its own where that belongs to the step, else the
    only one that feeds the step, else none ("limit not known")."""
    if pool_id is None or pool_id in _audiences(plan, step_id):
        return pool_id
    feeding = [pool.id for pool in plan.pools if pool.kind is PoolKind.OUTSIDE and pool.step_id == step_id]
    return feeding[0] if len(feeding) == 1 else None


def _audiences(plan: Plan, step_id: str) -> set[str]:
    links = {link.id for link in plan.links if step_id in (link.from_step_id, link.to_step_id)}
    return {pool.id for pool in plan.pools if pool.step_id == step_id or pool.link_id in links}
