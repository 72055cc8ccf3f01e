"""Messages with numbers of their own: typed on the map, split and told about on the budget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from models.plan import Plan, make_plan
from planner import workflows
from planner.moves import few_moves
from planner.workflows import OpenPlan, Store
from tests.plans import curve, small_values

App = Callable[..., AppTest]
HOSTILE = '**Half** <b>price</b> $x$ [a](http://e.example) =1+1 :smile: 🎉 "q"'


@pytest.fixture
def said(database: Store) -> OpenPlan:
    """The small plan, its search line saying two messages; one is known by numbers of its own."""
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    values["messages"] = [{"id": "price", "text": HOSTILE}, {"id": "trust", "text": "Since 1931"}]
    values["touchpoints"][0] |= {
        "results": 4000,
        "messages": [
            {
                "message_id": "price",
                "current_spend": 200_000,
                "results": 2000,
                "curve": curve(2000, 2000, 0.6),
            },
            {"message_id": "trust"},
        ],
    }
    return workflows.add_plan(database, make_plan(values), "Anna", "Created")


def stored(database: Store) -> Plan:
    return workflows.open_plan(database, "small").plan


def words(app: AppTest) -> str:
    parts: list[Any] = [*app.markdown, *app.caption, *app.error]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def test_why_says_how_the_budget_is_split_and_what_works(open_app: App, said: OpenPlan) -> None:
    app = open_app("budget", "small")
    app.session_state["budget tab"] = "Why"
    app.session_state["messages by stage"] = True
    app.run()
    assert not app.exception
    text = words(app)
    assert "Budget by message" in text
    assert "“Search”: “**Half** <b>price</b>" in text
    assert "other messages" in text
    assert "Which messages work best at each stage" in text
    shown = next(frame.value for frame in app.dataframe if "message" in frame.value)
    assert list(shown["message"]) == [HOSTILE, "Since 1931"]
    split = few_moves(workflows.optimise(said.plan)).split
    assert shown["conversions"].sum() == pytest.approx(split.lines["t_search"].conversions)


def test_two_numbers_typed_in_the_drawer_give_a_message_its_curve(
    open_app: App, database: Store, said: OpenPlan
) -> None:
    app = open_app("map", "small")
    app.session_state["map dialog"] = ("edit", "touchpoints", "t_search", {})
    app.session_state["message numbers t_search"] = True
    app.run()
    spends = [one for one in app.number_input if one.label.startswith("Spent on this message")]
    assert [one.value for one in spends] == [2000.0, None]
    spends[1].set_value(3000.0).run()
    assert stored(database).touchpoints[0].messages[1].curve is None
    results = [one for one in app.number_input if one.label.startswith("Results of this message")]
    results[1].set_value(2000.0).run()
    laid = stored(database).touchpoints[0].messages[1].curve
    assert laid is not None
    assert laid.observation is not None
    assert (laid.observation.spend, laid.observation.response) == (3000.0, 2000.0)
    assert laid.elasticity is not None
    assert laid.elasticity.value == 0.6  # that of the touchpoint's own curve
    assert "1% more money here is taken to bring 0.6% more results" in words(app)
    app.button(key="undo").click().run()
    assert stored(database).touchpoints[0].messages[1].curve is None


def test_the_matrix_shows_what_messages_took_and_brought(open_app: App, said: OpenPlan) -> None:
    app = open_app("map", "small")
    app.session_state["map view"], app.session_state["map table"] = "tables", "message_matrix"
    app.run()
    assert not app.exception
    frame = app.dataframe[0].value
    assert frame["spent"].tolist() == ["2,000", ""]
    assert frame["results"].tolist() == ["2,000", ""]
