"""Plans (home): what there is, what each would bring, and every way to a new one."""

from __future__ import annotations

import streamlit as st

from pages.plans_parts.cards import PLANS_AT_FIRST, draw_cards, draw_put_away
from pages.plans_parts.dialogs import draw_dialog
from pages.plans_parts.new_plan import draw_new_plan, draw_welcome
from pages.shared import session
from pages.shared.page import page_frame
from planner import workflows
from planner.language import N_, _
from planner.starting_points import example_ids

page_frame(N_("Plans"), needs_plan=False)

store = session.store()
cards = workflows.list_plans(store)
archived, deleted = workflows.list_plans(store, archived=True), workflows.list_deleted(store)

if not {card.id for card in cards} - example_ids():
    draw_welcome(bool(cards))
else:
    draw_new_plan()

if len(cards) > PLANS_AT_FIRST // 2:
    wanted = st.text_input(
        _("Find a plan"), key="find plan", type="search", placeholder=_("Name or owner"), width=320
    ).casefold()
    cards = [card for card in cards if wanted in f"{card.name} {card.owner}".casefold()]
    if not cards:
        st.caption(_("No plan has this in its name or owner."))

draw_cards(cards)
draw_put_away(archived, deleted)
draw_dialog()
