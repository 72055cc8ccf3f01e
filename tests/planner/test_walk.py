"""The walk-through: order of the stops, what stands at one, notes that go with their step."""

from __future__ import annotations

import datetime as dt

from models.changes import with_changes
from models.plan import make_plan
from planner.drawing.figures import map_figures
from planner.map_removal import removal
from planner.plan_file import read_plan, write_plan
from planner.walk import new_note, stop_at, stops, way_on
from planner.workflows import simulate
from tests.plans import small_plan, small_values

DAY = dt.date(2026, 12, 1)


def test_the_walk_goes_by_stage() -> None:
    values = small_values()
    values["steps"] = [values["steps"][2], values["steps"][0], values["steps"][1]]
    assert [step.id for step in stops(make_plan(values))] == ["visit", "lead", "order"]


def test_a_stop_holds_what_a_customer_meets_there() -> None:
    values = small_values()
    values["messages"] = [{"id": "m", "text": "Come"}]
    values["touchpoints"][0]["messages"] = [{"message_id": "m"}]
    values["scripts"] = [
        {"id": "s", "step_id": "visit", "customer_action": "Asks", "company_reaction": "Answers"}
    ]
    plan = make_plan(values)
    outcome = simulate(plan)
    figures = map_figures(plan, outcome)
    stop = stop_at(plan, "visit", figures)
    assert [meeting.line.id for meeting in stop.meetings] == ["t_search", "t_social"]
    assert [message.text for message in stop.meetings[0].messages] == ["Come"]
    assert [script.id for script in stop.scripts] == ["s"]
    assert stop.figures is not None
    assert stop.figures.volume == outcome.steps["visit"].volume
    going = outcome.steps["visit"].served * 0.1
    assert way_on(plan, stop, figures) == [f"10% go on to “Lead”: {round(going)} people"]


def test_notes_are_kept_with_who_and_when_and_go_with_their_step() -> None:
    plan = with_changes(small_plan(), [new_note("visit", " Slow page \n", "Anna", DAY)])
    (note,) = stop_at(plan, "visit", map_figures(plan, None)).notes
    assert (note.text, note.by, note.date) == ("Slow page", "Anna", DAY)
    assert read_plan(write_plan(plan)) == plan
    found = removal(plan, [("steps", "visit")])
    assert ("walk_notes", note.id) in found.along
    assert with_changes(plan, found.changes).walk_notes == ()


def test_a_plan_of_an_older_file_has_no_notes() -> None:
    assert small_plan().walk_notes == ()
    assert small_plan().reviewed_on is None
