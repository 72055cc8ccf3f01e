"""The map as files: the picture as it is seen, the tables, the text for a wiki."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import streamlit as st

from models.plan import Plan
from pages.map_parts.chosen import Choices
from pages.shared import session
from planner.drawing.figures import MapFigures
from planner.drawing.journey import Sheet
from planner.drawing.views import VIEWS
from planner.exports.map_picture import MIME, PictureFormat, write_picture
from planner.exports.map_workbook import write_map_workbook
from planner.exports.mermaid import write_mermaid
from planner.exports.message_matrix import message_matrix_csv, message_matrix_xlsx
from planner.language import N_, _

PICTURES = {
    PictureFormat.PNG: N_("Picture (PNG)"),
    PictureFormat.PDF: N_("Picture to print (PDF)"),
    PictureFormat.SVG: N_("Picture to scale (SVG)"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_downloads(plan: Plan, choices: Choices, figures: MapFigures) -> None:
    """Buttons; the files are made when they are asked for."""
    name = file_name(plan)
    with st.popover(_("Download"), icon=":material/download:"):
        for wanted, words in PICTURES.items():
            _button(_(words), f"{name}-{choices.view}.{wanted.value}", MIME[wanted],
                    partial(_picture, plan, choices, figures, session.theme(), wanted))  # fmt: skip
        _button(_("All tables (XLSX)"), f"{name}-map.xlsx", XLSX, partial(write_map_workbook, plan))
        _button(_("Message matrix (XLSX)"), f"{name}-messages.xlsx", XLSX, partial(message_matrix_xlsx, plan))
        _button(
            _("Message matrix (CSV)"), f"{name}-messages.csv", "text/csv", partial(message_matrix_csv, plan)
        )
        _button(_("Journey for a wiki (Mermaid)"), f"{name}-journey.md", "text/markdown",
                lambda: write_mermaid(plan).encode("utf-8"))  # fmt: skip


def _button(words: str, name: str, mime: str, data: Callable[[], bytes]) -> None:
    st.download_button(
        words, data=data, file_name=name, mime=mime, on_click="ignore", type="tertiary", width="stretch",
        key=f"download {name.rpartition('-')[2]}",
    )  # fmt: skip


def _picture(plan: Plan, choices: Choices, figures: MapFigures, theme: str, wanted: PictureFormat) -> bytes:
    sheet = Sheet(lanes=choices.sheet.lanes, titled=True)
    drawing = VIEWS[choices.view][1](plan, figures, choices.shown, sheet)
    on_white = wanted is PictureFormat.PDF  # it is printed
    return write_picture(drawing, "light" if on_white else theme, wanted)


def file_name(plan: Plan) -> str:
    """The plan's name as a file name: letters and digits of any alphabet."""
    return re.sub(r"[^\w]+", "-", plan.name, flags=re.UNICODE).strip("-")[:60] or "plan"
