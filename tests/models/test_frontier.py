"""What more budget buys: every point proved, the same as asked alone; what limits forbid is said."""

import numpy as np
import pytest

from bench.instances import ALL, SMOOTH, Shape, random_network
from models.answer import optimise_plan
from models.curve import CurveFamily
from models.errors import PlanError
from models.frontier import cut, frontier, next_money
from models.funnel import flow, objective_of
from models.program.optimise import optimise
from models.program.repair import is_kept
from models.program.rule_matrix import rule_matrix
from models.program.solution import Settings
from models.program.sweep import spend_range, sweep, with_total_limit
from tests.plans import small_plan

FREE = {"total_budget": 900_000, "assumed_move_limit": None}


@pytest.mark.parametrize(("families", "seed"), [(SMOOTH, 0), (ALL, 1), (ALL, 2)])
def test_a_sweep_proves_every_point_and_agrees_with_single_answers(
    families: tuple[CurveFamily, ...], seed: int
) -> None:
    network = random_network(Shape(lines=20, families=families), seed)
    allowed = spend_range(network)
    totals = np.linspace(allowed.least, allowed.most, 9)[1:-1]
    points = sweep(network, totals.tolist(), Settings())
    for point in points:
        answer, at = point.solution, with_total_limit(network, point.total)
        assert answer is not None
        assert answer.status == "proved"
        assert is_kept(at, rule_matrix(at), answer.spend)
        assert answer.lower == pytest.approx(float(objective_of(at, flow(at, answer.spend), answer.spend)))
        alone = optimise(at)
        assert answer.upper >= alone.lower
        assert alone.upper >= answer.lower


def test_the_range_of_a_total_is_just_what_limits_allow() -> None:
    network = random_network(Shape(lines=12), 3)
    allowed = spend_range(network)
    room = allowed.most - allowed.least
    found = sweep(
        network,
        [allowed.least - 0.01 * room, allowed.least, allowed.most, allowed.most + 0.01 * room],
        Settings(),
    )
    assert [point.solution is None for point in found] == [True, False, False, True]
    assert found[0].forbidden_by
    assert set(found[0].forbidden_by) <= {*allowed.least_keys, "total_budget"}
    assert set(found[3].forbidden_by) <= {*allowed.most_keys, "total_budget"}


def test_with_falling_returns_the_curve_rises_ever_less() -> None:
    found = frontier(small_plan(rules=FREE), 12)
    value = np.array([point.objective for point in found.points])
    budget = np.array([point.budget for point in found.points])
    tolerance = 2e-4 * (value[-1] - value[0])
    assert np.all(np.diff(value) >= -tolerance)
    assert np.all(np.diff(value, 2) <= tolerance)
    assert budget[0] == 0.0
    assert budget[-1] == pytest.approx(27_000.0)
    assert (found.least, found.most, found.ended_by_assumed) == (0.0, np.inf, False)
    assert {point.status for point in found.points} == {"proved"}


def test_the_rule_on_assumed_curves_ends_the_curve_and_can_be_lifted() -> None:
    held = frontier(small_plan(), 5)
    assert held.ended_by_assumed
    assert (held.least, held.most) == pytest.approx((6300.0, 11_700.0))
    assert not held.forbidden
    lifted = frontier(small_plan(), 5, lift_assumed=True)
    assert lifted.lifted
    assert not lifted.ended_by_assumed
    assert lifted.points[0].budget == 0.0


def test_a_plan_outside_what_limits_allow_is_said_not_shown_as_nothing() -> None:
    found = frontier(small_plan(rules={"total_budget": 2_000_000}), 4)
    assert found.plan is None
    assert found.forbidden[0].budget == pytest.approx(20_000.0)
    assert "total_budget" in found.forbidden[0].limits
    assert all(point.objective > 0 for point in found.points)


def test_marked_points() -> None:
    plan = small_plan(rules=FREE | {"objective": "revenue"})
    found = frontier(plan, 30)
    assert found.plan is not None
    assert found.ninety is not None
    assert found.break_even is not None
    assert found.break_even.marginal == pytest.approx(1.0, abs=0.01)
    idle = found.points[0].objective
    assert found.ninety.objective - idle == pytest.approx(0.9 * (found.plan.objective - idle), rel=5e-3)
    assert found.today.charged == pytest.approx(9000.0)
    assert found.today.objective <= found.plan.objective
    assert found.plan.objective == pytest.approx(optimise_plan(plan).proposed.objective, rel=1e-4)
    assert found.plan.cost_per_conversion == pytest.approx(9000.0 / found.plan.incremental)
    assert found.break_even.marginal_cost == pytest.approx(1.0, abs=0.01)
    assert frontier(small_plan(rules=FREE), 3).break_even is None


def test_the_next_money_and_a_cut() -> None:
    plan = small_plan(rules=FREE)
    more, less = next_money(plan, 1000.0), cut(plan, 0.15)
    assert more.gain > 0 > less.gain
    assert sum(more.lines.values()) == pytest.approx(100_000, abs=600)
    assert sum(less.lines.values()) == pytest.approx(-135_000, abs=600)
    held = cut(small_plan(), 0.5)
    assert "total_budget" in held.forbidden_by
    assert not held.lines


def test_a_curve_needs_a_total() -> None:
    with pytest.raises(PlanError, match="total"):
        frontier(small_plan(rules={"total_budget": 0}))
