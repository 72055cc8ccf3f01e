"""What the reader waits for: the map drawn, a change seen in the browser.

CPU on the server is told beside a baseline of the same run; seconds in the browser beside those of a
page that works nothing out. `python -m bench screens` runs this part alone.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.reruns import plan_of_forty_lines
from models.plan import Plan
from planner import workflows
from tests.planner.drawings import large_outcome, wide_plan

RUNS = 9


def middle_cpu(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Median CPU seconds of some runs, after one that warms up."""
    work()
    seconds = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return statistics.median(seconds)


def drawing() -> None:
    """The wide map in every view, beside an Altair chart of as many boxes and texts."""
    from planner.drawing.choice import LANES, MapFilter
    from planner.drawing.figures import map_figures
    from planner.drawing.journey import Sheet
    from planner.drawing.svg import to_svg
    from planner.drawing.text import text_width, wrap
    from planner.drawing.views import VIEWS

    plan = wide_plan()
    figures = map_figures(plan, large_outcome(plan))
    journey = VIEWS["journey"][1](plan, figures, MapFilter(), Sheet())
    baseline = middle_cpu(lambda: altair_chart(journey))
    print(
        f"Map of 12 steps x 40 touchpoints, long names. Baseline: Altair, same boxes and texts: {baseline * 1e3:.0f} ms"
    )
    for code, (name, draw) in VIEWS.items():
        lanes = tuple(LANES)

        def work(draw: Any = draw, lanes: tuple[str, ...] = lanes, cold: bool = False) -> None:
            if cold:
                text_width.cache_clear()
                wrap.cache_clear()
            to_svg(draw(plan, figures, MapFilter(), Sheet(lanes=lanes)), "light")

        warm, cold = middle_cpu(work), middle_cpu(lambda work=work: work(cold=True))
        target = " (target 100)" if code == "journey" else ""
        print(
            f"        {name}, all lanes: {warm * 1e3:.0f} ms{target}, {cold * 1e3:.0f} ms with no text measured "
            f"before; {warm / baseline:.2f} of the baseline"
        )


def altair_chart(drawing: Any) -> str:
    """Boxes and texts of a drawing as a Vega-Lite chart: what Streamlit would draw without ours."""
    import altair as alt
    import pandas as pd

    from planner.drawing.shapes import Rect, Text, every

    boxes = [item.box for item in every(drawing.items) if isinstance(item, Rect)]
    words = [
        (item.room.x, item.room.y, line)
        for item in every(drawing.items)
        if isinstance(item, Text)
        for line in item.lines
    ]
    frame = pd.DataFrame(
        [(b.x, b.y, b.right, b.bottom) for b in boxes], columns=["x", "y", "right", "bottom"]
    )
    said = pd.DataFrame(words, columns=["x", "y", "words"])
    rects = alt.Chart(frame).mark_rect().encode(
        x=alt.X("x", type="quantitative"), x2=alt.X2("right"), y=alt.Y("y", type="quantitative"), y2=alt.Y2("bottom")
    )  # fmt: skip
    texts = alt.Chart(said).mark_text(align="left").encode(
        x=alt.X("x", type="quantitative"), y=alt.Y("y", type="quantitative"), text=alt.Text("words", type="nominal")
    )  # fmt: skip
    return str((rects + texts).to_json())


