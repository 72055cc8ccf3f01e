"""The rules on a plan's budget as linear rules on the spend of its lines over the whole plan.

One function a rule of the plan; the program has a function of the same kind for each
(`models.program.rows`). Money here is in major units over the plan: spend as set in the platform,
limits as charged to the budget, with the channel's charge factor between them. Rules that speak of
single periods are in `models.rules_in_time`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from models.charging import charge_factors, costs_beside_media, current_over_plan
from models.communication import Standing, Touchpoint
from models.contacts import most_spend
from models.goal_rules import goal_spend
from models.limit import LIMIT_FORMS, Limit, LimitPlace
from models.line_bounds import Bounds, line_bounds
from models.money import to_major
from models.network import SpendRule
from models.plan import Plan
from models.response_curve import Numbers
from models.spend_groups import lines_in_limit, segment_shares, today_in_place

__all__ = ["RULES", "Bounds", "line_bounds", "minor_units", "segment_shares"]


NOTHING = 1e-12
"""Below this part of its money a line is not held by a share: differences of floats."""


class _Held(NamedTuple):
    """A limit's rule in the making: `weights` (lines,) money that it holds, of that as charged in `charged`."""

    key: str
    kind: str
    weights: Numbers
    charged: Numbers


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
    limit = plan.rules.total_budget - costs_beside_media(plan) - max(plan.rules.test_reserve - tests, 0.0)
    sense = "=" if plan.rules.spend_total == "exact" else "<="
    yield SpendRule(
        "total_budget", "limit_total_budget", np.arange(len(lines)), _charged(plan, lines), sense,
        limit / minor_units(plan),
    )  # fmt: skip


def channel_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`least <= sum charge * spend of a channel's lines <= most`."""
    return _limits(plan, lines, LimitPlace.CHANNEL)


def stage_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`least <= sum charge * spend of the lines at a stage's steps <= most`."""
    return _limits(plan, lines, LimitPlace.STAGE)


def segment_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`least <= sum charge * share of segment * spend <= most`."""
    return _limits(plan, lines, LimitPlace.SEGMENT)


def tag_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`least <= sum charge * spend of the lines under a tag <= most`."""
    return _limits(plan, lines, LimitPlace.TAG)


def group_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`least <= sum charge * spend of a named set of lines <= most`."""
    return _limits(plan, lines, LimitPlace.GROUP)


def line_shares(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`charge * spend of a line >= share * sum charge * spend` (or `<=`), where shares are of what is spent.

    Shares of the total are bounds of the line (`models.line_bounds`).
    """
    if plan.rules.shares_of != "spend":
        return
    charged = _charged(plan, lines)
    for place, line in enumerate(lines):
        bounds = line_bounds(plan, line)
        if bounds.lower == bounds.upper:
            continue
        weights = np.where(np.arange(len(lines)) == place, charged, 0.0)
        for form in ("lower_share", "upper_share"):
            share = getattr(line, form)
            if share is not None:
                yield _share_of_spend(
                    _Held(f"line_limit:{line.id}:{form}", "", weights, charged), form, share
                )


def contact_limits(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`sum of spend on a channel <= people in its base * contacts per person * price of a contact`."""
    for channel in sorted(plan.channels, key=lambda channel: channel.id):
        each = [most_spend(plan, channel, period.days) for period in plan.periods]
        held = np.array([n for n, line in enumerate(lines) if line.channel_id == channel.id], dtype=np.intp)
        most = sum(amount for amount in each if amount is not None) / minor_units(plan)
        if None not in each and len(held):
            yield SpendRule(
                f"contact_limit:{channel.id}", "limit_contact_spend", held, np.ones(len(held)), "<=", most
            )


RULES: tuple[Callable[[Plan, tuple[Touchpoint, ...]], Iterable[SpendRule]], ...] = (
    total_budget,
    channel_limits,
    stage_limits,
    segment_limits,
    tag_limits,
    group_limits,
    line_shares,
    contact_limits,
    goal_spend,
)
"""Every rule on sums of spend, in the order of the program's rows."""


def _limits(plan: Plan, lines: tuple[Touchpoint, ...], place: LimitPlace) -> Iterable[SpendRule]:
    """The limits of one kind, every form of them a rule of its own."""
    charged = _charged(plan, lines)
    for limit in sorted(plan.rules.limits, key=lambda limit: limit.id):
        if limit.place is not place:
            continue
        parts = lines_in_limit(plan, limit)
        weights = np.array([parts.get(line.id, 0.0) for line in lines]) * charged
        for form in LIMIT_FORMS:
            if getattr(limit, form) is not None:
                key, kind = f"{place.value}_limit:{limit.id}:{form}", f"limit_{place.value}_spend"
                yield _rule(plan, limit, form, _Held(key, kind, weights, charged))


def _rule(plan: Plan, limit: Limit, form: str, held: _Held) -> SpendRule:
    amount, total = getattr(limit, form), plan.rules.total_budget
    if form.endswith("_share") and plan.rules.shares_of == "spend":
        return _share_of_spend(held, form, amount)
    if form.endswith("_share"):
        amount *= total
    if form.endswith("_current"):
        amount *= today_in_place(plan, limit.place, limit.place_id)
    lines = np.flatnonzero(held.weights)
    sense = ">=" if form.startswith("lower") else "<="
    return SpendRule(held.key, held.kind, lines, held.weights[lines], sense, amount / minor_units(plan))


def _share_of_spend(held: _Held, form: str, share: float) -> SpendRule:
    """`sum of weights * spend - share * sum of charged spend >= 0` (or `<=`)."""
    sense = ">=" if form.startswith("lower") else "<="
    coefficients = held.weights - share * held.charged
    lines = np.flatnonzero(np.abs(coefficients) > NOTHING * held.charged)
    return SpendRule(held.key, "limit_share_of_spend", lines, coefficients[lines], sense, 0.0)


def _charged(plan: Plan, lines: tuple[Touchpoint, ...]) -> Numbers:
    """(lines,) money charged to the budget per unit set in the platform."""
    factors = charge_factors(plan)
    return np.array([factors[line.id] for line in lines])


def minor_units(plan: Plan) -> float:
    """Minor units of the currency in one major unit."""
    return 1.0 / to_major(1, plan.currency)
