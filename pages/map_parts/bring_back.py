"""An edited workbook of the map brought back: what differs, what is refused and why, then saved at once."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from models.errors import JourneymixError
from models.plan import Plan
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import safe_text
from planner.exports.map_workbook import write_map_workbook
from planner.imports.map_workbook import MapPreview, read_map_workbook
from planner.language import _, ngettext, say_error

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_bring_back(plan: Plan, file_name: str) -> None:
    """Download of all tables, and the way back."""
    with st.expander(_("Edit in a spreadsheet"), icon=":material/table_view:"):
        st.download_button(
            _("Download all tables (XLSX)"), data=lambda: write_map_workbook(plan), file_name=f"{file_name}-map.xlsx",
            mime=XLSX, on_click="ignore", key="download workbook",
        )  # fmt: skip
        turn = session.recall("map upload turn", 0)
        given = st.file_uploader(_("Bring the edited workbook back"), type=["xlsx"], key=f"map upload {turn}")
        if given is None:
            return
        try:
            found = read_map_workbook(plan, given.getvalue(), given.name)
        except JourneymixError as error:
            st.error(safe_text(say_error(error), 1_000), icon=":material/error:")
            return
        _draw_preview(found)


def _draw_preview(found: MapPreview) -> None:
    differences, refusals, missing = found.differences, found.refusals, found.missing
    if not (differences or refusals or missing):
        st.info(_("The file says what the plan says: nothing differs."))
        return
    if differences:
        st.markdown(
            ngettext("{count} difference", "{count} differences", len(differences)).format(
                count=len(differences)
            )
        )
        titles = [_("Table"), _("Row"), _("Column"), _("In the plan"), _("In the file")]
        body = [(one.table, one.name, one.column, one.before, one.after) for one in differences]
        st.dataframe(pd.DataFrame(body, columns=titles), hide_index=True)
    if refusals:
        text = ngettext("{count} cell is refused:", "{count} cells are refused:", len(refusals))
        st.warning(text.format(count=len(refusals)))
        titles = [_("Table"), _("Line"), _("Column"), _("Reason")]
        rows = [(one.table, one.line, one.column, one.reason) for one in refusals]
        st.dataframe(pd.DataFrame(rows, columns=titles), hide_index=True)
    remove = False
    if missing:
        text = ngettext(
            "Remove the row that is missing in the file, with what needs it: {names}",
            "Remove the {count} rows that are missing in the file, with what needs them: {names}",
            len(missing),
        )  # fmt: skip
        names = ", ".join(name for _table, _id, name in missing)
        remove = st.checkbox(
            text.format(count=len(missing), names=safe_text(names, 300)), key="map remove missing"
        )
    st.button(
        _("Take it over"), type="primary", key="map take over", disabled=not (differences or remove),
        on_click=_take_over, args=(found, remove),
    )  # fmt: skip


@called_by_widget
def _take_over(found: MapPreview, remove_missing: bool) -> None:
    try:
        changes = found.changes(remove_missing)
    except JourneymixError as error:
        session.tell("error", say_error(error))
        return
    if session.commit(changes, _("Map edited in a spreadsheet")):
        session.remember("map upload turn", session.recall("map upload turn", 0) + 1)
