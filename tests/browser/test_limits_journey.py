"""Limits in the browser: a minimum if used is kept, impossible limits are mended by a click, a proof goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models.communication import Touchpoint
from models.plan import Plan, make_plan
from planner import workflows
from planner.store import Store
from tests.browser.conftest import PATIENCE, Server, wait_idle
from tests.browser.test_budget import tile
from tests.hard_plan import hard_plan
from tests.plans import small_values

Picture = Callable[[str], Path]

SOCIAL = 1
"""Row of the touchpoint “Social” in the table of limits."""

AT_LEAST, IF_USED = 4, 7
"""Columns of the table of limits, in money."""


def stored(server: Server, plan: Plan, plan_id: str) -> Store:
    """The plan in the server's database, under an id of its own."""
    store = workflows.open_store(server.database)
    workflows.add_plan(store, plan.model_copy(update={"id": plan_id}), "Anna", "Created")
    return store


@pytest.fixture
def limits_plan(server: Server) -> Store:
    """Two touchpoints that may move as they like; the best split gives Social about a third."""
    values = small_values(name="Limits", rules={"total_budget": 900_000, "assumed_move_limit": None})
    return stored(server, make_plan(values), "limits-journey")


def test_a_minimum_if_used_and_limits_that_cannot_hold_together(
    server: Server, page: Page, picture: Picture, limits_plan: Store
) -> None:
    page.goto(f"{server.url}/budget?plan=limits-journey")
    expect(page.get_by_role("heading", name="Budget", level=1)).to_be_visible()
    wait_idle(page)
    before = proposed(limits_plan)
    least = round(before["t_social"] / 100 * 1.4)
    page.get_by_role("tab", name="Limits").click()
    wait_idle(page)
    type_into(page, (IF_USED, SOCIAL), str(least), lambda: social(limits_plan).minimum_if_used == least * 100)
    expect(page.get_by_text(f"at least €{least:,} if used")).to_be_visible()
    after = proposed(limits_plan)
    assert after["t_social"] == 0 or after["t_social"] >= least * 100
    assert after["t_social"] != before["t_social"]
    expect_conversions(page, limits_plan)
    picture("minimum-if-used")

    type_into(page, (AT_LEAST, SOCIAL), "12000", lambda: social(limits_plan).lower == 1_200_000)
    expect(page.get_by_text("No split keeps all of these together:", exact=True).first).to_be_visible()
    expect(page.get_by_text("the total budget of €9,000").first).to_be_visible()
    wait_idle(page)
    picture("impossible")
    page.get_by_role("button", name=re.compile("^Loosen to: “Social”: at least €9,000")).click()
    expect(page.get_by_text("No split keeps all of these together:", exact=True)).to_have_count(0)
    wait_idle(page)
    assert social(limits_plan).lower == 900_000
    assert proposed(limits_plan)["t_social"] == 900_000
    expect_conversions(page, limits_plan)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("No split keeps all of these together:", exact=True).first).to_be_visible()


@pytest.fixture
def long_plan(server: Server) -> Store:
    """A plan whose proof takes far longer than a page waits."""
    return stored(server, hard_plan(60, money_step=100_000), "long-proof")


def test_a_proof_goes_on_behind_the_page_and_is_stopped(
    server: Server, page: Page, picture: Picture, long_plan: Store
) -> None:
    page.goto(f"{server.url}/budget?plan=long-proof")
    begin = page.get_by_role("button", name="Keep proving")
    expect(begin).to_be_visible()
    expect(page.get_by_text("Best split found so far.", exact=False).first).to_be_visible()
    wait_idle(page)
    before = missing(page)
    assert before > 0.01
    begin.click()
    running = page.locator(".st-key-proving")
    expect(running).to_be_visible()
    expect(running).to_contain_text("Best so far")
    picture("keep-proving")
    # Another tab is read meanwhile; the search goes on.
    page.get_by_role("tab", name="Calendar").click()
    expect(running).to_contain_text(re.compile(r"\d+ seconds? of at most 300"))
    running.get_by_role("button", name="Stop").click()
    expect(running).to_have_count(0)
    wait_idle(page)
    offered = page.locator(".st-key-keep-proving")
    assert (missing(page) if offered.count() else 0.0) <= before  # a fast machine may have proved it all


def missing(page: Page) -> float:
    """Percent of what the money brings that a better split could bring, as the offer says."""
    said = page.locator(".st-key-keep-proving").inner_text()
    found = re.search(r"more: ([\d.]+)% of what the money brings", said)
    assert found is not None, said
    return float(found.group(1))


def proposed(store: Store) -> dict[str, int]:
    """The best split of the plan as it is stored now."""
    return workflows.optimise(workflows.open_plan(store, "limits-journey").plan).proposed.spend


def social(store: Store) -> Touchpoint:
    """The touchpoint as it is stored now."""
    found: Touchpoint = workflows.open_plan(store, "limits-journey").plan.by_id["touchpoints"]["t_social"]
    return found


def expect_conversions(page: Page, store: Store) -> None:
    """The tile shows what the stored plan's answer brings; few moves may bring a little less."""
    wait_idle(page)
    answer = workflows.optimise(workflows.open_plan(store, "limits-journey").plan)
    now, best = answer.now.conversions, answer.proposed.conversions
    assert now + 0.9 * (best - now) - 1 <= tile(page, "Conversions") <= best + 1 or best < now


def type_into(page: Page, cell: tuple[int, int], text: str, done: Callable[[], bool]) -> None:
    """Walk to a cell of the first table by keyboard and type until it is saved; the grid is a canvas."""
    column, row = cell
    hidden = page.locator(f"#glide-cell-{column}-{row}")
    hidden.first.wait_for(state="attached")
    for _attempt in range(PATIENCE // 3_000):
        page.keyboard.press("Escape")
        canvas = page.locator('[data-testid="stDataFrame"]:visible canvas').first
        canvas.click(position={"x": 60, "y": 52 + 35 * row}, force=True)
        for _step in range(column):
            page.keyboard.press("ArrowRight")
        page.wait_for_timeout(700)
        if hidden.first.get_attribute("aria-selected") != "true":
            continue
        page.keyboard.press("Enter")
        page.locator("#portal .gdg-input").fill(text)
        page.keyboard.press("Enter")
        for _wait in range(20):
            if done():
                wait_idle(page)
                return
            page.wait_for_timeout(200)
    raise AssertionError(f"{text} was never saved")
