"""The plan: the whole map and budget as one frozen value, cross-checked when it is made."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, field_validator, model_validator

from models.audience import Segment
from models.blackout import Blackout
from models.communication import (
    AudiencePool,
    Campaign,
    Channel,
    CreativeRule,
    InteractionScript,
    Message,
    Touchpoint,
)
from models.errors import PlanError
from models.goals import BudgetRules, Goal, MainGoal, MoneyBasis, NonMediaCost, SeasonProfile, SourceNote
from models.journey import FunnelStep, JourneyStage, MarketingModel, StepLink, WalkNote
from models.limit import LineGroup
from models.money import known_currency
from models.quantity import N_, Id, Money, Name, Record, by_key, declared

FORMAT_VERSION: Literal[1] = 1


class Period(Record):
    """A stretch of days, both ends included; `budget` is money fixed for it, if any."""

    id: Id
    start: dt.date
    end: dt.date
    budget: Money | None = None

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.end - self.start).days + 1

    @model_validator(mode="after")
    def _runs_forward(self) -> Period:
        if self.end < self.start:
            raise ValueError(N_("a period must not end before it starts"))
        return self


class Plan(Record):
    """A communication map and its budget.

    People and money that flow are stated per `reference_days` days (the length of the period
    last observed); limits, commitments and the total are for the whole plan.
    """

    format_version: Literal[1] = FORMAT_VERSION
    id: Id
    name: Name = declared(N_("Plan"))
    description: str = declared(N_("Description"), default="")
    currency: str = declared(N_("Currency"), default="EUR")
    marketing_model: MarketingModel = declared(N_("Marketing model"), default=MarketingModel.RACE)
    main_goal: MainGoal = declared(N_("Main goal"), default=MainGoal.RAISE_CONVERSION)
    scope: Literal["process", "relationship"] = declared(N_("Scope"), default="process")
    owner: str = declared(N_("Owner"), default="")
    review_date: dt.date | None = declared(N_("Review date"), default=None)
    review_interval_days: int = declared(N_("Review every"), "days", default=90, ge=1, le=3660)
    reviewed_on: dt.date | None = declared(N_("Last reviewed"), default=None)
    reviewed_by: str = declared(N_("Reviewed by"), default="")
    periods: tuple[Period, ...] = Field(min_length=1, max_length=60)
    reference_days: int = declared(
        N_("Flows are stated per"),
        "days",
        default=30,
        ge=1,
        le=3660,
        help=N_("Length of the period that current spend, results and observed people come from."),
    )
    segments: tuple[Segment, ...] = Field(min_length=1)
    stages: tuple[JourneyStage, ...] = ()
    steps: tuple[FunnelStep, ...] = ()
    links: tuple[StepLink, ...] = ()
    pools: tuple[AudiencePool, ...] = ()
    channels: tuple[Channel, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    groups: tuple[LineGroup, ...] = ()
    messages: tuple[Message, ...] = ()
    scripts: tuple[InteractionScript, ...] = ()
    creative_rules: tuple[CreativeRule, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    goals: tuple[Goal, ...] = ()
    rules: BudgetRules = Field(default_factory=BudgetRules)
    money: MoneyBasis = Field(default_factory=MoneyBasis)
    costs: tuple[NonMediaCost, ...] = ()
    seasons: tuple[SeasonProfile, ...] = ()
    blackouts: tuple[Blackout, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    walk_notes: tuple[WalkNote, ...] = ()
    accepted_findings: Annotated[dict[str, str], AfterValidator(by_key)] = Field(default_factory=dict)

    @field_validator("currency")
    @classmethod
    def _real_currency(cls, currency: str) -> str:
        if not known_currency(currency):
            raise ValueError(N_("not an ISO 4217 currency code"))
        return currency

    @model_validator(mode="after")
    def _fits_together(self) -> Plan:
        from models.plan_checks import check_plan

        check_plan(self)
        return self

    @property
    def start(self) -> dt.date:
        """First day of the plan."""
        return self.periods[0].start

    @property
    def end(self) -> dt.date:
        """Last day of the plan."""
        return self.periods[-1].end

    @property
    def days(self) -> int:
        """Days of all periods together."""
        return sum(period.days for period in self.periods)

    @cached_property
    def by_id(self) -> dict[str, dict[str, Any]]:
        """Collection name -> id -> record."""
        return {name: {record.id: record for record in getattr(self, name)} for name in COLLECTIONS}

    @cached_property
    def fingerprint(self) -> str:
        """Equal for equal plans: a digest of the canonical JSON."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @cached_property
    def worked_out(self) -> dict[str, Any]:
        """What others worked out from this very plan and would work out again, by a name of their own."""
        return {}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Plan:
        """A copy that is not checked again; what was worked out from the original is not copied."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("by_id", "fingerprint", "worked_out"):
            copied.__dict__.pop(name, None)
        return copied


COLLECTIONS = (
    "periods", "segments", "stages", "steps", "links", "pools", "channels", "touchpoints", "groups",
    "messages", "scripts", "creative_rules", "campaigns", "goals", "costs", "seasons", "blackouts", "sources",
    "walk_notes",
)  # fmt: skip
"""Every collection of records with ids, in the order of the file."""


def make_plan(values: dict[str, Any]) -> Plan:
    """Validate plain values into a Plan.

    Raises PlanError that names place and reason of the first mistakes, never pydantic's own error.
    """
    try:
        return Plan.model_validate(values)
    except ValidationError as error:
        raise plan_error(error) from error


def plan_error(error: ValidationError) -> PlanError:
    """Word pydantic's findings: each with its place, at most five, then how many more."""
    lines = []
    for finding in error.errors(include_url=False)[:5]:
        place = ".".join(str(part) for part in finding["loc"])
        text = finding["msg"].removeprefix("Value error, ")
        lines.append(f"{place}: {text}" if place else text)
    more = error.error_count() - len(lines)
    if more > 0:
        lines.append(f"(+{more})")
    return PlanError("{findings}", findings="; ".join(lines))
