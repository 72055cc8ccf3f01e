"""From what is set in a platform to what the budget is charged: fees and VAT."""

from __future__ import annotations

from models.communication import Channel, Touchpoint
from models.plan import Plan


def charge_factor(plan: Plan, channel: Channel) -> float:
    """Money charged to the budget per unit of money set in the platform of `channel`.

    A total of media only is charged as set: 1. An all-in total is charged net media and agency fee,
    with VAT on both where it cannot be reclaimed: `net (1 + fee) (1 + vat)`; amounts set with VAT in
    them hold `1 / (1 + vat)` of net media.
    """
    return 1.0 if plan.money.total_is == "media_only" else all_in_factor(plan, channel)


def all_in_factor(plan: Plan, channel: Channel) -> float:
    """What a unit of money set in the platform costs with agency fee and VAT, whatever the total means."""
    vat = 1.0 + plan.money.vat_rate
    net = 1.0 / vat if channel.prices_include_vat else 1.0
    return net * (1.0 + channel.agency_fee) * (1.0 if plan.money.vat_reclaimable else vat)


def charge_factors(plan: Plan) -> dict[str, float]:
    """Line id -> charge factor of its channel."""
    channels = plan.by_id["channels"]
    return {line.id: charge_factor(plan, channels[line.channel_id]) for line in plan.touchpoints}


def current_over_plan(plan: Plan, line: Touchpoint) -> int:
    """A line's current spend (per reference period) paced evenly over the whole plan, minor units."""
    return round(line.current_spend * plan.days / plan.reference_days)


def costs_beside_media(plan: Plan) -> int:
    """Minor units that an all-in total holds beside media: the plan's costs, and channels' fixed ones."""
    if plan.money.total_is != "all_in":
        return 0
    return sum(cost.amount for cost in plan.costs) + sum(channel.fixed_cost for channel in plan.channels)
