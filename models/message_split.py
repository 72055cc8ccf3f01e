"""The budget of a touchpoint split between its messages: what each may be a line of its own with.

A message with a curve of its own is a part of its touchpoint: a line of the program that draws on the same
audience. The messages without one keep acting together through the touchpoint's curve, cut to what they
take: `s f(a / s)` with `s` their share of today's money, so that parts with the same curve bring together
what the whole would. Where none of the former is in flight, the latter have the whole curve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.claims import days_in_flight
from models.communication import Touchpoint
from models.curve import Curve
from models.message_use import MessageUse
from models.network_keys import message_of, plain
from models.plan import Period, Plan


@dataclass(frozen=True)
class Part:
    """A line, or what of it one message takes.

    `line`: the touchpoint with the curve and the messages of this part alone. `message`: id of the message
    with a curve of its own; empty for the line itself and for its other messages together. `weight`: of
    today's money, beside the other parts. `split`: whether the line has several parts.
    """

    line: Touchpoint
    message: str = ""
    weight: float = 1.0
    split: bool = False


def has_own_curves(line: Touchpoint) -> bool:
    """Whether any message of the line has a curve of its own, in flight or not."""
    return any(use.curve is not None for use in line.messages)


def is_split(plan: Plan, line: Touchpoint) -> bool:
    """Whether the line is more than one line, or another, in the program: a message with a curve flies."""
    if not has_own_curves(line):
        return False
    known: dict[str, bool] = plan.worked_out.setdefault("split_lines", {})
    if line.id not in known:
        known[line.id] = parts_of(plan, line)[0].split
    return known[line.id]


def split_lines(plan: Plan, lines: Sequence[Touchpoint]) -> tuple[Touchpoint, ...]:
    """Those of the lines that are split between their messages."""
    return tuple(line for line in lines if is_split(plan, line))


def parts_of(plan: Plan, line: Touchpoint) -> tuple[Part, ...]:
    """The parts of a line in the order of their messages' ids, its other messages first; else itself."""
    if not has_own_curves(line):
        return (Part(line),)
    own = sorted(
        (use for use in line.messages if use.curve is not None and _flies(plan, use)),
        key=lambda use: use.message_id,
    )
    if not own:
        return (Part(line),)
    weights = weights_today(line)
    others = tuple(use for use in line.messages if use.curve is None)
    parts = [
        Part(_acting(line, (use,), weights[use.message_id]), use.message_id, weights[use.message_id], True)
        for use in own
    ]
    rest = Part(
        line.model_copy(update={"messages": others}), "", sum(weights[u.message_id] for u in others), True
    )
    wanted = any(others_fly(plan, line, period) for period in plan.periods)
    return (rest, *parts) if wanted else tuple(parts)


def curve_of_part(plan: Plan, key: str) -> Curve | None:
    """The curve behind a key of a line or of a part of one: the message's own, else the touchpoint's."""
    line, message = plan.by_id["touchpoints"][plain(key)], message_of(key)
    own: Curve | None = next(
        (use.curve for use in line.messages if message and use.message_id == message), None
    )
    return line.curve if own is None else own


def weights_today(line: Touchpoint) -> dict[str, float]:
    """Message id -> what it takes of today's money: as observed, the rest by planned shares.

    In minor units per reference period where the line has money, else in planned shares.
    """
    known = {
        use.message_id: float(use.current_spend) for use in line.messages if use.current_spend is not None
    }
    unknown = [use for use in line.messages if use.current_spend is None]
    left = max(line.current_spend - sum(known.values()), 0.0)
    planned = sum(use.share for use in unknown)
    if not line.current_spend and not known:
        left = 1.0
    return known | {use.message_id: left * use.share / planned if planned else 0.0 for use in unknown}


def others_fly(plan: Plan, line: Touchpoint, period: Period) -> bool:
    """Whether messages without a curve of their own take part in a period: they are in flight and take
    money today, or no message with one is in flight."""
    days = (period.start, period.end)
    own = any(u.curve is not None and days_in_flight(plan, u.message_id, days) for u in line.messages)
    if not own:
        return True
    weights = weights_today(line)
    return any(
        use.curve is None and weights[use.message_id] > 0 and days_in_flight(plan, use.message_id, days)
        for use in line.messages
    )


def share_of_others(plan: Plan, line: Touchpoint, period: Period) -> float:
    """How much of the touchpoint's curve its messages without one have in a period: their share of the
    money of today, or all of it where no other message is in flight."""
    days = (period.start, period.end)
    flying = [use for use in line.messages if days_in_flight(plan, use.message_id, days)]
    if not any(use.curve is not None for use in flying):
        return 1.0
    weights = weights_today(line)
    others = sum(weights[use.message_id] for use in line.messages if use.curve is None)
    total = sum(weights.values())
    return others / total if total else 0.0


def in_proportion(amount: int, weights: Sequence[float]) -> list[int]:
    """Whole minor units in proportion to weights, `amount` in sum; evenly where all weights are 0."""
    shares = list(weights) if sum(weights) > 0 else [1.0] * len(weights)
    total, passed, placed, result = sum(shares), 0.0, 0, []
    for share in shares:
        passed += share
        end = amount if passed >= total else round(amount * (passed / total))
        result.append(end - placed)
        placed = end
    if result:
        result[-1] += amount - placed
    return result


def _flies(plan: Plan, use: MessageUse) -> bool:
    return any(days_in_flight(plan, use.message_id, (p.start, p.end)) > 0 for p in plan.periods)


def _acting(line: Touchpoint, uses: tuple[MessageUse, ...], spend: float) -> Touchpoint:
    return line.model_copy(
        update={"messages": uses, "curve": uses[0].curve, "current_spend": round(spend), "spend_before": None}
    )
