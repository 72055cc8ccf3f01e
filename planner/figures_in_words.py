"""Numbers, money and dates as the reader writes them (Babel, in the locale of `planner.language`).

A missing number is a dash, never a zero.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_skeleton, format_time, get_month_names
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
)

from models.money import exact_major, exponent
from planner.language import _, current_locale

MISSING = "–"
MINUS = "−"


def money(minor: float | None, currency: str, *, exact: bool = False) -> str:
    """Minor units -> “€1,234”; cents only where `exact` asks for them or there is no whole unit."""
    if minor is None or not math.isfinite(minor):
        return MISSING
    amount = exact_major(round(minor), currency)
    digits = exponent(currency)
    small = 0 < abs(amount) < 10 and amount != amount.to_integral_value()
    cents = digits if exact or small else 0
    return _currency(amount, currency, cents)


def money_major(major: float | None, currency: str, *, digits: int | None = None) -> str:
    """Major units -> “€1,234”; below 100 with cents, unless `digits` says otherwise."""
    if major is None or not math.isfinite(major):
        return MISSING
    whole = major == round(major) or abs(major) >= 100
    places = digits if digits is not None else (0 if whole else exponent(currency))
    return _currency(major, currency, places)


def money_about(major: float | None, currency: str) -> str:
    """Major units -> “about €18,000”, for what is found to a few per cent: two digits count."""
    if major is None or not math.isfinite(major):
        return MISSING
    size = 10.0 ** (math.floor(math.log10(abs(major))) - 1) if major else 1.0
    shown = money_major(round(major / size) * size, currency)
    return _("about {amount}").format(amount=shown)


def money_change(minor: float | None, currency: str) -> str:
    """Minor units -> “+€1,234” or “−€1,234”."""
    if minor is None:
        return MISSING
    return _signed(minor, money(abs(minor), currency))


def money_short(minor: float | None, currency: str) -> str:
    """Minor units -> “€120K”, for tight places; exact below 10,000."""
    if minor is None:
        return MISSING
    major = exact_major(round(minor), currency)
    if abs(major) < 10_000:
        return money(minor, currency)
    digits = 0 if abs(major) >= 100_000 and abs(major) < 1_000_000 else 1
    text = format_compact_currency(major, currency, locale=current_locale(), fraction_digits=digits)
    if re.search(r"\d{4}", text):  # a locale that shortens only from a million on
        return money(minor, currency)
    return _apart(text, currency_symbol(currency))


def people(count: float | None) -> str:
    """“1,240”; below 10 with one decimal, since conversions are expected values."""
    if count is None or not math.isfinite(count):
        return MISSING
    small = abs(count) < 10 and abs(count - round(count)) >= 0.05
    return format_decimal(round(count, 1) if small else round(count), locale=current_locale())


def change(count: float | None) -> str:
    """“+93” or “−12”."""
    return MISSING if count is None else _signed(count, people(abs(count)))


def number(value: float | None, digits: int = 2) -> str:
    """A plain number with at most `digits` decimals."""
    if value is None or not math.isfinite(value):
        return MISSING
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=current_locale())


def short(value: float | None) -> str:
    """“12.4K”, for axes and tight places."""
    if value is None or not math.isfinite(value):
        return MISSING
    return format_compact_decimal(
        value, locale=current_locale(), fraction_digits=0 if abs(value) >= 1e5 else 1
    )


def percent(share: float | None, digits: int | None = None) -> str:
    """0.083 -> “8.3%”; one decimal below 10 %, none above, unless `digits` says otherwise."""
    if share is None or not math.isfinite(share):
        return MISSING
    places = digits if digits is not None else (1 if 0 < abs(share) < 0.0995 else 0)
    pattern = "#,##0" + ("." + "0" * places if places else "") + "%"
    if current_locale().split("_")[0] not in _CLOSE_PERCENT:
        pattern = pattern.replace("%", "\u00a0%")
    return format_percent(share, format=pattern, locale=current_locale())


def percent_change(share: float | None, digits: int | None = None) -> str:
    """0.083 -> “+8.3%”."""
    return MISSING if share is None else _signed(share, percent(abs(share), digits))


def date(day: dt.date | None) -> str:
    """A day as the reader writes it: “Dec 1, 2026”."""
    return MISSING if day is None else babel_date(day, "medium", locale=current_locale())


def month(day: dt.date) -> str:
    """The month of a day: “Dec 2026”."""
    return str(format_skeleton("yMMM", day, locale=current_locale()))


def month_name(number: int) -> str:
    """A month's short name: “Dec”."""
    return str(get_month_names("abbreviated", context="stand-alone", locale=current_locale())[number])


def moment(when: dt.datetime | None) -> str:
    """Day and time of day, local to the server."""
    if when is None:
        return MISSING
    local = when.astimezone() if when.tzinfo else when
    day = format_skeleton("MMMd", local, locale=current_locale())
    return f"{day}, {format_time(local, 'short', locale=current_locale())}"


def currency_symbol(currency: str) -> str:
    """“€” where the reader's locale has a sign, else the code."""
    return get_currency_symbol(currency, locale=current_locale())


def separators() -> tuple[str, str]:
    """Decimal and group separators of the reader's locale, for charts."""
    return get_decimal_symbol(current_locale()), get_group_symbol(current_locale())


_CLOSE_PERCENT = {"en", "it", "pt", "ja", "zh", "ko", "tr", "nl", "pl", "el"}
"""Languages that write the percent sign without a space."""


def _currency(amount: Decimal | float, currency: str, places: int) -> str:
    return _written(amount, currency, places, current_locale())


@lru_cache(maxsize=20_000)
def _written(amount: Decimal | float, currency: str, places: int, locale: str) -> str:
    """Kept, since a screen writes the same amounts on every run and each takes a third of a millisecond."""
    pattern = Locale.parse(locale).currency_formats["standard"].pattern
    shaped = pattern.replace("0.00", "0" + ("." + "0" * places if places else ""))
    text = format_currency(amount, currency, format=shaped, locale=locale, currency_digits=False)
    return _apart(text, get_currency_symbol(currency, locale=locale))


def _apart(text: str, symbol: str) -> str:
    """A currency written in letters stands apart from the number, as CLDR asks: “UAH 1,234”."""
    return text if not symbol[-1:].isalpha() else re.sub(rf"({re.escape(symbol)})(\d)", "\\1\u00a0\\2", text)


def _signed(value: float, text: str) -> str:
    if value > 0:
        return f"+{text}"
    return f"{MINUS}{text}" if value < 0 else text
