"""Tab Limits on the screen: sections, conflicts with their rows, bad input told in place, one click for many."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from models.changes import Set
from models.plan import make_plan
from planner import workflows
from planner.workflows import OpenPlan, Store
from tests.pages.test_budget import App, stored, words
from tests.plans import small_values


@pytest.fixture
def free(database: Store) -> OpenPlan:
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    values["groups"] = [{"id": "g", "name": "<b>Pushed</b>", "touchpoint_ids": ["t_search", "t_again"]}]
    values["channels"][2]["kind"] = "email"
    return workflows.add_plan(database, make_plan(values), "Anna", "Created")


def limits_tab(open_app: App, section: str = "lines") -> AppTest:
    app = open_app("budget", "small")
    app.session_state["budget tab"] = "Limits"
    app.session_state["limits section"] = section
    app.run()
    assert not app.exception
    return app


def editor_key(app: AppTest, name: str) -> str:
    """The key of the table whose key begins so."""
    ids = [table.proto.id for table in app.dataframe if f"-{name}" in table.proto.id]
    return str(ids[0][ids[0].index(name) :])


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("lines", "What each touchpoint may spend over the whole plan"),
        ("groups", "What touchpoints may spend together"),
        ("time", "How much money a day may change"),
        ("owned", "more than that cannot be spent"),
        ("goals", "Goals as limits"),
    ],
)
def test_each_section_says_what_it_is_for(open_app: App, free: OpenPlan, section: str, said: str) -> None:
    assert said in words(limits_tab(open_app, section))


def test_bad_input_is_told_under_the_table_and_nothing_is_saved(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    app = limits_tab(open_app)
    key = editor_key(app, "line limits")
    edited = {0: {"lower": 5_000.0, "upper": 1_000.0}, 1: {"upper": 3_000.0}}
    app.session_state[key] = {"edited_rows": edited, "added_rows": [], "deleted_rows": []}
    app.run()
    said = words(app)
    assert "Nothing of this table is saved until this is mended" in said
    assert "Lower the one or raise the other" in said
    assert stored(database) == free.plan
    assert app.session_state[key]["edited_rows"] == edited


def test_rows_of_a_conflict_are_marked_and_named_under_the_table(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    limit = {"id": "f", "place": "group", "place_id": "g", "lower_current": 2.0}
    workflows.change_plan(database, free, [Set(path="rules.limits", value=[limit])], "Anna", "limit")
    app = limits_tab(open_app, "groups")
    app.session_state["group limit kind"] = "group"
    app.run()
    said = words(app)
    assert "Saved as typed, but no split keeps all of these together" in said
    assert "at least 200% of today's budget" in said
    assert "Rows with ▲ take part" in said
    section = next(one for one in app.get("button_group") if one.key == "limits section")
    assert "Groups ▲" in [option.content for option in section.proto.options]
    assert stored(database).rules.limits[0].lower_current == 2.0


def test_several_are_locked_with_one_click_and_let_go_again(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    app = limits_tab(open_app)
    app.selectbox(key="several which").select("channel:search").run()
    app.selectbox(key="several what").select("lock").run()
    app.button(key="several apply").click().run()
    assert [line.standing.value for line in stored(database).touchpoints] == [
        "locked",
        "flexible",
        "flexible",
    ]
    app.selectbox(key="several what").select("unlock").run()
    app.button(key="several apply").click().run()
    assert [line.standing.value for line in stored(database).touchpoints] == ["flexible"] * 3


def test_several_refuse_what_cannot_be_in_place(open_app: App, database: Store, free: OpenPlan) -> None:
    app = limits_tab(open_app)
    app.selectbox(key="several what").select("upper_share").run()
    app.number_input(key="several value").set_value(-3.0)
    app.button(key="several apply").click().run()
    assert "At most, %: less than nothing. Type 0 or more" in words(app).replace("\\", "")
    assert stored(database) == free.plan


def test_brand_is_tagged_and_its_floor_is_priced(open_app: App, database: Store, free: OpenPlan) -> None:
    app = limits_tab(open_app, "groups")
    app.session_state["group limit kind"] = "tag"
    app.run()
    app.button(key="tag brand").click().run()
    plan = stored(database)
    assert [line.tags for line in plan.touchpoints] == [("brand",), ("brand",), ("performance",)]
    limit = {"id": "f", "place": "tag", "place_id": "performance", "lower_share": 0.5}
    opened = workflows.open_plan(database, "small")
    workflows.change_plan(database, opened, [Set(path="rules.limits", value=[limit])], "Anna", "floor")
    app = limits_tab(open_app, "groups")
    app.session_state["group limit kind"] = "tag"
    app.run()
    assert "Without it the split would bring" in words(app)
    assert "lies outside these numbers" in words(app)


def test_groups_are_made_on_the_screen(open_app: App, database: Store, free: OpenPlan) -> None:
    app = limits_tab(open_app, "groups")
    app.session_state["group limit kind"] = "group"
    app.run()
    app.button(key="save group").click().run()
    assert "The group has no name" in words(app)
    app.text_input(key="group name ").set_value("Launch").run()
    app.multiselect(key="group lines ").set_value(["t_social"]).run()
    app.button(key="save group").click().run()
    assert [group.name for group in stored(database).groups] == ["<b>Pushed</b>", "Launch"]
    assert not app.exception


def test_change_between_periods_is_set_for_all(open_app: App, database: Store, free: OpenPlan) -> None:
    app = limits_tab(open_app, "time")
    app.number_input(key="edit small rules.line_change").set_value(10.0).run()
    app.toggle(key="edit small rules.change_from_today").set_value(True).run()
    rules = stored(database).rules
    assert (rules.line_change, rules.change_from_today) == (0.1, True)
    spend = workflows.optimise(stored(database)).proposed.spend
    assert all(
        abs(spend[line.id] / line.current_spend - 1) <= 0.1 + 1e-9 for line in stored(database).touchpoints
    )


def test_bookings_that_have_passed_are_counted_with_one_click(
    open_app: App, database: Store, free: OpenPlan
) -> None:
    yesterday = (dt.date.today() - dt.timedelta(days=1)).isoformat()
    change = [Set(path="touchpoints.t_search.booking_deadline", value=yesterday)]
    workflows.change_plan(database, free, change, "Anna", "deadline")
    app = limits_tab(open_app, "owned")
    assert "has passed, but this plan does not count it yet" in words(app)
    app.button(key="plan from today").click().run()
    assert stored(database).rules.planning_date == dt.date.today()
    assert workflows.optimise(stored(database)).proposed.spend["t_search"] == 0
    assert "does not count it yet" not in words(app)
