"""A declared number: default, unit, help, limits; and a figure that says how well it is known."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator


def N_(text: str) -> str:
    """Mark a sentence for translation where it is written; it is translated where it is shown."""
    return text


class Record(BaseModel):
    """A frozen, validated value. Unknown fields, NaN and infinities are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=20_000)


Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", description=N_("Opaque; never changes."))]
Name = Annotated[str, Field(min_length=1, max_length=5_000)]
Money = Annotated[int, Field(ge=0, le=10**15, strict=True, json_schema_extra={"unit": "minor units"})]
"""Money in minor units (cents) of the plan's currency; see `models.money`."""


def declared(title: str, unit: str = "", *, help: str = "", default: Any = ..., **limits: Any) -> Any:
    """A pydantic field with the title, unit and help that screens, columns and docs share."""
    if "default_factory" in limits:
        return Field(title=title, description=help, json_schema_extra={"unit": unit}, **limits)
    return Field(default, title=title, description=help, json_schema_extra={"unit": unit}, **limits)


class Evidence(StrEnum):
    """How well a number is known; the one vocabulary used everywhere."""

    ASSUMED = "assumed"
    PARTLY_KNOWN = "partly_known"
    MEASURED = "measured"


class Figure(Record):
    """A number with its evidence. A bare number in a file is read as assumed.

    `low` and `high` bound the likely range (about 80 %) where one is known.
    """

    value: float
    evidence: Evidence = Evidence.ASSUMED
    source: str = ""
    low: float | None = None
    high: float | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_number(cls, given: Any) -> Any:
        if isinstance(given, (int, float)) and not isinstance(given, bool):
            return {"value": given}
        return given

    @model_validator(mode="after")
    def _range_holds_value(self) -> Figure:
        if self.low is not None and self.low > self.value:
            raise ValueError(N_("the low end of the range lies above the value"))
        if self.high is not None and self.high < self.value:
            raise ValueError(N_("the high end of the range lies below the value"))
        return self


def by_key[Value](given: dict[str, Value]) -> dict[str, Value]:
    """The same map in the order of its keys, so that equal records have equal JSON."""
    return dict(sorted(given.items()))


def at_least_zero(figure: Figure | None) -> Figure | None:
    """Refuse a negative figure (people, money, ratios)."""
    if figure is not None and figure.value < 0:
        raise ValueError(N_("must not be negative"))
    return figure


def a_share(figure: Figure | None) -> Figure | None:
    """Refuse a figure outside 0 to 1 (rates, shares)."""
    if figure is not None and not 0 <= figure.value <= 1:
        raise ValueError(N_("must lie between 0 and 1"))
    return figure
