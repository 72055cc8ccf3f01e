"""One stage of the communication view while it is drawn: cards in columns, joined by lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from planner.drawing.cards import Card
from planner.drawing.shapes import Box, Item, Stroke

BETWEEN = 8.0
"""Room between two cards, in pixels."""


@dataclass
class Band:
    """One stage while it is drawn: where each card stands, by column and id."""

    columns: list[Box]
    top: float
    bottoms: list[float]
    items: list[Item] = field(default_factory=list)
    places: dict[tuple[int, str], Box] = field(default_factory=dict)

    def put(
        self, column: int, key: str, make: Callable[[Box], Card], beside: Iterable[tuple[int, str]] = ()
    ) -> None:
        """Draw a card below the last one of its column, as near as may be to those it is joined to."""
        box = self.columns[column]
        near = [self.places[place].y for place in beside if place in self.places]
        y = max(self.bottoms[column], sum(near) / len(near) if near else 0.0)
        card = make(Box(box.x, y, box.width, 0))
        self.places[column, key] = Box(box.x, y, box.width, card.height)
        self.items.append(card.group)
        self.bottoms[column] = y + card.height + BETWEEN

    def join(self, start: tuple[int, str], end: tuple[int, str], ink: str) -> Stroke | None:
        """A line from the right edge of one card to the left edge of another."""
        if start not in self.places or end not in self.places:
            return None
        one, other = self.places[start], self.places[end]
        y1, y2 = one.y + min(20.0, one.height / 2), other.y + min(16.0, other.height / 2)
        bend = (other.x - one.right) / 2
        path = f"M{one.right:.1f} {y1:.1f}C{one.right + bend:.1f} {y1:.1f} {other.x - bend:.1f} {y2:.1f} {other.x:.1f} {y2:.1f}"
        return Stroke(path, ink, 1.6)
