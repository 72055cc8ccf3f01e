"""How well the map is known: grades by stage, and the guesses that matter most."""

from __future__ import annotations

from functools import partial
from typing import Any

import altair as alt
import streamlit as st

from models.allocation import Outcome
from models.errors import JourneymixError
from models.evidence_rollup import WHOLE_PLAN, Graded, graded, roll_up
from models.plan import Plan
from models.quantity import Evidence
from pages.map_parts.dialogs import open_dialog
from pages.shared import plan_answers, session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import number, percent, plain, safe_text
from pages.shared.palette import EVIDENCE_SIGNS, palette
from planner.choice_words import word
from planner.evidence_weight import Guess, by_weight, said_of
from planner.explain import objective_amount
from planner.language import _, ngettext
from planner.map_tables import TABLES

ANY = "any"
SHOWN_AT_FIRST = 12
BAR = 40
LITTLE = 1e-4
"""Share of the result below which a number is said to change nothing."""

Picked = tuple[str, str]
"""Stage (or `ANY`) and grade whose numbers are listed."""


def draw_evidence(plan: Plan) -> None:
    """The sentence, the grades by stage, the list of what was picked."""
    items = graded(plan)
    if not items:
        st.info(_("No number stands on this map yet."), icon=":material/info:")
        return
    _draw_sentence(items)
    _draw_stages(plan, items)
    stage_id, grade = _draw_choice(plan, items)
    chosen = [
        item for item in items if item.grade.value == grade and stage_id in (ANY, item.stage_id)
    ]  # fmt: skip
    _draw_list(plan, chosen)


def _draw_sentence(items: list[Graded]) -> None:
    count = {grade: sum(item.grade is grade for item in items) for grade in Evidence}
    share = percent(count[Evidence.ASSUMED] / len(items))
    words = ngettext(
        "{count} number or statement on this map carries a grade; {share} of them are assumed.",
        "{count} numbers and statements on this map carry a grade; {share} of them are assumed.", len(items),
    )  # fmt: skip
    st.markdown(words.format(count=number(len(items), 0), share=f"**{share}**"))


def _stages(plan: Plan, items: list[Graded]) -> dict[str, str]:
    """Stage id -> name, of those that hold something; the whole plan last."""
    used = roll_up(items)
    names = {stage.id: plain(stage.name, 40) for stage in plan.stages if stage.id in used}
    return names | ({WHOLE_PLAN: _("Whole plan")} if WHOLE_PLAN in used else {})


def _draw_stages(plan: Plan, items: list[Graded]) -> None:
    """Bars of shares by stage; a click on a part lists it below."""
    counts, names = roll_up(items), _stages(plan, items)
    rows = []
    for stage_id, name in names.items():
        whole, start = sum(counts[stage_id].values()), 0.0
        for grade in Evidence:
            part = counts[stage_id][grade] / whole
            rows.append(
                {"stage": stage_id, "name": name, "grade": grade.value, "start": start, "end": start + part,
                 "middle": start + part / 2, "text": _cell(grade, counts[stage_id][grade], part),
                 "said": f"{name}: {_counted(grade, counts[stage_id][grade])}"}
            )  # fmt: skip
            start += part
    key = f"map evidence chart {session.recall('map evidence turn', 0)}"
    st.altair_chart(
        _chart(rows, list(names.values())), key=key, on_select=partial(_picked, key), selection_mode="pick",
        alt=_("Grades of the numbers by stage; the choice below says the same."),
    )  # fmt: skip


def _cell(grade: Evidence, count: int, part: float) -> str:
    if not count:
        return ""
    short = f"{EVIDENCE_SIGNS[grade]} {number(count, 0)}"
    return f"{short} {word(grade.value)}" if part > 0.14 else short if part > 0.02 else ""


def _counted(grade: Evidence, count: int) -> str:
    return f"{EVIDENCE_SIGNS[grade]} {word(grade.value)} {number(count, 0)}"


def _chart(rows: list[dict[str, Any]], names: list[str]) -> Any:
    colours = palette()
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("name", type="nominal", sort=names, title=None,
                axis=alt.Axis(labelFontSize=13, labelLimit=180, domain=False, ticks=False, labelColor=colours.ink)),
    )  # fmt: skip
    shades = alt.Scale(
        domain=[grade.value for grade in Evidence], range=[colours.evidence(grade) for grade in Evidence]
    )
    bars = base.mark_rect(cornerRadius=4, stroke=colours.page, strokeWidth=2, cursor="pointer").encode(
        x=alt.X("start", type="quantitative", axis=None, scale=alt.Scale(domain=[0, 1])), x2="end",
        color=alt.Color("grade", type="nominal", scale=shades, legend=None),
        tooltip=alt.Tooltip("said", type="nominal", title=" "),
    ).add_params(alt.selection_point(name="pick", fields=["stage", "grade"], toggle=False))  # fmt: skip
    texts = base.mark_text(fontSize=13, fontWeight=600, color=colours.page).encode(
        x=alt.X("middle", type="quantitative", axis=None), text=alt.Text("text", type="nominal")
    )
    return alt.layer(bars, texts).properties(height=BAR * len(names)).configure_view(strokeWidth=0)


