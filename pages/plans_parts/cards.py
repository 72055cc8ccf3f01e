"""A card for each plan: what it is worth knowing before opening it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from models.errors import JourneymixError
from pages.plans_parts.dialogs import ask
from pages.plans_parts.glance import draw_glance
from pages.shared import session
from pages.shared.mishaps import called_by_widget, saying_errors
from pages.shared.navigation import go_to, page_exists
from pages.shared.numbers import MISSING, change, date, money, people, percent_change, plain, safe_text
from planner import workflows
from planner.language import _, say_error
from planner.starting_points import example_ids
from planner.workflows import PlanCard

PLANS_AT_FIRST = 24


def draw_cards(cards: list[PlanCard]) -> None:
    """The plans in use, the latest saved first."""
    _draw_taken_back()
    shown = len(cards) if session.recall("all plans") else PLANS_AT_FIRST
    examples = example_ids()
    with st.grid(3, min_column_width=320, key="plans"):
        for card in cards[:shown]:
            _draw_card(card, card.id in examples)
    if len(cards) > shown:
        st.button(
            _("Show all {count} plans").format(count=len(cards)),
            on_click=session.remember, args=("all plans", True),
        )  # fmt: skip


def draw_put_away(archived: list[PlanCard], deleted: list[PlanCard]) -> None:
    """Archived and deleted plans, out of the way and one click from coming back."""
    if archived:
        title = _("Archived plans ({count})").format(count=len(archived))
        with st.expander(title, icon=":material/inventory_2:"):
            for card in archived:
                _draw_row(card, _("Put back on the list"), workflows.unarchive_plan)
    if deleted:
        title = _("Deleted plans ({count})").format(count=len(deleted))
        with st.expander(title, icon=":material/delete:"):
            for card in deleted:
                _draw_row(card, _("Bring back"), workflows.restore_plan)


def _draw_card(card: PlanCard, is_example: bool) -> None:
    with st.container(border=True, key=f"card {card.id}", height="stretch"):
        st.subheader(safe_text(card.name, 70), anchor=False)
        _draw_badges(card, is_example)
        _draw_worth(card)
        with saying_errors():  # one plan that cannot be read does not hide the others
            draw_glance(session.plan_at_a_glance(card.id, card.version))
        _draw_who(card)
        with st.container(horizontal=True, gap="small"):
            _draw_open(card, "budget", _("Open budget"))
            _draw_open(card, "map", _("Map"))
            _draw_menu(card)


def _draw_open(card: PlanCard, page: str, label: str) -> None:
    if page_exists(page) and st.button(label, key=f"{page} {card.id}"):
        session.choose_plan(card.id)
        go_to(page)


def _draw_badges(card: PlanCard, is_example: bool) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(
            _("{money} to spend").format(money=safe_text(money(card.total_budget, card.currency))),
            color="gray",
        )
        if is_example:
            st.badge(_("Example"), color="blue")
        if card.stale:
            st.badge(
                _("Review due since {date}").format(date=date(card.review_date)), color="orange",
                icon=":material/event_busy:",
            )  # fmt: skip


def _draw_worth(card: PlanCard) -> None:
    """What the plan brings now and would bring: a number, never a guess."""
    now, proposed = card.now_conversions, card.proposed_conversions
    if now is None or proposed is None:
        st.metric(_("Conversions: not answered yet"), MISSING, help=_("Open the budget to get the answer."))
        return
    gain = f"{change(proposed - now)}" + (f" ({percent_change(proposed / now - 1)})" if now else "")
    st.metric(
        _("Conversions, now → proposed"), f"{people(now)} → {people(proposed)}", gain if proposed != now else None
    )  # fmt: skip


def _draw_who(card: PlanCard) -> None:
    owner = safe_text(card.owner, 60) if card.owner else _("no owner yet")
    review = (
        _("review {date}").format(date=date(card.review_date)) if card.review_date else _("no review date")
    )
    saved = _("saved {date}").format(date=date(card.updated_at.date()))
    st.caption(" · ".join((owner, review, saved)))


def _draw_menu(card: PlanCard) -> None:
    words = {
        "rename": _("Rename"),
        "duplicate": _("Duplicate"),
        "download": _("Download the plan file"),
        "archive": _("Archive"),
        "delete": _("Delete"),
    }
    picked = st.menu_button(
        _("More"), list(words), key=f"more {card.id}", icon=":material/more_horiz:", type="tertiary",
        format_func=lambda code: words[code],
    )  # fmt: skip
    if picked in ("rename", "download"):
        ask(picked, card.id)
    elif picked is not None:
        _do(_DO[picked], card)
        st.rerun()


def _do(action: Callable[[PlanCard], None], card: PlanCard) -> None:
    try:
        action(card)
    except JourneymixError as error:
        session.tell("error", say_error(error))


def _duplicate(card: PlanCard) -> None:
    name = _("Copy of {plan}").format(plan=card.name)
    workflows.duplicate_plan(session.store(), card.id, name, session.user_name())
    session.tell("success", _("“{plan}” was copied.").format(plan=plain(card.name, 60)))


def _archive(card: PlanCard) -> None:
    workflows.archive_plan(session.store(), card.id, session.user_name())
    session.remember("taken away", ("archived", card.id, card.name))


def _delete(card: PlanCard) -> None:
    workflows.delete_plan(session.store(), card.id, session.user_name())
    opened = session.open_plan()
    if opened is not None and opened.plan.id == card.id:
        session.close_plan()
        st.query_params.pop("plan", None)
    session.remember("taken away", ("deleted", card.id, card.name))


_DO: dict[str, Callable[[PlanCard], None]] = {"duplicate": _duplicate, "archive": _archive, "delete": _delete}


def _draw_taken_back() -> None:
    """After a plan was archived or deleted: say so, with the way back."""
    taken = session.recall("taken away")
    if taken is None:
        return
    kind, plan_id, name = taken
    text = _("“{plan}” was deleted.") if kind == "deleted" else _("“{plan}” was archived.")
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="taken away bar"):
        st.markdown(text.format(plan=safe_text(name, 60)), width="stretch")
        st.button(
            _("Undo"), key="take back", icon=":material/undo:", on_click=_take_back, args=(kind, plan_id)
        )
        st.button(_("Close"), key="leave it", type="tertiary", on_click=session.forget, args=("taken away",))


@called_by_widget
def _take_back(kind: str, plan_id: str) -> None:
    _put_back(workflows.restore_plan if kind == "deleted" else workflows.unarchive_plan, plan_id)
    session.forget("taken away")


def _draw_row(card: PlanCard, label: str, back: Callable[..., object]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        saved = date(card.updated_at.date())
        st.markdown(f"{safe_text(card.name, 80)} :small[:gray[· {saved}]]", width="stretch")
        st.button(label, key=f"back {card.id}", type="tertiary", on_click=_put_back, args=(back, card.id))


@called_by_widget
def _put_back(back: Callable[..., object], plan_id: str) -> None:
    try:
        back(session.store(), plan_id, session.user_name())
    except JourneymixError as error:
        session.tell("error", say_error(error))
