"""Amounts over periods: every line keeps its sum, every fixed period its budget, every cell its bounds."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rounding_periods import Frame, lay_over_periods

MANY = settings(max_examples=80, deadline=None, derandomize=True)


@MANY
@given(st.integers(0, 10_000), st.sampled_from([1, 100, 10_000]), st.booleans())
def test_sums_of_lines_and_budgets_of_periods_are_exact(seed: int, step: int, every: bool) -> None:
    chance = np.random.default_rng(seed)
    lines, periods = int(chance.integers(1, 8)), int(chance.integers(2, 9))
    wanted = chance.uniform(0.0, 500_000.0, (lines, periods))
    wanted[chance.random(wanted.shape) < 0.2] = 0.0
    whole = np.round(wanted).astype(np.int64)
    budgets = whole.sum(axis=0).astype(float)
    if not every:
        budgets[chance.random(periods) < 0.5] = np.nan
    frame = Frame(
        totals=whole.sum(axis=1), lower=np.zeros_like(whole), upper=np.full_like(whole, 10**9),
        factors=np.ones(lines), budgets=budgets,
    )  # fmt: skip
    amounts = lay_over_periods(wanted, frame, step)
    assert amounts.min() >= 0
    np.testing.assert_array_equal(amounts.sum(axis=1), frame.totals)
    fixed = np.isfinite(budgets)
    np.testing.assert_array_equal(amounts.sum(axis=0)[fixed], budgets[fixed])


def test_what_may_not_move_stays_and_nothing_leaves_its_bounds() -> None:
    wanted = np.array([[333.4, 333.3, 333.3], [500.0, 250.0, 250.0]])
    fixed = np.array([500, 250, 250])
    frame = Frame(
        totals=np.array([1000, 1000]), lower=np.array([[0, 0, 0], fixed]), upper=np.array([[300, 400, 400], fixed]),
        factors=np.array([1.0, 1.2]), budgets=np.array([900.0, np.nan, np.nan]),
    )  # fmt: skip
    amounts = lay_over_periods(wanted, frame, 100)
    assert amounts[1].tolist() == fixed.tolist()
    assert amounts.sum(axis=1).tolist() == [1000, 1000]
    assert amounts[0, 0] == 300
    assert amounts[0].max() <= 400
