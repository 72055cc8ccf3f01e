"""Laws that hold for every plan."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.instances import ALL, Shape, random_network
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.network import Network
from models.plan import Plan
from models.program.optimise import optimise
from models.program.repair import is_kept, repaired
from models.program.rule_matrix import rule_matrix
from tests.models.networks import with_limit
from tests.plans import plans

MANY = settings(max_examples=25, deadline=None, derandomize=True)
GAP = 1e-4


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Coupled plans of 2 to 12 lines, any family of curves."""
    shape = Shape(
        lines=draw(st.integers(2, 12)), segments=draw(st.integers(1, 2)), steps=draw(st.integers(2, 5)),
        families=ALL, exact=draw(st.booleans()), unknown_limit=draw(st.sampled_from([0.0, 0.3])), channels=3,
    )  # fmt: skip
    return random_network(shape, draw(st.integers(0, 10_000)))


@MANY
@given(networks())
def test_spend_within_every_rule(network: Network) -> None:
    answer = optimise(network)
    assert is_kept(network, rule_matrix(network), answer.spend)
    assert answer.status == "proved"


@MANY
@given(networks(), st.floats(0.0, 0.5))
def test_a_looser_rule_is_never_worse(network: Network, looser: float) -> None:
    tight = optimise(network)
    for rule in network.rules:
        if rule.sense != "=":
            sign = 1.0 if rule.sense == "<=" else -1.0
            loose = optimise(with_limit(network, rule.key, rule.limit * (1.0 + sign * looser)))
            assert loose.upper >= tight.lower
            assert loose.lower >= tight.lower - GAP * tight.gain


@MANY
@given(networks(), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(network: Network, chance: object) -> None:
    order = np.random.default_rng(chance.randint(0, 99)).permutation(network.lines)  # type: ignore[attr-defined]
    place = np.argsort(order)
    draws = np.lexsort((place[network.draw_line], network.draw_pool))
    moved = network.changed(
        line_keys=tuple(network.line_keys[i] for i in order), curves=network.curves.take(order),
        lower=network.lower[order], upper=network.upper[order], current=network.current[order],
        lower_key=tuple(network.lower_key[i] for i in order), upper_key=tuple(network.upper_key[i] for i in order),
        draw_line=place[network.draw_line][draws], draw_pool=network.draw_pool[draws],
        draw_weight=network.draw_weight[draws],
        rules=tuple(replace(rule, lines=place[rule.lines]) for rule in reversed(network.rules)), wiring=None,
    )  # fmt: skip
    one, two = optimise(network), optimise(moved)
    assert two.lower == pytest.approx(one.lower, abs=GAP * one.gain)
    assert two.upper == pytest.approx(one.upper, abs=GAP * one.gain)


@MANY
@given(networks(), st.sampled_from([1e-3, 0.01, 7.0, 1e4]), st.sampled_from([1e-3, 3.0, 1e4]))
def test_scaling_money_and_people_changes_nothing(network: Network, money: float, people: float) -> None:
    """Money in other coins, people in other units: the same split, as many times as much."""
    curves = network.curves.stretched(money)
    scaled = network.changed(
        curves=curves, lower=network.lower * money, upper=network.upper * money, current=network.current * money,
        draw_weight=network.draw_weight * (people / money), entries=network.entries * people,
        pool_size=np.where(network.pool_outside, network.pool_size * people, network.pool_size),
        rules=tuple(replace(rule, limit=rule.limit * money) for rule in network.rules),
    )  # fmt: skip
    one, two = optimise(network), optimise(scaled)
    assert two.status == "proved"
    assert two.lower == pytest.approx(one.lower * people, abs=GAP * one.gain * people)
    price = one.prices["total_budget"] * people / money
    near = 0.05 * one.gain * people / (network.current.sum() * money)
    assert two.prices["total_budget"] == pytest.approx(price, rel=0.1, abs=near)


@MANY
@given(networks(), st.integers(0, 1000))
def test_repair_keeps_rules_and_moves_little(network: Network, seed: int) -> None:
    answer, matrix = optimise(network), rule_matrix(network)
    noise = np.random.default_rng(seed).normal(0.0, 1e-6, network.lines)
    mended = repaired(network, matrix, answer.spend * (1.0 + noise))
    assert mended is not None
    assert is_kept(network, matrix, mended)
    assert np.abs(mended - answer.spend).sum() <= 1e-4 * network.current.sum()


@MANY
@given(networks())
def test_more_money_brings_more_and_ever_less(network: Network) -> None:
    """Without limits on channels and with "at most", the frontier rises and is concave."""
    total = network.rules[0]
    open_ = network.changed(
        rules=(replace(total, sense="<="),), lower=np.zeros(network.lines),
        upper=np.maximum(network.upper, network.current),
    )  # fmt: skip
    budgets = total.limit * np.array([0.5, 1.0, 1.5])
    answers = [optimise(with_limit(open_, "total_budget", float(budget))) for budget in budgets]
    low, middle, high = (answer.lower for answer in answers)
    doubt = GAP * answers[2].gain
    assert low - doubt <= middle <= high + doubt
    assert middle - low >= high - middle - 2 * doubt


@MANY
@given(plans())
def test_any_plan_is_proved_or_its_limits_are_named(plan: Plan) -> None:
    """Plans with numbers of any size: a proved answer within the rules, or a named conflict."""
    network = compile_plan(plan)
    try:
        answer = optimise(network)
    except ImpossibleLimits as refusal:
        named = refusal.limits
    else:
        assert answer.status == "proved"
        assert is_kept(network, rule_matrix(network), answer.spend)
        return
    assert named
