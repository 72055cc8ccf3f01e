"""The Plans screen: cards, and everything that can be done with a plan from here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from models.changes import Set
from models.plan import make_plan
from planner import workflows
from planner.plan_file import write_plan
from planner.store import execute
from planner.workflows import OpenPlan, Store
from tests.plans import small_values

App = Callable[..., AppTest]
HOSTILE = '<script>alert(1)</script> **b** $x$ [a](http://e.example) =1+1 :material/home: 🎉 "q" Їжак'


def test_an_empty_list_says_what_to_do_next(open_app: App) -> None:
    app = open_app()
    assert [title.value for title in app.title] == ["Plans"]
    assert app.subheader[0].value.startswith("Where will your next budget")
    assert app.button(key="read file").label == "Read a plan file"


def test_a_card_shows_budget_owner_and_what_is_not_known(open_app: App, plan_in_store: OpenPlan) -> None:
    app = open_app()
    assert app.subheader[-1].value == "Small plan"
    assert app.metric[0].value == "–"
    captions = [caption.value for caption in app.caption]
    assert any("no owner yet" in text and "no review date" in text for text in captions)


def test_conversions_now_and_proposed_come_from_the_answer(
    open_app: App, database: Store, plan_in_store: OpenPlan
) -> None:
    allocation = workflows.answer_plan(database, plan_in_store.plan)
    metric = open_app().metric[0]
    assert metric.label == "Conversions, now → proposed"
    assert f"{allocation.proposed.conversions:,.0f}" in metric.value


def test_duplicate_archive_delete_and_back(open_app: App, database: Store, plan_in_store: OpenPlan) -> None:
    app = open_app()
    app.menu_button(key="more small").click("duplicate").run()
    assert {card.name for card in workflows.list_plans(database)} == {"Small plan", "Copy of Small plan"}
    app.menu_button(key="more small").click("archive").run()
    assert [card.id for card in workflows.list_plans(database, archived=True)] == ["small"]
    app.button(key="back small").click().run()
    app.menu_button(key="more small").click("delete").run()
    assert [card.id for card in workflows.list_deleted(database)] == ["small"]
    app.button(key="take back").click().run()
    assert {card.name for card in workflows.list_plans(database)} == {"Small plan", "Copy of Small plan"}
    assert not app.exception


def test_a_plan_that_cannot_be_read_is_said_and_hides_no_other(
    open_app: App, database: Store, plan_in_store: OpenPlan
) -> None:
    broken = workflows.duplicate_plan(database, "small", "Broken", "Anna").plan.id
    with database.writing() as db:
        execute(db, "UPDATE plans SET content = '{', version = version + 1 WHERE id = ?", broken)
    app = open_app()
    assert [title.value for title in app.subheader[-2:]] == ["Broken", "Small plan"]
    assert len(app.error) == 1
    assert f"The stored plan “{broken}” cannot be read" in app.error[0].value.replace("\\", "")
    app.button(key=f"budget {broken}").click().run()
    assert "cannot be read" in app.error[0].value
    app = open_app()
    app.menu_button(key=f"more {broken}").click("delete").run()
    assert [card.id for card in workflows.list_deleted(database)] == [broken]
    assert not app.exception


def test_rename(open_app: App, database: Store, plan_in_store: OpenPlan) -> None:
    app = open_app()
    app.menu_button(key="more small").click("rename").run()
    app.text_input[-1].set_value("Winter")
    next(button for button in app.button if button.label == "Rename").click().run()
    assert [card.name for card in workflows.list_plans(database)] == ["Winter"]


def test_a_hostile_name_shows_as_text(open_app: App, database: Store) -> None:
    values = small_values() | {"id": "hostile", "name": HOSTILE, "owner": "<b>x</b>"}
    workflows.add_plan(database, make_plan(values), HOSTILE, HOSTILE)
    shown = open_app().subheader[-1].value
    assert "\\<script\\>" in shown
    assert "\\*\\*b\\*\\*" in shown
    assert "[a](" not in shown
    assert ":material/home:" not in shown


def test_a_plan_file_is_read_in(open_app: App, database: Store, plan_in_store: OpenPlan) -> None:
    content = write_plan(plan_in_store.plan)
    app = open_app()
    app.button(key="read file").click().run()
    app.file_uploader[0].upload("plan.json", content).run()
    assert "Small plan" in app.markdown[-1].value
    assert not app.error


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a plan file"),
        (b'{"format_version": 1, "id": ', "breaks off at line 1"),
        (b'{"format_version": 99}', "format 99"),
        (b'{"a": 1}', "format\\_version"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_saved(
    open_app: App, database: Store, content: bytes, said: str
) -> None:
    app = open_app()
    app.button(key="read file").click().run()
    app.file_uploader[0].upload("plan.json", content).run()
    assert said in app.error[0].value
    assert not app.exception
    assert workflows.list_plans(database) == []


def test_many_plans_can_be_searched(open_app: App, database: Store) -> None:
    for number in range(14):
        values = small_values() | {"id": f"p{number}", "name": f"Plan {number}", "owner": "Anna"}
        workflows.add_plan(database, make_plan(values), "", "")
    app = open_app()
    app.text_input(key="find plan").set_value("plan 13").run()
    assert [heading.value for heading in app.subheader][-1:] == ["Plan 13"]
    app.text_input(key="find plan").set_value("no such").run()
    assert any("No plan has this" in caption.value for caption in app.caption)


def test_a_card_tells_when_the_review_is_due(open_app: App, database: Store, plan_in_store: OpenPlan) -> None:
    workflows.change_plan(database, plan_in_store, [Set(path="review_date", value="2020-01-01")], "", "x")
    assert any("Review due since Jan 1, 2020" in text.value for text in open_app().markdown)
