"""The aim on the Budget screen, without a browser: targets are chosen, answered, said and kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from models.changes import Set
from models.goals import Sought
from models.plan import make_plan
from planner import workflows
from planner.workflows import OpenPlan, Store
from tests.pages.test_budget import stored, words
from tests.plans import small_values

App = Callable[..., AppTest]


@pytest.fixture
def free(database: Store) -> OpenPlan:
    """The small plan, free to move."""
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    return workflows.add_plan(database, make_plan(values), "Anna", "Created")


def tiles(app: AppTest) -> dict[str, str]:
    return {tile.label.replace("\\", ""): tile.value.replace("\\", "") for tile in app.metric}


def test_a_target_cost_starts_from_today_and_is_kept(open_app: App, database: Store, free: OpenPlan) -> None:
    app = open_app("budget", "small")
    app.selectbox(key="aim small").set_value("target_cost").run()
    today = workflows.simulate(free.plan)
    cost = today.charged / today.incremental_conversions
    assert stored(database).rules.target_cost == pytest.approx(100 * cost, rel=0.01)
    assert f"Today one that the money brings costs €{cost:.2f}" in words(app)
    app.number_input(key="edit small rules.target_cost").set_value(30.0).run()
    assert list(tiles(app)) == ["Cost per added conversion", "Conversions", "Spend"]
    assert "€6,128 can be spent at €30 each or less" in words(app)
    assert "With more than €6,129 no split keeps the target." in words(app)
    assert "Given how well the numbers are known, the chance that the target is kept is" in words(app)
    assert float(tiles(app)["Cost per added conversion"].lstrip("€")) <= 30.0
    app.radio(key="holds for small").set_value("last_result").run()
    assert stored(database).rules.target_holds_for == "last_result"
    assert "Up to €2,170 the next result still costs €30 or less" in words(app)
    app.button(key="undo").click().run()
    assert stored(database).rules.target_holds_for == "all_results"


def test_least_spend_for_people_at_a_step_asks_for_the_step(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    app = open_app("budget", "small")
    app.selectbox(key="aim small").set_value("least_spend").run()
    assert stored(database).rules.target_people is not None
    app.selectbox(key="counted small").set_value("people_at_step").run()
    assert "Say at which step people are to be counted. Choose the step below the aim." in words(app)
    assert not app.metric
    app.selectbox(key="counted at small").set_value("lead").run()
    leads = workflows.simulate(stored(database)).steps["lead"].served
    assert stored(database).rules.target_people == pytest.approx(leads, abs=1)
    app.number_input(key="edit small rules.target_people").set_value(600.0).run()
    assert list(tiles(app)) == ["Spend", "People at “Lead”", "Cost per added person at “Lead”"]
    assert "The least spend for 600 people at “Lead”" in words(app)
    answer = workflows.optimise(stored(database))
    assert answer.proposed.steps["lead"].served >= 600
    assert answer.target is not None


def test_profit_asks_for_the_margin_where_it_is_missing(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    app = open_app("budget", "small")
    app.selectbox(key="aim small").set_value("profit").run()
    assert "Profit needs a margin: it is not known at “Order”" in words(app)
    app.number_input(key="edit small steps.order.margin").set_value(100.0).run()
    margin = stored(database).by_id["steps"]["order"].margin
    assert margin is not None
    assert margin.value == 1.0
    assert list(tiles(app)) == ["Profit", "Revenue", "Conversions"]
    before = tiles(app)["Profit"]
    app.number_input(key="edit small steps.order.returns").set_value(10.0).run()
    assert tiles(app)["Profit"] != before


def test_revenue_without_a_value_asks_for_it(open_app: App, database: Store) -> None:
    values = small_values(rules={"total_budget": 900_000, "objective": "revenue"})
    values["steps"][2]["value"] = None
    workflows.add_plan(database, make_plan(values), "Anna", "Created")
    app = open_app("budget", "small")
    assert "No step has a value" in words(app)
    app.number_input(key="edit small steps.order.value").set_value(80.0).run()
    assert list(tiles(app)) == ["Revenue", "Return on spend", "Conversions"]


def test_everything_below_the_answer_works_on_the_total_that_was_found(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    changes = [
        Set(path="rules.sought", value="least_spend"), Set(path="rules.target_people", value=250.0),
    ]  # fmt: skip
    workflows.change_plan(database, free, changes, "Anna", "target")
    tabs = {
        "Answer": "moves bring the whole gain", "Why": "Fix the leak, or buy traffic?",
        "More or less money": "What more budget buys", "Calendar": "The plan is answered as a whole",
        "Limits": "What may not move",
    }  # fmt: skip
    for tab, said in tabs.items():
        app = open_app("budget", "small")
        app.session_state["budget tab"] = tab
        app.run()
        assert not app.exception
        assert not app.error
        assert said in words(app)
        assert "The least spend for 250 conversions: €5,383." in words(app)
    assert not [control for control in app.segmented_control if control.key == "moves small"]


def test_a_scenario_keeps_the_question_as_it_was_asked(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    changes = [
        Set(path="rules.sought", value="target_return"), Set(path="rules.target_return", value=2.5),
    ]  # fmt: skip
    workflows.change_plan(database, free, changes, "Anna", "target")
    app = open_app("budget", "small")
    assert list(tiles(app)) == ["Return on spend", "Revenue", "Spend"]
    app.session_state["save as scenario"] = True
    app.run()
    app.text_input[-1].set_value("ROAS 2.5")
    next(button for button in app.button if button.label == "Save").click().run()
    (scenario,) = workflows.list_scenarios(database, "small")
    assert scenario.spend is not None
    assert sum(scenario.spend.values()) < 720_000
    assert scenario.changes == ()
    assert stored(database).rules.sought is Sought.TARGET_RETURN
    card = next(card for card in workflows.list_plans(database) if card.id == "small")
    assert card.proposed_conversions == pytest.approx(
        workflows.optimise(stored(database)).proposed.conversions
    )


def test_the_name_of_a_step_is_text_in_labels_tiles_and_sentences(open_app: App, database: Store) -> None:
    rules = {
        "total_budget": 900_000, "assumed_move_limit": None, "sought": "least_spend", "target_people": 600.0,
        "objective": "people_at_step", "objective_step_id": "lead",
    }  # fmt: skip
    values = small_values(rules=rules)
    values["steps"][1]["name"] = "[lead](https://example.invalid) **now** <b>"
    workflows.add_plan(database, make_plan(values), "Anna", "Created")
    app = open_app("budget", "small")
    parts = [*app.metric, *app.number_input, *app.selectbox]
    shown = [
        *(part.label for part in parts),
        *(str(part.value) for part in [*app.info, *app.warning, *app.caption]),
    ]
    assert any("example" in text for text in shown)
    assert not any("](" in text or "** now" in text or "<b>" in text for text in shown)
