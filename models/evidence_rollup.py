"""How well the plan is known: the grade of every number and statement, rolled up by stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.communication import Touchpoint
from models.goals import GoalPlace
from models.plan import COLLECTIONS, Plan
from models.quantity import Evidence, Figure, Record

WHOLE_PLAN = ""
"""In place of a stage: what belongs to no stage or to several."""


@dataclass(frozen=True)
class Graded:
    """A number or a statement with its grade, and the stage it belongs to.

    `segment_id` where the number is of one segment; `value` None for statements and curves.
    """

    collection: str
    record_id: str
    field: str
    grade: Evidence
    stage_id: str
    value: float | None = None
    segment_id: str = ""

    @property
    def key(self) -> str:
        """Stable name."""
        return f"{self.collection}:{self.record_id}:{self.field}:{self.segment_id}"


def graded(plan: Plan) -> list[Graded]:
    """Every number and statement that carries a grade, in the order of the plan.

    A default that nobody touched says nothing and is left out, but for the incrementality of a line
    with money: that all of its results are its own is a claim.
    """
    found: list[Graded] = []
    for collection in COLLECTIONS:
        for record in getattr(plan, collection):
            stage_id = stage_of(plan, collection, record)
            found += _of_record(collection, record, stage_id)
    return found


def roll_up(items: list[Graded]) -> dict[str, dict[Evidence, int]]:
    """Stage id (or the whole plan) -> how many of each grade; stages without any are not in it."""
    counts: dict[str, dict[Evidence, int]] = {}
    for item in items:
        of_stage = counts.setdefault(item.stage_id, dict.fromkeys(Evidence, 0))
        of_stage[item.grade] += 1
    return counts


def stage_of(plan: Plan, collection: str, record: Any) -> str:
    """The stage that a record belongs to: that of its step, of the step a link leaves; else the whole plan."""
    if collection == "stages":
        return str(record.id)
    step_id = _step_of(plan, collection, record)
    if step_id is None and collection == "goals" and record.place is GoalPlace.STAGE:
        return str(record.place_id)
    return plan.by_id["steps"][step_id].stage_id if step_id else WHOLE_PLAN


def _step_of(plan: Plan, collection: str, record: Any) -> str | None:
    if collection == "steps":
        return str(record.id)
    if collection == "links":
        return str(record.from_step_id)
    if collection == "pools" and record.link_id:
        return str(plan.by_id["links"][record.link_id].from_step_id)
    if collection == "goals":
        return _step_of_goal(plan, record)
    if collection == "messages":
        return _only_step(plan, record.id)
    return getattr(record, "step_id", None)


def _step_of_goal(plan: Plan, goal: Any) -> str | None:
    if goal.place is GoalPlace.TOUCHPOINT:
        return str(plan.by_id["touchpoints"][goal.place_id].step_id)
    return str(goal.place_id) if goal.place is GoalPlace.STEP else None


def _only_step(plan: Plan, message_id: str) -> str | None:
    """The step of a message that is used at one stage only."""
    used = [
        line.step_id
        for line in plan.touchpoints
        if any(use.message_id == message_id for use in line.messages)
    ]
    stages = {plan.by_id["steps"][step_id].stage_id for step_id in used}
    return used[0] if len(stages) == 1 else None


def _of_record(collection: str, record: Record, stage_id: str) -> Iterator[Graded]:
    record_id = str(getattr(record, "id", ""))
    for field, info in type(record).model_fields.items():
        value = getattr(record, field)
        if isinstance(value, Figure):
            if value != info.default or _is_a_claim(record, field):
                yield Graded(collection, record_id, field, value.evidence, stage_id, value.value)
        elif field == "curve" and value is not None:
            yield Graded(collection, record_id, field, value.evidence, stage_id)
        elif field == "problems":
            for problem in value:
                yield Graded("problems", problem.id, "text", problem.evidence, stage_id)
        elif isinstance(value, tuple):
            yield from _by_segment(Graded(collection, record_id, field, Evidence.ASSUMED, stage_id), value)


def _by_segment(like: Graded, parts: tuple[Any, ...]) -> Iterator[Graded]:
    for part in parts:
        figure = getattr(part, "people", None) or getattr(part, "share", None)
        if isinstance(figure, Figure):
            yield Graded(
                like.collection, like.record_id, like.field, figure.evidence, like.stage_id, figure.value,
                part.segment_id,
            )  # fmt: skip


def _is_a_claim(record: Record, field: str) -> bool:
    return isinstance(record, Touchpoint) and field == "incrementality" and record.current_spend > 0
