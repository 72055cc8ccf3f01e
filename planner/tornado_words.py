"""The guesses that matter, in words: what is guessed, what another value would change."""

from __future__ import annotations

from models.allocation import Allocation
from models.assumptions import Assumption, AssumptionKind
from models.channel_kinds import CHANNEL_KINDS
from models.plan import Plan
from planner.explain import objective_amount
from planner.figures_in_words import money, number, people, percent
from planner.language import _, ngettext
from planner.map_labels import label_of
from planner.tornado import End, Tornado, Weighed

LITTLE = 1e-4
"""Losses below this share of the whole are within the search's own accuracy."""


def guess_name(plan: Plan, guess: Assumption) -> str:
    """“Search · incrementality”."""
    if guess.channel_kind:
        return ngettext(
            "{kind} ({count} touchpoint) · growth with money",
            "{kind} ({count} touchpoints) · growth with money", len(guess.ids),
        ).format(kind=_(CHANNEL_KINDS[guess.channel_kind].name), count=number(len(guess.ids), 0))  # fmt: skip
    name = label_of(plan, plan.by_id[guess.collection][guess.record_id])
    match guess.kind:
        case AssumptionKind.ELASTICITY:
            return _("{name} · growth with money").format(name=name)
        case AssumptionKind.CURVE_HEIGHT:
            return _("{name} · height of its curve").format(name=name)
        case AssumptionKind.INCREMENTALITY:
            return _("{name} · incrementality").format(name=name)
        case AssumptionKind.QUALITY:
            return _("{name} · quality").format(name=name)
        case AssumptionKind.RATE:
            return _("{name} · conversion to the next step").format(name=name)
    return _("{name} · size of the audience").format(name=name)


def value_words(guess: Assumption, value: float) -> str:
    """A value of a guess: a share, people, or a plain number."""
    match guess.kind:
        case AssumptionKind.ELASTICITY:
            return _("{growth}% for 1%").format(growth=number(value))
        case AssumptionKind.AUDIENCE:
            return people(value)
        case AssumptionKind.QUALITY:
            return number(value)
        case AssumptionKind.RATE:
            return percent(value, 1)
    return percent(value)


def opening_sentence(plan: Plan, found: Tornado) -> str:
    """What was looked at, and that nothing would change where that is so."""
    if not found.considered:
        return _("Nothing in this plan is a guess: every number that moves the result is measured.")
    said = ngettext(
        "{count} number is assumed or partly known. It was put to its low and its high end, and the plan answered again.",
        "{count} numbers are assumed or partly known. Each was put to its low and its high end, and the plan answered again.",
        found.considered,
    ).format(count=number(found.considered, 0))  # fmt: skip
    if found.entries and not found.entries[0].moved:
        said += " " + _("No money would move at either end of any of them.")
    return said


def tornado_sentence(allocation: Allocation, entry: Weighed) -> str:
    """What the split and the result would be at the end where more changes."""
    plan, end = allocation.plan, entry.worst
    for other in (entry.low, entry.high):
        if not other.possible:
            return _("{condition}, no split would keep every limit and goal.").format(
                condition=condition_words(plan, entry.guess, other)
            )
    condition = condition_words(plan, entry.guess, end)
    if not end.moved:
        end = max((entry.low, entry.high), key=lambda one: abs(one.kept - entry.base))
        return _("{condition}, the best split would stay; the result would differ by {units}.").format(
            condition=condition_words(plan, entry.guess, end),
            units=objective_amount(plan, abs(end.kept - entry.base)),
        )
    moved = _("{condition}, the best split would move {money}{way}.").format(
        condition=condition, money=money(end.moved, plan.currency), way=_way(plan, end)
    )
    return f"{moved} {_regret(allocation, end)}"


def condition_words(plan: Plan, guess: Assumption, end: End) -> str:
    """“If “Search · incrementality” were 50% instead of 75%”."""
    if guess.kind is AssumptionKind.ELASTICITY and not guess.channel_kind:
        name = label_of(plan, plan.by_id["touchpoints"][guess.record_id])
        return _("If 1% more money on “{name}” brought {end}% more results instead of {value}%").format(
            name=name, end=number(end.value), value=number(guess.value)
        )
    return _("If “{guess}” were {end} instead of {value}").format(
        guess=guess_name(plan, guess),
        end=value_words(guess, end.value),
        value=value_words(guess, guess.value),
    )


def _way(plan: Plan, end: End) -> str:
    lines = plan.by_id["touchpoints"]
    if not end.rises or not end.falls:
        return ""
    return _(", most of it from “{falls}” to “{rises}”").format(
        falls=label_of(plan, lines[end.falls]), rises=label_of(plan, lines[end.rises])
    )


def _regret(allocation: Allocation, end: End) -> str:
    if end.regret <= LITTLE * max(abs(end.best), 1e-9):
        return _("Keeping the split proposed now would cost next to nothing.")
    return _("Keeping the split proposed now would cost {units}.").format(
        units=objective_amount(allocation.plan, end.regret)
    )
