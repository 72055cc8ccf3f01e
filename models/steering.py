"""What steers several limits at once: a share of change for all periods, a share of what is spent."""

from __future__ import annotations

from collections.abc import Callable

from models.changes import Change
from models.loosening import Edits
from models.network import Network
from models.plan import Plan
from models.rules_in_time import most_change

MOST_CHANGE = 10.0
"""A change between periods is loosened to at most so many times the money before."""

Steer = Callable[[float], tuple[Change, ...]]
"""The changes that set what steers limits to a value."""


def steering(plan: Plan, network: Network, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What steers limits among `keys` -> the keys of these. Lines may be steered one by one, or together."""
    shares = {rule.key for rule in network.rules if rule.kind == "limit_share_of_spend"}
    found: dict[str, tuple[str, ...]] = {}
    for key in keys:
        kind, _, rest = key.partition(":")
        line_id = rest.partition(":")[0]
        steered = [key] if key in shares else []
        if kind == "line_change":
            steered = [f"touchpoints:{line_id}:most_change"]
            if plan.by_id["touchpoints"][line_id].most_change is None:
                steered.append("rules::line_change")
        elif kind == "total_change":
            steered = ["rules::total_change"]
        for one in steered:
            found[one] = (*found.get(one, ()), key)
    return found


def steered_by(plan: Plan, steered: str) -> tuple[Steer, float, float]:
    """How to set what steers limits, its value, and the loosest one."""
    kind, record_id, form = steered.split(":")[:3]
    edits = Edits(plan)
    if kind == "rules":
        allowed = getattr(plan.rules, form) or 0.0
        return lambda value: _set(edits, f"rules.{form}", value), allowed, max(MOST_CHANGE, allowed)
    line = plan.by_id["touchpoints"].get(record_id)
    if kind in ("touchpoints", "line_limit") and line is not None:
        now = most_change(plan, line) if form == "most_change" else getattr(line, form)
        loosest = MOST_CHANGE if form == "most_change" else float(form.startswith("upper"))
        return lambda value: _set(edits, f"touchpoints.{record_id}.{form}", value), now or 0.0, loosest
    limit = next(limit for limit in plan.rules.limits if limit.id == record_id)

    def set_share(value: float) -> tuple[Change, ...]:
        edits.limits[record_id] = limit.model_copy(update={form: value})
        return edits.changes()

    return set_share, getattr(limit, form), float(form.startswith("upper"))


def _set(edits: Edits, path: str, value: float) -> tuple[Change, ...]:
    edits.values[path] = value
    return edits.changes()
