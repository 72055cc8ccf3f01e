"""The pages there are, the way in, and the guard for those who come by another way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from pages.shared import session
from pages.shared.mishaps import saying_errors
from planner.language import N_, _

ROOT = Path(__file__).resolve().parents[2]
DOOR = "streamlit_app.py"
ASSETS = ROOT / "pages" / "assets"

PAGES: dict[str, tuple[str, str]] = {
    "plans": (N_("Plans"), ":material/dashboard:"),
    "quick_start": (N_("Use my numbers"), ":material/upload:"),
    "map": (N_("Map"), ":material/account_tree:"),
    "budget": (N_("Budget"), ":material/balance:"),
    "scenarios": (N_("Scenarios"), ":material/compare_arrows:"),
}
"""File name in `pages/` -> title and icon, in the order of work. The first is home."""


def open_door() -> None:
    """Draw the navigation and the page asked for. Every run begins here."""
    session.speak()
    session.remember("door_passed", True)
    # Before the navigation: it would fetch its own icon for the tab from another machine.
    st.set_page_config(page_title="Journeymix", page_icon=str(ASSETS / "favicon.png"), layout="wide")
    page = st.navigation(list(_pages().values()), position="top")
    st.set_page_config(page_title=f"{page.title} · Journeymix")
    look = session.theme()
    st.logo(str(ASSETS / f"logo-{look}.svg"), size="large", icon_image=str(ASSETS / f"logo-{look}.svg"))
    wanted = session.recall("wanted_page")
    if wanted is not None:
        session.forget("wanted_page")
        go_to(*wanted)
    _run(page)


def guard_door() -> None:
    """Send whoever came past the door through it, and back here with the same address.

    On a server just started, an address such as /budget runs `pages/budget.py` by itself: the
    `pages` folder is also Streamlit's older way to make pages.
    """
    if session.recall("door_passed"):
        return
    name = urlsplit(st.context.url or "").path.rstrip("/").rsplit("/", 1)[-1]
    session.remember("wanted_page", (name, st.query_params.to_dict()))
    st.switch_page(DOOR)


def go_to(name: str, query: Mapping[str, str] | None = None) -> None:
    """Leave for another page, with the open plan in the address; home where there is no such page."""
    pages = _pages()
    opened = session.open_plan()
    parameters = dict(query or ({"plan": opened.plan.id} if opened else {}))
    st.switch_page(pages.get(name, pages["plans"]), query_params=parameters)


def page_exists(name: str) -> bool:
    """Whether there is such a page."""
    return (ROOT / "pages" / f"{name}.py").exists()


def _pages() -> dict[str, st.Page]:
    first = next(iter(PAGES))
    return {
        name: st.Page(ROOT / "pages" / f"{name}.py", title=_(title), icon=icon, default=name == first)
        for name, (title, icon) in PAGES.items()
        if page_exists(name)
    }


def _run(page: st.Page) -> None:
    with saying_errors():
        page.run()
