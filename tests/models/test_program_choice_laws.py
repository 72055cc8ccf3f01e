"""Laws that hold for every plan, also in time, with what lasts, either-or rules and S-shaped curves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.random_plans import random_plan
from bench.truth import choices_broken
from models.choices import Choices
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.network import Network
from models.plan import make_plan
from models.program.optimise import optimise
from models.program.solution import Settings, Solution
from tests.models.networks import with_limit

FEW = settings(max_examples=7, deadline=None, derandomize=True)
CLOSE = Settings(seconds=1.0)
"""What is not proved within this time says how much is in doubt; the laws are held to that."""

seeds = st.integers(0, 400)


def values(seed: int, lines: int = 4) -> dict[str, Any]:
    """A random plan with its first lines only, as plain values."""
    plan = random_plan(seed).model_dump(mode="json")
    plan["touchpoints"] = plan["touchpoints"][:lines]
    days = sum(period.days for period in random_plan(seed).periods)
    plan["rules"]["total_budget"] = round(
        sum(line["current_spend"] for line in plan["touchpoints"]) * days / 30
    )
    plan["rules"]["limits"] = []
    for period in plan["periods"]:
        period["budget"] = None
    return plan


def answered(network: Network) -> Solution | None:
    """The answer; None where the limits allow none."""
    try:
        return optimise(network, CLOSE)
    except ImpossibleLimits:
        return None


def doubt(answer: Solution) -> float:
    return answer.upper - answer.lower + 1e-9 * abs(answer.upper)


@FEW
@given(seeds, st.floats(0.02, 0.5))
def test_a_looser_rule_is_never_worse(seed: int, looser: float) -> None:
    """More money to spend at most, a lower minimum, one change more, finer steps."""
    plan = values(seed)
    plan["rules"] |= {"spend_total": "at_most", "most_lines_changed": 1 + seed % 3}
    network = compile_plan(make_plan(plan))
    tight, choices = answered(network), network.choices
    if tight is None or choices is None:
        return
    looser_ones = [
        with_limit(network, "total_budget", network.rules[0].limit * (1 + looser)),
        network.changed(choices=replace(choices, minimum=choices.minimum * (1 - looser))),
        network.changed(choices=replace(choices, most_changed=(choices.most_changed or 0) + 1)),
        network.changed(choices=replace(choices, step=choices.step / 2)),
    ]
    for network in looser_ones:
        loose = answered(network)
        assert loose is not None
        assert choices_broken(network, loose.spend) == []
        assert loose.upper >= tight.lower - 1e-9 * abs(tight.lower)
        assert loose.lower >= tight.lower - doubt(loose)


@FEW
@given(seeds)
def test_more_money_never_brings_less(seed: int) -> None:
    plan = values(seed)
    plan["rules"] |= {"spend_total": "at_most"}
    network = compile_plan(make_plan(plan))
    total, last = network.rules[0].limit, -np.inf
    for share in (0.4, 0.8, 1.2, 2.0):
        answer = answered(with_limit(network, "total_budget", total * share))
        if answer is not None:
            assert answer.upper >= last
            assert answer.lower >= last - doubt(answer)
            last = answer.lower


def scaled(network: Network, money: float) -> Network:
    """The same in other coins: as many times as much money, the same people."""
    curves, choices, carry = network.curves.stretched(money), network.choices, network.carry
    if choices is not None:
        choices = Choices(
            **(vars(choices) | {"minimum": choices.minimum * money, "step": choices.step * money})
        )
    if carry is not None:
        parts = ("start", "first_acting", "first_state")
        carry = replace(carry, **{name: getattr(carry, name) * money for name in parts})
    return network.changed(
        curves=curves, choices=choices, carry=carry, draw_weight=network.draw_weight / money,
        lower=network.lower * money, upper=network.upper * money, current=network.current * money,
        rules=tuple(replace(rule, limit=rule.limit * money) for rule in network.rules),
    )  # fmt: skip


@FEW
@given(seeds, st.sampled_from([0.01, 7.0, 1e4]))
def test_scaling_money_and_curves_together_changes_nothing(seed: int, money: float) -> None:
    network = compile_plan(make_plan(values(seed)))
    one, two = answered(network), answered(scaled(network, money))
    assert (one is None) == (two is None)
    if one is not None and two is not None:
        assert two.lower == pytest.approx(one.lower, abs=doubt(one) + doubt(two))
        assert two.upper == pytest.approx(one.upper, abs=doubt(one) + doubt(two))


@FEW
@given(seeds, st.randoms(use_true_random=False))
def test_order_of_input_changes_nothing(seed: int, chance: Any) -> None:
    plan = values(seed)
    mixed = dict(plan)
    for name in ("touchpoints", "channels", "links", "pools", "seasons", "segments"):
        mixed[name] = chance.sample(plan[name], len(plan[name]))
    one, two = (answered(compile_plan(make_plan(each))) for each in (plan, mixed))
    assert (one is None) == (two is None)
    if one is not None and two is not None:
        assert two.lower == pytest.approx(one.lower, abs=doubt(one) + doubt(two))
        assert two.upper == pytest.approx(one.upper, abs=doubt(one) + doubt(two))
