"""The optimiser against plans solved by hand, by bisection, and by another method."""

import numpy as np
import pytest

from bench.instances import ALL, SMOOTH, Shape, random_network
from bench.rivals import slsqp
from models.errors import NotYetPossible
from models.funnel import flow, objective_of
from models.network import OUTSIDE, Network
from models.program.bound import bound_at
from models.program.optimise import _begin, _solution, optimise
from models.program.repair import is_kept
from models.program.rule_matrix import rule_matrix, with_finite_bounds
from models.program.solution import Settings, Solution
from tests.models.networks import michaelis_menten, network_of, with_rule, with_total

EXACT = Settings(gap=1e-8, rounds=30)


def bound_of(network: Network, answer: Solution) -> float:
    """The bound, worked out anew from the prices of an answer alone."""
    matrix = rule_matrix(network)
    prices = np.array([answer.prices[rule.key] for rule in network.rules])
    return bound_at(with_finite_bounds(network, matrix), matrix, answer.claim_price, prices).value


def kept(network: Network, spend: np.ndarray) -> bool:
    return is_kept(network, rule_matrix(network), spend)


def test_two_concave_curves() -> None:
    """`top half / (half + x)^2` is equal on both: `(100 + x) = 2 (100 + y)` with `x + y = 700`."""
    network = network_of(
        michaelis_menten((400.0, 100.0), (100.0, 100.0)), [(0, 0, 1.0), (1, 0, 1.0)],
        [(0, OUTSIDE, np.inf, True)],
    )  # fmt: skip
    answer = optimise(with_total(network, 700.0), EXACT)
    assert answer.spend == pytest.approx([500.0, 200.0], rel=1e-3)
    assert answer.lower == pytest.approx(400.0 * 500 / 600 + 100.0 * 200 / 300, rel=1e-7)
    assert answer.prices["total_budget"] == pytest.approx(400.0 * 100 / 600**2, rel=1e-3)


def test_a_pool_that_binds() -> None:
    """Without overlap a pool of 150 takes 150 claims from the first line; the rest serves the other.

    `400 x / (100 + x) = 150` at `x = 60`, so the second line has 140 of 200.
    """
    network = network_of(
        michaelis_menten((400.0, 100.0), (100.0, 100.0)), [(0, 0, 1.0), (1, 1, 1.0)],
        [(0, OUTSIDE, 150.0, False), (0, OUTSIDE, np.inf, True)],
    )  # fmt: skip
    answer = optimise(with_total(network, 200.0), EXACT)
    assert answer.spend == pytest.approx([60.0, 140.0], rel=1e-5)
    assert answer.lower == pytest.approx(150.0 + 100.0 * 140 / 240)
    price = 100.0 * 100 / 240**2
    worth_of_claim = price / (400.0 * 100 / 160**2)
    assert answer.pool_worth[0] == pytest.approx(1.0 - worth_of_claim, rel=1e-4)


def test_random_overlap_of_two_equal_lines() -> None:
    """Equal lines share equally; the pool takes `A (1 - exp(-G / A))`."""
    network = network_of(
        michaelis_menten((400.0, 100.0), (400.0, 100.0)), [(0, 0, 1.0), (1, 0, 1.0)],
        [(0, OUTSIDE, 500.0, True)],
    )  # fmt: skip
    answer = optimise(with_total(network, 200.0), EXACT)
    assert answer.spend == pytest.approx([100.0, 100.0], rel=1e-3)
    assert answer.lower == pytest.approx(500.0 * (1 - np.exp(-400.0 / 500.0)), rel=1e-8)


def test_a_branch() -> None:
    """A visit goes to web (0.1 of it buys) or to phone (0.4); one line brings visits, one phone calls.

    A visitor is worth 0.5 x 0.1 + 0.25 x 0.4 = 0.15, a caller 0.4: slopes `0.15 f0' = 0.4 f1'`.
    """
    network = network_of(
        michaelis_menten((4000.0, 900.0), (375.0, 400.0)), [(0, 0, 1.0), (1, 1, 1.0)],
        [(0, OUTSIDE, np.inf, True), (2, OUTSIDE, np.inf, True)],
        entries=[1000.0, 0.0, 0.0, 0.0],
        links=[(0, 1, 0.5), (0, 2, 0.25), (1, 3, 0.1), (2, 3, 0.4)],
    )  # fmt: skip
    answer = optimise(with_total(network, 1000.0), EXACT)
    ratio = np.sqrt(0.15 * 4000.0 * 900.0 / (0.4 * 375.0 * 400.0))  # (900 + x) / (400 + y)
    second = (900.0 + 1000.0 - 400.0 * ratio) / (1.0 + ratio)
    assert answer.spend == pytest.approx([1000.0 - second, second], rel=1e-3)
    assert answer.step_worth.tolist() == pytest.approx([0.15, 0.1, 0.4, 1.0])


