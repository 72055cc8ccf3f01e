"""Ways out of limits that cannot hold together: the smallest changes of the limits themselves, in words."""

from __future__ import annotations

from collections.abc import Iterable

from models.changes import Change, with_changes
from models.choices import CHANGED_KEY
from models.goal_rules import KIND as GOAL
from models.plan import Plan
from models.relaxation import relaxations
from planner.figures_in_words import money
from planner.language import _, ngettext
from planner.limit_words import limits_in_words

TOTAL = "total_budget"
MOST_WAYS = 6
"""More buttons than this nobody reads."""


def loosening_ways(plan: Plan) -> Iterable[tuple[str, str, tuple[Change, ...]]]:
    """Key, words and changes of each way that loosens limits by as little as suffices, the smallest first.

    Where several conflicts have nothing in common, each way mends all of them. Hard goals have ways of
    their own (`planner.goal_ways`).
    """
    told: list[tuple[Change, ...]] = []
    for way in relaxations(plan)[:MOST_WAYS]:
        if way.changes in told:  # guesses about two messages of one touchpoint are let go by one switch
            continue
        told.append(way.changes)
        if not all(key.startswith(f"{GOAL}:") for key in way.keys):
            after = with_changes(plan, way.changes)
            yield " ".join(way.keys), "; ".join(_words(plan, after, way.keys)), way.changes


def _words(plan: Plan, after: Plan, keys: tuple[str, ...]) -> list[str]:
    """What each limit becomes, said once for limits that one setting steers."""
    said = [(key, _one(plan, after, key)) for key in keys]
    switched = list(dict.fromkeys(words for _key, words in said if words))
    moved = limits_in_words(after, [key for key, words in said if not words])
    return [*switched, *([_("Loosen to: {limits}").format(limits="; ".join(moved))] if moved else [])]


def _one(plan: Plan, after: Plan, key: str) -> str:
    """What is let go or set anew; empty for a limit that keeps its form and moves."""
    kind, _sep, rest = key.partition(":")
    line = after.by_id["touchpoints"].get(rest.partition(":")[0])
    if kind == TOTAL:
        more = after.rules.total_budget > plan.rules.total_budget
        words = _("Raise the total to {amount}") if more else _("Lower the total to {amount}")
        return words.format(amount=money(after.rules.total_budget, plan.currency, exact=True))
    if key == CHANGED_KEY:
        count = after.rules.most_lines_changed or 0
        return ngettext("Let {count} touchpoint change", "Let {count} touchpoints change", count).format(
            count=count
        )
    if kind == "assumed_move_limit" and line is not None:
        return _("Let “{name}” move further on its assumed curve").format(name=line.name)
    if kind == "locked" and line is not None:
        return _("Let “{name}” move").format(name=line.name)
    return ""
