"""Targets on what comes out: by hand, against SciPy, bounds at random prices, prices, soft ones, conflicts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from models.choices import Choices
from models.curve import CurveFamily
from models.curve_table import make_table
from models.errors import ImpossibleLimits, NotYetPossible
from models.funnel import flow, gradient, objective_of
from models.network import OUTSIDE, Network
from models.outcome_rules import OutcomeRule, priced, reached_at, with_rules
from models.program.bound import Places, bound_at, no_places
from models.program.conflict import conflicts, hold_together
from models.program.optimise import optimise
from models.program.outcome_conflict import attainable, free_of, reachable
from models.program.rule_matrix import rule_matrix, with_finite_bounds
from models.program.solution import Settings
from models.response_curve import Numbers
from tests.models.networks import michaelis_menten, network_of, with_rule, with_total

CLOSE = Settings(gap=1e-7, rounds=25)


def target(network: Network, key: str, least: float, **parts: Any) -> OutcomeRule:
    """A rule with some weights: `node`, `pool`, `claim`, `base`, `missed`."""
    sizes = {"node": len(network.node_keys), "pool": len(network.pool_target), "claim": network.rows}
    weights = {name: np.array(parts.get(name, np.zeros(size)), dtype=float) for name, size in sizes.items()}
    return OutcomeRule(
        key, least, parts.get("base", 0.0), **weights, missed=parts.get("missed", np.inf)
    )  # fmt: skip


def funnel_network() -> Network:
    """Three steps, two audiences from outside and one of those stuck, four lines, 2,000 to spend."""
    curves = michaelis_menten((4000, 800), (3000, 500), (900, 700), (500, 300))
    network = network_of(
        curves, [(0, 0, 1.0), (1, 0, 1.0), (2, 1, 1.0), (3, 2, 1.0)],
        [(0, OUTSIDE, 9000, True), (1, OUTSIDE, 800, True), (2, 1, 0.9, True)],
        entries=(500.0, 50.0, 10.0), links=[(0, 1, 0.2), (1, 2, 0.15)],
    )  # fmt: skip
    return with_total(network, 2000.0)


def two_roots() -> Network:
    """Two lines, `10 sqrt(x)` people each at a step of their own; only the second step counts."""
    curves = make_table([CurveFamily.POWER] * 2, [{"scale": 10.0, "exponent": 0.5}] * 2)
    pools = [(0, OUTSIDE, np.inf, True), (1, OUTSIDE, np.inf, True)]
    return with_total(network_of(curves, [(0, 0, 1.0), (1, 1, 1.0)], pools, entries=(0.0, 0.0)), 100.0)


def test_a_target_by_hand() -> None:
    """50 people at the first step take 25, the rest brings `10 sqrt(75)`; one more costs `0.5 / sqrt(0.75)`."""
    network = two_roots()
    answer = optimise(with_rules(network, (target(network, "g", 50.0, node=[1, 0]),)), CLOSE)
    assert answer.spend == pytest.approx([25.0, 75.0], rel=1e-6)
    assert answer.lower == pytest.approx(10.0 * np.sqrt(75.0), rel=1e-7)
    assert answer.prices["g"] == pytest.approx(-1.0 / np.sqrt(3.0), rel=1e-3)
    assert "g" in answer.binding


def test_a_target_that_is_reached_anyway_costs_nothing() -> None:
    network = funnel_network()
    free = optimise(network)
    kept = optimise(with_rules(network, (target(network, "g", 100.0, node=[1, 0, 0]),)))
    assert kept.spend == pytest.approx(free.spend)
    assert kept.prices["g"] == 0.0
    assert "g" not in kept.binding


RULES: list[dict[str, Any]] = [
    {"least": 2900.0, "node": [1, 0, 0]},
    {"least": 3200.0, "node": [1, 0.5, 0]},
    {"least": 2650.0, "pool": [1, 1, 1], "base": 560.0},
    {"least": 700.0, "claim": [1, 0, 0, 0.5]},
]


@pytest.mark.parametrize("rule", RULES)
def test_targets_against_slsqp(rule: dict[str, Any]) -> None:
    plain = funnel_network()
    held = target(plain, "g", **rule)
    free = reached_at(with_rules(plain, (held,)), optimise(plain).spend)[0]
    network = with_rules(plain, (target(plain, "g", **rule | {"least": max(rule["least"], free * 1.05)}),))
    least = network.outcome_rules[0].target
    answer = optimise(network, CLOSE)
    found = minimize(
        lambda x: -float(objective_of(plain, flow(plain, x), x)), np.full(4, 500.0), method="SLSQP",
        bounds=[(0.0, 2000.0)] * 4, options={"maxiter": 500, "ftol": 1e-12},
        constraints=[
            {"type": "eq", "fun": lambda x: x.sum() - 2000.0},
            {"type": "ineq", "fun": lambda x: reached_at(network, x)[0] / least - 1.0},
        ],
    )  # fmt: skip
    assert answer.status == "proved"
    assert reached_at(network, answer.spend)[0] >= least * (1 - 1e-12)
    assert answer.lower >= -found.fun * (1 - 2e-6)
    assert answer.upper >= -found.fun * (1 - 1e-9)


def test_two_targets_at_once() -> None:
    plain = funnel_network()
    rules = (target(plain, "a", 2900.0, node=[1, 0, 0]), target(plain, "b", 260.0, claim=[0, 0, 0, 1]))
    network = with_rules(plain, rules)
    answer = optimise(network, CLOSE)
    assert answer.status == "proved"
    assert np.all(reached_at(network, answer.spend) >= [2900.0 - 1e-6, 260.0 - 1e-6])
    assert all(answer.lower <= optimise(with_rules(plain, (rule,)), CLOSE).upper for rule in rules)


def test_the_bound_at_random_prices_is_never_below_a_split_that_reaches_the_targets() -> None:
    plain = funnel_network()
    rules = (
        target(plain, "a", 2850.0, node=[1, 0.3, 0]),
        target(plain, "b", 2500.0, pool=[1, 0.5, 0]),
        target(plain, "c", 300.0, claim=[0, 0, 0.2, 1]),
    )
    network = with_rules(plain, rules)
    matrix = rule_matrix(network)
    best = optimise(network)
    random = np.random.default_rng(3)
    bounded = with_finite_bounds(network, matrix)
    for _ in range(200):
        claim = best.claim_price * np.exp(random.normal(0.0, 1.0, len(best.claim_price)))
        rule = np.array([best.prices["total_budget"]]) * np.exp(random.normal(0.0, 1.0, 1))
        outcome = np.exp(random.normal(-3.0, 2.0, 3)) * random.integers(0, 2, 3).astype(float)
        places = no_places(network)
        value = bound_at(bounded, matrix, claim, rule, Places(places.capacity, places.row, outcome)).value
        assert value >= best.lower * (1 - 1e-12)


def test_worth_with_prices_of_targets_is_the_slope_of_the_simulation() -> None:
    plain = funnel_network()
    rules = (
        target(plain, "a", 1.0, node=[1, 0.3, 0]), target(plain, "b", 1.0, pool=[1, 0.5, 2]),
        target(plain, "c", 1.0, claim=[0, 0, 0.2, 1]),
    )  # fmt: skip
    network = priced(with_rules(plain, rules), np.array([0.1, 0.02, 0.3]))
    spend = np.array([500.0, 400.0, 600.0, 300.0])
    _, slope = gradient(network, spend)
    for line in range(4):
        step = np.eye(4)[line] * 1e-3
        ends: list[Numbers] = [
            objective_of(network, flow(network, x), x) for x in (spend + step, spend - step)
        ]
        assert slope[line] == pytest.approx(float(ends[0] - ends[1]) / 2e-3, rel=1e-6)


@pytest.mark.parametrize("least", [2800.0, 3000.0, 3200.0])
def test_the_price_of_a_target_against_a_new_answer(least: float) -> None:
    plain = funnel_network()
    answers = [
        optimise(with_rules(plain, (target(plain, "g", least * part, node=[1, 0, 0]),)), CLOSE)
        for part in (1.0 - 1e-3, 1.0, 1.0 + 1e-3)
    ]
    slope = (answers[2].lower - answers[0].lower) / (2e-3 * least)
    assert answers[1].prices["g"] == pytest.approx(slope, rel=0.03)


def test_a_soft_target_is_missed_by_as_little_as_can_be() -> None:
    plain = funnel_network()
    most = attainable(with_rules(plain, (target(plain, "g", 9000.0, node=[1, 0, 0]),)))["g"]
    soft = with_rules(plain, (target(plain, "g", 9000.0, node=[1, 0, 0], missed=1.0),))
    answer = optimise(soft)
    assert reached_at(soft, answer.spend)[0] == pytest.approx(most, rel=5e-4)
    assert answer.held_to[0].target < 9000.0


def test_a_soft_target_that_can_be_reached_is_reached() -> None:
    plain = funnel_network()
    rules = [target(plain, "g", 2900.0, node=[1, 0, 0], missed=missed) for missed in (np.inf, 1e-9)]
    hard, soft = (optimise(with_rules(plain, (rule,)), CLOSE) for rule in rules)
    assert soft.lower == pytest.approx(hard.lower, rel=1e-6)


def test_a_soft_target_beside_a_hard_one_misses_no_more_than_it_must() -> None:
    plain = funnel_network()
    hard = target(plain, "hard", 280.0, claim=[0, 0, 0, 1])
    soft = target(plain, "soft", 5000.0, node=[1, 0, 0], missed=1.0)
    network = with_rules(plain, (hard, soft))
    answer = optimise(network)
    kept, reached = reached_at(network, answer.spend)
    assert kept >= 280.0 - 1e-9
    other = minimize(
        lambda x: -float(flow(plain, x).served[0]), np.full(4, 500.0), method="SLSQP",
        bounds=[(0.0, 2000.0)] * 4, options={"maxiter": 500, "ftol": 1e-12},
        constraints=[
            {"type": "eq", "fun": lambda x: x.sum() - 2000.0},
            {"type": "ineq", "fun": lambda x: reached_at(network, x)[0] / 280.0 - 1.0},
        ],
    )  # fmt: skip
    assert reached == pytest.approx(-other.fun, rel=2e-3)


def test_targets_that_cannot_be_reached_are_named_with_the_limits_that_hold_them() -> None:
    plain = funnel_network()
    capped = with_rule(plain, "channel_limit:c:upper", [0, 1], "<=", 500.0)
    network = with_rules(capped, (target(plain, "g", 2700.0, node=[1, 0, 0]),))
    with pytest.raises(ImpossibleLimits) as refused:
        optimise(network)
    assert refused.value.limits == ("g", "channel_limit:c:upper")
    assert conflicts(network, rule_matrix(network)) == (refused.value.limits,)
    assert hold_together(with_rules(plain, network.outcome_rules), rule_matrix(plain))


def test_two_targets_out_of_reach_for_reasons_of_their_own_are_both_found() -> None:
    plain = funnel_network()
    rules = (target(plain, "a", 9000.0, node=[1, 0, 0]), target(plain, "b", 600.0, claim=[0, 0, 0, 1]))
    with pytest.raises(ImpossibleLimits) as refused:
        optimise(with_rules(plain, rules))
    found = [refused.value.limits, *refused.value.further]
    assert sorted(keys[0] for keys in found) == ["a", "b"]


def s_shaped() -> Network:
    curves = make_table(
        [CurveFamily.HILL, CurveFamily.HILL, CurveFamily.MICHAELIS_MENTEN],
        [{"top": 4000, "half": 800, "slope": 2.5}, {"top": 900, "half": 500, "slope": 2.0},
         {"top": 500, "half": 300}],
    )  # fmt: skip
    network = network_of(
        curves, [(0, 0, 1.0), (1, 1, 1.0), (2, 2, 1.0)],
        [(0, OUTSIDE, 9000, True), (1, OUTSIDE, 800, True), (2, 1, 0.9, True)],
        entries=(500.0, 50.0, 10.0), links=[(0, 1, 0.2), (1, 2, 0.15)],
    )  # fmt: skip
    return with_total(network, 1500.0)


@pytest.mark.parametrize("least", [2000.0, 3000.0])
@pytest.mark.parametrize("used", [0.0, 400.0])
def test_targets_with_s_shaped_curves_and_minimum_if_used_against_brute_force(
    least: float, used: float
) -> None:
    plain = s_shaped()
    minimum = Choices(np.full(3, used), ("m0", "m1", "m2"))
    network = with_rules(
        plain.changed(choices=minimum if used else None), (target(plain, "g", least, node=[1, 0, 0]),)
    )
    answer = optimise(network)
    first, second = np.meshgrid(np.arange(0, 1501, 10.0), np.arange(0, 1501, 10.0))
    grid = np.stack([first.ravel(), second.ravel(), 1500.0 - first.ravel() - second.ravel()], axis=1)
    grid = grid[grid[:, 2] >= 0.0]
    kept = np.all((grid == 0.0) | (grid >= used), axis=1) & (reached_at(network, grid)[:, 0] >= least)
    values = objective_of(plain, flow(plain, grid), grid)[kept]
    assert answer.status == "proved"
    assert reached_at(network, answer.spend)[0] >= least * (1 - 1e-12)
    assert answer.lower >= values.max() * (1 - 1e-4)
    assert answer.upper >= values.max()


def test_a_soft_target_out_of_reach_is_refused_by_name_where_lines_are_used_or_not() -> None:
    plain = s_shaped()
    soft = with_rules(plain, (target(plain, "g", 9000.0, node=[1, 0, 0], missed=1.0),))
    with pytest.raises(NotYetPossible, match="soft goal"):
        optimise(soft)


@settings(max_examples=15, deadline=None)
@given(st.floats(0.3, 1.25), st.floats(0.01, 0.3), st.integers(0, 2))
def test_a_looser_target_never_lowers_the_best(share: float, looser: float, node: int) -> None:
    plain = funnel_network()
    served = optimise(plain).simulation.served[node]
    weight = np.eye(3)[node]
    values = []
    for part in (share, share * (1.0 - looser)):
        network = with_rules(plain, (target(plain, "g", served * part, node=weight),))
        try:
            answer = optimise(network)
        except ImpossibleLimits:
            values.append((-np.inf, -np.inf))
            continue
        assert reached_at(network, answer.spend)[0] >= served * part * (1 - 1e-12)
        assert answer.upper >= answer.lower
        values.append((answer.lower, answer.upper))
    assert values[1][1] >= values[0][0]


@pytest.mark.parametrize("seed", range(6))
def test_named_limits_are_impossible_with_the_target_and_every_part_of_them_is_possible(seed: int) -> None:
    random = np.random.default_rng(seed)
    plain = with_rule(
        funnel_network(), "channel_limit:c:upper", [0, 1], "<=", float(random.uniform(600, 1500))
    )
    plain = plain.changed(
        lower=random.uniform(0.0, 150.0, 4) * random.integers(0, 2, 4),
        upper=np.where(random.integers(0, 2, 4) > 0, random.uniform(300.0, 1500.0, 4), np.inf),
        lower_key=tuple(f"low{n}" for n in range(4)), upper_key=tuple(f"high{n}" for n in range(4)),
    )  # fmt: skip
    weight = np.eye(3)[random.integers(0, 3)]
    most = attainable(with_rules(plain, (target(plain, "g", 1e5, node=weight),)))["g"]
    network = with_rules(plain, (target(plain, "g", most * float(random.uniform(1.01, 1.2)), node=weight),))
    found = conflicts(network, rule_matrix(network))[0]
    limits = [key for key in found if key != "g"]
    every = {rule.key for rule in network.rules} | {*network.lower_key, *network.upper_key}
    assert found[0] == "g"
    assert not reachable(free_of(network, sorted(every - set(limits))))
    for dropped in limits:
        assert reachable(free_of(network, sorted(every - set(limits) | {dropped})))
