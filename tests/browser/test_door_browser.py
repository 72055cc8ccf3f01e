"""Through the door in a real browser: cold deep links, and the Plans screen as a newcomer meets it."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models.plan import make_plan
from pages.shared.navigation import PAGES
from planner.plan_file import read_plan, write_plan
from planner.starting_points import example_ids
from tests.browser.conftest import Server, wait_idle
from tests.plans import small_values

HOSTILE = '<img src=x onerror="alert(1)"> **b** http://evil.example =1+1 🎉 Їжак'


@pytest.mark.parametrize("name", PAGES)
def test_the_first_request_to_a_cold_server_may_be_a_deep_link(
    name: str, cold_server: Server, page: Page
) -> None:
    """It runs the page's file without the door; the page sends it through the door and back."""
    address = f"{cold_server.url}/{name}?plan={min(example_ids())}"
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.status == 200
    page.goto(address)
    expect(page.get_by_role("link", name="Plans", exact=True)).to_be_visible()
    wait_idle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[name][0])
    expect(page.get_by_text("Something went wrong")).to_have_count(0)
    if name in ("map", "budget", "scenarios"):
        expect(page.get_by_role("button", name="Undo")).to_be_visible()
        assert page.url == address
    assert "Traceback" not in cold_server.log.read_text()


def test_every_page_is_asked_for_first_by_a_test() -> None:
    pages = {path.stem for path in (Path(__file__).parents[2] / "pages").glob("[a-z]*.py")}
    assert pages == set(PAGES)


def test_a_plan_file_comes_in_is_deleted_brought_back_and_goes_out(
    page: Page, server: Server, tmp_path: Path
) -> None:
    plan = make_plan(small_values() | {"id": "from_file", "name": HOSTILE})
    file = tmp_path / "plan.json"
    file.write_bytes(write_plan(plan))
    page.goto(server.url)
    wait_idle(page)
    page.get_by_role("button", name="Read a plan file").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Add this plan").click()
    page.wait_for_url(re.compile(r"/budget\?plan=from_file"))
    page.goto(server.url)
    wait_idle(page)
    card = page.locator(".st-key-card-from_file")
    expect(card.get_by_role("heading")).to_contain_text('<img src=x onerror="alert(1)"> **b**')
    assert card.locator("a, img").count() == 0
    card.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(card).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    card.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Download the plan file").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^Download")).last.click()
    assert read_plan(Path(download.value.path()).read_bytes()) == plan
    assert json.loads(Path(download.value.path()).read_text())["name"] == HOSTILE


def test_a_newcomer_is_two_clicks_from_an_answer_and_every_page_opens(page: Page, server: Server) -> None:
    page.goto(server.url)
    wait_idle(page)
    card = page.locator(f".st-key-card-{min(example_ids())}")
    expect(card).to_contain_text("Conversions, now → proposed")
    card.get_by_role("button", name="Open budget").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Budget")
    for name in ("Map", "Scenarios", "Use my numbers", "Plans"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        wait_idle(page)
        expect(page.get_by_text("Something went wrong")).to_have_count(0)
