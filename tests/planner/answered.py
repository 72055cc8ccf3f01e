"""Answered plans for tests, each worked out once by the real solver."""

from __future__ import annotations

from functools import lru_cache

from models.allocation import Allocation
from models.plan import Plan, make_plan
from planner.answers import optimise
from tests.plans import small_plan, small_values


@lru_cache
def small_answer() -> Allocation:
    """The small plan, answered; its total is what is spent today, its curves move as they like."""
    return optimise(free_plan())


def free_plan(**rules: object) -> Plan:
    """The small plan without the limit on assumed curves."""
    return small_plan(rules={"total_budget": 900_000, "assumed_move_limit": None, **rules})


def limited_plan(most: int) -> Plan:
    """The small plan with a limit on search ads, minor units."""
    limit = {"id": "cap", "place": "channel", "place_id": "search", "upper": most}
    return free_plan(limits=[limit])


def hostile_plan() -> Plan:
    """The small plan with names that a spreadsheet or a browser might run."""
    values = small_values(rules={"total_budget": 900_001, "assumed_move_limit": None, "money_step": 1_000})
    values["name"] = '=HYPERLINK("http://example.invalid","plan")'
    values["channels"][0]["name"] = "=1+1"
    values["channels"][1]["name"] = "<script>alert(1)</script>"
    values["touchpoints"][0]["name"] = "@SUM(A1:A9) “Поиск” 🛒"
    values["touchpoints"][1]["name"] = '-2+3; "quoted", comma\nline'
    return make_plan(values)