def in_the_browser(folder: Path) -> None:
    """Seconds from a change to the changed picture, seen by the browser."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, FLAGS, start_server

    if not CHROMIUM.exists():
        print(f"In the browser: not measured, there is none at {CHROMIUM}")
        return
    with start_server(folder) as server, sync_playwright() as playwright:
        store = workflows.open_store(server.database)
        for plan in (
            wide_plan(),
            with_id(wide_plan(12, 400), "wide400"),
            with_id(plan_of_forty_lines(), "bench-budget"),
        ):
            workflows.add_plan(store, plan, "", "")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        print(
            f"In the browser, seconds (median of {RUNS}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}):"
        )
        for plan_id, target in (("wide", " (target 0.6)"), ("wide400", "")):
            tell(f"map of {len(workflows.open_plan(store, plan_id).plan.touchpoints)} touchpoints: name typed to picture changed",
                 map_edits(page, server.url, plan_id), target)  # fmt: skip
        tell(
            "budget of 40 lines: total typed to answer changed",
            budget_edits(page, server.url),
            " (target 0.35)",
        )
        tell("plans: own name typed to name changed (works nothing out)", name_edits(page, server.url), "")
        browser.close()


def with_id(plan: Plan, plan_id: str) -> Plan:
    """The plan under another id."""
    return plan.model_copy(update={"id": plan_id})


def tell(what: str, seconds: Iterator[float], target: str) -> None:
    """Print the median and the longest of some times."""
    found = list(seconds)
    print(f"        {what}: {statistics.median(found):.2f}{target}, longest {max(found):.2f}")


def map_edits(page: Any, url: str, plan_id: str) -> Iterator[float]:
    """Type a name into the drawer, wait until the card in the picture carries it."""
    from tests.browser.conftest import wait_idle

    page.goto(f"{url}/map?plan={plan_id}")
    wait_idle(page)
    card = page.locator('[data-target="touchpoints/t0"]')
    card.evaluate("card => { window.benchPicture = card.getRootNode(); }")
    card.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("dialog").get_by_label("Touchpoint", exact=True)
    field.wait_for()
    for number in range(RUNS + 1):
        wait_idle(page)
        name = f"Name {number}"
        field.fill(name)
        with stopped(
            page,
            f"window.benchPicture.querySelector('[data-target=\"touchpoints/t0\"]')?.getAttribute('aria-label')?.endsWith('{name}')",
        ) as clock:
            field.press("Enter")
        if number:
            yield clock[0]


def budget_edits(page: Any, url: str) -> Iterator[float]:
    """Type another total, wait until the conversions of the answer change."""
    from tests.browser.conftest import wait_idle

    page.goto(f"{url}/budget?plan=bench-budget")
    wait_idle(page)
    field = page.get_by_label("Total budget, EUR")
    for number in range(RUNS + 1):
        wait_idle(page)
        value = "document.querySelector('[data-testid=stMetricValue]')?.innerText"
        before = page.evaluate(value)
        field.fill(str(60_000 + 3_000 * number))
        with stopped(page, f"{value} !== {before!r}") as clock:
            field.press("Enter")
        if number:
            yield clock[0]


def name_edits(page: Any, url: str) -> Iterator[float]:
    """Type the reader's own name on the Plans page: what the way there and back alone takes."""
    from tests.browser.conftest import wait_idle

    page.goto(url)
    wait_idle(page)
    page.get_by_role("button", name="Your name").click()
    field = page.get_by_role("textbox", name="Your name")
    for number in range(RUNS + 1):
        wait_idle(page)
        name = f"Anna {number}"
        field.fill(name)
        shown = f"[...document.querySelectorAll('[data-testid=stPopoverButton]')].some(one => one.innerText.includes('{name}'))"
        with stopped(page, shown) as clock:
            field.press("Enter")
        if number:
            yield clock[0]


@contextmanager
def stopped(page: Any, holds: str) -> Iterator[list[float]]:
    """Seconds by the page's own clock from the next key pressed until an expression holds."""
    page.evaluate(
        "() => { window.benchSeconds = null; let begun = null; "
        "document.addEventListener('keydown', () => { begun = performance.now(); }, { capture: true, once: true }); "
        f"const look = () => {{ if (begun !== null && ({holds})) "
        "window.benchSeconds = (performance.now() - begun) / 1000; "
        "else requestAnimationFrame(look); }; requestAnimationFrame(look); }"
    )
    clock: list[float] = []
    yield clock
    page.wait_for_function("window.benchSeconds !== null", timeout=60_000)
    clock.append(page.evaluate("window.benchSeconds"))


def main() -> None:
    """All of it, in folders that are gone afterwards."""
    drawing()
    with tempfile.TemporaryDirectory() as folder:
        in_the_browser(Path(folder))
