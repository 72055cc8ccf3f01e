"""Charts of the budget as Vega-Lite, in the ink of the reader's theme.

They are written as plain specifications: building and validating the same charts through Altair takes
about 90 ms each, longer than the answer itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pages.shared.palette import palette

Spec = dict[str, Any]

CELL_HEIGHT = 46
CURVE_HEIGHT = 210
MOST_IN_WORDS = 13
"""With more columns than this a cell shows its colour; its amounts are in the tooltip and the table."""

NARROW = 9
"""With more columns than this the words of a cell are smaller."""

STRONG = 0.75
"""Cells with more than this share of the widest change carry text in the colour of the page."""


@dataclass(frozen=True)
class HeatCell:
    """One channel at one stage: money in words, change in words, and the change that colours it."""

    channel: str
    stage: str
    amount: str
    change: str
    shift: float
    said: str


def heat_map(cells: Sequence[HeatCell], stages: Sequence[str], channels: Sequence[str]) -> Spec:
    """Channel by stage: the proposed amount, its change below, coloured by the change."""
    colours = palette()
    widest = max((abs(cell.shift) for cell in cells), default=0.0) or 1.0
    bare = {"domain": False, "ticks": False, "labelFontSize": 13, "labelOverlap": False}
    shades = {
        "domain": [-widest, 0, widest],
        "range": [colours.partly_known, colours.card, colours.accent],
        "interpolate": "rgb",
    }
    ink = {
        "condition": {"test": f"abs(datum.shift) > {widest * STRONG}", "value": colours.page},
        "value": colours.ink,
    }
    colour = {"field": "shift", "type": "quantitative", "legend": None, "scale": shades}
    large, small = (14, 12) if len(stages) <= NARROW else (12, 11)
    tile = {"type": "rect", "cornerRadius": 6, "stroke": colours.grid, "strokeWidth": 1}
    return {
        **kept_rows([asdict(cell) for cell in cells]),
        "height": CELL_HEIGHT * max(len(channels), 1) + 24,
        "encoding": {
            "x": _named(
                "stage",
                stages,
                {
                    **bare,
                    "orient": "top",
                    "labelAngle": 0 if len(stages) <= MOST_IN_WORDS else -60,
                    "labelFontSize": 13 if len(stages) <= NARROW else 11,
                    "labelLimit": 200,
                },
            ),
            "y": _named("channel", channels, {**bare, "labelLimit": 190}),
            "tooltip": said_on_hover(),
        },
        "layer": [
            {"mark": tile, "encoding": {"color": colour}},
        ]
        if len(stages) > MOST_IN_WORDS
        else [
            {"mark": tile, "encoding": {"color": colour}},
            {"mark": _words(large, -8, 600), "encoding": {"text": {"field": "amount"}, "color": ink}},
            {"mark": _words(small, 10, 400), "encoding": {"text": {"field": "change"}, "color": ink}},
        ],
        **plain_view(),
    }


def curve_chart(rows: Sequence[dict[str, Any]], titles: tuple[str, str]) -> Spec:
    """One curve with its band, today's point and the proposed one.

    Rows hold `role` ("curve", "now", "proposed"), `spend`, `people`, `low`, `high`, `said`; `titles`
    name the axes.
    """
    colours = palette()
    x, y = (measured(field, title) for field, title in zip(("spend", "people"), titles, strict=True))
    roles = ["now", "proposed"]
    shade = {"domain": roles, "range": [colours.now, colours.proposed]}
    shape = {"domain": roles, "range": ["circle", "diamond"]}
    curve, points = ({"filter": f"datum.role {sign} 'curve'"} for sign in ("==", "!="))
    return {
        "data": {"values": list(rows)},
        "height": CURVE_HEIGHT,
        "encoding": {"x": x},
        "layer": [
            {
                "transform": [curve],
                "mark": {"type": "area", "opacity": 0.16, "color": colours.accent},
                "encoding": {"y": measured("low", titles[1]), "y2": {"field": "high"}},
            },
            {
                "transform": [curve],
                "mark": {"type": "line", "color": colours.ink, "strokeWidth": 1.6},
                "encoding": {"y": y},
            },
            {
                "transform": [points],
                "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
                "encoding": {
                    "y": y,
                    "color": {"field": "role", "scale": shade, "legend": None},
                    "shape": {"field": "role", "scale": shape, "legend": None},
                    "tooltip": said_on_hover(),
                },
            },
        ],
        **plain_view(),
    }


def stacked_bars(
    rows: Sequence[dict[str, Any]], order: Sequence[str], parts: Mapping[str, str], title: str
) -> Spec:
    """Rows hold `period`, `part`, `value` and `said`: a bar a period, stacked by part; `parts`: name -> colour."""
    colours = palette()
    legend = {"orient": "right", "title": None, "labelColor": colours.ink, "labelLimit": 180}
    return {
        "data": {"values": list(rows)},
        "height": 260,
        "mark": {"type": "bar", "cornerRadiusEnd": 2},
        "encoding": {
            "x": _named(
                "period", order, {"domain": False, "ticks": False, "labelAngle": -30, "labelLimit": 200}
            ),
            "y": measured("value", title),
            "color": {
                "field": "part",
                "type": "nominal",
                "sort": list(parts),
                "legend": legend,
                "scale": {"domain": list(parts), "range": list(parts.values())},
            },
            "tooltip": [{"field": "part", "title": " "}, said_on_hover()],
        },
        **plain_view(),
    }


def paired_bars(
    rows: Sequence[dict[str, Any]], order: Sequence[str], scenarios: Sequence[str], currency: str
) -> Spec:
    """Rows hold `line`, `scenario`, `value` and `said`; a bar a scenario under each other on one axis."""
    colours = palette()
    shades = scenario_shades(len(scenarios))
    legend = {"orient": "top", "title": None, "labelColor": colours.ink, "labelLimit": 300}
    names = list(scenarios)
    return {
        "data": {"values": list(rows)},
        "height": max(len(order), 1) * (14 * len(names) + 14) + 110,  # with axis and legend
        "mark": {"type": "bar", "cornerRadiusEnd": 3},
        "encoding": {
            "x": measured("value", currency),
            "y": _named(
                "line", order, {"domain": False, "ticks": False, "labelFontSize": 13, "labelLimit": 240}
            ),
            "yOffset": {"field": "scenario", "sort": names},
            "color": {
                "field": "scenario",
                "sort": names,
                "scale": {"domain": names, "range": shades},
                "legend": legend,
            },
            "tooltip": [{"field": "scenario", "title": " "}, said_on_hover()],
        },
        **plain_view(),
    }


def paired_columns(
    rows: Sequence[dict[str, Any]], order: Sequence[str], scenarios: Sequence[str], currency: str
) -> Spec:
    """Rows hold `period`, `scenario`, `value` and `said`; a column a scenario beside each other on one axis."""
    names, colours = list(scenarios), palette()
    axis = {"domain": False, "ticks": False, "labelAngle": -30, "labelLimit": 200}
    return {
        "data": {"values": list(rows)},
        "height": 240,
        "mark": {"type": "bar", "cornerRadiusEnd": 2},
        "encoding": {
            "x": _named("period", order, axis),
            "xOffset": {"field": "scenario", "sort": names},
            "y": measured("value", currency),
            "color": {
                "field": "scenario",
                "sort": names,
                "scale": {"domain": names, "range": scenario_shades(len(names))},
                "legend": {"orient": "right", "title": None, "labelColor": colours.ink, "labelLimit": 230},
            },
            "tooltip": [{"field": "scenario", "title": " "}, said_on_hover()],
        },
        **plain_view(),
    }


def scenario_shades(count: int) -> list[str]:
    """One colour a scenario, the same in every chart."""
    colours = palette()
    shades = [colours.now, colours.proposed, colours.partly_known, colours.assumed]
    return [shades[place % len(shades)] for place in range(count)]


def kept_rows(rows: Sequence[dict[str, Any]]) -> Spec:
    """Rows as bytes that need no conversion when a kept chart is shown again."""
    import pyarrow as arrow

    table, sink = arrow.Table.from_pylist(list(rows)), arrow.BufferOutputStream()
    with arrow.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return {"data": {"name": "rows"}, "datasets": {"rows": sink.getvalue().to_pybytes()}}


def _named(field: str, order: Sequence[str], axis: dict[str, Any]) -> Spec:
    return {"field": field, "type": "nominal", "sort": list(order), "title": None, "axis": axis}


def measured(field: str, title: str) -> Spec:
    """A quantity with few, short ticks: 0, 5k, 10k."""
    colours = palette()
    axis = {
        "tickCount": 4, "labelExpr": "datum.value == 0 ? '0' : format(datum.value, '.3~s')", "labelFontSize": 11,
        "titleFontSize": 11, "titleFontWeight": "normal", "gridColor": colours.grid, "labelColor": colours.ink,
        "titleColor": colours.ink,
    }  # fmt: skip
    return {"field": field, "type": "quantitative", "title": title, "axis": axis}


def _words(size: int, down: int, weight: int) -> Spec:
    return {"type": "text", "fontSize": size, "dy": down, "fontWeight": weight}


def said_on_hover() -> Spec:
    """The field `said` as the tooltip."""
    return {"field": "said", "type": "nominal", "title": " "}


def plain_view() -> Spec:
    """No frame around the chart."""
    return {"config": {"view": {"strokeWidth": 0}}}
