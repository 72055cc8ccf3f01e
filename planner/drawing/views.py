"""The three views of one map: code -> name, and what draws it."""

from __future__ import annotations

from collections.abc import Callable

from models.plan import Plan
from planner.drawing.choice import MapFilter
from planner.drawing.communication import draw_communication
from planner.drawing.figures import MapFigures
from planner.drawing.funnel import draw_funnel
from planner.drawing.journey import Sheet, draw_journey
from planner.drawing.shapes import Drawing
from planner.language import N_

View = Callable[[Plan, MapFigures, MapFilter, Sheet], Drawing]

VIEWS: dict[str, tuple[str, View]] = {
    "journey": (N_("Journey"), draw_journey),
    "communication": (N_("Communication"), draw_communication),
    "funnel": (N_("Funnel"), draw_funnel),
}
