"""Linde & Loom: funnel, audiences, lines of the budget and the question for December 2026."""

from __future__ import annotations

from models.channel_kinds import CHANNEL_KINDS
from models.plan import Plan
from planner.examples.shop_map import MESSAGES, SCRIPTS, SEGMENTS, STAGES, STEPS
from planner.examples.sketch import assumed, by_message, draw, fitted, line, measured, partly, people, shares
from planner.examples.wordings import SHOP, worded

LINKS = [
    {"id": "visit-product", "from_step_id": "visit", "to_step_id": "product", "conversion": measured(0.46, "GA4"),
     "by_segment": shares(new_home=measured(0.42), gift=measured(0.46), regular=measured(0.62))},
    {"id": "product-cart", "from_step_id": "product", "to_step_id": "cart", "conversion": measured(0.13, "GA4"),
     "by_segment": shares(new_home=measured(0.112), gift=measured(0.137), regular=measured(0.198))},
    {"id": "cart-checkout", "from_step_id": "cart", "to_step_id": "checkout", "conversion": measured(0.44, "GA4"),
     "by_segment": shares(new_home=measured(0.41), gift=measured(0.44), regular=measured(0.52))},
    {"id": "checkout-order", "from_step_id": "checkout", "to_step_id": "order", "conversion": measured(0.63, "GA4"),
     "by_segment": shares(new_home=measured(0.59), gift=measured(0.62), regular=measured(0.71))},
    {"id": "order-recommend", "from_step_id": "order", "to_step_id": "recommend", "conversion": measured(0.06, "Review tool"),
     "by_segment": shares(new_home=measured(0.06), gift=measured(0.03), regular=measured(0.10))},
]  # fmt: skip

POOLS = [
    {"id": "searching", "name": "People searching for home textiles", "step_id": "visit",
     "sizes": people(new_home=partly(68_000, "Keyword planner"), gift=partly(41_000, "Keyword planner"), regular=partly(9_000))},
    {"id": "by_name", "name": "People searching for our name", "step_id": "visit",
     "sizes": people(new_home=measured(15_000, "Search Console"), gift=measured(12_000), regular=measured(24_000))},
    {"id": "scrolling", "name": "Home and gift audiences on social media", "step_id": "visit", "holds_organic": False,
     "sizes": people(new_home=partly(210_000, "Platform's audience size"), gift=partly(150_000))},
    {"id": "comparing", "name": "Shoppers comparing prices", "step_id": "product",
     "sizes": people(new_home=partly(17_500, "Keyword planner"), gift=partly(16_000, "Keyword planner"))},
    {"id": "mailing_list", "name": "Customers on the mailing list", "step_id": "product",
     "sizes": people(regular=measured(27_500, "E-mail tool, active subscribers"))},
    {"id": "left_product", "name": "Left after a product", "kind": "nurture", "link_id": "product-cart"},
    {"id": "left_cart", "name": "Left a full cart", "kind": "nurture", "link_id": "cart-checkout"},
    {"id": "left_checkout", "name": "Did not finish paying", "kind": "nurture", "link_id": "checkout-order"},
    {"id": "silent_buyers", "name": "Bought and said nothing", "kind": "nurture", "link_id": "order-recommend"},
]  # fmt: skip

CHANNELS = [
    {"id": "search", "name": "Google search", "kind": "paid_search"},
    {"id": "brand", "name": "Google brand search", "kind": "brand_search"},
    {"id": "shopping", "name": "Google Shopping", "kind": "paid_shopping"},
    {"id": "social", "name": "Meta", "kind": "paid_social"},
    {"id": "tiktok", "name": "TikTok", "kind": "paid_other"},
    {"id": "video", "name": "YouTube", "kind": "paid_video"},
    {"id": "retargeting", "name": "Retargeting", "kind": "retargeting"},
    {"id": "affiliates", "name": "Cashback partners", "kind": "affiliates"},
    {"id": "email", "name": "E-mail", "kind": "email", "base_size": measured(31_000), "contacts_per_person": partly(8),
     "cost_per_contact": measured(0.008, "E-mail tool, price list")},
    {"id": "push", "name": "Web push", "kind": "mobile_push", "base_size": measured(19_500), "contacts_per_person": partly(6),
     "cost_per_contact": measured(0.006, "Push tool, price list")},
    {"id": "site", "name": "Shop", "kind": "site"},
]  # fmt: skip

