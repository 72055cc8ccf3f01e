"""The word a reader sees for a code of the records: one place for screens, sentences and exports."""

from __future__ import annotations

from functools import lru_cache

from babel.core import get_global

from planner.language import N_, _

CHOICE_WORDS: dict[str, str] = {
    # evidence
    "assumed": N_("assumed"),
    "partly_known": N_("partly known"),
    "measured": N_("measured"),
    # marketing models
    "race": N_("RACE"),
    "aida": N_("AIDA"),
    "aarrr": N_("AARRR"),
    "see_think_do_care": N_("See-Think-Do-Care"),
    "own": N_("Own stages"),
    # main goals and scope
    "raise_conversion": N_("Raise conversion"),
    "raise_satisfaction": N_("Raise satisfaction"),
    "improve_interaction": N_("Improve the interaction"),
    "process": N_("One process"),
    "relationship": N_("The whole relationship"),
    # what the split maximises, and how the total is meant
    "conversions": N_("Most conversions"),
    "revenue": N_("Most revenue"),
    "qualified_leads": N_("Most qualified leads"),
    "profit": N_("Most profit"),
    "people_at_step": N_("Most people at a step"),
    "best_split": N_("Best split of the total"),
    "least_spend": N_("Least spend for a target"),
    "target_cost": N_("Target cost per result (CPA)"),
    "target_return": N_("Target return (ROAS)"),
    "all_results": N_("All results on average"),
    "last_result": N_("Even the last result"),
    "expected": N_("What is expected"),
    "cautious": N_("The worst fifth of what may come"),
    "exact": N_("All of it"),
    "at_most": N_("Up to the total"),
    "media_only": N_("Media only"),
    "all_in": N_("All-in: media, fees, costs"),
    # how a plan is cut into periods
    "whole": N_("As a whole"),
    "months": N_("By months"),
    "weeks": N_("By weeks"),
    "cut_by_hand": N_("By hand"),
    # lines
    "flexible": N_("Flexible"),
    "locked": N_("Locked"),
    "test": N_("For tests"),
    "platform_reported": N_("Platform-reported"),
    "people": N_("People, de-duplicated"),
    # audiences
    "outside": N_("New people"),
    "nurture": N_("People to win back"),
    "random": N_("By chance"),
    "none": N_("None"),
    # messages
    "draft": N_("Draft"),
    "active": N_("Active"),
    "paused": N_("Paused"),
    "retired": N_("Retired"),
    # goals and limits
    "up": N_("Up"),
    "down": N_("Down"),
    "hold": N_("Hold"),
    "plan": N_("The plan"),
    "stage": N_("Stage"),
    "step": N_("Step"),
    "channel": N_("Channel"),
    "touchpoint": N_("Touchpoint"),
    "segment": N_("Segment"),
    "tag": N_("Tag"),
    "group": N_("Group"),
    # what shares are of
    "total": N_("The total budget"),
    "spend": N_("What is spent"),
    # what the plan works out for a goal
    "own_metric": N_("Own metric"),
    "conversion_count": N_("Conversions"),
    "people_count": N_("People"),
    "share_going_on": N_("Share who go on"),
    "share_leaving": N_("Share who leave"),
    "revenue_amount": N_("Revenue"),
    "spend_amount": N_("Budget"),
    "reported_count": N_("Platform-reported results"),
    "cost_per_conversion": N_("Cost per conversion"),
    "satisfaction_score": N_("Satisfaction, 1 to 5"),
    "feeling_score": N_("Feeling, -3 to 3"),
    # how a goal binds the split
    "reported": N_("Reported"),
    "soft": N_("Soft limit"),
    "hard": N_("Hard limit"),
    # costs
    "creative": N_("Creative"),
    "tools": N_("Tools"),
    "fees": N_("Fees"),
    "other": N_("Other"),
}

UNIT_WORDS: dict[str, str] = {
    "people": N_("people"),
    "days": N_("days"),
    "contacts": N_("contacts"),
    "1-5": N_("1 to 5"),
}
"""Units named beside a label; money and shares are written with their sign instead."""


def word(code: str) -> str:
    """The reader's word for a code; the code itself where it has none."""
    return _(CHOICE_WORDS.get(code, code))


def unit_word(unit: str) -> str:
    """The reader's word for a unit; empty where none is written."""
    return _(UNIT_WORDS[unit]) if unit in UNIT_WORDS else ""


COMMON_CURRENCIES = ("EUR", "USD", "GBP", "UAH", "PLN", "CHF", "KZT", "RUB")


@lru_cache
def currencies() -> tuple[str, ...]:
    """ISO codes of the currencies that are legal tender today (CLDR), the ones met most first."""
    territories = get_global("territory_currencies").values()
    today = {code for held in territories for code, _from, until, tender in held if tender and until is None}
    return (*COMMON_CURRENCIES, *sorted(today.difference(COMMON_CURRENCIES)))
