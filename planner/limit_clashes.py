"""Limits that cannot hold together, in words, and which rows of the tables take part."""

from __future__ import annotations

from dataclasses import dataclass

from models.compile import compile_plan
from models.errors import JourneymixError
from models.plan import Plan
from models.program.conflict import conflicts
from models.program.rule_matrix import rule_matrix
from planner.limit_words import GROUP_RULES, limits_in_words

IN_TIME = ("line_change", "total_change", "period_budget", "message_needed", "blackout")
OWNED = ("contact_limit", "contacts", "minimum_buy", "booking")


@dataclass(frozen=True)
class Clash:
    """Limits that are impossible together while every part of them is possible: their keys, and each in words."""

    keys: tuple[str, ...]
    words: tuple[str, ...]


def clashes(plan: Plan) -> tuple[Clash, ...]:
    """Every conflict between limits of the plan; none where some split keeps them, or nothing can be said."""
    if not plan.touchpoints or not plan.rules.total_budget:
        return ()
    try:
        network = compile_plan(plan)
    except JourneymixError:
        return ()
    return tuple(
        Clash(keys, tuple(limits_in_words(plan, keys))) for keys in conflicts(network, rule_matrix(network))
    )


def marked_lines(found: tuple[Clash, ...]) -> set[str]:
    """Ids of the lines whose own limits take part."""
    return {
        key.split(":")[1] for key in _keys(found) if ":" in key and key.partition(":")[0] not in GROUP_RULES
    }


def marked_limits(found: tuple[Clash, ...]) -> set[str]:
    """Ids of the groups' limits that take part."""
    return {key.split(":")[1] for key in _keys(found) if key.partition(":")[0] in GROUP_RULES}


def sections_of(found: tuple[Clash, ...]) -> set[str]:
    """Codes of the sections of the tab in which limits take part: lines, groups, time, owned, goals."""
    sections = set()
    for key in _keys(found):
        kind = key.partition(":")[0]
        if kind in GROUP_RULES:
            sections.add("groups")
        elif kind in IN_TIME:
            sections.add("time")
        elif kind in OWNED:
            sections.add("owned")
        elif kind == "goal":
            sections.add("goals")
        elif ":" in key:
            sections.add("lines")
    return sections


def _keys(found: tuple[Clash, ...]) -> list[str]:
    return [key for clash in found for key in clash.keys]
