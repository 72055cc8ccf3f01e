"""Charts of what more budget buys, as Vega-Lite in the ink of the reader's theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pages.budget_parts.charts import Spec, measured, plain_view, said_on_hover, scenario_shades
from pages.shared.palette import palette

HEIGHT = 300
Rows = Sequence[dict[str, Any]]


def result_curve(rows: Rows, titles: tuple[str, str], scenarios: Rows = ()) -> Spec:
    """Results over the budget. Rows hold `role` ("curve" or that of a mark), `name`, `budget`, `result`, `said`.

    `scenarios`: points beside the curve, with `label` on the chart and `name` in the legend outside it.
    """
    colours = palette()
    roles = ["now", "proposed", "ninety", "even"]
    shade = {
        "domain": roles,
        "range": [colours.now, colours.proposed, colours.partly_known, colours.loss],
    }
    shape = {"domain": roles, "range": ["circle", "diamond", "triangle-up", "square"]}
    of_curve, of_marks = ({"filter": f"datum.role {sign} 'curve'"} for sign in ("==", "!="))
    place = {
        "x": measured("budget", titles[0]),
        "y": {**measured("result", titles[1]), "scale": {"zero": False, "padding": 24}},
    }
    return {
        "data": {"values": list(rows)},
        "height": HEIGHT + (60 if scenarios else 0),
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
            *(_scenarios(scenarios) if scenarios else ()),
        ],
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
        **plain_view(),
    }  # fmt: skip


def _names(side: int, ink: str) -> Spec:
    """Names beside the marks: what is today lies below the curve, the others upon it."""
    below = "datum.role == 'now'"
    return {
        "transform": [{"filter": f"datum.role != 'curve' && {below if side > 0 else '!(' + below + ')'}"}],
        "mark": {
            "type": "text", "align": "left" if side > 0 else "right", "dx": 9 * side, "dy": 12 * side,
            "fontSize": 12, "color": ink,
        },
        "encoding": {"text": {"field": "name"}},
    }  # fmt: skip


def _scenarios(rows: Rows) -> list[Spec]:
    """Points with their numbers, and who they are in a legend outside."""
    colours = palette()
    names = list(dict.fromkeys(row["name"] for row in rows))
    shades = scenario_shades(len(names))
    legend = {
        "orient": "bottom", "columns": 2, "title": None, "labelColor": colours.ink, "labelLimit": 320,
        "symbolType": "circle", "symbolSize": 130, "symbolOpacity": 1, "symbolStrokeWidth": 0,
    }  # fmt: skip
    colour = {
        "field": "name", "type": "nominal", "sort": names, "legend": legend,
        "scale": {"domain": names, "range": shades},
    }  # fmt: skip
    mark = {
        "type": "point",
        "filled": True,
        "shape": "circle",
        "size": 270,
        "opacity": 1,
        "stroke": colours.page,
    }
    within = {"type": "text", "fontSize": 11, "fontWeight": 700, "color": colours.page}
    beside = {"type": "text", "dy": 17, "fontSize": 12, "fontWeight": 600, "color": colours.ink}
    data = {"values": list(rows)}
    return [
        {"data": data, "mark": mark, "encoding": {"color": colour}},
        {"data": data, "mark": within, "encoding": {"text": {"field": "label"}}},
        {"data": data, "mark": beside, "encoding": {"text": {"field": "together"}}},
    ]


NEAR = (0.03, 0.07)
"""Points this near to each other, as shares of what the chart shows across and up, share one label."""


def with_labels(rows: list[dict[str, Any]], shown: Rows) -> list[dict[str, Any]]:
    """Points with the `label` that stands on them, or `together` once below near ones, so that none overlap.

    `shown`: all rows of the chart, which say how wide it is.
    """
    wide, high = (
        (max(row[field] for row in shown) - min(row[field] for row in shown)) or 1.0
        for field in ("budget", "result")
    )
    groups: list[list[dict[str, Any]]] = []
    for row in sorted(rows, key=lambda row: (row["budget"], row["result"])):
        beside = next(
            (
                group for group in groups
                if any(
                    abs(one["budget"] - row["budget"]) <= NEAR[0] * wide
                    and abs(one["result"] - row["result"]) <= NEAR[1] * high
                    for one in group
                )
            ), None,
        )  # fmt: skip
        if beside is None:
            groups.append([row])
        else:
            beside.append(row)
    alone = {id(group[0]): str(group[0]["number"]) for group in groups if len(group) == 1}
    near = {id(g[-1]): ", ".join(sorted(str(row["number"]) for row in g)) for g in groups if len(g) > 1}
    return [{**row, "label": alone.get(id(row), ""), "together": near.get(id(row), "")} for row in rows]


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
