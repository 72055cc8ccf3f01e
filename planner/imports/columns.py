"""What the columns of a quick-start table mean: fields, their header names, and the guess from them.

A header that speaks of money per something (“Cost / conv.”, «Цена за результат») is never taken for
spend by itself. The user may override every guess.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from functools import cache
from typing import Literal

from models.quantity import N_
from planner.imports.header_words import folded, is_rate_of_money

TableKind = Literal["lines", "steps"]
Mapping = dict[str, int]
"""Field name -> place of its column."""


@dataclass(frozen=True)
class FieldOfTable:
    """A column that quick start understands. `names` are headers that mean it, best first."""

    name: str
    title: str
    help: str
    names: tuple[str, ...]
    needed: bool = False


_SPEND = (
    "spend", "cost", "amount spent", "costs", "mark spent", "spent", "ad spend", "media spend", "total spend",
    "total cost", "investment", "budget",
    "расход", "расходы", "расход всего", "потрачено", "потрачено всего", "потраченная сумма", "сумма затрат",
    "затраты", "стоимость", "цена", "бюджет",
    "витрати", "витрачено", "витрачена сума", "сума витрат", "вартість",
)  # fmt: skip
_RESULTS = (
    "results", "result", "conversions", "conv", "leads", "purchases", "orders", "sales", "sessions", "visits",
    "link clicks", "clicks", "reach",
    "результаты", "результат", "конверсии", "лиды", "покупки", "заказы", "продажи", "сеансы", "визиты",
    "клики по ссылке", "клики на ссылку", "клики", "охват",
    "результати", "конверсії", "ліди", "замовлення", "продажі", "сеанси", "візити",
    "кліки за посиланням", "кліки", "охоплення",
)  # fmt: skip
_CHANNEL = (
    "channel", "source", "channel group", "default channel group", "session primary channel group",
    "campaign", "campaign name", "medium",
    "канал", "канал трафика", "источник", "кампания", "название кампании",
    "канал трафіку", "джерело", "кампанія", "назва кампанії",
)  # fmt: skip
_STAGE = ("stage", "journey stage", "funnel stage", "phase", "этап", "стадия", "етап", "стадія")
_STEP = ("step", "funnel step", "шаг", "шаг воронки", "крок", "крок воронки")
_SEGMENT = ("segment", "audience", "сегмент", "аудитория", "аудиторія")
_VALUE = (
    "value", "value of one", "average order", "average order value", "average value", "aov", "средний чек",
    "ценность", "середній чек", "цінність",
)  # fmt: skip

LINE_FIELDS: tuple[FieldOfTable, ...] = (
    FieldOfTable("channel", N_("Channel"), N_("Where the money goes, such as “Google search”."), _CHANNEL, True),
    FieldOfTable("stage", N_("Stage"), N_("Stage of the marketing model."), _STAGE),
    FieldOfTable("step", N_("Step"), N_("The step of the funnel that a result brings a person to."), _STEP),
    FieldOfTable("spend", N_("Spend"), N_("Money of the last period, as set in the platform."), _SPEND, True),
    FieldOfTable("results", N_("Results"), N_("People brought to the step in that period."), _RESULTS, True),
    FieldOfTable("segment", N_("Segment"), N_("Empty: all segments."), _SEGMENT),
    FieldOfTable(
        "message", N_("Message"), N_("Rows that differ in nothing else: the budget is split between their messages."),
        ("message", "creative", "ad name", "ad", "сообщение", "креатив", "название объявления", "объявление",
         "повідомлення", "назва оголошення", "оголошення"),
    ),
    FieldOfTable(
        "from_step", N_("From step"), N_("For retargeting: the step where these people had stopped."),
        ("from step", "from", "stuck at", "с шага", "со шага", "з кроку"),
    ),
    FieldOfTable(
        "lower", N_("At least"), N_("Least money in the plan."),
        ("lower", "lower limit", "at least", "minimum", "min", "минимум", "не менее", "мінімум", "не менше"),
    ),
    FieldOfTable(
        "upper", N_("At most"), N_("Most money in the plan."),
        ("upper", "upper limit", "at most", "maximum", "max", "максимум", "не более", "не більше"),
    ),
    FieldOfTable(
        "committed", N_("Committed"), N_("Money already bound by contract."),
        ("committed", "commitment", "booked", "обязательства", "забронировано", "зобов'язання", "заброньовано"),
    ),
    FieldOfTable(
        "elasticity", N_("Elasticity"), N_("1 % more money brings so many % more results: between 0 and 1."),
        ("elasticity", "эластичность", "еластичність"),
    ),
    FieldOfTable(
        "incrementality", N_("Incrementality"), N_("Share of results that would not have come anyway."),
        ("incrementality", "incremental share", "инкрементальность", "інкрементальність"),
    ),
    FieldOfTable(
        "quality", N_("Quality"), N_("How these people go on, against the average (1)."),
        ("quality", "lead quality", "качество", "якість"),
    ),
    FieldOfTable("value", N_("Value"), N_("Money that one person at the step is worth."), _VALUE),
    FieldOfTable(
        "what_results_count", N_("What a result counts"), N_("platform_reported, or people (without doubles)."),
        ("what results count", "what a result counts", "results count", "counts", "что считается",
         "что считает результат", "що рахується"),
    ),
)  # fmt: skip

STEP_FIELDS: tuple[FieldOfTable, ...] = (
    FieldOfTable(
        "step", N_("Step"), N_("Steps of the funnel, first to last."),
        (*_STEP, "funnel", "шаги", "воронка", "лійка"), True,
    ),
    FieldOfTable(
        "observed", N_("Observed, all sources"), N_("People seen at the step last period, from all sources."),
        ("observed", "observed all sources", "people", "all sources", "total", "count", "actual", "users",
         "людей", "всего", "наблюдалось", "факт", "количество", "усього", "спостережено", "кількість"), True,
    ),
    FieldOfTable(
        "addressable", N_("Addressable people"), N_("People who could be won in a period; empty: not known."),
        ("addressable", "addressable people", "audience size", "market size", "размер аудитории",
         "доступная аудитория", "розмір аудиторії", "доступна аудиторія"),
    ),
    FieldOfTable(
        "conversion_to_next", N_("Conversion to the next step"), N_("Share who go on unaided; empty: worked out."),
        ("conversion to next", "conversion to the next step", "conversion", "conversion rate", "cr", "rate",
         "конверсия", "конверсия в следующий шаг", "конверсія", "конверсія в наступний крок"),
    ),
    FieldOfTable("value", N_("Value"), N_("Money that one person at the step is worth."), _VALUE),
    FieldOfTable("stage", N_("Stage"), N_("Stage of the marketing model."), _STAGE),
)  # fmt: skip

FIELDS: dict[TableKind, tuple[FieldOfTable, ...]] = {"lines": LINE_FIELDS, "steps": STEP_FIELDS}


@cache
def known_words() -> frozenset[str]:
    """Every header that means something, folded; the reader finds the header row by them."""
    return frozenset(folded(name) for fields in FIELDS.values() for each in fields for name in each.names)


def guess_mapping(headers: tuple[str, ...], kind: TableKind) -> Mapping:
    """Field -> column, by exact header names after folding; a column serves one field only."""
    words = [folded(header) for header in headers]
    mapping: Mapping = {}
    for each in FIELDS[kind]:
        for name in each.names:
            place = _free_place(words, folded(name), mapping)
            if place is None or (each.name in ("spend", "results") and is_rate_of_money(headers[place])):
                continue
            mapping[each.name] = place
            break
    return mapping


def _free_place(words: list[str], wanted: str, taken: MappingOf[str, int]) -> int | None:
    for place, word in enumerate(words):
        if word == wanted and place not in taken.values():
            return place
    return None


def missing_fields(mapping: MappingOf[str, int], kind: TableKind) -> tuple[FieldOfTable, ...]:
    """Needed fields that no column stands for."""
    return tuple(each for each in FIELDS[kind] if each.needed and each.name not in mapping)


def which_kind(headers: tuple[str, ...]) -> TableKind | None:
    """Whether a table is one of lines or of steps, by what its headers say; None where neither."""
    lines, steps = guess_mapping(headers, "lines"), guess_mapping(headers, "steps")
    if "spend" in lines and "channel" in lines:
        return "lines"
    return "steps" if {"step", "observed"} <= set(steps) else None
