"""Charts of the budget: typed results -> Altair, in the ink of the reader's theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from pages.shared.palette import Palette, palette

CELL_HEIGHT = 46
CURVE_HEIGHT = 150


@dataclass(frozen=True)
class HeatCell:
    """One channel at one stage: money in words, change in words, and the change that colours it."""

    channel: str
    stage: str
    amount: str
    change: str
    shift: float
    said: str


def heat_map(cells: Sequence[HeatCell], stages: Sequence[str], channels: Sequence[str]) -> Any:
    """Channel by stage: the proposed amount, its change below, coloured by the change."""
    colours = palette()
    widest = max((abs(cell.shift) for cell in cells), default=0.0) or 1.0
    base = alt.Chart(alt.InlineData(values=[cell.__dict__ for cell in cells])).encode(
        x=alt.X("stage", type="nominal", sort=list(stages), title=None,
                axis=alt.Axis(orient="top", labelAngle=0, labelLimit=200, domain=False, ticks=False, labelFontSize=13)),
        y=alt.Y("channel", type="nominal", sort=list(channels), title=None,
                axis=alt.Axis(labelLimit=190, domain=False, ticks=False, labelFontSize=13)),
        tooltip=alt.Tooltip("said", type="nominal", title=" "),
    )  # fmt: skip
    colour = alt.Color(
        "shift", type="quantitative", legend=None,
        scale=alt.Scale(interpolate="rgb", domain=[-widest, 0, widest], range=[colours.partly_known, colours.card, colours.accent]),
    )  # fmt: skip
    rect = base.mark_rect(cornerRadius=6, stroke=colours.grid, strokeWidth=1).encode(color=colour)
    strong = f"abs(datum.shift) > {widest * 0.75}"
    text = alt.condition(strong, alt.value(colours.page), alt.value(colours.ink))
    amount = base.mark_text(dy=-8, fontSize=14, fontWeight=600).encode(
        text=alt.Text("amount", type="nominal"), color=text
    )
    change = base.mark_text(dy=10, fontSize=12).encode(text=alt.Text("change", type="nominal"), color=text)
    return _plain(alt.layer(rect, amount, change).properties(height=CELL_HEIGHT * max(len(channels), 1) + 24))


def curve_chart(rows: Sequence[dict[str, Any]], titles: tuple[str, str]) -> Any:
    """One curve with its band, today's point and the proposed one.

    Rows hold `role` ("curve", "now", "proposed"), `spend`, `people`, `low`, `high`, `said`; `titles`
    name the axes.
    """
    colours = palette()
    x = alt.X("spend", type="quantitative", title=titles[0], axis=_small_axis(colours))
    y = alt.Y("people", type="quantitative", title=titles[1], axis=_small_axis(colours))
    low = alt.Y("low", type="quantitative", title=titles[1])
    roles = ["now", "proposed"]
    shades = alt.Scale(domain=roles, range=[colours.now, colours.proposed])
    shapes = alt.Scale(domain=roles, range=["circle", "diamond"])
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(x=x, y=y)
    laid = base.transform_filter("datum.role == 'curve'")
    band = laid.mark_area(opacity=0.16, color=colours.accent).encode(y=low, y2="high")
    line = laid.mark_line(color=colours.ink, strokeWidth=1.6)
    points = base.transform_filter("datum.role != 'curve'").mark_point(filled=True, size=80, opacity=1).encode(
        color=alt.Color("role", type="nominal", scale=shades, legend=None),
        shape=alt.Shape("role", type="nominal", scale=shapes, legend=None),
        tooltip=alt.Tooltip("said", type="nominal", title=" "),
    )  # fmt: skip
    return _plain(alt.layer(band, line, points).properties(height=CURVE_HEIGHT))


def _small_axis(colours: Palette) -> alt.Axis:
    return alt.Axis(
        tickCount=3, labelExpr="datum.value == 0 ? '0' : format(datum.value, '.3~s')", labelFontSize=11, titleFontSize=11, gridColor=colours.grid, labelColor=colours.ink,
        titleColor=colours.ink, titleFontWeight="normal",
    )  # fmt: skip


def _plain(chart: Any) -> Any:
    return chart.configure_view(strokeWidth=0)
