"""Templates for those whose customers grow into it: an education course, a mobile app."""

from __future__ import annotations

from models.journey import MarketingModel
from planner.templates.outline import Outline

EDUCATION_COURSE = Outline(
    id="education-course", name="Education course", description="A paid course online, sold by free lessons and talks.",
    model=MarketingModel.RACE,
    segments=(
        ("changers", "Changing their job", 120_000, "25 to 40, want another profession", "Will I get work?; Time beside the job", "A new start"),
        ("builders", "Building on their job", 80_000, "Need one more skill this year", "Exactly this skill; A paper for the boss", "To be promoted"),
    ),
    stages={
        "reach": ("Find out what is possible", "Visitors with a goal", "Attract"), "act": ("Try without risk", "Free lessons taken", "Teach a taste"),
        "convert": ("Decide and pay", "Places sold", "Advise and enrol"), "engage": ("Finish and use it", "Graduates who tell", "Teach and follow"),
    },
    steps=(
        ("visit", "reach", "Visits the site", "Searches for a profession; Reads stories", "Pay and time", ("Promises like everybody's", 3), (-1, "Doubtful"), (1, "Hopeful")),
        ("signup", "act", "Signs up for a free lesson", "Leaves an e-mail address", "A date that fits", ("Only one date a week", 4), (0, "Curious"), (2, "Looking forward")),
        ("lesson", "act", "Takes the free lesson", "Watches; Does a task", "To manage it", ("Half do not turn up", 5), (-1, "Afraid to fail"), (2, "Surprised at oneself")),
        ("talk", "convert", "Talks to an adviser", "Asks about work and money", "An honest answer", ("Pushed to pay today", 4), (0, "Careful"), (1, "Understood")),
        ("paid", "convert", "Pays for a place", "Chooses instalments", "A way out in two weeks", ("Terms of the loan", 4), (-1, "Nervous"), (2, "Decided")),
        ("graduate", "engage", "Finishes the course", "Hands in; Presents", "To be seen", ("A third stop in week five", 5), (0, "Tired"), (3, "Proud")),
    ),
    extra={"paid": {"converts": True, "value": 890.0}, "lesson": {"moment_of_truth": True}},
    links=(
        ("visit", "signup", (0.060, 0.048), ""), ("signup", "lesson", (0.38, 0.42), ""), ("lesson", "talk", (0.24, 0.20), ""),
        ("talk", "paid", (0.27, 0.34), ""), ("paid", "graduate", (0.55, 0.68), ""),
    ),
    organic={"visit": (14_000, 9_500)},
    audiences=(
        ("searching", "People searching for the profession", "visit", (38_000, 26_000)), ("by_name", "People searching for our name", "visit", (4_500, 3_600)),
        ("social", "People dreaming in the feed", "signup", (16_000, 9_000)), ("channels", "Readers of trade channels", "signup", (3_800, 4_200)),
        ("left", "Left without signing up", "visit>signup", ()), ("absent", "Signed up, did not come", "signup>lesson", ()),
        ("silent", "Took the lesson, no talk", "lesson>talk", ()), ("undecided", "Talked, did not pay", "talk>paid", ()), ("stuck", "Stuck in week five", "paid>graduate", ()),
    ),
    channels=(
        ("search", "Google search", "paid_search"), ("brand", "Google brand search", "brand_search"), ("meta", "Meta", "paid_social"), ("telegram", "Telegram Ads", "telegram_ads"),
        ("video", "YouTube", "paid_video"), ("retargeting", "Retargeting", "retargeting"), ("email", "E-mail", "email"), ("messenger", "Messenger", "messenger"), ("phone", "Advisers", "phone"), ("site", "Site", "site"),
    ),
    lines=(
        ("visit/search/searching", "Ads on professions", 7_000, 5_600, "work", "Searches for a profession at night", "performance"),
        ("visit/brand/by_name", "Ads on our name", 1_200, 2_900, "work", "Types our name", "performance"),
        ("signup/meta/social", "Free lesson in the feed", 9_000, 1_250, "taste", "Signs up with two taps", "performance"),
        ("signup/telegram/channels", "Posts in trade channels", 2_500, 330, "taste", "Reads a post of a practitioner", "performance"),
        ("visit/video/searching", "A day in the profession", 2_400, 1_500, "work", "Watches a day at work", "brand"),
        ("signup/retargeting/left", "Dates to visitors", 1_500, 210, "taste", "Sees the next date", "performance"),
        ("lesson/messenger/absent", "Starts in an hour", 250, 260, "starts", "Gets a note and the link", "performance"),
        ("talk/email/silent", "What you built yesterday", 200, 60, "starts", "Opens the own result", "performance"),
        ("paid/phone/undecided", "An honest second talk", 1_800, 34, "way_out", "Is called by somebody who teaches", "performance"),
        ("graduate/messenger/stuck", "Week five together", 300, 14, "way_out", "Gets a partner for the task", "brand"),
        ("visit/site/", "Page of the profession", 0, None, "work", "Looks for pay and time", ""),
    ),
    messages=(
        ("work", "What you will do on a Tuesday at eleven.", "Will I get work?", "The job as it is", "Film without actors", "See a day", "signup"),
        ("taste", "Build it tonight, free, in 60 minutes.", "Try without risk", "A result to keep", "4.7 of 5 from 2,100", "Take a seat", "signup"),
        ("starts", "We begin in an hour: here is your link.", "A date that fits", "Recorded if you cannot", "Link inside", "Join", "lesson"),
        ("way_out", "Two weeks to change your mind, money back.", "A way out in two weeks", "No reasons asked", "6 % use it", "Keep a place", "paid"),
    ),
    scripts=(
        ("lesson", "Does not turn up", "Recording within an hour, a new date, one question"),
        ("talk", "Says it is too expensive", "Instalments with all numbers, or a smaller course, no discount today only"),
    ),
    rules=(("signup", 1, "messenger", "starts", "lesson", "Joined, or the lesson is over"),),
    goal=("More places sold", "places", 126), strategy="Teach first, sell after: one lesson that surprises.",
    sources=(
        ("WordStream by LocaliQ, 2023", "Education is one of two trades whose conversion on search ads did not fall; 7.04 % over all trades."),
        ("Practitioners on webinars", "A quarter to a half of those who sign up for a free one attend; no single figure holds for all."),
    ),
)  # fmt: skip

