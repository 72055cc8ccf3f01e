"""How many results a week a channel's own bidding needs before it has learnt; below that it guesses.

Platforms state these numbers for their own products and change them; for a plan they are assumptions.
`docs/assumptions.md` holds the same table.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.benchmarks import Published
from models.quantity import N_

DAYS_OF_A_MONTH = 30.0


@dataclass(frozen=True)
class LearningNeed:
    """Results a week that one campaign (ad set, ad group) of a kind needs; `sources` are codes of `SOURCES`."""

    kind: str
    results_a_week: float
    sources: tuple[str, ...]
    reason: str


SOURCES: dict[str, Published] = {
    source.code: source
    for source in (
        Published(
            "meta_learning",
            "Meta, Business Help Centre, About the learning phase",
            N_("An ad set leaves its learning phase after about 50 of the results it is optimised for, within a week."),
        ),
        Published(
            "tiktok_learning",
            "TikTok, Business Help Centre, Learning phase (2025)",
            N_("After 50 conversions an ad group has passed its learning phase, which lasts up to seven days."),
        ),
        Published(
            "google_bidding",
            "Google, Google Ads Help, About Smart Bidding",
            N_("Automatic bidding is to be judged over at least 30 conversions, 50 where a return is the target; a month is taken here."),
        ),
    )
}  # fmt: skip

_A_MONTH_30, _A_MONTH_50 = 30 * 7 / DAYS_OF_A_MONTH, 50 * 7 / DAYS_OF_A_MONTH
_SOCIAL = N_("The number both large social platforms name.")
_THIRTY = N_("Thirty conversions a month.")
_FIFTY = N_("Fifty conversions a month: shopping campaigns mostly bid for a return.")
_LIKE_SEARCH = N_("Taken like search on the same platform.")

LEARNING_NEEDS: dict[str, LearningNeed] = {
    need.kind: need
    for need in (
        LearningNeed("paid_social", 50.0, ("meta_learning", "tiktok_learning"), _SOCIAL),
        LearningNeed("paid_search", _A_MONTH_30, ("google_bidding",), _THIRTY),
        LearningNeed("paid_shopping", _A_MONTH_50, ("google_bidding",), _FIFTY),
        LearningNeed("cross_network", _A_MONTH_30, ("google_bidding",), _LIKE_SEARCH),
        LearningNeed("paid_video", _A_MONTH_30, ("google_bidding",), _LIKE_SEARCH),
        LearningNeed("display", _A_MONTH_30, ("google_bidding",), _LIKE_SEARCH),
    )
}
"""Code of a channel kind -> its need; kinds without bidding of their own, or without a source, have none."""
