"""What the customer does at a touchpoint, each action with a symbol: chosen, else that of the channel's kind."""

from __future__ import annotations

from models.communication import Channel, Touchpoint
from planner.language import N_

ACTIONS: dict[str, str] = {
    "see": N_("sees it"),
    "search": N_("searches"),
    "read": N_("reads"),
    "watch": N_("watches"),
    "listen": N_("listens"),
    "click": N_("clicks"),
    "fill_in": N_("fills in a form"),
    "write": N_("writes"),
    "call": N_("calls"),
    "meet": N_("meets us"),
    "buy": N_("buys"),
    "share": N_("tells others"),
}
"""Code, as the touchpoint keeps it -> words."""

BY_KIND: dict[str, str] = {
    "paid_search": "search", "brand_search": "search", "organic_search": "search", "paid_shopping": "click",
    "paid_social": "see", "organic_social": "read", "paid_video": "watch", "organic_video": "watch",
    "display": "see", "retargeting": "click", "cross_network": "see", "affiliates": "click", "audio": "listen",
    "paid_other": "see", "offline_ad": "see", "marketplace": "buy", "telegram_ads": "read", "events": "meet",
    "email": "read", "sms": "read", "mobile_push": "click", "messenger": "write", "phone": "call",
    "store": "meet", "referral": "share", "direct": "click", "site": "read",
}  # fmt: skip
"""What people usually do where nobody has chosen: kind of channel -> action."""


def action_of(line: Touchpoint, channel: Channel) -> str:
    """The action of a touchpoint: its own, else the usual one of its channel's kind."""
    return line.symbol if line.symbol in ACTIONS else BY_KIND.get(channel.kind, "see")
