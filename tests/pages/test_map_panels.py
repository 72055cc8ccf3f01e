"""The panels beside the views: priorities, walk-through, evidence, strategy, review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from models.plan import Plan, make_plan
from planner import workflows
from planner.workflows import Store
from tests.plans import small_values

App = Callable[..., AppTest]
HOSTILE = '<script>alert(1)</script> **b** $x$ [a](http://e.example) =1+1 :material/home: "q" \u202e Їжак'


def opened(open_app: App, database: Store, view: str, values: dict[str, Any] | None = None) -> AppTest:
    """A panel of the map of the small plan, or of another."""
    workflows.add_plan(database, make_plan(values or small_values()), "Anna", "Created")
    app = open_app("map", "small")
    app.session_state["map view"] = view
    app.run()
    assert not app.exception
    return app


def stored(database: Store) -> Plan:
    return workflows.open_plan(database, "small").plan


def said(app: AppTest) -> str:
    """Every sentence on the page."""
    return "\n".join(one.value for one in (*app.markdown, *app.caption))


def with_problem() -> dict[str, Any]:
    values = small_values()
    values["steps"][1]["problems"] = [{"id": "long", "text": "Form too long", "severity": 4}]
    return values


def test_priorities_rank_with_worth_and_lead_there(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "priorities", with_problem())
    assert "Begin with" in said(app)
    assert "of advertising" in said(app)
    app.selectbox(key="effort small problems:long").set_value(2).run()
    assert stored(database).by_id["steps"]["lead"].problems[0].effort == 2
    app.button(key="go problems:long").click().run()
    assert app.text_area[0].value == "Form too long"


def test_a_leak_leads_to_noting_its_reason(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "priorities")
    app.button(key="note links:visit_lead").click().run()
    field = next(one for one in app.text_area if one.label.startswith("Problem"))
    field.set_value("Slow page")
    app.button(key="map add confirm").click().run()
    assert stored(database).by_id["steps"]["visit"].problems[0].text == "Slow page"


def test_priorities_without_an_answer_say_why(open_app: App, database: Store) -> None:
    values = with_problem()
    values["rules"] = {"total_budget": 0}
    for line in values["touchpoints"]:
        line["lower"] = 100_000
    app = opened(open_app, database, "priorities", values)
    assert "cannot be said" in app.warning[0].value
    assert "Form too long" in said(app)


def test_the_walk_goes_stop_by_stop_and_keeps_a_note(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "walk", with_problem())
    assert app.subheader[0].value == "Visit"
    app.button(key="walk next").click().run()
    assert app.subheader[0].value == "Lead"
    assert "Form too long" in said(app)
    app.session_state["user_name"] = "Anna"
    app.text_area(key="walk note small lead").set_value(HOSTILE).run()
    (note,) = stored(database).walk_notes
    assert (note.step_id, note.text, note.by) == ("lead", HOSTILE, "Anna")
    assert app.text_area(key="walk note small lead").value == ""
    assert "<script>" not in said(app)
    app.button(key=f"problem {note.id}").click().run()
    app.button(key="map add confirm").click().run()
    assert [one.text for one in stored(database).by_id["steps"]["lead"].problems] == [
        "Form too long",
        HOSTILE,
    ]
    app.button(key=f"remove {note.id}").click().run()
    assert stored(database).walk_notes == ()


def test_the_walk_ends_at_what_to_mend(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "walk")
    for _step in range(2):
        app.button(key="walk next").click().run()
    assert app.button(key="walk next").disabled
    app.button(key="walk end").click().run()
    assert "Begin with" in said(app)


def test_a_problem_is_added_at_the_stop(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "walk")
    app.button(key="walk add problems").click().run()
    field = next(one for one in app.text_area if one.label.startswith("Problem"))
    field.set_value("Slow page")
    app.button(key="map add confirm").click().run()
    assert stored(database).by_id["steps"]["visit"].problems[0].text == "Slow page"


def test_evidence_lists_the_assumed_numbers_that_matter(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "evidence", with_problem())
    assert "of them are assumed" in said(app)
    assert "a tenth lower" in said(app)
    assert any("conversion" in one.value and one.value.startswith("−") for one in app.markdown)
    app.selectbox(key="map evidence stage").set_value("act").run()
    assert "Form too long" in said(app)
    assert "Organic entries" not in said(app)
    app.button(key="go links:lead_order:conversion:").click().run()
    assert any(one.label.startswith("Conversion") for one in app.number_input)
    app.session_state["map evidence grade"] = "measured"
    app.run()
    assert "Nothing of this grade here." in said(app)


def strategy_values() -> dict[str, Any]:
    return small_values(
        goals=[
            {"id": "orders", "name": HOSTILE, "measure": "conversion_count", "target": 1},
            {"id": "calls", "name": "Calls", "metric": "hours", "direction": "down", "target": 2},
        ],
        campaigns=[{"id": "c", "name": HOSTILE, "strategy": "One voice", "touchpoint_ids": ["t_search"]}],
    )


def test_goals_stand_against_the_simulation(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "strategy", strategy_values())
    assert "1 of 2 goals are reached" in said(app)
    assert "Value not known" in said(app)
    assert "<script>" not in said(app)
    app.button(key="edit goal calls").click().run()
    value = next(one for one in app.number_input if one.label.startswith("Value today"))
    value.set_value(1.5).run()
    current = stored(database).goals[1].current
    assert current is not None
    assert current.value == 1.5
    assert "2 of 2 goals are reached" in said(app)


def test_campaigns_say_what_they_bind(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "strategy", strategy_values())
    app.session_state["map part"] = "campaigns"
    app.run()
    assert "It is tied to no goal." in said(app)
    assert "1 touchpoint at Reach" in said(app)
    assert "2 touchpoints belong to no campaign: Social, Reminder" in said(app)


def test_a_suggested_rule_is_added_and_leaves_as_a_brief(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "strategy")
    app.session_state["map part"] = "stuck"
    app.run()
    assert "people stop where nobody speaks to them again" in said(app)
    app.button(key="suggest visit").click().run()
    (rule,) = stored(database).creative_rules
    assert (rule.trigger_step_id, rule.channel_id, rule.destination_step_id) == ("visit", "again", "lead")
    assert not app.exception
    assert "still lacks" in said(app)


def test_nothing_yet_says_what_to_do(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "strategy")
    app.button(key="first goals").click().run()
    assert any(one.label.startswith("Goal") for one in app.text_input)


def test_a_stale_map_is_reviewed_and_tells_what_changed(open_app: App, database: Store) -> None:
    today = dt.date.today()
    old = {"id": "crm", "name": HOSTILE, "date": "2020-01-01", "review_interval_days": 30}
    app = opened(
        open_app, database, "review", small_values(review_date="2020-01-01", owner="Anna", sources=[old])
    )
    assert "The review was due on" in said(app)
    assert "1 source is older than its review interval." in said(app)
    app.button(key="checked crm").click().run()
    app.button(key="mark reviewed").click().run()
    plan = stored(database)
    assert (plan.reviewed_on, plan.sources[0].date) == (today, today)
    assert "No source is older" in said(app)
    assert "The next review is due on" in said(app)
    app.text_input(key="edit small owner").set_value("Bea").run()
    app.selectbox(key="map since").set_value("review").run()
    assert "1 difference" in said(app)
    assert "Owner: Anna → **Bea**" in said(app).replace("\\", "")
    assert "<script>" not in said(app)


def test_a_moment_is_kept_and_looked_back_to(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "review")
    app.text_input(key="map checkpoint name").set_value("Before the fair").run()
    app.button(key="map checkpoint").click().run()
    assert "Nothing: the map is as it was then." in said(app)
    app.text_input(key="edit small owner").set_value("Bea").run()
    assert "1 difference" in said(app)
    app.selectbox(key="map since").set_value("day").run()
    assert "Nothing: the map is as it was then." not in said(app)


def test_the_funnel_says_what_a_point_is_worth_after_the_picture(open_app: App, database: Store) -> None:
    app = opened(open_app, database, "funnel")
    _key, words = app.session_state["map points"]
    assert words["lead_order"].startswith("One more point here: about €")
    assert not app.error
