"""Limits named in a sentence: the rule on assumed curves once, not more of the others than can be read."""

from __future__ import annotations

from collections.abc import Sequence

from models.plan import Plan
from planner.language import ngettext
from planner.limit_words import limits_in_words

TOTAL = "total_budget"
ASSUMED = "assumed_move_limit:"
MOST_NAMED = 6
"""So many limits are named; of the others, how many there are."""


def named_limits(plan: Plan, keys: Sequence[str]) -> str:
    """Limits in words; the rule on assumed curves once, however many lines it holds."""
    lines = sum(key.startswith(ASSUMED) for key in keys)
    words = limits_in_words(plan, [key for key in keys if not key.startswith(ASSUMED) and key != TOTAL])
    more = len(words) - MOST_NAMED
    words = words[:MOST_NAMED]
    if lines:
        said = ngettext("{count} assumed curve is held back", "{count} assumed curves are held back", lines)
        words.insert(0, said.format(count=lines))
    if more > 0:
        words.append(ngettext("{count} more", "{count} more", more).format(count=more))
    return "; ".join(words)
