"""Stride Physio: funnel with a branch (web or phone), audiences, lines and the question for the quarter."""

from __future__ import annotations

from models.plan import Plan
from planner.examples.service_map import MESSAGES, SCRIPTS, SEGMENTS, STAGES, STEPS
from planner.examples.sketch import assumed, draw, fitted, line, measured, partly, people, shares
from planner.examples.wordings import SERVICE, worded

LINKS = [
    {"id": "profile-visit", "from_step_id": "profile", "to_step_id": "visit", "conversion": measured(0.30, "Business Profile"),
     "by_segment": shares(desk=measured(0.31), sport=measured(0.36), surgery=measured(0.19)), "variant": "web"},
    {"id": "profile-call", "from_step_id": "profile", "to_step_id": "call", "conversion": measured(0.055, "Business Profile"),
     "by_segment": shares(desk=measured(0.045), sport=measured(0.035), surgery=measured(0.125)), "variant": "phone"},
    {"id": "visit-booking", "from_step_id": "visit", "to_step_id": "booking", "conversion": measured(0.062, "GA4"),
     "by_segment": shares(desk=measured(0.064), sport=measured(0.082), surgery=measured(0.022)), "variant": "web"},
    {"id": "visit-call", "from_step_id": "visit", "to_step_id": "call", "conversion": measured(0.035, "Call tracking"),
     "by_segment": shares(desk=measured(0.030), sport=measured(0.024), surgery=measured(0.085)), "variant": "phone"},
    {"id": "booking-appointment", "from_step_id": "booking", "to_step_id": "appointment", "conversion": measured(0.80, "Booking system"),
     "by_segment": shares(desk=measured(0.79), sport=measured(0.82), surgery=measured(0.86)), "variant": "web"},
    {"id": "call-appointment", "from_step_id": "call", "to_step_id": "appointment", "conversion": measured(0.39, "Phone and booking system"),
     "by_segment": shares(desk=measured(0.37), sport=measured(0.36), surgery=measured(0.44)), "variant": "phone"},
    {"id": "appointment-course", "from_step_id": "appointment", "to_step_id": "course", "conversion": measured(0.47, "Booking system"),
     "by_segment": shares(desk=measured(0.42), sport=measured(0.52), surgery=measured(0.63))},
    {"id": "course-recommend", "from_step_id": "course", "to_step_id": "recommend", "conversion": partly(0.17, "Asked at the desk"),
     "by_segment": shares(desk=partly(0.15), sport=partly(0.24), surgery=partly(0.12))},
]  # fmt: skip

POOLS = [
    {"id": "near", "name": "People searching on the map", "step_id": "profile",
     "sizes": people(desk=partly(10_500, "Keyword planner, 5 miles"), sport=partly(4_300), surgery=partly(2_700))},
    {"id": "letterbox", "name": "Households near the clinics", "step_id": "profile", "holds_organic": False,
     "sizes": people(desk=partly(24_000, "Census"), sport=partly(7_000, "Census"), surgery=partly(6_500, "Census"))},
    {"id": "pain", "name": "People searching for their pain", "step_id": "visit",
     "sizes": people(desk=partly(4_600, "Keyword planner"), sport=partly(2_100, "Keyword planner"), surgery=partly(900))},
    {"id": "by_name", "name": "People searching for our name", "step_id": "visit",
     "sizes": people(desk=measured(1_250, "Search Console"), sport=measured(640), surgery=measured(420))},
    {"id": "area", "name": "Adults of the town on Facebook and Instagram", "step_id": "visit", "holds_organic": False,
     "sizes": people(desk=partly(38_000, "Platform's audience size"), sport=partly(14_000), surgery=partly(8_000))},
    {"id": "members", "name": "Members of clubs and gyms", "step_id": "visit", "holds_organic": False,
     "sizes": people(sport=partly(1_400, "Members of five partners"))},
    {"id": "wants_to_call", "name": "Searchers who call from the ad", "step_id": "call",
     "sizes": people(desk=partly(420, "Calls in the auction report"), sport=assumed(120), surgery=partly(310))},
    {"id": "left_site", "name": "Left without booking", "kind": "nurture", "link_id": "visit-booking"},
    {"id": "no_shows", "name": "Booked, did not come", "kind": "nurture", "link_id": "booking-appointment"},
    {"id": "missed_calls", "name": "Called, got no appointment", "kind": "nurture", "link_id": "call-appointment"},
    {"id": "stopped", "name": "Stopped after the first visit", "kind": "nurture", "link_id": "appointment-course"},
    {"id": "well_again", "name": "Well again and silent", "kind": "nurture", "link_id": "course-recommend"},
]  # fmt: skip