@called_by_widget
def _picked(key: str) -> None:
    event = session.recall(key)
    rows = event.selection.get("pick", []) if event else []
    session.remember("map evidence turn", session.recall("map evidence turn", 0) + 1)
    if rows:
        session.remember("map evidence stage", str(rows[0].get("stage", ANY)))
        session.remember("map evidence grade", str(rows[0].get("grade", Evidence.ASSUMED.value)))


def _draw_choice(plan: Plan, items: list[Graded]) -> Picked:
    names = {ANY: _("All stages"), **_stages(plan, items)}
    if session.recall("map evidence stage", ANY) not in names:
        session.remember("map evidence stage", ANY)
    session.remember("map evidence grade", session.recall("map evidence grade") or Evidence.ASSUMED.value)
    with st.container(horizontal=True, vertical_alignment="center"):
        stage_id = st.selectbox(
            _("Stage"), list(names), key="map evidence stage", persist_state="session", width=220,
            format_func=lambda one: names.get(one, one), label_visibility="collapsed",
        )  # fmt: skip
        shown = [item for item in items if stage_id in (ANY, item.stage_id)]
        grade = st.segmented_control(
            _("Grade"), [one.value for one in Evidence], key="map evidence grade",
            required=True, persist_state="session", label_visibility="collapsed",
            format_func=lambda one: _counted(Evidence(one), sum(item.grade.value == one for item in shown)),
        )  # fmt: skip
    return stage_id, grade or Evidence.ASSUMED.value


def _draw_list(plan: Plan, chosen: list[Graded]) -> None:
    """What was picked, the weightiest first."""
    if not chosen:
        st.caption(_("Nothing of this grade here."))
        return
    outcome = _outcome(plan)
    lost: dict[str, float] = {}
    if outcome is not None:
        with st.spinner(_("Simulating the plan with each number a tenth lower…")):
            lost = plan_answers.losses(plan, chosen)
        st.caption(
            _("First what matters most: how much the plan would lose if the number were a tenth lower.")
        )
    found = by_weight(chosen, lost)
    with st.container(gap=None):
        for guess in found[:SHOWN_AT_FIRST]:
            _draw_guess(plan, guess, outcome)
    rest = found[SHOWN_AT_FIRST:]
    if rest:
        with st.expander(ngettext("{count} more", "{count} more", len(rest)).format(count=len(rest))):
            for guess in rest:
                _draw_guess(plan, guess, outcome)


def _outcome(plan: Plan) -> Outcome | None:
    try:
        return session.outcome(plan)
    except JourneymixError:
        return None


def _draw_guess(plan: Plan, guess: Guess, outcome: Outcome | None) -> None:
    item = guess.first
    with st.container(horizontal=True, vertical_alignment="center", key=f"guess {item.key}"):
        st.markdown(f"{_coloured_sign(item.grade)} {safe_text(said_of(plan, guess), 300)}", width="stretch")
        if guess.loss is not None and outcome is not None:
            st.markdown(safe_text(_loss_words(plan, guess.loss, outcome), 80), width="content")
        if item.collection in TABLES:
            st.button(
                _("Go there"), key=f"go {item.key}", icon=":material/arrow_forward:", type="tertiary",
                on_click=open_dialog, args=("edit", item.collection, item.record_id),
            )  # fmt: skip


def _coloured_sign(grade: Evidence) -> str:
    colours = {Evidence.ASSUMED: "red", Evidence.PARTLY_KNOWN: "orange", Evidence.MEASURED: "green"}
    return f":{colours[grade]}[{EVIDENCE_SIGNS[grade]}]"


def _loss_words(plan: Plan, loss: float, outcome: Outcome) -> str:
    if abs(loss) <= LITTLE * max(abs(outcome.objective), 1.0):
        return _("next to nothing")
    amount = objective_amount(plan, abs(loss))
    return _("−{amount}").format(amount=amount) if loss > 0 else _("+{amount}").format(amount=amount)
