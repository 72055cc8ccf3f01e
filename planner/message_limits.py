"""Limits on single messages of a touchpoint: in words, and a little looser."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.compile import compile_plan
from models.network import Network
from models.plan import Plan
from planner.figures_in_words import percent
from planner.language import _


def message_limit_words(plan: Plan, key: str) -> str:
    """“Search” · “Half price”: on an assumed curve, at most 30% up or down; empty for another limit's key."""
    kind, line_id, message_id = _parts(key)
    line = plan.by_id["touchpoints"].get(line_id)
    if line is None or message_id is None:
        return ""
    name = f"“{line.name}” · {message_name(plan, message_id)}"
    if kind == "message_needed":
        return _("{name}: the message is not in flight").format(name=name)
    share = percent(plan.rules.assumed_move_limit or 0.0)
    said = _("on an assumed curve, at most {share} up or down").format(share=share)
    return f"{name}: {said}"


def message_name(plan: Plan, message_id: str) -> str:
    """A message in quotes; its touchpoint's other messages together without an id."""
    if not message_id:
        return _("other messages")
    message = plan.by_id["messages"].get(message_id)
    return f"“{message.text}”" if message is not None else message_id


def looser_for_message(plan: Plan, key: str, amount: float) -> Network | None:
    """The plan's network with a guess about one message allowed to move `amount` (major units) further;
    None for another limit's key. When a message flies is a date, no limit to loosen: the network as it is."""
    kind, _line_id, message_id = _parts(key)
    if message_id is None:
        return None
    network = compile_plan(plan)
    if kind == "message_needed":
        return network
    low = np.array([each == key for each in network.lower_key])
    high = np.array([each == key for each in network.upper_key])
    signs = {"<=": amount, ">=": -amount, "=": 0.0}
    return network.changed(
        lower=np.where(low, np.maximum(network.lower - amount, 0.0), network.lower),
        upper=np.where(high, network.upper + amount, network.upper),
        rules=tuple(
            replace(rule, limit=max(rule.limit + signs[rule.sense], 0.0)) if rule.key == key else rule
            for rule in network.rules
        ),
    )


def _parts(key: str) -> tuple[str, str, str | None]:
    """Kind, line and message of a limit on a message; None for a limit on anything else."""
    kind, _sep, rest = key.partition(":")
    line_id, sep, message = rest.partition(":")
    on_message = kind in ("assumed_move_limit", "message_needed") and bool(sep)
    return kind, line_id, message.partition(":")[0] if on_message else None
