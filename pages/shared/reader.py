"""Who reads: their name, language and theme."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from pages.shared.state import recall
from planner.language import _, language_from, offered_languages, use_language


def user_name() -> str:
    """The login's name where there is one, else the name given here; empty where neither is."""
    login = st.user.to_dict()
    name = (login.get("name") or login.get("email")) if logged_in() else recall("user_name")
    return str(name or "")


def logged_in() -> bool:
    """Whether the name comes from a login and is not to be asked."""
    return bool(st.user.to_dict().get("is_logged_in"))


def language() -> tuple[str, str]:
    """Language of the sentences (chosen here, else the browser's) and locale of the numbers."""
    browser = st.context.locale or "en"
    chosen = recall("language")
    code = chosen or browser.replace("_", "-").split("-")[0]
    if code not in offered_languages():
        code = "en"
    return code, chosen if chosen and not browser.startswith(chosen) else browser


def speak() -> None:
    """Speak the reader's language in this run."""
    use_language(*language())


def ink() -> str:
    """The colour of text in the reader's theme, for charts."""
    from pages.shared.palette import palette

    return palette().ink


def theme() -> Literal["light", "dark"]:
    """Which of the two themes the reader sees."""
    return "dark" if st.context.theme.type == "dark" else "light"


def somebody(name: str) -> str:
    """A name to show, or the word for nobody in particular."""
    return name or _("somebody")


language_from(
    lambda: language() if st.runtime.scriptrunner.get_script_run_ctx(suppress_warning=True) else None
)
