"""Stride Physio, three clinics in one town: whom they treat and how people come to them."""

from __future__ import annotations

from planner.examples.sketch import assumed, feeling, measured, partly, people, problems

SEGMENTS = [
    {
        "id": "desk", "name": "Back and neck pain", "size": partly(61_000, "Census, office workers within 5 miles; survey of pain"),
        "description": "Work at a desk, have had pain for weeks, want it gone before the weekend.",
        "needs": ["An appointment this week", "Know what it costs before coming"],
        "wishes": "Somebody who explains it in plain words.",
        "expectations": "Book in two minutes, out of office hours.",
        "preferred_channel_ids": ["search", "meta"],
        "problems_met": "Three weeks' wait; prices on no page.",
        "behaviour": "Searches at night in pain, books by web at once or never.",
        "motivations": "To sleep through.",
    },
    {
        "id": "sport", "name": "Sport injuries", "size": partly(23_000, "Clubs and gyms, members within 5 miles"),
        "description": "Train three times a week and have a race in the calendar.",
        "needs": ["Be back in time for the race", "A plan, not a massage"],
        "wishes": "A therapist who runs.",
        "expectations": "Evening hours, exercises on the phone.",
        "preferred_channel_ids": ["partners", "meta"],
        "problems_met": "Told to rest for six weeks and nothing else.",
        "behaviour": "Asks the coach and the club's chat, then books by web.",
        "motivations": "The race.",
    },
    {
        "id": "surgery", "name": "After an operation", "size": assumed(9_500, "Hospital statistics, share of the town", 0.25),
        "description": "Over 60, new hip or knee, sent home with a sheet of paper.",
        "needs": ["Speak to a person before coming", "Easy way from the car to the door"],
        "wishes": "The same therapist each time.",
        "expectations": "Somebody answers the telephone.",
        "preferred_channel_ids": ["phone", "flyer"],
        "problems_met": "The line is busy; the web form asks for an e-mail address.",
        "behaviour": "Calls, often with a daughter who found the number.",
        "motivations": "To walk the stairs alone.",
    },
]  # fmt: skip

STAGES = [
    {"id": "see", "name": "See", "model_stage": "see", "customer_goal": "Know that help is near",
     "business_goal": "Be seen by people in pain within five miles", "business_process": "Be found"},
    {"id": "think", "name": "Think", "model_stage": "think", "customer_goal": "Find out whether they can help me",
     "business_goal": "Answer price, wait and method at once", "business_process": "Inform"},
    {"id": "do", "name": "Do", "model_stage": "do", "customer_goal": "Get an appointment that fits",
     "business_goal": "Every caller and every form becomes a visit", "business_process": "Book by web or by phone"},
    {"id": "care", "name": "Care", "model_stage": "care", "customer_goal": "Get well and stay well",
     "business_goal": "Courses completed, recommendations", "business_process": "Treat and follow up"},
]  # fmt: skip

STEPS = [
    {
        "id": "profile", "stage_id": "see", "name": "Opens our profile on the map", "observed": measured(9_970, "Google Business Profile"),
        "organic": people(desk=measured(4_900), sport=measured(1_900), surgery=measured(1_250)),
        "actions": ["Searches “physio near me”", "Reads the newest reviews"], "needs": ["How near, how good, how soon"],
        "problems": problems("profile", ("Two of three clinics show old opening hours", 3, "measured", "Check of 3 November", 1)),
        **feeling((-2, "In pain"), (0, "Hopeful")), "metrics": "Profile views, rating, answers to reviews",
    },
    {
        "id": "visit", "stage_id": "think", "name": "Visits the site", "observed": measured(6_760, "GA4"),
        "organic": people(desk=measured(1_050), sport=measured(620), surgery=measured(260)),
        "actions": ["Looks for the price", "Looks at the therapists"], "needs": ["The price", "The first free hour"],
        "problems": problems(
            "visit", ("Prices stand in a PDF", 4, "measured", "Web analytics: most-wanted page", 1),
            ("No free hours shown before the form", 4, "partly_known", "8 interviews", 3)),
        **feeling((-1, "Impatient"), (1, "Trusting")), "metrics": "Visits, price page, bounce rate",
    },
    {
        "id": "booking", "stage_id": "do", "name": "Books by web", "observed": measured(444, "Booking system"),
        "actions": ["Chooses clinic, therapist and hour", "Leaves a number"], "needs": ["A confirmation at once"],
        "problems": problems("booking", ("17 % do not turn up", 4, "measured", "Booking system", 2)),
        **feeling((0, "Hurried"), (1, "Settled")), "metrics": "Bookings, no-shows",
    },
    {
        "id": "call", "stage_id": "do", "name": "Calls", "observed": measured(893, "Phone system"), "moment_of_truth": True,
        "actions": ["Calls between patients' hours", "Leaves a voice message"], "needs": ["A person who answers", "An hour this week"],
        "problems": problems(
            "call", ("27 % of calls are missed, most at lunch", 5, "measured", "Phone system, October", 3),
            ("Callers wait for a call back until the evening", 4, "measured", "Phone system, October", 2)),
        **feeling((-2, "Frustrated"), (1, "Welcome")), "metrics": "Calls, missed calls, calls back within the hour",
    },
    {
        "id": "appointment", "stage_id": "do", "name": "Comes to the first appointment", "converts": True,
        "observed": measured(754, "Booking system"), "value": measured(62.0, "Price list, mean of first appointments"),
        "actions": ["Finds the door", "Tells the story", "Gets a plan"], "needs": ["To be heard", "To know how long it takes"],
        "problems": problems("appointment", ("Parking is hard to find", 2, "partly_known", "Reviews", 5)),
        **feeling((0, "Anxious"), (2, "Understood")), "metrics": "First appointments, minutes late",
    },
    {
        "id": "course", "stage_id": "care", "name": "Takes the whole course", "observed": measured(391, "Booking system"),
        "value": measured(196.0, "Booking system, four further visits on average"),
        "actions": ["Comes weekly", "Trains at home"], "needs": ["To see progress"],
        "problems": problems("course", ("A third stop when the worst pain is gone", 4, "measured", "Booking system", 3)),
        **feeling((1, "Better"), (2, "Strong")), "metrics": "Courses completed, visits per course",
    },
    {
        "id": "recommend", "stage_id": "care", "name": "Recommends us", "observed": measured(72, "“Who sent you?” at the desk"),
        "actions": ["Writes a review", "Tells a colleague"], "needs": ["A simple way to say thanks"],
        "problems": problems("recommend", ("Nobody asks for a review", 3, "measured", "4 reviews a month", 1)),
        **feeling((1, "Grateful"), (2, "Glad to help others")), "metrics": "Reviews, new patients sent",
    },
]  # fmt: skip

