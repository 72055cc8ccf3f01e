"""Keys that lead from the arrays of a network back to the plan.

A plan of one stretch of days has plain keys; of several, every key ends with `@` and the stretch's own.
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


def line_key(line_id: str, stretch: str = "") -> str:
    """Key of a line in a stretch, as in `Network.line_keys`."""
    return at(line_id, stretch)


def capacity_key(node: str) -> str:
    """Key of the price of a capacity, from the key of one of the nodes that it limits."""
    return f"capacity:{node.partition('/')[2]}"


def at(key: str, stretch: str) -> str:
    """The key of something in a stretch of days."""
    return f"{key}@{stretch}" if stretch else key


def plain(key: str) -> str:
    """The key without its stretch."""
    return key.partition("@")[0]


def stretch_of(key: str) -> str:
    """The stretch's own part of a key; empty for a plain one."""
    return key.partition("@")[2]
