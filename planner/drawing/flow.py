"""The funnel as it is drawn in both views: steps as cards, links between them, branches as branches.

Neighbours are joined by a straight arrow in the gap between their columns. Every other link (a
branch that skips a column, a second variant, a way back) runs on a track of its own below.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.journey import FunnelStep, StepLink
from models.plan import Plan
from planner.drawing.figures import MapFigures, StepFigures
from planner.drawing.shapes import Box, Group, Item, Letters, Rect, Stroke, Text, written
from planner.drawing.text import text_width
from planner.figures_in_words import people, percent
from planner.language import _

GAP = 62.0
"""Room between two step cards for an arrow and what is written on it, in pixels."""

SMALL = Letters(11, False, "muted")
LOSS = Letters(11, False, "loss")
RATE = Letters(12, True, "ink")
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
        drawn, lower = _tracks(plan, tracked, figures, columns, bottom)
        items = [*drawn, *items]
    return tuple(items), lower


def loses_people(plan: Plan, step: FunnelStep) -> bool:
    """Whether who stops here is lost: not at a conversion, nor where nothing follows."""
    return not step.converts and any(link.from_step_id == step.id for link in plan.links)


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
    rate = written(percent(found.conversion), start, y - 4 - RATE.line, GAP, RATE, "middle")
    items: list[Item] = [
        Stroke(f"M{start + 3:.1f} {y:.1f}H{start + GAP - 3:.1f}", "line", 1.8, arrow=True),
        rate,
    ]
    below = y + 4
    if found.people is not None:
        items.append(written(people(found.people), start + 1, below, GAP - 2, SMALL, "middle"))
        below = items[-1].bottom if isinstance(items[-1], Text) else below
    if found.won_back:
        won = _("+ {people} won back").format(people=people(found.won_back))
        items.append(written(won, start + 1, below, GAP - 2, Letters(11, False, "accent"), "middle"))
    return Group(f"links/{link.id}", _link_label(plan, link, figures), tuple(items))


@dataclass(frozen=True)
class Track:
    """A link that does not join neighbours: where it leaves and enters, and its label."""

    link: StepLink
    x1: float
    x2: float
    label: Text

    @property
    def left(self) -> float:
        """Its left end."""
        return min(self.x1, self.x2)

    @property
    def right(self) -> float:
        """Its right end."""
        return max(self.x1, self.x2)


def _tracks(
    plan: Plan, links: list[StepLink], figures: MapFigures, columns: Columns, top: float
) -> tuple[list[Item], float]:
    """Links on tracks below the cards: shorter ones above, so that few lines cross."""
    rows = _rows_of_tracks(plan, links, figures, columns)
    items: list[Item] = []
    y = top + 10
    for place, row in enumerate(rows):
        height = max(track.label.room.height for track in row) + 6
        crossing = [x for lower in rows[place + 1 :] for track in lower for x in (track.x1, track.x2)]
        for track in row:
            items.append(_track(plan, figures, track, (top, y + height / 2), crossing))
        y += height
    return items, y + 2


def _rows_of_tracks(
    plan: Plan, links: list[StepLink], figures: MapFigures, columns: Columns
) -> list[list[Track]]:
    boxes = columns.boxes
    leaving: dict[str, int] = {}
    coming: dict[str, int] = {}
    rows: list[list[Track]] = []
    for link in sorted(links, key=lambda one: _span(one, boxes)):
        x1 = _port(boxes[link.from_step_id], leaving, link.from_step_id, 1)
        x2 = _port(boxes[link.to_step_id], coming, link.to_step_id, -1)
        track = Track(link, x1, x2, _track_label(plan, link, figures, (min(x1, x2), max(x1, x2))))
        free = (r for r in rows if all(track.right + 8 < t.left or t.right + 8 < track.left for t in r))
        row = next(free, None)
        if row is None:
            row = []
            rows.append(row)
        row.append(track)
    return rows


def _span(link: StepLink, boxes: dict[str, Box]) -> float:
    return abs(boxes[link.from_step_id].x - boxes[link.to_step_id].x)


def _port(column: Box, used: dict[str, int], step_id: str, side: int) -> float:
    """Where a track leaves or enters a card: right half to leave, left half to come."""
    turn = used.get(step_id, 0)
    used[step_id] = turn + 1
    return column.centre + side * min(8 + 9 * turn, (column.width - GAP) / 2 - 4)


def _track_label(plan: Plan, link: StepLink, figures: MapFigures, ends: tuple[float, float]) -> Text:
    found = figures.links[link.id]
    parts = [percent(found.conversion)]
    if found.people is not None:
        parts.append(_("{people} people").format(people=people(found.people)))
    if found.won_back:
        parts.append(_("+ {people} won back").format(people=people(found.won_back)))
    if link.variant:
        parts.append(link.variant)
    if any(part.days for part in link.delay):
        parts.append(_("after a while"))
    room = max(60.0, ends[1] - ends[0] - 24)
    text = written(" · ".join(parts), 0, 0, room, Letters(11, True, "ink"), "middle")
    width = max(text_width(line, 11, True) for line in text.lines) + 10
    middle = (ends[0] + ends[1]) / 2
    return Text(text.lines, Box(middle - width / 2, 0, width, text.room.height), text.letters, "middle")


def _track(
    plan: Plan, figures: MapFigures, track: Track, rows: tuple[float, float], crossing: list[float]
) -> Group:
    x1, x2, label = track.x1, track.x2, track.label
    top, y = rows
    turn = 6 if x2 > x1 else -6
    middle = _free_middle(track, crossing)
    room = Box(middle - label.room.width / 2, y - label.room.height / 2, label.room.width, label.room.height)
    path = (
        f"M{x1:.1f} {top:.1f}V{y - 6:.1f}Q{x1:.1f} {y:.1f} {x1 + turn:.1f} {y:.1f}H{x2 - turn:.1f}"
        f"Q{x2:.1f} {y:.1f} {x2:.1f} {y - 6:.1f}V{top + 2:.1f}"
    )
    items = (
        Stroke(path, "line", 1.8, dashed=bool(track.link.delay), arrow=True),
        Rect(room, "paper", radius=3),
        Text(label.lines, room, label.letters, "middle"),
    )
    return Group(f"links/{track.link.id}", _link_label(plan, track.link, figures), items)


def _free_middle(track: Track, crossing: list[float]) -> float:
    """The middle of the label, as near to the middle of the track as lines of other tracks allow."""
    centre, half = (track.left + track.right) / 2, track.label.room.width / 2
    reach = max(0.0, (track.right - track.left) / 2 - half - 8)
    for shift in range(0, int(reach) + 1, 6):
        for middle in (centre - shift, centre + shift):
            if all(abs(x - middle) > half + 2 for x in crossing):
                return middle
    return centre


def _link_label(plan: Plan, link: StepLink, figures: MapFigures) -> str:
    names = plan.by_id["steps"]
    return _("{source} → {target}: {share} go on").format(
        source=names[link.from_step_id].name,
        target=names[link.to_step_id].name,
        share=percent(figures.links[link.id].conversion),
    )
