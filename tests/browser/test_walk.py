"""The walk-through in a real browser: by keyboard, with a note that nothing loses."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Page, TimeoutError, expect

from planner import workflows
from tests.browser.conftest import PATIENCE, Server, wait_idle

NOTE = "The price of delivery <b>comes</b> too late"


def test_the_arrows_walk_and_a_note_is_kept(page: Page, server: Server) -> None:
    store = workflows.open_store(server.database)
    plan_id = workflows.duplicate_plan(store, "online-shop", "A map to walk", "").plan.id
    page.goto(f"{server.url}/map?plan={plan_id}&view=walk")
    expect(page.get_by_role("heading", name="Visits the shop")).to_be_visible()
    wait_idle(page)
    for name in ("Looks at a product", "Puts it into the cart"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        wait_idle(page)
    field = page.get_by_label("What do you notice here as a customer?")
    field.fill(NOTE)
    field.press("ArrowLeft")
    leave_for_budget(page)
    for _attempt in range(PATIENCE // 200):
        if workflows.open_plan(store, plan_id).plan.walk_notes:
            break
        page.wait_for_timeout(200)
    (note,) = workflows.open_plan(store, plan_id).plan.walk_notes
    assert (note.text, note.step_id) == (NOTE, "cart")
    page.goto(f"{server.url}/map?plan={plan_id}&view=walk&stop=cart")
    expect(page.get_by_text(NOTE, exact=True)).to_be_visible()


def leave_for_budget(page: Page) -> None:
    """Leave the field by the link. Leaving saves, and a page drawn anew between press and release takes the click."""
    for _attempt in range(4):
        page.get_by_role("link", name="Budget").click()
        with suppress(TimeoutError):
            page.wait_for_url("**/budget**", timeout=15_000)
            return
    page.wait_for_url("**/budget**")
