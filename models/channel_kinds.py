"""Kinds of channel with what is assumed about each until it is measured.

Codes follow GA4's default channel groups, with the offline and owned kinds that it lacks. Every
number here is an assumption; docs/assumptions.md says how the findings in `models.benchmarks`
bound it, and is tested against this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.benchmarks import PUBLISHED, Published
from models.quantity import N_, Figure

Range = tuple[float, float, float]
"""(low, likely, high); about 80 % of the truth is thought to lie between low and high."""


@dataclass(frozen=True)
class ChannelKind:
    """Defaults of one kind.

    `elasticity`: % more results of the line for 1 % more of its own spend, at current spend.
    `incrementality`: share of its platform-reported results that would not have come anyway.
    `quality`: how its people go on, compared with the step's average (1). `sources` are codes of
    `models.benchmarks.PUBLISHED`; without any, `reason` says that the numbers are our own.
    """

    code: str
    name: str
    colour: str
    symbol: str
    paid: bool
    elasticity: Range
    incrementality: Range
    quality: float
    sources: tuple[str, ...]
    reason: str

    def elasticity_figure(self) -> Figure:
        """The elasticity with its range, marked assumed."""
        return _assumed(self.elasticity)

    def incrementality_figure(self) -> Figure:
        """The incrementality with its range, marked assumed."""
        return _assumed(self.incrementality)

    def quality_figure(self) -> Figure:
        """The quality with a range of a quarter either way, marked assumed."""
        return _assumed((0.75 * self.quality, self.quality, 1.25 * self.quality))

    def published(self) -> tuple[Published, ...]:
        """The findings that bound these numbers; empty where none was found."""
        return tuple(PUBLISHED[code] for code in self.sources)


def _assumed(numbers: Range) -> Figure:
    low, likely, high = numbers
    return Figure(value=likely, low=low, high=high, source="docs/assumptions.md")


OWN = N_("No published figure found: our assumption.")

_LOOKS: dict[str, tuple[str, str, str, bool]] = {
    "paid_search": (N_("Paid search"), "#1f6fb2", "🔍", True),
    "brand_search": (N_("Brand search"), "#5b8db8", "🏷", True),
    "paid_shopping": (N_("Paid shopping"), "#0a7d8c", "🛒", True),
    "paid_social": (N_("Paid social"), "#7a4fb5", "👥", True),
    "paid_video": (N_("Paid video"), "#b23a48", "▶", True),
    "display": (N_("Display"), "#c47f17", "🖼", True),
    "retargeting": (N_("Retargeting"), "#99582a", "↩", True),
    "cross_network": (N_("Cross-network"), "#3d6b35", "✳", True),
    "affiliates": (N_("Affiliates"), "#6c757d", "🤝", True),
    "audio": (N_("Audio"), "#8c4a7d", "🎧", True),
    "paid_other": (N_("Other paid"), "#52606d", "◆", True),
    "offline_ad": (N_("Offline advertising"), "#4a5043", "📰", True),
    "marketplace": (N_("Marketplace"), "#a05a00", "🏬", True),
    "telegram_ads": (N_("Telegram Ads"), "#2a8fbd", "✈", True),
    "events": (N_("Events"), "#7f5539", "🎪", True),
    "email": (N_("E-mail"), "#2f7d4f", "✉", False),
    "sms": (N_("SMS"), "#5a7d2a", "💬", False),
    "mobile_push": (N_("Mobile push"), "#3f8f86", "🔔", False),
    "messenger": (N_("Messenger"), "#386fa4", "🗨", False),
    "phone": (N_("Phone"), "#6b4226", "☎", False),
    "store": (N_("Store"), "#84592b", "🏪", False),
    "organic_search": (N_("Organic search"), "#2d6a4f", "🌱", False),
    "organic_social": (N_("Organic social"), "#9d4edd", "📣", False),
    "organic_video": (N_("Organic video"), "#9e2a2b", "📺", False),
    "referral": (N_("Referral"), "#577590", "🔗", False),
    "direct": (N_("Direct"), "#343a40", "●", False),
    "site": (N_("Website"), "#264653", "🌐", False),
}
"""Code -> name, colour, symbol, paid."""

_SHAPE = "meridian_prior"
_UNPAID = N_("Money here is content and work; no published figure found: our assumption.")

_ASSUMED: dict[str, tuple[Range, Range, float, tuple[str, ...], str]] = {
    "paid_search": ((0.45, 0.60, 0.75), (0.50, 0.75, 0.90), 1.0, ("golden_2018", "chan_2011", "blake_2015", _SHAPE),
        N_("Between 63 % of customers and 89 % of clicks were found not to come anyway; less for frequent users.")),
    "brand_search": ((0.10, 0.20, 0.35), (0.02, 0.20, 0.55), 1.0, ("blake_2015", "simonov_2018", "coviello_2017"),
        N_("Next to nothing without competitors' bids, more than half with them; demand, not money, sets its size.")),
    "paid_shopping": ((0.45, 0.60, 0.75), (0.50, 0.75, 0.90), 1.0, (_SHAPE,),
        N_("Taken like paid search; no published figure of its own found.")),
    "paid_social": ((0.40, 0.55, 0.70), (0.30, 0.65, 0.95), 0.9, ("gordon_2019", "gordon_2023", _SHAPE),
        N_("Experiments find 6 % lift in purchases and 28 % high in the funnel; reported figures miss it either way.")),
    "paid_video": ((0.35, 0.50, 0.65), (0.40, 0.70, 0.95), 0.9, ("shapiro_2021", _SHAPE),
        N_("TV moves a brand's sales little; for the share of reported results no figure was found.")),
    "display": ((0.35, 0.50, 0.65), (0.20, 0.50, 0.90), 0.8, ("lewis_reiley_2014", "lewis_rao_2015", _SHAPE),
        N_("Small true effects, most of them without a click: reports can be wrong both ways.")),
    "retargeting": ((0.20, 0.35, 0.50), (0.08, 0.25, 0.60), 1.0, ("johnson_2017", "sahni_2019"),
        N_("10.5 % more purchases means that 1 in 10 purchases of those reached was caused; more among clickers.")),
    "cross_network": ((0.40, 0.55, 0.70), (0.30, 0.55, 0.85), 0.9, (_SHAPE,),
        N_("Mixes brand search and retargeting with the rest; no published figure found: our assumption.")),
    "affiliates": ((0.50, 0.70, 0.85), (0.20, 0.50, 0.80), 0.9, ("edelman_2015",),
        N_("Paid per sale, so nearly in proportion; some commission is claimed on sales that would have come.")),
    "audio": ((0.30, 0.45, 0.60), (0.50, 0.80, 0.95), 0.9, (), OWN),
    "paid_other": ((0.30, 0.50, 0.70), (0.30, 0.70, 0.95), 1.0, (_SHAPE,),
        N_("The middle of what media-mix models expect; no published figure found: our assumption.")),
    "offline_ad": ((0.25, 0.40, 0.60), (0.50, 0.80, 0.95), 1.0, ("sethuraman_2011", "henningsen_2011", "dinner_2014"),
        N_("Sales elasticities of 0.09-0.12 bound its elasticity times its share of sales, not the elasticity alone.")),
    "marketplace": ((0.40, 0.55, 0.70), (0.30, 0.60, 0.90), 1.0, (), OWN),
    "telegram_ads": ((0.35, 0.50, 0.65), (0.50, 0.75, 0.95), 0.9, (), OWN),
    "events": ((0.30, 0.50, 0.70), (0.50, 0.80, 0.95), 1.1, ("trusov_2009",),
        N_("Weaker than personal invitations; the numbers themselves are our assumption.")),
    "email": ((0.20, 0.40, 0.60), (0.20, 0.50, 0.80), 1.0, ("sahni_2017",),
        N_("Bounded by its base; what the tool reports is neither all nor only its effect.")),
    "sms": ((0.20, 0.40, 0.60), (0.20, 0.50, 0.80), 1.0, (), OWN),
    "mobile_push": ((0.20, 0.40, 0.60), (0.20, 0.50, 0.80), 1.0, (), OWN),
    "messenger": ((0.20, 0.40, 0.60), (0.20, 0.50, 0.80), 1.0, (), OWN),
    "phone": ((0.20, 0.35, 0.60), (0.50, 0.80, 0.95), 1.2, ("albers_2010",),
        N_("Where every sale passes through the sellers, the published 0.34 is the line's own elasticity.")),
    "store": ((0.20, 0.40, 0.60), (0.50, 0.80, 0.95), 1.0, (), OWN),
    "organic_search": ((0.20, 0.40, 0.60), (0.50, 0.80, 0.95), 1.0, (), _UNPAID),
    "organic_social": ((0.20, 0.40, 0.60), (0.50, 0.80, 0.95), 1.0, (), _UNPAID),
    "organic_video": ((0.20, 0.40, 0.60), (0.50, 0.80, 0.95), 1.0, (), _UNPAID),
    "referral": ((0.35, 0.55, 0.75), (0.30, 0.70, 0.95), 1.15, ("trusov_2009", "schmitt_2011"),
        N_("Invitations pull hard and bring better customers; some of them would have come anyway.")),
    "direct": ((0.20, 0.40, 0.60), (0.50, 0.80, 0.95), 1.0, (), _UNPAID),
    "site": ((0.20, 0.40, 0.60), (0.50, 0.80, 0.95), 1.0, (), _UNPAID),
}  # fmt: skip
"""Code -> elasticity, incrementality, quality, sources, reason."""


def _kind(code: str) -> ChannelKind:
    name, colour, symbol, paid = _LOOKS[code]
    elasticity, incrementality, quality, sources, reason = _ASSUMED[code]
    return ChannelKind(code, name, colour, symbol, paid, elasticity, incrementality, quality, sources, reason)


CHANNEL_KINDS: dict[str, ChannelKind] = {code: _kind(code) for code in _LOOKS}
"""Every kind by its code."""
