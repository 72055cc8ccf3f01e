"""Draws: seeded, within their bands, and honest about what they mean for the advice."""

from __future__ import annotations

import numpy as np
import pytest

from models.compile import compile_plan
from models.draws import drawn_figure, drawn_network, replies
from models.funnel import flow, objective_of
from models.plan import Plan
from models.quantity import Evidence, Figure
from planner.answers import optimise, simulate
from planner.uncertainty import Verdict, links_of_edges, spread_of, todays_proportions
from tests.planner.answered import free_plan, small_answer
from tests.plans import small_plan, small_values


def measured_plan() -> Plan:
    """The small plan with everything known to the last person, and far from its best split."""
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    for line in values["touchpoints"]:
        line["curve"] |= {"evidence": "measured", "band": 0, "elasticity": None}
        line["incrementality"] = {"value": 0.9, "evidence": "measured", "low": 0.9, "high": 0.9}
        line["quality"] = {"value": 1.0, "evidence": "measured", "low": 1.0, "high": 1.0}
    for link in values["links"]:
        link["conversion"] = {
            "value": link["conversion"],
            "evidence": "measured",
            "low": link["conversion"],
            "high": link["conversion"],
        }
    values["touchpoints"][2]["current_spend"] = 800_000
    values["touchpoints"][0]["current_spend"] = 50_000
    values["touchpoints"][1]["current_spend"] = 50_000
    return small_plan(**values)


def test_draws_of_a_figure_hold_four_fifths_in_its_range() -> None:
    random = np.random.default_rng(1)
    drawn = drawn_figure(Figure(value=0.5, low=0.4, high=0.8, evidence=Evidence.PARTLY_KNOWN), random, 20_000)
    assert np.mean((drawn >= 0.4) & (drawn <= 0.8)) == pytest.approx(0.8, abs=0.015)
    assert np.median(drawn) == pytest.approx(0.5, abs=0.01)


def test_the_same_plan_gives_the_same_ranges() -> None:
    answer = small_answer()
    assert spread_of(answer) == spread_of(answer)


def test_what_is_measured_is_certain_and_its_moves_are_safe() -> None:
    answer = optimise(measured_plan())
    spread = spread_of(answer)
    gain = answer.proposed.objective - answer.now.objective
    assert spread.gain == pytest.approx((gain, gain), rel=1e-6)
    assert not spread.stay
    assert {spread.verdict(line) for line in spread.steadiness} == {Verdict.SAFE}


def test_a_gain_within_the_doubt_means_stay() -> None:
    spread = spread_of(small_answer())
    assert spread.stay == (spread.gain[0] <= 0.0 <= spread.gain[1] or spread.gain[1] < 0)
    assert spread.conversions[0] < small_answer().proposed.conversions < spread.conversions[1]
    assert spread.verdict("nothing") is None


def test_more_money_is_held_against_todays_proportions() -> None:
    answer = optimise(free_plan(total_budget=1_800_000))
    baseline, same = todays_proportions(answer, answer.proposed)
    assert not same
    assert baseline == {"t_search": 1_000_000, "t_social": 600_000, "t_again": 200_000}
    spread = spread_of(answer)
    stated = answer.proposed.objective - simulate(answer.plan, baseline).objective
    assert spread.gain[0] <= stated * 1.5
    assert not spread.same_total


def test_rates_drawn_stay_rates() -> None:
    values = small_values()
    values["links"][1]["conversion"] = {"value": 0.95, "evidence": "assumed"}
    plan = small_plan(links=values["links"])
    network = compile_plan(plan)
    drawn = drawn_network(plan, network, links_of_edges(plan, network), 300)
    assert np.all(drawn.edge_rate >= 0)
    assert np.all(drawn.edge_rate <= 1 + 1e-12)
    assert np.all(drawn.pool_size[:, ~network.pool_outside] >= 0)
    assert np.all(drawn.draw_weight >= 0)


def test_curves_drawn_still_pass_through_what_was_observed() -> None:
    plan = free_plan()
    network = compile_plan(plan)
    drawn = drawn_network(plan, network, links_of_edges(plan, network), 50)
    at_current = drawn.curves.value(network.current)
    assert at_current == pytest.approx(
        np.broadcast_to(network.curves.value(network.current), at_current.shape)
    )


def test_replies_find_the_best_split_of_each_draw() -> None:
    answer = small_answer()
    network = compile_plan(answer.plan)
    start = np.repeat(network.current[None], 3, axis=0)
    charge = np.ones(network.lines)
    wanted = replies(network, start, np.zeros(network.lines), charge, 9_000.0)
    assert wanted.sum(axis=-1) == pytest.approx(np.full(3, 9_000.0))
    reached = objective_of(network, flow(network, wanted), wanted)
    assert reached == pytest.approx(np.full(3, answer.unrounded), rel=1e-5)
