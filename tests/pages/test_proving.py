"""An answer with a gap is searched on from the page; few moves are shown to be the fewest; needs are set."""

from __future__ import annotations

import threading
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from models.allocation import SearchStatus
from models.changes import Set
from models.plan import Plan, make_plan
from pages.shared import session
from planner import workflows
from planner.answers import Search, optimise
from planner.proving import can_go_on
from planner.workflows import OpenPlan, Store
from tests.hard_plan import hard_plan
from tests.planner.test_fewest_moves import plan_of
from tests.plans import small_values

Open = Callable[..., AppTest]
PATIENCE = 60.0


def hurried(plan: Plan) -> Plan:
    """The plan, its answer of a search without time where the pages look for it."""
    session.shelf().put(optimise(plan, search=Search(seconds=0.0)))
    return plan


def texts(app: AppTest) -> str:
    return "\n".join(
        str(element.value) for kind in ("markdown", "caption", "info", "error", "warning", "success") for element in getattr(app, kind)
    ).replace("\\", "")  # fmt: skip


def offered(app: AppTest) -> bool:
    return any(button.key == "begin proving" for button in app.button)


def until_ended(app: AppTest, stop: str = "stop proving") -> None:
    """Look again until the search has ended and the page has taken its answer over."""
    turn = threading.Event()
    for _ in range(int(PATIENCE / 0.2)):
        app.run()
        if not any(button.key == stop for button in app.button):
            return
        turn.wait(0.2)
    raise AssertionError("the search did not end")


def test_the_search_goes_on_and_its_answer_serves_every_reader(open_app: Open, database: Store) -> None:
    plan = hurried(hard_plan(14, money_step=50_000))
    workflows.add_plan(database, plan, "Anna", "Created")
    app = open_app("budget", "hard")
    assert offered(app)
    assert "A better one could bring at most" in texts(app)
    assert "worked out once the split is proved" in texts(app)
    app.button(key="begin proving").click().run()
    until_ended(app)
    assert not app.exception
    assert not offered(app)
    assert "checked to 0.01%" in texts(app)
    found = session.shelf().find(plan.fingerprint)
    assert found is not None
    assert found.status is SearchStatus.PROVED
    other = open_app("budget", "hard")
    assert not offered(other)
    assert "checked to 0.01%" in texts(other)


def test_a_stopped_search_keeps_what_it_found_and_is_offered_again(open_app: Open, database: Store) -> None:
    plan = hurried(hard_plan(60, money_step=100_000, total_budget=10_000_000))
    workflows.add_plan(database, plan, "Anna", "Created")
    before = session.shelf().find(plan.fingerprint)
    app = open_app("budget", "hard")
    app.button(key="begin proving").click().run()
    app.button(key="stop proving").click().run()
    until_ended(app)
    assert not app.exception
    after = session.shelf().find(plan.fingerprint)
    assert before is not None
    assert after is not None
    assert after.unrounded >= before.unrounded
    assert after.upper <= before.upper
    assert offered(app) is can_go_on(after)


def test_another_question_ends_the_search(open_app: Open, database: Store) -> None:
    plan = hurried(hard_plan(60, money_step=100_000, total_budget=10_200_000))
    added = workflows.add_plan(database, plan, "Anna", "Created")
    app = open_app("budget", "hard")
    app.button(key="begin proving").click().run()
    reader = app.session_state["reader"]
    assert session.desk().look(plan.fingerprint, reader) is not None
    # somebody else saves: this reader's question stays, and so does the search
    change = [Set(path="name", value="Renamed")]
    workflows.change_plan(database, OpenPlan(plan, added.version, False, False, "", ""), change, "Boris", "")
    app.run()
    assert session.desk().look(plan.fingerprint, reader) is not None
    app.session_state["open_plan"] = workflows.open_plan(database, "hard")
    other = workflows.open_plan(database, "hard").plan
    hurried(other)
    app.run()
    assert session.desk().look(plan.fingerprint, reader) is None


def test_many_budgets_of_a_hard_plan_are_answered_behind_the_page(open_app: Open, database: Store) -> None:
    plan = hurried(hard_plan(6, steps_kept=False))
    workflows.add_plan(database, plan, "Anna", "Created")
    app = open_app("budget", "hard")
    app.session_state["budget tab"] = "More or less money"
    app.run()
    assert "Each budget is a search of its own here" in texts(app)
    app.button(key="begin budgets").click().run()
    until_ended(app, "stop budgets")
    assert not app.exception
    assert "Where the next money goes" in texts(app)


def test_few_moves_are_said_to_be_the_fewest_where_that_is_proved(open_app: Open, database: Store) -> None:
    plan = plan_of(0)
    workflows.add_plan(database, plan, "Anna", "Created")
    app = open_app("budget", plan.id)
    assert not app.exception
    assert "No fewer touchpoints can bring 90% of the gain: that is proved." in texts(app)


def test_what_channels_need_to_learn_is_set_with_one_click(open_app: Open, database: Store) -> None:
    values = small_values(rules={"total_budget": 90_000_000, "assumed_move_limit": None})
    values["touchpoints"][1]["results"] = {"value": 100}
    workflows.add_plan(database, make_plan(values), "Anna", "Created")
    app = open_app("budget", "small")
    app.session_state["budget tab"] = "Limits"
    app.session_state["learning needs"] = True
    app.run()
    assert "50 results at “Order” a week" in texts(app)
    app.button(key="set learning minima").click().run()
    assert not app.exception
    lines = workflows.open_plan(database, "small").plan.by_id["touchpoints"]
    assert lines["t_social"].minimum_if_used == 21_428_600
    assert "Every need that fits is set" in texts(app)
