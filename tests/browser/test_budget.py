"""From the plans to a workbook: another total, a move refused, a scenario kept, the sums held against the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, wait_idle

Picture = Callable[[str], Path]


def amounts(text: str) -> list[float]:
    """Every number in a text written in the reader's format (en-US)."""
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def tile(page: Page, label: str) -> float:
    """The value of a tile."""
    metric = page.get_by_test_id("stMetric").filter(has_text=label).first
    return amounts(metric.get_by_test_id("stMetricValue").inner_text())[0]


def test_from_the_plans_to_a_workbook_that_adds_up(
    server: Server, page: Page, picture: Picture, tmp_path: Path
) -> None:
    page.goto(server.url)
    wait_idle(page)
    page.locator(".st-key-budget-online-shop button").click()
    expect(page.get_by_role("heading", name="Budget")).to_be_visible()
    wait_idle(page)
    before = tile(page, "Conversions")
    picture("budget")

    total = page.get_by_label("Total budget, EUR")
    total.fill("50000")
    total.press("Enter")
    expect(page.get_by_text("€50,000 in all")).to_be_visible()
    wait_idle(page)
    more = tile(page, "Conversions")
    assert more > before

    row = page.locator("[class*='st-key-move-']").first
    name = row.locator("strong").first.inner_text()
    row.get_by_role("button", name="Refuse").click()
    held = page.locator("[class*='st-key-refused-']").filter(has_text=name)
    expect(held.get_by_role("button", name="Let it move")).to_be_visible()
    wait_idle(page)
    assert tile(page, "Conversions") < more
    expect(held).to_contain_text("that costs")

    page.get_by_role("button", name="Save as scenario").click()
    page.get_by_label("Name", exact=True).fill("Refused one")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    page.keyboard.press("Escape")
    wait_idle(page)

    with page.expect_download() as waiting:
        page.get_by_role("button", name="XLSX").click()
    file = tmp_path / "allocation.xlsx"
    waiting.value.save_as(file)
    check_workbook(page, file)

    page.get_by_role("link", name="Scenarios").click()
    expect(page.get_by_text("Refused one").first).to_be_visible()
    wait_idle(page)
    picture("scenarios")


def check_workbook(page: Page, file: Path) -> None:
    """Sums of the file against the file's own lines and the screen's tiles."""
    sheet = openpyxl.load_workbook(file, data_only=True).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if row[0] == "Segment")
    place = {title: number for number, title in enumerate(rows[head])}
    last = next(number for number, row in enumerate(rows) if number > head and row[0] == "Total")
    body, total = rows[head + 1 : last], rows[last]
    budget = [float(str(row[place["Budget"]])) for row in body]
    assert round(sum(budget), 2) == float(str(total[place["Budget"]])) == 50_000
    assert round(sum(float(str(row[place["Charge to budget"]])) for row in body), 2) == 50_000
    revenue = sum(float(str(row[place["Revenue"]])) for row in body)
    assert 0 < revenue < tile(page, "Revenue")
    for name in {str(row[place["Touchpoint"]]) for row in body}:
        shown = page.locator("[class*='st-key-move-']").filter(has_text=name)
        if shown.count():  # a touchpoint whose messages have curves of their own has a row for each
            rows_of = [row for row in body if row[place["Touchpoint"]] == name]
            assert sum(float(str(row[place["Budget"]])) for row in rows_of) in amounts(
                shown.first.inner_text()
            )


def test_the_other_tabs_in_the_dark(server: Server, page: Page, picture: Picture) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{server.url}/budget?plan=local-service")
    wait_idle(page)
    page.get_by_role("tab", name="Why").click()
    expect(page.get_by_text("Fix the leak, or buy traffic?")).to_be_visible()
    expect(page.locator("[data-testid=stVegaLiteChart]").first).to_be_visible()
    wait_idle(page)
    picture("why-dark")
    page.get_by_role("tab", name="Calendar").click()
    expect(page.get_by_text("The plan is answered as a whole")).to_be_visible()
    page.get_by_role("tab", name="More or less money").click()
    expect(page.get_by_text("What more budget buys", exact=True)).to_be_visible()
    wait_idle(page)
    charts = page.locator("[data-testid=stVegaLiteChart]:visible")
    expect(charts).to_have_count(2)
    for chart in charts.all():
        expect(chart.locator("canvas, svg").first).to_be_visible()
    picture("more-or-less-money-dark")
    page.get_by_role("tab", name="Limits").click()
    expect(page.get_by_text("What each touchpoint may spend over the whole plan")).to_be_visible()
    wait_idle(page)
    picture("limits-dark")
