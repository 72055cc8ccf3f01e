"""What the records declare of a field: the one source of labels, units, limits and help."""

from __future__ import annotations

import datetime as dt
import types
import typing
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from models.changes import PARTS
from models.plan import COLLECTIONS, Plan
from models.quantity import Figure, Record

Kind = Literal[
    "money", "share", "whole", "number", "yes_no", "choice", "date", "text", "texts", "reference", "record"
]

REFERENCES = {
    "step_id": "steps", "from_step_id": "steps", "to_step_id": "steps", "destination_step_id": "steps",
    "trigger_step_id": "steps", "objective_step_id": "steps", "stage_id": "stages",
    "channel_id": "channels", "pool_id": "pools", "segment_id": "segments", "message_id": "messages",
    "goal_id": "goals", "link_id": "links", "season_id": "seasons",
}  # fmt: skip
"""Field -> the collection whose record it names."""


@dataclass(frozen=True)
class Declared:
    """A field as declared. `title` and `help` are marked for translation, not translated.

    `kind` "record" is what no single widget can show; it has its own table or drawer.
    """

    title: str
    unit: str
    help: str
    kind: Kind
    optional: bool
    figure: bool
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()


@lru_cache(maxsize=2_000)
def declared_at(path: str) -> Declared:
    """The declaration of a path as `models.changes` spells it. Raises KeyError where there is none."""
    record, name = _record_of(path)
    return declared_field(record, name)


@lru_cache(maxsize=500)
def declared_field(record: type[Record], name: str) -> Declared:
    """The declaration of a field of a record."""
    info = record.model_fields[name]
    annotation, optional = _without_none(info.annotation)
    figure = annotation is Figure
    unit = _unit(info)
    low, high = _limits(info)
    return Declared(
        title=info.title or name.removesuffix("_id").replace("_", " ").capitalize(),
        unit=unit,
        help=info.description or "",
        kind="reference" if name in REFERENCES else _kind(annotation, unit, figure),
        optional=optional,
        figure=figure,
        low=0.0 if unit in ("money", "share", "people") and low is None else low,
        high=1.0 if unit == "share" and figure and high is None else high,
        choices=_choices(annotation),
    )


def _record_of(path: str) -> tuple[type[Record], str]:
    parts = path.split(".")
    if len(parts) == 1:
        return Plan, parts[0]
    annotation = Plan.model_fields[parts[0]].annotation
    if parts[0] in PARTS and isinstance(annotation, type):
        return annotation, parts[1]
    if parts[0] in COLLECTIONS:
        return get_args(annotation)[0], parts[2]
    raise KeyError(path)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        others = [part for part in get_args(annotation) if part is not type(None)]
        optional = len(others) < len(get_args(annotation))
        return _without_none(others[0])[0], optional
    return annotation, False


def _kind(annotation: Any, unit: str, figure: bool) -> Kind:
    if unit == "share" and (figure or annotation is float):
        return "share"
    if unit == "money" and annotation is int:
        return "money"
    if figure or annotation is float:
        return "number"
    if _choices(annotation):
        return "choice"
    if get_origin(annotation) is tuple:
        return "texts" if get_args(annotation)[0] is str else "record"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "record"
    simple: dict[Any, Kind] = {bool: "yes_no", int: "whole", dt.date: "date"}
    return simple.get(annotation, "text")


def _choices(annotation: Any) -> tuple[str, ...]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return tuple(member.value for member in annotation)
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is typing.Literal else ()


def _unit(info: FieldInfo) -> str:
    extra = info.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def _limits(info: FieldInfo) -> tuple[float | None, float | None]:
    low = next((m.ge for m in info.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in info.metadata if hasattr(m, "le")), None)
    return low, high
