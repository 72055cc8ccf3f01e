"""Second step: what every row becomes, every refusal with its reason, and the columns to correct."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from models.errors import JourneymixError
from pages.quick_start_parts import draft
from pages.quick_start_parts.pictures import spend_picture
from pages.quick_start_parts.wording import FATE_SIGNS, FATE_WORDS, preview_words, reading_words
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import money, people, plain, safe_text
from planner.imports.columns import FIELDS, TableKind
from planner.imports.quick_start import QuickStartPreview, names_same_line
from planner.imports.quick_start_records import Question, Remark
from planner.imports.table_reader import Table
from planner.language import _, ngettext, say_error

SENTENCES_SHOWN = 12
ROWS_SHOWN = 2_000
"""Rows of the preview sent to the browser; refusals are always sent whole."""


def draw_check() -> None:
    """Sentence and picture first, then what stands in the way, then rows and columns."""
    try:
        found = draft.found()
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 1_500), icon=":material/error:")
        _draw_columns(open_first=True)
        _draw_back()
        return
    if found is None:
        st.info(_("Paste your table first."), icon=":material/table_view:")
        _draw_back()
        return
    st.subheader(safe_text(preview_words(found, draft.settings()), 300), anchor=False)
    _draw_questions(found.questions)
    _draw_remarks(found.obstacles, "error")
    picture, totals = st.columns([3, 2], gap="medium")
    with picture:
        if found.lines:
            st.altair_chart(spend_picture(found, draft.settings().currency), key=draft.key("picture"))
    with totals:
        _draw_totals(found)
    _draw_refusals(found)
    _draw_assumed(found)
    _draw_rows(found)
    _draw_columns(open_first=False)
    with st.container(horizontal=True):
        _draw_back()
        st.button(
            _("To the settings"), type="primary", icon=":material/tune:", key=draft.key("to settings"),
            on_click=draft.go, args=("settings",), disabled=not found.ready,
        )  # fmt: skip


def _draw_back() -> None:
    st.button(
        _("Back to the numbers"), key=draft.key("back to numbers"), on_click=draft.go, args=("numbers",)
    )


def _draw_questions(questions: tuple[Question, ...]) -> None:
    """Numbers that can be read in two ways: one answer for the tables."""
    if questions:
        session.remember(draft.key("doubtful"), questions[0].text)
    elif draft.recall("decimal") is None:
        return
    with st.container(border=True, key=draft.key("question")):
        for question in questions:
            text = _("Row {line}, column “{column}”: “{text}” can be read in two ways.").format(
                line=question.line, column=plain(question.column, 60), text=plain(question.text, 40)
            )
            st.markdown(f":material/help: {safe_text(text, 300)}")
        st.radio(
            _("Which sign marks the decimals?"), [".", ","], index=None, horizontal=True, key=draft.key("decimal"),
            format_func=lambda sign: reading_words(str(draft.recall("doubtful") or "1,234"), sign), persist_state="session",
        )  # fmt: skip


def _draw_remarks(remarks: tuple[Remark, ...], tone: str) -> None:
    for remark in remarks[:20]:
        icon = ":material/block:" if tone == "error" else ":material/info:"
        place = f"{_row(remark)}: " if remark.line else ""
        text = f"{place}{remark.reason()} {remark.advice()}"
        getattr(st, tone)(safe_text(text, 1_000), icon=icon)


def _draw_totals(found: QuickStartPreview) -> None:
    totals, currency = found.totals, draft.settings().currency
    with st.container(horizontal=True):
        st.metric(_("Spend"), money(totals.spend, currency, exact=True), border=True)
        st.metric(_("Rows taken"), f"{people(totals.taken)} / {people(totals.rows)}", border=True)
        st.metric(_("Refused"), people(totals.refused), border=True)
    rows = [
        {
            _("Step"): plain(step.name, 60), _("Stage"): plain(step.stage, 40),
            _("Results of the lines"): people(totals.results_by_step.get(step.name)),
            _("Observed, all sources"): people(step.observed),
        }
        for step in found.steps
    ]  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, key=draft.key("steps seen"))
    st.caption(_("Compare the totals with your report before you go on."))


def _draw_refusals(found: QuickStartPreview) -> None:
    count = len(found.refusals)
    if count:
        st.error(
            ngettext("{count} row was refused and will not be in the plan.", "{count} rows were refused and will not be in the plan.", count).format(count=people(count)),
            icon=":material/error:",
        )  # fmt: skip
        _draw_list(found.refusals, "refusals")
    if not any(map(names_same_line, found.refusals)) and not any(
        fate.fate == "merged" for fate in found.fates
    ):
        return
    st.radio(
        _("Rows that name one line twice"), ["refuse", "merge"], horizontal=True, key=draft.key("duplicates"),
        format_func=lambda choice: _("refuse the second") if choice == "refuse" else _("add them up"),
        persist_state="session",
    )  # fmt: skip


def _draw_list(remarks: tuple[Remark, ...], name: str) -> None:
    """A few as sentences, many as a table that can be searched and downloaded."""
    if len(remarks) > SENTENCES_SHOWN:
        st.dataframe(_remark_table(remarks), hide_index=True, key=draft.key(name))
        return
    for remark in remarks:
        place = ", ".join(part for part in (_row(remark), plain(remark.column, 60)) if part)
        said = " ".join(part for part in (remark.reason(), remark.advice()) if part)
        st.markdown(
            f"- **{safe_text(place, 120)}** · {safe_text(said, 800)}"
            if place
            else f"- {safe_text(said, 800)}"
        )


def _row(remark: Remark) -> str:
    if not remark.line:
        return ""
    template = _("Row {line}") if remark.table == "lines" else _("Row {line} of the steps")
    return template.format(line=remark.line)


def _remark_table(remarks: tuple[Remark, ...]) -> pd.DataFrame:
    names = {"lines": _("Spend and results"), "steps": _("Steps")}
    return pd.DataFrame(
        {
            _("Table"): [names[remark.table] for remark in remarks],
            _("Row"): [remark.line or None for remark in remarks],
            _("Column"): [plain(remark.column, 60) for remark in remarks],
            _("Reason"): [plain(remark.reason(), 400) for remark in remarks],
            _("What to do"): [plain(remark.advice(), 400) for remark in remarks],
        }
    )


def _draw_assumed(found: QuickStartPreview) -> None:
    if not found.remarks:
        return
    title = ngettext("{count} thing to know", "{count} things to know", len(found.remarks))
    with st.expander(title.format(count=len(found.remarks)), icon=":material/info:"):
        _draw_list(found.remarks, "remarks")


def _draw_rows(found: QuickStartPreview) -> None:
    with st.expander(_("Every row and what becomes of it"), icon=":material/table_rows:"):
        shown = found.fates[:ROWS_SHOWN]
        frame = pd.DataFrame(
            {
                _("Row"): [fate.line for fate in shown],
                "": [FATE_SIGNS[fate.fate] for fate in shown],
                _("What becomes of it"): [_(FATE_WORDS[fate.fate]) for fate in shown],
                _("Channel"): [fate.channel for fate in shown],
                _("Stage"): [fate.stage for fate in shown],
                _("Step"): [fate.step for fate in shown],
                _("Spend"): [fate.spend for fate in shown],
                _("Results"): [fate.results for fate in shown],
            }
        )
        st.dataframe(frame, hide_index=True, key=draft.key("rows"))
        if len(found.fates) > ROWS_SHOWN:
            st.caption(_("The first {count} rows are shown; all were read.").format(count=people(ROWS_SHOWN)))


def _draw_columns(open_first: bool) -> None:
    """Which column stands for what, to be corrected by hand."""
    with st.expander(_("Which column is what"), expanded=open_first, icon=":material/view_column:"):
        for kind in FIELDS:
            try:
                table = draft.table(kind)
            except JourneymixError:
                continue
            if table is not None:
                _draw_mapping(kind, table)


def _draw_mapping(kind: TableKind, table: Table) -> None:
    chosen = draft.mapping(kind, table.headers)
    st.markdown(f"**{_('Spend and results') if kind == 'lines' else _('Steps')}**")
    columns = st.columns(5)
    for number, field in enumerate(FIELDS[kind]):
        key = draft.key(f"column {kind} {field.name}")
        session.remember(key, chosen.get(field.name))
        columns[number % 5].selectbox(
            f"{_(field.title)}{' *' if field.needed else ''}", list(range(len(table.headers))), index=None, key=key,
            format_func=lambda place: plain(table.headers[place], 40) or _("column {number}").format(number=place + 1),
            placeholder=_("none"), help=_(field.help), on_change=_chosen, args=(kind, table.headers, field.name, key),
        )  # fmt: skip


@called_by_widget
def _chosen(kind: TableKind, headers: tuple[str, ...], field: str, key: str) -> None:
    draft.choose_column(kind, headers, field, session.recall(key))
