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


LABEL = Letters(11, True, "ink", "middle")


@dataclass(frozen=True)
class Track:
    """A link that does not join neighbours: where it leaves and where it enters."""

    link: StepLink
    x1: float
    x2: float

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
    rows = _rows_of_tracks(links, boxes)
    items: list[Item] = []
    y = top + 10
    for place, row in enumerate(rows):
        crossing = [x for lower in rows[place + 1 :] for track in lower for x in (track.x1, track.x2)]
        labels = [_track_label(track, _words(track.link, figures), crossing) for track in row]
        height = max(label.room.height for label in labels) + 6
        for track, label in zip(row, labels, strict=True):
            items.append(_track(plan, figures, track, (top, y + height / 2), label))
        y += height
    return items, y + 2


def _rows_of_tracks(links: list[StepLink], boxes: dict[str, Box]) -> list[list[Track]]:
    leaving: dict[str, int] = {}
    coming: dict[str, int] = {}
    rows: list[list[Track]] = []
    for link in sorted(links, key=lambda one: _span(one, boxes)):
        x1 = _port(boxes[link.from_step_id], leaving, link.from_step_id, 1)
        x2 = _port(boxes[link.to_step_id], coming, link.to_step_id, -1)
        track = Track(link, x1, x2)
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


def _words(link: StepLink, figures: MapFigures) -> str:
    found = figures.links[link.id]
    parts = [percent(found.conversion)]
    if found.people is not None:
        parts.append(_("{people} people").format(people=people(found.people)))
    if found.won_back:
        parts.append(_("+ {people} won\u00a0back").format(people=people(found.won_back)))
    if link.variant:
        parts.append(link.variant)
    if any(part.days for part in link.delay):
        parts.append(_("after a while"))
    return " · ".join(parts)


def _track_label(track: Track, words: str, crossing: list[float]) -> Text:
    """The label, wrapped into a stretch of the track that no line of another track crosses; top at 0."""
    left, right = _free_stretch(track, crossing, text_width(words, LABEL.size, LABEL.bold) + 10)
    text = written(words, 0, 0, max(40.0, right - left - 12), LABEL)
    width = max(text_width(line, LABEL.size, LABEL.bold) for line in text.lines) + 10
    middle = min(
        max((track.left + track.right) / 2, left + width / 2), max(right - width / 2, left + width / 2)
    )
    return Text(text.lines, Box(middle - width / 2, 0, width, text.room.height), LABEL)


def _free_stretch(track: Track, crossing: list[float], wanted: float) -> tuple[float, float]:
    """The stretch nearest to the middle that holds the label on one line; else the widest one."""
    start, end = track.left + 10, track.right - 10
    cuts = sorted(x for x in crossing if start < x < end)
    edges = [start, *(edge for x in cuts for edge in (x - 3, x + 3)), end]
    stretches = list(zip(edges[::2], edges[1::2], strict=True))
    middle = (track.left + track.right) / 2
    wide = [(a, b) for a, b in stretches if b - a >= wanted]
    if wide:
        return min(wide, key=lambda stretch: abs((stretch[0] + stretch[1]) / 2 - middle))
    return max(stretches, key=lambda stretch: stretch[1] - stretch[0])


def _track(plan: Plan, figures: MapFigures, track: Track, rows: tuple[float, float], label: Text) -> Group:
    x1, x2 = track.x1, track.x2
    top, y = rows
    turn = 6 if x2 > x1 else -6
    room = Box(label.room.x, y - label.room.height / 2, label.room.width, label.room.height)
    path = (
        f"M{x1:.1f} {top:.1f}V{y - 6:.1f}Q{x1:.1f} {y:.1f} {x1 + turn:.1f} {y:.1f}H{x2 - turn:.1f}"
        f"Q{x2:.1f} {y:.1f} {x2:.1f} {y - 6:.1f}V{top + 2:.1f}"
    )
    items = (
        Stroke(path, "line", 1.8, dashed=bool(track.link.delay), arrow=True),
        Rect(room, "paper", radius=3),
        Text(label.lines, room, label.letters),
    )
    return Group(f"links/{track.link.id}", link_label(plan, track.link, figures), items)


def link_label(plan: Plan, link: StepLink, figures: MapFigures) -> str:
    """What is read aloud for a link."""
    names = plan.by_id["steps"]
    return _("{source} → {target}: {share} go on").format(
        source=names[link.from_step_id].name,
        target=names[link.to_step_id].name,
        share=percent(figures.links[link.id].conversion),
    )
