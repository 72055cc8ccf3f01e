"""Lanes of what everybody is after: customer and business at each stage, and the goals of the map."""

from __future__ import annotations

from functools import partial

from models.goals import GoalPlace
from models.journey import FunnelStep, JourneyStage
from planner.drawing.cards import goal_card, note_card
from planner.drawing.lanes import MARGIN, Maker, Scene, by_step
from planner.drawing.shapes import Box, Item
from planner.language import _

WIDEST_GOAL = 320.0
NARROWEST_GOAL = 150.0
"""Goals of a stage stand side by side as long as each has this much room, in pixels."""


def stage_goals_lane(scene: Scene, top: float) -> tuple[list[Item], float]:
    """The customer's goal beside the business goal, across each stage."""
    items: list[Item] = []
    bottom = top + 26
    for stage in scene.plan.stages:
        box = scene.stage_boxes.get(stage.id)
        if box is None:
            continue
        drawn, lower = _stage_goals(stage, box, top + MARGIN)
        items += drawn
        bottom = max(bottom, lower)
    return items, bottom - top


def _stage_goals(stage: JourneyStage, box: Box, top: float) -> tuple[list[Item], float]:
    """Side by side where the stage is wide enough, else one below the other."""
    words = [
        (icon, text.format(goal=goal))
        for icon, text, goal in (
            ("need", _("Customer: {goal}"), stage.customer_goal),
            ("goal", _("Business: {goal}"), stage.business_goal),
            ("process", _("Process: {goal}"), stage.business_process),
        ) if goal
    ]  # fmt: skip
    across = max(1, min(len(words), int((box.width - 2 * MARGIN) / NARROWEST_GOAL)))
    each = (box.width - 2 * MARGIN) / across
    items: list[Item] = []
    y = lower = top
    for place, (icon, text) in enumerate(words):
        if place % across == 0:
            y = lower
        # What is left over on the last row has the whole row.
        wide = each if place % across or place + 1 < len(words) else box.width - 2 * MARGIN
        room = Box(box.x + MARGIN + place % across * each, y, wide - 8, 0)
        card = note_card(f"stages/{stage.id}", text, icon, room)
        items.append(card.group)
        lower = max(lower, y + card.height + 1)
    return items, lower


def goals_lane(scene: Scene, top: float) -> tuple[list[Item], float]:
    """Goals of the whole plan in a row; below, those of the stage (at its first step), step and touchpoints."""
    plan = scene.plan
    items, row = _plan_goals(scene, top)
    place_of = {line.id: line.step_id for line in plan.touchpoints}
    first = {
        stage.id: next((s.id for s in plan.steps if s.stage_id == stage.id), "") for stage in plan.stages
    }

    def makers(step: FunnelStep) -> list[Maker]:
        here = []
        for goal in plan.goals:
            place = goal.place_id or ""
            where = {
                GoalPlace.STEP: place,
                GoalPlace.TOUCHPOINT: place_of.get(place, ""),
                GoalPlace.STAGE: first.get(place, ""),
            }
            if where.get(goal.place) == step.id:
                here.append(goal)
        return [partial(goal_card, plan.currency, one) for one in here]

    drawn, height = by_step(scene, top + row, makers)
    return [*items, *drawn], row + height if drawn or not row else row + MARGIN


def _plan_goals(scene: Scene, top: float) -> tuple[list[Item], float]:
    goals = [goal for goal in scene.plan.goals if goal.place is GoalPlace.PLAN]
    boxes = scene.columns.boxes.values()
    if not goals or not boxes:
        return [], 0.0
    left, right = min(box.x for box in boxes) + MARGIN, max(box.right for box in boxes) - MARGIN
    across = max(1, min(len(goals), int((right - left) / WIDEST_GOAL)))
    items: list[Item] = []
    y = lower = top + MARGIN
    for place, goal in enumerate(goals):
        if place % across == 0:
            y = lower
        card = goal_card(
            scene.plan.currency,
            goal,
            Box(left + place % across * (WIDEST_GOAL + MARGIN), y, min(WIDEST_GOAL, right - left), 0),
        )
        items.append(card.group)
        lower = max(lower, y + card.height + MARGIN)
    return items, lower - top - MARGIN
