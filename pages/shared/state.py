"""The only user of Streamlit's session state: values by key, and what to tell on the next frame."""

from __future__ import annotations

from typing import Any, Literal

import streamlit as st

Tone = Literal["error", "warning", "success", "info"]


def recall(key: str, default: Any = None) -> Any:
    """A value kept in this session (widgets' values too, by their key)."""
    return st.session_state.get(key, default)


def remember(key: str, value: Any) -> None:
    """Keep a value in this session; for a widget's key, before the widget is drawn."""
    st.session_state[key] = value


def forget(key: str) -> None:
    """Drop a value of this session."""
    st.session_state.pop(key, None)


def tell(tone: Tone, text: str) -> None:
    """Show `text` (plain words) above the page on this or the next frame, once."""
    remember("told", [*recall("told", []), (tone, text)])


def take_told() -> list[tuple[Tone, str]]:
    """What is to be shown now; shown once."""
    told: list[tuple[Tone, str]] = recall("told", [])
    forget("told")
    return told
