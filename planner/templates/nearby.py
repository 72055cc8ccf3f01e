"""Templates for those who serve people near them: a local service, restaurant delivery."""

from __future__ import annotations

from models.journey import MarketingModel
from planner.templates.outline import Outline

LOCAL_SERVICE = Outline(
    id="local-service", name="Local service", description="Comes to the customer or the customer comes: booked by web or by phone.",
    model=MarketingModel.SEE_THINK_DO_CARE,
    segments=(
        ("urgent", "Needs it now", 9_000, "Something broke today", "A person who answers; Today", "To have it over"),
        ("planned", "Plans ahead", 30_000, "Compares three offers", "A price before the visit; Reviews", "To have it done well"),
    ),
    stages={
        "see": ("Know that help is near", "Be seen in the area", "Be found"), "think": ("Find out price and wait", "Answer at once", "Inform"),
        "do": ("Get an appointment", "Every call becomes a visit", "Book by web or by phone"), "care": ("Have it done well", "Second jobs, reviews", "Serve and follow up"),
    },
    steps=(
        ("profile", "see", "Opens the profile on the map", "Searches “near me”; Reads reviews", "How near, how good", ("Old opening hours", 3), (-2, "Stressed"), (0, "Hopeful")),
        ("visit", "think", "Visits the site", "Looks for the price", "The price; The first free hour", ("No price on the page", 4), (-1, "Impatient"), (1, "Trusting")),
        ("form", "do", "Books by web", "Chooses an hour", "A confirmation at once", ("Booked, not at home", 3), (0, "Hurried"), (1, "Settled")),
        ("call", "do", "Calls", "Calls between jobs", "A person who answers", ("A quarter of calls is missed", 5), (-2, "Annoyed"), (1, "Welcome")),
        ("job", "do", "Has the job done", "Opens the door; Pays", "On time; The price that was said", ("Late without a word", 4), (0, "Anxious"), (2, "Relieved")),
        ("again", "care", "Comes back or recommends", "Writes a review; Tells neighbours", "A simple way to say thanks", ("Nobody asks", 3), (1, "Content"), (2, "Glad to help")),
    ),
    extra={"job": {"converts": True, "value": 120.0}, "call": {"moment_of_truth": True}},
    links=(
        ("profile", "visit", (0.24, 0.38), "web"), ("profile", "call", (0.14, 0.05), "phone"), ("visit", "form", (0.05, 0.08), "web"),
        ("visit", "call", (0.08, 0.03), "phone"), ("form", "job", (0.72, 0.70), "web"), ("call", "job", (0.46, 0.40), "phone"), ("job", "again", (0.10, 0.18), ""),
    ),
    organic={"profile": (1_500, 2_600), "visit": (300, 800)},
    audiences=(
        ("near", "People searching on the map", "profile", (3_600, 5_200)), ("searching", "People searching for the job", "visit", (1_500, 3_000)),
        ("by_name", "People searching for our name", "visit", (400, 900)), ("social", "Households of the area", "visit", (8_000, 26_000)),
        ("dialling", "People who call from the ad", "call", (420, 260)), ("letterbox_social", "Letter boxes", "profile", (8_000, 26_000)),
        ("left", "Left without booking", "visit>form", ()), ("missed", "Called, no appointment", "call>job", ()),
        ("no_show", "Booked, not done", "form>job", ()), ("served", "Served and silent", "job>again", ()),
    ),
    channels=(
        ("maps", "Google local ads", "paid_search"), ("search", "Google search", "paid_search"), ("brand", "Google brand search", "brand_search"),
        ("meta", "Facebook", "paid_social"), ("flyer", "Flyers", "offline_ad"), ("phone", "Phone", "phone"), ("sms", "Text messages", "sms"),
        ("email", "E-mail", "email"), ("retargeting", "Retargeting", "retargeting"), ("site", "Site", "site"),
    ),
    lines=(
        ("profile/maps/near", "First place on the map", 900, 900, "today", "Taps the first pin", "performance"),
        ("visit/search/searching", "Ads on the job", 1_800, 420, "price", "Searches for the job and the town", "performance"),
        ("call/search/dialling", "Ads with the number", 900, 95, "today", "Taps the number", "performance"),
        ("visit/brand/by_name", "Ads on our name", 200, 260, "price", "Types our name", "performance"),
        ("visit/meta/social", "Before and after", 600, 640, "price", "Sees a job from next door", "brand"),
        ("profile/flyer/letterbox_social", "Cards in letter boxes", 500, 260, "today", "Finds the card", "brand"),
        ("form/retargeting/left", "Ads to visitors", 200, 12, "price", "Sees the offer again", "performance"),
        ("job/phone/missed", "Call back within the hour", 200, 22, "back", "Is called back", "performance"),
        ("job/sms/no_show", "Reminder by text", 40, 10, "back", "Gets a text the day before", "performance"),
        ("again/email/served", "Tell the neighbours", 40, 12, "thanks", "Gets a card to pass on", "brand"),
        ("form/site/", "Booking page", 0, None, "price", "Looks for a free hour", ""),
    ),
    messages=(
        ("today", "Today, or we say so at once.", "Today", "A person answers", "Median wait four hours", "Call", "call"),
        ("price", "The price before the visit.", "A price before the visit", "No surprise on the bill", "4.8 of 5", "See prices", "form"),
        ("back", "Sorry we missed you: we call within the hour.", "A person who answers", "You need not call twice", "38 minutes on average", "Choose an hour", "job"),
        ("thanks", "Your neighbours will ask. Give them this.", "A simple way to say thanks", "Half price for a first job", "One in eight comes so", "Pass it on", "again"),
    ),
    scripts=(
        ("call", "Calls while the line is busy", "Text within a minute, call back within the hour"),
        ("form", "Is not at home", "Wait ten minutes, offer a new hour the same day"),
    ),
    rules=(("call", 0.02, "sms", "back", "job", "Reached, or two attempts"),),
    goal=("More jobs", "jobs", 520), strategy="Nobody has to call twice.",
    sources=(
        ("WordStream by LocaliQ, search advertising benchmarks 2023", "Click to contact 10.22 % in home services, 7.04 % over all trades; 53.52 dollars a lead over all trades."),
        ("LocaliQ 2025, home services", "Average click 7.85 dollars; click to contact from 2.6 % (construction) to 17.7 % (cleaning)."),
    ),
)  # fmt: skip

