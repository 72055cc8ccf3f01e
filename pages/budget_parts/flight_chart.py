"""The flight chart: a bar a touchpoint and period, on a line of days, with the days without spend."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from models.allocation import Outcome
from models.calendar import open_days
from models.channel_kinds import CHANNEL_KINDS
from models.communication import Channel, Touchpoint
from models.plan import Plan
from pages.budget_parts.charts import Spec, plain_view, said_on_hover
from pages.shared.numbers import date, money, plain
from pages.shared.palette import palette
from planner.figures_in_words import month_name
from planner.language import _
from planner.periods import period_name

ROW_HEIGHT = 22
LONG = 100
"""Days from which the axis names months instead of days."""

FAINTEST = 0.35
"""Opacity of a bar with next to no money; the fullest of a row is opaque."""


def flight_rows(plan: Plan, split: Outcome) -> list[dict[str, Any]]:
    """A row a touchpoint with money and period: `line`, `start`, `end`, `full`, `colour`, `said`."""
    found = []
    for line in plan.touchpoints:
        amounts = [split.periods[period.id].spend.get(line.id, 0) for period in plan.periods]
        most = max((amount / p.days for amount, p in zip(amounts, plan.periods, strict=True)), default=0)
        for period, amount in zip(plan.periods, amounts, strict=True):
            if amount:
                found.append(
                    {
                        "line": _name(line), "start": _day(period.start), "end": _after(period.end),
                        "full": FAINTEST + (1 - FAINTEST) * amount / period.days / most,
                        "colour": channel_colour(plan.by_id["channels"][line.channel_id]),
                        "said": f"{_name(line)} · {period_name(period)}: {money(amount, plan.currency)}",
                    }
                )  # fmt: skip
    return found


def dark_rows(plan: Plan, lines: Sequence[str]) -> list[dict[str, Any]]:
    """A row a touchpoint and stretch of days without spend, for touchpoints by name."""
    found = []
    for stop in plan.blackouts:
        start, end = max(stop.start, plan.start), min(stop.end, plan.end)
        for line in plan.touchpoints:
            if start <= end and _name(line) in lines and _pauses(plan, line, start):
                said = f"{plain(stop.name, 60)}: {date(stop.start)} – {date(stop.end)}"
                found.append({"line": _name(line), "start": _day(start), "end": _after(end), "said": said})
    return found


def _pauses(plan: Plan, line: Touchpoint, day: dt.date) -> bool:
    period = plan.periods[0].model_copy(update={"start": day, "end": day})
    return open_days(plan, line, period) == 0


def flight_chart(plan: Plan, split: Outcome) -> Spec:
    """Bars of money over the days of the plan, the stronger the more a day; grey: days without spend."""
    colours, rows = palette(), flight_rows(plan, split)
    names = list(dict.fromkeys(row["line"] for row in rows))
    bar = {"type": "bar", "height": {"band": 0.72}, "cornerRadius": 2}
    x = {
        "field": "start", "type": "temporal", "title": None, "scale": {"domain": [_day(plan.start), _after(plan.end)]},
        "axis": {
            "grid": True, "gridColor": colours.grid, "labelColor": colours.ink, "labelOverlap": True, "orient": "top",
            **_ticks(plan),
        },
    }  # fmt: skip
    y = {
        "field": "line", "type": "nominal", "sort": names, "title": None,
        "axis": {"domain": False, "ticks": False, "labelLimit": 230, "labelFontSize": 12, "labelColor": colours.ink},
    }  # fmt: skip
    return {
        "height": ROW_HEIGHT * max(len(names), 1) + 30,
        "encoding": {"x": x, "x2": {"field": "end"}, "y": y, "tooltip": said_on_hover()},
        "layer": [
            {
                "data": {"values": rows}, "mark": bar,
                "encoding": {
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                    "opacity": {"field": "full", "type": "quantitative", "scale": None},
                },
            },
            {
                "data": {"values": dark_rows(plan, names)},
                "mark": {**bar, "color": colours.soft_ink, "stroke": colours.page, "strokeWidth": 1, "opacity": 0.9},
            },
        ],
        **plain_view(),
    }  # fmt: skip


def _ticks(plan: Plan) -> dict[str, Any]:
    """Ticks at months with their year, in a short plan at days; in the reader's words."""
    names = [month_name(number) for number in range(1, 13)]
    if plan.days > LONG:
        year = f"{json.dumps(names)}[month(datum.value)] + ' ' + year(datum.value)"
        last = "datum.index > 0.999 ? '' : "  # the day after the plan
        return {"tickCount": {"interval": "month", "step": 1}, "labelExpr": last + year, "labelAlign": "left"}
    return {"labelExpr": f"date(datum.value) + ' ' + {json.dumps(names)}[month(datum.value)]"}


def _name(line: Touchpoint) -> str:
    return plain(line.name, 40)


def _day(day: dt.date) -> str:
    """With the time of day: a date alone would be read as midnight in Greenwich."""
    return f"{day.isoformat()}T00:00:00"


def _after(day: dt.date) -> str:
    return _day(day + dt.timedelta(days=1))


def channel_colour(channel: Channel) -> str:
    """The channel's own colour, or that of its kind."""
    return channel.colour or CHANNEL_KINDS[channel.kind].colour


def legend_words(plan: Plan) -> str:
    """What the bars mean."""
    said = _("Each bar: a touchpoint's money in a period, the stronger the more a day.")
    return f"{said} {_('Grey: days without spend.')}" if plan.blackouts else said
