"""The door and the frame of every page: languages, refusals, undo, two people at one plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from models.changes import Set
from planner import workflows
from planner.workflows import OpenPlan, Store

App = Callable[..., AppTest]

PAGE = """
from models.changes import Set
from pages.shared import inputs, session
from pages.shared.page import page_frame, saying_errors
from planner.language import N_

session.remember("door_passed", True)
with saying_errors():
    opened = page_frame(N_("Budget"))
    inputs.edit("name")
    inputs.edit("rules.total_budget")
    inputs.edit("rules.assumed_move_limit")
    inputs.edit("rules.spend_total")
    inputs.edit("review_date")
    inputs.edit("touchpoints.t_search.incrementality")
    inputs.edit("touchpoints.t_search.pool_id")
    inputs.edit("touchpoints.t_search.tags")
"""


@pytest.fixture
def page(database: Store, plan_in_store: OpenPlan, tmp_path: Path) -> AppTest:
    """A page of the frame and a few declared inputs, on the small plan."""
    script = tmp_path / "page.py"
    script.write_text(PAGE)
    app = AppTest.from_file(str(script), default_timeout=60)
    app.query_params["plan"] = "small"
    return app.run()


def stored(database: Store) -> OpenPlan:
    return workflows.open_plan(database, "small")


def edit(app: AppTest, path: str) -> str:
    return f"edit small {path}"


def test_inputs_come_from_the_declarations(page: AppTest) -> None:
    total = page.number_input(key=edit(page, "rules.total_budget"))
    assert total.label == "Total budget, EUR"
    assert (total.min, total.step) == (0, 1000)
    assert (
        page.number_input(key=edit(page, "touchpoints.t_search.incrementality")).label == "Incrementality, %"
    )
    assert page.selectbox(key=edit(page, "rules.spend_total")).options == ["All of it", "Up to the total"]


def test_an_edit_is_saved_at_once_and_can_be_undone_and_redone(page: AppTest, database: Store) -> None:
    page.number_input(key=edit(page, "rules.total_budget")).set_value(12_000.5).run()
    assert stored(database).plan.rules.total_budget == 1_200_050
    page.button(key="undo").click().run()
    assert stored(database).plan.rules.total_budget != 1_200_050
    page.button(key="redo").click().run()
    assert stored(database).plan.rules.total_budget == 1_200_050
    assert page.number_input(key=edit(page, "rules.total_budget")).value == 12_000.5


def test_every_kind_of_field_is_stored_as_declared(page: AppTest, database: Store) -> None:
    page.number_input(key=edit(page, "touchpoints.t_search.incrementality")).set_value(62.5).run()
    page.number_input(key=edit(page, "rules.assumed_move_limit")).set_value(None).run()
    page.selectbox(key=edit(page, "rules.spend_total")).set_value("at_most").run()
    page.selectbox(key=edit(page, "touchpoints.t_search.pool_id")).set_value(None).run()
    plan = stored(database).plan
    line = plan.by_id["touchpoints"]["t_search"]
    assert line.incrementality.value == 0.625
    assert line.pool_id is None
    assert plan.rules.assumed_move_limit is None
    assert plan.rules.spend_total == "at_most"
    assert not page.exception


def test_what_is_refused_is_said_and_stays_as_typed(page: AppTest, database: Store) -> None:
    before = stored(database)
    page.text_input(key=edit(page, "name")).set_value("").run()
    assert "must not be empty" in page.error[0].value
    assert stored(database) == before
    assert page.text_input(key=edit(page, "name")).value == ""
    assert not page.exception


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(page: AppTest, database: Store) -> None:
    workflows.change_plan(database, stored(database), [Set(path="owner", value="Bo")], "Bo", "Owner")
    page.text_input(key=edit(page, "name")).set_value("Mine").run()
    assert stored(database).plan.name == "Small plan"
    assert "Bo" in page.warning[0].value
    page.button(key="keep mine").click().run()
    plan = stored(database).plan
    assert (plan.name, plan.owner) == ("Mine", "Bo")
    assert not page.warning


def test_a_newer_version_is_announced_before_anything_is_lost(page: AppTest, database: Store) -> None:
    workflows.change_plan(database, stored(database), [Set(path="name", value="Theirs")], "Bo", "Plan")
    page.run()
    assert "Bo changed this plan" in page.warning[0].value
    page.button(key="reload").click().run()
    assert page.text_input(key=edit(page, "name")).value == "Theirs"
    assert not page.warning


def test_the_name_signs_edits(page: AppTest, database: Store) -> None:
    page.text_input(key="user_name").set_value("Олена").run()
    page.text_input(key=edit(page, "name")).set_value("Зима").run()
    assert workflows.history(database, "small")[-1].by == "Олена"
    assert any("Олена" in text.value for text in page.markdown)


def test_a_link_to_a_plan_that_is_gone_leads_to_the_list(database: Store, tmp_path: Path) -> None:
    script = tmp_path / "page.py"
    script.write_text(PAGE)
    app = AppTest.from_file(str(script), default_timeout=60)
    app.query_params["plan"] = "<gone>"
    app.run()
    assert "no plan" in app.error[0].value
    assert any(button.label == "Go to the plans" for button in app.button)


def test_an_unknown_error_shows_no_traceback(
    database: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    script = tmp_path / "page.py"
    script.write_text("from pages.shared.page import saying_errors\nwith saying_errors():\n    1 / 0\n")
    app = AppTest.from_file(str(script), default_timeout=60).run()
    assert not app.exception
    assert "ZeroDivision" not in app.error[0].value
    assert "ZeroDivisionError" in caplog.text


def test_only_the_state_file_touches_the_session_state() -> None:
    rooms = Path(__file__).resolve().parents[2] / "pages"
    users = {path.name for path in rooms.rglob("*.py") if "st.session_state" in path.read_text()}
    keepers = {path.name for path in rooms.rglob("*.py") if "@st.cache_" in path.read_text()}
    assert users == {"state.py"}
    assert keepers == {"session.py", "answers.py", "plan_answers.py"}
