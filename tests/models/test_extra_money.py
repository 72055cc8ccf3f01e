"""The money that brings as much as a gain: held against answers at that very budget."""

import pytest

from bench.instances import ALL, SMOOTH, Shape, random_network
from models.curve import CurveFamily
from models.program.extra_money import NEAR_ENOUGH, ExtraMoney
from models.program.optimise import optimise
from models.program.solution import Settings
from models.program.sweep import TOTAL, spend_range, with_total_limit

SHARP = Settings(gap=1e-6, rounds=15)


@pytest.mark.parametrize(("families", "seed"), [(SMOOTH, 0), (SMOOTH, 4), (ALL, 1), (ALL, 2)])
def test_so_much_more_money_brings_the_gain(families: tuple[CurveFamily, ...], seed: int) -> None:
    network = random_network(Shape(lines=12, families=families), seed)
    extra = ExtraMoney(network)
    limit = next(rule.limit for rule in network.rules if rule.key == TOTAL)
    most = optimise(with_total_limit(network, spend_range(network).most * (1 - 1e-6)), SHARP)
    whole = most.lower - extra.solution.lower
    for share in (0.02, 0.2, 0.6, 0.95):
        money = extra.buying(share * whole)
        assert money is not None
        low, high = (
            optimise(with_total_limit(network, limit + money * part), SHARP).lower - extra.solution.lower
            for part in (1 - 1.5 * NEAR_ENOUGH, 1 + 1.5 * NEAR_ENOUGH)
        )
        noise = 1e-5 * (extra.solution.lower - extra.solution.idle)
        assert low - noise <= share * whole <= high + noise
        assert money >= share * whole / extra.price * (1 - NEAR_ENOUGH) - noise / extra.price


def test_no_budget_buys_more_than_limits_allow() -> None:
    network = random_network(Shape(lines=12), 3)
    extra = ExtraMoney(network)
    end = optimise(with_total_limit(network, spend_range(network).most * (1 - 1e-6)), SHARP)
    whole = end.lower - extra.solution.lower
    assert extra.buying(1.05 * whole) is None
    assert extra.buying(0.0) == 0.0
    assert extra.buying(0.5 * whole) is not None


def test_where_more_money_brings_nothing_none_buys_anything() -> None:
    network = random_network(Shape(lines=6), 5)
    spend = optimise(network).spend
    held = network.changed(lower=spend, upper=spend)
    assert ExtraMoney(held).buying(1.0) is None
