"""What of the map was chosen to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from planner.drawing.choice import MapFilter
from planner.drawing.journey import Sheet


@dataclass(frozen=True)
class Choices:
    """The view and what it shows."""

    view: str
    shown: MapFilter
    sheet: Sheet
