"""A gap in the map, with its place, its words and how serious it is."""

from __future__ import annotations

from dataclasses import dataclass, field

GRAVE, WEAK, HINT = 3, 2, 1
"""Severity: grave (the map cannot work), weak (something is missing), hint (worth a look)."""


@dataclass(frozen=True)
class Finding:
    """A gap. `what` and `remedy` are templates filled from `values`; `requirement` is its number."""

    rule: str
    collection: str
    record_id: str
    what: str
    remedy: str
    requirement: int
    severity: int = WEAK
    values: dict[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Stable name: the rule and the place."""
        return f"{self.rule}:{self.record_id}"