CHANNELS = [
    {"id": "maps", "name": "Google local ads", "kind": "paid_search", "agency_fee": 0.12, "symbol": "📍", "colour": "#2a7f9e"},
    {"id": "search", "name": "Google search", "kind": "paid_search", "agency_fee": 0.12},
    {"id": "brand", "name": "Google brand search", "kind": "brand_search", "agency_fee": 0.12},
    {"id": "meta", "name": "Facebook and Instagram", "kind": "paid_social", "agency_fee": 0.12},
    {"id": "flyer", "name": "Flyers and posters", "kind": "offline_ad", "prices_include_vat": True},
    {"id": "radio", "name": "Local radio", "kind": "audio", "prices_include_vat": True},
    {"id": "partners", "name": "Clubs and gyms", "kind": "referral"},
    {"id": "retargeting", "name": "Retargeting", "kind": "retargeting", "agency_fee": 0.12},
    {"id": "sms", "name": "Text messages", "kind": "sms", "cost_per_contact": measured(0.06, "Provider's price list"),
     "contacts_per_person": measured(3)},
    {"id": "phone", "name": "Reception", "kind": "phone", "cost_per_contact": measured(3.4, "Wages, minutes a call")},
    {"id": "email", "name": "E-mail", "kind": "email", "base_size": measured(5_200), "contacts_per_person": partly(3)},
    {"id": "site", "name": "Site and booking page", "kind": "site"},
]  # fmt: skip

TOWN = shares(desk=0.58, sport=0.24, surgery=0.18)
DESK = "Called-back weeks against other weeks, September 2026"

