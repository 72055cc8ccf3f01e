"""The cautious split: solved by hand, beside SciPy and a fine grid; its bound never below a simulation."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize

from bench.cautious import drawn_of
from bench.instances import ALL, SMOOTH, Shape, random_network
from models.compile import compile_plan
from models.curve import CurveFamily
from models.curve_table import make_table
from models.draws import drawn_network
from models.errors import NotYetPossible
from models.goals import Objective
from models.network import OUTSIDE, Network
from models.plan import make_plan
from models.program.cautious import optimise_cautiously
from models.program.cautious_rows import write_cautious
from models.program.layout import Layout, Units, lay_pieces
from models.program.optimise import optimise
from models.program.repair import is_kept
from models.program.rule_matrix import rule_matrix, with_finite_bounds
from models.program.solution import Settings
from models.program.worst_draws import (
    bound_of,
    cuts_at,
    draws_at,
    true_weights,
    worst_mean,
    worst_weights,
)
from models.quantity import Figure
from tests.models.networks import michaelis_menten, network_of, with_rule, with_total
from tests.models.test_carry import carried
from tests.models.test_periods import in_time
from tests.plans import small_values

GOLDEN = Path(__file__).parent / "golden" / "cautious"


def two_lines() -> tuple[Network, Network]:
    """A: 3 people a unit of money in one world, 1 in the other; B: 1 and 2."""
    curves = make_table([CurveFamily.LINEAR] * 2, [{"cost_per_entry": 1.0}] * 2)
    pools = [(0, OUTSIDE, np.inf, True), (0, OUTSIDE, np.inf, True)]
    network = with_total(network_of(curves, [(0, 0, 2.0), (1, 1, 1.5)], pools), 100.0)
    return network, network.changed(
        draw_weight=np.array([[3.0, 1.0], [1.0, 2.0]]), edge_rate=np.zeros((2, 0))
    )


def test_two_lines_and_two_worlds_by_hand() -> None:
    """The worse world decides: 3a + b = a + 2b with a + b = 100, so a = 100 / 3 and both bring 500 / 3."""
    network, drawn = two_lines()
    found = optimise_cautiously(network, drawn, optimise(network))
    assert found.spend == pytest.approx([100 / 3, 200 / 3], rel=1e-6)
    assert found.lower == pytest.approx(500 / 3, rel=1e-6)
    assert found.start == pytest.approx(100.0)  # all on A, which is best on average
    assert found.status == "proved"
    assert found.prices["total_budget"] == pytest.approx(5 / 3, rel=1e-4)


def test_the_mean_of_the_worst_counts_the_draw_on_the_edge_in_part() -> None:
    assert worst_mean(np.array([4.0, 1.0, 2.0, 9.0, 5.0, 7.0, 8.0])) == pytest.approx((1.0 + 0.4 * 2.0) / 1.4)
    assert worst_mean(np.array([3.0, 1.0])) == pytest.approx(1.0)


values_of_draws = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30)


@given(values_of_draws, st.floats(0.05, 1.0))
@settings(max_examples=60, deadline=None)
def test_the_mean_of_the_worst_is_the_least_of_all_weights(values: list[float], share: float) -> None:
    found = np.array(values)
    most = 1.0 / min(max(share * len(found), 1.0), len(found))
    least = linprog(found, A_eq=np.ones((1, len(found))), b_eq=[1.0], bounds=[(0.0, most)] * len(found)).fun
    assert float(worst_mean(found, share)) == pytest.approx(
        least, rel=1e-6, abs=1e-6 * (1.0 + np.abs(found).max())
    )
    assert found.min() - 1e-6 <= worst_mean(found, share) <= found.mean() + 1e-6 * max(np.abs(found).max(), 1)


@pytest.mark.parametrize("seed", range(6))
def test_no_point_of_a_fine_grid_is_better(seed: int) -> None:
    curves = michaelis_menten((900.0, 400.0), (700.0, 300.0), (500.0, 200.0))
    pools = [(0, OUTSIDE, 1500.0, True), (1, OUTSIDE, np.inf, True)]
    draws = [(0, 0, 0.8), (1, 0, 0.9), (2, 1, 0.2)]
    network = network_of(curves, draws, pools, entries=[100.0, 20.0], links=[(0, 1, 0.2)])
    network = with_rule(with_total(network, 1000.0), "least_on_third", [2], ">=", 100.0)
    drawn = drawn_of(network, 25, seed)
    found = optimise_cautiously(network, drawn, optimise(network))
    part = np.linspace(0.0, 1000.0, 201)
    grid = np.array([(a, b, 1000.0 - a - b) for a in part for b in part if a + b <= 900.0])
    best = worst_mean(draws_at(drawn, grid)).max()
    assert found.status == "proved"
    assert best <= found.upper
    assert found.lower >= best - 1e-4 * (best - found.idle)


@pytest.mark.parametrize("seed", range(4))
def test_slsqp_finds_nothing_better(seed: int) -> None:
    network = random_network(Shape(lines=6, channel_limits=False), seed)
    drawn = drawn_of(network, 10, seed)
    neutral = optimise(network)
    found = optimise_cautiously(network, drawn, neutral)
    bounded = with_finite_bounds(network, rule_matrix(network))
    rule = network.rules[0]

    def loss(spend: np.ndarray) -> float:
        return -float(worst_mean(draws_at(drawn, np.maximum(spend, 0.0))))

    beyond = {"type": "eq", "fun": lambda spend: rule.total(spend) - rule.limit}
    bounds = list(zip(bounded.lower, bounded.upper, strict=True))
    starts = [neutral.spend, found.spend, np.full(6, rule.limit / 6)]
    for start in starts:
        rival = minimize(loss, start, bounds=bounds, constraints=[beyond], method="SLSQP")
        kept = is_kept(bounded, rule_matrix(bounded), rival.x, 1e-6)
        assert not kept or -rival.fun <= found.upper + 1e-6 * abs(found.upper)
        assert not kept or found.lower >= -rival.fun - 2e-4 * (found.lower - found.idle)


@pytest.mark.parametrize("families", [SMOOTH, tuple(f for f in ALL if f is not CurveFamily.HILL)])
def test_forty_lines_are_proved_and_caution_pays_where_it_should(families: tuple[CurveFamily, ...]) -> None:
    network = random_network(Shape(lines=40, families=families), 3)
    drawn = drawn_of(network, 100, 3)
    neutral = optimise(network)
    found = optimise_cautiously(network, drawn, neutral)
    assert found.status == "proved"
    assert is_kept(network, rule_matrix(network), found.spend)
    assert found.lower == pytest.approx(float(worst_mean(draws_at(drawn, found.spend))))
    assert found.lower >= found.start
    assert neutral.upper >= float(
        draws_at(network.changed(draw_weight=network.draw_weight[None]), found.spend)[0]
    )


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_bound_is_never_below_a_simulation(seed: int) -> None:
    """Whatever the weights and prices are, and whatever is spent."""
    chance = np.random.default_rng(seed)
    shape = Shape(lines=5, segments=1 + seed % 2, channel_limits=False, exact=False)
    network = random_network(shape, seed)
    capacity = np.where(chance.random(len(network.entries)) < 0.3, 300.0, np.inf)
    network = network.changed(capacity=capacity, spend_cost=chance.uniform(0.0, 0.02))
    matrix = rule_matrix(network)
    network = with_finite_bounds(network, matrix)
    drawn = drawn_of(network, 8, seed)
    total = network.rules[0].limit
    places = chance.dirichlet(np.ones(5), 6) * total * chance.uniform(0.2, 1.0, (6, 1))
    places = np.clip(places, network.lower, network.upper)
    places = places[[matrix.excess(place).max() <= 0 for place in places]]
    if not len(places):
        return
    cuts = cuts_at(drawn, places[0]).joined(cuts_at(drawn, chance.uniform(0.0, total / 3, 5)))
    values = draws_at(drawn, places)
    weights = true_weights(chance.exponential(0.2, len(cuts.draw)), cuts, values[0])
    assert weights.sum() == pytest.approx(1.0)
    bound = bound_of(
        drawn, matrix, (cuts, weights), chance.uniform(0.0, 0.5, len(network.rules)), np.zeros(5)
    )
    assert worst_mean(values).max() <= bound.value * (1 + 1e-12)
    above = cuts.constant + (cuts.worth[None] * drawn.curves.value(places)[:, None]).sum(axis=-1)
    above = above - (network.spend_cost * places).sum(axis=-1)[:, None]
    assert np.all(above >= values[:, cuts.draw] - 1e-9 * np.abs(above))


@pytest.mark.parametrize("objective", ["conversions", "profit"])
def test_periods_with_carry_over_and_profit_keep_every_rule(objective: str) -> None:
    plan = in_time(3)
    rules = plan.rules.model_copy(update={"objective": Objective(objective)})
    steps = tuple(s.model_copy(update={"margin": Figure(value=0.6) if s.value else None}) for s in plan.steps)
    plan = carried(plan.model_copy(update={"rules": rules, "steps": steps}), 8.0)
    network = compile_plan(plan)
    drawn = drawn_network(plan, network, network.edge_keys, 30)
    found = optimise_cautiously(network, drawn, optimise(network))
    assert found.status == "proved"
    assert is_kept(network, rule_matrix(network), found.spend)
    assert found.start <= found.lower <= found.upper


def test_more_room_never_lowers_the_cautious_value() -> None:
    network = random_network(Shape(lines=8), 5)
    drawn = drawn_of(network, 20, 5)
    tight = optimise_cautiously(network, drawn, optimise(network))
    wide = network.changed(upper=network.upper * 1.5)
    loose = optimise_cautiously(wide, drawn.changed(upper=wide.upper), optimise(wide))
    assert loose.upper >= tight.lower
    assert loose.lower >= tight.lower * (1 - 1e-4)


def test_one_world_without_doubt_is_the_neutral_answer() -> None:
    network = random_network(Shape(lines=10), 7)
    neutral = optimise(network)
    found = optimise_cautiously(network, drawn_of(network, 5, 7, 0.0).changed(
        edge_rate=np.repeat(network.edge_rate[None], 5, axis=0), pool_size=network.pool_size), neutral)  # fmt: skip
    assert found.lower == pytest.approx(neutral.lower, rel=2e-4)


def test_curves_that_first_rise_are_refused_by_name() -> None:
    network, drawn = two_lines()
    curves = make_table([CurveFamily.HILL] * 2, [{"top": 50.0, "half": 40.0, "slope": 2.0}] * 2)
    with pytest.raises(NotYetPossible, match="returns first rise"):
        optimise_cautiously(network.changed(curves=curves), drawn.changed(curves=curves), optimise(network))


def test_a_stopped_search_says_so_and_keeps_what_it_has() -> None:
    network = random_network(Shape(lines=10), 1)
    drawn = drawn_of(network, 20, 1)
    found = optimise_cautiously(
        network, drawn, optimise(network), Settings(gap=0.0, should_stop=lambda: True)
    )
    assert found.status == "stopped"
    assert found.lower == found.start
    assert found.gap > 0.0


def test_golden_program(tmp_path: Path) -> None:
    """Two lines of the small plan and two draws; write anew with `make golden`."""
    plan = make_plan(small_values(rules={"total_budget": 900_000, "assumed_move_limit": None}))
    network = compile_plan(plan)
    network = network.changed(upper=np.minimum(network.upper, 10_000.0))
    drawn = drawn_network(plan, network, network.edge_keys, 2)
    centre = network.current
    none = np.zeros(0, dtype=np.intp)
    pieces = lay_pieces(network, centre, centre[None], 0.2 * centre)
    layout = Layout(centre, pieces, none, np.zeros(0), none.astype(bool))
    about = (cuts_at(drawn, centre), 100.0)
    draft = write_cautious(network, drawn, layout, Units(1000.0, 1.0, 10.0), about)
    draft.problem.writeLP(str(tmp_path / "cautious.lp"))
    written = (tmp_path / "cautious.lp").read_text(encoding="utf-8")
    if os.environ.get("JOURNEYMIX_WRITE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / "cautious.lp").write_text(written, encoding="utf-8")
    assert written == (GOLDEN / "cautious.lp").read_text(encoding="utf-8"), "the mathematics changed"


def test_a_rule_without_a_row_is_refused() -> None:
    network, drawn = two_lines()
    strange = network.changed(rules=(replace(network.rules[0], kind="limit_something_new"),))
    layout = Layout(np.zeros(2), lay_pieces(network.changed(upper=np.full(2, 9.0)), np.ones(2), np.ones((1, 2)), np.ones(2)),
                    np.zeros(0, dtype=np.intp), np.zeros(0), np.zeros(0, dtype=bool))  # fmt: skip
    with pytest.raises(ValueError, match="limit_something_new"):
        write_cautious(strange, drawn, layout, Units(1.0, 1.0, 1.0), (cuts_at(drawn, np.ones(2)), 0.0))


def test_weights_of_the_worst_are_what_the_mean_says() -> None:
    weights = worst_weights(np.array([5.0, 1.0, 3.0, 2.0, 4.0]))
    assert weights.tolist() == [0.0, 1.0, 0.0, 0.0, 0.0]
