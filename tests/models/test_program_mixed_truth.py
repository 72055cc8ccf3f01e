"""S-shaped curves, minimum if used, whole steps and few changes: against exhaustive search."""

import itertools
from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest

from bench.instances import ALL, Shape, random_network
from bench.s_curves import LOOSE, TIGHT, best_known, s_network
from models.choices import Choices, no_choices
from models.curve import CurveFamily
from models.curve_table import make_table
from models.funnel import flow, objective_of
from models.network import OUTSIDE, Network
from models.program.intervals import choices_of
from models.program.optimise import optimise
from models.program.repair import is_kept
from models.program.rule_matrix import rule_matrix
from models.program.solution import Settings, Solution
from models.response_curve import CODES
from tests.models.networks import michaelis_menten, network_of, with_rule, with_total

PATIENT = Settings(seconds=60.0)
"""Timing decides no test: the figures of `make bench` are taken with two seconds."""


def value(network: Network, spend: np.ndarray) -> float:
    return float(objective_of(network, flow(network, spend), spend))


def kept(network: Network, answer: Solution) -> None:
    """Rules and either-or rules hold, the bound lies above, the numbers are simulated."""
    assert is_kept(network, rule_matrix(network), answer.spend)
    choices = choices_of(network)
    used = answer.spend > 0
    assert np.all(answer.spend[used] >= choices.minimum[used] * (1 - 1e-12))
    if choices.most_changed is not None and choices.counted is not None:
        assert np.sum((answer.spend != network.current) & choices.counted) <= choices.most_changed
    assert answer.upper >= answer.lower == pytest.approx(value(network, answer.spend), rel=1e-12)


@pytest.mark.parametrize("budget", [TIGHT, LOOSE], ids=["tight", "loose"])
@pytest.mark.parametrize("lines", [6, 20, 100])
def test_s_curves_reach_the_best_known(lines: int, budget: float) -> None:
    """54 instances: 0.9999 of a fine dynamic program, polished; the bound never below it."""
    for seed in range(9):
        network = s_network(lines, budget, seed)
        best = best_known(network, 300 if lines > 20 else 800)
        answer = optimise(network, PATIENT)
        kept(network, answer)
        assert answer.status == "proved", seed
        assert answer.lower >= 0.9999 * best, seed
        assert answer.upper >= best * (1 - 1e-9), seed


def bent_network(lines: int, seed: int) -> Network:
    """A random coupled network, its Hill curves S-shaped."""
    network = random_network(Shape(lines=lines, families=(*ALL, *[CurveFamily.HILL] * 3)), seed)
    rows, hill = network.curves.rows.copy(), network.curves.codes == CODES[CurveFamily.HILL]
    rows[hill, 2] = np.random.default_rng(seed).uniform(1.3, 3.5, hill.sum())
    return network.changed(curves=replace(network.curves, rows=rows))


@pytest.mark.parametrize("block", range(4))
def test_coupled_plans_with_s_curves_are_proved(block: int) -> None:
    """No split found by climbing from many starts lies above the bound, nor far above the answer."""
    for seed in range(4 * block, 4 * block + 4):
        network = bent_network(6 + 2 * seed, seed)
        answer = optimise(network, PATIENT)
        kept(network, answer)
        assert answer.status == "proved", seed
        chance = np.random.default_rng(seed)
        for _ in range(30):
            mixed = answer.spend + chance.normal(0.0, 0.2, network.lines) * network.current
            free = np.clip(mixed, network.lower, network.upper)
            free *= rule_matrix(network).limit[0] / free.sum()
            if is_kept(network, rule_matrix(network), free):
                assert value(network, free) <= answer.upper


def test_a_curve_of_points_that_first_rises_faster() -> None:
    """Nothing to 100, then 1 a unit to 200, then flat: worth 200 in one of two such lines, none in both."""
    steps = [(0.0, 0.0), (100.0, 5.0), (200.0, 105.0)]
    curves = make_table([CurveFamily.POINTS] * 2, [{}, {}], [steps, steps])
    network = network_of(curves, [(0, 0, 1.0), (1, 0, 1.0)], [(0, OUTSIDE, np.inf, True)])
    answer = optimise(with_total(network, 200.0), PATIENT)
    assert sorted(answer.spend.tolist()) == pytest.approx([0.0, 200.0])
    assert answer.lower == pytest.approx(105.0)
    assert answer.status == "proved"


def small(seed: int, lines: int = 4) -> Network:
    """Concave lines on one pool of random overlap, 1,000 to spend, current spend even."""
    chance = np.random.default_rng(seed)
    network = network_of(
        michaelis_menten(*zip(chance.uniform(100, 400, lines), chance.uniform(50, 500, lines), strict=True)),
        [(line, 0, 1.0) for line in range(lines)], [(0, OUTSIDE, 600.0, True)],
    )  # fmt: skip
    return with_total(network.changed(current=np.full(lines, 1000.0 / lines)), 1000.0)


