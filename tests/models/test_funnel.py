"""The simulation against sums done by hand, and its derivatives against differences."""

import numpy as np
import pytest

from bench.instances import ALL, Shape, random_network
from models.funnel import flow, gradient, objective_of, people_moved, simulate
from models.network import OUTSIDE, with_rate
from tests.models.networks import michaelis_menten, network_of


def test_one_line_through_a_chain() -> None:
    network = network_of(
        michaelis_menten((400.0, 100.0)), [(0, 0, 0.5)], [(0, OUTSIDE, np.inf, True)],
        entries=[50.0, 0.0, 4.0], links=[(0, 1, 0.2), (1, 2, 0.5)],
    )  # fmt: skip
    result = simulate(network, np.array([100.0]))
    assert result.line_claims[0] == pytest.approx(100.0)
    assert result.volume.tolist() == pytest.approx([150.0, 30.0, 19.0])
    assert result.conversions == pytest.approx(19.0)
    assert result.line_conversions[0] == pytest.approx(10.0)
    assert result.entry_conversions.tolist() == pytest.approx([5.0, 0.0, 4.0])


def test_claims_on_one_pool_overlap() -> None:
    people, random = np.array([1000.0, 1000.0, 0.0, np.inf]), np.array([True, False, True, True])
    moved = people_moved(np.full(4, 1500.0), people, random)
    assert moved == pytest.approx([1000.0 * (1 - np.exp(-1.5)), 1000.0, 0.0, 1500.0])
    assert people_moved(np.zeros(4), people, random).tolist() == [0.0] * 4


def test_a_nurture_pool_holds_those_who_would_stop() -> None:
    network = network_of(
        michaelis_menten((400.0, 100.0)), [(0, 0, 1.0)], [(1, 0, 0.6, True)],
        entries=[1000.0, 0.0], links=[(0, 1, 0.3)],
    )  # fmt: skip
    result = simulate(network, np.array([100.0]))
    stuck = 0.6 * 0.7 * 1000.0
    assert result.pool_people[0] == pytest.approx(stuck)
    assert result.conversions == pytest.approx(300.0 + stuck * (1 - np.exp(-200.0 / stuck)))


def test_mending_a_rate_leaves_the_shares_of_the_stuck() -> None:
    network = network_of(
        michaelis_menten((400.0, 100.0)), [(0, 0, 1.0)], [(1, 0, 0.6, True)],
        entries=[1000.0, 0.0, 0.0], links=[(0, 1, 0.3), (0, 2, 0.6)],
    )  # fmt: skip
    assert with_rate(network, 0, 0.35).pool_size[0] == pytest.approx(0.6 * 0.05)
    full = with_rate(network, 0, 0.9)
    assert full.edge_rate.sum() == pytest.approx(1.0)
    assert full.pool_size[0] == pytest.approx(0.0)


def test_capacity_turns_people_away() -> None:
    network = network_of(
        michaelis_menten((400.0, 100.0)), [(0, 0, 1.0)], [(0, OUTSIDE, np.inf, True)],
        entries=[100.0, 0.0], links=[(0, 1, 0.5)],
    )  # fmt: skip
    result = simulate(network.changed(capacity=np.array([240.0, np.inf])), np.array([100.0]))
    assert result.turned_away.tolist() == pytest.approx([60.0, 0.0])
    assert result.conversions == pytest.approx(120.0)
    assert result.line_conversions.sum() + result.entry_conversions.sum() == pytest.approx(120.0)


@pytest.mark.parametrize("seed", range(8))
def test_lines_and_entries_add_up(seed: int) -> None:
    network = random_network(Shape(lines=30, segments=3, families=ALL), seed)
    result = simulate(network, network.current)
    total = result.line_conversions.sum() + result.entry_conversions.sum()
    assert total == pytest.approx(float(result.conversions), rel=1e-12)
    assert np.all(result.pool_moved <= result.pool_people + 1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_gradient_is_the_derivative_of_the_objective(seed: int) -> None:
    network = random_network(Shape(lines=12, revenue=bool(seed % 2)), seed)
    network = network.changed(spend_cost=0.01)
    value, slope = gradient(network, network.current)
    for line in range(network.lines):
        step = np.zeros(network.lines)
        step[line] = 1e-3
        up, down = (
            float(objective_of(network, flow(network, spend), spend))
            for spend in (network.current + step, network.current - step)
        )
        assert slope[line] == pytest.approx((up - down) / 2e-3, rel=1e-5, abs=1e-6)
    assert value == pytest.approx(float(simulate(network, network.current).objective))


def test_many_spends_and_draws_at_once() -> None:
    network = random_network(Shape(lines=10, families=ALL), 1)
    spends = network.current * np.linspace(0.2, 2.0, 5)[:, None]
    together = simulate(network, spends)
    alone = [simulate(network, spend) for spend in spends]
    np.testing.assert_allclose(together.line_conversions, [one.line_conversions for one in alone])
    drawn = network.changed(draw_weight=network.draw_weight * np.linspace(0.5, 1.0, 5)[:, None])
    last = simulate(drawn, spends)
    np.testing.assert_allclose(last.conversions[-1], alone[-1].conversions)
    assert last.conversions[0] < alone[0].conversions


def test_draws_out_of_order_are_refused() -> None:
    network = random_network(Shape(lines=5), 1)
    with pytest.raises(ValueError, match="sorted"):
        network.changed(draw_pool=network.draw_pool[::-1].copy(), wiring=None)
