"""Numbers are written in the reader's locale, and a missing one is never a zero."""

from __future__ import annotations

import datetime as dt

import pytest

from planner import figures_in_words as words
from planner.language import speaking


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "€123,457"),
        ("de_DE", "123.457\xa0€"),
        ("fr_FR", "123\u202f457\xa0€"),
        ("uk_UA", "123\xa0457\xa0EUR"),
    ],
)
def test_money_in_the_readers_locale(locale: str, expected: str) -> None:
    with speaking("en", locale):
        assert words.money(12_345_678, "EUR") == expected


def test_money_keeps_cents_where_they_matter() -> None:
    with speaking("en"):
        assert words.money(12_345_678, "EUR", exact=True) == "€123,456.78"
        assert words.money(550, "EUR") == "€5.50"
        assert words.money(123_456, "JPY", exact=True) == "¥123,456"
        assert words.money(123_400, "UAH") == "UAH\xa01,234"
        assert words.money_change(-123_400, "EUR") == "−€1,234"
        assert words.money_short(123_456_789, "EUR") == "€1.2M"
        assert words.money_major(12.345, "EUR") == "€12.34"


def test_a_locale_that_does_not_shorten_thousands_gets_them_grouped() -> None:
    with speaking("en", "de_DE"):
        assert words.money_short(1_234_567, "EUR") == "12.346\xa0€"


def test_people_and_shares() -> None:
    with speaking("en"):
        assert [words.people(count) for count in (1234.4, 3.26, 3.0)] == ["1,234", "3.3", "3"]
        assert [words.percent(share) for share in (0.083, 0.5, 0.0)] == ["8.3%", "50%", "0%"]
        assert words.percent_change(-0.12) == "−12%"
        assert words.change(93) == "+93"
    with speaking("en", "de"):
        assert words.percent(0.083) == "8,3\xa0%"


def test_what_is_missing_is_a_dash() -> None:
    with speaking("en"):
        assert {
            words.money(None, "EUR"), words.people(None), words.percent(float("nan")), words.date(None),
            words.number(float("inf")), words.money_change(None, "EUR"), words.short(None),
        } == {words.MISSING}  # fmt: skip


def test_dates_and_moments_in_the_readers_order() -> None:
    moment = dt.datetime(2026, 12, 1, 22, 5)  # noqa: DTZ001 (already local)
    with speaking("en"):
        assert words.date(dt.date(2026, 12, 1)) == "Dec 1, 2026"
        assert words.moment(moment) == "Dec 1, 10:05\u202fPM"
    with speaking("en", "de"):
        assert words.moment(moment) == "1. Dez., 22:05"
