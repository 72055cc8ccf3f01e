"""Seconds on the server for a rerun of Budget with 40 lines, beside an empty page of the same frame.

Pages run as in the app, through its door and on a database of their own, but without a browser: what
is measured is the script and the messages it makes.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

LINES = 40
RUNS = 15
CHANNELS = (
    "Google search", "Google brand search", "Meta Ads", "YouTube", "TikTok", "Display", "Affiliates", "Retargeting",
    "E-mail", "Partners",
)  # fmt: skip
STEPS = (("Visits", "Reach"), ("Sign-ups", "Act"), ("Orders", "Convert"), ("Repeat orders", "Engage"))
EMPTY = """
from pages.shared import session
from pages.shared.page import page_frame, saying_errors
from planner.language import N_

session.remember("door_passed", True)
with saying_errors():
    page_frame(N_("Budget"))
"""


def plan_of_forty_lines() -> Any:
    """Ten channels at four steps, as a person would paste them."""
    from planner.imports.quick_start import QuickStartSettings, build_plan, preview
    from planner.imports.table_reader import read_table

    rows = ["channel,stage,step,spend,results"]
    for place, channel in enumerate(CHANNELS):
        for depth, (step, stage) in enumerate(STEPS):
            rows.append(
                f"{channel},{stage},{step},{900 + 170 * place + 130 * depth},{(400 + 61 * place) // 4**depth}"
            )
    seen = [
        "step,stage,observed,addressable",
        "Visits,Reach,30000,400000",
        "Sign-ups,Act,6000,",
        "Orders,Convert,1500,",
    ]
    steps = read_table("\n".join([*seen, "Repeat orders,Engage,400,"]))
    settings = QuickStartSettings(
        currency="EUR", period_start=dt.date(2026, 10, 1), period_end=dt.date(2026, 10, 31)
    )
    return build_plan(preview(read_table("\n".join(rows)), steps, None, settings), settings)


def measure_reruns() -> dict[str, float]:
    """Medians: an empty page, Budget as it stands, Budget after a change of the total (a new answer)."""
    from streamlit.testing.v1 import AppTest

    from planner import workflows

    with tempfile.TemporaryDirectory() as folder:
        os.environ["JOURNEYMIX_DB"] = str(Path(folder) / "bench.db")
        plan = workflows.add_plan(workflows.open_store(), plan_of_forty_lines(), "", "Bench").plan
        if len(plan.touchpoints) != LINES:
            raise AssertionError(f"{len(plan.touchpoints)} lines")
        empty = AppTest.from_string(EMPTY, default_timeout=120)
        app = AppTest.from_file(str(Path(__file__).parent.parent / "streamlit_app.py"), default_timeout=120)
        for page in (empty, app):
            page.query_params["plan"] = plan.id
            page.run()
        app.switch_page("pages/budget.py").run()
        return {
            "empty": _median(lambda run: empty.run()),
            "rerun": _median(lambda run: app.run()),
            "change": _median(lambda run: _change_total(app, plan, run)),
        }


def _change_total(app: Any, plan: Any, run: int) -> None:
    total = plan.rules.total_budget / 100 + 10.0 * run
    app.number_input(key=f"edit {plan.id} rules.total_budget").set_value(total).run()
    if app.exception or app.error:
        raise AssertionError([each.value for each in (*app.exception, *app.error)])


def _median(work: Any) -> float:
    for run in range(3):
        work(run + 1)
    seconds = []
    for run in range(RUNS):
        begun = time.perf_counter()
        work(run + 10)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def report_reruns(found: dict[str, float]) -> None:
    """Two lines: the rerun beside the empty page, and a new answer."""
    empty, rerun, change = (found[name] for name in ("empty", "rerun", "change"))
    print(
        f"Budget with {LINES} lines: a rerun takes {rerun:.3f} s on the server, an empty page of the same frame "
        f"{empty:.3f} s: {rerun / empty:.1f} times (target 3)"
    )
    print(
        f"        after a change of the total, to the last of it (draws, what refusing each move costs): {change:.3f} s"
    )
