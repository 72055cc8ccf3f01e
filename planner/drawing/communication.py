"""The communication view: channel -> touchpoint -> message -> goal, a network for each stage."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models.communication import Campaign, Channel, Touchpoint
from models.goal_service import campaigns_of, goals_of
from models.goals import Goal, GoalPlace
from models.plan import Plan
from planner.drawing.band import Band
from planner.drawing.cards import (
    Card,
    badge,
    channel_colour,
    goal_card,
    message_card,
    missing_card,
    note_card,
    touchpoint_card,
)
from planner.drawing.choice import MapFilter
from planner.drawing.coverage import StageCoverage, stage_coverage, unused
from planner.drawing.figures import MapFigures
from planner.drawing.journey import GUTTER, Sheet
from planner.drawing.legend import draw_legend, signs_of_actions
from planner.drawing.palette import STAGE_TINTS
from planner.drawing.shapes import Box, Drawing, Group, Item, Letters, Rect, Stroke, written
from planner.language import N_, _

HEADS = (N_("Channel"), N_("Touchpoint"), N_("Message"), N_("Goal"))
SHARES = (0.17, 0.24, 0.31, 0.28)
"""Shares of the width that the four columns take, gaps for the lines left out."""
GAP = 64.0
NARROWEST = 1100.0


Wanted = tuple[list[tuple[int, str]], str, Callable[[Box], Card]]
"""What a card is joined to, its key, and what draws it."""


def draw_communication(plan: Plan, figures: MapFigures, shown: MapFilter, sheet: Sheet) -> Drawing:
    """The whole network; stages from top to bottom, then what is used nowhere."""
    width = max(NARROWEST, sheet.width)
    columns = _columns(width)
    items: list[Item] = [Rect(Box(0, 0, 0, 0), "none")]
    y = 8.0
    if sheet.titled:
        title = written(plan.name, GUTTER + 6, 14, width - GUTTER - 20, Letters(20, True, "ink"))
        items.append(title)
        y = title.bottom + 10
    y = _heads(items, columns, y)
    for index, stage in enumerate(plan.stages):
        band = Band(columns, y, [y + 12] * 4)
        y = _stage(plan, figures, stage_coverage(plan, stage.id, shown), (index, stage.id), band)
        items += band.items
    y = _leftovers(plan, columns, items, y)
    legend, bottom = draw_legend(plan, shown, y + 2, width, signs_of_actions(plan, shown))
    items[0] = Rect(Box(0, 0, width, bottom), "paper")
    edge = Stroke(f"M0 {y:.1f}H{width:.1f}", "line", 1)
    return Drawing(plan.name, width, bottom, (*items, edge), legend, y, GUTTER)


def _columns(width: float) -> list[Box]:
    room = width - GUTTER - 24 - 3 * GAP
    boxes, x = [], GUTTER + 12
    for part in SHARES:
        boxes.append(Box(x, 0, room * part, 0))
        x += room * part + GAP
    return boxes


def _heads(items: list[Item], columns: list[Box], top: float) -> float:
    bottom = top
    for box, words in zip(columns, HEADS, strict=True):
        text = written(_(words), box.x + 2, top, box.width - 4, Letters(13, True, "muted"))
        items.append(text)
        bottom = max(bottom, text.bottom)
    return bottom + 8


def _stage(
    plan: Plan, figures: MapFigures, found: StageCoverage, place: tuple[int, str], band: Band
) -> float:
    """Draw a stage into its band, the name of the stage beside it; returns its lower edge."""
    index, stage_id = place
    record, top, columns = plan.by_id["stages"][stage_id], band.top, band.columns
    whole = _binding_all(plan, found)
    _fill(plan, figures, found, band, {campaign.id for campaign in whole})
    name = written(record.name, 10, top + 12, GUTTER - 18, Letters(14, True, "ink"))
    bound, low = _campaigns_below(whole, name.bottom + 8)
    bottom = max(*band.bottoms, low + 12, top + 44)
    tint = STAGE_TINTS[index % len(STAGE_TINTS)]
    label = _("Stage: {name}").format(name=record.name)
    side = Group(
        f"stages/{stage_id}",
        label,
        (Rect(Box(4, top + 4, GUTTER - 8, bottom - top - 8), tint, radius=7), name),
    )
    edge = Stroke(f"M0 {top:.1f}H{columns[-1].right + 12:.1f}", "edge", 1)
    ground: list[Item] = [edge, side, *bound]
    band.items = [*ground, *_lines(plan, found, band), *band.items]
    return bottom


def _binding_all(plan: Plan, found: StageCoverage) -> list[Campaign]:
    """Campaigns that bind every touchpoint shown of a stage: said once, beside its name."""
    shown = {line.id for line in found.lines}
    return [one for one in plan.campaigns if shown and shown <= set(one.touchpoint_ids)]


def _campaign_note(campaign: Campaign, box: Box) -> Card:
    return note_card(f"campaigns/{campaign.id}", campaign.name, "campaign", box, Letters(11.5, False, "ink"))


def _campaigns_below(campaigns: list[Campaign], top: float) -> tuple[list[Item], float]:
    """Names of campaigns below the name of a stage, and their lower edge."""
    items: list[Item] = []
    for campaign in campaigns:
        card = _campaign_note(campaign, Box(8, top, GUTTER - 16, 0))
        items.append(card.group)
        top += card.height + 2
    return items, top


def _fill(plan: Plan, figures: MapFigures, found: StageCoverage, band: Band, said: set[str]) -> None:
    """Touchpoints first; the other columns stand beside what they are joined to. Campaigns in `said`
    are named elsewhere."""
    for line in found.lines:
        band.put(1, line.id, partial(touchpoint_card, plan, line, figures))
        for campaign in (one for one in campaigns_of(plan, line) if one.id not in said):
            band.put(1, f"{line.id} {campaign.id}", partial(_campaign_note, campaign))
    if not found.lines:
        band.put(1, "", partial(missing_card, "", _("No touchpoint at this stage")))
    for channel in found.channels:
        own = next(line for line in found.lines if line.channel_id == channel.id)
        band.put(0, channel.id, partial(_channel_card, channel), [(1, own.id)])
    _fill_messages(found, band)
    _fill_goals(plan, found, band)


def _fill_messages(found: StageCoverage, band: Band) -> None:
    users = {
        message.id: [(1, line.id) for line in found.lines if message.id in _said(line)]
        for message in found.messages
    }
    wanted: list[Wanted] = [(users[m.id], m.id, partial(message_card, m)) for m in found.messages]
    for line in found.lines:
        if not line.messages:
            words = _("No message: {touchpoint}").format(touchpoint=line.name)
            missing = partial(missing_card, f"touchpoints/{line.id}", words)
            wanted.append(([(1, line.id)], f"none {line.id}", missing))
    _put_sorted(band, 2, wanted)


def _fill_goals(plan: Plan, found: StageCoverage, band: Band) -> None:
    served: dict[str, list[tuple[int, str]]] = {goal.id: [] for goal in found.goals}
    wanted: list[Wanted] = []
    for line in found.lines:
        said = [(2, one) for one in _said(line)]
        goals = goals_of(plan, line)
        for goal in goals:
            served[goal.id] += said
        if not goals:
            words = _("No goal: {touchpoint}").format(touchpoint=line.name)
            wanted.append((said, f"none {line.id}", partial(missing_card, f"touchpoints/{line.id}", words)))
    wanted += [(served[goal.id], goal.id, partial(goal_card, plan.currency, goal)) for goal in found.goals]
    _put_sorted(band, 3, wanted)


def _put_sorted(band: Band, column: int, wanted: list[Wanted]) -> None:
    """Cards of a column in the order of what they are joined to, so that few lines cross."""

    def height(one: Wanted) -> float:
        near = [band.places[place].y for place in one[0] if place in band.places]
        return sum(near) / len(near) if near else 0.0

    for beside, key, make in sorted(wanted, key=height):
        band.put(column, key, make, beside)


def _said(line: Touchpoint) -> list[str]:
    """Messages of a touchpoint, or the place that says it has none."""
    return [use.message_id for use in line.messages] or [f"none {line.id}"]


def _lines(plan: Plan, found: StageCoverage, band: Band) -> list[Item]:
    strokes: dict[tuple[tuple[int, str], tuple[int, str]], str] = {}
    for line in found.lines:
        ink = channel_colour(plan.by_id["channels"][line.channel_id])
        strokes[(0, line.channel_id), (1, line.id)] = ink
        goals: list[Goal] = goals_of(plan, line)
        for message_id in _said(line):
            strokes[(1, line.id), (2, message_id)] = ink
            for goal_id in [goal.id for goal in goals] or [f"none {line.id}"]:
                strokes[(2, message_id), (3, goal_id)] = "accent" if goals else "line"
    drawn = (band.join(start, end, ink) for (start, end), ink in strokes.items())
    return [stroke for stroke in drawn if stroke is not None]


def _channel_card(channel: Channel, box: Box) -> Card:
    name = written(channel.name, box.x + 38, box.y + 9, box.width - 46, Letters(12.5, True, "ink"))
    height = max(name.room.height + 18, 38)
    ground = Rect(Box(box.x, box.y, box.width, height), "card", channel_colour(channel), 7, 1.5)
    label = _("Channel: {name}").format(name=channel.name)
    return Card(
        Group(f"channels/{channel.id}", label, (ground, *badge(channel, box.x + 8, box.y + 8), name)), height
    )


def _leftovers(plan: Plan, columns: list[Box], items: list[Item], top: float) -> float:
    """What nobody uses or serves, and the goals of the whole plan."""
    channels, messages, goals = unused(plan)
    served = {goal.id for line in plan.touchpoints for goal in goals_of(plan, line)}
    whole = [goal for goal in plan.goals if goal.place is GoalPlace.PLAN and goal.id not in served]
    if not (channels or messages or goals or whole):
        return top
    band = Band(columns, top, [top + 12] * 4)
    for channel in channels:
        band.put(0, channel.id, partial(_channel_card, channel))
    for message in messages:
        band.put(2, message.id, partial(message_card, message))
    for goal in (*goals, *whole):
        band.put(3, goal.id, partial(goal_card, plan.currency, goal))
    words = (
        _("Used nowhere, and goals of the whole plan")
        if (channels or messages or goals)
        else _("The whole plan")
    )
    name = written(words, 10, top + 12, GUTTER - 18, Letters(12, True, "band_ink"))
    bottom = max(*band.bottoms, name.bottom + 12)
    side = Rect(Box(4, top + 4, GUTTER - 8, bottom - top - 8), "band", radius=7)
    items += [Stroke(f"M0 {top:.1f}H{columns[-1].right + 12:.1f}", "edge", 1), side, name, *band.items]
    return bottom