def test_two_segments() -> None:
    """One line serves both segments, 60 to 40; its claim is worth `0.6 x 0.5 + 0.4 x 0.2 = 0.38`."""
    network = network_of(
        michaelis_menten((400.0, 100.0), (152.0, 100.0)), [(0, 0, 0.6), (0, 1, 0.4), (1, 2, 1.0)],
        [(0, OUTSIDE, np.inf, True), (1, OUTSIDE, np.inf, True), (2, OUTSIDE, np.inf, True)],
        entries=[0.0, 0.0, 0.0], links=[(0, 2, 0.5), (1, 2, 0.2)],
    )  # fmt: skip
    answer = optimise(with_total(network, 500.0), EXACT)
    assert answer.spend == pytest.approx([250.0, 250.0], rel=1e-3)


def test_a_thousand_uncoupled_lines_against_bisection() -> None:
    """Where nothing couples the lines, all marginals are equal: the price can be bisected."""
    network = random_network(
        Shape(lines=1000, segments=1, steps=1 + 1, families=SMOOTH, unknown_limit=1.0, channel_limits=False),
        3,
    )
    used = network.pool_outside[network.draw_pool]
    network = network.changed(
        draw_line=network.draw_line[used], draw_pool=network.draw_pool[used],
        draw_weight=network.draw_weight[used], wiring=None,
    )  # fmt: skip
    worth = np.bincount(
        network.draw_line, network.draw_weight * np.where(network.pool_target[network.draw_pool] == 1, 1.0, network.edge_rate[0]),
        minlength=1000,
    )  # fmt: skip
    matrix = rule_matrix(network)
    bounded = with_finite_bounds(network, matrix)
    low, high = 1e-9, 10.0
    for _ in range(200):
        price = np.sqrt(low * high)
        with np.errstate(divide="ignore"):
            spend = np.clip(
                network.curves.spend_at(np.where(worth > 0, price / worth, np.inf)),
                bounded.lower,
                bounded.upper,
            )
        low, high = (price, high) if spend.sum() > matrix.limit[0] else (low, price)
    truth = float(objective_of(network, flow(network, spend), spend))
    answer = optimise(network, Settings(gap=1e-7, rounds=20))
    assert abs(answer.lower - truth) <= 1e-6 * (truth - answer.idle)
    assert answer.prices["total_budget"] == pytest.approx(price, rel=1e-3)


