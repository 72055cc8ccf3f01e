"""Pictures of the screen "Use my numbers": where the money went, and the plan beside what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from models.money import to_major
from models.reference_period import Arrival
from pages.quick_start_parts.wording import price_of_result
from pages.shared.numbers import money, money_major, people, plain
from pages.shared.palette import palette
from planner.imports.quick_start import QuickStartPreview
from planner.imports.quick_start_records import LineInput
from planner.language import _, ngettext

LINES_SHOWN = 16
ROW_HEIGHT = 29
LEGEND_HEIGHT = 56
STAGE_COLOURS = ("#1f6fb2", "#0a7d8c", "#c47f17", "#7a4fb5", "#b23a48", "#3d6b35", "#99582a", "#52606d")


@dataclass(frozen=True)
class ComparedStep:
    """One step: observed people and what the plan gives for them, in words as well."""

    step: str
    observed: float | None
    now: Arrival
    observed_said: str
    simulated_said: str


def spend_picture(found: QuickStartPreview, currency: str) -> Any:
    """Money by line, the largest first, coloured by stage, with results and their price beside it."""
    paid = sorted((line for line in found.lines if line.spend), key=lambda line: -line.spend)
    rows = [_spend_row(line, currency) for line in paid[:LINES_SHOWN]]
    rest = paid[LINES_SHOWN:]
    if rest:
        rows.append(_rest_row(rest, currency))
    stages = list(dict.fromkeys(plain(step.stage, 30) for step in found.steps))
    colours = palette()
    widest = max((row["value"] for row in rows), default=1.0)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("name", type="nominal", sort=[row["name"] for row in rows], title=None,
                axis=alt.Axis(labelLimit=260, labelOverlap=False, domain=False, ticks=False, labelFontSize=13)),
        x=alt.X("value", type="quantitative", axis=None, scale=alt.Scale(domain=[0, widest * 1.9], nice=False)),
        tooltip=alt.Tooltip("said", type="nominal", title=" "),
    )  # fmt: skip
    bar = base.mark_bar(cornerRadiusEnd=4, height=18).encode(
        color=alt.Color("stage", type="nominal", sort=stages, title=None,
                        scale=alt.Scale(domain=stages, range=list(STAGE_COLOURS[: max(len(stages), 1)])),
                        legend=alt.Legend(orient="top", labelFontSize=13))
    )  # fmt: skip
    words = base.mark_text(align="left", dx=6, fontSize=12, color=colours.ink).encode(
        text=alt.Text("said", type="nominal")
    )
    return _plain(alt.layer(bar, words).properties(height=max(len(rows), 1) * ROW_HEIGHT + LEGEND_HEIGHT))


def _spend_row(line: LineInput, currency: str) -> dict[str, Any]:
    said = [money(line.spend, currency)]
    price = price_of_result(line.spend, line.results, currency)
    if line.results and price is not None:
        counted = ngettext("{count} result", "{count} results", line.results).format(
            count=people(line.results)
        )
        said += [counted, _("{price} each").format(price=money_major(price, currency))]
    else:
        said.append(_("no result"))
    name = plain(line.channel, 60) + (f" · {plain(line.segment, 30)}" if line.segment else "")
    shown = f"{name} → {plain(line.step, 30)}"
    return {
        "name": shown, "stage": plain(line.stage, 30), "value": to_major(line.spend, currency),
        "said": " · ".join(said),
    }  # fmt: skip


def _rest_row(rest: Sequence[LineInput], currency: str) -> dict[str, Any]:
    spend = sum(line.spend for line in rest)
    name = ngettext("{count} smaller line", "{count} smaller lines", len(rest)).format(count=len(rest))
    return {"name": name, "stage": "", "value": to_major(spend, currency), "said": money(spend, currency)}


def reality_picture(steps: Sequence[ComparedStep]) -> Any:
    """Each step on a scale of its own: what was seen, and below it what the plan gives and whence."""
    colours = palette()
    parts = [_("You saw"), _("Brought by lines"), _("From the steps before"), _("Came unpaid")]
    rows = [row for step in steps for row in _compared_rows(step, parts)]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("step", type="nominal", sort=[step.step for step in steps], title=None,
                scale=alt.Scale(paddingInner=0.35),
                axis=alt.Axis(labelLimit=230, labelOverlap=False, domain=False, ticks=False, labelFontSize=14,
                              labelFontWeight=600)),
        yOffset=alt.YOffset("role", type="nominal", sort=["saw", "gives"]),
    )  # fmt: skip
    across: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[0, 1.3], nice=False)}
    bar = base.transform_filter("datum.part != ''").mark_bar().encode(
        x=alt.X("start", type="quantitative", **across), x2="end",
        color=alt.Color("part", type="nominal", sort=parts, title=None,
                        scale=alt.Scale(domain=parts, range=[colours.now, colours.proposed, "#4f86b5", "#c9a24d"]),
                        legend=alt.Legend(orient="top", labelFontSize=13, labelLimit=240)),
        tooltip=alt.Tooltip("said", type="nominal", title=" "),
    )  # fmt: skip
    words = base.transform_filter("datum.part == ''").mark_text(
        align="left", dx=6, fontSize=13, color=colours.ink
    )
    said = words.encode(x=alt.X("end", type="quantitative", **across), text=alt.Text("said", type="nominal"))
    return _plain(alt.layer(bar, said).properties(height=max(len(steps), 1) * 64 + LEGEND_HEIGHT))


def _compared_rows(step: ComparedStep, parts: Sequence[str]) -> list[dict[str, Any]]:
    """Pieces of the two bars of a step, and the words at their ends."""
    observed, now = step.observed or 0.0, step.now
    whole = max(observed, now.volume, 1e-9)
    pieces = [("saw", parts[0], 0.0, observed)]
    start = 0.0
    for part, amount in zip(
        parts[1:], (now.brought, now.from_before, now.organic + now.pipeline), strict=True
    ):
        pieces.append(("gives", part, start, start + amount))
        start += amount
    rows = [
        {"step": step.step, "role": role, "part": part, "start": low / whole, "end": high / whole,
         "said": f"{part}: {people(high - low)}"}
        for role, part, low, high in pieces if high > low
    ]  # fmt: skip
    ends = (("saw", observed, step.observed_said), ("gives", now.volume, step.simulated_said))
    return rows + [
        {"step": step.step, "role": role, "part": "", "start": 0.0, "end": end / whole, "said": said}
        for role, end, said in ends
    ]


def _plain(chart: Any) -> Any:
    """Words in the reader's ink, no frame, no grid."""
    ink = palette().ink
    return (
        chart.properties(background="transparent")
        .configure_view(stroke=None)
        .configure_axis(labelColor=ink, titleColor=ink, grid=False)
        .configure_legend(labelColor=ink, titleColor=ink)
    )
