"""The allocation table as it leaves: read back by other libraries, sums held against the plan."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from models.allocation import Allocation
from models.money import exact_major
from planner.answers import optimise
from planner.explain import honest_answer
from planner.exports.allocation_table import COLUMNS, allocation_table
from planner.exports.csv import write_csv
from planner.exports.workbook import allocation_workbook
from planner.language import speaking
from tests.planner.answered import hostile_plan, small_answer
from tests.plans import small_plan

TITLES = (
    "Segment, Channel, Stage, Step, Touchpoint, Message, Goal, Objective, Start, End, Current budget, Budget, "
    "Share %, Change, Change %, Platform-reported entries, De-duplicated entries, Conversions, CPA, Revenue, ROAS, "
    "Marginal conversions per 1,000, Lower limit, Upper limit, Binding limit, Curve source, Set in platform, "
    "Charge to budget"
)


@pytest.fixture(scope="module")
def hostile() -> Allocation:
    return optimise(hostile_plan())


def sheet_values(content: bytes) -> tuple[list[str], list[list[Any]]]:
    """Header and rows under it, as stored values."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    place = next(i for i, row in enumerate(rows) if row and row[0] == "Segment")
    return [str(title) for title in rows[place]], rows[place + 1 :]


def test_columns_are_those_promised() -> None:
    assert ", ".join(title for _key, title, *_rest in COLUMNS) == TITLES


def test_workbook_adds_up_to_the_exact_total(hostile: Allocation) -> None:
    content = allocation_workbook(hostile)
    header, rows = sheet_values(content)
    lines = len(hostile.proposed.spend)
    budget, charge = header.index("Budget"), header.index("Charge to budget")
    body, total = rows[:lines], rows[lines]
    assert total[0] == "Total"
    wanted = float(exact_major(hostile.plan.rules.total_budget, "EUR"))
    assert total[budget] == wanted
    assert total[charge] == wanted
    assert sum(Decimal(str(row[budget])) for row in body) == Decimal(str(wanted))
    assert sum(float(str(row[header.index("Share %")])) for row in body) == pytest.approx(1.0)
    conversions = header.index("Conversions")
    assert sum(float(str(row[conversions])) for row in body) == pytest.approx(float(str(total[conversions])))


def test_formulas_are_ours_and_user_text_is_text(hostile: Allocation) -> None:
    book = openpyxl.load_workbook(io.BytesIO(allocation_workbook(hostile)))
    sheet = book.worksheets[0]
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    for cell in formulas:
        assert re.fullmatch(
            r"=(SUM|IF|IFERROR|\$?[A-Z]{1,2}\$?\d+|[-+*/():,<>=. \d]|\"\")+", str(cell.value)
        ), cell.value
    texts = {
        str(cell.value): cell.data_type for row in sheet.iter_rows() for cell in row if cell.data_type == "s"
    }
    assert texts["=1+1"] == "s"
    assert texts["<script>alert(1)</script>"] == "s"
    assert any(text.startswith("@SUM") for text in texts)
    assert len(sheet._charts) == 1  # type: ignore[attr-defined]


def test_recalculated_formulas_equal_the_stored_values(hostile: Allocation) -> None:
    content = allocation_workbook(hostile)
    formulas = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    head = next(row[0].row for row in formulas.iter_rows() if row[0].value == "Segment")
    place = {cell.value: int(cell.column or 0) for cell in formulas[head]}
    last = head + len(hostile.proposed.spend)
    for row in range(head + 1, last + 1):
        change = values.cell(row, place["Change"]).value
        budget, now = (values.cell(row, place[name]).value for name in ("Budget", "Current budget"))
        assert isinstance(budget, (int, float))
        assert isinstance(now, (int, float))
        assert change == pytest.approx(budget - now)
        assert str(formulas.cell(row, place["Change"]).value).startswith("=")
    total = formulas.cell(last + 1, place["Budget"]).value
    assert str(total).startswith("=SUM(")
    assert f"{head + 1}:" in str(total)
    assert str(total).endswith(f"{last})")


def test_second_sheet_holds_question_and_honest_sentence(hostile: Allocation) -> None:
    book = openpyxl.load_workbook(io.BytesIO(allocation_workbook(hostile)))
    said = [str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row]
    assert honest_answer(hostile).text() in said
    assert any("€9,000.01" in text for text in said)
    evidence = [str(cell.value) for row in book.worksheets[2].iter_rows() for cell in row]
    assert any("assumed; elasticity 0.6" in text for text in evidence)


def test_csv_opens_as_text_and_adds_up(hostile: Allocation) -> None:
    content = write_csv(allocation_table(hostile))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert sum(Decimal(row["Budget"]) for row in rows) == exact_major(hostile.plan.rules.total_budget, "EUR")
    assert rows[0]["Channel"] == "'=1+1"
    assert rows[0]["Touchpoint"].startswith("'@SUM")
    assert rows[1]["Touchpoint"].startswith("'-2+3")
    assert float(rows[0]["Change"]) + float(rows[1]["Change"]) + float(rows[2]["Change"]) == pytest.approx(
        0.01
    )


def test_csv_of_a_reader_with_decimal_commas() -> None:
    with speaking("en", "de"):
        content = write_csv(allocation_table(small_answer())).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))
    assert sum(Decimal(row["Budget"].replace(",", ".")) for row in rows) == 9_000


def test_with_fees_and_vat_the_charges_add_up_to_the_total() -> None:
    plan = small_plan(
        money={"total_is": "all_in", "vat_rate": 0.2, "vat_reclaimable": False},
        rules={"total_budget": 1_080_000, "assumed_move_limit": None},
    )
    table = allocation_table(optimise(plan))
    assert abs(table.total("charge_to_budget") - Decimal(10_800)) <= Decimal("0.02")
    assert table.total("set_in_platform") < table.total("charge_to_budget")
    assert "fees" in table.notes[1]
