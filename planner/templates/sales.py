"""Templates for those who sell through leads and trials: B2B leads, a SaaS trial."""

from __future__ import annotations

from models.journey import MarketingModel
from planner.templates.outline import Outline

B2B_LEADS = Outline(
    id="b2b-leads", name="B2B leads", description="Sells to companies: leads, meetings, offers, deals.", currency="USD",
    model=MarketingModel.RACE,
    segments=(
        ("small", "Small companies", 40_000, "The owner decides", "A clear price; Start next week", "Time back"),
        ("large", "Larger companies", 6_000, "Three to seven people decide", "Proof; Security; A pilot", "A safe choice"),
    ),
    stages={
        "reach": ("Learn how others solved it", "Be found", "Marketing"), "act": ("Learn without being sold to", "Contacts that fit", "Qualify leads"),
        "convert": ("Convince the others", "Signed offers", "Sell"), "engage": ("Have it used", "References", "Launch and care"),
    },
    steps=(
        ("visit", "reach", "Visits the site", "Searches; Reads a comparison", "Is it for companies like us?", ("Talks of itself", 3), (-1, "Sceptical"), (1, "Interested")),
        ("lead", "act", "Leaves a contact", "Downloads; Joins a webinar", "Something useful at once", ("Twelve fields", 4), (0, "Guarded"), (1, "Helped")),
        ("qualified", "act", "Fits and has the need", "Answers questions", "A person who knows the trade", ("First call after a day", 5), (0, "Patient"), (2, "Taken seriously")),
        ("meeting", "convert", "Meets us", "Brings colleagues", "See their own case", ("A demo of somebody else's world", 3), (1, "Attentive"), (2, "Convinced")),
        ("offer", "convert", "Gets an offer", "Compares; Asks security", "A price without stars", ("Nobody follows up", 4), (-1, "Torn"), (1, "Sure")),
        ("deal", "convert", "Signs", "Signs; Names a lead", "A start date", ("The start slips", 3), (1, "Hopeful"), (2, "Relieved")),
        ("reference", "engage", "Speaks for us", "Takes a call", "Something to show inside", ("Asked too early", 2), (1, "Satisfied"), (3, "Proud")),
    ),
    extra={"deal": {"converts": True, "value": 9_000.0}, "meeting": {"moment_of_truth": True}},
    links=(
        ("visit", "lead", (0.022, 0.016), ""), ("lead", "qualified", (0.28, 0.34), ""), ("qualified", "meeting", (0.40, 0.46), ""),
        ("meeting", "offer", (0.60, 0.55), ""), ("offer", "deal", (0.28, 0.21), ""), ("deal", "reference", (0.10, 0.15), ""),
    ),
    organic={"visit": (9_000, 4_000)},
    audiences=(
        ("searching", "People searching for a solution", "visit", (24_000, 9_000)), ("by_name", "People searching for our name", "visit", (2_600, 1_500)),
        ("social", "Deciders on LinkedIn", "lead", (3_000, 2_600)), ("webinar", "People who give 45 minutes", "lead", (500, 350)),
        ("left", "Left without a word", "visit>lead", ()), ("not_ready", "Leads not ready", "lead>qualified", ()),
        ("not_met", "Qualified, not met", "qualified>meeting", ()), ("open", "Open offers", "offer>deal", ()), ("silent", "Customers nobody asked", "deal>reference", ()),
    ),
    channels=(
        ("search", "Google search", "paid_search"), ("brand", "Google brand search", "brand_search"), ("linkedin", "LinkedIn", "paid_social"),
        ("webinar", "Webinars", "events"), ("retargeting", "Retargeting", "retargeting"), ("email", "E-mail", "email"), ("phone", "Phone", "phone"), ("site", "Site", "site"),
    ),
    lines=(
        ("visit/search/searching", "Generic search ads", 14_000, 2_600, "case", "Searches after a bad week", "performance"),
        ("visit/brand/by_name", "Ads on our name", 3_000, 1_300, "case", "Types our name", "performance"),
        ("lead/linkedin/social", "Lead forms", 12_000, 82, "useful", "Fills in a form in the feed", "performance"),
        ("lead/webinar/webinar", "Webinar", 5_000, 90, "useful", "Sits with a practitioner", "performance"),
        ("lead/retargeting/left", "Cases to visitors", 2_500, 45, "case", "Sees the case again", "performance"),
        ("qualified/email/not_ready", "Six letters", 1_200, 30, "useful", "Reads a letter a week", "performance"),
        ("meeting/phone/not_met", "Calls within the hour", 6_000, 34, "yours", "Is called by a person", "performance"),
        ("deal/email/open", "Numbers for the boss", 600, 4, "yours", "Gets the calculation", "performance"),
        ("reference/email/silent", "Show what you did", 300, 2, "useful", "Is asked after the launch", "brand"),
        ("offer/site/", "Price page", 0, None, "yours", "Looks the price up", ""),
    ),
    messages=(
        ("case", "How a company like yours did it.", "Proof", "A case with numbers", "Names and months", "Read the case", "lead"),
        ("useful", "The checklist we use ourselves.", "Something useful at once", "Yours without a call", "Used by 400 teams", "Get it", "lead"),
        ("yours", "Bring your case, we set it up while you watch.", "See their own case", "Live in 45 minutes", "Uncut recording", "Choose a time", "meeting"),
    ),
    scripts=(
        ("lead", "Asks only for the price", "Send the price at once, then one question"),
        ("offer", "Names a cheaper offer", "Compare in writing, offer a pilot, no discount"),
    ),
    rules=(("qualified", 24, "phone", "yours", "meeting", "Met, declined, or three calls"),),
    goal=("More deals for the same money", "deals", 17), strategy="Fewer, better leads, called within the hour.",
    sources=(
        ("WordStream by LocaliQ, 2023 and 2025", "A lead on search 53.52 dollars over all trades, 87.36 in business services (2023); 27.66 on Facebook (2025)."),
        ("B2B Lead, rates by stage", "Visit to lead 1-5 %, lead to qualified 20-40 %, qualified to accepted 30-60 %, opportunity to won 20-30 %."),
    ),
)  # fmt: skip

