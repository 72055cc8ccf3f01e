"""The funnel as it is drawn in both views: steps as cards, links between them, branches as branches.

Neighbours are joined by a straight arrow in the gap between their columns. Every other link (a
branch that skips a column, a second variant, a way back) runs on a track of its own below.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.journey import FunnelStep, StepLink
from models.plan import Plan
from models.stuck_people import loses_people
from planner.drawing.figures import MapFigures, StepFigures
from planner.drawing.shapes import Box, Group, Item, Letters, Rect, Stroke, Text, written
from planner.drawing.tracks import GAP, draw_tracks, link_label
from planner.figures_in_words import people, percent
from planner.language import _

SMALL = Letters(11, False, "muted")
LOSS = Letters(11, False, "loss")
RATE = Letters(12, True, "ink", "middle")
GOING = Letters(11, False, "muted", "middle")
WON_BACK = Letters(11, False, "accent", "middle")
VOLUME = Letters(17, True, "ink")


@dataclass(frozen=True)
class Columns:
    """Where each step stands, from left to right."""

    boxes: dict[str, Box]

    @property
    def order(self) -> list[str]:
        """Ids of the steps, from left to right."""
        return sorted(self.boxes, key=lambda step_id: self.boxes[step_id].x)


def draw_flow(
    plan: Plan, figures: MapFigures, columns: Columns, top: float
) -> tuple[tuple[Item, ...], float]:
    """Step cards with people and losses, links and branches. Returns the items and their lower edge."""
    cards = {
        step.id: _card_lines(step, figures, columns.boxes[step.id], top, loses_people(plan, step))
        for step in plan.steps
        if step.id in columns.boxes
    }
    bottom = max((text.bottom for lines in cards.values() for text in lines), default=top) + 9
    most = max((f.volume for f in figures.steps.values()), default=0.0)
    items: list[Item] = []
    for step in plan.steps:
        if step.id in cards:
            items.append(
                _card(step, cards[step.id], _card_box(columns.boxes[step.id], top, bottom), figures, most)
            )
    straight, tracked = _sorted_links(plan, columns)
    for link in straight:
        items.append(_straight(plan, link, figures, columns, (top, bottom)))
    lower = bottom
    if tracked:
        drawn, lower = draw_tracks(plan, tracked, figures, columns.boxes, bottom)
        items = [*drawn, *items]
    return tuple(items), lower


def _card_box(column: Box, top: float, bottom: float) -> Box:
    return Box(column.x + GAP / 2, top, column.width - GAP, bottom - top)


def _card_lines(step: FunnelStep, figures: MapFigures, column: Box, top: float, loses: bool) -> list[Text]:
    room = _card_box(column, top, top).inset(8)
    found = figures.steps.get(step.id)
    y = top + 12
    lines: list[Text] = []
    for words, letters in _card_words(found, loses):
        lines.append(written(words, room.x, y, room.width, letters))
        y = lines[-1].bottom + 1
    return lines


def _card_words(found: StepFigures | None, loses: bool) -> list[tuple[str, Letters]]:
    if found is None:
        return [(_("People not known"), SMALL)]
    words = [(people(found.volume), VOLUME), (_("people"), SMALL)]
    entries = Letters(11, False, "accent")
    if found.paid > 0:
        words.append((_("+ {people} paid").format(people=people(found.paid)), entries))
    if found.organic > 0:
        words.append((_("+ {people} organic").format(people=people(found.organic)), SMALL))
    if found.pipeline > 0:
        words.append((_("+ {people} already open").format(people=people(found.pipeline)), SMALL))
    if found.left > 0.05 and loses:
        share = found.left / found.volume if found.volume else 0.0
        words.append(
            (_("− {people} leave ({share})").format(people=people(found.left), share=percent(share)), LOSS)
        )
    if found.turned_away > 0.05:
        words.append((_("− {people} turned away").format(people=people(found.turned_away)), LOSS))
    return words


def _card(step: FunnelStep, lines: list[Text], box: Box, figures: MapFigures, most: float) -> Group:
    found = figures.steps.get(step.id)
    items: list[Item] = [Rect(box, "card", "accent" if step.converts else "edge", 7, 1.5)]
    if found is not None and most > 0:
        share = found.volume / most
        items.append(Rect(Box(box.x + 8, box.y + 5, box.width - 16, 4), "band", radius=2))
        items.append(
            Rect(Box(box.x + 8, box.y + 5, max(2.0, (box.width - 16) * share), 4), "accent", radius=2)
        )
    return Group(f"steps/{step.id}", step.name, (*items, *lines))


def _sorted_links(plan: Plan, columns: Columns) -> tuple[list[StepLink], list[StepLink]]:
    place = {step_id: index for index, step_id in enumerate(columns.order)}
    straight: dict[tuple[int, int], StepLink] = {}
    tracked = []
    for link in plan.links:
        if link.from_step_id not in place or link.to_step_id not in place:
            continue
        pair = (place[link.from_step_id], place[link.to_step_id])
        if pair[1] == pair[0] + 1 and pair not in straight:
            straight[pair] = link
        else:
            tracked.append(link)
    return list(straight.values()), tracked


def _straight(
    plan: Plan, link: StepLink, figures: MapFigures, columns: Columns, rows: tuple[float, float]
) -> Group:
    top, bottom = rows
    start = columns.boxes[link.from_step_id].right - GAP / 2
    y = min((top + bottom) / 2, top + 46)
    found = figures.links[link.id]
    rate = written(percent(found.conversion), start, y - 4 - RATE.line, GAP, RATE)
    items: list[Item] = [
        Stroke(f"M{start + 3:.1f} {y:.1f}H{start + GAP - 3:.1f}", "line", 1.8, arrow=True),
        rate,
    ]
    below = y + 4
    if found.people is not None:
        items.append(written(people(found.people), start + 4, below, GAP - 8, GOING))
        below = items[-1].bottom if isinstance(items[-1], Text) else below
    if found.won_back:
        won = _("+ {people} won\u00a0back").format(people=people(found.won_back))
        items.append(written(won, start + 4, below, GAP - 8, WON_BACK))
    return Group(f"links/{link.id}", link_label(plan, link, figures), tuple(items))
