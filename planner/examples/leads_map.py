"""Fieldnote, maintenance software for plants: whom it speaks to and how they come to buy."""

from __future__ import annotations

from planner.examples.sketch import assumed, feeling, measured, partly, people, problems

SEGMENTS = [
    {
        "id": "food", "name": "Food and drink plants", "size": partly(6_800, "Industry directory, plants of 50 to 500 people"),
        "description": "Maintenance managers under audit: every repair must be on record.",
        "needs": ["Pass the audit without a week of paper", "Prove what was done, by whom and when"],
        "wishes": "Something the night shift uses without training.",
        "expectations": "A reference from a plant like theirs.",
        "preferred_channel_ids": ["search", "directories"],
        "problems_met": "The last system was bought by head office and used by nobody.",
        "behaviour": "Searches after a bad audit, reads comparisons, brings quality and production to the second call.",
        "motivations": "Never again a finding on page one.",
    },
    {
        "id": "metal", "name": "Metal and machinery", "size": partly(9_400, "Industry directory, plants of 50 to 500 people"),
        "description": "Plant managers who count the hours that machines stand still.",
        "needs": ["Fewer stops without more people", "See the cost of each machine"],
        "wishes": "Data from the machines without a project of a year.",
        "expectations": "Numbers: hours, money, months to pay back.",
        "preferred_channel_ids": ["linkedin", "fair"],
        "problems_met": "Vendors promise artificial intelligence and deliver a form.",
        "behaviour": "Asks colleagues, visits the fair, wants a trial on one line.",
        "motivations": "To hit the plan and sleep at night.",
    },
    {
        "id": "facility", "name": "Facility services", "size": assumed(3_100),
        "description": "Contractors who keep other people's buildings running.",
        "needs": ["Bill every visit", "Show the client what was done"],
        "wishes": "One app for 200 technicians.",
        "expectations": "A price by technician, out in the open.",
        "preferred_channel_ids": ["search", "meta"],
        "problems_met": "Paper slips come back a week late or never.",
        "behaviour": "Tries on a phone first, decides by price within a month.",
        "motivations": "Get paid for the work that was done.",
    },
]  # fmt: skip

STAGES = [
    {"id": "reach", "name": "Reach", "model_stage": "reach", "customer_goal": "Understand whether others solved this",
     "business_goal": "Be found by plants with the problem", "business_process": "Marketing"},
    {"id": "act", "name": "Act", "model_stage": "act", "customer_goal": "Learn without being sold to",
     "business_goal": "Contacts that fit", "business_process": "Qualify leads"},
    {"id": "convert", "name": "Convert", "model_stage": "convert", "customer_goal": "Convince the others in the plant",
     "business_goal": "Offers that are signed", "business_process": "Sell"},
    {"id": "engage", "name": "Engage", "model_stage": "engage", "customer_goal": "Have it used on every shift",
     "business_goal": "References and more plants", "business_process": "Launch and care"},
]  # fmt: skip

STEPS = [
    {
        "id": "visit", "stage_id": "reach", "name": "Visits the site", "observed": measured(57_130, "GA4"),
        "organic": people(food=measured(14_500), metal=measured(17_800), facility=measured(6_900)),
        "actions": ["Searches for maintenance software", "Reads a comparison", "Asks in a trade group"],
        "needs": ["See in a minute whether it is for plants like theirs"],
        "problems": problems("visit", ("The first page speaks of platforms, not of machines", 3, "partly_known", "9 interviews", 2)),
        **feeling((-1, "Sceptical"), (1, "Interested")), "metrics": "Visits, engaged sessions",
    },
    {
        "id": "lead", "stage_id": "act", "name": "Leaves a contact", "observed": measured(1_627, "CRM"),
        "actions": ["Downloads the audit checklist", "Joins a webinar", "Asks for a price"],
        "needs": ["Something useful at once", "No call within five minutes"],
        "problems": problems(
            "lead", ("Forms ask for twelve fields", 4, "measured", "Form analytics, 61 % give up", 1),
            ("Social forms bring students and competitors", 4, "measured", "CRM: 6 % of them qualify", 2)),
        **feeling((0, "Guarded"), (1, "Helped")), "metrics": "Leads, cost per lead, share that fits",
    },
    {
        "id": "qualified", "stage_id": "act", "name": "Fits and has the need", "observed": measured(577, "CRM"),
        "actions": ["Answers questions on plant and machines", "Names a date"],
        "needs": ["A person who knows plants"],
        "problems": problems("qualified", ("The first call comes after 31 hours in the median", 5, "measured", "CRM, time stamps", 3)),
        **feeling((0, "Patient"), (2, "Taken seriously")), "metrics": "Qualified leads, hours to first call",
    },
    {
        "id": "meeting", "stage_id": "convert", "name": "Meets us", "observed": measured(355, "CRM"),
        "actions": ["Shows the plant", "Brings production and quality"], "moment_of_truth": True,
        "needs": ["See their own machine in it", "Numbers for the boss"],
        "problems": problems("meeting", ("Demo shows a factory of toys", 3, "partly_known", "14 recorded calls", 2)),
        **feeling((1, "Attentive"), (2, "Convinced")), "metrics": "Meetings held, no-shows",
    },
    {
        "id": "offer", "stage_id": "convert", "name": "Gets an offer", "observed": measured(204, "CRM"),
        "actions": ["Compares two offers", "Asks information security", "Waits for the budget"],
        "needs": ["A price without stars", "A trial on one line"],
        "problems": problems(
            "offer", ("Legal review takes five weeks", 4, "measured", "CRM, days in stage", 4),
            ("Nobody follows the offer up after two weeks", 4, "measured", "CRM, 38 % without a note", 1)),
        **feeling((-1, "Torn"), (1, "Sure")), "metrics": "Offers, days open, lost to whom",
    },
    {
        "id": "deal", "stage_id": "convert", "name": "Signs", "converts": True, "observed": measured(60, "CRM"),
        "value": measured(16_400, "CRM, first-year contract, median"), "actions": ["Signs", "Names a project lead"],
        "needs": ["A start date", "Somebody responsible"],
        "problems": problems("deal", ("The start slips by a month", 3, "partly_known", "Launch notes", 5)),
        **feeling((1, "Hopeful"), (2, "Relieved")), "metrics": "Deals, contract value, months to close",
    },
    {
        "id": "reference", "stage_id": "engage", "name": "Speaks for us", "observed": measured(12, "CRM"),
        "actions": ["Takes a call from another plant", "Writes a review", "Orders a second plant"],
        "needs": ["Something to show inside the company"],
        "problems": problems("reference", ("We ask too early, before the first audit", 3, "assumed", "", 1)),
        **feeling((1, "Satisfied"), (3, "Proud")), "metrics": "References, reviews, second plants",
    },
]  # fmt: skip

