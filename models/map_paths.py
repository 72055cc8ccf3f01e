"""Ways through the funnel: where it begins, whether each variant ends, which ways are detours."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from models.journey import FunnelStep, StepLink
from models.plan import Plan


def untracked_beginnings(plan: Plan) -> list[FunnelStep]:
    """Steps that cannot be tracked, with a trackable one after them and none before."""
    forward, back = _neighbours(plan.links), _neighbours(plan.links, backwards=True)
    steps = plan.by_id["steps"]

    def meets_tracking(start: str, ways: dict[str, set[str]]) -> bool:
        return any(steps[step_id].trackable for step_id in reached({start}, ways) - {start})

    return [
        step for step in plan.steps
        if not step.trackable and meets_tracking(step.id, forward) and not meets_tracking(step.id, back)
    ]  # fmt: skip


def unfinished_variants(plan: Plan) -> list[tuple[str, StepLink]]:
    """Process variants whose ways end before a conversion, each with its first link."""
    converting = {step.id for step in plan.steps if step.converts}
    found = []
    for variant in dict.fromkeys(link.variant for link in plan.links if link.variant):
        own = [link for link in plan.links if link.variant == variant]
        ways = _neighbours(link for link in plan.links if link.variant in ("", variant))
        if not reached({link.to_step_id for link in own}, ways) & converting:
            found.append((variant, own[0]))
    return found


def longer_ways(plan: Plan) -> list[tuple[StepLink, FunnelStep]]:
    """Links with a longer way beside them in the same variant, each with the first step of that way."""
    immediate = [link for link in plan.links if not _returns(link)]
    found = []
    for link in immediate:
        same = [other for other in immediate if other.variant in ("", link.variant) and other is not link]
        ways = _neighbours(same)
        for between in sorted(ways.get(link.from_step_id, set()) - {link.to_step_id}):
            if link.to_step_id in reached({between}, ways):
                found.append((link, plan.by_id["steps"][between]))
                break
    return found


def reached(starts: set[str], ways: dict[str, set[str]]) -> set[str]:
    """Every step that can be reached, the starts among them."""
    seen, fresh = set(starts), set(starts)
    while fresh:
        fresh = set(chain.from_iterable(ways.get(step_id, ()) for step_id in fresh)) - seen
        seen |= fresh
    return seen


def _returns(link: StepLink) -> bool:
    return bool(link.delay) and all(part.days > 0 for part in link.delay)


def _neighbours(links: Iterable[StepLink], backwards: bool = False) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for link in links:
        if _returns(link):
            continue
        start, end = (
            (link.to_step_id, link.from_step_id) if backwards else (link.from_step_id, link.to_step_id)
        )
        found.setdefault(start, set()).add(end)
    return found
