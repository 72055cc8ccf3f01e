"""Numbers for screens, in the reader's format, and users' text made safe for markdown.

The numbers are `planner.figures_in_words`, so that screens, sentences and exports write alike.
"""

from __future__ import annotations

import re

from planner.figures_in_words import (
    MISSING,
    change,
    currency_symbol,
    date,
    moment,
    money,
    money_change,
    money_major,
    money_short,
    number,
    people,
    percent,
    percent_change,
    separators,
    short,
)

__all__ = [
    "MISSING",
    "change",
    "currency_symbol",
    "date",
    "moment",
    "money",
    "money_change",
    "money_major",
    "money_short",
    "number",
    "people",
    "percent",
    "percent_change",
    "plain",
    "safe_text",
    "separators",
    "short",
]

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$<:&@/=^\"'])")
_ADDRESS = re.compile(r"https?(?=:)|www(?=\.)|(?<=\w)(?=@)", re.IGNORECASE)
"""Where a markdown reader would see an address and make a link of it; a word joiner parts it."""
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def safe_text(text: str, longest: int = 200) -> str:
    """A user's text for a place that reads markdown (labels too): no mark of it acts.

    Line breaks become spaces, invisible and direction-turning characters go, and what is longer
    than `longest` ends in an ellipsis.
    """
    unlinked = _ADDRESS.sub("\\g<0>\u2060", plain(text, longest))
    return _MARKS.sub(r"\\\1", unlinked)


def plain(text: str, longest: int = 200) -> str:
    """A user's text on one line, for places that do not read markdown."""
    line = " ".join(_INVISIBLE.sub("", text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