BOTH = shares(new_home=0.6, gift=0.4)
ALL = shares(new_home=0.45, gift=0.30, regular=0.25)
BRAND_LIFT = "Ads on our name paused in two regions, September 2026"

SOCIAL_ELASTICITY = CHANNEL_KINDS["paid_social"].elasticity_figure().model_dump()
"""Of the messages in the feed, counted apart by ad set: how each bends is assumed, as for its channel."""

LINES = [
    line("visit/search/searching", "Generic search ads", 9_500, measured(13_200, "Google Ads"), says=["room", "date"],
         curve=fitted("michaelis_menten", 0.12, "Budget test, spring 2026", top=36_300, half=16_625),
         incrementality=partly(0.78, "Holdout of 4 weeks, one region"), quality=measured(1.0, "GA4"),
         segment_shares=shares(new_home=0.60, gift=0.37, regular=0.03), tags=["performance"],
         contact="Searches for linen bedding and sees our ad", importance_to_customer=4, importance_to_us=5, satisfaction=4),
    line("visit/brand/by_name", "Ads on our own name", 4_200, measured(12_900, "Google Ads"), says=["known"],
         curve=fitted("exponential", 0.15, BRAND_LIFT, top=13_410, scale=1_285),
         incrementality=measured(0.16, BRAND_LIFT, 0.4), quality=measured(1.15, "GA4"),
         segment_shares=shares(new_home=0.35, gift=0.25, regular=0.40), tags=["performance"],
         contact="Types our name and clicks the first result", importance_to_customer=2, importance_to_us=3, satisfaction=4),
    line("product/shopping/comparing", "Shopping ads", 8_400, measured(10_900, "Google Ads"), says=["size", "date"],
         curve=fitted("michaelis_menten", 0.12, "Budget test, spring 2026", top=26_560, half=12_068),
         segment_shares=shares(new_home=0.52, gift=0.48), tags=["performance"], quality=measured(1.05, "GA4"),
         contact="Compares pictures and prices in the results", importance_to_customer=4, importance_to_us=5, satisfaction=4),
    by_message(
        line("visit/social/scrolling", "Rooms in the feed", 7_400, measured(15_800, "Meta Ads"), says=["room", "date"],
             quality=measured(0.62, "GA4"), segment_shares=BOTH, tags=["performance"],
             contact="Stops at a picture of a room", importance_to_customer=3, importance_to_us=4, satisfaction=3),
        31, SOCIAL_ELASTICITY, room=(3_400, 12_200), date=(4_000, 3_600)),
    line("visit/video/scrolling", "Film from the mill", 2_600, measured(3_100, "Google Ads"), says=["known"],
         quality=partly(0.8, "GA4"), segment_shares=BOTH, tags=["brand"], committed=1_800,
         committed_note="Booked 1 to 24 December", contact="Sees the film before another one",
         importance_to_customer=2, importance_to_us=3, satisfaction=4),
    line("visit/tiktok/scrolling", "Test: makers' clips", 1_500, partly(2_700, "TikTok Ads, two weeks"), says=["room"],
         segment_shares=shares(new_home=0.8, gift=0.2), standing="test", tags=["brand"],
         contact="Sees somebody make a bed in ten seconds", importance_to_customer=2, importance_to_us=2),
    line("cart/retargeting/left_product", "Seen products again", 3_800, measured(1_650, "Ad network, last click"), says=["size"],
         incrementality=partly(0.20, "Ghost-ad test, three weeks, small", 0.5), quality=assumed(0.9), segment_shares=ALL,
         tags=["performance"], contact="Sees the same pillow on another site",
         importance_to_customer=1, importance_to_us=3, satisfaction=2),
    line("checkout/retargeting/left_cart", "The cart on other sites", 2_400, measured(690, "Ad network, last click"),
         says=["waiting"], curve=fitted("exponential", 0.2, "Ghost-ad test, three weeks", top=735, scale=860),
         incrementality=measured(0.14, "Ghost-ad test, three weeks", 0.4), segment_shares=ALL, tags=["performance"],
         contact="Sees the left cart on a news site", importance_to_customer=1, importance_to_us=3, satisfaction=2),
    line("product/email/mailing_list", "Newsletter", 900, measured(5_400, "E-mail tool"), says=["first"],
         curve=fitted("michaelis_menten", 0.1, "Waves of different size, 2026", top=12_000, half=1_100),
         incrementality=partly(0.55, "10 % never mailed, summer 2026"), quality=measured(1.0, "GA4"),
         segment_shares=shares(regular=1.0), tags=["performance"], contact="Opens the newsletter on a Thursday",
         importance_to_customer=4, importance_to_us=5, satisfaction=4),
    line("checkout/email/left_cart", "Cart reminder by e-mail", 380, measured(640, "E-mail tool"), says=["waiting"],
         curve=fitted("michaelis_menten", 0.1, "Sent to half, October 2026", top=1_313, half=400),
         incrementality=measured(0.52, "Sent to half, October 2026", 0.2), segment_shares=ALL, tags=["performance"],
         contact="Finds the cart in the inbox next morning", importance_to_customer=3, importance_to_us=5, satisfaction=4),
    line("checkout/push/left_cart", "Cart reminder by push", 240, measured(330, "Push tool"), says=["waiting"],
         curve=fitted("michaelis_menten", 0.12, "Sent to half, October 2026", top=1_458, half=820),
         incrementality=measured(0.58, "Sent to half, October 2026", 0.2), segment_shares=ALL, tags=["performance"], upper=700,
         note="19,500 people, six notes each at 0.006 euro: no more than 700 euro a month.", contact="Reads a note on the phone two hours later", importance_to_customer=3, importance_to_us=5, satisfaction=3),
    line("order/email/left_checkout", "Finish paying", 90, measured(96, "E-mail tool"), says=["payment"],
         incrementality=partly(0.6, "Before and after, September 2026"), segment_shares=ALL, tags=["performance"],
         contact="Gets another way to pay half an hour later", importance_to_customer=4, importance_to_us=4, satisfaction=4),
    line("cart/affiliates/left_product", "Cashback and codes", 2_100, measured(610, "Partner network"), says=["size"],
         incrementality=assumed(0.30), segment_shares=BOTH, tags=["performance"],
         contact="Looks for a code and comes through a partner", importance_to_customer=3, importance_to_us=2, satisfaction=3),
    line("recommend/email/silent_buyers", "Show us your room", 190, measured(150, "E-mail tool"), says=["picture"],
         segment_shares=ALL, tags=["brand"], contact="Gets a letter ten days after the parcel",
         importance_to_customer=2, importance_to_us=4, satisfaction=4),
    line("product/site/", "Size table and chat", 0, None, says=["size"], contact="Asks which size fits", moment_of_truth=True,
         importance_to_customer=5, importance_to_us=5, satisfaction=2),
    line("order/site/", "Checkout page", 0, None, says=["payment"], contact="Types address and card", moment_of_truth=True,
         importance_to_customer=5, importance_to_us=5, satisfaction=2),
]  # fmt: skip

