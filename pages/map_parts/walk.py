"""The walk-through: the journey lived through stop by stop, with a note at each."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from models.changes import Remove
from models.errors import JourneymixError
from models.journey import Emotion, WalkNote
from models.plan import Plan
from models.stuck_people import loses_people
from pages.map_parts.address import chosen_in_address, keep_in_address
from pages.map_parts.dialogs import open_dialog
from pages.map_parts.walk_lists import draw_meetings, draw_problems, draw_scripts, draw_texts
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import date, people, percent, plain, safe_text
from planner.drawing.figures import MapFigures, map_figures
from planner.language import _, ngettext
from planner.map_tables import labels
from planner.walk import Stop, new_note, stop_at, stops, way_on

FACES = (
    "sentiment_extremely_dissatisfied", "sentiment_very_dissatisfied", "sentiment_dissatisfied",
    "sentiment_neutral", "sentiment_satisfied", "sentiment_very_satisfied", "sentiment_excited",
)  # fmt: skip
"""From -3 to 3."""


def draw_walk(plan: Plan) -> None:
    """Where we stand, the stop, the way on."""
    if not plan.steps:
        st.info(_("There is nothing to walk through yet: add a step first."), icon=":material/add:")
        return
    order = [step.id for step in stops(plan)]
    key = chosen_in_address("stop", order)
    segment_id = _draw_way(plan, order, key)
    figures = _figures(plan, segment_id)
    stop = stop_at(plan, session.recall(key), figures)
    _draw_head(plan, stop, segment_id)
    _draw_numbers(plan, stop, figures)
    left, right = st.columns([2, 1], gap="large")
    with left:
        _draw_inside(stop)
        draw_meetings(stop)
        draw_scripts(stop)
    with right:
        _draw_notes(plan, stop)
        draw_problems(stop)
    if stop.number == len(order):
        _draw_end(plan)


def _draw_way(plan: Plan, order: list[str], key: str) -> str:
    """Back, the stops, next; and as whom to walk. Returns the segment."""
    place = order.index(session.recall(key))
    names = {step.id: plain(step.name, 40) for step in plan.steps}
    noted = {note.step_id for note in plan.walk_notes}
    st.progress(
        (place + 1) / len(order),
        text=_("Stop {number} of {count}").format(number=place + 1, count=len(order)),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="map walk"):
        st.button(
            _("Back"), key="walk back", shortcut="Left", disabled=place == 0,
            on_click=_go, args=(key, order[max(place - 1, 0)]),
        )  # fmt: skip
        st.pills(
            _("Stops"), order, key=key, required=True, label_visibility="collapsed", width="stretch", wrap=True,
            format_func=lambda one: f"✎ {names[one]}" if one in noted else names[one],
            on_change=keep_in_address, args=("stop",),
        )  # fmt: skip
        segment_id = _draw_segment(plan)
        st.button(
            _("Next"), key="walk next", shortcut="Right", type="primary", disabled=place == len(order) - 1,
            on_click=_go, args=(key, order[min(place + 1, len(order) - 1)]),
        )  # fmt: skip
    return segment_id


def _draw_segment(plan: Plan) -> str:
    if len(plan.segments) == 1:
        return ""
    names = {"": _("All segments"), **labels(plan, "segments")}
    chosen = st.selectbox(
        _("Walk as"), list(names), key="map segment", persist_state="session", label_visibility="collapsed",
        format_func=lambda one: names.get(one, one), width=200,
    )  # fmt: skip
    return chosen if chosen in plan.by_id["segments"] else ""


@called_by_widget
def _go(key: str, step_id: str) -> None:
    session.remember(key, step_id)
    keep_in_address("stop")


def _figures(plan: Plan, segment_id: str) -> MapFigures:
    try:
        return map_figures(plan, session.outcome(plan), segment_id)
    except JourneymixError:
        return map_figures(plan, None, segment_id)


def _draw_head(plan: Plan, stop: Stop, segment_id: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(safe_text(stop.step.name, 120), anchor=False, width="content")
        st.badge(safe_text(stop.stage.name, 60), color="green")
        if stop.step.moment_of_truth:
            st.badge(_("Moment of truth"), icon=":material/star:", color="orange")
        st.button(
            _("Edit this step"), key="walk edit", icon=":material/edit:", type="tertiary",
            on_click=open_dialog, args=("edit", "steps", stop.step.id),
        )  # fmt: skip
    goals = [
        _("The customer wants: {goal}").format(goal=stop.stage.customer_goal)
        if stop.stage.customer_goal
        else "",
        _("We want: {goal}").format(goal=stop.stage.business_goal) if stop.stage.business_goal else "",
    ]
    if any(goals):
        st.caption(safe_text("  ·  ".join(filter(None, goals)), 500))
    segment = plan.by_id["segments"].get(segment_id)
    if segment is not None:
        about = [segment.description, segment.expectations, *segment.needs]
        told = "; ".join(part for part in about if part) or _("nothing is noted about them yet")
        st.caption(safe_text(f"{segment.name}: {told}", 600))


def _draw_numbers(plan: Plan, stop: Stop, figures: MapFigures) -> None:
    found = stop.figures
    if found is None:
        st.caption(_("How many people come here is not known: the plan cannot be worked out yet."))
        return
    with st.container(horizontal=True, key="map walk numbers"):
        st.metric(_("People here"), people(found.volume), width=170)
        st.metric(_("By advertising, at this step"), people(found.paid), width=210)
        st.metric(_("On their own, at this step"), people(found.organic), width=210)
        if loses_people(plan, stop.step):
            share = found.left / found.volume if found.volume else 0.0
            st.metric(_("Leave here"), f"{people(found.left)} ({percent(share)})", width=210)
        if found.turned_away > 0.05:
            st.metric(_("Turned away"), people(found.turned_away), width=170)
    ways = way_on(plan, stop, figures)
    if ways:
        st.caption(safe_text(" · ".join(ways), 600))


def _draw_inside(stop: Stop) -> None:
    """What the customer does, feels and needs."""
    does, feels, needs = st.columns(3)
    with does:
        draw_texts(_("What I do"), stop.step.actions, _("No action is noted."))
    with feels:
        st.markdown(f"**{_('How I feel')}**")
        if stop.step.emotion_now is None:
            st.caption(_("No feeling is noted."))
        else:
            st.markdown(_feeling(stop.step.emotion_now))
        if stop.step.emotion_goal is not None:
            st.caption(_("It should be: {feeling}").format(feeling=_feeling(stop.step.emotion_goal)))
    with needs:
        draw_texts(_("What I need"), stop.step.needs, _("No need is noted."))


def _feeling(emotion: Emotion) -> str:
    face = f":material/{FACES[round(emotion.score) + 3]}:"
    return f"{face} {safe_text(emotion.name, 80)}" if emotion.name else f"{face} {emotion.score:+g}"


def _draw_notes(plan: Plan, stop: Stop) -> None:
    st.markdown(f"**{_('Notes of this stop')}**")
    key = f"walk note {plan.id} {stop.step.id}"
    if session.recall(key, ...) is not ...:
        session.remember(key, session.recall(key))
    st.text_area(
        _("What do you notice here as a customer?"), key=key, height=90, max_chars=5_000,
        on_change=_keep_note, args=(stop.step.id, stop.step.name, key),
        placeholder=_("Saved when you leave the field."),
    )  # fmt: skip
    for note in stop.notes:
        _draw_note(stop, note)


@called_by_widget
def _keep_note(step_id: str, name: str, key: str) -> None:
    text = str(session.recall(key, "")).strip()
    change = new_note(step_id, text, session.user_name(), dt.date.today()) if text else None
    if change and session.commit([change], _("Note at {step}").format(step=plain(name, 60))):
        session.remember(key, "")


def _draw_note(stop: Stop, note: WalkNote) -> None:
    with st.container(border=True, gap="small", key=f"card note {note.id}"):
        st.markdown(safe_text(note.text, 5_000))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(safe_text(" · ".join(filter(None, (note.by, date(note.date)))), 100), width="stretch")
            st.button(
                _("Edit"), key=f"edit {note.id}", icon=":material/edit:", type="tertiary",
                on_click=open_dialog, args=("edit", "walk_notes", note.id),
            )  # fmt: skip
            st.button(
                _("Problem"), key=f"problem {note.id}", icon=":material/report:", type="tertiary",
                help=_("Put it on the map as a problem of this step"), on_click=open_dialog, args=("add", "problems"),
                kwargs={"given": {"step_id": stop.step.id, "text": note.text, "source": _("Walk-through")}},
            )  # fmt: skip
            st.button(
                _("Remove"), key=f"remove {note.id}", icon=":material/delete:", type="tertiary",
                on_click=_remove_note, args=(note.id, stop.step.name),
            )  # fmt: skip


@called_by_widget
def _remove_note(note_id: str, name: str) -> None:
    change = Remove(collection="walk_notes", id=note_id)
    session.commit([change], _("Note at {step} removed").format(step=plain(name, 60)))


def _draw_end(plan: Plan) -> None:
    count = len(plan.walk_notes)
    words = ngettext(
        "The end of the journey: {count} note on the way.",
        "The end of the journey: {count} notes on the way.",
        count,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(words.format(count=count), icon=":material/flag:", width="stretch")
        st.button(
            _("What to mend first"),
            key="walk end",
            on_click=_go_to_priorities,
            icon=":material/arrow_forward:",
        )


@called_by_widget
def _go_to_priorities() -> None:
    session.remember("map view", "priorities")
    keep_in_address("view")
