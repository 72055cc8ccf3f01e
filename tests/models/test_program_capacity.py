"""Capacity of steps: people turned away, what a place is worth, segments that share one."""

import numpy as np
import pytest

from bench.instances import ALL, SMOOTH, Shape, random_network
from bench.rivals import slsqp
from models.answer import optimise_plan, simulate_plan
from models.funnel import capacity_worth, flow, gradient, marginals, objective_of, simulate
from models.network import OUTSIDE, Network
from models.plan import make_plan
from models.program.bound import Places, bound_at
from models.program.optimise import optimise
from models.program.repair import repaired
from models.program.rule_matrix import rule_matrix, with_finite_bounds
from models.program.solution import Settings
from models.program.worth import CLOSE
from tests.models.networks import michaelis_menten, network_of, with_total
from tests.plans import small_values

EXACT = Settings(gap=1e-8, rounds=30)


def limited(seed: int, *, shared: bool = False, lines: int = 16) -> Network:
    """A random plan in which some steps can serve about as many as come at current spend."""
    network = random_network(Shape(lines=lines, families=ALL if seed % 2 else SMOOTH), seed)
    chance = np.random.default_rng(seed)
    volume = flow(network, network.current).volume
    count = len(volume) // 2 if shared else len(volume)
    came = volume.reshape(-1, count).sum(axis=0)
    people = np.where(chance.random(count) < 0.5, came * chance.uniform(0.7, 1.1, count), np.inf)
    if not shared:
        return network.changed(capacity=people)
    step = np.arange(len(volume)) % count
    return network.changed(capacity=people[step], capacity_group=step, wiring=None)


def test_money_goes_where_people_can_be_served() -> None:
    """Two ways to buy: the first serves 150 people, which 60 of `400 x / (100 + x)` fill."""
    network = network_of(
        michaelis_menten((400.0, 100.0), (100.0, 100.0)), [(0, 0, 1.0), (1, 1, 1.0)],
        [(0, OUTSIDE, np.inf, True), (1, OUTSIDE, np.inf, True)],
        entries=[0.0, 0.0, 0.0], links=[(0, 2, 1.0), (1, 2, 1.0)],
    )  # fmt: skip
    network = with_total(network.changed(capacity=np.array([150.0, np.inf, np.inf])), 200.0)
    answer = optimise(network, EXACT)
    assert answer.spend == pytest.approx([60.0, 140.0], rel=1e-4)
    assert answer.lower == pytest.approx(150.0 + 100.0 * 140 / 240)
    price = 100.0 * 100 / 240**2
    assert answer.capacity_price[0] == pytest.approx(1.0 - price / (400.0 * 100 / 160**2), rel=1e-3)


def test_segments_share_a_capacity_in_proportion_to_who_comes() -> None:
    network = network_of(
        michaelis_menten((0.0, 1.0)), [(0, 0, 1.0)], [(0, OUTSIDE, np.inf, True)],
        entries=[300.0, 100.0, 0.0], links=[(0, 2, 0.5), (1, 2, 0.1)],
    )  # fmt: skip
    group = np.array([0, 0, 2])
    shared = network.changed(capacity=np.array([200.0, 200.0, np.inf]), capacity_group=group, wiring=None)
    result = simulate(shared, np.zeros(1))
    assert result.served.tolist() == pytest.approx([150.0, 50.0, 80.0])
    assert result.turned_away.tolist() == pytest.approx([150.0, 50.0, 0.0])
    assert capacity_worth(shared, flow(shared, np.zeros(1)), marginals(shared, flow(shared, np.zeros(1))).served) == (
        pytest.approx([0.4])
    )  # fmt: skip


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_gradient_is_the_derivative_where_people_are_turned_away(seed: int, shared: bool) -> None:
    network = limited(seed, shared=shared)
    _, slope = gradient(network, network.current)
    for line in range(network.lines):
        step = 1e-4 * network.current[line] * np.eye(network.lines)[line]
        up, down = (
            float(objective_of(network, flow(network, spend), spend))
            for spend in (network.current + step, network.current - step)
        )
        assert slope[line] == pytest.approx((up - down) / (2 * step[line]), rel=1e-3, abs=1e-5)


@pytest.mark.parametrize("seed", range(10))
def test_limited_plans_are_proved_and_as_good_as_scipy(seed: int) -> None:
    network = limited(seed)
    answer = optimise(network)
    assert answer.status == "proved"
    starts = (network.current, answer.spend)
    best = max(slsqp(network, 1e-9, start).objective for start in starts)
    assert answer.lower >= best - 1e-4 * answer.gain
    assert answer.upper >= best - 1e-9 * answer.gain


