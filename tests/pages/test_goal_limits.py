"""Goals as limits on the Budget page: the table, the line under Answer, the cost under Why, a way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from models.plan import make_plan
from planner import workflows
from planner.workflows import Store
from tests.plans import small_values

App = Callable[..., AppTest]

GOALS: list[dict[str, Any]] = [
    {"id": "visits", "name": "More visits <b>", "place": "step", "place_id": "visit", "measure": "people_count",
     "target": 9000.0, "binds": "hard"},
    {"id": "orders", "name": "Orders", "measure": "conversion_count", "target": 320.0, "binds": "soft"},
    {"id": "cheap", "name": "Cheap orders", "measure": "cost_per_conversion", "target": 25.0, "direction": "down"},
]  # fmt: skip


def words(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


@pytest.fixture
def with_goals(database: Store) -> Callable[[float], None]:
    def added(visits: float) -> None:
        goals = [{**GOALS[0], "target": visits}, *GOALS[1:]]
        rules = {"total_budget": 900_000, "assumed_move_limit": None}
        workflows.add_plan(database, make_plan(small_values(goals=goals, rules=rules)), "Anna", "Created")

    return added


def at(app: AppTest, tab: str, section: str = "") -> AppTest:
    app.session_state["budget tab"] = tab
    if section:
        app.session_state["limits section"] = section
    return app.run()


def test_goals_bind_and_say_so(open_app: App, with_goals: Callable[[float], None]) -> None:
    with_goals(9000.0)
    app = open_app("budget", "small")
    assert "“Orders” reaches 305 of 320: 15 are missing." in words(app)
    assert "Goals that hold the split back: “More visits <b>”" in words(app)
    assert any("\\<b\\>" in caption.value or "\\<b>" in caption.value for caption in app.caption)
    said = words(at(app, "Why"))
    assert "What goals cost" in said
    assert "Without it the split would bring 3.6 conversions more" in said
    said = words(at(app, "Limits", "goals"))
    assert "Hard: no split that misses it." in said
    assert "“Cheap orders” cannot bind: A cost per conversion is money over results" in said
    assert not app.exception


def test_a_goal_out_of_reach_is_lowered_with_a_click(
    open_app: App, database: Store, with_goals: Callable[[float], None]
) -> None:
    with_goals(9400.0)
    app = open_app("budget", "small")
    assert "goal “More visits <b>”: people at least 9,400" in words(app)
    (button,) = [one for one in app.button if "the best that the limits allow" in one.label]
    button.click().run()
    assert workflows.open_plan(database, "small").plan.goals[0].target == 9217.0
    assert app.metric
    assert not app.exception
