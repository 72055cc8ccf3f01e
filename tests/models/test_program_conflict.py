"""Limits that cannot hold together are named: together impossible, possible without any one of them."""

import numpy as np
import pytest

from bench.instances import Shape, random_network
from models.errors import ImpossibleLimits
from models.network import Network
from models.program.conflict import conflict, feasible_spend
from models.program.optimise import optimise
from models.program.repair import is_kept
from models.program.rule_matrix import rule_matrix
from tests.models.networks import michaelis_menten, network_of, with_rule, with_total


def three_lines() -> Network:
    curves = michaelis_menten((400.0, 100.0), (100.0, 100.0), (50.0, 80.0))
    network = network_of(curves, [(0, 0, 1.0), (1, 0, 1.0), (2, 0, 1.0)], [(0, -1, 500.0, True)])
    return with_total(network, 100.0)


def without(network: Network, key: str) -> Network:
    """The network without the rule or bounds of this key."""
    low = np.array([name == key for name in network.lower_key])
    high = np.array([name == key for name in network.upper_key])
    return network.changed(
        rules=tuple(rule for rule in network.rules if rule.key != key),
        lower=np.where(low, 0.0, network.lower), upper=np.where(high, np.inf, network.upper),
        lower_key=tuple("" if name == key else name for name in network.lower_key),
        upper_key=tuple("" if name == key else name for name in network.upper_key),
    )  # fmt: skip


def check_irreducible(network: Network, keys: tuple[str, ...]) -> None:
    assert keys
    assert conflict(network, rule_matrix(network))
    named = network
    for key in {*(r.key for r in network.rules), *network.lower_key, *network.upper_key} - {*keys, ""}:
        named = without(named, key)
    assert set(conflict(named, rule_matrix(named))) == set(keys), "the named limits alone are impossible"
    for key in keys:
        part = without(named, key)
        assert conflict(part, rule_matrix(part)) == (), f"possible without {key}"


def test_two_floors_above_the_total() -> None:
    network = with_rule(three_lines(), "channel_limit:a:lower", [0], ">=", 70.0)
    network = with_rule(network, "channel_limit:b:lower", [1, 2], ">=", 60.0)
    network = with_rule(network, "channel_limit:c:upper", [2], "<=", 90.0)
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise(network)
    assert set(refusal.value.limits) == {"total_budget", "channel_limit:a:lower", "channel_limit:b:lower"}
    check_irreducible(network, refusal.value.limits)


def test_an_exact_total_above_all_upper_limits() -> None:
    network = three_lines().changed(upper=np.full(3, 20.0), upper_key=("one", "two", "three"))
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise(network)
    assert set(refusal.value.limits) == {"total_budget", "one", "two", "three"}
    check_irreducible(network, refusal.value.limits)


def test_a_line_whose_bounds_cross() -> None:
    network = three_lines().changed(
        lower=np.array([30.0, 0.0, 0.0]), upper=np.array([20.0, 90.0, 90.0]),
        lower_key=("committed:l0", "", ""), upper_key=("assumed_move_limit:l0", "", ""),
    )  # fmt: skip
    with pytest.raises(ImpossibleLimits, match="committed:l0, assumed_move_limit:l0"):
        optimise(network)


def test_a_limit_on_a_group_without_lines() -> None:
    network = with_rule(three_lines(), "channel_limit:empty:lower", [], ">=", 5.0)
    with pytest.raises(ImpossibleLimits, match="channel_limit:empty:lower"):
        optimise(network)


def test_commitments_above_the_total() -> None:
    network = three_lines().changed(
        lower=np.array([80.0, 40.0, 0.0]), lower_key=("committed:l0", "committed:l1", "")
    )
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise(network)
    check_irreducible(network, refusal.value.limits)


@pytest.mark.parametrize("seed", range(20))
def test_random_limits_are_kept_or_a_conflict_is_named(seed: int) -> None:
    chance = np.random.default_rng(seed)
    network = random_network(Shape(lines=8, exact=bool(seed % 2)), seed)
    total = float(network.current.sum())
    for number in range(3):
        lines = np.flatnonzero(chance.random(8) < 0.5).tolist()
        sense = ">=" if chance.random() < 0.5 else "<="
        network = with_rule(network, f"group:{number}", lines, sense, float(chance.uniform(0.1, 0.9) * total))
    try:
        answer = optimise(network)
    except ImpossibleLimits as refusal:
        check_irreducible(network, refusal.limits)
    else:
        assert is_kept(network, rule_matrix(network), answer.spend)
        assert answer.status == "proved"


def test_a_possible_spend_is_near_the_one_wished_for() -> None:
    network = with_rule(three_lines(), "channel_limit:a:lower", [0], ">=", 70.0)
    spend = feasible_spend(network, rule_matrix(network), np.array([60.0, 20.0, 10.0]))
    assert spend.sum() == pytest.approx(100.0)
    assert np.abs(spend - [60.0, 20.0, 10.0]).sum() == pytest.approx(10.0)
