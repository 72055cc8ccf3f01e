"""docs/quick_start.md: its tables are read as it says, its columns are the code's, refusals are true."""

from __future__ import annotations

import datetime as dt

from planner.imports.columns import FIELDS, TableKind
from planner.imports.quick_start import QuickStartSettings, build_plan, preview
from planner.imports.table_reader import read_table
from tests.docs.pages import as_table, check_tables, fenced

SETTINGS = QuickStartSettings(period_start=dt.date(2026, 10, 1), period_end=dt.date(2026, 10, 31))
STEPS = "step,stage,observed,addressable\nVisit,Reach,1000,9000\nOrder,Convert,50,\n"

REFUSED = (
    "Radio,Reach,Visit,,500",
    "Radio,Reach,Visit,-20,500",
    "Radio,Reach,Visit,many,500",
    "Radio,,,100,500",
    "Radio,Reach,Basket,100,500",
    "Radio,Convert,Visit,100,500",
    ",Reach,Visit,100,500",
    "Radio,Reach,Visit,0,",
)
"""channel, stage, step, spend, results of rows that are refused."""


def field_table(kind: TableKind) -> str:
    rows = (
        [
            f"`{f.name}`",
            "yes" if f.needed else "",
            f.title,
            f.help,
            ", ".join(n for n in f.names[:4] if n.isascii() and n != f.name),
        ]
        for f in FIELDS[kind]
    )
    return as_table(["column", "needed", "what", "", "also called"], rows)


def refusal(row: str) -> list[str]:
    lines = f"channel,stage,step,spend,results\nSearch,Reach,Visit,200,90\n{row}\n"
    found = preview(read_table(lines.encode()), read_table(STEPS.encode()), None, SETTINGS)
    assert [line.channel for line in found.lines] == ["Search"], row
    (remark,) = found.refusals
    return [f"`{row}`", remark.column or "the row", remark.reason(), remark.advice()]


def test_the_page_holds_the_tables_of_the_code() -> None:
    refusals = as_table(
        ["channel, stage, step, spend, results", "column", "what is said", "what to do"],
        map(refusal, REFUSED),
    )
    check_tables(
        "quick_start.md",
        {"line fields": field_table("lines"), "step fields": field_table("steps"), "refusals": refusals},
    )


def test_the_example_of_the_page_becomes_a_plan() -> None:
    lines, steps = (read_table(block.encode()) for block in fenced("quick_start.md", "csv"))
    found = preview(lines, steps, None, SETTINGS)
    assert not found.refusals
    assert found.ready
    plan = build_plan(found, SETTINGS)
    assert [step.name for step in plan.steps] == ["Visit", "Cart", "Order"]
    assert plan.rules.total_budget == 28_350_00
    kinds = {channel.name: channel.kind for channel in plan.channels}
    assert kinds["Google brand"] == "brand_search"
    assert kinds["Newsletter"] == "email"
