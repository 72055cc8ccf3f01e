"""The picture in the browser: inline SVG, things to pick by mouse and keyboard, touchpoints to drag.

The SVG comes escaped from `planner.drawing.svg`; it is parsed as XML and nothing in it can run.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from planner.drawing.shapes import Drawing
from planner.drawing.svg import to_svg
from planner.language import _

ASSETS = Path(__file__).parent / "assets"

_picture = st.components.v2.component(
    "journeymix_map",
    html=(ASSETS / "map.html").read_text(),
    css=(ASSETS / "map.css").read_text(),
    js=(ASSETS / "map.js").read_text(),
)


def draw_picture(
    drawing: Drawing, theme: str, key: str, on_picked: Callable[[], None], on_moved: Callable[[], None]
) -> None:
    """Show a drawing. What is picked or moved is in the session under `key`."""
    zones = [
        {"step": z.step_id, "left": z.box.x, "right": z.box.right, "bottom": z.box.bottom}
        for z in drawing.zones
    ]
    data: dict[str, Any] = {
        "svg": to_svg(drawing, theme),
        "width": drawing.width,
        "mapBottom": drawing.map_bottom,
        "zones": zones,
        "words": {
            "fit": _("Fit to width"),
            "full": _("Full size"),
            "larger": _("Larger"),
            "smaller": _("Smaller"),
            "help": _(
                "Click anything to edit it. Drag a touchpoint to another step, or hold Alt and press an arrow key."
            ),
        },
    }
    _picture(key=key, data=data, on_picked_change=on_picked, on_moved_change=on_moved)
