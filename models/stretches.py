"""The days of a plan cut into stretches: its periods, gaps between them, and the time after its end.

Money is spent in periods only. Gaps and the time after are there where something takes time: carried-over
effect fades, people on their way arrive.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from math import ceil, log

from models.journey import StepLink
from models.plan import Period, Plan

FADED = 1e-4
"""Carried-over effect is followed until less than this share of it is left."""

MOST_DAYS_AFTER = 1096
"""Nothing is followed for longer than three years after the plan's end."""

GROWTH = 1.3
"""Stretches after the plan grow by this factor: what arrives there is less and less."""


@dataclass(frozen=True)
class Stretch:
    """Days from `start` to `end`, both included; `period` is None in gaps and after the plan.

    `key` ends the keys of what lies in it; empty when the plan has no other stretch.
    """

    key: str
    start: dt.date
    end: dt.date
    period: Period | None

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.end - self.start).days + 1


def stretches_of(plan: Plan) -> tuple[Stretch, ...]:
    """The stretches of a plan in order of time."""
    after = days_after(plan)
    if not after:
        single = len(plan.periods) == 1
        return tuple(Stretch("" if single else p.id, p.start, p.end, p) for p in plan.periods)
    found: list[Stretch] = []
    one = dt.timedelta(days=1)
    for period in plan.periods:
        if found and period.start > found[-1].end + one:
            found.append(Stretch(f"+{len(found)}", found[-1].end + one, period.start - one, None))
        found.append(Stretch(period.id, period.start, period.end, period))
    last, length = plan.end + dt.timedelta(days=after), float(plan.periods[-1].days)
    while found[-1].end < last:
        start = found[-1].end + one
        end = min(start + dt.timedelta(days=round(length) - 1), last)
        found.append(Stretch(f"+{len(found)}", start, end, None))
        length *= GROWTH
    return tuple(found)


def days_after(plan: Plan) -> int:
    """Days after the plan's end in which its money and its people may still bring something."""
    carried = max(
        (half_life(line.curve.half_life_days) for line in plan.touchpoints if line.curve is not None),
        default=0,
    )
    return min(carried + _longest_way(plan), MOST_DAYS_AFTER)


def half_life(days: float) -> int:
    """Days until carried-over effect of this half-life has faded."""
    return ceil(days * log(1.0 / FADED) / log(2.0)) if days > 0 else 0


def takes_time(plan: Plan) -> bool:
    """Whether anything of the plan's periods may come later than in its own period."""
    return days_after(plan) > 0


def _longest_way(plan: Plan) -> int:
    """Days of the longest way through the steps, and once more the longest return."""
    back = returning_links(plan)
    longest = {link.id: max((part.days for part in link.delay), default=0) for link in plan.links}
    reached = {step.id: 0 for step in plan.steps}
    for step_id in ordered_steps(plan):
        for link in plan.links:
            if link.from_step_id == step_id and link.id not in back:
                to = link.to_step_id
                reached[to] = max(reached[to], reached[step_id] + longest[link.id])
    return max(reached.values(), default=0) + max((longest[link] for link in back), default=0)


def returning_links(plan: Plan) -> frozenset[str]:
    """Ids of links that lead back to a step before: those with a delay that would close a circle."""
    return _order(plan.links, tuple(step.id for step in plan.steps))[1]


def ordered_steps(plan: Plan) -> tuple[str, ...]:
    """Ids of the steps, each after all that lead to it, in the plan's order where that leaves a choice."""
    return _order(plan.links, tuple(step.id for step in plan.steps))[0]


@lru_cache(maxsize=64)
def _order(links: tuple[StepLink, ...], steps: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    before: dict[str, set[str]] = {step: set() for step in steps}
    late = [link for link in links if link.delay and all(part.days > 0 for part in link.delay)]
    for link in links:
        if link not in late:
            before[link.to_step_id].add(link.from_step_id)
    back = set()
    for link in late:
        tried = {step: set(sources) for step, sources in before.items()}
        tried[link.to_step_id].add(link.from_step_id)
        try:
            TopologicalSorter(tried).prepare()
        except CycleError:
            back.add(link.id)
        else:
            before = tried
    sorter = TopologicalSorter(before)
    sorter.prepare()
    listed = {step: number for number, step in enumerate(steps)}
    ordered: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=listed.__getitem__)
        ordered += ready
        sorter.done(*ready)
    return tuple(ordered), frozenset(back)


def arrivals(stretches: tuple[Stretch, ...], place: int, link: StepLink, back: bool) -> dict[int, float]:
    """Where those who go on from a stretch arrive: number of a stretch -> share; what is missing of 1
    arrives after the last.

    People go evenly over the days. Who would come back within the same stretch comes in the next one.
    """
    found: dict[int, float] = {}
    here = stretches[place]
    for part in link.delay:
        if part.days == 0:
            found[place] = found.get(place, 0.0) + part.share
            continue
        first = here.start.toordinal() + part.days
        for number in range(place, len(stretches)):
            there = stretches[number]
            overlap = min(first + here.days, there.end.toordinal() + 1) - max(first, there.start.toordinal())
            if overlap > 0:
                to = number + (back and number == place)
                found[to] = found.get(to, 0.0) + part.share * overlap / here.days
    if not link.delay:
        found[place] = 1.0
    return {number: share for number, share in found.items() if number < len(stretches)}
