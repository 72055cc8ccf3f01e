"""Every sentence of the tabs Why and More or less money, read as text and held against a new answer.

The plans are drawn at random; the numbers are taken out of the words, as a reader takes them, and the
plan is changed and answered anew, to a gap far below what the words could hide.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pytest

from models.allocation import Allocation, Price
from models.answer import simulate_plan
from models.changes import Set, with_changes
from models.charging import charge_factors
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.frontier import next_money
from models.money import to_major
from models.plan import Plan, make_plan
from models.program.optimise import optimise as search
from models.program.solution import Settings
from pages.budget_parts.moves import refusal_words
from planner.answers import optimise
from planner.budget_lines import budget_lines
from planner.capacity_worth import full_sentence, full_steps
from planner.explain import line_reason, telling_amount
from planner.limit_costs import limit_costs, limit_sentence
from planner.more_or_less import move_sentence
from planner.moves import few_moves
from planner.refusals import refusals
from planner.worth import audience_left, audience_sentence, leak_sentence, leaks, step_sentence, step_worths
from tests.plans import curve, small_values

SEEDS = range(6)
CLOSE = Settings(gap=1e-7, rounds=60)
CAP_AMOUNT = 450_000
CAP = {"id": "cap", "place": "channel", "place_id": "search", "upper": CAP_AMOUNT}
ABOUT = 0.08
"""Money "about" so much is said with two digits and found to two per cent."""


def random_plan(seed: int) -> Plan:
    """Two segments, a branch, five lines, a limit on a channel, a floor, and every other plan a full step."""
    chance = np.random.default_rng(seed)
    values = small_values()
    values["segments"] = [{"id": "all", "name": "Everybody"}, {"id": "firms", "name": "Firms"}]
    values["steps"].append({"id": "phone", "stage_id": "convert", "name": "Phone order", "converts": True})
    share, away = chance.uniform(0.04, 0.2), chance.uniform(0.02, 0.1)
    for link, rate in zip(values["links"], (share, chance.uniform(0.1, 0.5)), strict=True):
        link["conversion"] = float(rate)
    values["links"].append(
        {
            "id": "visit_phone",
            "from_step_id": "visit",
            "to_step_id": "phone",
            "conversion": away,
            "pool_share": 0,
        }
    )
    values["steps"][0]["organic"] = [
        {"segment_id": segment, "people": float(chance.uniform(500, 3_000))} for segment in ("all", "firms")
    ]
    values["pools"][0]["sizes"] = [
        {"segment_id": segment, "people": float(chance.uniform(15_000, 60_000))}
        for segment in ("all", "firms")
    ]
    values["touchpoints"] += [
        {"id": "t_video", "name": "Video", "step_id": "visit", "channel_id": "social", "pool_id": "searching",
         "current_spend": 200_000, "curve": curve(2000, 1500, 0.7)},
        {"id": "t_lead", "name": "Lead form", "step_id": "lead", "channel_id": "social",
         "current_spend": 150_000, "curve": curve(1500, 120, 0.6)},
    ]  # fmt: skip
    for line in values["touchpoints"]:
        line["curve"] = curve(
            line["current_spend"] / 100, float(chance.uniform(0.3, 1.5) * line["curve"]["observation"]["response"]),
            float(chance.uniform(0.3, 0.8)),
        )  # fmt: skip
    if seed % 2:
        values["steps"][1]["capacity"] = float(chance.uniform(350, 600))
        values["segments"] = values["segments"][:1]
        for people in (values["steps"][0]["organic"], values["pools"][0]["sizes"]):
            del people[1]
    values["rules"] = {
        "total_budget": int(chance.uniform(0.8, 1.15) * 1_250_000), "money_step": 1, "assumed_move_limit": 0.5,
        "limits": [CAP],
    }  # fmt: skip
    values["touchpoints"][2]["lower"] = 90_000
    return make_plan(values)


@lru_cache
def answered(seed: int) -> Allocation:
    return optimise(random_plan(seed))


def best(plan: Plan) -> float:
    """The best that a plan can bring, objective units, far closer than its answer on screen."""
    return search(compile_plan(plan), CLOSE).lower


def numbers(text: str) -> list[float]:
    """The numbers that a reader reads (en), in order; a minus counts."""
    found = re.findall(r"[−-]?\d[\d,]*(?:\.\d+)?", re.sub(r"“[^”]*”", "", text))
    return [float(each.replace(",", "").replace("−", "-")) for each in found]


def units_in(text: str) -> float:
    """The conversions that a sentence names."""
    found = re.search(r"(\d[\d,]*(?:\.\d+)?) conversions?", text)
    assert found is not None, text
    return float(found[1].replace(",", ""))


def money_in(text: str) -> float | None:
    """The last amount of money that a sentence names, major units."""
    found = re.findall(r"€(\d[\d,]*(?:\.\d+)?)", text)
    return float(found[-1].replace(",", "")) if found else None


def same(said: float, true: float, doubt: float = 0.02) -> None:
    """What is said is what is true, as far as the digits said and the share of doubt go."""
    digits = 0.5 if abs(said) >= 10 else 0.051 if abs(said) >= 1 else 0.006
    assert abs(said - true) <= digits + doubt * abs(true), (said, true)


def with_total(plan: Plan, extra: float) -> Plan:
    """The plan with so much more money, major units."""
    return with_changes(
        plan, [Set(path="rules.total_budget", value=plan.rules.total_budget + round(extra * 100))]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_what_one_more_person_is_worth(seed: int) -> None:
    allocation = answered(seed)
    plan, before = allocation.plan, best(allocation.plan)
    rate = (best(with_total(plan, 20.0)) - best(with_total(plan, -20.0))) / 40.0
    for worth in step_worths(allocation):
        text = step_sentence(allocation, worth)
        weights = allocation.proposed.steps[worth.step_id].by_segment
        whole = sum(weights.values())
        more = 0.002 * whole
        people = [{"segment_id": key, "people": more * part / whole} for key, part in weights.items()]
        true = (
            best(with_changes(plan, [Set(path=f"steps.{worth.step_id}.pipeline", value=people)])) - before
        ) / more
        same(units_in(text), true, 0.05)
        money = money_in(text)
        assert money is not None
        assert money * rate == pytest.approx(true, rel=0.06, abs=0.006)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_one_more_point_of_conversion_brings(seed: int) -> None:
    allocation = answered(seed)
    plan, before = allocation.plan, best(allocation.plan)
    for leak in leaks(allocation):
        text = leak_sentence(allocation, leak)
        rate = plan.by_id["links"][leak.link_id].conversion.value
        mended = with_changes(
            plan, [Set(path=f"links.{leak.link_id}.conversion", value={"value": rate + 0.01})]
        )
        true = best(mended) - before
        if "next to nothing" in text:
            assert abs(true) <= 2e-5 * before
            continue
        same(units_in(text), abs(true))
        assert ("loses" in text) == (true < 0)
        check_as_much(plan, text, true)


def check_as_much(plan: Plan, text: str, gain: float) -> None:
    """“As much as … more advertising” gains as much; “no budget buys as much” means none does."""
    if "more advertising" in text:
        money = money_in(text)
        assert money is not None
        bought = best(with_total(plan, money)) - best(plan)
        steep = best(with_total(plan, money * (1 + ABOUT))) - best(with_total(plan, money * (1 - ABOUT)))
        assert abs(bought - gain) <= max(steep / 2, 0.02 * abs(gain)), text
    elif "No budget" in text:
        free = plan.model_copy(update={"rules": plan.rules.model_copy(update={"spend_total": "at_most"})})
        assert best(with_total(free, 1e7)) - best(plan) < gain * 1.001, text


@pytest.mark.parametrize("seed", SEEDS)
def test_what_loosening_a_limit_brings(seed: int) -> None:
    allocation = answered(seed)
    plan, before = allocation.plan, best(allocation.plan)
    costs = limit_costs(allocation)
    assert costs, "no limit binds: the plan tests nothing"
    for cost in costs:
        text = limit_sentence(allocation, cost)
        amount = numbers(text.split("The first ")[1])[0]
        same(units_in(text), best(looser(plan, allocation.prices[cost.key], round(amount * 100))) - before)


def looser(plan: Plan, price: Price, amount: int) -> Plan:
    """A limit loosened by hand, by the kind of its key."""
    kind, _, rest = price.key.partition(":")
    line_id = rest.partition(":")[0]
    if kind == "channel_limit":
        return with_changes(plan, [Set(path="rules.limits", value=[{**CAP, "upper": CAP_AMOUNT + amount}])])
    line = plan.by_id["touchpoints"][line_id]
    if kind == "line_limit":
        return with_changes(
            plan, [Set(path=f"touchpoints.{line_id}.lower", value=(line.lower or 0) - amount)]
        )
    assert kind == "assumed_move_limit", price.key
    now = line.current_spend
    low, high = round(now * 0.5), round(now * 1.5)
    wider = {"lower": max(low - amount, line.lower or 0), "upper": high + amount}
    changes = [Set(path=f"touchpoints.{line_id}.{side}", value=value) for side, value in wider.items()]
    return with_changes(plan, [*changes, Set(path=f"touchpoints.{line_id}.assumed_limit_lifted", value=True)])


@pytest.mark.parametrize("seed", SEEDS)
def test_what_refusing_a_move_costs(seed: int) -> None:
    allocation = answered(seed)
    plan, before = allocation.plan, best(allocation.plan)
    few = few_moves(allocation)
    for line_id, refusal in refusals(allocation, few.all_moves).items():
        text = refusal_words(allocation, refusal)
        held = with_changes(plan, [Set(path=f"touchpoints.{line_id}.standing", value="locked")])
        try:
            lost = before - best(held)
        except ImpossibleLimits:
            assert "cannot be refused" in text
            continue
        if "next to nothing" in text:
            assert lost <= 2e-4 * before
            continue
        same(units_in(text), lost)
        check_as_much(plan, text, lost)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_the_next_money_goes_and_what_goes_first(seed: int) -> None:
    plan = answered(seed).plan
    total = to_major(plan.rules.total_budget, plan.currency)
    for amount in (to_major(telling_amount(plan), plan.currency), -0.15 * total):
        move = next_money(plan, amount)
        text = move_sentence(plan, move)
        try:
            true = best(with_total(plan, amount)) - best(plan)
        except ImpossibleLimits:
            assert "within these limits" in text
            continue
        same(units_in(text), abs(true), 0.03)
        assert sum(move.lines.values()) == pytest.approx(amount * 100, rel=0.02)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_next_money_brings_on_each_line(seed: int) -> None:
    allocation = answered(seed)
    plan = allocation.plan
    amount = telling_amount(plan)
    part = max(amount // 100, 1)
    for line in budget_lines(allocation):
        text = line_reason(allocation, line)
        said = [
            float(each.replace(",", "")) for each in re.findall(r"(\d[\d,]*(?:\.\d+)?) conversions?", text)
        ]
        for base, told in zip((allocation.now, allocation.proposed), said, strict=False):
            spend = dict(base.spend)
            spend[line.touchpoint.id] += part
            more = simulate_plan(plan, spend).objective - base.objective
            same(told, more * amount / part)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_left_and_who_is_turned_away(seed: int) -> None:
    allocation = answered(seed)
    for audience in audience_left(allocation):
        text, found = audience_sentence(audience), numbers(audience_sentence(audience))
        if audience.size is None:
            assert "not known" in text
            continue
        moved, size, left, share = found
        assert moved + left == pytest.approx(size, abs=1.5)
        assert share == pytest.approx(100 * left / size, abs=0.6)
    plan = allocation.plan
    for full in full_steps(allocation):
        text = full_sentence(allocation, full)
        away, came = numbers(text)[:2]
        step = plan.by_id["steps"][full.step_id]
        assert came - away == pytest.approx(step.capacity.value, abs=1.1)
        more = with_changes(
            plan, [Set(path=f"steps.{full.step_id}.capacity", value={"value": 1.1 * step.capacity.value})]
        )
        gain = best(more) - best(plan)
        same(units_in(text), gain)
        check_as_much(plan, text, gain)
    assert sum(charge_factors(plan)[key] * spend for key, spend in allocation.proposed.spend.items()) == (
        pytest.approx(plan.rules.total_budget)
    )