MESSAGES = [
    {"id": "audit", "text": "Pass your next audit with one click: every repair, who and when.", "segment_ids": ["food"],
     "need": "Pass the audit without a week of paper", "value_proposition": "The record writes itself",
     "proof": "31 audits passed in 2026", "call_to_action": "Get the checklist", "destination_step_id": "lead"},
    {"id": "stops", "text": "Eleven hours fewer stops a month on one line. See whose.", "segment_ids": ["metal"],
     "need": "Fewer stops without more people", "value_proposition": "Repairs before the stop",
     "proof": "Case: gear maker, 140 people", "call_to_action": "Read the case", "destination_step_id": "lead"},
    {"id": "billed", "text": "Every visit billed the same day.", "segment_ids": ["facility"], "need": "Bill every visit",
     "value_proposition": "Slip, picture and signature on the phone", "proof": "4.7 of 5 in two directories",
     "call_to_action": "See prices", "destination_step_id": "lead"},
    {"id": "session", "text": "45 minutes with the auditor: what they really look at.", "segment_ids": ["food", "metal"],
     "need": "Something useful at once", "value_proposition": "An auditor, not a salesman",
     "proof": "620 took part, 4.8 of 5", "call_to_action": "Keep a seat", "destination_step_id": "lead"},
    {"id": "your_line", "text": "Bring one machine: we set it up while you watch.", "segment_ids": ["food", "metal", "facility"],
     "need": "See their own machine in it", "value_proposition": "Live in 45 minutes",
     "proof": "Recorded set-up, uncut", "call_to_action": "Choose a time", "destination_step_id": "meeting"},
    {"id": "boss", "text": "Two pages for your boss: cost, gain, month by month.", "segment_ids": ["food", "metal"],
     "need": "Numbers for the boss", "value_proposition": "Your numbers, not ours",
     "proof": "Spreadsheet with open formulas", "call_to_action": "Fill it together", "destination_step_id": "deal"},
    {"id": "speak", "text": "Show what your shift has done: we bring the camera.", "segment_ids": ["food", "metal", "facility"],
     "need": "Something to show inside the company", "value_proposition": "Their work on stage",
     "proof": "Twelve films so far", "call_to_action": "Invite us", "destination_step_id": "reference"},
]  # fmt: skip

SCRIPTS = [
    {"id": "asks_price", "step_id": "lead", "customer_action": "Asks only for the price",
     "company_reaction": "Sends the price list at once, then one question: how many machines?"},
    {"id": "no_answer", "step_id": "qualified", "customer_action": "Does not answer the first call",
     "company_reaction": "A message with a name and three times to choose; two more calls within a week; then e-mail only."},
    {"id": "security", "step_id": "offer", "customer_action": "Sends 80 questions on information security",
     "company_reaction": "Returns the answered sheet within two days; offers a call with our engineer."},
    {"id": "competitor", "step_id": "offer", "customer_action": "Names a cheaper offer",
     "company_reaction": "Compares in writing, line by line; offers a trial on one line, no discount."},
    {"id": "slips", "step_id": "deal", "customer_action": "Wants to start a month later",
     "company_reaction": "Keeps the team's date for one line; moves the rest."},
]  # fmt: skip
