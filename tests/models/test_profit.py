"""Profit: margin after returns, less what the money costs with fees and VAT."""

import numpy as np
import pytest

from models.answer import optimise_plan, simulate_plan
from models.compile import compile_plan
from models.frontier import frontier
from models.goals import Objective
from models.plan import Plan, make_plan
from models.program.optimise import optimise
from models.program.solution import Settings
from tests.models.networks import michaelis_menten, network_of, with_total
from tests.plans import small_values

RULES = {"total_budget": 900_000, "assumed_move_limit": None, "objective": "profit"}


def profit_plan(**rules: object) -> Plan:
    values = small_values(rules=RULES | rules)
    values["steps"][2] |= {"margin": 0.5, "returns": 0.1}
    values["channels"][0]["agency_fee"] = 0.15
    return make_plan(values)


def test_profit_is_margin_after_returns_less_all_in_cost() -> None:
    outcome = simulate_plan(profit_plan())
    cost = 5000 * 1.15 + 3000 + 1000
    assert outcome.objective == pytest.approx(outcome.revenue * 0.9 * 0.5 - cost)
    assert compile_plan(profit_plan(), Objective.REVENUE).value.tolist() == [0.0, 0.0, 80.0]


def test_profit_stops_spending_where_money_no_longer_pays() -> None:
    """Two lines, `f' = top half / (half + x)^2`; each is bought until its slope is what money costs."""
    network = network_of(
        michaelis_menten((400.0, 100.0), (100.0, 100.0)), [(0, 0, 1.0), (1, 0, 1.0)], [(0, -1, np.inf, True)]
    ).changed(spend_cost=np.array([0.5, 0.2]))
    answer = optimise(with_total(network, 5000.0, exact=False), Settings(gap=1e-8, rounds=30))
    wanted = np.sqrt(np.array([40_000 / 0.5, 10_000 / 0.2])) - 100.0
    assert answer.spend == pytest.approx(wanted, rel=1e-3)
    assert answer.prices["total_budget"] == pytest.approx(0.0, abs=1e-6)
    assert answer.status == "proved"


@pytest.mark.parametrize("how", ["exact", "at_most"])
def test_profit_of_a_plan_is_proved(how: str) -> None:
    answer = optimise_plan(profit_plan(spend_total=how))
    assert answer.status == "proved"
    assert answer.upper >= answer.unrounded >= answer.now.objective - 1e-6 * abs(answer.now.objective)
    if how == "at_most":
        assert answer.proposed.objective >= optimise_plan(profit_plan()).proposed.objective - 1.0
        assert answer.proposed.charged < 9000.0


def test_break_even_of_profit_is_where_more_money_brings_nothing() -> None:
    found = frontier(profit_plan(), 20)
    assert found.break_even is not None
    assert found.break_even.marginal == pytest.approx(0.0, abs=0.02)
    assert found.break_even.objective >= max(point.objective for point in found.points) - 1.0
