"""The comparison as a file: amounts exact, differences and totals as formulas, hostile names as text."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from models.changes import Set, with_changes
from models.plan import make_plan
from planner.answers import optimise, simulate
from planner.exports.comparison import comparison_csv, comparison_xlsx
from planner.language import use_language
from planner.scenarios import Comparison, SeenScenario, compare
from tests.models.test_periods import values_of

HOSTILE = "=1+1 @cmd"


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    plan = make_plan(values_of(30, 31))
    first = optimise(plan)
    other = with_changes(plan, [Set(path="links.lead_order.conversion", value={"value": 0.4})])
    late = simulate(other, None, {"p1": {"t_search": 600_000, "t_social": 123_456}})
    return compare(
        [SeenScenario("a", "Best", "", plan, first.now, first.proposed),
         SeenScenario("b", HOSTILE, "-1", other, simulate(other), late)]
    )  # fmt: skip


def sheets(comparison: Comparison, values: bool) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(comparison_xlsx(comparison)), data_only=values)
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets
    }


def body(rows: list[list[object]], first: str) -> tuple[dict[str, int], list[list[object]]]:
    head = next(number for number, row in enumerate(rows) if row[0] == first)
    places = {str(title): place for place, title in enumerate(rows[head]) if title}
    return places, [row for row in rows[head + 1 :] if row[0] is not None]


def test_sums_and_differences_are_those_of_the_splits(comparison: Comparison) -> None:
    found = sheets(comparison, values=True)
    places, rows = body(found["Comparison"], "Channel")
    first, second = "1. Best", f"2. {HOSTILE}"
    total = next(row for row in rows if row[0] == "Total")
    spent = [sum(scenario.split.spend.values()) / 100 for scenario in comparison.scenarios]
    assert [total[places[first]], total[places[second]]] == pytest.approx(spent)
    assert total[places[f"{second}, difference"]] == pytest.approx(spent[1] - spent[0])
    assert all(isinstance(row[places[second]], (int, float)) for row in rows)
    formulas = body(sheets(comparison, values=False)["Comparison"], "Channel")[1]
    assert str(formulas[0][places[f"{second}, difference"]]).startswith("=")


def test_every_sheet_says_its_part(comparison: Comparison) -> None:
    found = sheets(comparison, values=True)
    assert list(found) == ["Comparison", "Results", "Periods that differ", "Assumptions"]
    places, rows = body(found["Results"], "Scenario")
    assert rows[1][places["Conversions"]] == pytest.approx(comparison.scenarios[1].split.conversions)
    assert rows[1][0] == f"2. {HOSTILE}"
    assert any("Conversion to the next step" in str(cell) for row in found["Assumptions"] for cell in row)
    periods = body(found["Periods that differ"], "Period")[1]
    assert {str(row[0]) for row in periods if row[0] != "Total"} == {
        "Sep 1, 2026 – Sep 30, 2026", "Oct 1, 2026 – Oct 31, 2026",
    }  # fmt: skip


def test_the_csv_holds_the_same_amounts_and_no_live_formula(comparison: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(comparison_csv(comparison).decode("utf-8-sig"))))
    for row, line in zip(rows, comparison.lines, strict=True):
        assert float(row["1. Best"]) == (line.amounts[0] or 0) / 100
    assert not any(cell.startswith("=") for row in rows for cell in (*row, *row.values()))
