"""First step: niche, currency, period, and the two tables, pasted or as a file."""

from __future__ import annotations

import streamlit as st

from models.errors import JourneymixError
from models.journey import MarketingModel
from pages.quick_start_parts import draft
from pages.quick_start_parts.wording import NICHES, table_words
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import safe_text
from planner.choice_words import currencies, word
from planner.imports.columns import FIELDS, TableKind
from planner.imports.samples import SAMPLE_NAMES, sample
from planner.language import N_, _, say_error

TITLES: dict[TableKind, tuple[str, str]] = {
    "lines": (
        N_("What you spent and what came of it"),
        N_("One row for each channel at a stage: last period's money and results."),
    ),
    "steps": (
        N_("What you saw in all"),
        N_("One row for each step of the funnel, first to last: people from all sources."),
    ),
}


def draw_numbers() -> None:
    """The basis above, both tables beside one another, the way on below."""
    _draw_basis()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _draw_table("lines")
    with right:
        _draw_table("steps")
    with st.container(horizontal=True):
        st.button(
            _("Check what was read"), type="primary", icon=":material/fact_check:", key=draft.key("to check"),
            on_click=draft.go, args=("check",),
        )  # fmt: skip
        if draft.source("lines") is None:
            st.button(
                _("Try it with sample numbers"), icon=":material/science:", key=draft.key("use sample"),
                on_click=_use_sample, type="tertiary",
            )  # fmt: skip


def _draw_basis() -> None:
    niche, currency, period, model = st.columns([3, 2, 3, 3])
    niche.selectbox(
        _("Niche"), [_(each) for each in NICHES], index=None, accept_new_options=True, key=draft.key("niche"),
        placeholder=_("Online shop, clinic, software ..."), persist_state="session",
    )  # fmt: skip
    codes = currencies()
    currency.selectbox(
        _("Currency"), codes, index=codes.index("EUR"), key=draft.key("currency"), persist_state="session"
    )
    period.date_input(
        _("Last period, first and last day"), value=draft.last_month(), key=draft.key("period"),
        persist_state="session", help=_("The period that spend, results and observed people come from."),
    )  # fmt: skip
    model.selectbox(
        _("Marketing model"), [each.value for each in MarketingModel], format_func=word, key=draft.key("model"),
        persist_state="session", help=_("Its stages are matched by name; stages of your own are kept."),
    )  # fmt: skip


def _draw_table(kind: TableKind) -> None:
    title, help_text = TITLES[kind]
    with st.container(border=True, key=f"card quick start {kind}"):
        st.subheader(_(title), anchor=False)
        st.caption(_(help_text))
        if draft.recall(f"{kind} file") is None:
            _draw_paste(kind)
        else:
            _draw_file(kind)
        _draw_state(kind)


def _draw_paste(kind: TableKind) -> None:
    st.text_area(
        _("Paste from your spreadsheet, with the row of column names"), key=draft.key(f"{kind} text"), height=260,
        placeholder=sample(kind, 5), persist_state="session",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover(_("Choose a file"), icon=":material/upload_file:", type="tertiary"):
            st.file_uploader(
                _("CSV or XLSX, up to 50 MB"),
                key=draft.key(f"{kind} upload"),
                on_change=draft.keep_file,
                args=(kind,),
            )
        st.download_button(
            _("Template"), lambda: sample(kind).encode("utf-8-sig"), SAMPLE_NAMES[kind], "text/csv", icon=":material/download:",
            on_click="ignore", type="tertiary", key=draft.key(f"{kind} template"),
            help=_("A table with sample numbers, to be filled with yours."),
        )  # fmt: skip
        with st.popover(_("Columns"), icon=":material/view_column:", type="tertiary"):
            for field in FIELDS[kind]:
                needed = f" · :primary[{_('needed')}]" if field.needed else ""
                st.markdown(f"`{field.name}`{needed}  \n:small[:gray[{safe_text(_(field.help), 300)}]]")


def _draw_file(kind: TableKind) -> None:
    given = draft.recall(f"{kind} file")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/description: **{safe_text(given.name, 80)}**", width="stretch")
        st.button(
            _("Take it away"), icon=":material/close:", type="tertiary", key=draft.key(f"{kind} drop"),
            on_click=draft.drop_file, args=(kind,),
        )  # fmt: skip


def _draw_state(kind: TableKind) -> None:
    """What was read, as soon as something is there."""
    try:
        table = draft.table(kind)
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 1_000), icon=":material/error:")
        return
    if table is not None:
        st.markdown(f":green[:material/check_circle: {safe_text(table_words(table), 200)}]")
    elif kind == "steps":
        st.caption(
            _("Without it a plan of a single step can be built, and nothing can be checked against reality.")
        )


@called_by_widget
def _use_sample() -> None:
    for kind in FIELDS:
        session.remember(draft.key(f"{kind} text"), sample(kind))
