"""The matrix of weak points: worth of mending to the right, effort from little to much."""

from __future__ import annotations

import json
from typing import Any

import altair as alt

from models.weak_points import Weakness
from pages.shared.numbers import plain
from pages.shared.palette import Palette, palette
from planner.language import N_, _
from planner.priority_matrix import UNESTIMATED, Matrix, Row, Spot, across_of

KINDS = {
    Weakness.PROBLEM: (N_("Problem"), "circle"),
    Weakness.LEAK: (N_("Leak without a noted reason"), "diamond"),
    Weakness.TOUCHPOINT: (N_("Touchpoint that disappoints"), "square"),
}
EDGE = 0.035
"""Room on both sides of the axis, so that a sign on the edge is not cut."""

TOUCH = 26**2
"""Area in square pixels in which a sign is picked."""

NICE = (1.0, 2.0, 5.0)


def matrix_chart(matrix: Matrix, said: dict[str, str], axis: tuple[str, dict[float, str]]) -> Any:
    """The picture. `said` is key -> a tooltip; `axis` is the title and the ticks (worth -> words)."""
    colours = palette()
    spots = [_row_of(spot, said) for spot in matrix.spots]
    base = alt.Chart(alt.InlineData(values=spots)).encode(
        x=_across(matrix, axis, colours), y=_down(matrix, colours)
    )
    signs = base.mark_point(filled=True, opacity=1, stroke=colours.page, strokeWidth=1).encode(
        size=alt.Size("size", type="quantitative", scale=None, legend=None),
        color=_kinds(alt.Color, [colours.loss, colours.partly_known, colours.accent]),
        shape=_kinds(alt.Shape, [shape for _name, shape in KINDS.values()]),
    )  # fmt: skip
    numbers = base.mark_text(fontSize=10, fontWeight=700, color=colours.page, dy=0.5).encode(
        text=alt.Text("number", type="nominal")
    )
    # Nothing may lie above what is picked: the numbers would take the clicks meant for the signs.
    touch = base.mark_point(cursor="pointer", filled=True, opacity=0, shape="square", size=TOUCH).encode(
        tooltip=alt.Tooltip("said", type="nominal", title=" ")
    ).add_params(alt.selection_point(name="pick", fields=["key"], toggle=False))  # fmt: skip
    labels = [_labels(base, left, colours) for left in (False, True)]
    layers = [_bands(matrix, colours), signs, numbers, *labels, touch]
    return alt.layer(*layers).properties(height=matrix.height).configure_view(strokeWidth=0)


def ticks(most: float, words: Any) -> dict[float, str]:
    """Round worths far enough apart on the axis, and how each is written."""
    found: dict[float, str] = {0.0: words(0.0)}
    last, scale = 0.0, 10.0**-2
    while scale <= most:
        for step in NICE:
            if step * scale <= most and across_of(step * scale, most) - last >= 0.11:
                found[step * scale] = words(step * scale)
                last = across_of(step * scale, most)
        scale *= 10
    return found


def _row_of(spot: Spot, said: dict[str, str]) -> dict[str, Any]:
    key = spot.priority.point.key
    return {
        "key": key, "number": str(spot.number), "label": plain(spot.label, 80), "across": spot.across, "y": spot.y,
        "size": (2 * spot.radius) ** 2, "kind": _(KINDS[spot.priority.point.kind][0]), "left": spot.left,
        "said": plain(said.get(key, ""), 400), "offset": spot.radius + 5,
    }  # fmt: skip


def _across(matrix: Matrix, axis: tuple[str, dict[float, str]], colours: Palette) -> alt.X:
    title, marks = axis
    words = {f"{across_of(worth, matrix.most):.4f}": text for worth, text in marks.items()}
    return alt.X(
        "across", type="quantitative", title=title, scale=alt.Scale(domain=[-EDGE, 1 + EDGE], nice=False),
        axis=alt.Axis(
            values=[across_of(worth, matrix.most) for worth in marks], gridColor=colours.grid, domain=False,
            labelExpr=f"{json.dumps(words)}[format(datum.value, '.4f')]", labelColor=colours.ink, labelFontSize=12,
            titleColor=colours.ink, titleFontSize=13, titleFontWeight="normal", titleAnchor="end", ticks=False,
        ),
    )  # fmt: skip


def _down(matrix: Matrix, colours: Palette) -> alt.Y:
    words = {f"{_middle(row):.1f}": row_words(row) for row in matrix.rows}
    return alt.Y(
        "y", type="quantitative", title=_("Effort"), scale=_down_scale(matrix),
        axis=alt.Axis(
            values=[_middle(row) for row in matrix.rows], grid=False, domain=False, ticks=False, labelFontSize=12,
            labelExpr=f"{json.dumps(words)}[format(datum.value, '.1f')]", labelColor=colours.ink, labelLimit=130,
            titleColor=colours.ink, titleFontSize=13, titleFontWeight="normal",
        ),
    )  # fmt: skip


def _down_scale(matrix: Matrix) -> alt.Scale:
    return alt.Scale(domain=[0, matrix.height], nice=False, reverse=True)


def row_words(row: Row) -> str:
    """What a row of the matrix is called."""
    if row.effort == UNESTIMATED:
        return _("not estimated")
    ends = {1: _("1 · little"), 5: _("5 · much")}
    return ends.get(row.effort, str(row.effort))


def _middle(row: Row) -> float:
    return round((row.top + row.bottom) / 2, 1)


def _bands(matrix: Matrix, colours: Palette) -> Any:
    bands = [{"top": row.top, "bottom": row.bottom} for row in matrix.rows[::2]]
    return alt.Chart(alt.InlineData(values=bands)).mark_rect(color=colours.grid, opacity=0.35).encode(
        y=alt.Y("top", type="quantitative", scale=_down_scale(matrix)), y2="bottom"
    )  # fmt: skip


def _labels(base: Any, left: bool, colours: Palette) -> Any:
    shown = base.transform_filter(f"datum.left == {'true' if left else 'false'}")
    return shown.mark_text(
        align="right" if left else "left", dx=alt.expr(f"{'-' if left else ''}datum.offset"), fontSize=13,
        color=colours.ink, limit=0,
    ).encode(text=alt.Text("label", type="nominal"))  # fmt: skip


def _kinds(channel: Any, values: list[str]) -> Any:
    names = [_(name) for name, _shape in KINDS.values()]
    legend = alt.Legend(title=None, orient="top", labelFontSize=12, symbolSize=140)
    return channel("kind", type="nominal", scale=alt.Scale(domain=names, range=values), legend=legend)
