"""Messages that the table of lines names: rows of one line that differ in nothing but their message."""

from __future__ import annotations

from dataclasses import replace

from models.communication import Message
from models.message_use import MessageUse
from models.quantity import Evidence
from planner.identity import new_id
from planner.imports.quick_start_defaults import curve_of, known
from planner.imports.quick_start_records import LineInput, MessageInput, same_name


def splits_a_line(first: LineInput, second: LineInput) -> bool:
    """Whether a further row of a line says what another of its messages took and brought."""
    told = {same_name(each.name) for each in first.messages}
    return bool(told) and bool(second.messages) and same_name(second.messages[0].name) not in told


def together(first: tuple[MessageInput, ...], second: tuple[MessageInput, ...]) -> tuple[MessageInput, ...]:
    """The messages of two rows of one line; a message named by both has its money and results added up."""
    found = {same_name(each.name): each for each in first}
    for each in second:
        known_one = found.get(same_name(each.name))
        if known_one is None:
            found[same_name(each.name)] = each
            continue
        both = [results for results in (known_one.results, each.results) if results is not None]
        found[same_name(each.name)] = replace(
            known_one, spend=known_one.spend + each.spend, results=sum(both) if both else None
        )
    return tuple(found.values())


def uses_of(
    line: LineInput, messages: dict[str, Message], currency: str, days: int
) -> tuple[MessageUse, ...]:
    """The messages on a line's touchpoint; made in `messages` (by name) where they are new.

    One message alone needs no curve of its own: it is the whole line. Shares are those of the money.
    """
    uses = []
    told = line.messages if all(each.name for each in line.messages) else ()
    spend = sum(each.spend for each in told)
    for each in told:
        key = same_name(each.name)
        if key not in messages:
            messages[key] = Message(id=new_id("message"), text=each.name)
        alone = len(told) == 1
        uses.append(
            MessageUse(
                message_id=messages[key].id,
                share=each.spend / spend if spend else 1 / len(told),
                current_spend=None if alone or not spend else each.spend,
                results=None if alone else known(each.results, Evidence.MEASURED),
                curve=None
                if alone
                else curve_of(replace(line, spend=each.spend, results=each.results), currency, days),
            )
        )
    return tuple(uses)