GOALS = [
    {"id": "orders", "name": "3,050 orders in December", "metric": "orders", "measure": "conversion_count", "target": 3_050, "date": "2026-12-31"},
    {"id": "carts", "name": "Cart abandonment below 64 %", "place": "step", "place_id": "cart", "metric": "cart abandonment", "current": measured(0.66, "GA4, October 2026"),
     "direction": "down", "target": 0.64, "date": "2026-12-31"},
    {"id": "reviews", "name": "350 reviews", "place": "stage", "place_id": "engage", "metric": "reviews", "measure": "people_count", "target": 350},
]  # fmt: skip

SOURCES = [
    {"id": "ga4", "name": "GA4, 1 to 31 October 2026", "kind": "web analytics", "date": "2026-11-05", "review_interval_days": 31},
    {"id": "ads", "name": "Reports of the ad platforms, October 2026", "kind": "ad platforms", "date": "2026-11-05", "review_interval_days": 31},
    {"id": "shop_db", "name": "Orders in the shop's database", "kind": "shop", "date": "2026-11-05", "review_interval_days": 31},
    {"id": "interviews", "name": "12 interviews with customers", "kind": "interviews", "date": "2026-09-18", "review_interval_days": 180},
    {"id": "baymard", "name": "Baymard Institute, cart abandonment rate statistics", "kind": "benchmark", "date": "2026-11-10",
     "note": "About 70 % of carts are abandoned, averaged over dozens of studies: this shop loses 66 %."},
    {"id": "klaviyo", "name": "Klaviyo, 2024 benchmark report", "kind": "benchmark", "date": "2026-11-10",
     "note": "Median order rate of automated e-mails 1.71 %, of the best tenth 5.71 %; cart reminders bring the most per recipient."},
    {"id": "wordstream", "name": "WordStream by LocaliQ, search advertising benchmarks 2023", "kind": "benchmark", "date": "2026-11-10",
     "note": "Click-to-conversion on search ads: 7.04 % over all trades, 2.57 % in furniture."},
    {"id": "kinds", "name": "Assumptions by kind of channel", "kind": "assumption", "note": "docs/assumptions.md"},
]  # fmt: skip


