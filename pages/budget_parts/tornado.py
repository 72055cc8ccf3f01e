"""Tab *Why*, below: which guess matters most. A chart, and each guess with its sentence and the way to it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from models.allocation import Allocation
from models.errors import JourneymixError
from models.money import to_major
from models.plan import Plan
from pages.budget_parts.charts import Spec, measured, plain_view, said_on_hover
from pages.map_parts.dialogs import open_dialog
from pages.shared import answers, session
from pages.shared.mishaps import guarded
from pages.shared.navigation import go_to
from pages.shared.numbers import plain, safe_text
from pages.shared.palette import EVIDENCE_SIGNS, palette
from planner.caution import neutral_plan
from planner.choice_words import word
from planner.explain import objective_amount
from planner.figures_in_words import MINUS, money
from planner.language import _, say_error
from planner.tornado import End, Weighed
from planner.tornado_words import guess_name, opening_sentence, tornado_sentence, value_words

MONEY, RESULT = "money", "result"
Entries = tuple[Weighed, ...]
BAR = 38


@st.fragment
@guarded
def draw_tornado() -> None:
    """A fragment: opened, it is worked out once, with its progress."""
    opened = session.open_plan()
    if opened is None:
        return
    title = _("Which guess matters most")
    with st.expander(title, icon=":material/tornado:", key="tornado", on_change="rerun") as expander:
        if expander.open:
            try:
                _draw(session.allocation(neutral_plan(opened.plan)))
            except JourneymixError as error:
                st.info(safe_text(say_error(error), 1_000))


def _draw(allocation: Allocation) -> None:
    bar = st.empty()

    def tell(share: float) -> None:
        bar.progress(share, text=_("Answering the plan with each guess at its ends …"))

    found = answers.guess_shelf().weigh(allocation, tell)
    bar.empty()
    st.markdown(safe_text(opening_sentence(allocation.plan, found), 500))
    if not found.complete:
        st.caption(_("Not all of them were looked at: it would have taken too long."))
    if not found.entries:
        return
    shown = _draw_choice()
    entries = found.by_money if shown == MONEY else found.by_result
    st.vega_lite_chart(
        spec=tornado_chart(_rows(allocation, entries, shown), _names(allocation.plan, entries), _axis(allocation, shown),
                           both_count_up=shown == MONEY),
        width="stretch", key=f"tornado chart {shown}",
        alt=_("Bars: what each guess changes at its low and at its high end; the sentences below say the same."),
    )  # fmt: skip
    for entry in entries:
        _draw_entry(allocation, entry)


def _draw_choice() -> str:
    words = {MONEY: _("Money that would move"), RESULT: _("Change of the result")}
    chosen = st.segmented_control(
        _("Shown"), [MONEY, RESULT], key="tornado shown", default=MONEY, required=True,
        format_func=lambda code: words.get(code, code), label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen or MONEY)


def _names(plan: Plan, entries: Entries) -> list[str]:
    return [_name(plan, entry) for entry in entries]


def _name(plan: Plan, entry: Weighed) -> str:
    return f"{EVIDENCE_SIGNS[entry.guess.grade]} {plain(guess_name(plan, entry.guess), 80)}"


def _axis(allocation: Allocation, shown: str) -> str:
    if shown == MONEY:
        return _("Money that would move: ← at the low end, at the high end → ({currency})").format(
            currency=allocation.plan.currency
        )
    return _("Change of the result with the split kept")


def _rows(allocation: Allocation, entries: Entries, shown: str) -> list[dict[str, Any]]:
    rows = []
    for entry in entries:
        for side, end in ((-1, entry.low), (1, entry.high)):
            change = end.kept - entry.base
            value = side * to_major(end.moved, allocation.plan.currency) if shown == MONEY else change
            row = {"guess": _name(allocation.plan, entry), "end": "low" if side < 0 else "high", "value": value,
                   "text": value_words(entry.guess, end.value), "left": value < 0 or (value == 0 and side < 0),
                   "said": _said(allocation, entry, end)}  # fmt: skip
            rows.append(row)
    return rows


def _said(allocation: Allocation, entry: Weighed, end: End) -> str:
    plan, change = allocation.plan, end.kept - entry.base
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    said = _("At {value}: {money} would move; the result changes by {units} if the split is kept.").format(
        value=value_words(entry.guess, end.value), money=money(end.moved, plan.currency),
        units=sign + objective_amount(plan, abs(change)),
    )  # fmt: skip
    return plain(said, 300)


def _draw_entry(allocation: Allocation, entry: Weighed) -> None:
    """The sentence, the grade, and the way to the number."""
    guess, plan = entry.guess, allocation.plan
    colour = {"assumed": "red", "partly_known": "orange"}.get(guess.grade.value, "green")
    grade = f":{colour}[{EVIDENCE_SIGNS[guess.grade]} {safe_text(word(guess.grade.value))}]"
    with st.container(key=f"weighed {guess.key}"):
        left, right = st.columns([5, 1], vertical_alignment="center")
    said = safe_text(tornado_sentence(allocation, entry), 600)
    left.markdown(f"**{safe_text(guess_name(plan, guess), 100)}** {grade}  \n{said}")
    if right.button(
        _("To this number"), key=f"to {guess.key}", icon=":material/arrow_forward:", type="tertiary",
        help=_("Opens it on the map."),
    ):  # fmt: skip
        open_dialog("edit", guess.collection, guess.record_id)
        go_to("map")


def tornado_chart(
    rows: list[dict[str, Any]], order: list[str], title: str, *, both_count_up: bool = False
) -> Spec:
    """Bars to both sides, of which both may count up from the middle. Rows hold `guess`, `end` ("low",
    "high"), `value`, `text`, `left` and `said`."""
    colours = palette()
    ends = {"domain": ["low", "high"], "range": [colours.partly_known, colours.accent]}
    value = measured("value", title)
    shown = "abs(datum.value), '.3~s'" if both_count_up else "datum.value, '+.3~s'"
    value["axis"]["labelExpr"] = f"datum.value == 0 ? '0' : format({shown})"
    value["scale"] = {"padding": 60}
    axis = {
        "domain": False,
        "ticks": False,
        "labelFontSize": 13,
        "labelLimit": 380,
        "labelColor": colours.ink,
    }
    return {
        "data": {"values": rows},
        "height": BAR * max(len(order), 1) + 20,
        "encoding": {
            "x": value,
            "y": {"field": "guess", "type": "nominal", "sort": order, "title": None, "axis": axis},
            "tooltip": said_on_hover(),
        },
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadiusEnd": 3, "height": {"band": 0.62}},
                "encoding": {"color": {"field": "end", "scale": ends, "legend": None}},
            },
            *(_texts(left, colours.ink) for left in (True, False)),
        ],
        **plain_view(),
    }


def _texts(left: bool, ink: str) -> Spec:
    """The value of the guess at the end of its bar."""
    return {
        "transform": [{"filter": "datum.left" if left else "!datum.left"}],
        "mark": {
            "type": "text", "align": "right" if left else "left", "dx": -5 if left else 5, "fontSize": 12, "color": ink,
        },
        "encoding": {"text": {"field": "text"}},
    }  # fmt: skip
