"""Changes apply all or none, can be undone exactly, and refuse what does not fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from models.changes import Add, Change, Remove, Set, complete, dependants, difference, inverse, with_changes
from models.errors import ChangeError, PlanError
from models.plan import Plan
from tests.plans import plans, small_plan

STAGE = {"id": "engage", "name": "Engage"}


def test_one_parameters_journey() -> None:
    plan = with_changes(small_plan(), [Set(path="rules.total_budget", value=12_000_000)])
    assert plan.rules.total_budget == 12_000_000


@pytest.mark.parametrize(
    "change",
    [
        Set(path="name", value="Other"),
        Set(path="touchpoints.t_search.current_spend", value=1),
        Add(collection="stages", record=STAGE, index=1),
        Remove(collection="touchpoints", id="t_social"),
        Set(path="money.vat_rate", value=0.2),
    ],
)
def test_undone_change_gives_the_same_plan(change: Change) -> None:
    plan = small_plan()
    done = complete(plan, [change])
    changed = with_changes(plan, done)
    assert changed != plan
    assert with_changes(changed, inverse(done)) == plan


def test_all_or_none() -> None:
    plan = small_plan()
    with pytest.raises(PlanError):
        with_changes(plan, [Set(path="name", value="Half"), Remove(collection="channels", id="search")])
    assert plan.name == "Small plan"


@pytest.mark.parametrize(
    "change",
    [
        Set(path="touchpoints.gone.current_spend", value=1),
        Set(path="touchpoints.t_search.id", value="other"),
        Set(path="touchpoints", value=[]),
        Set(path="rules.total_budget.minor", value=1),
        Set(path="colour", value="red"),
        Remove(collection="stages", id="gone"),
        Add(collection="colours", record=STAGE),
    ],
)
def test_change_that_does_not_fit_is_refused(change: Change) -> None:
    with pytest.raises(ChangeError):
        with_changes(small_plan(), [change])


def test_dependants_are_found() -> None:
    names = {getattr(record, "id", None) for record in dependants(small_plan(), "steps", "lead")}
    assert names == {"visit_lead", "lead_order"}


@given(plans(), plans())
@settings(max_examples=40, deadline=None)
def test_difference_leads_from_one_plan_to_the_other(before: Plan, after: Plan) -> None:
    assert with_changes(before, difference(before, after)) == after


def test_difference_sees_a_new_order() -> None:
    plan = small_plan()
    turned = plan.model_copy(update={"channels": plan.channels[::-1]})
    assert with_changes(plan, difference(plan, turned)) == turned


def test_a_change_is_not_altered_by_those_after_it() -> None:
    added = Add(collection="stages", record=dict(STAGE))
    renamed = Set(path=f"stages.{STAGE['id']}.name", value="Renamed")
    done = complete(small_plan(), [added, renamed])
    assert added.record == STAGE
    assert isinstance(done[0], Add)
    assert done[0].record == STAGE
