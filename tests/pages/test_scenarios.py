"""The Scenarios screen: kept, renamed, copied, locked, deleted, brought back, compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from models.changes import Set
from models.plan import make_plan
from planner import workflows
from planner.scenarios import keep_scenario
from planner.workflows import OpenPlan, Scenario, Store
from tests.models.test_periods import values_of
from tests.plans import small_values

App = Callable[..., AppTest]
NAME = "<b>Careful</b> $5 & *more* =1+1"


@pytest.fixture
def kept(database: Store) -> Scenario:
    """The answer of the small plan kept, after which its total was raised."""
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    opened = workflows.add_plan(database, make_plan(values), "Anna", "Created")
    answer = workflows.optimise(opened.plan)
    scenario = keep_scenario(database, answer.plan, answer.proposed, (NAME, "a note"), by="Anna")
    workflows.change_plan(database, opened, [Set(path="rules.total_budget", value=1_000_000)], "Anna", "more")
    return scenario


def names(database: Store) -> list[str]:
    return [scenario.name for scenario in workflows.list_scenarios(database, "small")]


def test_without_scenarios_it_says_what_to_do(open_app: App, plan_in_store: OpenPlan) -> None:
    app = open_app("scenarios", "small")
    assert app.info[0].value.startswith("No scenario yet.")
    assert app.button[-1].label == "Go to the budget"


def test_the_latest_stands_beside_the_plan_of_today(open_app: App, kept: Scenario) -> None:
    app = open_app("scenarios", "small")
    assert not app.exception
    assert [tile.label for tile in app.metric] == ["Conversions", "Conversions"]
    said = [markdown.value for markdown in app.markdown]
    assert any("\\<b\\>Careful" in text and "\\$5" in text for text in said)
    differences = app.dataframe[0].value
    assert next(iter(differences.iloc[0])) == "Total budget"
    assert list(differences.iloc[0])[1:] == ["€10,000", "€9,000"]


def test_rename_duplicate_lock_delete_and_back(open_app: App, database: Store, kept: Scenario) -> None:
    app = open_app("scenarios", "small")
    app.text_input(key=f"name {kept.id}").set_value("Spring").run()
    app.text_area(key=f"note {kept.id}").set_value("with a note").run()
    app.button(key=f"rename {kept.id}").click().run()
    assert names(database) == ["Spring"]
    app.button(key=f"copy {kept.id}").click().run()
    assert names(database) == ["Spring", "Spring (copy)"]
    app.button(key=f"lock {kept.id}").click().run()
    assert app.button(key=f"delete {kept.id}").disabled
    app.button(key=f"lock {kept.id}").click().run()
    app.button(key=f"delete {kept.id}").click().run()
    assert names(database) == ["Spring (copy)"]
    app.button(key="bring back scenario").click().run()
    assert sorted(names(database)) == ["Spring", "Spring (copy)"]
    assert not app.exception


def test_periods_that_differ_and_the_curve_stand_below(open_app: App, database: Store) -> None:
    plan = make_plan(values_of(30, 31))
    workflows.add_plan(database, plan, "Anna", "Created")
    late = workflows.simulate(plan, None, {"p1": {"t_search": 900_000}})
    keep_scenario(database, plan, late, (NAME, ""), by="Anna")
    app = open_app("scenarios", "small")
    app.session_state["periods apart"] = True
    app.run()
    assert not app.exception
    said = [markdown.value.replace("\\", "") for markdown in app.markdown]
    assert any(text.startswith("- 1. The plan as it is now: the best split of its") for text in said)
    assert any(NAME in text and "conversions fewer than the best split of the same" in text for text in said)
    apart = next(frame.value for frame in app.dataframe if "Period" in frame.value.columns)
    assert set(apart["Period"]) == {"Sep 2026", "Oct 2026"}
    assert [getattr(button, "label", "") for button in app.get("download_button")] == [
        "Comparison, XLSX",
        "Comparison, CSV",
    ]
