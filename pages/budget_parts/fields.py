"""Choices of the question that save when they change and keep what was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from models.changes import Set
from models.plan import Plan
from pages.shared import session
from pages.shared.declared import declared_at
from pages.shared.mishaps import called_by_widget
from planner.language import _


def show_stored(key: str, value: Any) -> None:
    """Show what is stored in the widget of `key`, unless the reader typed something that was refused."""
    seen = f"{key} seen"
    if session.recall(seen, ...) != value or session.recall(key, ...) is ...:
        session.remember(key, value)
        session.remember(seen, value)


def choice(plan: Plan, path: str, label: str, options: Sequence[Any], words: Callable[[Any], str]) -> None:
    """A choice for the field at `path` (as in `models.changes.Set`), saved when it changes."""
    key = f"choose {plan.id} {path}"
    stored: Any = plan
    for part in path.split("."):
        stored = getattr(stored, part)
    show_stored(key, stored)
    help = _(declared_at(path).help) or None
    offered = list(dict.fromkeys((*options, stored)))
    st.selectbox(
        label, offered, key=key, format_func=words, help=help, on_change=_save, args=(path, key, label)
    )  # fmt: skip


@called_by_widget
def _save(path: str, key: str, label: str) -> None:
    session.commit([Set(path=path, value=session.recall(key))], label)
