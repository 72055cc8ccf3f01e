"""Plans to start from: the examples, and a template for each kind of business."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from models.plan import Plan
from planner.identity import new_id
from planner.plan_file import read_plan
from planner.seeding import EXAMPLES

TEMPLATES = EXAMPLES.parent / "templates"


@dataclass(frozen=True)
class StartingPoint:
    """A ready plan that a new one is copied from."""

    kind: Literal["example", "template"]
    plan: Plan


def starting_points() -> tuple[StartingPoint, ...]:
    """Templates first, then examples, each in the order of their files."""
    return (*_read("template", TEMPLATES), *_read("example", EXAMPLES))


def example_ids() -> frozenset[str]:
    """Ids of the plans that a new database opens with."""
    return frozenset(point.plan.id for point in _read("example", EXAMPLES))


def plan_from(point: StartingPoint, name: str) -> Plan:
    """A plan of one's own made from a starting point."""
    return point.plan.model_copy(update={"id": new_id("plan"), "name": name})


@lru_cache
def _read(kind: Literal["example", "template"], folder: Path) -> tuple[StartingPoint, ...]:
    return tuple(StartingPoint(kind, read_plan(path.read_bytes())) for path in sorted(folder.glob("*.json")))
