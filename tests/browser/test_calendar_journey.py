"""A year by months in the browser: one month's budget, a freeze, a split by month kept and found again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from planner import workflows
from planner.scenarios import see_scenario
from planner.store import Store
from planner.workflows import OpenPlan
from tests.browser.conftest import Server, wait_idle
from tests.browser.grid import cell, grid_with, type_into
from tests.plans import small_plan

Picture = Callable[[str], Path]
MARCH, APRIL = 3, 4
"""Places of the months in a plan that begins in December."""


@pytest.fixture
def plan_id(server: Server) -> str:
    """A plan of three touchpoints for December, in euros."""
    store = workflows.open_store(server.database)
    plan = small_plan(id="year-by-months", name="A year by months")
    return workflows.add_plan(store, plan, "Anna", "Created").plan.id


def test_a_year_by_months(server: Server, page: Page, picture: Picture, plan_id: str, tmp_path: Path) -> None:
    store = Store(server.database)
    page.goto(f"{server.url}/budget?plan={plan_id}")
    expect(page.get_by_role("heading", name="Budget", level=1)).to_be_visible()
    wait_idle(page)
    _plan_twelve_months(page, store, plan_id)
    _fix_a_month(page, store, plan_id)
    _freeze_april(page, store, plan_id)
    picture("calendar")
    _read_the_media_plan(page, workflows.open_plan(store, plan_id), tmp_path)
    _keep_a_split_by_month(page, store, plan_id)
    picture("split-by-month")
    page.get_by_role("link", name="Scenarios").click()
    expect(page.get_by_text("2. By hand:").first).to_be_visible()
    expect(page.get_by_text("Money by period", exact=True)).to_be_visible()
    wait_idle(page)
    picture("scenarios-by-month")


def _plan_twelve_months(page: Page, store: Store, plan_id: str) -> None:
    page.get_by_role("tab", name="Calendar").click()
    wait_idle(page)
    page.get_by_role("button", name="Dec 1, 2026 – Dec 30, 2026").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("12 months", exact=True).click()
    expect(dialog.get_by_text("Dec 1, 2026 to Nov 30, 2027")).to_be_visible()
    dialog.get_by_text("By months", exact=True).click()
    expect(dialog.get_by_text("12 periods")).to_be_visible()
    wait_idle(page)
    dialog.get_by_role("button", name="Change the dates").click()
    expect(page.get_by_text("When the money is spent")).to_be_visible()
    wait_idle(page)
    assert len(workflows.open_plan(store, plan_id).plan.periods) == 12


def _fix_a_month(page: Page, store: Store, plan_id: str) -> None:
    grid = grid_with(page, "Today's pace")
    type_into(page, grid, (1, MARCH), "20000")
    plan = workflows.open_plan(store, plan_id).plan
    assert plan.periods[MARCH].budget == 2_000_000
    expect(cell(grid_with(page, "Today's pace"), 3, MARCH)).to_contain_text("20000")


def _freeze_april(page: Page, store: Store, plan_id: str) -> None:
    """Nothing is spent on search in April."""
    page.get_by_test_id("stButtonGroup").get_by_text("Days without spend").click()
    expect(page.get_by_text("Nothing is spent on these days")).to_be_visible()
    wait_idle(page)
    grid = grid_with(page, "Who pauses")
    # The button lies above the table only while the mouse does: pressed without the mouse.
    page.get_by_label("Add row: Table: Days without spend").dispatch_event("click")
    for column, text in ((1, "Shop rebuilt"), (2, "2027-04-01"), (3, "2027-04-30"), (4, "Search ads")):
        type_into(page, grid, (column, 0), text)
    expect(page.get_by_text("Days without spend (1)")).to_be_visible()
    wait_idle(page)
    (freeze,) = workflows.open_plan(store, plan_id).plan.blackouts
    assert (str(freeze.start), str(freeze.end), freeze.place.value) == ("2027-04-01", "2027-04-30", "channel")


def _read_the_media_plan(page: Page, opened: OpenPlan, tmp_path: Path) -> None:
    """The heat map is there; the file's months add up to the screen's, and April has no search."""
    expect(page.locator("[data-testid=stVegaLiteChart]:visible")).to_have_count(3)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Media plan, XLSX").click()
    file = tmp_path / "media-plan.xlsx"
    waiting.value.save_as(file)
    rows = [
        [c.value for c in row]
        for row in openpyxl.load_workbook(file, data_only=True).worksheets[0].iter_rows()
    ]
    head = next(number for number, row in enumerate(rows) if row[0] == "Stage")
    total = next(row for row in rows[head:] if row[0] == "Total")
    body = rows[head + 1 : rows.index(total)]
    for place in range(4, 17):
        assert round(sum(float(str(row[place])) for row in body), 2) == float(str(total[place]))
    assert float(str(total[4 + MARCH])) == 20_000
    search = [row for row in body if row[2] == "Search ads"]
    assert search
    assert {float(str(row[4 + APRIL])) for row in search} == {0.0}
    assert float(str(total[16])) * 100 == opened.plan.rules.total_budget


def _keep_a_split_by_month(page: Page, store: Store, plan_id: str) -> None:
    """One amount of one month typed over; kept under a name, it opens with the same amounts by month."""
    page.get_by_role("tab", name="Answer").click()
    wait_idle(page)
    page.get_by_text("The whole split, and a split of your own").click()
    grid = grid_with(page, "Apr 2027")
    expect(grid).to_be_visible()
    wait_idle(page)
    type_into(page, grid, (3, 1), "777")
    expect(page.get_by_text("Your split", exact=True)).to_be_visible()
    wait_idle(page)
    page.get_by_role("button", name="Save your split as scenario").click()
    page.get_by_label("Name", exact=True).fill("By hand")
    page.get_by_label("Name", exact=True).press("Enter")
    wait_idle(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    (kept,) = workflows.list_scenarios(store, plan_id)
    assert kept.by_period is not None
    january = workflows.open_plan(store, plan_id).plan.periods[1].id
    assert 77_700 in kept.by_period[january].values()
    assert see_scenario(store, kept).split.by_period == kept.by_period
    page.keyboard.press("Escape")
    wait_idle(page)