@pytest.mark.parametrize("seed", range(8))
def test_shared_capacity_has_a_true_bound_and_says_what_gap_is_left(seed: int) -> None:
    """Who is served cannot be chosen, so the bound may stay above; it is never below."""
    network = limited(seed, shared=True)
    answer = optimise(network)
    best = max(slsqp(network, 1e-9, start).objective for start in (network.current, answer.spend))
    assert answer.lower >= best - 0.02 * answer.gain
    assert answer.upper >= best - 1e-9 * answer.gain
    assert answer.status == "proved" or answer.gap < 0.25


@pytest.mark.parametrize("seed", range(6))
def test_bound_holds_for_random_prices_of_places(seed: int) -> None:
    network = limited(seed, shared=seed % 2 == 1)
    matrix = rule_matrix(network)
    network = with_finite_bounds(network, matrix)
    answer = optimise(network)
    chance = np.random.default_rng(seed)
    rule = np.array([answer.prices[rule.key] for rule in network.rules])
    for _ in range(100):
        claims = answer.claim_price * np.exp(chance.normal(0.0, 1.0, len(answer.claim_price)))
        places = np.abs(chance.normal(0.0, 0.5, len(answer.capacity_price)))
        rules = rule * np.exp(chance.normal(0.0, 1.0, len(rule)))
        assert bound_at(
            network, matrix, claims, rules, Places(places, np.zeros(network.rows))
        ).value >= answer.lower * (1 - 1e-12)


@pytest.mark.parametrize("seed", [0, 2, 4, 8])
def test_worth_of_a_place_against_an_answer_with_more_of_them(seed: int) -> None:
    network = limited(seed)
    answer = optimise(network, CLOSE)
    for group, node in enumerate(network.limited.nodes):
        step = 0.01 * float(network.capacity[node])
        moved = [
            network.changed(capacity=network.capacity + sign * step * (np.arange(len(network.capacity)) == node))
            for sign in (1.0, -1.0)
        ]  # fmt: skip
        more, less = (optimise(each, CLOSE, near=answer).lower for each in moved)
        doubt = 3.0 * CLOSE.gap * answer.gain
        assert (
            more - answer.lower - doubt <= answer.capacity_price[group] * step <= answer.lower - less + doubt
        )


def test_a_plan_says_who_is_turned_away_and_what_a_place_is_worth() -> None:
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    values["segments"].append({"id": "firms", "name": "Firms"})
    values["steps"][1]["capacity"] = 500
    plan = make_plan(values)
    now = simulate_plan(plan)
    assert now.steps["lead"].served == pytest.approx(500)
    assert now.steps["lead"].turned_away > 0
    price = optimise_plan(plan).prices["capacity:lead"]
    assert (price.unit, price.binding) == ("people", "upper")
    assert price.price > 0


@pytest.mark.parametrize("seed", range(4))
def test_cases_of_the_share_served_prove_more(seed: int) -> None:
    """The bound by cases is never above the other, and nothing that is found lies above it."""
    network = limited(seed, shared=True, lines=6)
    plain = optimise(network)
    answer = optimise(network, Settings(by_cases=True, seconds=1.0))
    assert answer.upper <= plain.upper
    assert answer.lower >= plain.lower
    matrix, chance = rule_matrix(network), np.random.default_rng(seed)
    starts = [repaired(network, matrix, network.current * np.exp(chance.normal(0, 0.6, 6))) for _ in range(4)]
    found = [slsqp(network, 1e-9, start).objective for start in starts if start is not None]
    assert answer.upper >= max(found) - 1e-9 * answer.gain
    if answer.status == "proved":
        assert answer.lower >= max(found) - 1e-4 * answer.gain


def test_who_crowds_out_better_people_is_not_bought() -> None:
    """Places for 100, filled by 100 of whom all buy; a line brings others of whom a tenth does."""
    network = network_of(
        michaelis_menten((400.0, 100.0), (50.0, 100.0)), [(0, 1, 1.0), (1, 0, 1.0)],
        [(0, OUTSIDE, 1e4, True), (1, OUTSIDE, 1e4, True)], entries=[90.0, 0.0, 0.0], links=[(0, 2, 1.0), (1, 2, 0.1)],
    )  # fmt: skip
    shared = network.changed(
        capacity=np.array([100.0, 100.0, np.inf]), capacity_group=np.array([0, 0, 2]), wiring=None
    )
    answer = optimise(with_total(shared, 200.0, exact=False), Settings(by_cases=True, seconds=20.0))
    assert answer.status == "proved"
    assert answer.lower == pytest.approx(100.0, rel=1e-3)
    assert answer.spend[0] == pytest.approx(0.0, abs=1.0)