MOBILE_APP = Outline(
    id="mobile-app", name="Mobile app", description="An app that earns by subscription, installed from the stores.", currency="USD",
    model=MarketingModel.AARRR,
    segments=(
        ("android", "Android", 900_000, "Many, careful with money", "Small download; Works offline", "To get it done on the way"),
        ("iphone", "iPhone", 350_000, "Fewer, pay more easily", "Looks right; Privacy", "To have it nice and simple"),
    ),
    stages={
        "acquisition": ("Find an app for it", "Installs", "Attract"), "activation": ("Get it to work", "First use", "Onboard"),
        "retention": ("Make it part of the day", "Active after a month", "Remind"), "revenue": ("Decide to pay", "Subscriptions", "Convert"), "referral": ("Show it to a friend", "Invitations", "Share"),
    },
    steps=(
        ("store", "acquisition", "Opens the store page", "Reads stars; Looks at pictures", "What it does in one look", ("Pictures show the old version", 3), (0, "Curious"), (1, "Tempted")),
        ("install", "acquisition", "Installs", "Waits; Gives permissions", "Few permissions", ("Asks for contacts at once", 4), (-1, "Wary"), (1, "Fine with it")),
        ("active", "activation", "Does it once", "Signs in; Does the first task", "Under a minute", ("An account before the first use", 5), (-1, "Impatient"), (2, "Pleased")),
        ("month", "retention", "Still there after a month", "Opens it weekly", "A reason to open it", ("Notes at the wrong hour", 4), (0, "Indifferent"), (2, "Fond of it")),
        ("paid", "revenue", "Subscribes", "Tries; Pays", "A price by month", ("Year only", 3), (-1, "Weighing"), (1, "Sure")),
        ("share", "referral", "Shows it to a friend", "Sends a link", "Something to show", ("Nothing to share", 2), (1, "Content"), (2, "Proud")),
    ),
    extra={"paid": {"converts": True, "value": 34.0}, "active": {"moment_of_truth": True}},
    links=(
        ("store", "install", (0.29, 0.25), ""), ("install", "active", (0.58, 0.62), ""), ("active", "month", (0.075, 0.09), ""),
        ("month", "paid", (0.24, 0.33), ""), ("paid", "share", (0.10, 0.14), ""),
    ),
    organic={"store": (46_000, 21_000)},
    audiences=(
        ("searching", "People searching in the stores", "store", (130_000, 56_000)), ("social", "People on social media", "store", (700_000, 260_000)),
        ("networks", "Players and readers in ad networks", "install", (60_000, 16_000)), ("not_active", "Installed, not used", "install>active", ()),
        ("sleeping", "Used once, asleep", "active>month", ()), ("free", "Uses it for free", "month>paid", ()), ("quiet", "Pays and is silent", "paid>share", ()), ("left", "Looked, did not install", "store>install", ()),
    ),
    channels=(
        ("stores", "Store search ads", "paid_search"), ("meta", "Meta", "paid_social"), ("video", "YouTube", "paid_video"), ("networks", "In-app networks", "display"),
        ("retargeting", "Retargeting", "retargeting"), ("push", "App push", "mobile_push"), ("email", "E-mail", "email"), ("referral", "Invite a friend", "referral"), ("site", "App and store page", "site"),
    ),
    lines=(
        ("store/stores/searching", "Ads in store search", 14_000, 19_000, "minute", "Searches the store", "performance"),
        ("store/meta/social", "Clips of use", 12_000, 21_000, "minute", "Watches ten seconds", "performance"),
        ("store/video/social", "A week with it", 4_000, 4_200, "week", "Watches a tester", "brand"),
        ("install/networks/networks", "In-app networks", 9_000, 6_800, "minute", "Plays, sees an ad, installs", "performance"),
        ("install/retargeting/left", "Ads to lookers", 2_000, 900, "minute", "Sees it again", "performance"),
        ("active/push/not_active", "One minute to the first", 200, 1_400, "first", "Opens it for the first time", "performance"),
        ("month/push/sleeping", "At your hour", 350, 900, "week", "Gets a note at the right hour", "performance"),
        ("month/retargeting/sleeping", "Come back ads", 2_500, 420, "week", "Sees what is new", "performance"),
        ("paid/email/free", "What you would get", 250, 130, "price", "Reads what others pay for", "performance"),
        ("share/referral/quiet", "A month for both", 400, 60, "price", "Sends a month as a gift", "brand"),
        ("active/site/", "First screen", 0, None, "first", "Sees the first screen", ""),
    ),
    messages=(
        ("minute", "Done in a minute.", "What it does in one look", "One task, one minute", "4.7 of 5", "Install", "install"),
        ("first", "One minute, try it now.", "Under a minute", "No account needed", "Clip", "Open", "active"),
        ("week", "Seven days, seven minutes.", "A reason to open it", "A small step a day", "Testers tell", "Go on", "month"),
        ("price", "Pay by month, stop any day.", "A price by month", "No trap", "Stop in two taps", "Choose", "paid"),
    ),
    scripts=(
        ("active", "Refuses a permission", "Go on without it, ask again when it is needed"),
        ("month", "Removes the app", "One question in the store's form, an answer within a day"),
    ),
    rules=(("install", 4, "push", "first", "active", "Used once, or two notes sent"),),
    goal=("More subscriptions", "subscriptions", 650), strategy="From install to the first minute without a hurdle.",
    sources=(
        ("AppsFlyer, app retention benchmarks 2019", "Of users won by ads fewer than 5 % are left after 30 days, over 15,000 apps."),
        ("Adjust and others, as collected by Core MBA for 2024-2025", "First-day retention 20-30 % by category, after 30 days 3-12 %; an install costs 1.20 dollars (Android) to 4.70 (iOS)."),
    ),
)  # fmt: skip
