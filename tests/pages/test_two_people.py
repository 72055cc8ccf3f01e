"""Two people at one map: the second is told who changed what, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from models.changes import Add, Change, Set
from planner import workflows
from planner.map_order import moved_by
from planner.workflows import OpenPlan, Store

App = Callable[..., AppTest]


def rename(app: AppTest, name: str) -> None:
    """Type a new name into the drawer of a touchpoint."""
    app.session_state["map dialog"] = ("edit", "touchpoints", "t_search", {})
    app.run()
    next(one for one in app.text_input if one.label == "Touchpoint").set_value(name).run()


def test_the_second_is_told_what_changed_and_may_put_their_change_on_top(
    open_app: App, plan_in_store: OpenPlan, database: Store
) -> None:
    app = open_app("map", "small")
    theirs: list[Change] = [
        Set(path="touchpoints.t_search.current_spend", value=600_000),
        Set(path="touchpoints.t_social.step_id", value="lead"),
        Set(path="touchpoints.t_social.pool_id", value=None),
        Add(collection="channels", record={"id": "radio", "name": "Radio"}),
    ]
    workflows.change_plan(database, plan_in_store, theirs, "Anna", "Winter plan")
    rename(app, "Search, mine")
    stored = workflows.open_plan(database, "small").plan
    assert stored.touchpoints[0].name == "Search", "nothing of theirs or ours is overwritten"
    said = " ".join(text.value for text in (*app.warning, *app.markdown))
    assert "Anna saved “Winter plan”" in said
    for line in (
        "Touchpoint “Search” · Current budget: €5,000 → €6,000",
        "Touchpoint “Social” · Step: Visit → Lead",
        "Channel “Radio”: – → there",
    ):
        assert line in said.replace("\\", "").replace("—", "–"), line
    app.button(key="keep mine").click().run()
    stored = workflows.open_plan(database, "small").plan
    assert (stored.touchpoints[0].name, stored.touchpoints[0].current_spend) == ("Search, mine", 600_000)
    assert not app.warning


def test_another_order_is_said_once(open_app: App, plan_in_store: OpenPlan, database: Store) -> None:
    app = open_app("map", "small")
    workflows.change_plan(
        database, plan_in_store, moved_by(plan_in_store.plan, "channels", "search", 1), "Anna", "x"
    )
    app.run()
    said = [text.value.replace("\\", "") for text in app.markdown if "Order" in text.value]
    assert said == ["- Order: Channel: – → changed"]
