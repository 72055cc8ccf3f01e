"""The funnel view: where people come from and where they go, branches, who is stuck."""

from __future__ import annotations

from functools import partial

from models.communication import Touchpoint
from models.journey import FunnelStep
from models.plan import Plan
from models.stuck_people import follow_ups, loses_people
from planner.drawing.cards import Card, badge, missing_card, note_card
from planner.drawing.choice import MapFilter
from planner.drawing.figures import MapFigures, StepFigures
from planner.drawing.flow import draw_flow
from planner.drawing.journey import GUTTER, Parts, Sheet, finished, layout, start_sheet
from planner.drawing.lanes import Maker, Scene, by_step, lane_title, title_height
from planner.drawing.legend import SIGNS_OF_BARS
from planner.drawing.shapes import Box, Drawing, Group, Item, Letters, Rect, Stroke, written
from planner.figures_in_words import people, percent
from planner.language import _

TALLEST = 96.0
"""Height of a bar: all people of a step, in pixels."""
BAR = 64.0
SMALL = Letters(11.5, False, "muted")


def draw_funnel(plan: Plan, figures: MapFigures, shown: MapFilter, sheet: Sheet) -> Drawing:
    """The whole funnel view."""
    columns, stage_boxes, width = layout(plan, sheet)
    scene = Scene(plan, figures, shown, columns, stage_boxes)
    head, top = start_sheet(plan, columns, stage_boxes, sheet, width)
    names: list[Item] = []
    items: list[Item] = []
    y = top
    if figures.steps:
        names.append(lane_title(_("Where people come from, and where they go"), y, GUTTER))
        items += _bars(scene, y + 14)
        y += TALLEST + 30
    names += [Stroke(f"M0 {y:.1f}H{GUTTER:.1f}", "edge", 1), lane_title(_("People"), y, GUTTER)]
    flow, lower = draw_flow(plan, figures, columns, y + 8)
    items += [Stroke(f"M0 {y:.1f}H{width:.1f}", "edge", 1), *flow]
    y = lower + 8
    for words, makers in (
        (_("Entries"), partial(_entries, scene)),
        (_("Who is stuck"), partial(_stuck, scene)),
    ):
        name = lane_title(words, y, GUTTER)
        drawn, height = by_step(scene, y, makers)
        items += [Stroke(f"M0 {y:.1f}H{width:.1f}", "edge", 1), *drawn]
        names += [Stroke(f"M0 {y:.1f}H{GUTTER:.1f}", "edge", 1), name]
        y += max(height, title_height(name))
    return finished(scene, (width, top, y), Parts(head, names, items), SIGNS_OF_BARS if figures.steps else ())


def _bars(scene: Scene, top: float) -> list[Item]:
    """Shares of the people at each step: left, where they come from; right, who goes on and who leaves.

    Shares and not people: between a first and a last step people differ a hundredfold, and bars of
    people would leave nothing to see at the end. The people themselves stand below.
    """
    items: list[Item] = []
    for step in scene.plan.steps:
        found = scene.figures.steps.get(step.id)
        if found is not None and found.volume > 0 and step.id in scene.columns.boxes:
            items.append(_bar(scene, step, found, top))
    return items


def _bar(scene: Scene, step: FunnelStep, found: StepFigures, top: float) -> Group:
    x = scene.columns.boxes[step.id].centre - BAR / 2
    scale, floor = TALLEST / found.volume, top + TALLEST
    lost = found.left if loses_people(scene.plan, step) else 0.0
    earlier = max(0.0, found.volume - found.paid - found.organic - found.pipeline)
    sources = (
        (earlier, "line"),
        (found.pipeline, "edge"),
        (found.organic, "organic"),
        (found.paid, "accent"),
    )
    ways = ((max(0.0, found.volume - lost), "accent_soft"), (lost, "loss"))
    items: list[Item] = []
    for left, parts in ((x, sources), (x + BAR / 2, ways)):
        y = floor
        for amount, ink in parts:
            height = min(amount * scale, y - top)
            y -= height
            items.append(Rect(Box(left, y, BAR / 2, height), ink))
    items.append(Rect(Box(x, top, BAR, TALLEST), "none", "line", 0, 1))
    label = _("{step}: {people} people, {lost} of them leave").format(
        step=step.name, people=people(found.volume), lost=people(lost)
    )
    return Group(f"steps/{step.id}", label, tuple(items))


def _entries(scene: Scene, step: FunnelStep) -> list[Maker]:
    """Who brings people to a step: each touchpoint with what it brings, most first; then organic."""
    figures = scene.figures
    lines = [
        line for line in scene.shown.lines(scene.plan) if line.step_id == step.id and line.id in figures.lines
    ]
    brought = sorted(
        ((figures.lines[line.id].people, line) for line in lines), key=lambda pair: pair[0], reverse=True
    )
    makers: list[Maker] = [
        partial(_entry_card, scene, line.id, count) for count, line in brought if count > 0.05
    ]
    found = figures.steps.get(step.id)
    if found is not None and found.organic > 0:
        words = _("{people} organic").format(people=people(found.organic))
        makers.append(partial(note_card, f"steps/{step.id}", words, "plus"))
    return makers


def _entry_card(scene: Scene, line_id: str, count: float, box: Box) -> Card:
    line = scene.plan.by_id["touchpoints"][line_id]
    channel = scene.plan.by_id["channels"][line.channel_id]
    words = _("{people}: {touchpoint}").format(people=people(count), touchpoint=line.name)
    text = written(words, box.x + 24, box.y + 2, box.width - 26, Letters(11.5, False, "ink"))
    group = Group(f"touchpoints/{line_id}", words, (*badge(channel, box.x + 1, box.y + 1, 17), text))
    return Card(group, max(text.room.height, 18) + 4)


def _stuck(scene: Scene, step: FunnelStep) -> list[Maker]:
    """Who stops here, and who speaks to them again."""
    found = scene.figures.steps.get(step.id)
    if not loses_people(scene.plan, step) or found is None or found.left < 0.5:
        return []
    share = found.left / found.volume if found.volume else 0.0
    words = _("{people} stop here ({share})").format(people=people(found.left), share=percent(share))
    loss = partial(note_card, f"steps/{step.id}", words, "problem", letters=Letters(12, True, "loss"))
    worth = [
        partial(note_card, f"links/{link.id}", scene.figures.points[link.id], "paid")
        for link in scene.plan.links if link.from_step_id == step.id and link.id in scene.figures.points
    ]  # fmt: skip
    again = _follow_ups(scene.plan, step.id)
    if not again:
        return [loss, partial(missing_card, f"steps/{step.id}", _("Nobody speaks to them again")), *worth]
    return [loss, *(partial(note_card, target, name, "reply") for target, name in again), *worth]


def _follow_ups(plan: Plan, step_id: str) -> list[tuple[str, str]]:
    """What speaks to people stuck at a step: (target, name)."""
    messages = plan.by_id["messages"]
    return [
        (f"touchpoints/{one.id}", one.name) if isinstance(one, Touchpoint)
        else (f"creative_rules/{one.id}", messages[one.message_id or ""].text)
        for one in follow_ups(plan, step_id)
    ]  # fmt: skip
