"""A split set by hand by period: typed, emptied, refused, kept as a scenario and opened again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from models.plan import make_plan
from planner import workflows
from planner.hand_split import WHOLE, HandSplit, amounts_by_period
from planner.workflows import OpenPlan, Store
from tests.models.test_periods import values_of
from tests.pages.test_budget import words

App = Callable[..., AppTest]


@pytest.fixture
def months(database: Store) -> OpenPlan:
    """The small plan from September to November, by months."""
    return workflows.add_plan(database, make_plan(values_of(30, 31, 30)), "Anna", "Created")


def table(app: AppTest) -> dict[str, dict[str, float]]:
    """The rows of the split's editor by touchpoint."""
    frame = next(one.value for one in app.dataframe if "period0" in one.value.columns)
    return {row["touchpoint"]: row for row in frame.to_dict("records")}


def test_amounts_of_months_are_simulated_and_kept(open_app: App, database: Store, months: OpenPlan) -> None:
    app = open_app("budget", "small")
    app.session_state["whole split"] = True
    app.session_state["by hand small"] = HandSplit({("t_search", "p1"): 123_400})
    app.run()
    assert not app.exception
    assert "Your split" in words(app)
    assert table(app)["Search"]["period1"] == 1_234.0
    answer = workflows.optimise(months.plan)
    amounts = amounts_by_period(months.plan, answer.proposed, HandSplit({("t_search", "p1"): 123_400}))
    own = workflows.simulate(months.plan, None, amounts)
    assert any(tile.value == f"{own.conversions:,.0f}" for tile in app.metric)
    sums = next(
        one.value for one in app.dataframe
        if "period0" in one.value.columns and one.value["touchpoint"][0] == "All touchpoints"
    )  # fmt: skip
    assert sums["period1"][0] == sum(amounts["p1"].values()) / 100
    app.text_input(key="own scenario name").set_value("By month").run()
    app.button(key="save own").click().run()
    (kept,) = workflows.list_scenarios(database, "small")
    assert kept.by_period == amounts


def test_a_sum_is_spread_and_what_cannot_be_simulated_is_said(open_app: App, database: Store) -> None:
    values = values_of(30, 31)
    values["touchpoints"].append({"id": "t_new", "name": "New", "step_id": "visit", "channel_id": "search"})
    workflows.add_plan(database, make_plan(values), "Anna", "Created")
    app = open_app("budget", "small")
    app.session_state["whole split"] = True
    app.session_state["by hand small"] = HandSplit({("t_search", WHOLE): 100, ("t_gone", WHOLE): 5})
    app.run()
    assert not app.exception
    assert table(app)["Search"]["sum"] == 1.0
    app.session_state["by hand small"] = HandSplit({("t_new", "p0"): 5_000})
    app.run()
    assert "it has no response curve" in words(app)
    assert table(app)["Search"]["sum"] > 1.0
    app.button(key="back from refused").click().run()
    assert "it has no response curve" not in words(app)
