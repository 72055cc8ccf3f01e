"""The workbook of the map, edited in a spreadsheet and brought back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.changes import with_changes
from models.errors import FileError
from models.plan import Plan, make_plan
from planner.exports.map_workbook import write_map_workbook
from planner.imports.map_workbook import MapPreview, read_map_workbook
from tests.planner.drawings import EXAMPLES, example
from tests.plans import small_plan, small_values


class Book:
    """A workbook opened like a spreadsheet program does."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.book = openpyxl.load_workbook(io.BytesIO(write_map_workbook(plan)))

    def place(self, sheet: str, row: str, column: str) -> Any:
        """The cell of a column in the row with this id ("" for the first empty row)."""
        found = self.book[sheet]
        header = next(
            line for line in found.iter_rows() if any(str(c.value).startswith("id · ") for c in line)
        )
        titles = {str(cell.value): int(cell.column or 0) for cell in header}
        own = next(at for title, at in titles.items() if title.startswith("id · "))
        for line in range(int(header[0].row or 0) + 1, found.max_row + 2):
            if (found.cell(line, own).value or "") == row:
                return found.cell(line, titles.get(column, own))
        raise AssertionError(f"no row {row}")

    def back(self) -> MapPreview:
        file = io.BytesIO()
        self.book.save(file)
        return read_map_workbook(self.plan, file.getvalue(), "map.xlsx")


def after(preview: MapPreview, remove_missing: bool = False) -> Plan:
    return with_changes(preview.plan, preview.changes(remove_missing))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_unedited_workbook_changes_nothing(path: Path) -> None:
    found = Book(example(path)).back()
    assert (found.differences, found.refusals, found.missing) == ([], [], [])
    assert found.changes() == ()


def test_edited_cells_and_new_rows_come_back() -> None:
    book = Book(small_plan())
    book.place("Touchpoints", "t_search", "Current budget, EUR").value = 6500
    book.place("Channels", "", "Channel").value = "Radio"
    line = book.place("Touchpoints", "", "Touchpoint").row
    sheet = book.book["Touchpoints"]
    for title, value in (("Touchpoint", "Morning show"), ("Channel", "Radio"), ("Step", "Visit")):
        sheet.cell(line, book.place("Touchpoints", "t_search", title).column).value = value
    found = book.back()
    assert found.refusals == []
    assert {(one.table, one.column, one.after) for one in found.differences} == {
        ("Channels", "", "new"), ("Touchpoints", "Current budget, EUR", "6500"), ("Touchpoints", "", "new"),
    }  # fmt: skip
    plan = after(found)
    assert plan.touchpoints[0].current_spend == 650_000
    assert plan.touchpoints[-1].channel_id == plan.channels[-1].id


def test_the_wording_at_a_touchpoint_comes_back() -> None:
    path = EXAMPLES[0]
    plan = example(path)
    line = next(line for line in plan.touchpoints if line.messages)
    book = Book(plan)
    row = f"{line.id}/{line.messages[0].message_id}"
    book.place("Wording by touchpoint", row, "Wording here").value = "Как дома"
    found = book.back()
    assert [(one.column, one.after) for one in found.differences] == [("Wording here", "Как дома")]
    assert after(found).by_id["touchpoints"][line.id].messages[0].variant == "Как дома"


def test_a_refused_cell_is_named_and_the_others_are_taken() -> None:
    book = Book(small_plan())
    book.place("Links and conversions", "visit_lead", "Conversion to the next step, %").value = 140
    book.place("Links and conversions", "lead_order", "Conversion to the next step, %").value = "many"
    book.place("Touchpoints", "t_search", "Touchpoint").value = "Search, new name"
    found = book.back()
    assert [(one.table, one.column) for one in found.refusals] == [
        ("Links and conversions", "Conversion to the next step"),
    ] * 2
    assert "not a number" in found.refusals[1].reason
    assert after(found).touchpoints[0].name == "Search, new name"
    assert after(found).links == small_plan().links


def test_rows_taken_out_go_only_when_asked() -> None:
    book = Book(small_plan())
    book.book["Channels"].delete_rows(book.place("Channels", "social", "Channel").row)
    found = book.back()
    assert [(table.code, one) for table, one, _name in found.missing] == [("channels", "social")]
    assert found.changes() == ()
    assert "t_social" not in after(found, remove_missing=True).by_id["touchpoints"]


def test_strange_ids_and_columns_are_refused() -> None:
    book = Book(small_plan())
    book.place("Channels", "social", "").value = "search"
    book.place("Stages", "act", "").value = "nothing"
    book.book["Steps"].cell(book.place("Steps", "visit", "Step").row - 1, 40).value = "My column"
    reasons = {one.reason for one in book.back().refusals}
    assert reasons == {"The id stands twice.", "No row of the plan has this id.", "This column is not known."}


def test_names_that_look_like_formulas_come_back_as_text() -> None:
    values = small_values()
    values["channels"][0]["name"] = "=1+1"
    values["touchpoints"][0]["name"] = "<script>x</script> \u202e"
    assert Book(make_plan(values)).back().changes() == ()


@pytest.mark.parametrize("content", [b"", b"name;kind\n", b"PK\x03\x04 broken"])
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(FileError):
        read_map_workbook(small_plan(), content, "x.xlsx")


def test_a_workbook_of_something_else_is_refused() -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    with pytest.raises(FileError, match="No sheet"):
        read_map_workbook(small_plan(), file.getvalue(), "x.xlsx")