RESTAURANT_DELIVERY = Outline(
    id="restaurant-delivery", name="Restaurant delivery", description="Own kitchen, own site, orders by web, app and phone.",
    model=MarketingModel.AIDA,
    segments=(
        ("families", "Families", 22_000, "Order on Friday evening", "Everybody finds something; On time", "An evening without cooking"),
        ("office", "Office lunch", 9_000, "Order before eleven, for several", "One bill; Before noon", "A good break"),
    ),
    stages={
        "attention": ("Notice that there is something new", "Be seen before hunger", "Be found"), "interest": ("See what there is", "Menus opened", "Show the menu"),
        "desire": ("Find one's dish", "Full baskets", "Recommend"), "action": ("Eat in time", "Orders", "Cook and deliver"),
    },
    steps=(
        ("profile", "attention", "Sees the restaurant", "Searches “near me”; Scrolls", "How near, how good", ("Pictures from the old kitchen", 3), (0, "Hungry"), (1, "Tempted")),
        ("menu", "interest", "Opens the menu", "Looks at dishes and prices", "Prices with delivery", ("The menu is a PDF", 4), (0, "Undecided"), (2, "Mouth watering")),
        ("basket", "desire", "Fills the basket", "Adds; Asks the others", "Time of delivery", ("Least order found late", 4), (1, "Eager"), (2, "Certain")),
        ("phone", "desire", "Calls to order", "Asks for the dish of the day", "A person who listens", ("Nobody answers at seven", 4), (-1, "Waiting"), (1, "Served")),
        ("order", "action", "Orders", "Pays; Waits", "On time and hot", ("Twenty minutes late on Fridays", 5), (0, "Impatient"), (3, "Happy")),
        ("again", "action", "Orders again", "Repeats the last order", "One tap", ("No way to repeat", 3), (1, "Content"), (2, "At home")),
    ),
    extra={"order": {"converts": True, "value": 31.0, "moment_of_truth": True}},
    links=(
        ("profile", "menu", (0.36, 0.42), "web"), ("profile", "phone", (0.05, 0.02), "phone"), ("menu", "basket", (0.17, 0.21), "web"),
        ("basket", "order", (0.55, 0.62), "web"), ("phone", "order", (0.70, 0.75), "phone"), ("order", "again", (0.28, 0.36), ""),
    ),
    organic={"profile": (7_500, 2_400), "menu": (2_000, 900)},
    audiences=(
        ("near", "People searching near us", "profile", (16_000, 5_500)), ("social", "People of the quarter on Instagram", "profile", (18_000, 7_000)),
        ("hungry", "People searching for the dish", "menu", (5_200, 2_600)), ("by_name", "People searching for our name", "menu", (3_000, 1_300)),
        ("portal", "Guests of a delivery portal", "basket", (1_500, 800)), ("left_basket", "Left a full basket", "basket>order", ()),
        ("left_menu", "Looked and left", "menu>basket", ()), ("once", "Ordered once", "order>again", ()),
    ),
    channels=(
        ("maps", "Google local ads", "paid_search"), ("search", "Google search", "paid_search"), ("brand", "Google brand search", "brand_search"),
        ("meta", "Instagram", "paid_social"), ("portal", "Delivery portal", "marketplace"), ("flyer", "Flyers", "offline_ad"), ("push", "App push", "mobile_push"),
        ("sms", "Text messages", "sms"), ("retargeting", "Retargeting", "retargeting"), ("line", "Phone", "phone"), ("site", "Site and app", "site"),
    ),
    lines=(
        ("profile/maps/near", "First place on the map", 700, 1_500, "dish", "Searches on Friday at six", "performance"),
        ("profile/meta/social", "Dish of the week", 900, 2_300, "dish", "Sees the pan in slow motion", "brand"),
        ("profile/flyer/social", "Menus in letter boxes", 400, 420, "dish", "Finds the menu", "brand"),
        ("menu/search/hungry", "Ads on the dish", 900, 520, "time", "Searches for the dish and the quarter", "performance"),
        ("menu/brand/by_name", "Ads on our name", 250, 620, "time", "Types our name", "performance"),
        ("basket/portal/portal", "Place on a delivery portal", 1_300, 300, "time", "Scrolls the portal", "performance"),
        ("basket/retargeting/left_menu", "The dish again", 250, 60, "dish", "Sees the dish again", "performance"),
        ("order/push/left_basket", "Your basket is warm", 60, 70, "basket", "Reads a note ten minutes later", "performance"),
        ("again/sms/once", "Same as last Friday?", 90, 130, "same", "Answers with one digit", "performance"),
        ("phone/line/", "Somebody answers", 0, None, "time", "Calls at seven", ""),
        ("menu/site/", "Menu page", 0, None, "time", "Looks for prices with delivery", ""),
    ),
    messages=(
        ("dish", "Friday is dumpling day.", "Everybody finds something", "One dish a week, cooked properly", "Sold out three Fridays in a row", "See the dish", "menu"),
        ("time", "At your door in 38 minutes, or the dessert is ours.", "On time", "A time that holds", "94 % on time", "Order", "basket"),
        ("basket", "Your basket is still warm.", "Time of delivery", "Nothing to choose again", "Kept for an hour", "Pay", "order"),
        ("same", "Same as last Friday? Answer 1.", "One tap", "No form", "Every third guest does", "Answer 1", "again"),
    ),
    scripts=(
        ("order", "Asks where the food is", "See the driver on the map, call back within two minutes"),
        ("order", "Complains of cold food", "Money back at once, a call next day"),
    ),
    rules=(("basket", 0.2, "push", "basket", "order", "Ordered, or one note sent"),),
    goal=("More orders on our own site", "orders", 1_500), strategy="One dish a week, a time that holds.",
    sources=(
        ("WordStream by LocaliQ 2025, restaurants", "Search: click 2.05 dollars, click to action 7.09 %, 30.27 dollars an action; Facebook leads 3.16 dollars."),
    ),
)  # fmt: skip
