"""The panels of the map in a real browser: pictures that are clicked, a rule that leaves as a brief, a review."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from planner import workflows
from tests.browser.conftest import Server, wait_idle

CHART = '[data-testid="stVegaLiteChart"]'


@pytest.fixture
def plan_id(server: Server) -> str:
    """A copy of the online shop to work on."""
    store = workflows.open_store(server.database)
    return workflows.duplicate_plan(store, "online-shop", "A map to mend", "").plan.id


def opened(page: Page, server: Server, plan_id: str, view: str) -> None:
    page.goto(f"{server.url}/map?plan={plan_id}&view={view}")
    expect(page.get_by_role("button", name="Add", exact=True)).to_be_visible()
    wait_idle(page)


def test_a_click_into_the_matrix_leads_to_the_problem(page: Page, server: Server, plan_id: str) -> None:
    opened(page, server, plan_id, "priorities")
    number = page.locator(f'{CHART} text[font-weight="700"]', has_text="3").filter(has_not_text="1")
    number.first.wait_for(state="visible")
    box = number.first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("dialog")).to_contain_text("Problem")


def test_a_click_into_the_grades_lists_the_numbers(page: Page, server: Server, plan_id: str) -> None:
    opened(page, server, plan_id, "evidence")
    bar = page.locator(f"{CHART} text", has_text="6 assumed").last
    box = bar.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] - 40, box["y"] + box["height"] / 2)
    expect(page.get_by_role("radio", name="assumed 6")).to_be_visible()


def test_a_suggested_rule_leaves_as_a_brief(page: Page, server: Server, plan_id: str) -> None:
    opened(page, server, plan_id, "strategy&part=stuck")
    page.get_by_role("button", name="Add this rule").click()
    expect(page.get_by_role("dialog")).to_contain_text("Stuck at the step")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_idle(page)
    page.get_by_role("button", name="Brief for the tool").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Brief (CSV)").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [row["Channel"] for row in rows] == ["Web push", "E-mail", "Retargeting"]


def test_a_map_is_marked_as_reviewed(page: Page, server: Server, plan_id: str) -> None:
    opened(page, server, plan_id, "review")
    page.get_by_role("button", name="Mark as reviewed today").click()
    expect(page.get_by_text("Last reviewed on")).to_be_visible()
