"""Names of channels -> kinds."""

from __future__ import annotations

import pytest

from models.channel_kinds import CHANNEL_KINDS
from planner.imports.channel_rules import _RULES, KindFound, kind_of_channel


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Google Ads", "paid_search"), ("Google search brand", "brand_search"), ("Google non-brand search", "paid_search"),
        ("Яндекс Директ", "paid_search"), ("Яндекс бренд", "brand_search"), ("Meta Ads", "paid_social"),
        ("fb retargeting", "retargeting"), ("VK Ads", "paid_social"), ("YouTube", "paid_video"), ("РСЯ", "display"),
        ("Performance Max", "cross_network"), ("E-mail", "email"), ("Рассылка", "email"), ("SEO", "organic_search"),
        ("Direct", "direct"), ("Organic Social", "organic_social"), ("Telegram Ads", "telegram_ads"), ("SMS", "sms"),
        ("Google Shopping", "paid_shopping"), ("Wildberries", "marketplace"), ("Phone calls", "phone"),
        ("Листовки", "offline_ad"), ("Виставка", "events"), ("google_hot", "paid_search"), ("Podcast", "audio"),
        ("Партнёрская программа", "affiliates"), ("Referral programme", "referral"), ("brand awareness video", "paid_video"),
    ],
)  # fmt: skip
def test_kind(name: str, kind: str) -> None:
    assert kind_of_channel(name) == KindFound(kind)


def test_what_fits_nothing_says_so() -> None:
    assert kind_of_channel("Zeta 7") == KindFound("paid_other", recognised=False)


def test_a_paid_medium_makes_no_organic_kind() -> None:
    assert kind_of_channel("Organic Social", medium="cpc") == KindFound("paid_social")


def test_every_rule_names_a_known_kind() -> None:
    assert {code for code, _pattern in _RULES} <= set(CHANNEL_KINDS)
