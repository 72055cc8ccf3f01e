"""Typing into a table of the app: its grid is a canvas, beside which stands a hidden table."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, Position, expect

from tests.browser.conftest import PATIENCE, wait_idle

ROW, HEADER = 35, 35


def grid_with(page: Page, column: str) -> Locator:
    """The visible grid that has a column of this title."""
    return page.locator('[data-testid="stDataFrame"]:visible').filter(has_text=column).first


def cell(grid: Locator, column: int, row: int) -> Locator:
    """The hidden cell of a grid; the first column that holds data is the one after the marker, if any."""
    return grid.locator(f"#glide-cell-{column}-{row}")


def type_into(page: Page, grid: Locator, at: tuple[int, int], text: str) -> None:
    """Walk to a cell by keyboard and type.

    A grid that has only just appeared may lose a click or a key while it is laid out: then walk again.
    """
    column, row = at
    wanted = cell(grid, column, row)
    wanted.wait_for(state="attached")
    for _attempt in range(PATIENCE // 2_000):
        with suppress(Error):  # drawn anew under the hand
            _walk(page, grid, (column, row))
            if wanted.get_attribute("aria-selected") == "true":
                break
    expect(wanted).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.locator("#portal input, #portal textarea").first.fill(text)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    wait_idle(page)


def _walk(page: Page, grid: Locator, at: tuple[int, int]) -> None:
    """From the cell that is selected, or from one that a click selects."""
    if page.locator("#portal input, #portal textarea").count():
        page.keyboard.press("Escape")
    here = _selected(grid)
    if here is None:
        grid.scroll_into_view_if_needed(timeout=5_000)
        place: Position = {"x": 100, "y": HEADER + ROW * at[1] + ROW // 2}
        grid.locator("canvas").first.click(position=place, force=True, timeout=5_000)
        page.wait_for_timeout(700)
        here = _selected(grid)
    if here is not None:
        for forward, back, steps in (
            ("ArrowDown", "ArrowUp", at[1] - here[1]), ("ArrowRight", "ArrowLeft", at[0] - here[0]),
        ):  # fmt: skip
            for _step in range(abs(steps)):
                page.keyboard.press(forward if steps > 0 else back)
    page.wait_for_timeout(500)


def _selected(grid: Locator) -> tuple[int, int] | None:
    found = grid.locator("td[aria-selected=true][id^=glide-cell]")
    if found.count() != 1:
        return None
    column, row = str(found.get_attribute("id")).split("-")[2:]
    return int(column), int(row)
