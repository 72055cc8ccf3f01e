"""Charts of what more budget buys, as Vega-Lite in the ink of the reader's theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pages.budget_parts.charts import Spec, measured, plain_view, said_on_hover
from pages.shared.palette import palette

HEIGHT = 300
Rows = Sequence[dict[str, Any]]


def result_curve(rows: Rows, titles: tuple[str, str], height: int = HEIGHT) -> Spec:
    """Results over the budget. Rows hold `role` ("curve" or that of a mark), `name`, `budget`, `result`, `said`."""
    colours = palette()
    roles = ["now", "proposed", "ninety", "even", "scenario"]
    shade = {
        "domain": roles,
        "range": [colours.now, colours.proposed, colours.partly_known, colours.loss, colours.ink],
    }
    shape = {"domain": roles, "range": ["circle", "diamond", "triangle-up", "square", "cross"]}
    of_curve, of_marks = ({"filter": f"datum.role {sign} 'curve'"} for sign in ("==", "!="))
    place = {
        "x": measured("budget", titles[0]),
        "y": {**measured("result", titles[1]), "scale": {"zero": False, "padding": 24}},
    }
    return {
        "data": {"values": list(rows)},
        "height": height,
        "encoding": {**place, "tooltip": said_on_hover()},
        "layer": [
            {"transform": [of_curve], "mark": {"type": "line", "color": colours.accent, "strokeWidth": 2.2}},
            {"transform": [of_curve], "mark": {"type": "point", "filled": True, "size": 26, "color": colours.accent}},
            {
                "transform": [of_marks],
                "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1, "stroke": colours.page},
                "encoding": {
                    "color": {"field": "role", "scale": shade, "legend": None},
                    "shape": {"field": "role", "scale": shape, "legend": None},
                },
            },
            *(_names(side, colours.ink) for side in (-1, 1)),
        ],
        **plain_view(),
    }  # fmt: skip


def _names(side: int, ink: str) -> Spec:
    """Names beside the marks: what is today or a scenario lies below the curve, the others upon it."""
    below = "indexof(['now', 'scenario'], datum.role) >= 0"
    return {
        "transform": [{"filter": f"datum.role != 'curve' && {below if side > 0 else '!(' + below + ')'}"}],
        "mark": {
            "type": "text", "align": "left" if side > 0 else "right", "dx": 9 * side, "dy": 12 * side,
            "fontSize": 12, "color": ink,
        },
        "encoding": {"text": {"field": "name"}},
    }  # fmt: skip


def cost_curves(rows: Rows, titles: tuple[str, str], kinds: Sequence[str]) -> Spec:
    """Costs over the budget, a line a kind. Rows hold `kind`, `budget`, `cost`, `said`."""
    colours = palette()
    scale = {"domain": list(kinds), "range": [colours.accent, colours.partly_known]}
    legend = {"orient": "top", "title": None, "labelColor": colours.ink, "labelLimit": 200}
    return {
        "data": {"values": list(rows)},
        "height": HEIGHT,
        "mark": {"type": "line", "strokeWidth": 2.2, "point": {"size": 26}},
        "encoding": {
            "x": measured("budget", titles[0]),
            "y": measured("cost", titles[1]),
            "color": {"field": "kind", "scale": scale, "legend": legend},
            "strokeDash": {"field": "kind", "sort": list(kinds), "legend": None},
            "tooltip": said_on_hover(),
        },
        **plain_view(),
    }
