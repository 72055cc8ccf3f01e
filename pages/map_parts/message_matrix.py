"""The message matrix on the page: to read and to take away; it is edited in the tables it comes from."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from models.plan import Plan
from pages.map_parts.downloads import XLSX, file_name
from pages.shared.numbers import plain
from planner.exports.message_matrix import message_matrix, message_matrix_csv, message_matrix_xlsx
from planner.exports.table import Cell, exact
from planner.figures_in_words import number
from planner.language import _, ngettext

ROW_HEIGHT = 72
"""High enough that long words are wrapped."""
LONG = ("message", "value", "proof", "variant", "goal")


def draw_message_matrix(plan: Plan) -> None:
    """Every message at every touchpoint with its wording, goal and flight."""
    matrix = message_matrix(plan)
    count = len(matrix.rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        text = ngettext("{count} message at its touchpoint.", "{count} messages at their touchpoints.", count)
        text += " " + _("Wordings are edited in “Wording by touchpoint”, the rest in “Messages”.")
        st.caption(text.format(count=count), width="stretch")
        name = file_name(plan)
        st.download_button(
            _("Message matrix (XLSX)"), data=partial(message_matrix_xlsx, plan), file_name=f"{name}-messages.xlsx",
            mime=XLSX, on_click="ignore", key="matrix xlsx", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            _("CSV"), data=partial(message_matrix_csv, plan), file_name=f"{name}-messages.csv", mime="text/csv",
            on_click="ignore", key="matrix csv", icon=":material/download:",
        )  # fmt: skip
    frame = pd.DataFrame(
        {column.key: [_text(row[column.key]) for row in matrix.rows] for column in matrix.columns},
        dtype="object",
    )
    st.dataframe(
        frame, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
        height=min(640, ROW_HEIGHT * max(count, 1) + 38),
        column_config={
            column.key: st.column_config.TextColumn(
                plain(column.title, 80), width="medium" if column.key in LONG else None
            )
            for column in matrix.columns
        },
        alt=_("Table: {name}").format(name=_("Message matrix")),
    )  # fmt: skip


def _text(cell: Cell) -> str:
    """A cell as text; a number that is not known stays empty."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else number(float(exact(cell)))
