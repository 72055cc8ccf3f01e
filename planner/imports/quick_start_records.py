"""What quick start reads, refuses and asks, as values that cross from the tables to the plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import Field

from models.communication import ResultsCount
from models.goals import Objective
from models.journey import MarketingModel
from models.quantity import N_, Money, Name, Record, declared
from planner.imports.columns import TableKind
from planner.language import _

MOST_LINES = 10_000
MOST_STEPS = 200
ALL_SEGMENTS = N_("All customers")

Fate = Literal["taken", "no_money", "no_curve", "merged", "left_out", "asked", "refused"]


class QuickStartSettings(Record):
    """The few things that a table of last period's numbers does not say. Money in minor units."""

    name: Name = declared(N_("Plan"), default="My plan")
    niche: str = declared(N_("Niche"), default="")
    owner: str = declared(N_("Owner"), default="")
    currency: str = declared(N_("Currency"), default="EUR")
    period_start: dt.date = declared(N_("Last period: first day"))
    period_end: dt.date = declared(N_("Last period: last day"))
    plan_start: dt.date | None = declared(N_("The plan begins"), default=None)
    marketing_model: MarketingModel = declared(N_("Marketing model"), default=MarketingModel.RACE)
    decimal: Literal[",", "."] | None = declared(N_("Decimal sign"), default=None)
    duplicates: Literal["refuse", "merge"] = declared(N_("Rows that name one line twice"), default="refuse")
    results_count: ResultsCount = declared(N_("What a result counts"), default=ResultsCount.PLATFORM_REPORTED)
    kinds: dict[str, str] = Field(default_factory=dict)
    goal_step: str = declared(N_("The result is"), default="")
    total_budget: Money | None = declared(N_("Total budget"), "money", default=None)
    test_reserve: Money = declared(N_("Test reserve"), "money", default=0)
    money_step: Money | None = declared(N_("Round amounts to"), "money", default=None)
    objective: Objective = declared(N_("Goal of the split"), default=Objective.CONVERSIONS)
    cannot_move: tuple[int, ...] = declared(N_("Cannot move"), default=())

    @property
    def days(self) -> int:
        """Length of the last period, both ends included."""
        return (self.period_end - self.period_start).days + 1


@dataclass(frozen=True)
class Remark:
    """A sentence about a place in a table: what is the matter and what to do. `line` 0: the whole table."""

    table: TableKind
    line: int
    column: str
    what: str
    remedy: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def reason(self) -> str:
        """What is the matter, in the reader's language."""
        return _(self.what).format(**self.values)

    def advice(self) -> str:
        """What to do, in the reader's language."""
        return _(self.remedy).format(**self.values)


@dataclass(frozen=True)
class Question:
    """A number that can be read in two ways; answered by `QuickStartSettings.decimal`."""

    table: TableKind
    line: int
    column: str
    text: str
    times: int = 1


@dataclass(frozen=True)
class MessageInput:
    """What a message took and brought on a line. Money in minor units."""

    name: str
    spend: int
    results: float | None


@dataclass(frozen=True)
class LineInput:
    """One row of the table of lines, read, or several of one line. Money in minor units; None where the row
    says nothing."""

    line: int
    channel: str
    stage: str
    step: str
    segment: str
    from_step: str
    spend: int
    results: float | None
    lower: int | None
    upper: int | None
    committed: int
    elasticity: float | None
    incrementality: float | None
    quality: float | None
    value: float | None
    count: ResultsCount
    kind: str
    kind_recognised: bool
    messages: tuple[MessageInput, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for two rows that name the same line."""
        return tuple(
            same_name(part) for part in (self.channel, self.stage, self.step, self.segment, self.from_step)
        )


@dataclass(frozen=True)
class StepInput:
    """One step of the funnel. `line` 0: taken from the lines, not from the table of steps.

    People per last period; `conversion` to the next step as a share; `value` in major units.
    """

    line: int
    name: str
    stage: str
    stage_code: str
    observed: float | None = None
    addressable: float | None = None
    conversion: float | None = None
    value: float | None = None


@dataclass(frozen=True)
class RowFate:
    """What became of one row of the table of lines."""

    line: int
    fate: Fate
    channel: str
    stage: str
    step: str
    spend: str
    results: str


@dataclass(frozen=True)
class Totals:
    """Sums of what was taken, to be compared with the report. Spend in minor units."""

    rows: int
    taken: int
    refused: int
    spend: int
    results_by_step: dict[str, float]


@dataclass(frozen=True)
class QuickStartPreview:
    """Everything that will be built, and everything that will not, before anything is saved.

    `refusals`: rows left out, each with place and reason. `obstacles`: what keeps a plan from being
    built at all. `remarks`: what is assumed or treated specially. `questions` wait for an answer.
    """

    lines: tuple[LineInput, ...]
    steps: tuple[StepInput, ...]
    refusals: tuple[Remark, ...]
    obstacles: tuple[Remark, ...]
    remarks: tuple[Remark, ...]
    questions: tuple[Question, ...]
    fates: tuple[RowFate, ...]
    totals: Totals

    @property
    def ready(self) -> bool:
        """Whether a plan can be built from it."""
        return bool(self.lines and self.steps) and not self.obstacles and not self.questions


def same_name(text: str) -> str:
    """Names that differ only in case and spaces are one."""
    return " ".join(text.split()).casefold()
