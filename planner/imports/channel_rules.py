"""A channel's name (or source and medium) -> its kind, by GA4's default channel groups.

First match wins. Names are what people type ("Google Ads brand", «Яндекс Директ», "fb retargeting"),
so each group is told by words. Brand search is told from generic by a pattern the user confirms.
Nothing fits: "paid_other", marked as not recognised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PAID_MEDIUM = re.compile(r"^(.*cp.*|ppc|retargeting|paid.*)$", re.IGNORECASE)
"""GA4: the medium of a paid visit."""

BRAND_NAMES = r"(?<!non)(?<!non[-_ ])(?<!не )\b(brand|branded|brandname|бренд\w*)\b(?!\s*(aware|lift|video))"
"""Words by which brand search is told from generic; the user confirms or overrules."""

SEARCH_NAMES = (
    r"search|google ?ads|adwords|bing|yandex|яндекс|директ|direct(?= ads)|поиск|пошук|sem\b|ppc|поисков"
)
SOCIAL_NAMES = (
    r"facebook|\bfb\b|meta\b|instagram|\binsta\b|\big\b|tik ?tok|linkedin|twitter|\bx ads|pinterest|snap|reddit"
    r"|\bvk\b|вконтакте|\bвк\b|фейсбук|инстаграм|інстаграм|тикток|тікток|social|соцсет|соцмереж|таргет|influencer|инфлюенс|інфлюенс|блогер"
)


@dataclass(frozen=True)
class KindFound:
    """The kind of a channel, and whether a rule knew it (False: nothing fits)."""

    code: str
    recognised: bool = True


def _rule(code: str, pattern: str) -> tuple[str, re.Pattern[str]]:
    return code, re.compile(pattern, re.IGNORECASE)


_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    _rule("retargeting", r"retarget|remarket|ретаргет|ремаркет|dynamic ads|brought back"),
    _rule("email", r"\be?-?mail\b|newsletter|рассылк|розсилк|имейл|емейл|\bпочт\w*|email|drip|mailchimp"),
    _rule("sms", r"\bsms\b|\bсмс\b|viber"),
    _rule("mobile_push", r"\bpush\b|пуш"),
    _rule("telegram_ads", r"telegram ads|реклама в telegram|телеграм.*(реклам|ads|посев)|(реклам|посев).*телеграм"),
    _rule("messenger", r"messenger|whats ?app|telegram|телеграм|мессендж|месендж|chat ?bot|чат-?бот|\bchat\b"),
    _rule("cross_network", r"performance max|\bp-?max\b|cross-?network|demand gen|smart shopping"),
    _rule("marketplace", r"marketplace|маркетплейс|amazon|ebay|ozon|озон|wildberries|вайлдберриз|rozetka|розетка|\bprom\.ua|allegro|zalando"),
    _rule("paid_shopping", r"(?<!organic )shopping|merchant|price comparison|прайс-?агрегатор|товарн\w* объявл|hotline"),
    _rule("organic_social", r"(organic|free|unpaid|smm|органич\w*)\W+.*(social|facebook|instagram|vk)|organic social|\bsmm\b|смм|соцсети без"),
    _rule("organic_video", r"organic video|(free|organic)\W+youtube"),
    _rule("organic_search", r"\bseo\b|\bсео\b|organic( search| traffic)?$|organic search|органическ\w+ поиск|органічн\w+ пошук|органика|органіка"),
    _rule("paid_video", r"you ?tube|ютуб|video|видео|відео|\bott\b|\bctv\b|connected tv|\bolv\b"),
    _rule("paid_social", SOCIAL_NAMES),
    _rule("display", r"display|banner|баннер|банер|\bgdn\b|\bрся\b|\bкмс\b|programmatic|медийн|медійн|native ads|criteo|\bdv360\b|taboola|outbrain"),
    _rule("paid_search", SEARCH_NAMES),
    _rule("affiliates", r"affiliat|partner|партн[её]р|cpa network|купонатор|cashback|кэшбэк"),
    _rule("audio", r"\baudio\b|podcast|подкаст|spotify|radio|радио|радіо|аудио|аудіо"),
    _rule("phone", r"phone|\bcalls?\b|call ?cent|telemarket|телефон|звонк|дзвін|колл?-?центр|cold calling|\bsdr\b|обзвон"),
    _rule("events", r"event|trade ?show|\bfair\b|conference|webinar|выставк|виставк|конференц|мероприят|захід|заходи|вебинар|вебінар|meetup"),
    _rule("offline_ad", r"\btv\b|\bтв\b|telev|телевиз|телебач|outdoor|billboard|\booh\b|наружн|зовнішн|билборд|білборд|print|press|flyer|leaflet|листовк|листівк|magazine|newspaper|газет|журнал|direct mail|poster|offline|офлайн"),
    _rule("store", r"\bstore\b|\bshop\b|showroom|магазин|salon|салон|point of sale|\bpos\b"),
    _rule("referral", r"referr|recommend|word of mouth|рекоменд|сарафан|реферал"),
    _rule("paid_other", r"paid other|other paid|\bads?\b|реклама"),
    _rule("site", r"website|web ?site|\bsite\b|\bсайт\b|blog|блог|landing|лендинг|лендінг"),
    _rule("paid_search", r"google|гугл"),
    _rule("direct", r"^\W*\(?direct\)?\W*$|direct traffic|прямые заходы|прямі заходи|^прямой|type-?in"),
)  # fmt: skip


def kind_of_channel(name: str, medium: str = "") -> KindFound:
    """The kind a channel's name speaks of.

    `medium` (where known) follows GA4: a paid medium never makes an organic kind.
    """
    text = " ".join(name.replace("_", " ").split())[:300]
    for code, pattern in _RULES:
        if not pattern.search(text):
            continue
        if code == "paid_search" and is_brand(text):
            return KindFound("brand_search")
        if medium and PAID_MEDIUM.match(medium) and code.startswith("organic_"):
            return KindFound(code.replace("organic_", "paid_"))
        return KindFound(code)
    if is_brand(text):
        return KindFound("brand_search")
    return KindFound("paid_other", recognised=False)


def is_brand(name: str, pattern: str = BRAND_NAMES) -> bool:
    """Whether a search line is about the brand's own name, by `pattern`."""
    return bool(re.search(pattern, name.replace("_", " ").replace("-", " "), re.IGNORECASE))
