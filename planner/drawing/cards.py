"""Cards of the map: touchpoint, message, goal, problem and plain notes."""

from __future__ import annotations

from dataclasses import dataclass

from models.channel_kinds import CHANNEL_KINDS
from models.communication import Channel, Message, MessageStatus, Touchpoint
from models.goals import Goal
from models.journey import Problem
from models.money import to_minor
from models.plan import Plan
from planner.action_symbols import action_of
from planner.drawing.choice import evidence_of
from planner.drawing.figures import MapFigures
from planner.drawing.shapes import Box, Group, Icon, Item, Letters, Rect, Text, written
from planner.figures_in_words import date, money_short, people
from planner.goal_target import goal_target
from planner.language import _, ngettext

NAME = Letters(12.5, True, "ink")
BODY = Letters(12, False, "ink")
SMALL = Letters(11, False, "muted")
BADGE = 22.0
PADDING = 8.0


@dataclass(frozen=True)
class Card:
    """A drawn card and its height."""

    group: Group
    height: float


def channel_colour(channel: Channel) -> str:
    """The channel's own colour, else its kind's."""
    return channel.colour or CHANNEL_KINDS[channel.kind].colour


def badge(channel: Channel, x: float, y: float, size: float = BADGE) -> tuple[Item, ...]:
    """Colour and symbol of a channel; an own symbol (a few letters) takes the drawn one's place."""
    colour = channel_colour(channel)
    box = Box(x, y, size, size)
    ground = Rect(box, colour, radius=size / 4)
    own = channel.symbol.strip()
    if own and own.isascii() and len(own) <= 3:
        letters = Letters(size * 0.42, True, f"over:{colour}", "middle")
        middle = Box(x, y + (size - letters.line) / 2, size, letters.line)
        return ground, Text((own,), middle, letters)
    return ground, Icon(channel.kind, box.inset(size * 0.14), f"over:{colour}")


def touchpoint_card(plan: Plan, line: Touchpoint, figures: MapFigures, box: Box) -> Card:
    """Channel, spend, what it brings, satisfaction and evidence of a touchpoint."""
    channel = plan.by_id["channels"][line.channel_id]
    x, width = box.x + PADDING + BADGE + 7, box.width - 2 * PADDING - BADGE - 7
    does = Icon(f"does:{action_of(line, channel)}", Box(box.right - PADDING - 13, box.y + 9, 13, 13), "muted")
    names = [written(line.name, x, box.y + 7, width - 17, NAME)]
    if channel.name != line.name:
        names.append(written(channel.name, x, names[0].bottom, width, SMALL))
    facts = _fact_block(plan, line, figures, box, max(names[-1].bottom, box.y + 7 + BADGE) + 4)
    height = facts[-1].bottom + 6 - box.y
    items: tuple[Item, ...] = (
        Rect(Box(box.x, box.y, box.width, height), "card", "edge", 7),
        Rect(Box(box.x, box.y + 5, 4, height - 10), channel_colour(channel), radius=2),
        *badge(channel, box.x + PADDING + 1, box.y + 8),
        does,
        *names,
        *facts,
        *_signs(line, box.right - PADDING - 12, facts[-1].bottom - 14),
    )
    label = _("Touchpoint: {name}").format(name=line.name)
    return Card(Group(f"touchpoints/{line.id}", label, items, movable=True), height)


def _signs(line: Touchpoint, x: float, y: float) -> list[Icon]:
    """Evidence, and left of it the mark of a moment of truth."""
    grade = evidence_of(line).value
    signs = [Icon(grade, Box(x, y, 12, 12), grade)]
    return (
        [*signs, Icon("moment_of_truth", Box(x - 17, y, 12, 12), "accent")] if line.moment_of_truth else signs
    )


def _fact_block(plan: Plan, line: Touchpoint, figures: MapFigures, box: Box, top: float) -> list[Text]:
    """Lines of small text; the last leaves room for the signs beside it."""
    words = _facts(plan, line, figures)
    texts: list[Text] = []
    for index, text in enumerate(words):
        beside = (36 if line.moment_of_truth else 18) if index == len(words) - 1 else 0
        y = texts[-1].bottom if texts else top
        texts.append(written(text, box.x + PADDING, y, box.width - 2 * PADDING - beside, SMALL))
    return texts


