"""A person makes a map from a template in a real browser: add, drag, undo, redo, mend a finding, take away, bring back."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Locator, Page, expect

from models.plan import Plan
from planner import workflows
from planner.store import Store
from tests.browser.conftest import Server, wait_idle
from tests.browser.test_map import _wait_until as wait_until

CHANNEL = '<img src=x onerror="alert(1)"> & =1+1'
TOUCHPOINT = "Radio **morning** \u202eshow"


def test_a_map_is_made_from_a_template_edited_taken_away_and_brought_back(
    page: Page, server: Server, tmp_path: Path
) -> None:
    store = workflows.open_store(server.database)
    plan_id = start_from_template(page, server)

    def now() -> Plan:
        return workflows.open_plan(store, plan_id).plan

    add(page, "Channel", {"Channel": CHANNEL})
    wait_until(page, lambda: now().channels[-1].name == CHANNEL)
    add(page, "Touchpoint", {"Touchpoint": TOUCHPOINT}, {"Channel": CHANNEL, "Step": now().steps[0].name})
    wait_until(page, lambda: now().touchpoints[-1].name == TOUCHPOINT)
    line = now().touchpoints[-1]
    card = page.locator(f'[data-target="touchpoints/{line.id}"]')
    # A character that turns the direction of what follows is not drawn, so that the name reads as typed.
    expect(card).to_have_attribute("aria-label", f"Touchpoint: {TOUCHPOINT.replace('\u202e', '')}")
    expect(page.locator("img[src=x]")).to_have_count(0)

    say_something_for_a_goal(page, card)
    wait_until(
        page,
        lambda: [len(now().by_id["touchpoints"][line.id].messages), now().goals[-1].place_id] == [1, line.id],
    )
    drag_to_next_column(page, card)
    wait_until(page, lambda: now().by_id["touchpoints"][line.id].step_id != line.step_id)
    moved = now().by_id["touchpoints"][line.id].step_id
    press(page, "Undo")
    wait_until(page, lambda: now().by_id["touchpoints"][line.id].step_id == line.step_id)
    press(page, "Redo")
    wait_until(page, lambda: now().by_id["touchpoints"][line.id].step_id == moved)

    mend_a_finding(page, store, plan_id)
    take_away_and_bring_back(page, store, plan_id, tmp_path)


def start_from_template(page: Page, server: Server) -> str:
    """A new plan from a template, by the buttons of the Plans page; then to its map. Returns its id."""
    page.goto(server.url)
    wait_idle(page)
    press(page, "Start from a ready plan")
    choose(page, page.get_by_role("dialog"), "Start from", re.compile("^Template: Local service"))
    page.get_by_label("Name of your plan").fill("Our map")
    press(page, "Make the plan")
    page.wait_for_url(re.compile(r"/budget\?plan="))
    wait_idle(page)
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_role("heading", name="Map", level=1)).to_be_visible()
    expect(page.locator(".pick").first).to_be_visible()
    wait_idle(page)
    return str(re.findall(r"plan=([\w-]+)", page.url)[0])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    wait_idle(page)


def choose(page: Page, inside: Locator, label: str, option: str | re.Pattern[str]) -> None:
    """Choose an option of a select box by its name."""
    box = inside.get_by_role("combobox", name=re.compile(f"{label}$")).first
    box.click()
    page.get_by_role("option", name=option).first.click()
    wait_idle(page)


def add(page: Page, thing: str, typed: dict[str, str], chosen: dict[str, str] | None = None) -> None:
    """Add a thing by the form of the Add menu."""
    press(page, "Add")
    page.get_by_role("menuitem", name=thing, exact=True).or_(
        page.get_by_role("option", name=thing, exact=True)
    ).click()
    fill_in(page, typed, chosen or {})


def fill_in(page: Page, typed: dict[str, str], chosen: dict[str, str]) -> None:
    form = page.get_by_role("dialog")
    expect(form).to_be_visible()
    for label, text in typed.items():
        field = form.get_by_label(label, exact=True)
        field.fill(text)
        field.blur()
        wait_idle(page)
    for label, option in chosen.items():
        choose(page, form, label, option)
    form.get_by_role("button", name="Add", exact=True).click()
    expect(form).to_have_count(0)
    wait_idle(page)


def say_something_for_a_goal(page: Page, card: Locator) -> None:
    """By keyboard: the card takes the focus, Enter opens its drawer."""
    card.focus()
    page.keyboard.press("Enter")
    wait_idle(page)
    press(page, "Add: Message")
    fill_in(page, {"Message": "We call back within the hour"}, {})
    card.focus()
    page.keyboard.press("Enter")
    wait_idle(page)
    press(page, "Add: Goal")
    fill_in(page, {"Goal": "More calls"}, {})


def drag_to_next_column(page: Page, card: Locator) -> None:
    card.scroll_into_view_if_needed()
    box = card.bounding_box()
    assert box is not None
    x, y = box["x"] + 30, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + box["width"] + 20, y + 5, steps=6)
    page.mouse.up()
    wait_idle(page)


def mend_a_finding(page: Page, store: Store, plan_id: str) -> None:
    """The brand check of the new message is missing: go there, tick it; the finding is gone."""
    message = workflows.open_plan(store, plan_id).plan.messages[-1]
    page.get_by_role("radio", name=re.compile("^Findings")).click()
    wait_idle(page)
    more = page.get_by_text(re.compile(r"^\d+ more$"))
    if more.count():
        more.first.click()
    finding = page.locator("[class*='st-key-finding']").filter(
        has_text=f"“{message.text}” has no brand check"
    )
    finding.get_by_role("button", name="Go there").click()
    wait_idle(page)
    page.get_by_role("dialog").get_by_text("More", exact=True).click()
    page.get_by_role("dialog").get_by_text("Brand check", exact=True).click()
    wait_until(
        page, lambda: workflows.open_plan(store, plan_id).plan.by_id["messages"][message.id].brand_checked
    )
    wait_idle(page)
    page.keyboard.press("Escape")
    expect(finding).to_have_count(0)


def take_away_and_bring_back(page: Page, store: Store, plan_id: str, folder: Path) -> None:
    page.get_by_role("radio", name="Journey").click()
    wait_idle(page)
    picture = download(page, "Picture (PNG)", folder / "map.png")
    assert picture.startswith(b"\x89PNG")
    book = openpyxl.load_workbook(io.BytesIO(download(page, "All tables (XLSX)", folder / "map.xlsx")))
    cells = [cell for row in book["Touchpoints"].iter_rows() for cell in row]
    assert CHANNEL in [cell.value for cell in book["Channels"]["A"]]
    next(cell for cell in cells if cell.value == TOUCHPOINT).value = "Radio, from the sheet"
    file = folder / "edited.xlsx"
    book.save(file)
    page.get_by_role("radio", name="Tables").click()
    wait_idle(page)
    page.get_by_text("Edit in a spreadsheet").click()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("1 difference", exact=True)).to_be_visible()
    press(page, "Take it over")
    wait_until(
        page,
        lambda: workflows.open_plan(store, plan_id).plan.touchpoints[-1].name == "Radio, from the sheet",
    )


def download(page: Page, name: str, file: Path) -> bytes:
    press(page, "Download")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    waiting.value.save_as(file)
    page.keyboard.press("Escape")
    wait_idle(page)
    return file.read_bytes()
