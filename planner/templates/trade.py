"""Templates for those who sell goods: an online shop, a marketplace."""

from __future__ import annotations

from models.journey import MarketingModel
from planner.templates.outline import Outline

ONLINE_SHOP = Outline(
    id="online-shop", name="Online shop", description="Sells goods on its own site, delivers by parcel.",
    model=MarketingModel.RACE,
    segments=(
        ("new", "New customers", 300_000, "Have the need, do not know us yet", "See what fits; Trust the shop", "To find the right thing without regret"),
        ("returning", "Returning customers", 20_000, "Bought in the last two years", "A reason to come back; Order fast", "To get what they liked again"),
    ),
    stages={
        "reach": ("Find what could fit", "Visits that look at products", "Attract visitors"),
        "act": ("Choose the right one", "The right product in the cart", "Advise and show"),
        "convert": ("Order without surprises", "Carts become paid orders", "Take and pay orders"),
        "engage": ("Be glad and come back", "Second orders, reviews", "Deliver and serve"),
    },
    steps=(
        ("visit", "reach", "Visits the shop", "Searches; Compares shops", "Overview; Prices", ("The first screen is slow on a phone", 4), (0, "Curious"), (2, "Inspired")),
        ("cart", "act", "Puts something into the cart", "Reads reviews; Compares sizes", "Size; Date of delivery", ("Delivery cost is found late", 5), (-1, "Doubtful"), (1, "Confident")),
        ("checkout", "convert", "Starts the checkout", "Types the address; Chooses payment", "Pay in the usual way", ("An account is needed", 4), (-1, "Impatient"), (1, "At ease")),
        ("order", "convert", "Pays the order", "Pays; Tracks the parcel", "A confirmation at once", ("Payment fails at the bank", 3), (1, "Relieved"), (3, "Delighted")),
        ("review", "engage", "Reviews or recommends", "Writes a review; Sends a code", "An easy way to say it", ("Nobody asks", 3), (1, "Content"), (2, "Proud")),
    ),
    extra={"order": {"converts": True, "value": 60.0}, "checkout": {"moment_of_truth": True}},
    links=(
        ("visit", "cart", (0.055, 0.11), ""), ("cart", "checkout", (0.46, 0.56), ""),
        ("checkout", "order", (0.60, 0.72), ""), ("order", "review", (0.04, 0.07), ""),
    ),
    organic={"visit": (24_000, 9_000)},
    audiences=(
        ("searching", "People searching for such goods", "visit", (70_000, 6_000)),
        ("by_name", "People searching for our name", "visit", (8_000, 12_000)),
        ("social", "Audiences on social media", "visit", (180_000, 0)),
        ("left_cart", "Left a full cart", "cart>checkout", ()), ("left_checkout", "Did not finish paying", "checkout>order", ()),
        ("left_visit", "Left without a cart", "visit>cart", ()), ("buyers", "Bought and said nothing", "order>review", ()),
    ),
    channels=(
        ("search", "Google search", "paid_search"), ("brand", "Google brand search", "brand_search"),
        ("shopping", "Google Shopping", "paid_shopping"), ("meta", "Meta", "paid_social"),
        ("retargeting", "Retargeting", "retargeting"), ("email", "E-mail", "email"), ("push", "Web push", "mobile_push"), ("site", "Shop", "site"),
    ),
    lines=(
        ("visit/search/searching", "Generic search ads", 5_000, 6_200, "fits", "Searches for the product", "performance"),
        ("visit/shopping/searching", "Shopping ads", 5_500, 7_600, "fits", "Compares pictures and prices", "performance"),
        ("visit/brand/by_name", "Ads on our name", 1_500, 5_000, "trust", "Types our name", "performance"),
        ("visit/meta/social", "Pictures in the feed", 5_000, 8_500, "trust", "Stops at a picture", "brand"),
        ("cart/retargeting/left_visit", "Seen products again", 1_800, 330, "fits", "Sees the product again", "performance"),
        ("checkout/email/left_cart", "Cart reminder by e-mail", 150, 190, "waiting", "Finds the cart in the inbox", "performance"),
        ("checkout/push/left_cart", "Cart reminder by push", 80, 90, "waiting", "Reads a note two hours later", "performance"),
        ("order/email/left_checkout", "Finish paying", 50, 35, "waiting", "Gets another way to pay", "performance"),
        ("review/email/buyers", "How do you like it?", 60, 60, "thanks", "Gets a letter after the parcel", "brand"),
        ("cart/site/", "Product page", 0, None, "fits", "Looks for the size", ""),
    ),
    messages=(
        ("fits", "Fits or goes back free.", "Size", "No risk in trying", "Reviews with pictures", "See it", "cart"),
        ("trust", "Made by people with names.", "Trust the shop", "Know who makes it", "A film from the workshop", "Meet us", "visit"),
        ("waiting", "Your cart is waiting, the price holds until midnight.", "Date of delivery", "No surprises", "Price guarantee", "Check out", "checkout"),
        ("thanks", "How do you like it?", "An easy way to say it", "One minute", "Others read it", "Write a review", "review"),
    ),
    scripts=(
        ("cart", "Leaves with a full cart", "Push after two hours, e-mail after a day, then silence"),
        ("order", "Sends a piece back", "Refund on the day of arrival, question for the reason"),
    ),
    rules=(("cart", 2, "push", "waiting", "checkout", "Ordered, or two reminders sent"),),
    goal=("10 % more orders", "orders", 1_270), strategy="One promise on every channel: it fits or goes back.",
    sources=(
        ("Baymard Institute, cart abandonment rate statistics", "About 70 % of carts are abandoned on average."),
        ("Klaviyo, 2024 benchmark report", "Median order rate of automated e-mails 1.71 %, of the best tenth 5.71 %."),
        ("Littledata, as quoted by practitioners in 2022", "4.4 % of sessions on Shopify add to the cart; above 7 % counts as good."),
    ),
)  # fmt: skip

