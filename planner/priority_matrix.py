"""Where each weak point stands in the matrix: worth to the right, effort from little (above) to much.

Rows are efforts. Within a row, points whose signs or labels would touch stand in lanes below each
other, so that no label lies on another however wide the picture is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner.drawing.text import text_width
from planner.priorities import Priority

NARROWEST = 720.0
"""Width in pixels for which the lanes are laid; a wider picture only moves points apart."""
LANE = 34.0
PADDING = 10.0
LETTERS = 13.0
LONGEST = 46
UNESTIMATED = 0
"""Row of what nobody estimated."""


@dataclass(frozen=True)
class Spot:
    """A point in the matrix. `worth` is what the axis shows, `across` 0 to 1, `y` in pixels from above.

    `left`: whether the label stands to the left of the sign.
    """

    priority: Priority
    number: int
    label: str
    worth: float
    across: float
    y: float
    radius: float
    left: bool


@dataclass(frozen=True)
class Row:
    """A row of the matrix: effort (0: not estimated), upper and lower edge in pixels."""

    effort: int
    top: float
    bottom: float


@dataclass(frozen=True)
class Matrix:
    """Rows and points; `most` is the highest worth."""

    spots: tuple[Spot, ...]
    rows: tuple[Row, ...]
    most: float
    height: float


def lay_matrix(found: Sequence[Priority], worth_of: dict[str, float]) -> Matrix:
    """Lay the points out; `worth_of` is key -> worth in the axis' unit. Numbers follow the ranking."""
    most = max(worth_of.values(), default=0.0) or 1.0
    numbered = [(number, one) for number, one in enumerate(found, start=1) if one.point.key in worth_of]
    efforts = [1, 2, 3, 4, 5]
    if any(one.point.effort is None for _number, one in numbered):
        efforts.append(UNESTIMATED)
    spots: list[Spot] = []
    rows: list[Row] = []
    top = 0.0
    for effort in efforts:
        members = [(n, one) for n, one in numbered if (one.point.effort or UNESTIMATED) == effort]
        lanes: list[list[tuple[float, float]]] = []
        for number, one in members:
            spots.append(_spot(number, one, worth_of[one.point.key], most, (top, lanes)))
        bottom = top + max(len(lanes), 1) * LANE + 2 * PADDING
        rows.append(Row(effort, top, bottom))
        top = bottom
    return Matrix(tuple(spots), tuple(rows), most, top)


def across_of(worth: float, most: float) -> float:
    """Place on the axis, 0 to 1: a square root, so that small worths stand apart too."""
    return math.sqrt(max(worth, 0.0) / most)


def radius_of(importance: int) -> float:
    """Radius of a sign in pixels: its area grows with the importance."""
    return 5.0 + 2.0 * math.sqrt(importance)


def span(spot: Spot) -> tuple[float, float]:
    """Left and right edge of a sign with its label at the narrowest width."""
    return _span(spot.across * NARROWEST, spot.radius, _label_width(spot.label), spot.left)


def _spot(
    number: int, one: Priority, worth: float, most: float, row: tuple[float, list[list[tuple[float, float]]]]
) -> Spot:
    top, lanes = row
    label = one.name if len(one.name) <= LONGEST else one.name[: LONGEST - 1].rstrip() + "…"
    radius, across = radius_of(one.point.importance), across_of(worth, most)
    width = _label_width(label)
    left = across * NARROWEST + radius + width > NARROWEST
    edges = _span(across * NARROWEST, radius, width, left)
    lane = next((n for n, taken in enumerate(lanes) if not _touches(edges, taken)), len(lanes))
    if lane == len(lanes):
        lanes.append([])
    lanes[lane].append(edges)
    return Spot(one, number, label, worth, across, top + PADDING + (lane + 0.5) * LANE, radius, left)


def _touches(edges: tuple[float, float], taken: list[tuple[float, float]]) -> bool:
    return any(edges[0] < end and start < edges[1] for start, end in taken)


def _label_width(label: str) -> float:
    return text_width(label, LETTERS) * 1.12 + 14


def _span(x: float, radius: float, label: float, left: bool) -> tuple[float, float]:
    return (x - radius - label, x + radius + 4) if left else (x - radius - 4, x + radius + label)
