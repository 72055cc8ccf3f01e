"""Linde & Loom, an online shop for home textiles: whom it speaks to and what they go through."""

from __future__ import annotations

from planner.examples.sketch import feeling, measured, partly, people, problems

SEGMENTS = [
    {
        "id": "new_home", "name": "New homes", "size": partly(420_000, "Statistics office, moves a year, share by age"),
        "description": "25 to 40, moving in or renovating; furnish room by room within three months.",
        "needs": ["See how a set looks in a real room", "Know the exact size before buying"],
        "wishes": "One style that fits together without a designer.",
        "expectations": "Delivery within three days, free returns.",
        "preferred_channel_ids": ["social", "search"],
        "problems_met": "Colours differ from the photo; sizes differ by maker.",
        "behaviour": "Saves pictures for weeks, compares three shops, buys on a Sunday evening by phone.",
        "motivations": "Wants the flat to feel finished; proud to show it.",
    },
    {
        "id": "gift", "name": "Gift buyers", "size": partly(310_000, "Survey of 400 visitors, December 2025"),
        "description": "30 to 60, buying for family; need it before a date.",
        "needs": ["Be sure that it arrives in time", "Be sure that it can be exchanged"],
        "wishes": "Something that looks more expensive than it is, already wrapped.",
        "expectations": "The date of delivery before the basket, not after it.",
        "preferred_channel_ids": ["shopping", "search"],
        "problems_met": "The last order day is hidden; gift wrapping is found too late.",
        "behaviour": "Searches by recipient and price, decides within one or two visits.",
        "motivations": "Relief: one name less on the list.",
    },
    {
        "id": "regular", "name": "Regular customers", "size": measured(38_000, "Shop database, orders of 24 months"),
        "description": "Bought in the last two years; know the quality and wait for a reason to come back.",
        "needs": ["Hear of new colours first", "Complete a set that they own"],
        "wishes": "To be treated as somebody known.",
        "expectations": "No discount shown to newcomers only.",
        "preferred_channel_ids": ["email", "push"],
        "problems_met": "The colour bought last year is gone; codes do not work on sale items.",
        "behaviour": "Opens the newsletter, comes straight to a product, buys at once or not at all.",
        "motivations": "The pleasure of a set that matches.",
    },
]  # fmt: skip

STAGES = [
    {"id": "reach", "name": "Reach", "model_stage": "reach", "customer_goal": "Find ideas for a room or a gift",
     "business_goal": "Bring people who will look at a product", "business_process": "Attract visitors"},
    {"id": "act", "name": "Act", "model_stage": "act", "customer_goal": "Find the one that fits in size, colour and price",
     "business_goal": "Get the right product into the cart", "business_process": "Advise and show"},
    {"id": "convert", "name": "Convert", "model_stage": "convert", "customer_goal": "Order without surprises",
     "business_goal": "Turn carts into paid orders", "business_process": "Take and pay orders"},
    {"id": "engage", "name": "Engage", "model_stage": "engage", "customer_goal": "Be glad of the purchase and tell a friend",
     "business_goal": "Second orders and recommendations", "business_process": "Deliver, serve, win again"},
]  # fmt: skip

STEPS = [
    {
        "id": "visit", "stage_id": "reach", "name": "Visits the shop", "observed": measured(98_700, "GA4, October 2026"),
        "organic": people(new_home=measured(39_000), gift=measured(21_500), regular=measured(15_500)),
        "actions": ["Searches for bedding or a gift", "Saves pictures", "Asks friends"],
        "needs": ["Inspiration for a room", "A quick overview of prices"],
        "problems": problems(
            "visit", ("The first screen on a phone loads in 4.1 seconds", 4, "measured", "Web analytics, October 2026", 4),
            ("Ads show a set, the page shows single pieces", 3, "partly_known", "12 interviews, September 2026", 2)),
        **feeling((1, "Curious"), (2, "Inspired")), "metrics": "Visits, bounce rate, load time",
    },
    {
        "id": "product", "stage_id": "act", "name": "Looks at a product", "observed": measured(55_570, "GA4, October 2026"),
        "actions": ["Compares sizes", "Reads reviews", "Zooms into the fabric"],
        "needs": ["The exact size", "How the colour looks by daylight"],
        "problems": problems(
            "product", ("Size tables differ between products", 4, "measured", "41 complaints, third quarter 2026", 3),
            ("Colours look different on the phone", 3, "partly_known", "12 interviews, September 2026", 4)),
        **feeling((0, "Unsure"), (2, "Confident")), "metrics": "Product views, questions to support",
    },
    {
        "id": "cart", "stage_id": "act", "name": "Puts it into the cart", "observed": measured(8_350, "GA4, October 2026"),
        "actions": ["Adds to the cart", "Looks for a discount code", "Compares with another shop"],
        "needs": ["The whole price with delivery", "The date of delivery"],
        "problems": problems(
            "cart", ("The cost of delivery appears only at the checkout", 5, "measured", "Exit survey, 640 answers", 2),
            ("The code field invites people to leave and search for codes", 3, "partly_known", "Session recordings", 1)),
        **feeling((-1, "Suspicious of extra costs"), (1, "Reassured")), "metrics": "Carts, cart abandonment",
    },
    {
        "id": "checkout", "stage_id": "convert", "name": "Starts the checkout", "observed": measured(4_330, "GA4, October 2026"),
        "actions": ["Types the address", "Chooses delivery and payment"], "moment_of_truth": True,
        "needs": ["Pay in the usual way", "No account"],
        "problems": problems(
            "checkout", ("An account has to be made before paying", 5, "measured", "Checkout funnel, October 2026", 3),
            ("Card payment fails at the bank's confirmation", 4, "measured", "Payment provider, 6.2 % failed", 3)),
        **feeling((-2, "Annoyed"), (1, "At ease")), "metrics": "Checkouts, payment failures",
    },
    {
        "id": "order", "stage_id": "convert", "name": "Pays the order", "converts": True,
        "observed": measured(2_880, "Shop database, October 2026"), "value": measured(82.0, "Shop database, net after returns"),
        "actions": ["Pays", "Waits for the parcel", "Tracks it"],
        "needs": ["A confirmation at once", "A date that holds"],
        "problems": problems("order", ("The tracking link comes a day late", 2, "measured", "Support tickets", 3)),
        **feeling((1, "Relieved"), (3, "Delighted")), "metrics": "Orders, average order, returns",
    },
    {
        "id": "recommend", "stage_id": "engage", "name": "Reviews or recommends",
        "observed": measured(263, "Review tool, October 2026"),
        "actions": ["Writes a review", "Sends a friend code", "Posts a picture"],
        "needs": ["An easy way to say it", "A reason to come back"],
        "problems": problems("recommend", ("The request for a review comes before the parcel", 3, "measured", "Review tool", 1)),
        **feeling((1, "Content"), (2, "Proud")), "metrics": "Reviews, friend codes, second orders in 90 days",
    },
]  # fmt: skip

