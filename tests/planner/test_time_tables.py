"""What takes time, typed into tables: delays, carry-over, seasons, flights, days without spend."""

from __future__ import annotations

from typing import Any

import pytest

from models.changes import with_changes
from models.errors import ChangeError, JourneymixError
from models.plan import Plan
from planner.change_words import changes_in_words
from planner.map_removal import removal
from planner.map_tables import Edits, changes_of, rows
from planner.map_time_columns import delay_typed
from planner.time_tables import TIME_TABLES, table_of
from tests.plans import small_plan


def typed(code: str, record_id: str, plan: Plan | None = None, **cells: Any) -> Plan:
    plan = plan or small_plan()
    return with_changes(plan, changes_of(plan, table_of(code), Edits({record_id: cells})))


def added(code: str, plan: Plan | None = None, **cells: Any) -> Plan:
    plan = plan or small_plan()
    return with_changes(plan, changes_of(plan, table_of(code), Edits(added=(cells,))))


@pytest.mark.parametrize("table", TIME_TABLES.values(), ids=lambda table: table.code)
def test_what_a_table_shows_changes_nothing_when_typed_again(table: Any) -> None:
    plan = added("seasons", name="Summer", month6=2)
    plan = typed("carry_over", "t_search", plan, season_id="Summer", half_life_days=14, spend_before=12.5)
    plan = typed("delays", "lead_order", plan, delay="0: 60%; 14: 40%")
    plan = added("blackouts", plan, name="Freeze", start="2026-12-24", end="2026-12-26", place="Social ads")
    for row in rows(plan, table):
        cells = {key: value for key, value in row.items() if key != "id"}
        assert changes_of(plan, table, Edits({row["id"]: cells})) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [("", []), (None, []), ("30", [(30, 1.0)]), (30.0, [(30, 1.0)]), ("0: 60%; 14: 40%", [(0, 0.6), (14, 0.4)]),
     ("14=40, 0=60", [(0, 0.6), (14, 0.4)]), ("7: 33,5 %\n9: 66,5 %", [(7, 0.335), (9, 0.665)]),
     ("3: 100%; 5: 0%", [(3, 1.0)])],
)  # fmt: skip
def test_a_delay_is_read_as_it_is_written(text: Any, parts: list[tuple[int, float]]) -> None:
    assert [(part["days"], part["share"]) for part in delay_typed(text)] == parts


@pytest.mark.parametrize("text", ["soon", "-3", "7: 50%", "7; 9", "1: 50%; 2: 60%", "7: x", "0: 0%", "1.5"])
def test_what_is_no_delay_is_refused(text: str) -> None:
    with pytest.raises(ChangeError):
        delay_typed(text)


def test_a_return_to_an_earlier_step_is_a_link_with_a_delay() -> None:
    back: dict[str, Any] = {"from_step_id": "Order", "to_step_id": "Visit", "conversion": 20}
    with pytest.raises(JourneymixError, match="circle"):
        added("delays", **back)
    plan = added("delays", **back, delay="90")
    assert [part.days for part in plan.links[-1].delay] == [90]


def test_season_carry_over_pipeline_and_days_without_spend_reach_the_plan() -> None:
    plan = added("seasons", name="Summer", month6=2, month7=1.5)
    summer = plan.seasons[0]
    assert list(summer.months) == [1, 1, 1, 1, 1, 2, 1.5, 1, 1, 1, 1, 1]
    plan = typed("carry_over", "t_search", plan, season_id="Summer", half_life_days=14, spend_before=0)
    line = plan.by_id["touchpoints"]["t_search"]
    assert (line.season_id, line.curve.half_life_days, line.spend_before) == (summer.id, 14, 0)
    plan = typed("audiences_in_time", "searching", plan, season_id="Summer")
    plan = typed(
        "steps_in_time", "visit", plan, organic_season_id="Summer", capacity=5_000, **{"pipeline:all": 40}
    )
    step = plan.by_id["steps"]["visit"]
    assert (step.organic_season_id, step.capacity.value, step.pipeline[0].people.value) == (
        summer.id,
        5_000,
        40,
    )
    plan = added("blackouts", plan, name="Freeze", start="2026-12-24", end="2026-12-26")
    assert plan.blackouts[0].place == "plan"
    told = {one.what for one in changes_in_words(small_plan(), plan)}
    assert {"Season “Summer”", "Days without spend “Freeze”"} <= told
    assert "Touchpoint “Search” · Spent before the plan" in told
    gone = with_changes(plan, removal(plan, [("seasons", summer.id)]).changes)
    assert gone.seasons == ()
    assert gone.by_id["steps"]["visit"].organic_season_id is None


@pytest.mark.parametrize(
    ("code", "row", "cells"),
    [("seasons", "", {"name": "S", "month1": -1}), ("seasons", "", {"month1": 2}),
     ("blackouts", "", {"name": "F", "start": "2026-12-24"}), ("blackouts", "", {"name": "F", "start": "soon", "end": "x"}),
     ("carry_over", "t_search", {"half_life_days": -1}), ("carry_over", "t_search", {"spend_before": "lots"}),
     ("carry_over", "t_search", {"season_id": "Nowhere"})],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_place(code: str, row: str, cells: dict[str, Any]) -> None:
    with pytest.raises(JourneymixError) as refused:
        typed(code, row, **cells) if row else added(code, **cells)
    assert refused.value.english()
