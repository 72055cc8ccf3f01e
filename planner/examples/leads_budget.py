"""Fieldnote: funnel, audiences, lines of the budget and the question for the first quarter of 2027."""

from __future__ import annotations

from models.plan import Plan
from planner.examples.leads_map import MESSAGES, SCRIPTS, SEGMENTS, STAGES, STEPS
from planner.examples.sketch import assumed, draw, fitted, line, measured, partly, people, shares
from planner.examples.wordings import LEADS, worded

LINKS = [
    {"id": "visit-lead", "from_step_id": "visit", "to_step_id": "lead", "conversion": measured(0.019, "GA4 and CRM"),
     "by_segment": shares(food=measured(0.021), metal=measured(0.017), facility=measured(0.020))},
    {"id": "lead-qualified", "from_step_id": "lead", "to_step_id": "qualified", "conversion": measured(0.31, "CRM"),
     "by_segment": shares(food=measured(0.34), metal=measured(0.31), facility=measured(0.24))},
    {"id": "qualified-meeting", "from_step_id": "qualified", "to_step_id": "meeting", "conversion": measured(0.36, "CRM"),
     "by_segment": shares(food=measured(0.39), metal=measured(0.36), facility=measured(0.30))},
    {"id": "meeting-offer", "from_step_id": "meeting", "to_step_id": "offer", "conversion": measured(0.56, "CRM"),
     "by_segment": shares(food=measured(0.60), metal=measured(0.54), facility=measured(0.52))},
    {"id": "offer-deal", "from_step_id": "offer", "to_step_id": "deal", "conversion": measured(0.26, "CRM", 0.15),
     "by_segment": shares(food=measured(0.29), metal=measured(0.24), facility=measured(0.27))},
    {"id": "deal-reference", "from_step_id": "deal", "to_step_id": "reference", "conversion": partly(0.16, "CRM, two years"),
     "by_segment": shares(food=partly(0.20), metal=partly(0.14), facility=partly(0.10))},
]  # fmt: skip

POOLS = [
    {"id": "searching", "name": "People searching for maintenance software", "step_id": "visit",
     "sizes": people(food=partly(26_000, "Keyword planner"), metal=partly(31_000), facility=partly(13_000))},
    {"id": "by_name", "name": "People searching for our name", "step_id": "visit",
     "sizes": people(food=measured(5_200, "Search Console"), metal=measured(5_800), facility=measured(2_300))},
    {"id": "titles", "name": "Maintenance and plant managers on LinkedIn", "step_id": "visit", "holds_organic": False,
     "sizes": people(food=partly(21_000, "LinkedIn audience size"), metal=partly(29_000), facility=partly(9_000))},
    {"id": "forms", "name": "Managers who fill in forms in the feed", "step_id": "lead",
     "sizes": people(food=assumed(2_900), metal=assumed(3_600), facility=assumed(2_200))},
    {"id": "audit_worried", "name": "Managers who give 45 minutes to an auditor", "step_id": "lead",
     "sizes": people(food=partly(430, "Registrations of five webinars"), metal=partly(330), facility=partly(90))},
    {"id": "comparing", "name": "Buyers comparing in software directories", "step_id": "lead",
     "sizes": people(food=partly(520, "Directory's category report"), metal=partly(560), facility=partly(410))},
    {"id": "fair_guests", "name": "Visitors of the maintenance fair", "step_id": "meeting",
     "sizes": people(food=partly(380, "Organiser's figures"), metal=partly(840), facility=partly(160))},
    {"id": "left_site", "name": "Left the site without a word", "kind": "nurture", "link_id": "visit-lead"},
    {"id": "not_ready", "name": "Leads that did not qualify", "kind": "nurture", "link_id": "lead-qualified"},
    {"id": "not_reached", "name": "Qualified, not met", "kind": "nurture", "link_id": "qualified-meeting"},
    {"id": "open_offers", "name": "Offers left open", "kind": "nurture", "link_id": "offer-deal"},
    {"id": "silent", "name": "Customers nobody asked", "kind": "nurture", "link_id": "deal-reference"},
]  # fmt: skip

