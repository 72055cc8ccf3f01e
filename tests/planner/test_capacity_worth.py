"""Who is turned away, and what more capacity brings: held against the plan with that capacity."""

from __future__ import annotations

import pytest

from models.changes import Set, with_changes
from models.plan import Plan
from planner.answers import optimise
from planner.capacity_worth import full_sentence, full_steps
from tests.planner.answered import free_plan, small_answer


def crowded(places: float) -> Plan:
    """The small plan with leads of whom only so many can be served."""
    return with_changes(free_plan(), [Set(path="steps.lead.capacity", value={"value": places})])


def test_a_tenth_more_capacity_brings_what_the_plan_with_it_brings() -> None:
    came = small_answer().proposed.steps["lead"].volume / small_answer().plan.days * 30
    answer = optimise(crowded(0.5 * came))
    full = full_steps(answer)
    assert [step.step_id for step in full] == ["lead"]
    more = optimise(crowded(0.55 * came))
    assert full[0].units == pytest.approx(more.unrounded - answer.unrounded, rel=0.02, abs=1e-3)
    assert full[0].turned_away == pytest.approx(full[0].came - full[0].served)
    said = full_sentence(answer, full[0])
    assert "is full:" in said
    assert "10% more capacity brings" in said


def test_one_more_salesperson_brings_what_the_plan_with_one_more_brings() -> None:
    came = small_answer().proposed.steps["lead"].volume / small_answer().plan.days * 30
    places, one = 0.5 * came, 0.07 * came
    plan = with_changes(
        crowded(places),
        [
            Set(path="steps.lead.capacity_unit", value="salesperson"),
            Set(path="steps.lead.capacity_of_one", value={"value": one}),
        ],
    )
    answer = optimise(plan)
    full = full_steps(answer)[0]
    more = optimise(crowded(places + one))
    assert full.more == pytest.approx(one * plan.days / plan.reference_days)
    assert full.units == pytest.approx(more.unrounded - answer.unrounded, rel=0.02, abs=1e-3)
    assert "One more “salesperson” (who serves" in full_sentence(answer, full)


def test_where_nobody_is_turned_away_nothing_is_said() -> None:
    assert full_steps(small_answer()) == ()
