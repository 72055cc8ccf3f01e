"""Kinds of channel with what is assumed about each until it is measured.

Codes follow GA4's default channel groups, with the offline and owned kinds that it lacks.
Sources and reasons stand in docs/assumptions.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.quantity import N_


@dataclass(frozen=True)
class ChannelKind:
    """Defaults of one kind. `elasticity` and `incrementality` are (low, likely, high)."""

    code: str
    name: str
    colour: str
    symbol: str
    paid: bool
    elasticity: tuple[float, float, float]
    incrementality: tuple[float, float, float]
    quality: float = 1.0


def _kind(
    code: str, name: str, look: tuple[str, str], paid: bool,
    numbers: tuple[tuple[float, float, float], tuple[float, float, float]],
) -> ChannelKind:  # fmt: skip
    return ChannelKind(code, name, look[0], look[1], paid, *numbers)


CHANNEL_KINDS: dict[str, ChannelKind] = {
    kind.code: kind
    for kind in (
        _kind("paid_search", N_("Paid search"), ("#1f6fb2", "🔍"), True, ((0.45, 0.60, 0.75), (0.5, 0.75, 0.95))),
        _kind("brand_search", N_("Brand search"), ("#5b8db8", "🏷"), True, ((0.10, 0.25, 0.40), (0.05, 0.20, 0.50))),
        _kind("paid_shopping", N_("Paid shopping"), ("#0a7d8c", "🛒"), True, ((0.45, 0.60, 0.75), (0.5, 0.75, 0.95))),
        _kind("paid_social", N_("Paid social"), ("#7a4fb5", "👥"), True, ((0.40, 0.55, 0.70), (0.5, 0.75, 0.95))),
        _kind("paid_video", N_("Paid video"), ("#b23a48", "▶"), True, ((0.45, 0.60, 0.75), (0.5, 0.8, 0.95))),
        _kind("display", N_("Display"), ("#c47f17", "🖼"), True, ((0.35, 0.50, 0.65), (0.3, 0.6, 0.9))),
        _kind("retargeting", N_("Retargeting"), ("#99582a", "↩"), True, ((0.20, 0.35, 0.50), (0.1, 0.35, 0.7))),
        _kind("cross_network", N_("Cross-network"), ("#3d6b35", "✳"), True, ((0.40, 0.55, 0.70), (0.3, 0.6, 0.9))),
        _kind("affiliates", N_("Affiliates"), ("#6c757d", "🤝"), True, ((0.50, 0.70, 0.85), (0.2, 0.5, 0.8))),
        _kind("audio", N_("Audio"), ("#8c4a7d", "🎧"), True, ((0.30, 0.45, 0.60), (0.5, 0.8, 0.95))),
        _kind("paid_other", N_("Other paid"), ("#52606d", "◆"), True, ((0.30, 0.50, 0.70), (0.3, 0.7, 0.95))),
        _kind("offline_ad", N_("Offline advertising"), ("#4a5043", "📰"), True, ((0.25, 0.40, 0.60), (0.5, 0.8, 0.95))),
        _kind("marketplace", N_("Marketplace"), ("#a05a00", "🏬"), True, ((0.40, 0.55, 0.70), (0.3, 0.6, 0.9))),
        _kind("telegram_ads", N_("Telegram Ads"), ("#2a8fbd", "✈"), True, ((0.35, 0.50, 0.65), (0.5, 0.75, 0.95))),
        _kind("events", N_("Events"), ("#7f5539", "🎪"), True, ((0.30, 0.50, 0.70), (0.5, 0.8, 0.95))),
        _kind("email", N_("E-mail"), ("#2f7d4f", "✉"), False, ((0.20, 0.40, 0.60), (0.2, 0.5, 0.8))),
        _kind("sms", N_("SMS"), ("#5a7d2a", "💬"), False, ((0.20, 0.40, 0.60), (0.2, 0.5, 0.8))),
        _kind("mobile_push", N_("Mobile push"), ("#3f8f86", "🔔"), False, ((0.20, 0.40, 0.60), (0.2, 0.5, 0.8))),
        _kind("messenger", N_("Messenger"), ("#386fa4", "🗨"), False, ((0.20, 0.40, 0.60), (0.2, 0.5, 0.8))),
        _kind("phone", N_("Phone"), ("#6b4226", "☎"), False, ((0.40, 0.60, 0.80), (0.5, 0.8, 0.95))),
        _kind("store", N_("Store"), ("#84592b", "🏪"), False, ((0.20, 0.40, 0.60), (0.5, 0.8, 0.95))),
        _kind("organic_search", N_("Organic search"), ("#2d6a4f", "🌱"), False, ((0.20, 0.40, 0.60), (0.5, 0.8, 0.95))),
        _kind("organic_social", N_("Organic social"), ("#9d4edd", "📣"), False, ((0.20, 0.40, 0.60), (0.5, 0.8, 0.95))),
        _kind("organic_video", N_("Organic video"), ("#9e2a2b", "📺"), False, ((0.20, 0.40, 0.60), (0.5, 0.8, 0.95))),
        _kind("referral", N_("Referral"), ("#577590", "🔗"), False, ((0.20, 0.40, 0.60), (0.3, 0.7, 0.95))),
        _kind("direct", N_("Direct"), ("#343a40", "●"), False, ((0.20, 0.40, 0.60), (0.5, 0.8, 0.95))),
        _kind("site", N_("Website"), ("#264653", "🌐"), False, ((0.20, 0.40, 0.60), (0.5, 0.8, 0.95))),
    )
}  # fmt: skip
