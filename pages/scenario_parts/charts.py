"""Bars of several scenarios on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from pages.shared.palette import palette


def paired_bars(
    rows: Sequence[dict[str, Any]], order: Sequence[str], scenarios: Sequence[str], currency: str
) -> Any:
    """Rows hold `line`, `scenario`, `value` and `said`; one bar a scenario below each other, shared axis."""
    colours = palette()
    shades = [colours.now, colours.proposed, colours.partly_known, colours.assumed][: len(scenarios)]
    chart = alt.Chart(alt.InlineData(values=list(rows))).mark_bar(cornerRadiusEnd=3).encode(
        y=alt.Y("line", type="nominal", sort=list(order), title=None, axis=alt.Axis(labelLimit=240, labelFontSize=13, ticks=False, domain=False)),
        yOffset=alt.YOffset("scenario", type="nominal", sort=list(scenarios)),
        x=alt.X("value", type="quantitative", title=currency, axis=alt.Axis(labelExpr="datum.value == 0 ? '0' : format(datum.value, '.3~s')", gridColor=colours.grid, tickCount=6)),
        color=alt.Color("scenario", type="nominal", sort=list(scenarios), scale=alt.Scale(domain=list(scenarios), range=shades),
                        legend=alt.Legend(orient="top", title=None, labelColor=colours.ink, labelLimit=300)),
        tooltip=[alt.Tooltip("scenario", type="nominal", title=" "), alt.Tooltip("said", type="nominal", title=" ")],
    )  # fmt: skip
    height = max(len(order), 1) * (14 * len(scenarios) + 14)
    return chart.properties(height=height).configure_view(strokeWidth=0)
