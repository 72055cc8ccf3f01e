"""The lanes of the journey view: what stands in each column, from top to bottom.

A lane takes the scene and its upper edge and gives its items and its height.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from models.journey import FunnelStep
from models.plan import Plan
from planner.drawing.cards import (
    SMALL,
    Card,
    message_card,
    missing_card,
    note_card,
    problem_card,
    touchpoint_card,
)
from planner.drawing.choice import MapFilter
from planner.drawing.figures import MapFigures
from planner.drawing.flow import Columns
from planner.drawing.shapes import Box, Group, Item, Letters, Text, written
from planner.language import _

MARGIN = 6.0
"""Room between a column's edge and its cards, and between cards."""


@dataclass(frozen=True)
class Scene:
    """Everything a lane needs to know."""

    plan: Plan
    figures: MapFigures
    shown: MapFilter
    columns: Columns
    stage_boxes: dict[str, Box]


Lane = Callable[[Scene, float], tuple[list[Item], float]]
Maker = Callable[[Box], Card]


def stack(makers: list[Maker], column: Box, top: float) -> tuple[list[Item], float]:
    """Cards one below the other in a column; returns them and their lower edge."""
    items: list[Item] = []
    y = top + MARGIN
    for make in makers:
        card = make(Box(column.x + MARGIN, y, column.width - 2 * MARGIN, 0))
        items.append(card.group)
        y += card.height + MARGIN
    return items, y


def by_step(
    scene: Scene, top: float, makers: Callable[[FunnelStep], list[Maker]]
) -> tuple[list[Item], float]:
    """A lane of cards under each step."""
    items: list[Item] = []
    bottom = top + 26
    for step in scene.plan.steps:
        if step.id in scene.columns.boxes:
            drawn, lower = stack(makers(step), scene.columns.boxes[step.id], top)
            items += drawn
            bottom = max(bottom, lower)
    return items, bottom - top


def actions_lane(scene: Scene, top: float) -> tuple[list[Item], float]:
    """What the customer does."""
    return by_step(scene, top, lambda step: [_note(step, words, "action") for words in step.actions if words])


def needs_lane(scene: Scene, top: float) -> tuple[list[Item], float]:
    """What the customer needs."""
    return by_step(scene, top, lambda step: [_note(step, words, "need") for words in step.needs if words])


def metrics_lane(scene: Scene, top: float) -> tuple[list[Item], float]:
    """What is measured at each step."""
    return by_step(scene, top, lambda step: [_note(step, step.metrics, "metric")] if step.metrics else [])


def _note(step: FunnelStep, words: str, icon: str) -> Maker:
    return partial(note_card, f"steps/{step.id}", words, icon)


def problems_lane(scene: Scene, top: float) -> tuple[list[Item], float]:
    """What hinders the customer, gravest first."""

    def makers(step: FunnelStep) -> list[Maker]:
        found = sorted(step.problems, key=lambda problem: -problem.severity)
        shown = [problem for problem in found if scene.shown.shows_evidence(problem.evidence)]
        return [partial(problem_card, one) for one in shown]

    return by_step(scene, top, makers)


def touchpoints_lane(scene: Scene, top: float) -> tuple[list[Item], float]:
    """Where the customer meets the company."""
    lines = scene.shown.lines(scene.plan)

    def makers(step: FunnelStep) -> list[Maker]:
        here = [line for line in lines if line.step_id == step.id]
        if not any(line.step_id == step.id for line in scene.plan.touchpoints):
            return [partial(missing_card, f"steps/{step.id}", _("No touchpoint here"))]
        return [partial(touchpoint_card, scene.plan, one, scene.figures) for one in here]

    return by_step(scene, top, makers)


def messages_lane(scene: Scene, top: float) -> tuple[list[Item], float]:
    """What is said at the step's touchpoints."""
    shown = {message.id: message for message in scene.shown.messages(scene.plan)}
    lines = scene.shown.lines(scene.plan)

    def makers(step: FunnelStep) -> list[Maker]:
        used = [use.message_id for line in lines if line.step_id == step.id for use in line.messages]
        here = [shown[i] for i in dict.fromkeys(used) if i in shown]
        return [partial(message_card, one) for one in here]

    return by_step(scene, top, makers)


def replies_lane(scene: Scene, top: float) -> tuple[list[Item], float]:
    """What the customer may do, and how the company reacts."""

    def makers(step: FunnelStep) -> list[Maker]:
        found: list[Maker] = []
        for script in scene.plan.scripts:
            if script.step_id != step.id:
                continue
            target = f"scripts/{script.id}"
            found.append(partial(note_card, target, script.customer_action, "action", letters=SMALL))
            if script.company_reaction:
                found.append(partial(note_card, target, script.company_reaction, "reply"))
            else:
                found.append(partial(missing_card, target, _("No reply yet")))
        return found

    return by_step(scene, top, makers)


def lane_title(words: str, y: float, width: float) -> Group:
    """The name of a lane, in the gutter."""
    return Group("", words, (written(words, 8, y + 9, width - 14, Letters(12, True, "band_ink")),))


def title_height(title: Group) -> float:
    """The least height of a lane with this name."""
    return max((item.room.height for item in title.items if isinstance(item, Text)), default=0.0) + 18
