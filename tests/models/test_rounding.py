"""Amounts are rounded to the step, add up exactly, keep every limit, and lose no money."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from models.rounding import AmountRule, round_amounts

AMOUNTS = st.lists(st.integers(0, 5_000_00), min_size=1, max_size=12)


def total(lines: list[str], limit: int) -> AmountRule:
    return AmountRule("total_budget", dict.fromkeys(lines, 1.0), "=", limit)


@given(AMOUNTS, st.sampled_from([1, 100, 1_000, 50_000]))
@settings(max_examples=150, deadline=None)
def test_free_lines_add_up_exactly_and_move_by_less_than_two_steps(amounts: list[int], step: int) -> None:
    wanted = {f"l{i}": float(amount) for i, amount in enumerate(amounts)}
    bounds = dict.fromkeys(wanted, (0, 10**9))
    budget = sum(amounts)
    result = round_amounts(wanted, bounds, step, [total(list(wanted), budget)])
    assert sum(result.spend.values()) == budget
    assert result.unplaced == 0
    assert result.broken == ()
    assert len(result.odd) == (1 if budget % step else 0)
    assert all(abs(result.spend[line] - wanted[line]) < 2 * step for line in wanted)


@given(st.data(), AMOUNTS, st.sampled_from([100, 1_000, 5_000]))
@settings(max_examples=150, deadline=None)
def test_bounds_locks_and_group_limits_hold(data: st.DataObject, amounts: list[int], step: int) -> None:
    lines = [f"l{i}" for i in range(len(amounts))]
    wanted = dict(zip(lines, map(float, amounts), strict=True))
    bounds = {}
    for line, amount in zip(lines, amounts, strict=True):
        locked = data.draw(st.booleans())
        spread = 0 if locked else data.draw(st.integers(0, 100_000))
        bounds[line] = (max(0, amount - spread), amount + spread)
    group = dict.fromkeys(lines[::2], 1.0)
    held = sum(wanted[line] for line in group)
    rules = [
        total(lines, sum(amounts)),
        AmountRule("group:upper", group, "<=", held),
        AmountRule("group:lower", group, ">=", held * 0.98),
    ]
    result = round_amounts(wanted, bounds, step, rules)
    assert result.broken == ()
    assert sum(result.spend.values()) == sum(amounts)
    assert all(bounds[line][0] <= result.spend[line] <= bounds[line][1] for line in lines)
    assert held * 0.98 <= sum(result.spend[line] for line in group) <= held


def test_a_commitment_that_is_no_multiple_stays_exact() -> None:
    wanted = {"committed": 12_345.0, "free": 87_655.0}
    bounds = {"committed": (12_345, 10**7), "free": (0, 10**7)}
    result = round_amounts(wanted, bounds, 10_000, [total(list(wanted), 100_000)], frozenset({"committed"}))
    assert result.spend == {"committed": 12_345, "free": 87_655}


def test_money_that_no_line_may_take_is_said() -> None:
    result = round_amounts(
        {"a": 300.0, "b": 200.0}, {"a": (0, 300), "b": (0, 200)}, 100, [total(["a", "b"], 700)]
    )
    assert result.spend == {"a": 300, "b": 200}
    assert result.unplaced == 200
    assert result.broken == ("total_budget",)


def test_a_step_too_coarse_for_the_limits_gives_way_to_single_units() -> None:
    wanted = {"a": 150.0, "b": 150.0}
    rules = [
        total(["a", "b"], 300),
        AmountRule("channel:a:upper", {"a": 1.0}, "<=", 150),
        AmountRule("channel:b:upper", {"b": 1.0}, "<=", 150),
    ]
    result = round_amounts(wanted, {"a": (140, 400), "b": (140, 400)}, 1_000, rules)
    assert result.spend == {"a": 150, "b": 150}
    assert result.broken == ()


@given(st.lists(st.integers(1_000, 900_000), min_size=2, max_size=8), st.sampled_from([1.2, 1.15, 1.38]))
@settings(max_examples=80, deadline=None)
def test_with_fees_the_charged_total_is_missed_by_less_than_one_unit_and_never_exceeded(
    amounts: list[int], factor: float
) -> None:
    lines = [f"l{i}" for i in range(len(amounts))]
    factors = {line: factor if i % 2 else 1.0 for i, line in enumerate(lines)}
    wanted = dict(zip(lines, map(float, amounts), strict=True))
    budget = int(sum(wanted[line] * factors[line] for line in lines))
    rule = AmountRule("total_budget", factors, "=", budget)
    result = round_amounts(wanted, dict.fromkeys(lines, (0, 10**9)), 100, [rule])
    charged = sum(result.spend[line] * factors[line] for line in lines)
    assert result.broken == ()
    assert -1e-3 <= budget - charged < 1.5


def test_at_most_stays_within_the_total_and_near_the_wish() -> None:
    lines = {"a": 149.0, "b": 149.0, "c": 149.0}
    rule = AmountRule("total_budget", dict.fromkeys(lines, 1.0), "<=", 500)
    result = round_amounts(lines, dict.fromkeys(lines, (0, 1_000)), 100, [rule])
    assert sum(result.spend.values()) == 400
    assert result.odd == ()


def test_a_thousand_lines_are_no_matter() -> None:
    wanted = {f"l{i}": 1_234.5 + 7 * i for i in range(1_000)}
    budget = round(sum(wanted.values()))
    result = round_amounts(wanted, dict.fromkeys(wanted, (0, 10**9)), 1_000, [total(list(wanted), budget)])
    assert sum(result.spend.values()) == budget
