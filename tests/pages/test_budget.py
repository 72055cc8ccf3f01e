"""The Budget screen from the door, without a browser: question, answer, refusing, impossible limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from models.changes import Set
from models.plan import make_plan
from planner import workflows
from planner.hand_split import WHOLE, HandSplit
from planner.workflows import OpenPlan, Store
from tests.plans import small_values

App = Callable[..., AppTest]


@pytest.fixture
def free(database: Store) -> OpenPlan:
    """The small plan, free to move, with an address of its own."""
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    return workflows.add_plan(database, make_plan(values), "Anna", "Created")


def stored(database: Store) -> Any:
    return workflows.open_plan(database, "small").plan


def words(app: AppTest) -> str:
    """Everything the page says, markdown escapes taken out."""
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def test_the_answer_is_there_at_once(open_app: App, free: OpenPlan) -> None:
    app = open_app("budget", "small")
    answer = workflows.optimise(free.plan)
    tiles = {tile.label: tile.value for tile in app.metric}
    assert tiles["Conversions"] == f"{answer.proposed.conversions:,.0f}"
    assert set(tiles) == {"Conversions", "Cost per conversion", "Revenue"}
    assert "None of the 3 curves is measured." in words(app)
    assert "checked to 0.01%" in words(app)
    assert [tab.label for tab in app.tabs] == ["Answer", "Why", "More or less money", "Calendar", "Limits"]
    assert any("likely" in caption.value for caption in app.caption)


def test_another_total_gives_another_answer_and_can_be_undone(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    app = open_app("budget", "small")
    before = app.metric[0].value
    app.number_input(key="edit small rules.total_budget").set_value(12_000.0).run()
    assert stored(database).rules.total_budget == 1_200_000
    assert app.metric[0].value != before
    assert "Against today's proportions at the same total" in words(app)
    app.button(key="undo").click().run()
    assert stored(database).rules.total_budget == 900_000
    assert app.metric[0].value == before


def test_refusing_a_move_holds_the_line_and_says_what_it_costs(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    app = open_app("budget", "small")
    assert "Refusing it costs" in words(app)
    app.button(key="refuse t_search").click().run()
    plan = stored(database)
    assert plan.by_id["touchpoints"]["t_search"].standing.value == "locked"
    answer = workflows.optimise(plan)
    assert answer.proposed.spend["t_search"] == 500_000
    assert "that costs" in words(app)
    app.button(key="free t_search").click().run()
    assert stored(database).by_id["touchpoints"]["t_search"].standing.value == "flexible"


def test_limits_that_cannot_hold_are_named_and_a_click_loosens_them(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    limit = {"id": "cap", "place": "channel", "place_id": "search", "lower": 1_000_000}
    workflows.change_plan(database, free, [Set(path="rules.limits", value=[limit])], "Anna", "limit")
    app = open_app("budget", "small")
    assert "No split keeps all of these together" in words(app)
    assert "channel “Search ads”: at least €10,000" in words(app)
    assert "the total budget of €9,000" in words(app)
    assert not app.metric
    assert stored(database).rules.limits[0].lower == 1_000_000


def test_more_money_than_limits_allow_can_be_left_unspent(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    held = [Set(path="rules.assumed_move_limit", value=0.3), Set(path="rules.total_budget", value=2_000_000)]
    workflows.change_plan(database, free, held, "Anna", "more")
    app = open_app("budget", "small")
    assert "on an assumed curve, at most 30% up or down" in words(app)
    app.button(key="way out at_most").click().run()
    assert stored(database).rules.spend_total == "at_most"
    assert "€8,300 of the total stay unspent" in words(app)
    assert app.metric[0].label == "Conversions"


def test_too_little_money_for_what_is_committed_offers_the_least_total(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    committed = [Set(path="touchpoints.t_social.committed", value=1_000_000)]
    workflows.change_plan(database, free, committed, "Anna", "committed")
    app = open_app("budget", "small")
    assert "“Social”: €10,000 committed" in words(app)
    assert "take €1,000 more than the total" in words(app)
    app.button(key="way out raise").click().run()
    assert app.metric[0].label == "Conversions"


def test_a_budget_of_nothing_is_asked_for(open_app: App, database: Store, free: OpenPlan) -> None:
    workflows.change_plan(database, free, [Set(path="rules.total_budget", value=0)], "Anna", "none")
    app = open_app("budget", "small")
    assert "The total budget is 0." in words(app)
    assert not app.metric


def test_why_and_limits_have_their_say(open_app: App, free: OpenPlan) -> None:
    app = open_app("budget", "small")
    app.session_state["budget tab"] = "Why"
    app.run()
    assert "The narrowest place: Visit → Lead" in words(app)
    assert "What each limit costs" in words(app)
    app.session_state["budget tab"] = "More or less money"
    app.run()
    assert "90% of what the budget brings is there at about €" in words(app)
    assert "The next €100 bring" in words(app)
    assert "this goes first:" in words(app)
    app.session_state["budget tab"] = "Limits"
    app.run()
    assert "as set in the platform" in words(app)
    assert not app.exception


def test_at_most_so_many_touchpoints_change(open_app: App, database: Store, free: OpenPlan) -> None:
    app = open_app("budget", "small")
    app.session_state["more rules"] = True
    app.run()
    app.number_input(key="edit small rules.most_lines_changed").set_value(2).run()
    assert stored(database).rules.most_lines_changed == 2
    answer = workflows.optimise(stored(database))
    changed = [line for line, money in answer.proposed.spend.items() if money != answer.now.spend[line]]
    assert len(changed) <= 2
    assert not app.exception
    assert "Refusing it costs" in words(app)
    assert "more advertising" not in words(app)


def test_a_minimum_if_used_is_kept_and_said(open_app: App, database: Store, free: OpenPlan) -> None:
    from planner.limit_lines import typed_lines

    changes = list(typed_lines(free.plan, free.plan.touchpoints, {2: {"minimum_if_used": 3_000.0}}).changes)
    workflows.change_plan(database, free, changes, "Anna", "minimum")
    spend = workflows.optimise(stored(database)).proposed.spend[free.plan.touchpoints[2].id]
    assert spend == 0 or spend >= 300_000
    app = open_app("budget", "small")
    assert "at least €3,000 if used" in words(app)


def test_an_edited_limit_is_committed_as_typed(open_app: App, database: Store, free: OpenPlan) -> None:
    app = open_app("budget", "small")
    app.session_state["budget tab"] = "Limits"
    app.run()
    from planner.limit_lines import typed_lines

    cells: dict[int, dict[str, Any]] = {
        1: {"upper": 2_500.5, "standing": "flexible"},
        2: {"assumed_limit_lifted": True},
    }
    changes = typed_lines(free.plan, free.plan.touchpoints, cells).changes
    workflows.change_plan(database, free, list(changes), "Anna", "limits")
    plan = stored(database)
    assert plan.by_id["touchpoints"]["t_social"].upper == 250_050
    assert plan.by_id["touchpoints"]["t_again"].assumed_limit_lifted


def test_hostile_names_show_as_text(open_app: App, database: Store) -> None:
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    values["touchpoints"][0]["name"] = "<img src=x onerror=alert(1)> **b** $x$ [a](http://e.example) 🎉 Їжак"
    values["channels"][0]["name"] = "=1+1"
    workflows.add_plan(database, make_plan(values), "Anna", "Created")
    app = open_app("budget", "small")
    raw = [markdown.value for markdown in app.markdown if "img src" in markdown.value]
    assert raw
    assert all("\\<img" in text and "\\*\\*b" in text and "\\$x" in text for text in raw)


def test_a_split_by_hand_is_simulated_beside_and_outlives_an_edit(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    app = open_app("budget", "small")
    app.session_state["by hand small"] = HandSplit({("t_search", WHOLE): 0})
    app.session_state["whole split"] = True
    app.run()
    assert "Your split" in words(app)
    answer = workflows.optimise(free.plan)
    own = workflows.simulate(free.plan, {**answer.proposed.spend, "t_search": 0})
    tile = next(
        tile for tile in app.metric if tile.label == "Conversions" and tile.value == f"{own.conversions:,.0f}"
    )
    assert tile.delta.startswith("-")
    app.number_input(key="edit small rules.total_budget").set_value(9_500.0).run()
    assert "Your split" in words(app)
    next(button for button in app.button if button.label == "Back to the proposed split").click().run()
    assert "Your split" not in words(app)


def test_a_plan_by_weeks_shows_when_the_money_is_spent(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    app = open_app("budget", "small")
    app.session_state["budget tab"] = "Calendar"
    app.run()
    assert "The plan is answered as a whole." in words(app)
    next(control for control in app.button_group if control.key == "pace small").set_value("weeks").run()
    plan = stored(database)
    assert len(plan.periods) == -(-plan.days // 7)
    assert "When the money is spent" in words(app)
    assert not app.exception
    from pages.budget_parts.calendar import budget_changes

    changes = budget_changes(plan, {0: {"fixed": 1_000.0}, 1: {"fixed": None}})
    opened = workflows.open_plan(database, "small")
    workflows.change_plan(database, opened, changes, "Anna", "period")
    answer = workflows.optimise(stored(database))
    assert answer.proposed.periods[plan.periods[0].id].charged == pytest.approx(1_000)
    for tab in ("Why", "More or less money", "Answer", "Calendar"):
        app.session_state["budget tab"] = tab
        app.run()
        assert not app.error
        assert not app.exception
