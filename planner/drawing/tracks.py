"""Links that do not join neighbours, each on a track of its own below the steps."""

from __future__ import annotations

from dataclasses import dataclass

from models.journey import StepLink
from models.plan import Plan
from planner.drawing.figures import MapFigures
from planner.drawing.shapes import Box, Group, Item, Letters, Rect, Stroke, Text, written
from planner.drawing.text import text_width
from planner.figures_in_words import people, percent
from planner.language import _

GAP = 62.0
"""Room between two step cards for an arrow and what is written on it, in pixels."""


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


def draw_tracks(
    plan: Plan, links: list[StepLink], figures: MapFigures, boxes: dict[str, Box], top: float
) -> tuple[list[Item], float]:
    """Links on tracks below the cards: shorter ones above, so that few lines cross."""
    rows = _rows_of_tracks(plan, links, figures, boxes)
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
    plan: Plan, links: list[StepLink], figures: MapFigures, boxes: dict[str, Box]
) -> list[list[Track]]:
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
    return Group(f"links/{track.link.id}", link_label(plan, track.link, figures), items)


def _free_middle(track: Track, crossing: list[float]) -> float:
    """The middle of the label, as near to the middle of the track as lines of other tracks allow."""
    centre, half = (track.left + track.right) / 2, track.label.room.width / 2
    reach = max(0.0, (track.right - track.left) / 2 - half - 8)
    for shift in range(0, int(reach) + 1, 6):
        for middle in (centre - shift, centre + shift):
            if all(abs(x - middle) > half + 2 for x in crossing):
                return middle
    return centre


def link_label(plan: Plan, link: StepLink, figures: MapFigures) -> str:
    """What is read aloud for a link."""
    names = plan.by_id["steps"]
    return _("{source} → {target}: {share} go on").format(
        source=names[link.from_step_id].name,
        target=names[link.to_step_id].name,
        share=percent(figures.links[link.id].conversion),
    )