CHANNELS = [
    {"id": "search", "name": "Google search", "kind": "paid_search"},
    {"id": "brand", "name": "Google brand search", "kind": "brand_search"},
    {"id": "linkedin", "name": "LinkedIn", "kind": "paid_social"},
    {"id": "meta", "name": "Meta lead forms", "kind": "paid_social", "symbol": "📝", "colour": "#a6437f"},
    {"id": "webinar", "name": "Webinars", "kind": "events", "symbol": "🎓", "colour": "#8a6d1d"},
    {"id": "fair", "name": "Trade fair", "kind": "events"},
    {"id": "directories", "name": "Software directories", "kind": "affiliates"},
    {"id": "retargeting", "name": "Retargeting", "kind": "retargeting"},
    {"id": "podcast", "name": "Podcast", "kind": "audio"},
    {"id": "email", "name": "E-mail", "kind": "email", "base_size": measured(11_400), "contacts_per_person": partly(6),
     "cost_per_contact": measured(0.12, "Writer, tool, sending")},
    {"id": "phone", "name": "Phone", "kind": "phone", "cost_per_contact": measured(19.0, "Salaries, calls a day")},
    {"id": "site", "name": "Site", "kind": "site"},
]  # fmt: skip

ALL = shares(food=0.40, metal=0.42, facility=0.18)
CRM = "CRM, leads by source, 18 months"

