"""Random plans with messages of their own curves: every answer is proved, keeps every rule and adds up."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from models.answer import optimise_plan, simulate_plan
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.plan import make_plan
from models.spent_when import money_of_lines, spent_when
from tests.models.test_message_split import three_months
from tests.plans import small_values

CENT = 0.0101
"""Rounding to whole cents may pass a limit by less than this."""

SHAPES: tuple[tuple[str, dict[str, float]], ...] = (
    ("michaelis_menten", {"top": 2.2, "half": 1.2}), ("exponential", {"top": 1.8, "scale": 1.0}),
    ("power", {"scale": 1.0, "exponent": 0.5}), ("tanh", {"top": 1.5, "scale": 1.0}),
    ("hill", {"top": 2.0, "half": 1.0, "slope": 0.8}), ("hill", {"top": 2.0, "half": 1.0, "slope": 2.5}),
    ("linear", {"cost_per_entry": 1.0, "cap": 3.0}),
)  # fmt: skip


def shaped(chance: random.Random, spend: float, results: float) -> dict[str, Any]:
    """A curve of any family, near so many results for so much money."""
    family, parameters = chance.choice(SHAPES)
    money = max(spend, 200.0)
    scale = {"top": results, "half": money, "cap": results, "exponent": 1.0, "slope": 1.0}
    scale["scale"] = results / money**0.5 if family == "power" else money
    scale["cost_per_entry"] = money / results
    return {
        "family": family, "evidence": chance.choice(("assumed", "measured")),
        "parameters": {name: number * scale[name] for name, number in parameters.items()},
    }  # fmt: skip


def random_values(seed: int) -> dict[str, Any]:
    """A plan of one period or three, its lines with none to three messages, rules of several kinds."""
    chance = random.Random(seed)
    values = three_months([], {}) if seed % 3 == 0 else small_values()
    values["messages"] = [{"id": f"m{number}", "text": f"Message {number}"} for number in range(5)]
    for message in values["messages"] if seed % 3 == 0 else ():
        message |= chance.choice(({}, {"end": "2026-02-15"}, {"start": "2026-02-10"}))
    values["messages"][0]["status"] = chance.choice(("active", "paused"))
    values["rules"] = {
        "total_budget": chance.randrange(700_000, 1_300_000) * len(values["periods"]),
        "spend_total": "at_most", "money_step": chance.choice((1, 100, 10_000)),
        "assumed_move_limit": chance.choice((None, 0.3)), "message_needed": chance.random() < 0.2,
    }  # fmt: skip
    for line in values["touchpoints"]:
        line["curve"] = shaped(chance, line["current_spend"] / 100, chance.randrange(300, 4000))
        line["messages"] = [random_use(chance, message["id"], line["current_spend"])
                            for message in chance.sample(values["messages"], chance.randrange(4))]  # fmt: skip
    values["touchpoints"][0] |= chance.choice(
        ({}, {"standing": "locked"}, {"standing": "test"}, {"committed": 300_000}, {"upper": 600_000})
    )
    return values


def random_use(chance: random.Random, message: str, whole: int) -> dict[str, Any]:
    """A message on a line, most often with numbers and a curve of its own."""
    use: dict[str, Any] = {"message_id": message, "share": chance.random()}
    if chance.random() < 0.7:
        spend = chance.randrange(whole)
        use |= {"current_spend": spend, "curve": shaped(chance, spend / 100, chance.randrange(100, 3000))}
    return use


@pytest.mark.parametrize("seed", range(30))
def test_every_answer_is_proved_keeps_every_rule_and_adds_up(seed: int) -> None:
    plan = make_plan(random_values(seed))
    named: tuple[str, ...] = ("",)
    try:
        answer = optimise_plan(plan)
    except ImpossibleLimits as refusal:
        named = refusal.limits
    if named != ("",):
        assert all(named)
        return
    assert answer.gap <= 1e-4
    assert answer.proposed.objective <= answer.upper * (1 + 1e-9)
    assert simulate_plan(plan, by_period=answer.proposed.by_period) == answer.proposed
    network = compile_plan(plan)
    spend = money_of_lines(plan, network, *spent_when(plan, None, answer.proposed.by_period))
    assert np.all(spend >= network.lower - CENT)
    assert np.all(spend <= network.upper + CENT)
    for rule in network.rules:
        over = rule.total(spend) - rule.limit
        assert rule.sense == ">=" or over <= CENT, rule.key
        assert rule.sense == "<=" or over >= -CENT, rule.key
    assert sum(answer.proposed.amounts.values()) == sum(answer.proposed.spend.values())
