"""Findings of the map checks as sentences in the reader's language."""

from __future__ import annotations

import datetime as dt

from models.map_finding import Finding
from planner.figures_in_words import date, percent
from planner.language import _

LONGEST_NAME = 80


def say_finding(finding: Finding) -> str:
    """What is missing, with its place."""
    return _(finding.what).replace(":.0%}", "}").format(**_in_words(finding))


def say_remedy(finding: Finding) -> str:
    """What to do about it."""
    return _(finding.remedy)


def _in_words(finding: Finding) -> dict[str, str]:
    words = {}
    for name, value in finding.values.items():
        if isinstance(value, dt.date):
            words[name] = date(value)
        elif isinstance(value, float):
            words[name] = percent(value)
        else:
            text = str(value)
            words[name] = text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"
    return words
