"""Scenarios side by side as a file: their lines with differences, results, periods and assumptions."""

from __future__ import annotations

from collections.abc import Iterator

from models.money import exact_major
from planner.exports.csv import write_csv
from planner.exports.table import Cell, Column, ExportTable, Kind
from planner.exports.xlsx import BarChart, write_workbook
from planner.language import _
from planner.periods import period_name
from planner.scenarios import ComparedLine, Comparison

MOST_SERIES = 4
"""So many scenarios stand beside each other in the chart."""


def lines_table(comparison: Comparison) -> ExportTable:
    """A row a touchpoint: its money in each scenario, and how far that is from the first (a formula)."""
    columns = (
        Column("channel", _("Channel"), Kind.TEXT), Column("stage", _("Stage"), Kind.TEXT),
        Column("touchpoint", _("Touchpoint"), Kind.TEXT), *_money_columns(comparison),
    )  # fmt: skip
    rows = tuple(
        {"channel": line.channel, "stage": line.stage, "touchpoint": line.name, **_amounts(comparison, line)}
        for line in comparison.lines
    )
    return ExportTable(_("Comparison"), columns, rows, _notes(comparison))


def results_table(comparison: Comparison) -> ExportTable:
    """A row a scenario: what it spends and brings."""
    columns = (
        Column("scenario", _("Scenario"), Kind.TEXT), Column("note", _("Note"), Kind.TEXT),
        Column("spend", _("Set in platform"), Kind.MONEY), Column("charged", _("Charge to budget"), Kind.MONEY),
        Column("conversions", _("Conversions"), Kind.PEOPLE),
        Column("later", _("of them after the plan"), Kind.PEOPLE),
        Column("cost", _("Cost per conversion"), Kind.MONEY, "IF({conversions}=0,0,{charged}/{conversions})"),
        Column("revenue", _("Revenue"), Kind.MONEY),
    )  # fmt: skip
    rows: list[dict[str, Cell]] = []
    for title, scenario in zip(titles(comparison), comparison.scenarios, strict=True):
        split, currency = scenario.split, scenario.plan.currency
        charged = round(split.charged, 2)
        rows.append(
            {
                "scenario": title, "note": scenario.note,
                "spend": exact_major(sum(split.spend.values()), currency), "charged": charged,
                "conversions": split.conversions, "later": split.later_conversions,
                "cost": charged / split.conversions if split.conversions else 0.0, "revenue": split.revenue,
            }
        )  # fmt: skip
    return ExportTable(_("Results"), columns, tuple(rows), _notes(comparison))


def periods_table(comparison: Comparison) -> ExportTable:
    """A row a period and touchpoint that spends differently in it."""
    columns = (
        Column("period", _("Period"), Kind.TEXT), Column("touchpoint", _("Touchpoint"), Kind.TEXT),
        *_money_columns(comparison),
    )  # fmt: skip
    rows = tuple(
        {
            "period": period_name(period.period),
            "touchpoint": line.name,
            **_amounts(comparison, line),
        }
        for period in comparison.periods
        for line in period.lines
    )
    return ExportTable(_("Periods that differ"), columns, rows, _notes(comparison))


def assumptions_table(comparison: Comparison) -> ExportTable:
    """A row a difference in question or assumptions from the first scenario."""
    columns = (
        Column("scenario", _("Scenario"), Kind.TEXT), Column("what", _("What"), Kind.TEXT),
        Column("first", titles(comparison)[0], Kind.TEXT), Column("here", _("Here"), Kind.TEXT),
    )  # fmt: skip
    rows = tuple(
        {"scenario": title, "what": one.what, "first": one.before, "here": one.after}
        for title, differences in zip(titles(comparison), comparison.differences, strict=True)
        for one in differences
    )
    return ExportTable(_("Assumptions"), columns, rows, _notes(comparison))


def titles(comparison: Comparison) -> list[str]:
    """“1. Careful”: no two are alike."""
    return [f"{place}. {scenario.name}" for place, scenario in enumerate(comparison.scenarios, 1)]


def comparison_csv(comparison: Comparison) -> bytes:
    """The lines of the comparison as CSV."""
    return write_csv(lines_table(comparison))


def comparison_xlsx(comparison: Comparison) -> bytes:
    """The comparison as a workbook: lines with a chart, results, periods that differ, assumptions."""
    sheets = [lines_table(comparison), results_table(comparison)]
    if comparison.periods:
        sheets.append(periods_table(comparison))
    sheets.append(assumptions_table(comparison))
    currency = comparison.scenarios[0].plan.currency
    series = tuple(f"amount{place}" for place in range(len(comparison.scenarios)))[:MOST_SERIES]
    chart = BarChart(_("Money by touchpoint"), "touchpoint", series, currency)
    return write_workbook(sheets, currency, chart)


def _money_columns(comparison: Comparison) -> Iterator[Column]:
    for place, title in enumerate(titles(comparison)):
        yield Column(f"amount{place}", title, Kind.MONEY, total="sum")
        if place:
            name = _("{scenario}, difference").format(scenario=title)
            yield Column(f"apart{place}", name, Kind.MONEY, f"{{amount{place}}}-{{amount0}}", "sum")


def _amounts(comparison: Comparison, line: ComparedLine) -> dict[str, Cell]:
    """Amounts and differences of a line; empty where a scenario does not have it."""
    found: dict[str, Cell] = {}
    currency, first = comparison.scenarios[0].plan.currency, line.amounts[0]
    for place, amount in enumerate(line.amounts):
        found[f"amount{place}"] = None if amount is None else exact_major(amount, currency)
        if place:
            found[f"apart{place}"] = exact_major((amount or 0) - (first or 0), currency)
    return found


def _notes(comparison: Comparison) -> tuple[str, ...]:
    plan = comparison.scenarios[0].plan
    said = _("Amounts in {currency}, as set in the platforms. Differences are from the first scenario.")
    return (plan.name, said.format(currency=plan.currency))