MESSAGES = [
    {"id": "week", "text": "In pain? Seen this week, at one of three clinics near you.", "segment_ids": ["desk", "surgery"],
     "need": "An appointment this week", "value_proposition": "First hour within three days",
     "proof": "Median wait 2.4 days in October", "call_to_action": "See free hours", "destination_step_id": "booking"},
    {"id": "price", "text": "62 pounds, 45 minutes, a plan to take home.", "segment_ids": ["desk", "sport"],
     "need": "Know what it costs before coming", "value_proposition": "One price, no contract",
     "proof": "4.8 of 5 in 610 reviews", "call_to_action": "Book", "destination_step_id": "booking"},
    {"id": "race", "text": "Back on the start line: a plan by therapists who run.", "segment_ids": ["sport"],
     "need": "Be back in time for the race", "value_proposition": "Tests, plan, exercises on the phone",
     "proof": "Official partner of two running clubs", "call_to_action": "Choose an evening", "destination_step_id": "booking"},
    {"id": "person", "text": "A person answers: call us, we will find the hour together.", "segment_ids": ["surgery"],
     "need": "Speak to a person before coming", "value_proposition": "The same therapist each time",
     "proof": "Ground floor, parking at the door", "call_to_action": "Call", "destination_step_id": "call"},
    {"id": "missed", "text": "Sorry we missed you. We call back within the hour, or choose an hour here.",
     "segment_ids": ["desk", "sport", "surgery"], "need": "A person who answers", "value_proposition": "You need not call twice",
     "proof": "Called back in 38 minutes on average", "call_to_action": "Choose an hour", "destination_step_id": "appointment"},
    {"id": "tomorrow", "text": "See you tomorrow. Reply 2 to move it.", "segment_ids": ["desk", "sport", "surgery"],
     "need": "A confirmation at once", "value_proposition": "Moved with one digit", "proof": "Free until 12 hours before",
     "call_to_action": "Reply", "destination_step_id": "appointment"},
    {"id": "progress", "text": "Week 3: look how far you can turn now.", "segment_ids": ["desk", "sport", "surgery"],
     "need": "To see progress", "value_proposition": "Progress in pictures", "proof": "Measured at each visit",
     "call_to_action": "Book the next visit", "destination_step_id": "course"},
    {"id": "thanks", "text": "Know somebody who walks like you did in spring?", "segment_ids": ["desk", "sport", "surgery"],
     "need": "A simple way to say thanks", "value_proposition": "A first visit at half price for a friend",
     "proof": "One in eight patients comes this way", "call_to_action": "Send the card", "destination_step_id": "recommend"},
]  # fmt: skip

SCRIPTS = [
    {"id": "line_busy", "step_id": "call", "customer_action": "Calls while the line is busy",
     "company_reaction": "Text message within a minute, call back within the hour, both by name."},
    {"id": "asks_price", "step_id": "call", "customer_action": "Asks only for the price",
     "company_reaction": "Says it in one sentence, then asks where it hurts and offers two hours."},
    {"id": "no_show", "step_id": "booking", "customer_action": "Does not turn up",
     "company_reaction": "Friendly message after ten minutes; a new hour the same week; fee only the second time."},
    {"id": "stops", "step_id": "course", "customer_action": "Cancels after the second visit",
     "company_reaction": "The therapist calls, asks about pain and time, offers a shorter plan."},
    {"id": "bad_review", "step_id": "recommend", "customer_action": "Writes a bad review",
     "company_reaction": "The clinic's head answers within a day and invites for a talk."},
]  # fmt: skip
