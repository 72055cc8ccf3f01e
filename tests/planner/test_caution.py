"""A cautious plan in numbers and words: same worlds, true sentences, a table that agrees, advice to stay."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from bench.random_plans import random_plan
from models.allocation import Allocation
from models.answer import optimise_plan, simulate_plan
from models.caution import Caution
from models.compile import compile_plan
from models.draws import DRAWS, drawn_network
from models.errors import JourneymixError, NotYetPossible
from models.funnel import flow, objective_of
from models.goals import Objective, Outlook
from models.plan import Plan, make_plan
from planner.answers import optimise
from planner.caution import cases, caution_sentence, cost_of_holding, costs_of_refusing, neutral_plan
from planner.explain import going_rate, honest_answer, line_reason
from planner.moves import few_moves
from planner.refusals import refusals
from planner.uncertainty import in_major, spread_of
from tests.plans import small_values


def risky_values() -> dict[str, Any]:
    """The small plan with one line that is known well and one that is hardly known."""
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None, "outlook": "cautious"})
    values["touchpoints"][0]["curve"] |= {"band": 1.5}
    values["touchpoints"][1]["curve"] |= {"band": 0.05}
    return values


def risky_plan(**rules: object) -> Plan:
    values = risky_values()
    values["rules"] |= rules
    return make_plan(values)


@lru_cache
def answered() -> tuple[Allocation, Caution]:
    found = optimise(risky_plan())
    assert found.caution is not None
    return found, found.caution


def test_caution_costs_in_the_expected_case_and_saves_in_the_bad_one() -> None:
    found, caution = answered()
    assert found.outlook is Outlook.CAUTIOUS
    assert found.gap <= 1e-3
    assert caution.value > caution.neutral_value > caution.now_value * 0.5
    assert found.proposed.objective < caution.neutral.objective
    assert caution.value <= found.upper
    assert found.proposed.spend["t_search"] < caution.neutral.spend["t_search"]
    assert sum(found.proposed.spend.values()) == 900_000


def test_every_figure_is_simulated_in_the_worlds_that_ranges_are_told_from() -> None:
    found, caution = answered()
    plan, network = found.plan, compile_plan(found.plan)
    drawn = drawn_network(plan, network, network.edge_keys, DRAWS)
    splits = (found.proposed, caution.neutral, found.now)
    for split, told in zip(splits, (caution.value, caution.neutral_value, caution.now_value), strict=True):
        money = in_major(plan, network, split)[None]
        worlds = np.sort(objective_of(drawn, flow(drawn, money), money))
        assert told == pytest.approx(worlds[: DRAWS // 5].mean(), rel=1e-9)
        assert simulate_plan(plan, split.spend).objective == pytest.approx(split.objective)
    assert caution.neutral.spend == optimise_plan(neutral_plan(plan)).proposed.spend


def test_sentences_say_what_the_table_says() -> None:
    found, caution = answered()
    said = caution_sentence(found)
    rows = cases(found, caution)
    assert "saves" in said
    assert f"{rows[2].worst - rows[1].worst:.1f} conversions in the worst fifth of 100" in said
    assert f"costs {rows[1].expected - rows[2].expected:.1f} conversions" in said
    assert [row.moved > 0 for row in rows] == [True, False, True]
    text = honest_answer(found, spread_of(found)).text()
    assert text.startswith("Best split for the worst fifth of what may come, checked to")
    assert said in text


def test_reasons_are_those_of_the_worst_worlds() -> None:
    """More money on a line brings there, on average, what is said: checked by simulating a little more."""
    from planner.budget_lines import budget_lines

    found, caution = answered()
    network = compile_plan(found.plan)
    drawn = drawn_network(found.plan, network, network.edge_keys, DRAWS)
    money = in_major(found.plan, network, found.proposed)
    values = objective_of(drawn, flow(drawn, money[None]), money[None])
    worst = np.argsort(values)[: DRAWS // 5]
    for place, key in enumerate(network.line_keys):
        more = money.copy()
        more[place] += 1e-3
        gain = objective_of(drawn, flow(drawn, more[None]), more[None]) - values
        assert caution.marginals[key][1] == pytest.approx(gain[worst].mean() / 1e-3, rel=1e-3)
        assert caution.marginals[key][1] == pytest.approx(going_rate(found), rel=0.05)
    assert all("worst fifth" in line_reason(found, line) for line in budget_lines(found))


def test_refusing_a_move_costs_what_a_new_answer_loses() -> None:
    found, _caution = answered()
    costs = costs_of_refusing(found, ["t_search"])
    values = risky_values()
    values["touchpoints"][0]["standing"] = "locked"
    held = optimise_plan(make_plan(values))
    assert costs["t_search"] == pytest.approx(found.unrounded - held.unrounded, rel=0.05, abs=0.05)
    assert cost_of_holding(held.plan, "t_search") == pytest.approx(costs["t_search"], rel=0.05, abs=0.05)
    moves = few_moves(found)
    assert not moves.fewer
    assert set(refusals(found, moves.moves)) == {move.line_id for move in moves.moves}


@pytest.mark.parametrize("objective", [Objective.CONVERSIONS, Objective.REVENUE, Objective.PROFIT])
@pytest.mark.parametrize("periods", [1, 2])
def test_where_the_gain_may_be_none_the_advice_is_to_stay(objective: Objective, periods: int) -> None:
    """A move that pays at the stated numbers but often loses: cautious or not, in one period or several."""
    values = risky_values()
    values["steps"][2] |= {"margin": 0.5}
    for line in values["touchpoints"]:
        line["curve"] |= {"band": 2.0}
    values["touchpoints"][0]["current_spend"] = 450_000
    if periods == 2:
        values["periods"] = [
            {"id": "p1", "start": "2026-12-01", "end": "2026-12-15"},
            {"id": "p2", "start": "2026-12-16", "end": "2026-12-30"},
        ]
    for outlook in Outlook:
        values["rules"] |= {"objective": objective, "outlook": outlook, "total_budget": 850_000}
        found = optimise_plan(make_plan(values))
        spread = spread_of(found)
        said = honest_answer(found, spread)
        assert spread.stay == (spread.gain[0] <= 0.0)
        assert said.stay == spread.stay
        assert ("keep" in said.forecast or "stay" in said.forecast) == spread.stay
        if found.caution is not None:
            assert found.caution.value >= found.caution.neutral_value


def test_the_advice_to_stay_is_given_at_least_once() -> None:
    values = risky_values()
    for line in values["touchpoints"]:
        line["curve"] |= {"band": 3.0}
    found = optimise_plan(make_plan(values))
    assert spread_of(found).stay
    assert "stay with today's split" in honest_answer(found, spread_of(found)).text()


def test_what_caution_cannot_do_is_refused_by_name() -> None:
    values = risky_values()
    values["goals"] = [
        {"id": "must", "name": "Orders", "place": "plan", "measure": "conversion_count", "direction": "up",
         "target": 10, "binds": "hard"}
    ]  # fmt: skip
    with pytest.raises(NotYetPossible, match="worst fifth"):
        optimise_plan(make_plan(values))


@pytest.mark.parametrize("choice", ["minimum", "few", "steps", "s_curve"])
def test_either_or_choices_stay_as_in_the_neutral_split_and_are_said_to(choice: str) -> None:
    values = risky_values()
    if choice == "minimum":
        values["touchpoints"][2] |= {"minimum_if_used": 350_000}
    elif choice == "few":
        values["rules"] |= {"most_lines_changed": 2}
    elif choice == "steps":
        values["rules"] |= {"steps_kept": True, "money_step": 10_000}
    else:
        values["touchpoints"][2]["curve"] = {
            "family": "hill", "parameters": {"top": 200.0, "half": 1000.0, "slope": 2.0}, "per_days": 30,
        }  # fmt: skip
    found = optimise_plan(make_plan(values))
    caution = found.caution
    assert caution is not None
    assert caution.choices_kept
    assert caution.value >= caution.neutral_value
    assert "Which touchpoints are used stays" in honest_answer(found).text()
    split, neutral = found.proposed.spend, caution.neutral.spend
    assert [money > 0 for money in split.values()] == [money > 0 for money in neutral.values()]
    if choice == "minimum":
        assert split["t_again"] == 0 or split["t_again"] >= 350_000
    if choice == "few":
        assert sum(split[line] != found.now.spend[line] for line in split) <= 2
    if choice == "steps":
        assert all(money % 10_000 == 0 for money in split.values())
    assert sum(split.values()) == 900_000
    assert set(costs_of_refusing(found, ["t_search"])) == {"t_search"}


def test_random_plans_end_proved_with_a_gap_or_with_a_named_refusal() -> None:
    for seed in (0, 2, 6, 9, 12):
        plan = random_plan(seed)
        rules = plan.rules.model_copy(update={"outlook": Outlook.CAUTIOUS})
        try:
            found = optimise_plan(plan.model_copy(update={"rules": rules}), seconds=0.2)
        except JourneymixError:
            continue
        caution = found.caution
        assert caution is not None
        assert caution.value >= caution.neutral_value
        assert found.upper >= caution.value - 1e-9 * abs(caution.value)
        assert found.gap < 0.1


def test_nothing_to_save_is_said() -> None:
    values = risky_values()
    for line in values["touchpoints"]:
        line["standing"] = "locked"
    found = optimise_plan(make_plan(values))
    assert found.caution is not None
    assert found.caution.same
    assert "next to nothing" in caution_sentence(found)
