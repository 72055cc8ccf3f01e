"""Paste a table, confirm, meet reality, get an answer: the first ten minutes, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from planner.imports.samples import sample
from tests.browser.conftest import Server, wait_idle

LINES = """channel\tstage\tstep\tspend\tresults
Google search\tReach\tVisits\t4 000,00\t3 000
Meta <b>Ads</b>\tReach\tVisits\t2 500,50\t2 600
Lead ads\tAct\tLeads\t-15\t250
Newsletter\tReach\tVisits\t--\t800
"""
STEPS = """step\tstage\tobserved\taddressable
Visits\tReach\t10 000\t50 000
Leads\tAct\t900\t
Orders\tConvert\t200\t
"""


def press(page: Page, name: str) -> None:
    """Press a button and wait for what follows."""
    page.get_by_role("button", name=name, exact=True).click()
    wait_idle(page)


def begin(page: Page, server: Server) -> None:
    """The screen, by way of the navigation."""
    page.goto(server.url)
    wait_idle(page)
    page.get_by_role("link", name="Use my numbers").click()
    expect(page.get_by_role("heading", name="What you saw in all")).to_be_visible()
    wait_idle(page)


def paste(page: Page, lines: str, steps: str) -> None:
    """Put both tables in, as from a spreadsheet."""
    for place, text in enumerate((lines, steps)):
        box = page.get_by_label("Paste from your spreadsheet").nth(place)
        box.fill(text)
        box.press("Control+Enter")
        wait_idle(page)


def test_paste_confirm_meet_reality_and_get_an_answer(
    page: Page, server: Server, picture: Callable[[str], Path]
) -> None:
    begin(page, server)
    paste(page, LINES, STEPS)
    press(page, "Check what was read")
    expect(page.get_by_text("1 row was refused and will not be in the plan.")).to_be_visible()
    expect(page.get_by_role("heading", name="3 budget lines")).to_be_visible()
    expect(page.get_by_text("€6,500.50", exact=True)).to_be_visible()
    picture("quick_start_check")
    press(page, "To the settings")
    page.get_by_label("Name of the plan").fill("From the clipboard")
    page.get_by_label("Name of the plan").press("Enter")
    wait_idle(page)
    press(page, "Build the plan")
    expect(page.get_by_role("heading", name="you had 200")).to_be_visible()
    picture("quick_start_reality")
    press(page, "Close the gap")
    expect(page.get_by_role("heading", name="gives 200 at “Orders”, as you saw")).to_be_visible()
    press(page, "On to the budget")
    page.wait_for_url("**/budget?plan=*")
    wait_idle(page)
    expect(page.get_by_text("From the clipboard").first).to_be_visible()
    expect(page.get_by_text("Best split for these curves").first).to_be_visible()


def test_a_file_whatever_its_name_is_read_by_its_bytes(page: Page, server: Server, tmp_path: Path) -> None:
    table = tmp_path / "report.xls"
    table.write_bytes(sample("lines").replace(",", ";").encode("cp1251"))
    begin(page, server)
    page.get_by_role("button", name="Choose a file").first.click()
    page.locator("input[type=file]").set_input_files(str(table))
    expect(page.get_by_text("10 rows, 7 columns read.")).to_be_visible()
    wait_idle(page)
    press(page, "Take it away")
    expect(page.get_by_label("Paste from your spreadsheet").first).to_be_visible()