LINES = [
    line("visit/search/searching", "Generic search ads", 46_000, measured(7_300, "Google Ads"), says=["audit", "stops", "billed"],
         curve=fitted("michaelis_menten", 0.12, "Bid test, second quarter 2026", top=18_100, half=68_050),
         incrementality=assumed(0.75, "docs/assumptions.md", 0.2), quality=measured(2.6, CRM), segment_shares=ALL,
         tags=["performance"], contact="Searches for maintenance software after an audit",
         importance_to_customer=4, importance_to_us=5, satisfaction=4),
    line("visit/brand/by_name", "Ads on our own name", 11_000, measured(4_600, "Google Ads"), says=["your_line"],
         incrementality=assumed(0.20, "docs/assumptions.md", 0.6), quality=measured(2.2, CRM), segment_shares=ALL,
         tags=["performance"], contact="Types our name and clicks the ad",
         importance_to_customer=2, importance_to_us=3, satisfaction=4),
    line("visit/linkedin/titles", "Cases in the feed", 38_000, measured(3_900, "LinkedIn"), says=["stops", "audit"],
         quality=measured(1.3, CRM), segment_shares=shares(food=0.42, metal=0.50, facility=0.08), tags=["brand"],
         contact="Reads a case of a plant like theirs", importance_to_customer=3, importance_to_us=4, satisfaction=3),
    line("lead/linkedin/forms", "Lead forms on LinkedIn", 42_000, measured(290, "LinkedIn"), says=["audit"],
         curve={"family": "points", "evidence": "partly_known", "band": 0.2, "source": "LinkedIn forecast, October 2026",
                "points": [{"spend": 10_000, "response": 105}, {"spend": 20_000, "response": 182},
                           {"spend": 30_000, "response": 238}, {"spend": 42_000, "response": 290},
                           {"spend": 55_000, "response": 328}, {"spend": 75_000, "response": 370}]},
         quality=measured(0.62, CRM), segment_shares=shares(food=0.42, metal=0.50, facility=0.08), tags=["performance"],
         contact="Fills in a form that LinkedIn has filled in already",
         importance_to_customer=2, importance_to_us=4, satisfaction=3),
    line("lead/meta/forms", "Lead forms on Meta", 18_000, measured(640, "Meta Ads"), says=["billed"],
         curve=fitted("power", 0.15, "Four months of different spend", scale=2.69, exponent=0.5584),
         quality=measured(0.15, CRM, 0.25), segment_shares=shares(food=0.25, metal=0.30, facility=0.45), tags=["performance"],
         contact="Taps a form on the phone in the evening", importance_to_customer=1, importance_to_us=3, satisfaction=2),
    line("lead/webinar/audit_worried", "Webinar with an auditor", 15_000, measured(260, "Webinar tool"), says=["session"],
         curve=fitted("exponential", 0.2, "Five webinars, 2025 and 2026", top=560, scale=24_050),
         quality=measured(1.25, CRM, 0.2), incrementality=assumed(0.85, "docs/assumptions.md", 0.12),
         segment_shares=shares(food=0.62, metal=0.30, facility=0.08), tags=["performance"],
         contact="Sits 45 minutes with an auditor", importance_to_customer=5, importance_to_us=4, satisfaction=5),
    line("lead/directories/comparing", "Profile in software directories", 12_000, measured(118, "Directories"), says=["billed"],
         curve=fitted("michaelis_menten", 0.15, "Cost-per-click steps, 2026", top=393, half=27_970),
         quality=measured(1.55, CRM, 0.2), incrementality=partly(0.7, "Asked on the first call, 80 leads"),
         segment_shares=shares(food=0.34, metal=0.30, facility=0.36), tags=["performance"],
         contact="Compares five vendors side by side", importance_to_customer=5, importance_to_us=4, satisfaction=3),
    line("lead/retargeting/left_site", "Cases to visitors", 9_000, measured(150, "Ad network, last click"), says=["stops"],
         quality=measured(0.9, CRM), segment_shares=ALL, tags=["performance"], contact="Sees the case on a news site",
         importance_to_customer=1, importance_to_us=3, satisfaction=2),
    line("qualified/email/not_ready", "Six letters on audits", 4_500, measured(120, CRM), says=["session"],
         curve=fitted("michaelis_menten", 0.15, "Half without letters, 2026", top=300, half=6_750),
         incrementality=measured(0.55, "Half without letters, 2026", 0.25), segment_shares=ALL, tags=["performance"],
         upper=8_200,
         note="11,400 contacts, six letters each at 0.12 dollars: no more than 8,200 dollars.",
         contact="Reads a letter a week for six weeks", importance_to_customer=3, importance_to_us=4, satisfaction=4),
    line("meeting/phone/not_reached", "Calls within the hour", 24_000, measured(150, CRM), says=["your_line"],
         curve=fitted("michaelis_menten", 0.15, "Second caller hired in May 2026", top=330, half=28_800),
         incrementality=partly(0.75, "Weeks with and without the second caller"), segment_shares=ALL, tags=["performance"],
         contact="Is called by somebody who knows plants", moment_of_truth=True,
         importance_to_customer=4, importance_to_us=5, satisfaction=3),
    line("meeting/fair/fair_guests", "Stand at the maintenance fair", 30_000, measured(46, "CRM"), says=["your_line"],
         committed=30_000, committed_note="Stand booked for 9 to 12 February", standing="locked", tags=["brand"],
         segment_shares=shares(food=0.25, metal=0.65, facility=0.10), quality=partly(1.0, CRM),
         contact="Brings a machine's data sheet to the stand", importance_to_customer=4, importance_to_us=4, satisfaction=4),
    line("deal/email/open_offers", "Two pages for the boss", 2_500, measured(11, CRM), says=["boss"],
         segment_shares=ALL, tags=["performance"], contact="Gets the calculation for the board",
         importance_to_customer=4, importance_to_us=5, satisfaction=3),
    line("reference/email/silent", "We bring the camera", 1_000, partly(4, CRM), says=["speak"], segment_shares=ALL,
         tags=["brand"], contact="Is asked after the first audit", importance_to_customer=2, importance_to_us=4, satisfaction=4),
    line("visit/podcast/titles", "Test: a maintenance podcast", 6_000, assumed(700), says=["stops"], standing="test",
         segment_shares=shares(food=0.3, metal=0.7), tags=["brand"], contact="Hears a plant manager on the way to work",
         importance_to_customer=2, importance_to_us=2),
    line("offer/site/", "Prices and security sheet", 0, None, says=["boss"], contact="Looks up the price before the board meets",
         moment_of_truth=True, importance_to_customer=5, importance_to_us=4, satisfaction=2),
]  # fmt: skip

GOALS = [
    {"id": "deals", "name": "65 deals in the quarter", "metric": "deals", "measure": "conversion_count", "target": 65, "date": "2027-03-31"},
    {"id": "first_call", "name": "First call within two hours", "place": "step", "place_id": "qualified", "metric": "hours to first call",
     "direction": "down", "target": 2, "current": measured(31, "CRM, time stamps"), "date": "2027-02-28"},
    {"id": "references", "name": "15 references", "place": "stage", "place_id": "engage", "metric": "references", "measure": "people_count", "target": 15},
]  # fmt: skip

