"""The panels beside the three views: what can be done with the map, each in its own file."""

from __future__ import annotations

from collections.abc import Callable

from models.plan import Plan
from pages.map_parts.evidence import draw_evidence
from pages.map_parts.priorities import draw_priorities
from pages.map_parts.walk import draw_walk
from planner.language import N_

PANELS: dict[str, tuple[str, Callable[[Plan], None]]] = {
    "walk": (N_("Walk-through"), draw_walk),
    "priorities": (N_("Priorities"), draw_priorities),
    "evidence": (N_("Evidence"), draw_evidence),
}
"""Code in the address -> name, and what draws it."""
