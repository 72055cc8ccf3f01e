"""The map in a real browser: click to edit, drag to move, type into a table; the picture follows."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from planner import workflows
from planner.store import Store
from tests.browser.conftest import PATIENCE, Server, wait_idle

NAME = "Ads <b>on</b> kinds & of =1+1"


def test_a_thing_is_clicked_edited_moved_and_typed_over_in_a_table(page: Page, server: Server) -> None:
    store = workflows.open_store(server.database)
    plan_id = workflows.duplicate_plan(store, "local-service", "A map to edit", "").plan.id
    page.goto(f"{server.url}/map?plan={plan_id}")
    wait_idle(page)
    _edit_in_the_drawer(page)
    page.get_by_role("button", name="Undo").click()
    wait_idle(page)
    expect(page.locator(".pick", has_text=NAME)).to_have_count(0)
    _drag_a_touchpoint(page)
    _wait_until(page, lambda: _step_of_card(store, plan_id) != "profile")
    page.goto(f"{server.url}/map?plan={plan_id}&view=tables&table=channels")
    wait_idle(page)
    _type_into_cell(page, (1, 0), "Maps")
    _wait_until(page, lambda: workflows.open_plan(store, plan_id).plan.channels[0].name == "Maps")


def _edit_in_the_drawer(page: Page) -> None:
    page.locator('[data-target="touchpoints/profile-maps"]').first.click()
    wait_idle(page)
    name = page.get_by_role("dialog").get_by_label("Touchpoint", exact=True)
    name.fill(NAME)
    name.press("Enter")
    shown = page.locator('[data-target="touchpoints/profile-maps"]')
    expect(shown).to_have_attribute("aria-label", f"Touchpoint: {NAME}")
    wait_idle(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_idle(page)
    expect(shown.locator("b")).to_have_count(0)


def _drag_a_touchpoint(page: Page) -> None:
    card = page.locator('[data-target="touchpoints/profile-maps"]')
    card.scroll_into_view_if_needed()
    box = card.bounding_box()
    assert box is not None
    x, y = box["x"] + 30, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + box["width"] + 20, y + 5, steps=6)
    page.mouse.up()
    wait_idle(page)


def _type_into_cell(page: Page, cell: tuple[int, int], text: str) -> None:
    """Walk to a cell of the table by keyboard and type; the grid is a canvas with a hidden table."""
    column, row = cell
    grid = page.locator('[data-testid="stDataFrame"] canvas').first
    grid.click(position={"x": 120, "y": 52}, force=True)
    hidden = page.locator(f"#glide-cell-{column}-{row}")
    expect(hidden).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.locator("#portal .gdg-input").fill(text)
    page.keyboard.press("Enter")


def _step_of_card(store: Store, plan_id: str) -> str:
    return str(workflows.open_plan(store, plan_id).plan.by_id["touchpoints"]["profile-maps"].step_id)


def _wait_until(page: Page, holds: Callable[[], bool]) -> None:
    for _attempt in range(PATIENCE // 200):
        if holds():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it was never saved")