MARKETPLACE = Outline(
    id="marketplace", name="Marketplace", description="Brings buyers and sellers together and takes a share of each deal.",
    model=MarketingModel.RACE,
    segments=(
        ("buyers", "Buyers", 400_000, "Look for used or rare things near them", "Find it near; Not be cheated", "A bargain with a story"),
        ("sellers", "Sellers", 60_000, "Have things to part with", "Sell fast; Be paid safely", "Space and money"),
    ),
    stages={
        "reach": ("Know that it is here", "People on both sides", "Attract"), "act": ("Look around safely", "Listings and contacts", "List and match"),
        "convert": ("Close a fair deal", "Paid deals", "Pay and ship"), "engage": ("Come back", "Second deals, ratings", "Rate and remind"),
    },
    steps=(
        ("visit", "reach", "Visits the marketplace", "Searches for a thing; Looks at prices", "Is it near?; What does it cost?", ("Too many hits without pictures", 3), (0, "Curious"), (1, "Keen")),
        ("account", "act", "Makes an account", "Leaves an e-mail address", "No spam", ("A phone number is asked for", 4), (-1, "Wary"), (1, "Safe")),
        ("offer", "act", "Lists or asks", "Takes pictures; Writes to the other", "Help with the price", ("Listing takes eight screens", 4), (0, "Busy"), (2, "Eager")),
        ("deal", "convert", "Closes a deal", "Agrees on price; Pays", "Protection for both", ("Half of chats go silent", 5), (-1, "Nervous"), (2, "Relieved")),
        ("again", "engage", "Rates and returns", "Rates; Saves a search", "A reason to look again", ("No news of saved searches", 3), (1, "Content"), (2, "At home")),
    ),
    extra={"deal": {"converts": True, "value": 9.0, "moment_of_truth": True}},
    links=(
        ("visit", "account", (0.09, 0.14), ""), ("account", "offer", (0.42, 0.50), ""),
        ("offer", "deal", (0.30, 0.38), ""), ("deal", "again", (0.35, 0.45), ""),
    ),
    organic={"visit": (52_000, 11_000)},
    audiences=(
        ("searching", "People searching for a thing", "visit", (150_000, 26_000)), ("social", "People in local groups", "visit", (200_000, 40_000)),
        ("stores", "People looking for apps to sell", "account", (9_000, 7_000)), ("no_offer", "Accounts without an offer", "account>offer", ()),
        ("silent", "Chats that went silent", "offer>deal", ()), ("done", "Dealt and gone", "deal>again", ()), ("left", "Left without an account", "visit>account", ()),
    ),
    channels=(
        ("search", "Google search", "paid_search"), ("meta", "Meta", "paid_social"), ("apps", "App store ads", "paid_other"),
        ("video", "YouTube", "paid_video"), ("retargeting", "Retargeting", "retargeting"), ("push", "App push", "mobile_push"),
        ("email", "E-mail", "email"), ("referral", "Invite a friend", "referral"), ("site", "Site and app", "site"),
    ),
    lines=(
        ("visit/search/searching", "Ads on things", 9_000, 26_000, "near", "Searches for a used bicycle", "performance"),
        ("visit/meta/social", "Finds of the week", 7_000, 21_000, "story", "Sees a find in a local group", "brand"),
        ("visit/video/social", "Cellar to cash", 3_000, 6_000, "story", "Sees a cellar emptied in a day", "brand"),
        ("account/apps/stores", "App store ads", 4_000, 1_700, "sell", "Looks for an app to sell", "performance"),
        ("account/retargeting/left", "Things seen again", 2_000, 520, "near", "Sees the bicycle again", "performance"),
        ("offer/push/no_offer", "First listing in a minute", 300, 620, "sell", "Reads how to list with one picture", "performance"),
        ("offer/referral/no_offer", "Invite a friend", 1_500, 380, "sell", "Gets an invitation", "performance"),
        ("deal/push/silent", "Your chat is waiting", 250, 430, "protect", "Is reminded of an open question", "performance"),
        ("again/email/done", "New for your saved search", 200, 360, "near", "Opens the Saturday letter", "performance"),
        ("deal/site/", "Protected payment", 0, None, "protect", "Pays through the platform", ""),
    ),
    messages=(
        ("near", "It is around the corner.", "Find it near", "Thousands of things within five miles", "Map of today's finds", "Look", "visit"),
        ("story", "Everything had a life before.", "A bargain with a story", "Things with history", "Finds of the week", "See finds", "visit"),
        ("sell", "One picture, one price, sold.", "Sell fast", "Price help by similar deals", "Half are sold in six days", "List", "offer"),
        ("protect", "Paid when it arrived as shown.", "Not be cheated", "Money is held until both agree", "99 % without dispute", "Pay safely", "deal"),
    ),
    scripts=(
        ("offer", "Does not answer a buyer", "Push after four hours, the listing sinks after three days"),
        ("deal", "Says the thing is not as shown", "Money stays held, a person decides within two days"),
    ),
    rules=(("offer", 4, "push", "protect", "deal", "Dealt, declined, or two notes sent"),),
    goal=("More deals", "deals", 2_100), strategy="Sellers first: every new listing brings the buyers.",
    sources=(
        ("ConversionBench, marketplace against ecommerce", "3-8 % of sessions buy; 40-60 % of new sellers give up before the first listing."),
        ("Trusov, Bucklin & Pauwels (2009)", "Invitations by members work stronger and longer than events."),
    ),
)  # fmt: skip
