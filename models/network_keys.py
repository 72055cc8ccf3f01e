"""Keys that lead from the arrays of a network back to the plan.

A plan of one stretch of days has plain keys; of several, every key ends with `@` and the stretch's own.
What one message takes of a line ends with `#` and the message's id; with `#` alone, what the line's other
messages take together.
"""

from __future__ import annotations

BEYOND = "beyond"
"""Key of the node that takes those who would arrive after everything that is counted."""


def node_key(segment_id: str, step_id: str, stretch: str = "") -> str:
    """Key of a step in a segment, as in `Network.node_keys`."""
    return at(f"{segment_id}/{step_id}", stretch)


def pool_key(pool_id: str, segment_id: str, stretch: str = "") -> str:
    """Key of an audience in a segment, as in `Network.pool_keys`."""
    return at(f"{pool_id}/{segment_id}", stretch)


def unknown_pool_key(step_id: str, segment_id: str, stretch: str = "") -> str:
    """Key of the people of a step whose audience nobody named: its limit is not known."""
    return at(f"?{step_id}/{segment_id}", stretch)


def line_key(line_id: str, stretch: str = "", message: str | None = None) -> str:
    """Key of a line, or of a part of it, in a stretch, as in `Network.line_keys`."""
    key = at(line_id, stretch)
    return key if message is None else f"{key}#{message}"


def capacity_key(node: str) -> str:
    """Key of the price of a capacity, from the key of one of the nodes that it limits."""
    return f"capacity:{node.partition('/')[2]}"


def at(key: str, stretch: str) -> str:
    """The key of something in a stretch of days."""
    return f"{key}@{stretch}" if stretch else key


def plain(key: str) -> str:
    """The key without its stretch and its message."""
    return key.partition("#")[0].partition("@")[0]


def stretch_of(key: str) -> str:
    """The stretch's own part of a key; empty for a plain one."""
    return key.partition("#")[0].partition("@")[2]


def message_of(key: str) -> str | None:
    """The message of a part of a line, empty for its other messages; None for a whole line."""
    _, mark, message = key.partition("#")
    return message if mark else None


def part_key(key: str) -> str:
    """The key without its stretch, a part's own for a part of a line."""
    return line_key(plain(key), "", message_of(key))
