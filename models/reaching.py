"""How many of a touchpoint's people come to each later step unaided."""

from __future__ import annotations

from models.budget_rules import segment_shares
from models.communication import Touchpoint
from models.plan import Plan


def shares_reaching(plan: Plan, line: Touchpoint) -> dict[str, float]:
    """Step id -> share of the line's people who come there, 1 at its own step; whenever they come.

    `share(v) = sum over links u -> v of share(u) x conversion`, by segment and weighed by the line's shares;
    each link on a way is taken once, so that a return to an earlier step is not followed round and round.
    """
    total: dict[str, float] = {}
    for segment, weight in segment_shares(plan, line).items():
        for step, share in _reached(plan, line.step_id, segment).items():
            total[step] = total.get(step, 0.0) + weight * share
    return total


def _reached(plan: Plan, start: str, segment: str) -> dict[str, float]:
    found: dict[str, float] = {}
    waiting: list[tuple[str, float, frozenset[str]]] = [(start, 1.0, frozenset())]
    while waiting:
        step, share, passed = waiting.pop()
        found[step] = found.get(step, 0.0) + share
        for link in plan.links:
            if link.from_step_id == step and link.to_step_id not in passed | {step}:
                own = {part.segment_id: part.share.value for part in link.by_segment}
                rate = own.get(segment, link.conversion.value)
                if share * rate > 0.0:
                    waiting.append((link.to_step_id, share * rate, passed | {step}))
    return found
