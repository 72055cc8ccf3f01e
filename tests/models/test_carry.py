"""Carry-over: day by day by hand, before and after the plan, proved and as good as SciPy."""

from __future__ import annotations

import numpy as np
import pytest

from bench.rivals import slsqp
from models.answer import optimise_plan, simulate_plan
from models.changes import with_changes
from models.compile import compile_plan
from models.funnel import flow, gradient, objective_of
from models.network import Network
from models.plan import Plan, make_plan
from models.program.bound import Places, bound_at
from models.program.optimise import optimise
from models.program.repair import is_kept
from models.program.rule_matrix import rule_matrix, with_finite_bounds
from models.reality import reality_check, reality_fix
from models.stretches import stretches_of
from tests.models.test_periods import in_time, values_of


def carried(plan: Plan, *half_lives: float) -> Plan:
    """The plan with these half-lives of its first lines."""
    lines = [
        line.model_copy(update={"curve": line.curve.model_copy(update={"half_life_days": days})})
        if line.curve
        else line
        for line, days in zip(plan.touchpoints, (*half_lives, *[0.0] * len(plan.touchpoints)), strict=False)
    ]
    return make_plan(
        plan.model_dump(mode="json") | {"touchpoints": [line.model_dump(mode="json") for line in lines]}
    )


def by_days(spend: list[float], days: list[int], half_life: float, before: float) -> list[float]:
    """Money acting in every stretch, day by day."""
    theta, held, acting = 2.0 ** (-1.0 / half_life), before, []
    for amount, length in zip(spend, days, strict=True):
        total = 0.0
        for _ in range(length):
            held = (1.0 - theta) * amount / length + theta * held
            total += held
        acting.append(total)
    return acting


def test_money_acts_day_by_day() -> None:
    plan = carried(make_plan(values_of(7, 14, 10)), 9.0)
    network = compile_plan(plan)
    lines = [place for place, key in enumerate(network.line_keys) if key.startswith("t_search@")]
    rows = [place for place, key in enumerate(network.row_keys) if key.startswith("t_search@")]
    spend = np.zeros(network.lines)
    spend[lines] = [700.0, 0.0, 2000.0]
    days = [stretch.days for stretch in stretches_of(plan)][: len(rows)]
    wanted = by_days([700.0, 0.0, 2000.0, *[0.0] * (len(rows) - 3)], days, 9.0, 5000.0 / 30)
    assert network.acting(spend)[rows] == pytest.approx(wanted, rel=1e-9)
    assert sum(days[3:]) >= 9.0 * np.log2(1e4)


def test_steady_spend_acts_as_it_is_spent_but_for_the_tail() -> None:
    """Within the plan nothing changes; after it, what was held comes on top."""
    plain, held = make_plan(values_of(30, 31)), carried(make_plan(values_of(30, 31)), 12.0, 20.0)
    now, steady = simulate_plan(held), simulate_plan(plain)
    for period in ("p0", "p1"):
        assert now.periods[period].conversions == pytest.approx(steady.periods[period].conversions, rel=1e-6)
    assert now.later_conversions > 0
    assert now.conversions == pytest.approx(steady.conversions + now.later_conversions)
    credited = sum(line.conversions for line in now.lines.values())
    assert credited + now.organic_conversions == pytest.approx(now.conversions, rel=1e-12)


def test_without_spend_what_was_before_fades() -> None:
    plan = carried(make_plan(values_of(30)), 10.0)
    nothing = simulate_plan(plan, dict.fromkeys(("t_search", "t_social", "t_again"), 0))
    assert nothing.lines["t_search"].people > 0
    assert nothing.incremental_conversions == 0.0
    assert nothing.lines["t_social"].people == 0.0


def in_time_and_carried(seed: int) -> Network:
    chance = np.random.default_rng(seed)
    return compile_plan(carried(in_time(seed), *chance.uniform(2.0, 60.0, 2).tolist()))


@pytest.mark.parametrize("seed", range(3))
def test_gradient_is_the_derivative_with_carry_over(seed: int) -> None:
    network = in_time_and_carried(seed)
    _, slope = gradient(network, network.current)
    for line in range(network.lines):
        step = 1e-4 * network.current[line] * np.eye(network.lines)[line]
        up, down = (
            float(objective_of(network, flow(network, spend), spend))
            for spend in (network.current + step, network.current - step)
        )
        assert slope[line] == pytest.approx((up - down) / (2 * step[line]), rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("seed", range(8))
def test_carried_answers_are_proved_and_as_good_as_scipy(seed: int) -> None:
    network = in_time_and_carried(seed)
    answer = optimise(network)
    bounded = with_finite_bounds(network, rule_matrix(network))
    best = max(slsqp(bounded, 1e-10, start).objective for start in (network.current, answer.spend))
    assert answer.status == "proved"
    assert is_kept(bounded, rule_matrix(network), answer.spend)
    assert answer.lower >= best - 1e-4 * answer.gain
    assert answer.upper >= best - 1e-9 * answer.gain


@pytest.mark.parametrize("seed", range(4))
def test_bound_holds_with_carry_over_for_random_prices(seed: int) -> None:
    network = in_time_and_carried(seed)
    matrix = rule_matrix(network)
    network = with_finite_bounds(network, matrix)
    answer = optimise(network)
    chance = np.random.default_rng(seed)

    def near(prices: np.ndarray) -> np.ndarray:
        return prices * np.exp(chance.normal(0.0, 1.0, len(prices)))

    price = np.array(list(answer.prices.values()))
    for _ in range(50):
        places = Places(near(answer.capacity_price), near(np.full(network.rows, price.max())))
        bound = bound_at(network, matrix, near(answer.claim_price), near(price), places)
        assert bound.value >= answer.lower * (1 - 1e-12)


def test_the_best_split_spends_early_what_lasts() -> None:
    """With an even season, money that acts later as well is best spent before the others'."""
    values = values_of(30, 30)
    values["touchpoints"] = values["touchpoints"][:2]
    plan = carried(make_plan(values), 30.0)
    answer = optimise_plan(plan)
    assert answer.status == "proved"
    assert sum(answer.proposed.spend.values()) == 30_000 * 60
    assert simulate_plan(plan, by_period=answer.proposed.by_period) == answer.proposed
    assert answer.proposed.conversions >= answer.now.conversions


def test_what_was_observed_is_met_in_time_and_with_carry_over() -> None:
    """A returning link and carried-over money do not keep a plan from being held against what was seen."""
    plan = carried(in_time(1), 10.0)
    values = plan.model_dump(mode="json")
    values["steps"][0]["observed"] = {"value": 9000}
    fixed = with_changes(make_plan(values), reality_fix(make_plan(values)))
    (visits, *_) = reality_check(fixed).steps
    assert visits.simulated == pytest.approx(9000, rel=1e-6)
