"""What goes wrong, in words: on a page, in a fragment or dialog, and in what widgets call.

A refusal is said in the reader's words. An error nobody thought of goes to the server's log; the
reader never meets Streamlit's own box.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

import streamlit as st

from models.errors import JourneymixError
from pages.shared.numbers import safe_text
from pages.shared.reader import speak
from pages.shared.state import take_told, tell
from planner.language import _, say_error

log = logging.getLogger("journeymix")


@contextmanager
def saying_errors() -> Iterator[None]:
    """Say here what goes wrong inside."""
    try:
        yield
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 2_000), icon=":material/error:")
    except Exception:
        log.exception("unexpected error on a page")
        st.error(_unexpected(), icon=":material/error:")


def guarded[**P, R](body: Callable[P, R]) -> Callable[P, R | None]:
    """For the body of a fragment or a dialog, which runs without the page: its language and its refusals.

    Stands below `@st.fragment` or `@st.dialog(...)`.
    """

    @wraps(body)
    def run(*values: P.args, **named: P.kwargs) -> R | None:
        speak()
        result: R | None = None
        draw_told()
        with saying_errors():
            result = body(*values, **named)
        return result  # noqa: RET504 (the refusal was said; there is no result)

    return run


def called_by_widget[**P](action: Callable[P, None]) -> Callable[P, None]:
    """For what a button or a field calls, before the page runs: what goes wrong is told on the page that follows."""

    @wraps(action)
    def run(*values: P.args, **named: P.kwargs) -> None:
        speak()
        try:
            action(*values, **named)
        except JourneymixError as error:
            tell("error", say_error(error))
        except Exception:
            log.exception("unexpected error in what a widget called")
            tell("error", _unexpected())

    return run


def draw_told() -> None:
    """Say what was told since the last frame."""
    icons = {"error": ":material/error:", "warning": ":material/warning:", "info": ":material/info:"}
    for tone, text in take_told():
        if tone == "success":
            st.toast(safe_text(text, 500), icon=":material/check_circle:")
        else:
            getattr(st, tone)(safe_text(text, 2_000), icon=icons[tone])


def _unexpected() -> str:
    return (
        _("Something went wrong here, and it is not your doing. Nothing was lost: every edit is saved.")
        + " "
        + _("Reload the page. If it happens again, the server's log says where.")
    )
