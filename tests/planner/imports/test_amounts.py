"""Numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.imports.amounts import decimal_of, read_amount


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1 234,56", 1234.56), ("1,234.56", 1234.56), ("1.234,56", 1234.56), ("1\u00a0234\u202f567", 1234567),
        ("1,234,567", 1234567), ("12'000", 12000), ("€ 12’000.50", 12000.5), ("1234 ₽", 1234), ("5 руб.", 5),
        ("UAH 17", 17), ("$1,000.5", 1000.5), ("0,123", 0.123), ("35 %", 0.35), ("(5)", -5), ("−5", -5),
        ("1.5e3", 1500), ("1 234,567", 1234.567), (7.0, 7),
    ],
)  # fmt: skip
def test_reads(cell: str | float, value: float) -> None:
    amount = read_amount(cell, None)
    assert (amount.fate, amount.value) == ("read", pytest.approx(value))


@pytest.mark.parametrize("cell", ["", "--", "—", "–", "-", "n/a", "н/д", None, "  "])
def test_missing_is_not_zero(cell: str | None) -> None:
    amount = read_amount(cell, None)
    assert (amount.fate, amount.value) == ("missing", None)


@pytest.mark.parametrize(
    "cell", ["nan", "inf", "-inf", "=1+1", "12,34,567", "1.2.3", "abc", "5 apples", "1e999", float("nan")]
)
def test_what_is_no_number(cell: str | float) -> None:
    assert read_amount(cell, ".").fate == "wrong"


def test_a_number_that_reads_two_ways_is_never_guessed() -> None:
    assert read_amount("1,234", None).fate == "ambiguous"
    assert read_amount("1,234", ".").value == 1234
    assert read_amount("1,234", ",").value == 1.234


def test_a_column_decides_for_its_doubtful_cells() -> None:
    assert decimal_of(["1,234", "5,5"]) == ","
    assert decimal_of(["1,234", "1,234,567"]) == "."
    assert decimal_of(["1,234", "17"]) is None
    assert decimal_of(["5,5", "5.5", "1,234"]) is None, "a column that contradicts itself decides nothing"


@given(
    st.integers(0, 10**9),
    st.integers(0, 99),
    st.sampled_from([(" ", ","), (",", "."), (".", ","), ("'", "."), ("\u00a0", ".")]),
)
def test_any_usual_writing_of_money_is_read_back(whole: int, cents: int, signs: tuple[str, str]) -> None:
    group, decimal = signs
    text = f"{whole:,}".replace(",", group) + f"{decimal}{cents:02d}"
    assert read_amount(text, None).value == pytest.approx(whole + cents / 100)