SAAS_TRIAL = Outline(
    id="saas-trial", name="SaaS trial", description="Software by subscription with a free trial, no card asked for.", currency="USD",
    model=MarketingModel.AARRR,
    segments=(
        ("solo", "Freelancers", 250_000, "Decide alone, today", "Start in five minutes; A price by month", "To look bigger than they are"),
        ("team", "Teams", 30_000, "One tries, ten will use it", "Invite others; Export data", "Less chaos on Mondays"),
    ),
    stages={
        "acquisition": ("Find a tool that fits", "Trials", "Attract"), "activation": ("Get one thing done", "First value on day one", "Onboard"),
        "retention": ("Make it a habit", "Active in week two", "Support"), "revenue": ("Decide to pay", "Subscriptions", "Convert"),
        "referral": ("Bring the others", "Invitations", "Invite"),
    },
    steps=(
        ("visit", "acquisition", "Visits the site", "Compares tools; Watches a clip", "See it work", ("Prices are hidden", 4), (0, "Curious"), (1, "Keen")),
        ("trial", "acquisition", "Starts a trial", "Leaves an e-mail address", "No card", ("A call is offered at once", 3), (0, "Hopeful"), (2, "Eager")),
        ("active", "activation", "Gets one thing done", "Imports data; Makes the first project", "An example to copy", ("An empty screen", 5), (-1, "Lost"), (2, "Proud")),
        ("habit", "retention", "Uses it in week two", "Comes back; Invites one", "A reason to return", ("No reminder of what was begun", 4), (0, "Busy"), (1, "Relying on it")),
        ("paid", "revenue", "Subscribes", "Chooses a plan", "A fair price", ("The jump from free to paid", 4), (-1, "Weighing"), (1, "Sure")),
        ("invite", "referral", "Invites others", "Sends an invitation", "A benefit for both", ("Hidden in a menu", 2), (1, "Content"), (2, "Generous")),
    ),
    extra={"paid": {"converts": True, "value": 240.0}, "active": {"moment_of_truth": True}},
    links=(
        ("visit", "trial", (0.045, 0.030), ""), ("trial", "active", (0.42, 0.48), ""), ("active", "habit", (0.52, 0.60), ""),
        ("habit", "paid", (0.46, 0.55), ""), ("paid", "invite", (0.12, 0.28), ""),
    ),
    organic={"visit": (31_000, 6_500)},
    audiences=(
        ("searching", "People searching for such a tool", "visit", (85_000, 16_000)), ("by_name", "People searching for our name", "visit", (9_000, 2_600)),
        ("social", "People on social media", "visit", (150_000, 15_000)), ("directories", "Readers of comparisons", "trial", (2_600, 700)),
        ("not_active", "Trials with an empty screen", "trial>active", ()), ("faded", "Tried once", "active>habit", ()),
        ("not_paid", "Habit without a plan", "habit>paid", ()), ("alone", "Pays alone", "paid>invite", ()), ("left", "Left without a trial", "visit>trial", ()),
    ),
    channels=(
        ("search", "Google search", "paid_search"), ("brand", "Google brand search", "brand_search"), ("meta", "Meta", "paid_social"),
        ("video", "YouTube", "paid_video"), ("directories", "Comparison sites", "affiliates"), ("retargeting", "Retargeting", "retargeting"),
        ("email", "E-mail", "email"), ("push", "Notes in the app", "mobile_push"), ("site", "Site and app", "site"),
    ),
    lines=(
        ("visit/search/searching", "Ads on the job", 12_000, 4_300, "done", "Searches for a way to do it", "performance"),
        ("visit/brand/by_name", "Ads on our name", 2_000, 2_900, "done", "Types our name", "performance"),
        ("visit/meta/social", "Clips of Mondays", 6_000, 4_600, "monday", "Laughs at a clip", "brand"),
        ("visit/video/social", "Made in ten minutes", 3_500, 1_900, "monday", "Watches somebody do it", "brand"),
        ("trial/directories/directories", "Profiles in comparisons", 5_000, 260, "done", "Compares five tools", "performance"),
        ("trial/retargeting/left", "Ads to visitors", 2_200, 160, "done", "Sees the tool again", "performance"),
        ("active/email/not_active", "An example to copy", 400, 150, "copy", "Opens a ready project", "performance"),
        ("habit/push/faded", "Where you stopped", 150, 70, "copy", "Comes back to the draft", "performance"),
        ("paid/email/not_paid", "What you would lose", 250, 45, "fair", "Reads what is at stake", "performance"),
        ("active/site/", "First screen", 0, None, "copy", "Sees an empty screen or an example", ""),
        ("invite/email/alone", "Bring your colleague", 80, 22, "done", "Gets a month for two", "brand"),
    ),
    messages=(
        ("done", "Done by lunch.", "See it work", "First result in ten minutes", "Clip without cuts", "Start free", "trial"),
        ("monday", "Mondays without chaos.", "Less chaos on Mondays", "One place for all", "Teams tell", "See how", "visit"),
        ("copy", "Start with an example.", "An example to copy", "Ready projects by trade", "Used 30,000 times", "Open one", "active"),
        ("fair", "Pay for what you use.", "A fair price", "Stop any month", "Prices in the open", "Choose a plan", "paid"),
    ),
    scripts=(
        ("active", "Stares at an empty screen", "Offer an example by trade, a clip of a minute, then a person"),
        ("paid", "Cancels", "Ask for the reason in one click, offer a pause"),
    ),
    rules=(("trial", 24, "email", "copy", "active", "First project made, or three letters"),),
    goal=("More subscriptions", "subscriptions", 305), strategy="Get one thing done on day one.",
    sources=(
        ("ConversionCRM and RetentionLens, free-trial benchmarks", "Trials without a card become paid in 8-12 % by the one, 15-25 % by the other."),
        ("Userpilot 2024, as quoted by Gangly", "Median of trials without a card: 17 %."),
    ),
)  # fmt: skip
