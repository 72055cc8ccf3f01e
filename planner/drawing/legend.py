"""The legend: below the map, never on it."""

from __future__ import annotations

from collections.abc import Sequence

from models.plan import Plan
from planner.action_symbols import ACTIONS, action_of
from planner.drawing.cards import badge
from planner.drawing.choice import MapFilter
from planner.drawing.shapes import Box, Group, Icon, Item, Letters, Rect, Stroke, written
from planner.drawing.text import text_width, wrap
from planner.language import N_, _

SIGNS_OF_FEELINGS = (("now", N_("feeling today")), ("wanted", N_("feeling wanted")))
SIGNS_OF_BARS = (
    ("fill:accent", N_("paid")),
    ("fill:organic", N_("organic")),
    ("fill:line", N_("from earlier steps")),
    ("fill:accent_soft", N_("go on")),
    ("fill:loss", N_("leave")),
)
"""Signs that only some views have: (sign, words); words are translated where they are drawn."""

LETTERS = Letters(11.5, False, "muted")
SYMBOL = 18.0


def draw_legend(
    plan: Plan, shown: MapFilter, top: float, width: float, more: Sequence[tuple[str, str]] = ()
) -> tuple[tuple[Item, ...], float]:
    """Channels in use and the signs of the map. Returns the items and their lower edge."""
    used = dict.fromkeys(line.channel_id for line in shown.lines(plan))
    entries: list[tuple[str, str]] = [(f"channels/{i}", plan.by_id["channels"][i].name) for i in used]
    entries += [
        ("assumed", _("assumed")),
        ("partly_known", _("partly known")),
        ("measured", _("measured")),
        ("conversion", _("counts as a conversion")),
        ("moment_of_truth", _("moment of truth")),
    ]
    entries += [(sign, _(words)) for sign, words in more]
    items: list[Item] = []
    x, y, row = 12.0, top + 14, SYMBOL
    for sign, words in entries:
        lines = wrap(words, min(260.0, width - 60), LETTERS.size)
        wide = SYMBOL + 6 + max(text_width(line, LETTERS.size) for line in lines)
        if x + wide > width - 12 and x > 12:
            x, y, row = 12.0, y + row + 8, SYMBOL
        text = written(words, x + SYMBOL + 6, y + 1.5, min(260.0, width - 60), LETTERS)
        items.append(_entry(plan, sign, words, (x, y), text))
        row = max(row, text.room.height + 2)
        x += wide + 20
    return tuple(items), y + row + 12


def signs_of_actions(plan: Plan, shown: MapFilter) -> list[tuple[str, str]]:
    """What customers do on the cards that are shown."""
    used = {action_of(line, plan.by_id["channels"][line.channel_id]) for line in shown.lines(plan)}
    return [(f"does:{code}", words) for code, words in ACTIONS.items() if code in used]


def _entry(plan: Plan, sign: str, words: str, place: tuple[float, float], text: Item) -> Group:
    x, y = place
    if sign.startswith("channels/"):
        channel = plan.by_id["channels"][sign.removeprefix("channels/")]
        return Group(sign, words, (*badge(channel, x, y, SYMBOL), text))
    if sign.startswith("fill:"):
        ground = Rect(Box(x + 1, y + 2, 14, 14), sign.removeprefix("fill:"), "line", 2)
        return Group("", words, (ground, text))
    if sign in ("now", "wanted"):
        way = f"M{x:.1f} {y + 9:.1f}H{x + SYMBOL:.1f}"
        return Group("", words, (Stroke(way, sign, 2.4, dashed=sign == "wanted"), text))
    if sign.startswith("does:"):
        return Group("", words, (Icon(sign, Box(x + 2, y + 2, 14, 14), "muted"), text))
    ink = sign if sign in ("assumed", "partly_known", "measured") else "accent"
    return Group("", words, (Icon(sign, Box(x + 2, y + 2, 14, 14), ink), text))