MESSAGES = [
    {"id": "room", "text": "The whole room in one set: linen that matches from bed to bath.", "segment_ids": ["new_home"],
     "need": "See how a set looks in a real room", "value_proposition": "Sets made to match, at the price of single pieces",
     "proof": "1,900 pictures from customers' homes", "call_to_action": "See the rooms", "destination_step_id": "product"},
    {"id": "date", "text": "Order by 20 December, under the tree on the 24th. Or it is free.", "segment_ids": ["gift"],
     "need": "Be sure that it arrives in time", "value_proposition": "A delivery date that is guaranteed",
     "proof": "98.7 % on time last December", "call_to_action": "Find a gift", "destination_step_id": "product"},
    {"id": "size", "text": "Fits or goes back free: measured by hand, every piece.", "segment_ids": ["new_home", "gift"],
     "need": "Know the exact size before buying", "value_proposition": "One size table for the whole shop",
     "proof": "4.6 of 5 for fit in 2,300 reviews", "call_to_action": "Check your size", "destination_step_id": "cart"},
    {"id": "first", "text": "New colours: yours three days before everybody else's.", "segment_ids": ["regular"],
     "need": "Hear of new colours first", "value_proposition": "Early access for customers",
     "proof": "Last colour sold out in nine days", "call_to_action": "Choose yours", "destination_step_id": "cart"},
    {"id": "waiting", "text": "Still yours: we kept your cart. Delivery 3.90, returns free, pay as a guest.",
     "segment_ids": ["new_home", "gift", "regular"], "need": "The whole price with delivery",
     "value_proposition": "No surprises at the checkout", "proof": "Price guarantee until midnight",
     "call_to_action": "Go to the checkout", "destination_step_id": "checkout"},
    {"id": "payment", "text": "Your bank said no? Finish with one tap by another way to pay.",
     "segment_ids": ["new_home", "gift", "regular"], "need": "Pay in the usual way",
     "value_proposition": "Five ways to pay, the cart stays", "proof": "Secured by the payment provider",
     "call_to_action": "Pay now", "destination_step_id": "order"},
    {"id": "picture", "text": "Show us your room: the best picture wins a throw each month.",
     "segment_ids": ["new_home", "regular"], "need": "An easy way to say it", "value_proposition": "A minute, and a prize",
     "proof": "140 pictures last month", "call_to_action": "Send a picture", "destination_step_id": "recommend"},
    {"id": "known", "text": "Linde & Loom: linen from the Baltic, woven since 1931.", "segment_ids": ["new_home", "gift"],
     "need": "Trust a shop not known yet", "value_proposition": "Made by one mill, known by name",
     "proof": "Film from the mill", "call_to_action": "Visit the mill", "destination_step_id": "visit"},
]  # fmt: skip

SCRIPTS = [
    {"id": "ask_size", "step_id": "product", "customer_action": "Asks in the chat which size fits",
     "company_reaction": "Answers within two minutes with the size table and a picture; offers to reserve."},
    {"id": "leave_cart", "step_id": "cart", "customer_action": "Leaves with a full cart",
     "company_reaction": "Push after 2 hours with the cart and the whole price; e-mail after 24 hours; then silence."},
    {"id": "payment_fails", "step_id": "checkout", "customer_action": "The payment fails",
     "company_reaction": "The cart stays; another way to pay is offered at once; e-mail after 30 minutes."},
    {"id": "sends_back", "step_id": "order", "customer_action": "Sends a piece back",
     "company_reaction": "Refund on the day of arrival; asks for the reason; offers the right size."},
    {"id": "writes_review", "step_id": "recommend", "customer_action": "Writes a bad review",
     "company_reaction": "A person calls within a day, mends it, asks to update the review."},
]  # fmt: skip