def _facts(plan: Plan, line: Touchpoint, figures: MapFigures) -> list[str]:
    found = figures.lines.get(line.id)
    words = []
    spend = to_minor(found.spend, plan.currency) if found else line.current_spend
    if spend:
        words.append(money_short(spend, plan.currency))
    if found is not None and found.people > 0:
        words.append(_("{people} people").format(people=people(found.people)))
    facts = [" · ".join(words)] if words else []
    if found is not None and found.conversions > 0:
        count = people(found.conversions)
        text = ngettext("{count} conversion", "{count} conversions", found.conversions)
        facts.append(text.format(count=count))
    if line.satisfaction is not None:
        facts.append(_("Satisfaction {grade} of 5").format(grade=line.satisfaction))
    facts += _importance(line)
    return facts or [_("No budget")]


def _importance(line: Touchpoint) -> list[str]:
    to_customer, to_us = line.importance_to_customer, line.importance_to_us
    if to_customer is not None and to_us is not None:
        return [_("Importance {customer} of 5, to us {us}").format(customer=to_customer, us=to_us)]
    if to_customer is not None:
        return [_("Importance {grade} of 5").format(grade=to_customer)]
    return [] if to_us is None else [_("Importance to us {grade} of 5").format(grade=to_us)]


def message_card(message: Message, box: Box) -> Card:
    """A message with its status, where that is not active."""
    lines = [written(message.text, box.x + 28, box.y + 6, box.width - 36, BODY)]
    status = _status_word(message.status)
    if status:
        lines.append(written(status, box.x + 28, lines[-1].bottom, box.width - 36, SMALL))
    return _icon_card(
        f"messages/{message.id}",
        _("Message: {name}").format(name=message.text),
        ("message", "muted"),
        lines,
        box,
    )


def _status_word(status: MessageStatus) -> str:
    words = {
        MessageStatus.DRAFT: _("draft"),
        MessageStatus.PAUSED: _("paused"),
        MessageStatus.RETIRED: _("retired"),
    }
    return words.get(status, "")


def goal_card(currency: str, goal: Goal, box: Box) -> Card:
    """A goal with metric, target and date."""
    lines = [written(goal.name, box.x + 28, box.y + 6, box.width - 36, BODY)]
    parts = [goal.metric] if goal.metric else []
    if goal.target is not None:
        parts.append(goal_target(goal, currency))
    if goal.date is not None:
        parts.append(_("by {date}").format(date=date(goal.date)))
    if parts:
        lines.append(written(" · ".join(parts), box.x + 28, lines[-1].bottom, box.width - 36, SMALL))
    return _icon_card(
        f"goals/{goal.id}", _("Goal: {name}").format(name=goal.name), ("goal", "accent"), lines, box
    )


def problem_card(problem: Problem, box: Box) -> Card:
    """A problem with its severity and how well it is known."""
    lines = [written(problem.text, box.x + 28, box.y + 6, box.width - 36, BODY)]
    severity = _("severity {grade} of 5").format(grade=problem.severity)
    lines.append(written(severity, box.x + 28, lines[-1].bottom, box.width - 56, SMALL))
    card = _icon_card(
        f"problems/{problem.id}",
        _("Problem: {name}").format(name=problem.text),
        ("problem", "loss"),
        lines,
        box,
    )
    grade = problem.evidence.value
    sign = Icon(grade, Box(box.right - PADDING - 12, lines[-1].room.y + 1, 12, 12), grade)
    return Card(Group(card.group.target, card.group.label, (*card.group.items, sign)), card.height)


def note_card(target: str, words: str, icon: str, box: Box, letters: Letters = BODY) -> Card:
    """Plain words with a symbol, on no ground."""
    text = written(words, box.x + 20, box.y + 1, box.width - 22, letters)
    mark = Icon(icon, Box(box.x + 1, box.y + 2, 13, 13), "muted")
    return Card(Group(target, words, (mark, text)), max(text.room.height, 16) + 3)


def missing_card(target: str, words: str, box: Box) -> Card:
    """A dashed place where something should be."""
    text = written(words, box.x + 8, box.y + 6, box.width - 16, SMALL)
    height = text.room.height + 12
    ground = Rect(Box(box.x, box.y, box.width, height), "none", "line", 7, 1, dashed=True)
    return Card(Group(target, words, (ground, text)), height)


def _icon_card(target: str, label: str, look: tuple[str, str], lines: list[Text], box: Box) -> Card:
    """Words on a card; `look` is a symbol and its ink."""
    height = max(lines[-1].bottom - box.y, 18) + 7
    items: tuple[Item, ...] = (
        Rect(Box(box.x, box.y, box.width, height), "card", "edge", 7),
        Icon(look[0], Box(box.x + 7, box.y + 7, 15, 15), look[1]),
        *lines,
    )
    return Card(Group(target, label, items), height)
