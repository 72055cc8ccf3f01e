"""Weak points ranked by what mending them is worth, how much they matter and what effort they take.

No weak point is priced by itself: what is priced is the conversion it holds back, mended a little and
the whole plan answered again. That is said wherever the number stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.allocation import Allocation
from models.plan import Plan
from models.weak_points import Weakness, WeakPoint, weak_points
from planner.explain import objective_amount
from planner.figures_in_words import money_about
from planner.language import _
from planner.map_labels import label_of
from planner.worth import LinkWorth

UNKNOWN_EFFORT = 3
"""What an effort that nobody estimated counts as in the ranking."""

NOTHING = 1e-4
"""Share of the whole result below which a worth is within the search's own error: nothing."""


@dataclass(frozen=True)
class Priority:
    """A weak point with the best of its links mended; None where it cannot be priced.

    `score` is worth x importance / effort, relative to the highest; 0 to 1.
    """

    point: WeakPoint
    name: str
    place: str
    worth: LinkWorth | None
    score: float

    @property
    def effort(self) -> int:
        """The effort that it counts with."""
        return self.point.effort or UNKNOWN_EFFORT


def priorities(plan: Plan, allocation: Allocation | None, worths: Sequence[LinkWorth]) -> list[Priority]:
    """All weak points, first what brings most for its effort; without prices by importance and effort."""
    least = NOTHING * max(abs(allocation.proposed.objective), 1.0) if allocation else 0.0
    by_link = {worth.link_id: worth for worth in worths if worth.units > least}
    points = [(point, _best(point, by_link)) for point in weak_points(plan)]
    raw = [_raw_score(point, worth) for point, worth in points]
    most = max(raw, default=0.0) or 1.0
    found = [
        Priority(point, name_of(plan, point), plan.by_id["steps"][point.step_id].name, worth, score / most)
        for (point, worth), score in zip(points, raw, strict=True)
    ]
    return sorted(found, key=lambda one: (-one.score, -one.point.importance / one.effort))


def name_of(plan: Plan, point: WeakPoint) -> str:
    """What the weak point is called on one line."""
    if point.kind is Weakness.LEAK:
        return label_of(plan, plan.by_id["links"][point.record_id])
    return " ".join(point.text.split())


def said_of_point(plan: Plan, point: WeakPoint) -> str:
    """Why it is a weak point, in a sentence that adds to its name."""
    if point.kind is Weakness.LEAK:
        return _("Many leave here, and nobody has noted why.")
    if point.kind is Weakness.TOUCHPOINT:
        line = plan.by_id["touchpoints"][point.record_id]
        return _("Customers give it {satisfaction} of 5, and it matters {importance} of 5 to them.").format(
            satisfaction=line.satisfaction, importance=line.importance_to_customer
        )
    return ""


def advertising_words(worth: LinkWorth | None, currency: str) -> str:
    """“about €1,200 of advertising”; empty where no money can be named."""
    if worth is None or worth.money is None or worth.money <= 0:
        return ""
    return _("{money} of advertising").format(money=money_about(worth.money, currency))


def point_words(allocation: Allocation, worths: Sequence[LinkWorth]) -> dict[str, str]:
    """Link id -> “One more point here: about €1,200 of advertising”, for the picture of the funnel.

    Where several links leave a step, each names the step it leads to.
    """
    plan = allocation.plan
    least = NOTHING * max(abs(allocation.proposed.objective), 1.0)
    return {worth.link_id: _said_at_link(plan, worth) for worth in worths if worth.units > least}


def _said_at_link(plan: Plan, worth: LinkWorth) -> str:
    link = plan.by_id["links"][worth.link_id]
    brings = advertising_words(worth, plan.currency) or _("{units}, more than any budget buys").format(
        units=objective_amount(plan, worth.units)
    )
    if sum(other.from_step_id == link.from_step_id for other in plan.links) < 2:
        return _("One more point here: {brings}").format(brings=brings)
    step = plan.by_id["steps"][link.to_step_id].name
    return _("One more point to “{step}”: {brings}").format(step=step, brings=brings)


def without_effort(found: Sequence[Priority]) -> int:
    """How many problems nobody estimated."""
    return sum(one.point.kind is Weakness.PROBLEM and one.point.effort is None for one in found)


def _best(point: WeakPoint, by_link: Mapping[str, LinkWorth]) -> LinkWorth | None:
    """The dearest of the links that the point holds back."""
    known = [by_link[link_id] for link_id in point.link_ids if link_id in by_link]
    return max(known, key=lambda worth: worth.units, default=None)


def _raw_score(point: WeakPoint, worth: LinkWorth | None) -> float:
    return 0.0 if worth is None else worth.units * point.importance / (point.effort or UNKNOWN_EFFORT)