LINES = [
    line("profile/maps/near", "First place on the map", 1_600, measured(1_900, "Google Ads"), says=["week"],
         segment_shares=TOWN, tags=["performance"], contact="Searches “physio near me” and taps the first pin",
         importance_to_customer=4, importance_to_us=5, satisfaction=4),
    line("visit/search/pain", "Ads on kinds of pain", 2_400, measured(1_020, "Google Ads"), says=["price", "race"],
         curve=fitted("michaelis_menten", 0.12, "Budget steps, summer 2026", top=3_400, half=5_600),
         quality=measured(1.5, "GA4 and call tracking"), segment_shares=shares(desk=0.62, sport=0.28, surgery=0.10),
         tags=["performance"], contact="Searches for “lower back pain at night”",
         importance_to_customer=5, importance_to_us=5, satisfaction=4),
    line("call/search/wants_to_call", "Ads with the number", 900, measured(125, "Call tracking"), says=["person"],
         curve=fitted("exponential", 0.15, "Hours switched on and off, 2026", top=310, scale=1_740),
         segment_shares=shares(desk=0.45, sport=0.10, surgery=0.45), tags=["performance"], id="call-search",
         contact="Taps the number in the ad", importance_to_customer=5, importance_to_us=4, satisfaction=3),
    line("visit/brand/by_name", "Ads on our own name", 420, measured(520, "Google Ads"), says=["price"],
         curve=fitted("exponential", 0.2, "Paused in two clinics' areas", top=545, scale=136),
         incrementality=partly(0.15, "Paused in two clinics' areas", 0.5), segment_shares=shares(desk=0.55, sport=0.28, surgery=0.17),
         tags=["performance"], contact="Types our name and clicks the ad",
         importance_to_customer=2, importance_to_us=2, satisfaction=4),
    line("visit/meta/area", "Therapists in the feed", 1_500, measured(1_450, "Meta Ads"), says=["race", "week"],
         quality=measured(0.40, "GA4"), segment_shares=shares(desk=0.60, sport=0.32, surgery=0.08), tags=["performance"],
         contact="Watches an exercise for the neck", importance_to_customer=2, importance_to_us=3, satisfaction=3),
    line("profile/flyer/letterbox", "Flyers and posters", 700, partly(620, "Codes scanned, times two"), says=["person"],
         committed=2_100, committed_note="Printed and paid: January to March", standing="locked", tags=["brand"],
         segment_shares=shares(desk=0.45, sport=0.10, surgery=0.45), contact="Finds the card in the letter box",
         importance_to_customer=3, importance_to_us=3, satisfaction=3),
    line("profile/radio/letterbox", "Test: local radio", 400, assumed(230), says=["week"], standing="test", tags=["brand"],
         segment_shares=shares(desk=0.55, sport=0.10, surgery=0.35), contact="Hears it on the way home",
         importance_to_customer=1, importance_to_us=2),
    line("visit/partners/members", "Clinic evenings at clubs", 500, measured(180, "Codes by partner"), says=["race"],
         curve=fitted("michaelis_menten", 0.2, "One to four evenings a month", top=540, half=1_000),
         quality=measured(2.3, "Booking system"), segment_shares=shares(sport=1.0), tags=["performance"],
         contact="Gets tested at the club on a Tuesday", importance_to_customer=4, importance_to_us=4, satisfaction=5),
    line("booking/retargeting/left_site", "Ads to visitors", 480, measured(46, "Ad network, last click"), says=["price"],
         segment_shares=TOWN, tags=["performance"], contact="Sees the clinic again on a news site",
         importance_to_customer=1, importance_to_us=2, satisfaction=2),
    line("appointment/sms/no_shows", "Reminder by text", 60, measured(26, "Booking system"), says=["tomorrow"],
         curve=fitted("michaelis_menten", 0.15, "Every second patient, August 2026", top=52, half=60),
         incrementality=measured(0.7, "Every second patient, August 2026", 0.15), tags=["performance"], upper=243,
         segment_shares=shares(desk=0.58, sport=0.38, surgery=0.04),
         note="450 bookings a month, three texts each at 0.06 pounds: no more than 243 pounds in the quarter.",
         contact="Gets a text the day before", importance_to_customer=4, importance_to_us=5, satisfaction=4),
    line("appointment/phone/missed_calls", "Call back within the hour", 260, measured(42, "Phone system"), says=["missed"],
         curve=fitted("michaelis_menten", 0.15, DESK, top=180, half=854), incrementality=partly(0.75, DESK),
         segment_shares=shares(desk=0.48, sport=0.14, surgery=0.38), tags=["performance"], moment_of_truth=True,
         contact="Is called back before the evening", importance_to_customer=5, importance_to_us=5, satisfaction=2),
    line("course/email/stopped", "Progress in pictures", 80, measured(22, "Booking system"), says=["progress"],
         segment_shares=TOWN, tags=["performance"], contact="Gets the picture of week three",
         importance_to_customer=3, importance_to_us=4, satisfaction=4),
    line("recommend/email/well_again", "The card for a friend", 40, partly(14, "Asked at the desk"), says=["thanks"],
         segment_shares=TOWN, tags=["brand"], contact="Gets the card two weeks after the last visit",
         importance_to_customer=3, importance_to_us=4, satisfaction=4),
    line("booking/site/", "Booking page", 0, None, says=["price"], contact="Looks for a free hour at night",
         moment_of_truth=True, importance_to_customer=5, importance_to_us=5, satisfaction=2),
    line("call/phone/", "Reception answers", 0, None, says=["person"], contact="Calls at lunch", moment_of_truth=True,
         importance_to_customer=5, importance_to_us=5, satisfaction=2),
]  # fmt: skip

GOALS = [
    {"id": "patients", "name": "800 new patients a month", "metric": "first appointments", "measure": "conversion_count", "target": 800, "date": "2027-03-31"},
    {"id": "missed", "name": "Missed calls below 15 %", "place": "step", "place_id": "call", "metric": "missed calls, %",
     "direction": "down", "target": 15, "current": measured(27, "Phone system, October"), "date": "2027-02-28"},
    {"id": "finish", "name": "55 % take the whole course", "place": "stage", "place_id": "care", "metric": "patients who take it, %", "target": 55,
     "current": measured(47, "Booking system")},
]  # fmt: skip

