"""A choice that stands in the page's address, so that a link opens the map as it was seen."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.shared import session
from pages.shared.mishaps import called_by_widget


def chosen_in_address(name: str, known: Iterable[str]) -> str:
    """The key of the choice's widget; its value is what was chosen, else the address, else the first."""
    key, options = f"map {name}", list(known)
    if session.recall(key) not in options:
        # Another page drops the choice with its widget: then what was chosen before holds.
        wanted = st.query_params.get(name, session.recall(f"{key} kept"))
        session.remember(key, wanted if wanted in options else options[0])
    else:
        # A widget that was not drawn on another page keeps its value only when it is set anew.
        session.remember(key, session.recall(key))
    session.remember(f"{key} kept", session.recall(key))
    if st.query_params.get(name, options[0]) != session.recall(key):
        st.query_params[name] = session.recall(key)
    return key


@called_by_widget
def keep_in_address(name: str) -> None:
    """Write the choice into the address."""
    st.query_params[name] = session.recall(f"map {name}")