SOURCES = [
    {"id": "crm", "name": "CRM, deals and leads, 3 August to 31 October 2026", "kind": "CRM", "date": "2026-11-04", "review_interval_days": 90},
    {"id": "ga4", "name": "GA4, the same 90 days", "kind": "web analytics", "date": "2026-11-04", "review_interval_days": 90},
    {"id": "calls", "name": "14 recorded calls and 9 interviews", "kind": "interviews", "date": "2026-09-30", "review_interval_days": 180},
    {"id": "forecast", "name": "LinkedIn forecast for lead forms", "kind": "platform forecast", "date": "2026-10-28", "review_interval_days": 60},
    {"id": "wordstream", "name": "WordStream by LocaliQ, search and Facebook benchmarks 2023 to 2025", "kind": "benchmark", "date": "2026-11-10",
     "note": "A lead on search cost 53.52 dollars on average in 2023, 87.36 in business services; a Facebook lead 21.98 (2024), 27.66 (2025)."},
    {"id": "linkedin_cpl", "name": "LinkedIn's benchmarks for technology, December 2025, as reported by Yirla", "kind": "benchmark", "date": "2026-11-10",
     "note": "Median cost of a lead from a single image: 371 dollars in the Americas, 205 in Europe, 79 in Asia; 145 here lies between."},
    {"id": "stages", "name": "Rates from lead to deal published by B2B Lead and RevOps Dictionary", "kind": "benchmark", "date": "2026-11-10",
     "note": "Lead to marketing-qualified 20-40 %, qualified to accepted 30-60 %, opportunity to won 20-30 %."},
    {"id": "kinds", "name": "Assumptions by kind of channel", "kind": "assumption", "note": "docs/assumptions.md"},
]  # fmt: skip


def b2b_leads() -> Plan:
    """Seven steps, three segments, 15 touchpoints over 12 channels; US dollar; RACE."""
    return draw({
        "id": "b2b-leads", "name": "Fieldnote: first quarter", "currency": "USD", "main_goal": "raise_conversion",
        "description": "Maintenance software for plants. Fewer, better leads for the same money.",
        "scope": "process", "owner": "Daniel Okafor", "review_date": "2027-01-20", "review_interval_days": 90,
        "periods": [{"id": "q1", "start": "2027-01-01", "end": "2027-03-31"}], "reference_days": 90,
        "segments": SEGMENTS, "stages": STAGES, "steps": STEPS, "links": LINKS, "pools": POOLS, "channels": CHANNELS,
        "touchpoints": worded(LINES, LEADS), "messages": [{"brand_checked": True, "owner": "Daniel Okafor", **m} for m in MESSAGES],
        "scripts": SCRIPTS, "goals": GOALS, "sources": SOURCES,
        "creative_rules": [
            {"id": "call-missed", "trigger_step_id": "qualified", "stuck_for_hours": 24, "channel_id": "phone",
             "message_id": "your_line", "destination_step_id": "meeting", "stop_condition": "Met, declined, or three calls"},
            {"id": "offer-open", "trigger_step_id": "offer", "stuck_for_hours": 336, "channel_id": "email",
             "message_id": "boss", "destination_step_id": "deal", "stop_condition": "Signed or declined"}],
        "campaigns": [
            {"id": "audit_season", "name": "Audit season", "goal_id": "deals",
             "strategy": "Auditors speak, we listen: checklist, webinar, letters, one machine set up live.",
             "touchpoint_ids": ["visit-search", "visit-linkedin", "lead-webinar", "qualified-email", "lead-linkedin", "lead-directories", "meeting-fair"],
             "message_ids": ["audit", "session"]},
            {"id": "faster", "name": "Nobody waits", "goal_id": "first_call", "strategy": "A person within the hour.",
             "touchpoint_ids": ["meeting-phone", "deal-email", "offer-site"], "message_ids": ["your_line", "boss"]}],
        "rules": {
            "total_budget": 259_000, "test_reserve": 6_000, "money_step": 100, "objective": "conversions",
            "limits": [
                {"id": "phone-most", "place": "channel", "place_id": "phone", "upper": 36_000},
                {"id": "linkedin-least", "place": "channel", "place_id": "linkedin", "lower": 60_000}]},
        "costs": [{"id": "crm_tool", "name": "CRM and webinar tool", "amount": 7_800, "kind": "tools"},
                  {"id": "films", "name": "Two case films", "amount": 9_000, "kind": "creative"}],
        "money": {"total_is": "media_only"},
    })  # fmt: skip
