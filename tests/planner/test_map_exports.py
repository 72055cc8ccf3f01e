"""The map as files: picture, workbook, matrix, wiki text."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import openpyxl
import pytest

from models.plan import Plan, make_plan
from planner.drawing.choice import MapFilter
from planner.drawing.figures import map_figures
from planner.drawing.journey import Sheet
from planner.drawing.views import VIEWS
from planner.exports.map_picture import PictureFormat, write_picture
from planner.exports.map_workbook import write_map_workbook
from planner.exports.mermaid import write_mermaid
from planner.exports.message_matrix import message_matrix, message_matrix_csv, message_matrix_xlsx
from planner.map_tables import TABLES
from tests.planner.drawings import EXAMPLES, example, large_outcome
from tests.plans import small_values

HOSTILE = '<script>alert(1)</script> =1+1; [x](y) \u202e\u200b "q"'


@pytest.fixture(scope="module")
def plan() -> Plan:
    return example(EXAMPLES[0])


def hostile_plan() -> Plan:
    values = small_values()
    values["name"] = values["steps"][0]["name"] = values["touchpoints"][0]["name"] = HOSTILE
    values["channels"][0]["name"] = "=cmd()"
    return make_plan(values)


@pytest.mark.parametrize("view", VIEWS)
def test_the_picture_is_a_file_with_its_own_font(plan: Plan, view: str) -> None:
    drawing = VIEWS[view][1](plan, map_figures(plan, large_outcome(plan)), MapFilter(), Sheet(titled=True))
    svg = write_picture(drawing, "light", PictureFormat.SVG)
    assert b"font/woff2" in svg
    assert b"data-target" not in svg
    assert b"http" not in svg.replace(b"http://www.w3.org/2000/svg", b"")
    ElementTree.fromstring(svg)


def test_png_and_pdf_come_from_the_same_svg(plan: Plan) -> None:
    drawing = VIEWS["journey"][1](
        hostile_plan(), map_figures(hostile_plan(), None), MapFilter(), Sheet(titled=True)
    )
    png = write_picture(drawing, "dark", PictureFormat.PNG)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == pytest.approx(2 * drawing.width, abs=2)
    pdf = write_picture(drawing, "light", PictureFormat.PDF)
    assert pdf.startswith(b"%PDF")
    assert b"JourneymixSans" in pdf


def test_every_table_is_a_sheet_and_formulas_stay_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_map_workbook(hostile_plan())))
    assert len(book.sheetnames) == len(TABLES)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert HOSTILE in [cell.value for cell in cells]
    assert {f"id · {code}" for code in TABLES} <= {cell.value for cell in cells}


MATRIX_HEADER = (
    "Segment,Stage,Step,Need or pain,Value proposition,Key message,Proof,Brand check,Channel variant,"
    "Call to action,Destination,Goal and KPI,Creative,Owner,Status,Flight"
)


def test_the_message_matrix_says_all_of_a_message_at_its_touchpoint() -> None:
    values = small_values()
    values["messages"] = [
        {"id": "calm", "text": "We call back within the hour", "need": "Certainty", "brand_checked": True,
         "destination_step_id": "order", "owner": "Anna", "start": "2026-12-01", "status": "draft"},
        {"id": "spare", "text": "Kept for later"},
    ]  # fmt: skip
    values["touchpoints"][0]["messages"] = [{"message_id": "calm", "variant": "Back to you in 60 minutes"}]
    values["goals"] = [
        {
            "id": "g",
            "name": "More leads",
            "place": "step",
            "place_id": "visit",
            "metric": "leads",
            "target": 300,
        }
    ]
    values["creative_rules"] = [
        {
            "id": "r",
            "trigger_step_id": "lead",
            "stuck_for_hours": 48,
            "channel_id": "again",
            "message_id": "calm",
        }
    ]
    matrix = message_matrix(make_plan(values))
    said, again, spare = ([str(row[column.key]) for column in matrix.columns] for row in matrix.rows)
    assert said == [
        "Everybody", "Reach", "Visit", "Certainty", "", "We call back within the hour", "", "yes",
        "Search ads · Search: Back to you in 60 minutes", "", "Order", "More leads (leads, ↑ 300)", "", "Anna",
        "Draft", "Dec 1, 2026 – open end",
    ]  # fmt: skip
    assert again[8] == "Reminder ads · After 48 hours: as it is"
    assert spare[2] == "Said nowhere"


def test_the_message_matrix_goes_out_as_csv_and_workbook(plan: Plan) -> None:
    text = message_matrix_csv(plan).decode("utf-8-sig")
    assert text.splitlines()[0] == MATRIX_HEADER
    sheet = openpyxl.load_workbook(io.BytesIO(message_matrix_xlsx(plan))).worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert MATRIX_HEADER.split(",") in found
    for message in plan.messages:
        assert message.text in text or message.text.replace('"', '""') in text


def test_mermaid_has_a_section_a_stage_and_a_score_a_step(plan: Plan) -> None:
    text = write_mermaid(plan)
    assert text.startswith("journey\n    title ")
    assert text.count("    section ") == len(plan.stages)
    hostile = write_mermaid(hostile_plan())
    assert "<script>" not in hostile
    assert all(line.count(":") in (0, 1, 2) for line in hostile.splitlines())