SOURCES = [
    {"id": "phone", "name": "Phone system, October 2026", "kind": "phone", "date": "2026-11-03", "review_interval_days": 31},
    {"id": "bookings", "name": "Booking system, October 2026", "kind": "bookings", "date": "2026-11-03", "review_interval_days": 31},
    {"id": "profile", "name": "Google Business Profile and GA4", "kind": "web analytics", "date": "2026-11-03", "review_interval_days": 31},
    {"id": "reviews", "name": "610 reviews and 8 interviews", "kind": "reviews", "date": "2026-10-20", "review_interval_days": 90},
    {"id": "wordstream", "name": "WordStream by LocaliQ, search advertising benchmarks 2023", "kind": "benchmark", "date": "2026-11-10",
     "note": "Click to contact on search ads: 13.12 % for physicians, 10.40 % for dentists, 7.04 % over all trades."},
    {"id": "kinds", "name": "Assumptions by kind of channel", "kind": "assumption", "note": "docs/assumptions.md"},
    {"id": "rates", "name": "Missed calls, no-shows, value of a course", "kind": "assumption", "date": "2026-11-10",
     "note": "No published figure found: our assumption for this example."},
]  # fmt: skip


def local_service() -> Plan:
    """Seven steps with a branch, three segments, 15 touchpoints over 12 channels; pound; See-Think-Do-Care."""
    return draw({
        "id": "local-service", "name": "Stride Physio: January to March", "currency": "GBP",
        "marketing_model": "see_think_do_care", "main_goal": "improve_interaction", "scope": "relationship",
        "description": "Three clinics in one town. Patients book by web or by phone; health care cannot reclaim VAT.",
        "owner": "Amara Clarke", "review_date": "2027-01-15", "review_interval_days": 60,
        "periods": [{"id": "q1", "start": "2027-01-01", "end": "2027-03-31"}], "reference_days": 30,
        "segments": SEGMENTS, "stages": STAGES, "steps": STEPS, "links": LINKS, "pools": POOLS, "channels": CHANNELS,
        "touchpoints": worded(LINES, SERVICE), "messages": [{"brand_checked": True, "owner": "Amara Clarke", **m} for m in MESSAGES],
        "scripts": SCRIPTS, "goals": GOALS, "sources": SOURCES,
        "creative_rules": [
            {"id": "missed-call", "trigger_step_id": "call", "stuck_for_hours": 0.02, "channel_id": "sms", "message_id": "missed",
             "destination_step_id": "appointment", "stop_condition": "Reached, booked by web, or two attempts"},
            {"id": "stopped-course", "trigger_step_id": "appointment", "stuck_for_hours": 240, "channel_id": "email",
             "message_id": "progress", "destination_step_id": "course", "stop_condition": "Booked, or asked to stop"}],
        "campaigns": [
            {"id": "this_week", "name": "Seen this week", "goal_id": "patients", "strategy": "One promise everywhere: an hour within three days.",
             "touchpoint_ids": ["profile-maps", "visit-search", "visit-meta", "profile-flyer", "visit-partners", "profile-radio", "booking-site"], "message_ids": ["week", "price"]},
            {"id": "answered", "name": "A person answers", "goal_id": "missed", "strategy": "Nobody has to call twice.",
             "touchpoint_ids": ["appointment-phone", "appointment-sms", "call-phone"], "message_ids": ["missed", "person"]}],
        "rules": {
            "total_budget": 38_700, "test_reserve": 1_200, "money_step": 10, "objective": "conversions",
            "limits": [
                {"id": "reception-most", "place": "channel", "place_id": "phone", "upper": 2_400},
                {"id": "meta-most", "place": "channel", "place_id": "meta", "upper_share": 0.20}]},
        "costs": [{"id": "photos", "name": "Photos of three clinics", "amount": 1_450, "kind": "creative"},
                  {"id": "tools", "name": "Call tracking and booking tool", "amount": 1_140, "kind": "tools"}],
        "money": {"total_is": "all_in", "vat_rate": 0.20, "vat_reclaimable": False},
    })  # fmt: skip
