"""A plan at a glance: where its money goes today, by channel."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from models.channel_kinds import CHANNEL_KINDS
from models.plan import Plan
from planner.language import _

SLICES_AT_MOST = 7
REST_COLOUR = "#8a969a"


@dataclass(frozen=True)
class Slice:
    """One channel's part of today's spend. `share` 0 to 1, `colour` as #rrggbb."""

    name: str
    colour: str
    share: float


def spend_by_channel(plan: Plan) -> tuple[Slice, ...]:
    """Shares of today's spend, the largest first, the smallest together; empty when nothing is spent."""
    spend: Counter[str] = Counter()
    for line in plan.touchpoints:
        spend[line.channel_id] += line.current_spend
    total = spend.total()
    if total <= 0:
        return ()
    channels = plan.by_id["channels"]
    largest = [(channels[channel_id], amount) for channel_id, amount in spend.most_common(SLICES_AT_MOST)]
    slices = [
        Slice(channel.name, channel.colour or CHANNEL_KINDS[channel.kind].colour, amount / total)
        for channel, amount in largest if amount > 0
    ]  # fmt: skip
    rest = 1 - sum(part.share for part in slices)
    return (*slices, Slice(_("Others"), REST_COLOUR, rest)) if rest > 1e-9 else tuple(slices)
