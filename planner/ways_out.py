"""Ways out of limits that cannot hold together: each one click, each made sure to help."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.changes import Change, Set, with_changes
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.money import to_major, to_minor
from models.network import Network
from models.plan import Plan
from models.program.conflict import hold_together
from models.program.rule_matrix import rule_matrix
from planner.figures_in_words import money
from planner.goal_ways import goal_ways
from planner.language import _
from planner.loosening_ways import loosening_ways

TOTAL = "total_budget"
MOST_HALVINGS = 40
CLOSE, NEAR = 1e-6, 1e-3
"""The least total is found to this share of itself; where targets have to be reached, to the second."""
FARTHEST = 64.0
"""A total is raised to at most so many times what it is."""


@dataclass(frozen=True)
class WayOut:
    """A change that loosens one of the limits, and what its button says."""

    key: str
    words: str
    changes: tuple[Change, ...]


def ways_out(plan: Plan, error: ImpossibleLimits) -> tuple[WayOut, ...]:
    """What would make a split possible again; empty where only the reader can tell."""
    network = compile_plan(plan)
    found = _about_the_total(plan, network) if TOTAL in error.limits else []
    total_said = bool(found)
    found += [WayOut(*way) for way in goal_ways(plan, error.limits)]
    loosened = [WayOut(*way) for way in loosening_ways(plan)]
    found += [way for way in loosened if not (total_said and way.key == TOTAL)]
    if any(key.startswith("assumed_move_limit") for key in error.limits):
        lift = Set(path="rules.assumed_move_limit", value=None)
        found.append(WayOut("lift", _("Do not hold back assumed curves"), (lift,)))
    return tuple(way for way in found if _helps(plan, way))


def _helps(plan: Plan, way: WayOut) -> bool:
    """Limits in shares of the total move with it: only a way that was tried is offered."""
    network = compile_plan(with_changes(plan, way.changes))
    return hold_together(network, rule_matrix(network))


def _about_the_total(plan: Plan, network: Network) -> list[WayOut]:
    """Spending less than all of it, or the least total that the other limits need."""
    limit = next(rule.limit for rule in network.rules if rule.key == TOTAL)
    if _possible(network, limit, "<="):
        change = Set(path="rules.spend_total", value="at_most")
        return [WayOut("at_most", _("Spend only up to the total"), (change,))]
    least = _least_total(network, limit)
    if least is None:
        return []
    step = max(plan.rules.money_step, 1)
    raised = plan.rules.total_budget + to_minor(least - limit, plan.currency)
    raised = -(-raised // step) * step
    fewer = to_major(raised - step - plan.rules.total_budget, plan.currency)
    if fewer > 0 and _possible(network, limit + fewer, "<="):  # halving ends a little above the least
        raised -= step
    words = _("Raise the total to {amount}").format(amount=money(raised, plan.currency))
    return [WayOut("raise", words, (Set(path=f"rules.{TOTAL}", value=raised),))]


def _least_total(network: Network, limit: float) -> float | None:
    """The least limit of the total, major units, that the others can keep; None where none does."""
    low, high = limit, max(limit, 1.0) * 2.0
    while not _possible(network, high, "<="):
        low, high = high, high * 2.0
        if high > FARTHEST * max(limit, 1.0):
            return None
    for _halving in range(MOST_HALVINGS):
        if high - low <= (NEAR if network.outcome_rules else CLOSE) * high:
            break
        middle = (low + high) / 2
        low, high = (low, middle) if _possible(network, middle, "<=") else (middle, high)
    return high


def _possible(network: Network, limit: float, sense: str) -> bool:
    rules = tuple(
        replace(rule, limit=limit, sense=sense) if rule.key == TOTAL else rule for rule in network.rules
    )
    changed = network.changed(rules=rules)
    return hold_together(changed, rule_matrix(changed))
