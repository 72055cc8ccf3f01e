"""The messages of the examples in the words of each channel: touchpoint -> message -> wording."""

from __future__ import annotations

from planner.examples.sketch import Values

Wordings = dict[str, dict[str, str]]

SHOP: Wordings = {
    "visit-search": {"room": "Linen sets for the whole room. Free returns.", "date": "At your door by 24 December, or free."},
    "visit-social": {"room": "Same linen, bed to bath: swipe through Marie's flat.", "date": "Done with gifts by Sunday? We wrap, you smile."},
    "visit-tiktok": {"room": "A made bed in ten seconds. Sound on."},
    "product-shopping": {"date": "Guaranteed by the 24th", "size": "Fits or free return"},
    "visit-brand": {"known": "Linde & Loom: the shop of the mill. Since 1931."},
    "visit-video": {"known": "The mill at six in the morning, sixty seconds, no voice."},
    "cart-retargeting": {"size": "Still unsure? One size table, free returns."},
    "cart-affiliates": {"size": "Fits or goes back free: 3 % cashback."},
    "product-site": {"size": "Measured by hand: see the table, or ask us in the chat."},
    "checkout-retargeting": {"waiting": "Your cart is still here. Delivery 3.90."},
    "checkout-email": {"waiting": "We kept your cart: whole price inside, pay as a guest."},
    "checkout-push": {"waiting": "Your cart: 3.90 delivery, done in a minute."},
    "order-email": {"payment": "Your bank said no. Finish by another way, the cart is kept."},
    "order-site": {"payment": "Not accepted? Choose one of four other ways to pay."},
}  # fmt: skip

LEADS: Wordings = {
    "visit-search": {"audit": "Audit-ready maintenance records. See how.", "stops": "Fewer machine stops. A case from a gear maker.",
                     "billed": "Technicians' app with billing. Prices online."},
    "visit-linkedin": {"audit": "“The auditor asked for March. It took one click.”", "stops": "Eleven hours a month on one line: how a gear maker found them."},
    "lead-linkedin": {"audit": "The checklist that 31 plants passed with. One tap."},
    "lead-retargeting": {"stops": "Whose stops are they? The case in two minutes."},
    "visit-podcast": {"stops": "A plant manager tells which eleven hours he got back."},
    "lead-meta": {"billed": "Slips out, bills out: same day. See it on your phone."},
    "lead-directories": {"billed": "4.7 of 5: visits billed the same day, price per technician."},
    "visit-brand": {"your_line": "Bring one machine. We set it up while you watch."},
    "meeting-phone": {"your_line": "Which machine shall we take? It is live in 45 minutes."},
    "meeting-fair": {"your_line": "Your data sheet, our stand, 45 minutes."},
    "lead-webinar": {"session": "45 minutes with the auditor. Ask him anything."},
    "qualified-email": {"session": "What the auditor said on records, letter by letter."},
    "deal-email": {"boss": "Two pages for the board, with your numbers filled in."},
    "offer-site": {"boss": "Prices, security answers and the calculation, in the open."},
}  # fmt: skip

SERVICE: Wordings = {
    "profile-maps": {"week": "In pain? Seen this week. Three clinics near you."},
    "visit-meta": {"week": "A stiff neck since Monday? There is an hour on Thursday.", "race": "Ten weeks to the half marathon: start with this test."},
    "profile-radio": {"week": "If it still hurts on Friday, you have not called us."},
    "visit-search": {"price": "Physio, 45 minutes, 62 pounds. Free hours online.", "race": "Running injury? Tested by therapists who run."},
    "visit-brand": {"price": "Stride Physio: 62 pounds, see free hours."},
    "booking-retargeting": {"price": "62 pounds, no contract. Hours free this week."},
    "booking-site": {"price": "45 minutes, 62 pounds, free cancelling until 12 hours before."},
    "visit-partners": {"race": "Club evening: tested in ten minutes, plan on your phone."},
    "call-search": {"person": "A person answers. Call now."},
    "profile-flyer": {"person": "New hip, new knee? Call us, Mondays to Saturdays."},
    "call-phone": {"person": "Stride Physio, this is Joan. Where does it hurt?"},
}  # fmt: skip


def worded(lines: list[Values], wordings: Wordings) -> list[Values]:
    """The lines with each message in their channel's words.

    Raises KeyError where a wording belongs to no line or message.
    """
    known = {line["id"]: {use["message_id"] for use in line["messages"]} for line in lines}
    for line_id, words in wordings.items():
        for message_id in words:
            if message_id not in known[line_id]:
                raise KeyError(f"{line_id} does not say {message_id}")
    return [
        {**line, "messages": [
            {**use, "variant": wordings.get(line["id"], {}).get(use["message_id"], "")} for use in line["messages"]
        ]}
        for line in lines
    ]  # fmt: skip
