"""What one row of each table of the map is called."""

from __future__ import annotations

from planner.language import N_

THINGS: dict[str, str] = {
    "touchpoints": N_("Touchpoint"),
    "messages": N_("Message"),
    "message_uses": N_("Wording of a message"),
    "goals": N_("Goal"),
    "problems": N_("Problem"),
    "scripts": N_("Reply of the company"),
    "steps": N_("Step"),
    "stages": N_("Stage"),
    "links": N_("Link between steps"),
    "channels": N_("Channel"),
    "pools": N_("Audience"),
    "segments": N_("Segment"),
    "emotions": N_("Emotion"),
    "creative_rules": N_("Rule for stuck customers"),
    "campaigns": N_("Campaign"),
    "seasons": N_("Season"),
    "blackouts": N_("Days without spend"),
    "sources": N_("Source"),
    "walk_notes": N_("Note of a walk-through"),
}
"""Code of the table -> a word for one of its rows, in the order in which they are offered."""
