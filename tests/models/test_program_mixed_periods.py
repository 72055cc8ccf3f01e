"""Either-or rules and S-shaped curves over several periods, with what lasts: against exhaustive search."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from bench.truth import choices_broken
from models.answer import optimise_plan
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.funnel import flow, objective_of
from models.network import Network
from models.plan import Plan, make_plan
from models.program.bound import Places, bound_at
from models.program.intervals import options
from models.program.limit_choices import possible
from models.program.optimise import optimise
from models.program.repair import is_kept
from models.program.rule_matrix import rule_matrix, with_finite_bounds
from models.program.solution import Settings, Solution
from models.relaxation import relaxations
from tests.models.test_periods import periods, values_of

PATIENT = Settings(seconds=60.0)
HILL = {"family": "hill", "parameters": {"top": 9000.0, "half": 4000.0, "slope": 2.5}, "per_days": 30}


def two_lines(*days: int, half_life: float = 0.0, **rules: Any) -> dict[str, Any]:
    """Search and social on one audience over periods of so many days, 300 a day to spend."""
    values = values_of(*days)
    values["touchpoints"] = values["touchpoints"][:2]
    for line in values["touchpoints"]:
        line["curve"] |= {"half_life_days": half_life}
    values["rules"] |= rules
    return values


def values_at(network: Network, spends: np.ndarray) -> np.ndarray:
    return np.asarray(objective_of(network, flow(network, spends), spends))


def sound(network: Network, answer: Solution) -> None:
    """Every rule holds, linear or either-or, and the bound lies above the simulation."""
    assert is_kept(network, rule_matrix(network), answer.spend)
    assert choices_broken(network, answer.spend) == []
    assert answer.upper >= answer.lower == pytest.approx(float(values_at(network, answer.spend)), rel=1e-12)


def as_good(answer: Solution, best: float) -> None:
    assert answer.status == "proved"
    assert answer.lower >= best - 1e-4 * answer.gain
    assert answer.upper >= best - 1e-9 * answer.gain


def best_of_options(network: Network) -> float:
    """The best over every choice of one option a line, each answered without either-or rules."""
    parts, best = options(with_finite_bounds(network, rule_matrix(network))), -np.inf
    first, choices = parts.first, network.choices
    most = np.inf if choices is None or choices.most_changed is None else choices.most_changed
    for chosen in itertools.product(*(range(first[n], first[n + 1]) for n in range(network.lines))):
        places = np.array(chosen)
        moved = parts.changed[places]
        if choices is not None and len(np.unique(choices.groups[moved])) > most:
            continue
        held = network.changed(choices=None, lower=parts.low[places], upper=parts.high[places])
        try:
            best = max(best, optimise(held).lower)
        except ImpossibleLimits:
            continue
    return best


@pytest.mark.parametrize("half_life", [0.0, 15.0])
@pytest.mark.parametrize("minimum", [350_000, 700_000])
def test_minimum_if_used_in_every_period_against_every_choice(minimum: int, half_life: float) -> None:
    values = two_lines(30, 15, half_life=half_life)
    for line in values["touchpoints"]:
        line["minimum_if_used"] = minimum
    network = compile_plan(make_plan(values))
    assert network.choices is not None
    assert network.choices.minimum[:2].tolist() == pytest.approx([minimum / 150, minimum / 300], abs=0.01)
    answer = optimise(network, PATIENT)
    sound(network, answer)
    as_good(answer, best_of_options(network))


@pytest.mark.parametrize("half_life", [0.0, 15.0])
@pytest.mark.parametrize("most", [0, 1, 2])
def test_a_touchpoint_counts_once_however_many_periods_change(most: int, half_life: float) -> None:
    values = two_lines(20, 25, half_life=half_life, most_lines_changed=most, total_budget=1_350_000)
    values["touchpoints"].append(values_of(10)["touchpoints"][2])
    network = compile_plan(make_plan(values))
    answer = optimise(network, PATIENT)
    sound(network, answer)
    as_good(answer, best_of_options(network))
    moved = {key.partition("@")[0] for key, same in zip(network.line_keys, answer.spend == network.current, strict=True) if not same}  # fmt: skip
    assert len(moved) == most


@pytest.mark.parametrize("half_life", [0.0, 12.0])
@pytest.mark.parametrize("budgets", [(None, None), (500_000, None), (500_000, 850_000)])
def test_every_amount_in_whole_steps_against_every_split(
    budgets: tuple[int | None, ...], half_life: float
) -> None:
    """Steps of 1,000: of 13,500 one amount takes 500; with a fixed budget of 5,000 none there does."""
    values = two_lines(
        20, 25, half_life=half_life, money_step=100_000, steps_kept=True, total_budget=1_350_000
    )
    for period, budget in zip(values["periods"], budgets, strict=True):
        period["budget"] = budget
    network = compile_plan(make_plan(values))
    answer = optimise(network, PATIENT)
    sound(network, answer)
    tenth = np.arange(14) * 1000.0
    grid = np.stack(np.meshgrid(tenth, tenth, tenth, tenth), axis=-1).reshape(-1, 4)
    every = np.concatenate([grid + 500.0 * np.eye(4)[n] for n in range(4)])
    kept = np.isclose(every.sum(axis=1), 13_500.0)
    for number, budget in enumerate(budgets):
        if budget is not None:
            kept &= np.isclose(every[:, number] + every[:, 2 + number], budget / 100)
    as_good(answer, float(values_at(network, every[kept]).max()))
    whole = optimise_plan(make_plan(values), seconds=60.0)
    assert whole.broken_by_rounding == ()
    assert sum(whole.proposed.spend.values()) == 1_350_000
    table = whole.proposed.by_period or {}
    amounts = [amount for of_period in table.values() for amount in of_period.values()]
    assert sum(amount % 100_000 > 0 for amount in amounts) == 1
    for period, budget in zip(values["periods"], budgets, strict=True):
        assert budget is None or sum(table[period["id"]].values()) == budget


@pytest.mark.parametrize("half_life", [0.0, 8.0, 40.0])
def test_s_curves_in_time_against_a_fine_grid(half_life: float) -> None:
    """Three periods of one S-shaped line and one concave: 200 steps of the money, and none above the bound."""
    values = two_lines(20, 20, 20, half_life=half_life, total_budget=1_000_000)
    values["touchpoints"][0]["curve"] = HILL | {"half_life_days": half_life}
    values["touchpoints"][1] |= {"standing": "locked"}
    network = compile_plan(make_plan(values))
    answer = optimise(network, PATIENT)
    sound(network, answer)
    free = 1e4 - float(network.lower[3:].sum())
    share = np.linspace(0.0, 1.0, 201)
    first, second = (part.ravel() for part in np.meshgrid(share, share))
    inside = first + second <= 1.0 + 1e-12
    cells = free * np.stack([first, second, np.maximum(1.0 - first - second, 0.0)], axis=1)[inside]
    every = np.concatenate([cells, np.broadcast_to(network.lower[3:], (len(cells), 3))], axis=1)
    as_good(answer, float(values_at(network, every).max()))


def bent_in_time(seed: int) -> Plan:
    """A plan with delays, capacity, what lasts, an S-shaped curve and minima, all at random."""
    chance = np.random.default_rng(seed)
    values = two_lines(*chance.integers(8, 30, 2 + seed % 2).tolist())
    values["links"][1]["delay"] = [{"days": int(chance.integers(0, 30)), "share": 1.0}]
    values["steps"][1]["capacity"] = float(chance.uniform(300, 900))
    for line, slope in zip(values["touchpoints"], chance.uniform(1.3, 3.5, 2).tolist(), strict=True):
        line["curve"] = {"family": "hill", "per_days": 30, "half_life_days": float(chance.uniform(0, 40)),
                         "parameters": {"top": 8000.0, "half": float(chance.uniform(2000, 8000)), "slope": slope}}  # fmt: skip
        line["minimum_if_used"] = int(chance.uniform(0, 400_000))
    return make_plan(values)


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_never_below_the_simulation(seed: int) -> None:
    """With what lasts, delays, capacity and choices: no spend of 3,000, no price vector of 40."""
    network = compile_plan(bent_in_time(seed))
    answer = optimise(network, PATIENT)
    sound(network, answer)
    assert answer.status == "proved"
    chance, matrix = np.random.default_rng(seed), rule_matrix(network)
    shares = chance.dirichlet(np.full(network.lines, 0.4), 3000)
    spends = shares * matrix.limit[0]
    seen = values_at(network, spends)
    assert network.choices is not None
    keeps = ~np.any((spends > 0) & (spends < network.choices.minimum), axis=1)
    assert seen[keeps].max(initial=-np.inf) <= answer.upper
    bounded = with_finite_bounds(network, matrix)
    price = np.array([answer.prices[rule.key] for rule in network.rules])
    for _ in range(40):
        near = [prices * np.exp(chance.normal(0.0, 1.0, len(prices)))
                for prices in (answer.claim_price, price, answer.capacity_price, np.full(network.rows, abs(price).max()))]  # fmt: skip
        bound = bound_at(bounded, matrix, near[0], near[1], Places(near[2], near[3]))
        assert bound.value >= max(answer.lower, float(seen.max())) * (1 - 1e-12)


def test_limits_that_clash_in_one_period_are_named_and_can_be_loosened() -> None:
    """In a month of 2,000 a line in use takes 3,000, and some line must be used there."""
    values = two_lines(30, 30)
    values["periods"][0]["budget"] = 200_000
    for line in values["touchpoints"]:
        line["minimum_if_used"] = 600_000
    plan = make_plan(values)
    network = compile_plan(plan)
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise(network)
    keys = refusal.value.limits
    assert set(keys) == {"period_budget:p0", "minimum_if_used:t_search", "minimum_if_used:t_social"}
    assert not possible(network, keys)
    assert all(possible(network, [other for other in keys if other != key]) for key in keys)
    loosened = {way.keys for way in relaxations(plan)}
    assert ("minimum_if_used:t_search",) in loosened


def test_two_clashes_in_time_are_both_named() -> None:
    values = two_lines(30, 30)
    for line, most in zip(values["touchpoints"], (500_000, 400_000), strict=True):
        line |= {"minimum_if_used": 1_200_000, "lower": 100_000, "upper": most}
    values["rules"]["spend_total"] = "at_most"
    network = compile_plan(make_plan(values))
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise(network)
    found = [refusal.value.limits, *refusal.value.further]
    assert {key.rsplit(":")[1] for keys in found for key in keys} == {"t_search", "t_social"}
    assert len(found) == 2
    for keys in found:
        assert not possible(network, keys)
        assert all(possible(network, [other for other in keys if other != key]) for key in keys)


@pytest.mark.parametrize("seed", range(4))
def test_rounding_keeps_every_choice(seed: int) -> None:
    """In whole minor units: nothing or the part of the minimum in each period, the rest as it is."""
    chance = np.random.default_rng(seed)
    values = values_of(*chance.integers(9, 32, 3).tolist())
    values["rules"] |= {"most_lines_changed": 2, "total_budget": int(chance.uniform(0.8, 1.2) * 30_000 * 60)}
    for line in values["touchpoints"]:
        line["minimum_if_used"] = int(chance.uniform(200_000, 900_000))
    plan = make_plan(values)
    network = compile_plan(plan)
    try:
        answer = optimise_plan(plan, seconds=60.0)
    except ImpossibleLimits:
        return
    assert network.choices is not None
    table = answer.proposed.by_period or {}
    amounts = np.array(
        [table[period.id][line] for line in ("t_again", "t_search", "t_social") for period in plan.periods]
    )
    assert answer.broken_by_rounding == ()
    assert choices_broken(network, amounts / 100.0) == []
    assert amounts.sum() == values["rules"]["total_budget"]


def test_periods_of_the_plan_share_a_minimum_by_their_days() -> None:
    values = two_lines(30, 15)
    values["touchpoints"][0]["minimum_if_used"] = 450_001
    values["periods"] = periods(30, 15)
    network = compile_plan(make_plan(values))
    assert network.choices is not None
    assert network.choices.minimum[:2].sum() == pytest.approx(4500.01)
    assert network.choices.minimum[0] == pytest.approx(2 * network.choices.minimum[1], abs=0.02)
