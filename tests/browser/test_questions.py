"""A planning round's questions in the browser: a target cost, a locked channel, where the next money goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner import workflows
from planner.store import Store
from tests.browser.conftest import PATIENCE, Server, wait_idle
from tests.browser.test_budget import amounts, tile

Picture = Callable[[str], Path]

COST = "Cost per added conversion"
MOVED = re.compile(r"([+−])€([\d,.]+)")


@pytest.fixture
def plan_id(server: Server) -> str:
    """A shop of its own, so that other tests find theirs as it was."""
    return workflows.duplicate_plan(
        workflows.open_store(server.database), "online-shop", "A planning round", "Anna"
    ).plan.id


def test_a_planning_round(server: Server, page: Page, picture: Picture, plan_id: str) -> None:
    page.goto(f"{server.url}/budget?plan={plan_id}")
    expect(page.get_by_role("heading", name="Budget", level=1)).to_be_visible()
    wait_idle(page)
    _set_a_target_cost(page)
    picture("target-cost")
    _lock_a_channel(page, Store(server.database), plan_id)
    _read_where_the_next_money_goes(page)
    picture("next-money")


def _set_a_target_cost(page: Page) -> None:
    """The aim starts from today's cost; a lower target is kept on the screen, with less money."""
    page.get_by_role("combobox", name="Aim").click()
    page.get_by_role("option", name="Target cost per result (CPA)").click()
    field = page.get_by_role("spinbutton", name=f"{COST}, at most")
    expect(field).to_be_visible()
    wait_idle(page)
    assert 30 < float(field.input_value()) < 36
    field.fill("27")
    field.press("Enter")
    said = page.get_by_text("can be spent at €27 each or less")
    expect(said).to_be_visible()
    wait_idle(page)
    assert 26 < tile(page, COST) <= 27
    assert tile(page, "Spend") < 43_700
    expect(page.get_by_text("no split keeps the target.")).to_be_visible()
    page.get_by_text("Even the last one", exact=True).click()
    expect(page.get_by_text("the next result still costs €27 or less")).to_be_visible()
    wait_idle(page)
    assert tile(page, COST) < 22
    page.get_by_text("On average", exact=True).click()
    expect(said).to_be_visible()
    wait_idle(page)


def _lock_a_channel(page: Page, store: Store, plan_id: str) -> None:
    """A tick under Limits keeps the channel as today; the answer keeps it, and the target too."""
    page.get_by_role("tab", name="Limits").click()
    groups = page.locator('[data-testid="stButtonGroup"]').get_by_text("Groups", exact=True)
    expect(groups).to_be_visible()
    wait_idle(page)
    groups.click()
    expect(page.locator("#glide-cell-0-2")).to_have_text("Google Shopping")
    wait_idle(page)
    _tick(page, (3, 2), lambda: _locked(store, plan_id))
    page.get_by_role("tab", name="Answer").click()
    expect(page.get_by_text("moves bring the whole gain")).to_be_visible()
    wait_idle(page)
    moves = page.locator("[class*='st-key-move-']")
    expect(moves.first).to_be_visible()
    assert moves.filter(has_text="Shopping ads").count() == 0
    assert 26 < tile(page, COST) <= 27
    answer = workflows.optimise(workflows.open_plan(store, plan_id).plan)
    assert answer.proposed.spend["product-shopping"] == answer.now.spend["product-shopping"]
    assert tile(page, "Conversions") == pytest.approx(answer.proposed.conversions, abs=1)


def _read_where_the_next_money_goes(page: Page) -> None:
    page.get_by_role("tab", name="More or less money").click()
    box = page.locator(".st-key-money-more")
    expect(box.get_by_text("Where the next money goes")).to_be_visible()
    wait_idle(page)
    said = box.inner_text()
    found = re.search(r"The next €1,000 bring ([\d.,]+) conversions", said)
    assert found is not None, said
    assert amounts(found.group(1))[0] > 0
    moved = [float(sign.replace("−", "-") + amount.replace(",", "")) for sign, amount in MOVED.findall(said)]
    assert sum(moved) == pytest.approx(1_000, abs=6)


def _locked(store: Store, plan_id: str) -> bool:
    plan = workflows.open_plan(store, plan_id).plan
    lines = [
        line for line in plan.touchpoints if plan.by_id["channels"][line.channel_id].name == "Google Shopping"
    ]
    return all(line.standing.value == "locked" for line in lines)


def _tick(page: Page, cell: tuple[int, int], ticked: Callable[[], bool]) -> None:
    """Walk to a box of the table by keyboard and tick it; the grid is a canvas with a hidden table."""
    column, row = cell
    hidden = page.locator(f"#glide-cell-{column}-{row}")
    hidden.wait_for(state="attached")
    for _attempt in range(PATIENCE // 2_000):
        if hidden.get_attribute("aria-selected") != "true":
            page.keyboard.press("Escape")
            canvas = page.locator('[data-testid="stDataFrame"]:visible canvas').first
            canvas.click(position={"x": 60, "y": 52 + 35 * row}, force=True)
            for _step in range(column):
                page.keyboard.press("ArrowRight")
            page.wait_for_timeout(700)
        if hidden.get_attribute("aria-selected") == "true":
            page.keyboard.press("Space")
            for _wait in range(20):
                if ticked():
                    wait_idle(page)
                    return
                page.wait_for_timeout(200)
    raise AssertionError("the box was never ticked")
