"""Small tables for tests of quick start."""

from __future__ import annotations

import datetime as dt
from typing import Any

from models.plan import Plan
from planner.imports.quick_start import QuickStartPreview, QuickStartSettings, build_plan, preview
from planner.imports.table_reader import read_table

STEPS = "step,stage,observed,addressable,conversion_to_next,value\nVisits,Reach,10000,50000,,\nLeads,Act,900,,,\nOrders,Convert,200,,,80\n"
LINES = "channel,stage,step,spend,results\nGoogle search,Reach,Visits,4000,3000\nMeta Ads,Reach,Visits,2500.50,2600\nLead ads,Act,Leads,1500,250\n"


def settings(**given: Any) -> QuickStartSettings:
    """October 2026 in euro, unless said otherwise."""
    period = {"period_start": dt.date(2026, 10, 1), "period_end": dt.date(2026, 10, 31)}
    return QuickStartSettings(**(period | given))


def seen(lines: str = LINES, steps: str | None = STEPS, **given: Any) -> QuickStartPreview:
    """The preview of two pasted tables."""
    return preview(read_table(lines), read_table(steps) if steps else None, None, settings(**given))


def row(text: str, header: str = "channel,stage,step,spend,results", **given: Any) -> QuickStartPreview:
    """The preview of one row of lines under the usual steps."""
    return seen(f"{header}\n{text}\n", **given)


def built(lines: str = LINES, steps: str | None = STEPS, **given: Any) -> Plan:
    """The plan of two pasted tables."""
    return build_plan(seen(lines, steps, **given), settings(**given))
