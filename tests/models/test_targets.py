"""Least spend for a result, target cost per result and target return, against the curve of budgets."""

import numpy as np
import pytest

from models.errors import NotYetPossible, PlanError
from models.frontier import frontier
from models.plan import Plan, make_plan
from models.targets import least_spend, target_cost, target_return
from tests.plans import small_plan, small_values

FREE = {"total_budget": 900_000, "assumed_move_limit": None}


def free(**rules: object) -> Plan:
    return small_plan(rules=FREE | rules)


def test_least_spend_brings_the_target_and_no_less_money_can() -> None:
    plan = free()
    at_plan = frontier(plan, 3).plan
    assert at_plan is not None
    found = least_spend(plan, at_plan.objective)
    assert found.met
    assert found.point.objective >= at_plan.objective
    assert found.point.budget == pytest.approx(9000.0, rel=1e-3)
    assert found.proved_least is not None
    assert 8950.0 <= found.proved_least <= found.point.budget


def test_a_target_that_limits_do_not_allow_is_said_with_the_best_there_is() -> None:
    found = least_spend(small_plan(), 10_000.0)
    assert not found.met
    assert any(key.startswith("assumed_move_limit") for key in found.limits)
    assert found.point.budget == pytest.approx(11_700.0, rel=1e-3)


def test_target_cost_on_incremental_results_whole_and_marginal() -> None:
    plan = free()
    whole, marginal = target_cost(plan, 40.0), target_cost(plan, 40.0, "marginal")
    cost = whole.point.cost_per_conversion
    assert cost is not None
    assert cost == pytest.approx(40.0, rel=1e-3)
    assert cost <= 40.0 * (1 + 1e-9)
    assert marginal.point.marginal_cost == pytest.approx(40.0, rel=1e-2)
    assert marginal.point.budget < whole.point.budget
    curve = frontier(plan, 25)
    keep = [p for p in curve.points if p.incremental > 0 and p.charged <= 40.0 * p.incremental]
    assert max((p.budget for p in keep), default=0.0) <= whole.point.budget * (1 + 1e-3)


def test_target_return_needs_money_as_the_goal() -> None:
    with pytest.raises(PlanError, match="revenue"):
        target_return(free(), 2.0)
    found = target_return(free(objective="revenue"), 2.0)
    assert (found.point.revenue - 60 * 80) / found.point.charged == pytest.approx(2.0, rel=1e-3)
    assert found.met


def test_a_target_that_no_money_meets_is_said() -> None:
    found = target_cost(free(), 0.01)
    assert not found.met
    with pytest.raises(PlanError, match="above 0"):
        target_cost(free(), 0.0)


def test_s_shaped_curves_are_refused_by_name() -> None:
    values = small_values(rules=FREE)
    values["touchpoints"][0]["curve"] = {
        "family": "hill",
        "parameters": {"top": 9000, "half": 5000, "slope": 3},
    }
    with pytest.raises(NotYetPossible, match="first rise"):
        least_spend(make_plan(values), 100.0)


def test_money_is_finite() -> None:
    assert np.isfinite(target_cost(free(), 1000.0).point.budget)


def test_a_poor_commitment_does_not_hide_that_the_target_is_met_with_more_money() -> None:
    """The reminder's committed money alone costs too much a result; with the rest of the split it does not."""
    values = small_values(rules=FREE)
    values["touchpoints"][2] |= {"committed": 100_000, "incrementality": 0.02}
    found = target_cost(make_plan(values), 45.0)
    assert found.met
    assert found.point.charged > 1000.0
    assert found.point.cost_per_conversion == pytest.approx(45.0, rel=1e-3)


def test_profit_has_no_target_cost() -> None:
    with pytest.raises(PlanError, match="profit"):
        target_cost(free(objective="profit"), 40.0)
