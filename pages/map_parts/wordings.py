"""How a message is worded at each touchpoint: fields in the drawer of the touchpoint and of the message."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from models.plan import Plan
from pages.map_parts.drawer_fields import draw_some
from planner.language import N_, _
from planner.map_columns import Column, Values
from planner.map_tables import TABLES, label_of, records

HEADS = {"touchpoints": N_("Wording of its messages here"), "messages": N_("Wording by touchpoint")}
OWNERS = {"touchpoints": "touchpoint_id", "messages": "message_id"}


def draw_wordings(plan: Plan, code: str, record_id: str) -> None:
    """The wording and the share of every message at a touchpoint, or of a message wherever it is said."""
    table = TABLES["message_uses"]
    uses = [row for row in records(plan, table) if row[OWNERS[code]] == record_id]
    if not uses:
        return
    st.markdown(f"**{_(HEADS[code])}**")
    columns = {column.key: column for column in table.columns(plan)}
    for use in uses:
        wording = replace(columns["variant"], title=_beside(plan, code, use))
        shares: tuple[Column, ...] = (columns["share"],) if len(uses) > 1 and code == "touchpoints" else ()
        draw_some(plan, table, use, (wording, *shares))


def _beside(plan: Plan, code: str, use: Values) -> str:
    """The message as its touchpoint names it; the channel and the touchpoint as the message names them."""
    if code == "touchpoints":
        return label_of(plan, plan.by_id["messages"][use["message_id"]])
    line = plan.by_id["touchpoints"][use["touchpoint_id"]]
    names = (label_of(plan, plan.by_id["channels"][line.channel_id]), label_of(plan, line))
    return " · ".join(dict.fromkeys(names))
