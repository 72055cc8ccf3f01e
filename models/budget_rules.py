"""The rules on a plan's budget as linear rules on the spend of its lines.

One function a rule of the plan; the program has a function of the same kind for each
(`models.program.rows`). Money here is in major units over the plan: spend as set in the platform,
limits as charged to the budget, with the channel's charge factor between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from models.charging import charge_factors, current_over_plan
from models.communication import Standing, Touchpoint
from models.goals import Limit, LimitPlace
from models.money import to_major
from models.network import SpendRule
from models.plan import Plan
from models.quantity import Evidence


class Bounds(NamedTuple):
    """Least and most spend of a line (major units), each with the key of the rule that sets it.

    The key is empty where nothing but "no less than nothing" holds.
    """

    lower: float
    upper: float
    lower_key: str
    upper_key: str


def line_bounds(plan: Plan, line: Touchpoint) -> Bounds:
    """What a line may spend: locks and tests stay, commitments and limits hold, guesses move little.

    A line without a curve keeps its money: nothing is known about it. A commitment is a fact, so it
    also lifts the upper end of the rule on assumed curves.
    """
    current = current_over_plan(plan, line)
    kept = to_major(max(current, line.committed), plan.currency)
    if line.standing is Standing.TEST:
        return Bounds(kept, kept, f"test_reserve:{line.id}", f"test_reserve:{line.id}")
    if line.standing is Standing.LOCKED or line.curve is None:
        return Bounds(kept, kept, f"locked:{line.id}", f"locked:{line.id}")
    lows = [
        (0, ""),
        (line.committed, f"committed:{line.id}"),
        (line.lower or 0, f"line_limit:{line.id}:lower"),
    ]
    highs = [] if line.upper is None else [(line.upper, f"line_limit:{line.id}:upper")]
    share = plan.rules.assumed_move_limit
    if line.curve.evidence is Evidence.ASSUMED and share is not None and not line.assumed_limit_lifted:
        key = f"assumed_move_limit:{line.id}"
        lows.append((round(current * max(1.0 - share, 0.0)), key))
        highs.append((max(round(current * (1.0 + share)), line.committed), key))
    lower, lower_key = max(lows, key=lambda pair: pair[0])
    if not highs:
        return Bounds(to_major(lower, plan.currency), np.inf, lower_key, "")
    upper, upper_key = min(highs, key=lambda pair: pair[0])
    return Bounds(to_major(lower, plan.currency), to_major(upper, plan.currency), lower_key, upper_key)


def total_budget(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`sum charge * spend = total_budget - other costs - unspent test reserve` (or `<=`).

    Lines marked as tests live on the test reserve; what of it they do not take is kept out of the
    split. Costs beside media are part of an all-in total.
    """
    factors = charge_factors(plan)
    tests = sum(
        max(current_over_plan(plan, line), line.committed) * factors[line.id]
        for line in lines
        if line.standing is Standing.TEST
    )
    costs = sum(cost.amount for cost in plan.costs) if plan.money.total_is == "all_in" else 0
    limit = plan.rules.total_budget - costs - max(plan.rules.test_reserve - tests, 0.0)
    sense = "=" if plan.rules.spend_total == "exact" else "<="
    weights = np.array([factors[line.id] for line in lines])
    yield SpendRule(
        "total_budget", "limit_total_budget", np.arange(len(lines)), weights, sense,
        limit / minor_units(plan),
    )  # fmt: skip


def channel_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`least <= sum charge * spend of a channel's lines <= most`."""
    return _limits(plan, lines, LimitPlace.CHANNEL, lambda line, place: float(line.channel_id == place))


def stage_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`least <= sum charge * spend of the lines at a stage's steps <= most`."""
    steps = plan.by_id["steps"]
    return _limits(
        plan, lines, LimitPlace.STAGE, lambda line, place: float(steps[line.step_id].stage_id == place)
    )


def segment_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`least <= sum charge * share of segment * spend <= most`."""
    return _limits(
        plan, lines, LimitPlace.SEGMENT, lambda line, place: segment_shares(plan, line).get(place, 0.0)
    )


def tag_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`least <= sum charge * spend of the lines under a tag <= most`."""
    return _limits(plan, lines, LimitPlace.TAG, lambda line, place: float(place in line.tags))


RULES: tuple[Callable[[Plan, tuple[Touchpoint, ...]], Iterable[SpendRule]], ...] = (
    total_budget,
    channel_limits,
    stage_limits,
    segment_limits,
    tag_limits,
)
"""Every rule on sums of spend, in the order of the program's rows."""


def _limits(
    plan: Plan, lines: tuple[Touchpoint, ...], kind: LimitPlace, share: Callable[[Touchpoint, str], float]
) -> Iterable[SpendRule]:
    """The limits of one kind; amounts are money as charged, shares are of the total budget."""
    factors = charge_factors(plan)
    for limit in sorted(plan.rules.limits, key=lambda limit: limit.id):
        if limit.place is not kind:
            continue
        weights = np.array([share(line, limit.place_id) * factors[line.id] for line in lines])
        held = np.flatnonzero(weights)
        for side, sense, amount in _sides(plan, limit):
            yield SpendRule(
                f"{kind.value}_limit:{limit.id}:{side}", f"limit_{kind.value}_spend", held, weights[held],
                sense, amount / minor_units(plan),
            )  # fmt: skip


def _sides(plan: Plan, limit: Limit) -> Iterable[tuple[str, str, float]]:
    """The sharper of amount and share on either side, minor units."""
    total = plan.rules.total_budget
    least = [float(limit.lower)] if limit.lower is not None else []
    least += [limit.lower_share * total] if limit.lower_share is not None else []
    most = [float(limit.upper)] if limit.upper is not None else []
    most += [limit.upper_share * total] if limit.upper_share is not None else []
    if least:
        yield "lower", ">=", max(least)
    if most:
        yield "upper", "<=", min(most)


def segment_shares(plan: Plan, line: Touchpoint) -> dict[str, float]:
    """Segment id -> share of a line's effect; without stated shares like its audience, else evenly."""
    if line.segment_shares:
        return {share.segment_id: share.share.value for share in line.segment_shares}
    pool = plan.by_id["pools"].get(line.pool_id or "")
    sizes = {people.segment_id: people.people.value for people in pool.sizes} if pool else {}
    if not sum(sizes.values()):
        sizes = {segment.id: segment.size.value for segment in plan.segments if segment.size}
    if not sum(sizes.values()) or len(sizes) < len(plan.segments):
        sizes = {segment.id: 1.0 for segment in plan.segments}
    total = sum(sizes.values())
    return {segment: size / total for segment, size in sizes.items()}


def minor_units(plan: Plan) -> float:
    """Minor units of the currency in one major unit."""
    return 1.0 / to_major(1, plan.currency)
