"""Which guesses matter: what the result would lose if a number were a tenth lower.

Each is worked out by simulating the plan with that number lowered, at today's budget.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.allocation import Outcome
from models.errors import JourneymixError
from models.evidence_rollup import Graded
from models.plan import Plan
from models.quantity import Figure
from planner.answers import simulate
from planner.figures_in_words import number, people, percent
from planner.language import _
from planner.map_labels import label_of
from planner.map_words import THINGS

LOWER = 0.9
MOST_SIMULATED = 80
"""Numbers simulated at most: the links, then what stands at the lines with most money."""

BROUGHT = ("incrementality", "quality", "curve", "results")
"""Fields of a touchpoint in proportion to which it brings people."""


def losses(plan: Plan, items: Sequence[Graded], now: Outcome) -> dict[str, float]:
    """Key of a number -> objective units lost if it were a tenth lower.

    Numbers that play no part are left out; all of them while the question does not say what is counted.
    """
    if not math.isfinite(now.objective):
        return {}
    wanted = sorted((item for item in items if _plays_a_part(item)), key=lambda item: _order(plan, item))
    found = {}
    seen: dict[tuple[str, str], float] = {}
    for item in wanted[:MOST_SIMULATED]:
        same = (item.record_id, "brought") if item.field in BROUGHT else (item.key, "")
        if same not in seen:
            try:
                seen[same] = now.objective - simulate(lowered(plan, item), now.spend).objective
            except JourneymixError:
                continue
        found[item.key] = seen[same]
    return found


def lowered(plan: Plan, item: Graded) -> Plan:
    """The plan with one number a tenth lower; a curve, as if it brought a tenth less. Not checked again."""
    records = []
    for record in getattr(plan, item.collection):
        records.append(_lowered_record(record, item) if record.id == item.record_id else record)
    return plan.model_copy(update={item.collection: tuple(records)})


@dataclass(frozen=True)
class Guess:
    """One thing with its graded numbers that move the result together; `loss` None where they play no part."""

    items: tuple[Graded, ...]
    loss: float | None

    @property
    def first(self) -> Graded:
        """The number that stands for all."""
        return self.items[0]


def by_weight(items: Sequence[Graded], lost: dict[str, float]) -> list[Guess]:
    """The numbers of a line that move it alike as one; the weightiest first, those without weight last."""
    groups: dict[tuple[str, str], list[Graded]] = {}
    for item in items:
        brought = item.collection == "touchpoints" and item.field in BROUGHT
        groups.setdefault((item.record_id, item.grade.value) if brought else (item.key, ""), []).append(item)
    found = [Guess(tuple(group), lost.get(group[0].key)) for group in groups.values()]
    return sorted(found, key=lambda guess: -(guess.loss or 0.0) if guess.loss is not None else 1.0)


def said_of(plan: Plan, guess: Guess) -> str:
    """“Link between steps “Visit → Lead” · Conversion to the next step: 10%”."""
    item = guess.first
    thing = f"{_(THINGS.get(item.collection, item.collection))} “{_name(plan, item)}”"
    if item.collection == "problems":
        return thing
    return f"{thing} · " + ", ".join(_number_words(plan, one) for one in guess.items)


def _number_words(plan: Plan, item: Graded) -> str:
    segment = plan.by_id["segments"].get(item.segment_id)
    of_segment = f" ({segment.name})" if segment is not None and len(plan.segments) > 1 else ""
    value = _value_words(plan, item)
    return f"{_field_words(plan, item)}{of_segment}" + (f": {value}" if value else "")


def _lowered_record(record: Any, item: Graded) -> Any:
    if item.collection == "touchpoints" and item.field in BROUGHT:
        return record.model_copy(update={"incrementality": _less(record.incrementality)})
    value = getattr(record, item.field)
    if isinstance(value, Figure):
        return record.model_copy(update={item.field: _less(value)})
    parts = tuple(
        part.model_copy(update={name: _less(getattr(part, name))}) if part.segment_id == item.segment_id else part
        for part in value for name in (("people",) if hasattr(part, "people") else ("share",))
    )  # fmt: skip
    return record.model_copy(update={item.field: parts})


def _less(figure: Figure) -> Figure:
    return figure.model_copy(update={"value": figure.value * LOWER, "low": None, "high": None})


def _plays_a_part(item: Graded) -> bool:
    fields = {
        "links": ("conversion", "by_segment"), "steps": ("organic", "value", "margin", "capacity"), "pools": ("sizes",),
        "touchpoints": BROUGHT, "messages": ("effect",),
    }  # fmt: skip
    return item.field in fields.get(item.collection, ())


def _order(plan: Plan, item: Graded) -> tuple[int, float]:
    line = plan.by_id["touchpoints"].get(item.record_id) if item.collection == "touchpoints" else None
    rank = {"links": 0, "steps": 1, "touchpoints": 2, "pools": 3}.get(item.collection, 4)
    return rank, -float(line.current_spend) if line is not None else 0.0


def _name(plan: Plan, item: Graded) -> str:
    if item.collection == "problems":
        found = next(one for step in plan.steps for one in step.problems if one.id == item.record_id)
        return " ".join(found.text.split())[:120]
    return label_of(plan, plan.by_id[item.collection][item.record_id])


def _field_words(plan: Plan, item: Graded) -> str:
    info = type(plan.by_id[item.collection][item.record_id]).model_fields[item.field]
    return _(info.title) if info.title else item.field


def _value_words(plan: Plan, item: Graded) -> str:
    if item.value is None:
        return ""
    info = type(plan.by_id[item.collection][item.record_id]).model_fields[item.field]
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    unit = "share" if item.field == "by_segment" else str(extra.get("unit", ""))
    if unit == "share":
        return percent(item.value)
    return people(item.value) if unit == "people" else number(item.value)
