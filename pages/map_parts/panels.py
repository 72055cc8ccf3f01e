"""The panels beside the three views: what draws each."""

from __future__ import annotations

from collections.abc import Callable

from models.plan import Plan
from pages.map_parts.evidence import draw_evidence
from pages.map_parts.priorities import draw_priorities
from pages.map_parts.review import draw_review
from pages.map_parts.strategy import draw_strategy
from pages.map_parts.walk import draw_walk

PANELS: dict[str, Callable[[Plan], None]] = {
    "walk": draw_walk,
    "priorities": draw_priorities,
    "evidence": draw_evidence,
    "strategy": draw_strategy,
    "review": draw_review,
}
"""Code of `pages.map_parts.panel_names` -> what draws it."""
