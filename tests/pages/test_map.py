"""The Map screen: the picture, the drawer, adding, moving, removing, tables; nothing typed is lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from models.plan import Plan, make_plan
from planner import workflows
from planner.exports.map_workbook import write_map_workbook
from planner.workflows import OpenPlan, Store
from tests.plans import small_values

App = Callable[..., AppTest]
HOSTILE = '<script>alert(1)</script> **b** $x$ [a](http://e.example) =1+1 :material/home: 🎉 "q" \u202e Їжак'


@pytest.fixture
def app(open_app: App, plan_in_store: OpenPlan) -> AppTest:
    """The map of the small plan."""
    return open_app("map", "small")


def stored(database: Store) -> Plan:
    return workflows.open_plan(database, "small").plan


def dialog(app: AppTest, *what: Any) -> AppTest:
    """Open a dialog as a click in the picture does."""
    app.session_state["map dialog"] = (*what, *("", {})[len(what) - 2 :])
    return app.run()


def field(app: AppTest, kind: str, label: str) -> Any:
    """A field of the drawer by its label."""
    return next(one for one in getattr(app, kind) if one.label.startswith(label))


def test_the_picture_comes_with_a_sentence(app: AppTest) -> None:
    said = [text.value for text in app.markdown]
    assert any("At today's budget" in text and "conversions" in text for text in said)
    assert any("Most people are lost at" in text for text in said)
    assert not app.error


def test_a_field_of_the_drawer_is_saved_as_typed_and_can_be_undone(app: AppTest, database: Store) -> None:
    dialog(app, "edit", "touchpoints", "t_search")
    field(app, "text_input", "Touchpoint").set_value("Search, generic").run()
    assert stored(database).touchpoints[0].name == "Search, generic"
    field(app, "number_input", "Current budget").set_value(6000.0).run()
    assert stored(database).touchpoints[0].current_spend == 600_000
    app.button(key="undo").click().run()
    app.button(key="undo").click().run()
    assert stored(database).touchpoints[0].name == "Search"


def test_a_refused_field_keeps_what_was_typed_and_says_why(app: AppTest, database: Store) -> None:
    dialog(app, "edit", "links", "visit_lead")
    field(app, "selectbox", "To step").set_value("visit").run()
    assert "circle" in app.error[0].value
    assert field(app, "selectbox", "To step").value == "visit"
    assert stored(database).links[0].to_step_id == "lead"


def test_nothing_typed_is_lost_by_a_switch_of_pages(app: AppTest, database: Store) -> None:
    dialog(app, "edit", "links", "visit_lead")
    field(app, "selectbox", "To step").set_value("visit").run()
    app.switch_page("pages/budget.py").run()
    app.switch_page("pages/map.py").run()
    assert field(app, "selectbox", "To step").value == "visit"
    assert "circle" in app.error[0].value
    field(app, "selectbox", "To step").set_value("lead").run()
    assert not app.error
    dialog(app, "add", "touchpoints")
    field(app, "text_input", "Touchpoint").set_value("Fair").run()
    field(app, "selectbox", "Step").set_value("lead").run()
    app.switch_page("pages/scenarios.py").run()
    app.switch_page("pages/map.py").run()
    assert field(app, "text_input", "Touchpoint").value == "Fair"
    assert field(app, "selectbox", "Step").value == "lead"
    app.button(key="map add clear").click().run()
    assert field(app, "text_input", "Touchpoint").value == ""
    assert stored(database).touchpoints == make_plan(small_values()).touchpoints


def test_a_touchpoint_is_added_from_the_form(app: AppTest, database: Store) -> None:
    dialog(app, "add", "touchpoints")
    field(app, "text_input", "Touchpoint").set_value("Fair")
    app.button(key="map add confirm").click().run()
    assert "cannot stay empty" in app.error[0].value
    assert field(app, "text_input", "Touchpoint").value == "Fair"
    field(app, "selectbox", "Channel").set_value("social")
    field(app, "selectbox", "Step").set_value("lead")
    app.button(key="map add confirm").click().run()
    assert not app.error
    assert stored(database).touchpoints[-1].name == "Fair"


def test_removing_a_channel_asks_with_what_goes_along(app: AppTest, database: Store) -> None:
    dialog(app, "edit", "channels", "social")
    app.button(key="map remove").click().run()
    said = " ".join(text.value for text in app.markdown)
    assert "These go with it" in said
    assert "Social" in said
    assert len(stored(database).channels) == 3
    app.button(key="map remove confirm").click().run()
    assert "t_social" not in stored(database).by_id["touchpoints"]
    app.button(key="undo").click().run()
    assert "t_social" in stored(database).by_id["touchpoints"]


def test_a_step_leads_to_things_of_its_own(app: AppTest, database: Store) -> None:
    dialog(app, "edit", "steps", "lead")
    field(app, "number_input", "Emotion today").set_value(-2.0).run()
    app.button(key="map here problems").click().run()
    field(app, "text_area", "Problem").set_value("Form too long")
    app.button(key="map add confirm").click().run()
    step = stored(database).by_id["steps"]["lead"]
    assert (step.emotion_now.score, step.problems[0].text) == (-2, "Form too long")


def test_a_message_and_a_goal_are_added_at_a_touchpoint(app: AppTest, database: Store) -> None:
    dialog(app, "edit", "touchpoints", "t_search")
    app.button(key="map here messages").click().run()
    field(app, "text_area", "Message").set_value("We call back")
    app.button(key="map add confirm").click().run()
    plan = stored(database)
    assert [use.message_id for use in plan.touchpoints[0].messages] == [plan.messages[0].id]
    dialog(app, "edit", "touchpoints", "t_search")
    app.button(key="map here goals").click().run()
    field(app, "text_input", "Goal").set_value("More calls")
    app.button(key="map add confirm").click().run()
    assert stored(database).goals[0].place_id == "t_search"
    app.button(key="undo").click().run()
    app.button(key="undo").click().run()
    assert stored(database).messages == ()


def test_several_rows_are_moved_copied_and_removed_at_once(app: AppTest, database: Store) -> None:
    app.session_state["map view"] = "tables"
    app.session_state["map several"] = True
    app.run()
    field(app, "multiselect", "Which").set_value(["t_search", "t_social"]).run()
    field(app, "selectbox", "To the step").set_value("lead").run()
    app.button(key="map several step").click().run()
    assert [line.step_id for line in stored(database).touchpoints] == ["lead", "lead", "order"]
    app.button(key="map several copy").click().run()
    assert len(stored(database).touchpoints) == 5
    app.button(key="map several earlier").click().run()
    app.button(key="map several remove").click().run()
    assert len(stored(database).touchpoints) == 3
    for _turn in range(4):
        app.button(key="undo").click().run()
    assert [line.step_id for line in stored(database).touchpoints] == ["visit", "visit", "order"]


def test_the_wording_of_a_message_is_typed_in_both_drawers(app: AppTest, database: Store) -> None:
    dialog(app, "add", "messages")
    field(app, "text_area", "Message").set_value("We call back")
    app.button(key="map add confirm").click().run()
    message = stored(database).messages[0].id
    dialog(app, "edit", "touchpoints", "t_search")
    field(app, "multiselect", "Messages").set_value([message]).run()
    field(app, "text_area", "We call back").set_value("Back in an hour").run()
    assert stored(database).touchpoints[0].messages[0].variant == "Back in an hour"
    dialog(app, "edit", "messages", message)
    field(app, "text_area", "Search ads · Search").set_value("In 60 minutes").run()
    assert stored(database).touchpoints[0].messages[0].variant == "In 60 minutes"
    app.session_state["map dialog"] = None
    app.session_state["map view"], app.session_state["map table"] = "tables", "message_matrix"
    app.run()
    assert app.dataframe[0].value["variant"].tolist() == ["Search ads · Search: In 60 minutes"]


@pytest.mark.parametrize(
    "table", ["touchpoints", "message_uses", "steps", "links", "problems", "emotions", "pools"]
)
def test_every_table_is_drawn(open_app: App, plan_in_store: OpenPlan, table: str) -> None:
    app = open_app("map", "small")
    app.session_state["map view"] = "tables"
    app.session_state["map table"] = table
    app.run()
    assert not app.exception
    assert not app.error
    assert any("Saved as you type" in caption.value for caption in app.caption)


def test_an_empty_map_says_what_to_do_next(open_app: App, database: Store) -> None:
    none: dict[str, Any] = {
        name: [] for name in ("stages", "steps", "links", "pools", "channels", "touchpoints")
    }
    workflows.add_plan(database, make_plan(small_values() | none), "", "")
    app = open_app("map", "small")
    assert any("This map is empty" in text.value for text in app.markdown)
    assert any(button.label == "Add a stage" for button in app.button)


def test_hostile_names_are_text_in_the_drawer(open_app: App, database: Store) -> None:
    values = small_values()
    values["touchpoints"][0]["name"] = HOSTILE
    values["steps"][0]["name"] = HOSTILE
    workflows.add_plan(database, make_plan(values), "", "")
    app = dialog(open_app("map", "small"), "edit", "touchpoints", "t_search")
    assert not app.exception
    assert field(app, "text_input", "Touchpoint").value == HOSTILE
    for text in app.markdown:
        assert "<script>" not in text.value
        assert "[a](" not in text.value


def test_findings_lead_to_their_place_and_are_accepted_with_a_reason(app: AppTest, database: Store) -> None:
    app.session_state["map view"] = "findings"
    app.run()
    key = "touchpoint_without_goal:t_search"
    assert any("serves no goal" in text.value for text in app.markdown)
    app.text_input(key=f"reason {key}").set_value("It is a test").run()
    app.button(key=f"accept {key}").click().run()
    assert stored(database).accepted_findings == {key: "It is a test"}
    assert any("It is a test" in caption.value for caption in app.caption)
    app.button(key=f"back {key}").click().run()
    assert stored(database).accepted_findings == {}
    app.button(key=f"go {key}").click().run()
    assert field(app, "text_input", "Touchpoint").value == "Search"


@pytest.mark.parametrize("view", ["communication", "funnel"])
def test_the_other_views_are_drawn(app: AppTest, view: str) -> None:
    app.session_state["map view"] = view
    app.run()
    assert not app.exception
    assert any("At today's budget" in text.value for text in app.markdown)


def test_an_edited_workbook_is_previewed_and_taken_over(app: AppTest, database: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_map_workbook(stored(database))))
    cell = next(cell for row in book["Channels"].iter_rows() for cell in row if cell.value == "Search ads")
    cell.value = "Search, both engines"
    file = io.BytesIO()
    book.save(file)
    app.session_state["map view"] = "tables"
    app.run()
    app.file_uploader[0].upload("map.xlsx", file.getvalue()).run()
    assert any("1 difference" in text.value for text in app.markdown)
    assert stored(database).channels[0].name == "Search ads"
    app.button(key="map take over").click().run()
    assert stored(database).channels[0].name == "Search, both engines"


def test_another_file_is_refused_in_words(app: AppTest, database: Store) -> None:
    app.session_state["map view"] = "tables"
    app.run()
    app.file_uploader[0].upload("map.xlsx", b"nonsense").run()
    assert "not a workbook" in app.error[0].value
