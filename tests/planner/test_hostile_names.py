"""Whatever a name looks like, it is text: in the drawing, SVG, PDF, workbook, CSV and wiki text."""

from __future__ import annotations

import csv
import io
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from models.plan import Plan, make_plan
from planner.drawing.choice import LANES, MapFilter
from planner.drawing.figures import map_figures
from planner.drawing.journey import Sheet
from planner.drawing.shapes import Drawing
from planner.drawing.svg import to_svg
from planner.drawing.text import clean
from planner.drawing.views import VIEWS
from planner.exports.map_picture import PictureFormat, write_picture
from planner.exports.map_workbook import write_map_workbook
from planner.exports.mermaid import write_mermaid
from planner.exports.message_matrix import message_matrix_csv, message_matrix_xlsx
from planner.imports.map_workbook import read_map_workbook
from tests.planner.drawings import assert_sound, large_outcome, texts
from tests.plans import small_values

NAMES = {
    "script": "<script>alert('x')</script><img src=x onerror=alert(1)>&lt;b&gt;\"'",
    "markdown": "**b** [a](http://e.example) $x$ :material/home: # h | `c` ~~s~~",
    "formula": "=HYPERLINK(\"http://e.example\",\"x\")",
    "plus": "+1+cmd|' /C calc'!A0",
    "long": "Ы" * 2_500 + " " + "x" * 2_490,
    "right_to_left": "\u202eevil \u2066نظرة عامة\u2069 שלום",
    "zero_width": "zero\u200bwidth\u200d join\ufeffer 👩\u200d💻",
    "control": "tab\tline\nbreak\x07bell",
}  # fmt: skip
DRAWN = {"svg", "g", "path", "rect", "text", "title", "style", "defs", "marker"}


def hostile_plan(name: str) -> Plan:
    """The small plan where everything that a person names has this name."""
    values: dict[str, Any] = small_values(name=name, description=name)
    values["messages"] = [
        {
            "id": "m",
            "text": name,
            "need": name,
            "proof": name,
            "owner": name,
            "creative_link": name,
            "call_to_action": name,
        }
    ]
    values["goals"] = [
        {"id": "g", "name": name, "metric": name, "place": "step", "place_id": "visit", "target": 1}
    ]
    values["campaigns"] = [{"id": "c", "name": name, "strategy": name, "touchpoint_ids": ["t_search"]}]
    values["scripts"] = [{"id": "s", "step_id": "lead", "customer_action": name, "company_reaction": name}]
    values["creative_rules"] = [
        {"id": "r", "trigger_step_id": "lead", "message_id": "m", "stop_condition": name}
    ]
    values["touchpoints"][0] |= {
        "messages": [{"message_id": "m", "variant": name}],
        "contact": name,
        "note": name,
    }
    values["stages"][0] |= {"customer_goal": name, "business_goal": name, "business_process": name}
    values["steps"][1] |= {
        "actions": [name], "needs": [name], "metrics": name, "problems": [{"id": "p", "text": name, "source": name}],
        "emotion_now": {"score": -1, "name": name}, "emotion_goal": {"score": 2, "name": name},
    }  # fmt: skip
    values["links"][0]["variant"] = name
    for collection in ("segments", "stages", "steps", "pools", "channels", "touchpoints"):
        for number, record in enumerate(values[collection]):
            record["name"] = f"{name} {number}" if number else name
    return make_plan(values)


@pytest.fixture(params=NAMES, scope="module")
def plan(request: pytest.FixtureRequest) -> Plan:
    """A plan full of one hostile name."""
    return hostile_plan(NAMES[request.param])


def drawing(plan: Plan, view: str) -> Drawing:
    figures = map_figures(plan, large_outcome(plan))
    return VIEWS[view][1](plan, figures, MapFilter(), Sheet(lanes=tuple(LANES), titled=True))


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_drawn_whole_and_as_text(plan: Plan, view: str) -> None:
    drawn = drawing(plan, view)
    assert_sound(drawn)
    letters = "".join("".join(text.lines) for text in texts(drawn)).replace(" ", "")
    assert "".join(clean(plan.name).split()) in "".join(letters.split())
    for for_file in (False, True):
        tree = ElementTree.fromstring(to_svg(drawn, "dark", for_file=for_file))
        assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= DRAWN
        names = {name for element in tree.iter() for name in element.attrib}
        assert not any(name.startswith("on") or "href" in name for name in names)


def test_a_picture_to_print_does_nothing_by_itself(plan: Plan) -> None:
    drawn = drawing(plan, "funnel")
    pdf = write_picture(drawn, "light", PictureFormat.PDF)
    assert pdf.startswith(b"%PDF")
    for active in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/OpenAction", b"/EmbeddedFile"):
        assert active not in pdf
    if len(plan.name) < 1_000:  # a picture of that many pixels takes a while
        assert write_picture(drawn, "dark", PictureFormat.PNG).startswith(b"\x89PNG")


def test_a_workbook_holds_it_as_text_and_brings_it_back_unchanged(plan: Plan) -> None:
    content = write_map_workbook(plan)
    for file in (content, message_matrix_xlsx(plan)):
        book = openpyxl.load_workbook(io.BytesIO(file))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
        assert plan.name.replace("\x07", "") in {str(cell.value).replace("_x0007_", "") for cell in cells}
    found = read_map_workbook(plan, content, "map.xlsx")
    assert (found.differences, found.refusals, found.missing) == ([], [], [])


def test_csv_and_wiki_text_run_nothing(plan: Plan) -> None:
    rows = list(csv.reader(io.StringIO(message_matrix_csv(plan).decode("utf-8-sig"), newline="")))
    assert len(rows) == 3
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip(" \u00a0\ufeff").startswith(("=", "+", "-", "@", "\t"))
    wiki = write_mermaid(plan)
    assert "<script" not in wiki
    assert wiki.count("\n    section ") == len(plan.stages)