def online_shop() -> Plan:
    """Six steps, three segments, 16 touchpoints over 11 channels; euro; RACE."""
    return draw({
        "id": "online-shop", "name": "Linde & Loom: December", "currency": "EUR", "main_goal": "raise_conversion",
        "description": "Online shop for home textiles. Christmas month, same money as in October.",
        "scope": "relationship", "owner": "Marta Lind", "review_date": "2027-01-11", "review_interval_days": 31,
        "periods": [{"id": "december", "start": "2026-12-01", "end": "2026-12-31"}], "reference_days": 31,
        "segments": SEGMENTS, "stages": STAGES, "steps": STEPS, "links": LINKS, "pools": POOLS, "channels": CHANNELS,
        "touchpoints": worded(LINES, SHOP), "messages": [{"brand_checked": True, "owner": "Marta Lind", **m} for m in MESSAGES],
        "scripts": SCRIPTS, "goals": GOALS, "sources": SOURCES,
        "creative_rules": [
            {"id": "cart-push", "trigger_step_id": "cart", "stuck_for_hours": 2, "channel_id": "push", "message_id": "waiting",
             "destination_step_id": "checkout", "stop_condition": "Ordered, emptied the cart, or two reminders sent"},
            {"id": "payment-mail", "trigger_step_id": "checkout", "stuck_for_hours": 0.5, "channel_id": "email",
             "message_id": "payment", "destination_step_id": "order", "stop_condition": "Paid, or one e-mail sent"}],
        "campaigns": [
            {"id": "christmas", "name": "Under the tree on the 24th", "goal_id": "orders",
             "strategy": "One promise on every channel until the 20th: the date holds.",
             "touchpoint_ids": ["visit-search", "product-shopping", "visit-social", "visit-video", "product-email", "visit-tiktok"], "message_ids": ["date", "known"]},
            {"id": "carts", "name": "No cart left behind", "goal_id": "carts",
             "strategy": "Say the whole price first, remind twice, then be silent.",
             "touchpoint_ids": ["checkout-push", "checkout-email", "order-email", "checkout-retargeting", "product-site", "order-site"],
             "message_ids": ["waiting", "payment"]}],
        "rules": {
            "total_budget": 43_700, "test_reserve": 1_500, "money_step": 10, "objective": "conversions",
            "limits": [
                {"id": "email-most", "place": "channel", "place_id": "email", "upper": 1_984},
                {"id": "brand-least", "place": "tag", "place_id": "brand", "lower_share": 0.08}]},
        "costs": [{"id": "film", "name": "Cut of the film", "amount": 2_400, "kind": "creative"},
                  {"id": "tools", "name": "E-mail and push tools", "amount": 390, "kind": "tools"}],
        "money": {"total_is": "media_only", "vat_rate": 0.19, "vat_reclaimable": True},
    })  # fmt: skip
