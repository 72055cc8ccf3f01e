"""The journey view: stages and steps across, people and branches below them, then the lanes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.journey import FunnelStep, JourneyStage
from models.plan import Plan
from planner.drawing.choice import FIRST_LANES, LANES, MapFilter
from planner.drawing.emotions import emotions_lane
from planner.drawing.figures import MapFigures
from planner.drawing.flow import Columns, draw_flow
from planner.drawing.goal_lanes import goals_lane, stage_goals_lane
from planner.drawing.lanes import (
    Lane,
    Scene,
    actions_lane,
    lane_title,
    messages_lane,
    metrics_lane,
    needs_lane,
    problems_lane,
    replies_lane,
    title_height,
    touchpoints_lane,
)
from planner.drawing.legend import SIGNS_OF_FEELINGS, draw_legend, signs_of_actions
from planner.drawing.palette import STAGE_TINTS
from planner.drawing.shapes import Box, Drawing, DropZone, Group, Icon, Item, Letters, Rect, Stroke, written
from planner.language import _

GUTTER = 112.0
"""Width of the column that names the lanes, in pixels."""
NARROWEST = 168.0
WIDEST = 420.0

DRAWN_LANES: dict[str, Lane] = {
    "stage_goals": stage_goals_lane,
    "actions": actions_lane,
    "emotions": emotions_lane,
    "needs": needs_lane,
    "problems": problems_lane,
    "touchpoints": touchpoints_lane,
    "messages": messages_lane,
    "goals": goals_lane,
    "replies": replies_lane,
    "metrics": metrics_lane,
}


@dataclass(frozen=True)
class Sheet:
    """How wide the picture may be, which lanes it has, and whether it names the plan (in files)."""

    width: float = 1284
    lanes: tuple[str, ...] = FIRST_LANES
    titled: bool = False


def draw_journey(plan: Plan, figures: MapFigures, shown: MapFilter, sheet: Sheet) -> Drawing:
    """The whole journey view; wider than the sheet where the columns would be too narrow to read."""
    columns, stage_boxes, width = layout(plan, sheet)
    scene = Scene(plan, figures, shown, columns, stage_boxes)
    head, top = start_sheet(plan, columns, stage_boxes, sheet, width)
    flow, lower = draw_flow(plan, figures, columns, top + 8)
    names: list[Item] = [lane_title(_("People"), top, GUTTER)]
    items: list[Item] = [*flow]
    y = lower + 8
    for code in (code for code in LANES if code in sheet.lanes):
        drawn, height = DRAWN_LANES[code](scene, y)
        name = lane_title(_(LANES[code]), y, GUTTER)
        items += [Stroke(f"M0 {y:.1f}H{width:.1f}", "edge", 1), *drawn]
        names += [Stroke(f"M0 {y:.1f}H{GUTTER:.1f}", "edge", 1), name]
        y += max(height, title_height(name))
    signs = [*(SIGNS_OF_FEELINGS if "emotions" in sheet.lanes else ())]
    signs += signs_of_actions(plan, shown) if "touchpoints" in sheet.lanes else []
    return finished(scene, (width, top, y), Parts(head, names, items), signs)


def start_sheet(
    plan: Plan, columns: Columns, stage_boxes: dict[str, Box], sheet: Sheet, width: float
) -> tuple[list[Item], float]:
    """Title, stages and names of the steps; and where the lanes begin."""
    head: list[Item] = []
    y = _title(plan, head, sheet, width)
    y = _stages(plan, head, stage_boxes, y)
    return head, _heads(plan, head, columns, y) + 4


@dataclass(frozen=True)
class Parts:
    """What a picture of columns is put together from: heads of the columns, names of the lanes, the lanes."""

    head: list[Item]
    names: list[Item]
    lanes: list[Item]


def finished(
    scene: Scene, size: tuple[float, float, float], parts: Parts, signs: Sequence[tuple[str, str]] = ()
) -> Drawing:
    """Put a picture of columns together: `size` is its width, where the lanes begin, where they end."""
    width, top, y = size
    legend, bottom = draw_legend(scene.plan, scene.shown, y + 2, width, signs)
    ground = Rect(Box(0, 0, width, bottom), "paper")
    side = Group("", "", (Rect(Box(0, 0, GUTTER, y), "band"), *parts.names), part="side")
    above = Group("", "", (Rect(Box(GUTTER, 0, width - GUTTER, top), "paper"), *parts.head), part="head")
    corner = Group("", "", (Rect(Box(0, 0, GUTTER, top), "band"),), part="corner")
    edge = Stroke(f"M0 {y:.1f}H{width:.1f}", "line", 1)
    zones = tuple(DropZone(i, Box(box.x, 0, box.width, y)) for i, box in scene.columns.boxes.items())
    items = (ground, *parts.lanes, side, above, corner, edge)
    return Drawing(scene.plan.name, width, bottom, items, legend, y, GUTTER, zones)


def layout(plan: Plan, sheet: Sheet) -> tuple[Columns, dict[str, Box], float]:
    """Columns of the steps, boxes of the stages, and the width of the picture. Stages in their order."""
    places: list[tuple[JourneyStage, list[FunnelStep]]] = [
        (stage, [step for step in plan.steps if step.stage_id == stage.id]) for stage in plan.stages
    ]
    count = sum(max(1, len(steps)) for _stage, steps in places) or 1
    each = min(WIDEST, max(NARROWEST, (sheet.width - GUTTER - 6 * len(places)) / count))
    boxes: dict[str, Box] = {}
    stages: dict[str, Box] = {}
    x = GUTTER + 3
    for stage, steps in places:
        wide = each * max(1, len(steps))
        stages[stage.id] = Box(x, 0, wide, 0)
        for index, step in enumerate(steps):
            boxes[step.id] = Box(x + index * each, 0, each, 0)
        x += wide + 6
    return Columns(boxes), stages, max(x, sheet.width if not places else 0.0)


def _title(plan: Plan, items: list[Item], sheet: Sheet, width: float) -> float:
    if not sheet.titled:
        return 4.0
    text = written(plan.name, GUTTER + 6, 14, width - GUTTER - 20, Letters(20, True, "ink"))
    items.append(text)
    return text.bottom + 10


def _stages(plan: Plan, items: list[Item], boxes: dict[str, Box], top: float) -> float:
    """Coloured bands, one a stage; as high as the longest name needs."""
    bold = Letters(14, True, "ink")
    names = {
        stage.id: written(stage.name, boxes[stage.id].x + 10, top + 7, boxes[stage.id].width - 20, bold)
        for stage in plan.stages
    }
    height = max((text.room.height for text in names.values()), default=0.0) + 14
    for index, stage in enumerate(plan.stages):
        box = boxes[stage.id]
        ground = Rect(Box(box.x, top, box.width, height), STAGE_TINTS[index % len(STAGE_TINTS)], radius=6)
        label = _("Stage: {name}").format(name=stage.name)
        items.append(Group(f"stages/{stage.id}", label, (ground, names[stage.id])))
    return top + height + 4


def _heads(plan: Plan, items: list[Item], columns: Columns, top: float) -> float:
    """Numbered names of the steps with their marks."""
    bold = Letters(13, True, "ink")
    drawn: list[tuple[FunnelStep, list[Item], float]] = []
    for number, step_id in enumerate(columns.order, start=1):
        step, box = plan.by_id["steps"][step_id], columns.boxes[step_id]
        marks = _marks(step)
        room = box.width - 16 - 18 * len(marks)
        name = written(f"{number}. {step.name}", box.x + 8, top + 6, room, bold)
        signs: list[Item] = [
            Icon(mark, Box(box.right - 8 - 18 * (place + 1) + 3, top + 7, 14, 14), "accent")
            for place, mark in enumerate(marks)
        ]
        drawn.append((step, [name, *signs], name.bottom))
    bottom = max((low for _step, _items, low in drawn), default=top) + 6
    for step, parts, _low in drawn:
        box = columns.boxes[step.id]
        ground = Rect(Box(box.x + 2, top, box.width - 4, bottom - top), "band", radius=5)
        items.append(Group(f"steps/{step.id}", _("Step: {name}").format(name=step.name), (ground, *parts)))
    return bottom


def _marks(step: FunnelStep) -> list[str]:
    marks = [
        ("conversion", step.converts),
        ("moment_of_truth", step.moment_of_truth),
        ("untracked", not step.trackable),
    ]
    return [name for name, holds in marks if holds]
