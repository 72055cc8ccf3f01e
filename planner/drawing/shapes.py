"""What a drawing is made of: boxes, text, strokes and things that can be picked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.drawing.text import LINE_HEIGHT, text_width, wrap


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> float:
        """Middle, from left to right."""
        return self.x + self.width / 2

    def inset(self, by: float) -> Box:
        """The box with a margin inside."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def holds(self, other: Box, slack: float = 0.01) -> bool:
        """Whether `other` lies inside."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlaps(self, other: Box, slack: float = 0.01) -> bool:
        """Whether the two share an area."""
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )


@dataclass(frozen=True, slots=True)
class Letters:
    """How text looks: size in pixels, weight, ink (a role of the palette or #rrggbb).

    `anchor` says where lines stand in their room: start, middle or end.
    """

    size: float = 12
    bold: bool = False
    ink: str = "ink"
    anchor: str = "start"

    @property
    def line(self) -> float:
        """Height of a line in pixels."""
        return self.size * LINE_HEIGHT


@dataclass(frozen=True, slots=True)
class Text:
    """Wrapped lines with the room they were given."""

    lines: tuple[str, ...]
    room: Box
    letters: Letters
    halo: bool = False

    @property
    def box(self) -> Box:
        """What the letters cover."""
        width = max(text_width(line, self.letters.size, self.letters.bold) for line in self.lines)
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.letters.anchor]
        height = len(self.lines) * self.letters.line
        return Box(self.room.x + shift * (self.room.width - width), self.room.y, width, height)

    @property
    def bottom(self) -> float:
        """Where the next thing below may begin."""
        return self.room.bottom


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle; `edge` is the colour of its border."""

    box: Box
    fill: str = "none"
    edge: str = "none"
    radius: float = 0
    edge_width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line along a path (SVG path data), with an arrow head at its end if wanted."""

    path: str
    ink: str = "line"
    width: float = 1.5
    dashed: bool = False
    fill: str = "none"
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Icon:
    """A symbol of `planner.drawing.icons` in a box; `ink` draws it."""

    name: str
    box: Box
    ink: str = "ink"


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are picked together. `target` is "collection/id"; `label` is read aloud."""

    target: str
    label: str
    items: tuple[Item, ...]
    movable: bool = False
    part: str = ""


type Item = Text | Rect | Stroke | Icon | Group


@dataclass(frozen=True, slots=True)
class DropZone:
    """A column that a touchpoint can be moved to."""

    step_id: str
    box: Box


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture; the legend's items lie below the map, outside it."""

    title: str
    width: float
    height: float
    items: tuple[Item, ...]
    legend: tuple[Item, ...] = ()
    map_bottom: float = 0
    gutter: float = 0
    zones: tuple[DropZone, ...] = field(default=())


def every(items: tuple[Item, ...]) -> Iterator[Item]:
    """All things of a drawing, groups opened."""
    for item in items:
        if isinstance(item, Group):
            yield from every(item.items)
        else:
            yield item


def written(words: str, x: float, y: float, width: float, letters: Letters) -> Text:
    """Text wrapped into `width`, its top at `y`."""
    lines = wrap(words, width, letters.size, letters.bold)
    return Text(lines, Box(x, y, width, len(lines) * letters.line), letters)
