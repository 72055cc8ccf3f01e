"""Every sentence is true of the numbers: what it states is held against a new answer or the simulation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation import SearchStatus
from models.changes import Set, with_changes
from models.plan import make_plan
from planner.answers import optimise
from planner.budget_header import budget_header, header_sentence
from planner.budget_lines import budget_lines
from planner.explain import (
    evidence_sentence,
    few_sentence,
    going_rate,
    honest_answer,
    line_reason,
    objective_amount,
    percent_up,
    search_sentence,
    telling_amount,
    unplaced_sentence,
)
from planner.figures_in_words import people
from planner.limit_costs import binding_limits, limit_costs, limit_sentence, little, loosened
from planner.limit_words import limits_in_words, limits_set
from planner.uncertainty import spread_of
from planner.worth import audience_left, leak_sentence, leaks, step_worths
from tests.planner.answered import free_plan, limited_plan, small_answer
from tests.plans import small_plan, small_values


def test_the_search_is_said_to_be_checked_no_closer_than_it_is() -> None:
    answer = small_answer()
    assert "checked to 0.01%" in search_sentence(replace(answer, gap=0.00004, gap_rounded=0.00004))
    assert "checked to 0.02%" in search_sentence(replace(answer, gap=0.00011, gap_rounded=0.00011))
    assert "still missing" in search_sentence(replace(answer, status=SearchStatus.STOPPED, gap=0.02))
    assert "2.0%" in search_sentence(replace(answer, status=SearchStatus.STOPPED, gap=0.02))
    assert "Rounding to €1 costs another 0.10%" in search_sentence(
        replace(answer, gap=0.0, gap_rounded=0.001)
    )


@given(st.floats(0, 0.5))
@settings(max_examples=60, deadline=None)
def test_a_share_rounded_up_is_never_below_it(share: float) -> None:
    assert float(percent_up(share).rstrip("%")) / 100 >= share - 1e-12


def test_what_no_whole_amounts_keep_is_said() -> None:
    answer = replace(small_answer(), unplaced=40.0, broken_by_rounding=("total_budget",))
    said = unplaced_sentence(answer)
    assert "€0.40 of the total could not be placed" in said
    assert "No whole amounts keep these limits to the last cent: the total budget of €9,000." in said
    assert not unplaced_sentence(small_answer())


def test_evidence_is_counted_over_the_curves_that_may_move() -> None:
    assert evidence_sentence(free_plan()) == "None of the 3 curves is measured."
    values = small_values()
    values["touchpoints"][0]["curve"]["evidence"] = "measured"
    assert evidence_sentence(small_plan(touchpoints=values["touchpoints"])) == "1 of 3 curves is measured."
    values["touchpoints"][2]["standing"] = "locked"
    assert evidence_sentence(small_plan(touchpoints=values["touchpoints"])) == "1 of 2 curves is measured."


def test_the_likely_gain_is_that_of_the_draws_and_staying_is_advised_where_it_holds_none() -> None:
    answer = small_answer()
    spread = spread_of(answer)
    assert spread.stay == (spread.gain[0] <= 0)
    said = honest_answer(answer, spread)
    assert said.stay == ("stay with today's split" in said.text())
    gaining = replace(spread, gain=(1.0, 2.0), gain_share=(0.043, 0.112))
    assert "The likely gain is 4.3% to 11%." in honest_answer(answer, gaining).text()
    assert "6 moves bring 92% of the gain" in few_sentence(answer, 6, 0.918)


def test_the_header_adds_up() -> None:
    values = small_values()
    values["touchpoints"][0]["committed"] = 200_000
    values["touchpoints"][1]["standing"] = "locked"
    plan = small_plan(
        touchpoints=values["touchpoints"], rules={"total_budget": 900_000, "test_reserve": 50_000}
    )
    header = budget_header(plan)
    assert (header.committed, header.tests, header.to_decide) == (500_000, 50_000, 350_000)
    assert header_sentence(plan) == "€9,000 in all, €5,000 committed, €500 for tests, €3,500 to decide."


def test_a_line_rises_where_its_next_money_brings_more_than_elsewhere() -> None:
    answer = small_answer()
    amount = telling_amount(answer.plan) / 100
    for line in budget_lines(answer):
        reason = line_reason(answer, line)
        assert reason.startswith("Rises." if line.change > 0 else "Falls." if line.change < 0 else "Stays.")
        assert objective_amount(answer.plan, line.result_now.marginal * amount) in reason
        if abs(line.change) > 100:
            assert (line.result_now.marginal > going_rate(answer)) == (line.change > 0)


def test_one_more_point_of_conversion_is_worth_what_the_mended_plan_brings() -> None:
    answer = small_answer()
    found = {leak.link_id: leak for leak in leaks(answer)}
    mended = with_changes(answer.plan, [Set(path="links.visit_lead.conversion", value={"value": 0.11})])
    gained = optimise(mended).unrounded - answer.unrounded
    leak = found["visit_lead"]
    assert leak.units == pytest.approx(gained, rel=1e-2)
    assert people(leak.units) in leak_sentence(answer, leak)
    assert leak.money is not None
    assert leak.money > 1.05 * gained / going_rate(answer)  # returns fall
    assert f"as much as about €{float(f'{leak.money:.1e}'):,.0f} more" in leak_sentence(answer, leak)
    more = optimise(free_plan(total_budget=900_000 + round(leak.money * 100)))
    assert more.unrounded - answer.unrounded == pytest.approx(gained, rel=0.03)
    assert leaks(answer)[0].units == max(leak.units for leak in leaks(answer))


def test_one_more_person_at_a_step_is_worth_what_the_plan_with_one_more_brings() -> None:
    answer = small_answer()
    worth = {step.step_id: step.units for step in step_worths(answer)}
    values = small_values()
    values["steps"][1]["organic"] = [{"segment_id": "all", "people": 10}]
    more = optimise(
        with_changes(answer.plan, [Set(path="steps.lead.organic", value=values["steps"][1]["organic"])])
    )
    assert worth["lead"] == pytest.approx((more.unrounded - answer.unrounded) / 10, rel=0.02)


def test_a_limit_costs_what_loosening_it_brings() -> None:
    answer = optimise(limited_plan(250_000))
    cost = next(cost for cost in limit_costs(answer) if cost.key.startswith("channel_limit"))
    looser = optimise(limited_plan(250_000 + cost.amount))
    assert cost.units == pytest.approx(looser.unrounded - answer.unrounded, rel=0.01)
    assert "channel “Search ads”: at most €2,500" in limit_sentence(answer, cost)


def test_what_no_budget_within_the_limits_buys_is_said_so() -> None:
    answer = optimise(small_plan(rules={"total_budget": 1_150_000, "assumed_move_limit": 0.3}))
    leak = leaks(answer)[0]
    assert leak.money is None
    assert leak_sentence(answer, leak).endswith("No budget within the limits buys as much.")
    most = optimise(small_plan(rules={"total_budget": 1_169_900, "assumed_move_limit": 0.3}))
    assert most.unrounded - answer.unrounded < leak.units


def test_every_kind_of_limit_is_loosened_where_it_stands_and_only_there() -> None:
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": 0.3})
    values["touchpoints"][0]["committed"] = 480_000
    values["touchpoints"][1] |= {"upper": 310_000, "assumed_limit_lifted": True}
    plan = make_plan(values)
    answer = optimise(plan)
    assert binding_limits(answer)
    for price in binding_limits(answer):
        amount = little(answer, price.key)
        looser = optimise(loosened(plan, price, amount))
        held = {line: bounds for line, bounds in answer.limits_of_lines.items() if line not in price.key}
        assert {line: looser.limits_of_lines[line] for line in held} == held
        assert looser.unrounded >= answer.unrounded - 1e-4 * answer.unrounded
        for cost in limit_costs(answer, [price]):
            assert cost.units == pytest.approx(looser.unrounded - answer.unrounded, rel=0.05, abs=1e-3)
            assert cost.units <= abs(price.price) * amount / 100 * 1.01


def test_audiences_add_up() -> None:
    for audience in audience_left(small_answer()):
        assert audience.size is not None
        assert audience.left == pytest.approx(audience.size - audience.moved)


def test_limits_are_named_by_what_they_hold() -> None:
    plan = limited_plan(250_000)
    assert limits_set(plan) == ["channel “Search ads”: at most €2,500"]
    assert limits_in_words(plan, ["channel_limit:cap:upper", "channel_limit:cap:upper", "total_budget"]) == [
        "channel “Search ads”: at most €2,500",
        "the total budget of €9,000",
    ]


def test_a_step_of_money_that_limits_do_not_allow_is_given_up_aloud() -> None:
    kept = optimise(free_plan(money_step=10_000))
    assert kept.step_kept == 10_000
    assert "not rounded" not in search_sentence(kept)
    tight = optimise(
        small_plan(rules={"total_budget": 900_000, "assumed_move_limit": 0.05, "money_step": 200_000})
    )
    assert sum(tight.proposed.spend.values()) == 900_000
    said = sum(amount % 200_000 != 0 for amount in tight.proposed.spend.values())
    assert f"{said} amounts are no multiples of €2,000" in search_sentence(tight)
    given_up = replace(kept, step_kept=1)
    assert "No split in steps of €100 keeps every limit" in search_sentence(given_up)
