"""The panels beside the three views: code in the address -> name, in the order in which they are offered."""

from __future__ import annotations

from planner.language import N_

PANEL_NAMES: dict[str, str] = {
    "walk": N_("Walk-through"),
    "priorities": N_("Priorities"),
    "evidence": N_("Evidence"),
    "strategy": N_("Strategy"),
    "review": N_("Review"),
}