@pytest.mark.parametrize("seed", range(12))
def test_small_coupled_plans_against_scipy_from_many_starts(seed: int) -> None:
    network = random_network(
        Shape(lines=4 + 3 * seed // 2, steps=3 + seed % 3, segments=1 + seed % 2), 100 + seed
    )
    answer = optimise(network)
    chance = np.random.default_rng(seed)
    bounded = with_finite_bounds(network, rule_matrix(network))
    starts = [network.current, *(chance.uniform(bounded.lower, bounded.upper) for _ in range(4))]
    best = max(slsqp(network, 1e-10, start).objective for start in starts)
    gain = answer.lower - answer.idle
    assert answer.lower >= best - 1e-4 * gain
    assert answer.upper >= best - 1e-9 * gain


@pytest.mark.parametrize("block", range(8))
def test_two_hundred_random_coupled_plans_are_proved(block: int) -> None:
    """Bound above simulation always, gap reached, every rule kept."""
    for seed in range(25 * block, 25 * (block + 1)):
        chance = np.random.default_rng(seed)
        shape = Shape(
            lines=int(chance.integers(2, 45)), segments=int(chance.integers(1, 4)), steps=int(chance.integers(2, 6)),
            families=ALL if seed % 2 else SMOOTH, exact=bool(seed % 3), revenue=not seed % 5,
            unknown_limit=float(chance.choice([0.0, 0.1, 1.0])),
        )  # fmt: skip
        network = random_network(shape, seed)
        answer = optimise(network)
        assert answer.status == "proved", seed
        assert bound_of(network, answer) >= answer.lower * (1 - 1e-12), seed
        assert answer.upper == pytest.approx(bound_of(network, answer), rel=1e-9), seed
        assert kept(network, answer.spend), seed


@pytest.mark.parametrize("seed", range(10))
def test_bound_holds_for_random_prices_and_spends(seed: int) -> None:
    network = random_network(Shape(lines=25, families=ALL, exact=bool(seed % 2)), seed)
    matrix = rule_matrix(network)
    network = with_finite_bounds(network, matrix)
    answer = optimise(network)
    chance = np.random.default_rng(seed)
    scale = max(abs(price) for price in answer.prices.values())
    for _ in range(100):
        claims = answer.claim_price * np.exp(chance.normal(0.0, 1.0, len(answer.claim_price)))
        claims[chance.random(len(claims)) < 0.1] = 0.0
        rules = chance.normal(0.0, 1.5, len(matrix.limit)) * scale
        assert bound_at(network, matrix, claims, rules).value >= answer.lower * (1 - 1e-12)


def test_nothing_to_spend() -> None:
    network = network_of(
        michaelis_menten((400.0, 100.0)), [(0, 0, 1.0)], [(0, OUTSIDE, 500.0, True)], entries=[10.0]
    )
    answer = optimise(with_total(network, 0.0))
    assert answer.spend.tolist() == [0.0]
    assert (answer.lower, answer.status) == (10.0, "proved")


def test_lines_that_bring_nothing_still_take_an_exact_total() -> None:
    network = network_of(
        michaelis_menten((0.0, 100.0), (0.0, 50.0)), [(0, 0, 1.0), (1, 0, 1.0)], [(0, OUTSIDE, 500.0, True)]
    )
    answer = optimise(with_total(network, 300.0))
    assert answer.spend.sum() == pytest.approx(300.0)
    assert answer.upper == pytest.approx(0.0, abs=1e-9)


def test_everything_locked() -> None:
    network = random_network(Shape(lines=6, channel_limits=False), 2)
    network = network.changed(lower=network.current, upper=network.current)
    answer = optimise(network)
    assert answer.spend.tolist() == pytest.approx(network.current.tolist())
    assert answer.status == "proved"


def test_a_floor_and_a_ceiling_hold() -> None:
    network = network_of(
        michaelis_menten((400.0, 100.0), (100.0, 100.0)),
        [(0, 0, 1.0), (1, 0, 1.0)],
        [(0, OUTSIDE, np.inf, True)],
    )
    answer = optimise(with_rule(with_total(network, 700.0), "channel_limit:c:lower", [1], ">=", 300.0))
    assert answer.spend == pytest.approx([400.0, 300.0])
    assert answer.prices["channel_limit:c:lower"] == pytest.approx(
        100 * 100 / 400**2 - 400 * 100 / 500**2, rel=1e-3
    )
    assert answer.binding == ("total_budget", "channel_limit:c:lower")


def test_what_cannot_be_done_is_refused_by_name() -> None:
    network = with_total(
        network_of(michaelis_menten((400.0, 100.0)), [(0, 0, 1.0)], [(0, OUTSIDE, 500.0, True)]), 100.0
    )
    with pytest.raises(NotYetPossible, match="limit on money"):
        optimise(network.changed(rules=()))
    with pytest.raises(NotYetPossible, match="something"):
        optimise(network.changed(unsupported=("something",)))


def test_a_search_that_is_stopped_says_so() -> None:
    network = random_network(Shape(lines=40, families=ALL), 0)
    answer = optimise(network, Settings(gap=1e-12, should_stop=lambda: True))
    assert answer.status == "stopped"
    assert kept(network, answer.spend)
    assert bound_of(network, answer) >= answer.lower * (1 - 1e-12)


def test_same_plan_same_answer() -> None:
    network = random_network(Shape(lines=30, families=ALL), 4)
    one, two = optimise(network), optimise(network)
    assert one.spend.tolist() == two.spend.tolist()
    assert (one.upper, one.prices) == (two.upper, two.prices)


def test_a_bound_below_the_simulation_is_never_hidden() -> None:
    network = random_network(Shape(lines=6), 1)
    search = _begin(network, rule_matrix(network), None)
    search.lower = search.bound.value * (1 + 1e-6)
    with pytest.raises(ArithmeticError, match="below the simulation"):
        _solution(search, "proved", 0)
