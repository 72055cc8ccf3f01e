"""Prices against answers to the plan with that right-hand side moved.

The objective is concave in every right-hand side: what more of it brings lies at or below the price,
what less of it loses at or above. Both answers are sharp to 2e-6 of what the money brings.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bench.instances import ALL, SMOOTH, Shape, random_network
from models.network import OUTSIDE, Network, with_rate
from models.program.optimise import optimise
from models.program.solution import Solution
from models.program.worth import CLOSE, sharpened, worth_of_rate
from tests.models.networks import michaelis_menten, network_of, with_limit, with_total

SEEDS = range(4)


def answered(seed: int) -> tuple[Network, Solution]:
    network = random_network(
        Shape(lines=20, families=SMOOTH if seed % 2 else ALL, unknown_limit=0.0), 40 + seed
    )
    return network, optimise(network, CLOSE)


def check_price(
    answer: Solution, price: float, step: float, moved: Callable[[float], Network], *, near: float = 0.03
) -> None:
    """`price` lies between what a step more brings and what a step less loses, and close to both."""
    more, less = (optimise(moved(sign * step), CLOSE, near=answer) for sign in (1.0, -1.0))
    doubt = 3.0 * CLOSE.gap * answer.gain
    gain, loss = more.lower - answer.lower, answer.lower - less.lower
    assert gain - doubt <= price * step <= loss + doubt
    if abs(loss - gain) <= 0.1 * max(abs(price * step), doubt):  # not at a kink
        assert price * step == pytest.approx((gain + loss) / 2, rel=near, abs=doubt)


@pytest.mark.parametrize("seed", SEEDS)
def test_price_of_every_limit(seed: int) -> None:
    network, answer = answered(seed)
    for rule in network.rules:
        check_price(
            answer, answer.prices[rule.key], 0.01 * rule.limit,
            lambda step, rule=rule: with_limit(network, rule.key, rule.limit + step),
        )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_worth_of_a_person_at_every_step(seed: int) -> None:
    network, answer = answered(seed)
    for node in range(len(network.node_keys)):
        unit = np.eye(len(network.node_keys))[node]
        check_price(
            answer, float(answer.step_worth[node]), 5.0,
            lambda step, unit=unit: network.changed(entries=network.entries + step * unit),
        )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_worth_of_a_person_in_every_outside_pool(seed: int) -> None:
    network, answer = answered(seed)
    for pool in np.flatnonzero(network.pool_outside & ~network.pool_unlimited):
        unit = np.eye(len(network.pool_keys))[pool]
        check_price(
            answer, float(answer.pool_worth[pool]), 0.01 * float(network.pool_size[pool]),
            lambda step, unit=unit: network.changed(pool_size=network.pool_size + step * unit),
        )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_price_of_the_bounds_of_lines(seed: int) -> None:
    network, answer = answered(seed)
    held = np.flatnonzero((answer.lower_price < 0.0) | (answer.upper_price > 0.0))
    for line in held[network.upper[held] > network.lower[held]]:
        unit = np.eye(network.lines)[line]
        if answer.upper_price[line] > 0.0:
            check_price(
                answer, float(answer.upper_price[line]), 0.01 * float(network.upper[line]),
                lambda step, unit=unit: network.changed(upper=network.upper + step * unit),
            )  # fmt: skip
        elif network.lower[line] > 0.0:
            check_price(
                answer, float(answer.lower_price[line]), 0.01 * float(network.lower[line]),
                lambda step, unit=unit: network.changed(lower=network.lower + step * unit),
            )  # fmt: skip


def test_one_more_organic_entry_leaves_its_pool() -> None:
    """Worth `w - kappa`: the entry comes, the pool is one smaller."""
    network = with_total(
        network_of(
            michaelis_menten((900.0, 100.0)), [(0, 0, 1.0)], [(0, OUTSIDE, 500.0, True)], entries=[20.0]
        ),
        100.0,
    )
    answer = optimise(network, CLOSE)
    moved = network.changed(entries=network.entries + 1.0, pool_size=network.pool_size - 1.0)
    worth = optimise(moved, CLOSE).lower - answer.lower
    assert worth == pytest.approx(float(answer.step_worth[0] - answer.pool_worth[0]), rel=2e-3)


@pytest.mark.parametrize("seed", SEEDS)
def test_worth_of_mending_a_rate(seed: int) -> None:
    network, answer = answered(seed)
    answer = sharpened(network, answer)
    for edge in range(0, len(network.edge_rate), 2):
        found = worth_of_rate(network, answer, [edge])
        fresh = optimise(with_rate(network, edge, float(network.edge_rate[edge]) + 0.01), CLOSE)
        assert found.units == pytest.approx(fresh.lower - answer.lower, abs=3 * CLOSE.gap * answer.gain)
        if found.money is not None:
            assert found.money == pytest.approx(found.units / answer.prices["total_budget"])


def test_mending_a_rate_to_a_poorer_branch_can_lose() -> None:
    """Those led to the poor branch can no longer be won for the rich one."""
    network = with_total(
        network_of(
            michaelis_menten((900.0, 50.0)), [(0, 0, 1.0)], [(2, 0, 1.0, True)],
            entries=[1000.0, 0.0, 0.0], links=[(0, 1, 0.2)], value=[0.0, 0.01, 1.0],
        ), 300.0,
    )  # fmt: skip
    answer = optimise(network, CLOSE)
    assert worth_of_rate(network, answer, [0], points=0.1).units < 0.0


def test_the_start_changes_nothing_but_time() -> None:
    network, answer = answered(1)
    looser = replace(answer, claim_price=answer.claim_price * 3.0)
    again = optimise(network, CLOSE, near=looser)
    assert again.lower == pytest.approx(answer.lower, rel=1e-5)
    assert again.status == "proved"
