"""Grades rolled up: every graded number once, at its stage; untouched defaults say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.evidence_rollup import WHOLE_PLAN, graded, roll_up
from models.plan import make_plan
from models.quantity import Evidence
from planner.plan_file import read_plan
from tests.plans import small_plan, small_values

PLANS = sorted((Path(__file__).resolve().parents[2] / "data").glob("*/*.json"))
PLANS = [path for path in PLANS if path.parent.name in ("examples", "templates")]


def test_numbers_stand_at_their_stage() -> None:
    values = small_values()
    values["steps"][1]["problems"] = [{"id": "long", "text": "Form too long", "evidence": "measured"}]
    values["segments"][0]["size"] = {"value": 9, "evidence": "partly_known"}
    values["links"][1]["conversion"] = {"value": 0.3, "evidence": "measured"}
    found = {item.key: item for item in graded(make_plan(values))}
    assert found["problems:long:text:"].stage_id == "act"
    assert found["problems:long:text:"].grade is Evidence.MEASURED
    assert found["links:lead_order:conversion:"].stage_id == "act"
    assert found["links:lead_order:conversion:"].grade is Evidence.MEASURED
    assert found["segments:all:size:"].stage_id == WHOLE_PLAN
    assert found["steps:visit:organic:all"].value == 2000
    assert found["pools:searching:sizes:all"].stage_id == "reach"
    assert found["touchpoints:t_search:curve:"].grade is Evidence.ASSUMED


def test_a_default_is_no_statement_but_for_the_incrementality_of_money() -> None:
    keys = {item.key for item in graded(small_plan())}
    assert "touchpoints:t_search:incrementality:" in keys
    assert "touchpoints:t_search:quality:" not in keys
    values = small_values()
    values["touchpoints"][0].update(current_spend=0)
    assert "touchpoints:t_search:incrementality:" not in {item.key for item in graded(make_plan(values))}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_counts_add_up_and_every_stage_is_known(path: Path) -> None:
    plan = read_plan(path.read_bytes())
    items = graded(plan)
    assert len({item.key for item in items}) == len(items)
    counts = roll_up(items)
    assert sum(sum(of_stage.values()) for of_stage in counts.values()) == len(items)
    assert set(counts) <= {stage.id for stage in plan.stages} | {WHOLE_PLAN}