@pytest.mark.parametrize("seed", range(6))
def test_minimum_if_used_against_every_set_of_lines(seed: int) -> None:
    network, lines = small(seed), 4
    minimum = np.random.default_rng(seed).uniform(250.0, 600.0, lines)
    network = network.changed(choices=replace(no_choices(lines), minimum=minimum, minimum_key=("m",) * lines))
    answer = optimise(network, PATIENT)
    best = -np.inf
    for used in itertools.product([False, True], repeat=lines):
        on = np.array(used)
        if minimum[on].sum() <= 1000.0 and on.any():
            held = network.changed(
                choices=None, lower=np.where(on, minimum, 0.0), upper=np.where(on, 1000.0, 0.0)
            )
            best = max(best, optimise(held).lower)
    kept(network, answer)
    assert answer.status == "proved"
    assert answer.lower >= best - 1e-4 * (best - answer.idle)
    assert answer.upper >= best


@pytest.mark.parametrize("seed", range(6))
def test_steps_of_money_against_every_split(seed: int) -> None:
    network, lines, step = small(seed, 3), 3, 50.0
    every = np.ones(lines, dtype=bool)
    network = network.changed(choices=replace(no_choices(lines), step=step, stepped=every))
    answer = optimise(network, PATIENT)
    splits = [
        np.array([a, b, 1000.0 - a - b])
        for a in np.arange(0.0, 1001.0, step) for b in np.arange(0.0, 1001.0 - a, step)
    ]  # fmt: skip
    best = max(value(network, split) for split in splits)
    kept(network, answer)
    assert np.abs(answer.spend / step - np.round(answer.spend / step)).max() < 1e-9
    assert answer.lower >= best - 1e-4 * (best - answer.idle)
    assert answer.upper >= best * (1 - 1e-12)


def test_what_steps_cannot_express_stands_on_one_line() -> None:
    network = with_total(small(1, 3), 1030.0)
    every = np.ones(3, dtype=bool)
    answer = optimise(network.changed(choices=replace(no_choices(3), step=100.0, stepped=every)), PATIENT)
    odd = np.abs(answer.spend / 100.0 - np.round(answer.spend / 100.0)) > 1e-9
    assert odd.sum() == 1
    assert answer.spend.sum() == pytest.approx(1030.0, rel=1e-12)


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_few_changes_against_every_set_of_lines(most: int) -> None:
    network, lines = small(3, 5), 5
    every = np.ones(lines, dtype=bool)
    choices = Choices(np.zeros(lines), ("",) * lines, most_changed=most, counted=every)
    answer = optimise(network.changed(choices=choices), PATIENT)
    best = value(network, network.current)
    for moved in itertools.combinations(range(lines), most):
        free = np.isin(np.arange(lines), moved)
        held = network.changed(
            lower=np.where(free, 0.0, network.current), upper=np.where(free, 1000.0, network.current)
        )
        best = max(best, optimise(held).lower)
    kept(network.changed(choices=choices), answer)
    assert answer.lower >= best - 1e-4 * (best - answer.idle)
    assert answer.upper >= best * (1 - 1e-12)


def test_prices_with_choices_made_are_those_of_the_choice() -> None:
    """A floor on a line that is used anyway costs nothing; the price of money is that of the lines in use."""
    network = small(2)
    choices = replace(no_choices(4), minimum=np.full(4, 300.0), minimum_key=tuple(f"m{n}" for n in range(4)))
    network = network.changed(choices=choices)
    answer = optimise(network, PATIENT)
    used = answer.spend > 0
    held = network.changed(choices=None, lower=np.where(used, 300.0, 0.0), upper=np.where(used, 1000.0, 0.0))
    assert answer.prices["total_budget"] == pytest.approx(optimise(held).prices["total_budget"], rel=1e-2)
    assert answer.prices["total_budget"] > 0


def test_a_search_out_of_time_says_so_and_its_bound_holds() -> None:
    network = s_network(100, TIGHT, 2)
    hurried = optimise(network, Settings(seconds=0.02, gap=1e-9, clock=perf_counter))
    assert hurried.status == "stopped"
    assert hurried.gap > 0
    assert hurried.upper >= optimise(network, PATIENT).lower


def test_a_channel_limit_holds_with_s_curves() -> None:
    network = with_rule(s_network(6, LOOSE, 0), "channel_limit:c:upper", [0, 1, 2], "<=", 500.0)
    answer = optimise(network, PATIENT)
    kept(network, answer)
    assert answer.spend[:3].sum() <= 500.0 * (1 + 1e-9)
    assert answer.status == "proved"
