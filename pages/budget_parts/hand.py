"""The split a reader sets by hand: kept in the session, simulated like the proposed one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from models.allocation import Allocation, Outcome
from models.errors import ChangeError, JourneymixError
from models.money import to_minor
from models.plan import Plan
from models.quantity import N_
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import safe_text
from planner.hand_split import HandSplit, amounts_by_period, differs
from planner.language import _, say_error


def own_split(allocation: Allocation, split: Outcome) -> Outcome | None:
    """The proposed split with the amounts set by hand, simulated; None where none is.

    It outlives edits of the plan. What cannot be simulated is said, and the proposed split stands.
    """
    plan, hand = allocation.plan, _held(allocation.plan.id)
    by_period = amounts_by_period(plan, split, hand) if hand else {}
    if not differs(split, by_period):
        return None
    try:
        return session.outcome(plan, by_period)
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 1_000), icon=":material/error:")
        st.button(
            _("Back to the proposed split"), on_click=forget_by_hand, args=(plan.id,), key="back from refused"
        )
        return None


def table_key(plan: Plan, name: str) -> str:
    """The key of a table of the split: another plan, or a cell that was typed, brings a fresh one."""
    return f"{name} {plan.fingerprint[:12]} {session.recall('split round', 0)}"


@called_by_widget
def keep_by_hand(
    key: str, line_ids: tuple[str, ...], plan_id: str, currency: str, columns: Mapping[str, str]
) -> None:
    """What was typed into the editor of `key`, whose columns stand for periods, or for the whole plan."""
    edited = session.recall(key, {}).get("edited_rows", {})
    cells = {
        (line_ids[int(place)], columns[name]): None if value is None else _minor(value, currency)
        for place, row in edited.items()
        for name, value in row.items()
        if name in columns
    }
    session.remember(f"by hand {plan_id}", _held(plan_id).with_cells(cells))
    _turn()


@called_by_widget
def forget_by_hand(plan_id: str) -> None:
    """Back to the proposed split."""
    session.forget(f"by hand {plan_id}")
    _turn()


def _minor(amount: float, currency: str) -> int:
    if amount < 0:
        _turn()
        raise ChangeError(N_("{amount} is not an amount of money."), amount=amount)
    return to_minor(amount, currency)


def _held(plan_id: str) -> HandSplit:
    held: HandSplit = session.recall(f"by hand {plan_id}", HandSplit())
    return held


def _turn() -> None:
    session.remember("split round", session.recall("split round", 0) + 1)
