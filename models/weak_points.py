"""Where the journey is weak: noted problems, leaky links nobody explained, touchpoints that disappoint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.communication import Touchpoint
from models.journey import FunnelStep, Problem, StepLink
from models.plan import Plan
from models.quantity import Evidence
from models.stuck_people import share_lost

MOST = 5
"""Importance and effort run from 1 to 5."""

LEAKY = 0.25
"""A step that loses less than this share of its people is no weak point by itself."""


class Weakness(StrEnum):
    """What kind of weak point it is."""

    PROBLEM = "problems"
    LEAK = "links"
    TOUCHPOINT = "touchpoints"


@dataclass(frozen=True)
class WeakPoint:
    """A weak point at a step. `importance` 1 to 5; `effort` 1 to 5, None where nobody estimated it.

    `link_ids` are the ways on that it holds back: those out of its step or, at the last step, into it;
    for a touchpoint both.
    `record_id` is the problem, the link or the touchpoint.
    """

    kind: Weakness
    record_id: str
    step_id: str
    link_ids: tuple[str, ...]
    text: str
    importance: int
    effort: int | None = None
    evidence: Evidence | None = None

    @property
    def key(self) -> str:
        """Stable name of the weak point."""
        return f"{self.kind.value}:{self.record_id}"


def weak_points(plan: Plan) -> list[WeakPoint]:
    """Every problem; links out of leaky steps with no problem noted; touchpoints below what they matter."""
    found = [_problem(plan, step, problem) for step in plan.steps for problem in step.problems]
    for step in plan.steps:
        if not step.problems and share_lost(plan, step) >= LEAKY:
            found += [_leak(plan, step, link) for link in plan.links if link.from_step_id == step.id]
    return [*found, *(_touchpoint(plan, line) for line in plan.touchpoints if disappoints(line))]


def links_held_back(plan: Plan, step_id: str) -> tuple[str, ...]:
    """The links that a weak step holds back: those out of it; where nothing follows, those into it."""
    onward = tuple(link.id for link in plan.links if link.from_step_id == step_id)
    return onward or tuple(link.id for link in plan.links if link.to_step_id == step_id)


def disappoints(line: Touchpoint) -> bool:
    """Whether customers are less satisfied with a touchpoint than it matters to them."""
    matters, pleases = line.importance_to_customer, line.satisfaction
    return matters is not None and pleases is not None and pleases <= 3 and matters > pleases


def _problem(plan: Plan, step: FunnelStep, problem: Problem) -> WeakPoint:
    importance = min(problem.severity + step.moment_of_truth, MOST)
    return WeakPoint(
        Weakness.PROBLEM, problem.id, step.id, links_held_back(plan, step.id), problem.text, importance,
        problem.effort, problem.evidence,
    )  # fmt: skip


def _leak(plan: Plan, step: FunnelStep, link: StepLink) -> WeakPoint:
    """The importance of a leak grows with the share of people lost: a quarter 2, all of them 5."""
    importance = min(1 + round((MOST - 1) * share_lost(plan, step)), MOST)
    return WeakPoint(
        Weakness.LEAK, link.id, step.id, (link.id,), "", importance, None, link.conversion.evidence
    )


def _touchpoint(plan: Plan, line: Touchpoint) -> WeakPoint:
    """A touchpoint leads into its step and out of it: it may hold back either way."""
    importance = max(line.importance_to_customer or 1, line.importance_to_us or 1)
    ways = tuple(link.id for link in plan.links if line.step_id in (link.from_step_id, link.to_step_id))
    return WeakPoint(Weakness.TOUCHPOINT, line.id, line.step_id, ways, line.name, importance)
