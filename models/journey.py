"""The journey: stages of a marketing model, funnel steps, and links with conversions."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from models.audience import SegmentPeople, SegmentShare
from models.quantity import (
    N_,
    Evidence,
    Figure,
    Id,
    Name,
    Record,
    a_share,
    at_least_zero,
    declared,
)

Share = Annotated[Figure, AfterValidator(a_share)]
Amount = Annotated[Figure, AfterValidator(at_least_zero)]


class MarketingModel(StrEnum):
    """Which stages a journey has; RACE is the default."""

    RACE = "race"
    AIDA = "aida"
    AARRR = "aarrr"
    SEE_THINK_DO_CARE = "see_think_do_care"
    OWN = "own"


MODEL_STAGES: dict[MarketingModel, tuple[tuple[str, str], ...]] = {
    MarketingModel.RACE: (
        ("reach", N_("Reach")),
        ("act", N_("Act")),
        ("convert", N_("Convert")),
        ("engage", N_("Engage")),
    ),
    MarketingModel.AIDA: (
        ("attention", N_("Attention")),
        ("interest", N_("Interest")),
        ("desire", N_("Desire")),
        ("action", N_("Action")),
    ),
    MarketingModel.AARRR: (
        ("acquisition", N_("Acquisition")),
        ("activation", N_("Activation")),
        ("retention", N_("Retention")),
        ("revenue", N_("Revenue")),
        ("referral", N_("Referral")),
    ),
    MarketingModel.SEE_THINK_DO_CARE: (
        ("see", N_("See")),
        ("think", N_("Think")),
        ("do", N_("Do")),
        ("care", N_("Care")),
    ),
    MarketingModel.OWN: (),
}
"""Stage codes and names of each model, in order of the journey."""


class JourneyStage(Record):
    """A stage of the customer journey; holds one or more funnel steps."""

    id: Id
    name: Name = declared(N_("Stage"))
    model_stage: str = declared(N_("Stage of the marketing model"), default="")
    customer_goal: str = declared(N_("Customer's goal"), default="")
    business_goal: str = declared(N_("Business goal"), default="")
    business_process: str = declared(N_("Business process"), default="")


class Emotion(Record):
    """A feeling at a step: -3 (angry) to 3 (delighted), with its own name."""

    score: float = Field(ge=-3, le=3)
    name: str = ""


class Problem(Record):
    """What hinders the customer, with severity 1 (small) to 5 (grave)."""

    id: Id
    text: Name
    severity: int = declared(N_("Severity"), "1-5", default=3, ge=1, le=5)
    effort: int | None = declared(
        N_("Effort"), "1-5", default=None, ge=1, le=5,
        help=N_("What mending it takes, 1 (an hour) to 5 (months). Empty: not estimated."),
    )  # fmt: skip
    evidence: Evidence = Evidence.ASSUMED
    source: str = ""


class FunnelStep(Record):
    """A step of the funnel, where people can be counted.

    `organic`, `pipeline`, `observed`, `capacity` and `capacity_of_one` are people per reference period
    of the plan (`Plan.reference_days`), `value` is money in major units for one person served here.
    """

    id: Id
    stage_id: Id
    name: Name = declared(N_("Step"))
    converts: bool = declared(
        N_("Counts as a conversion"), default=False, help=N_("People served here are the result.")
    )
    trackable: bool = declared(N_("Can be tracked"), default=True)
    organic: tuple[SegmentPeople, ...] = declared(
        N_("Organic entries"), "people", default=(), help=N_("People who come without paid help.")
    )
    organic_season_id: Id | None = declared(
        N_("Season of organic entries"), default=None, help=N_("Empty: the same all year.")
    )
    pipeline: tuple[SegmentPeople, ...] = declared(
        N_("Open pipeline"), "people", default=(), help=N_("People already here when the plan begins.")
    )
    observed: Annotated[Figure | None, AfterValidator(at_least_zero)] = declared(
        N_("Observed, all sources"), "people", default=None
    )
    value: Annotated[Figure | None, AfterValidator(at_least_zero)] = declared(
        N_("Value of a person here"), "money", default=None
    )
    margin: Annotated[Figure | None, AfterValidator(a_share)] = declared(
        N_("Margin"),
        "share",
        default=None,
        help=N_("What is left of the value when the goods are paid. 100%: the value is already that."),
    )
    returns: Annotated[Figure, AfterValidator(a_share)] = declared(
        N_("Returns"), "share", default=Figure(value=0.0), help=N_("The share of the value that comes back.")
    )
    capacity: Annotated[Figure | None, AfterValidator(at_least_zero)] = declared(
        N_("Capacity"), "people", default=None, help=N_("Most people who can be served here.")
    )
    capacity_unit: str = declared(
        N_("Who serves them, one of them"),
        default="",
        max_length=80,
        help=N_("For example: salesperson. More capacity is then asked about one by one."),
    )
    capacity_of_one: Annotated[Figure | None, AfterValidator(at_least_zero)] = declared(
        N_("People that one of them serves"), "people", default=None
    )
    actions: tuple[str, ...] = declared(N_("Customer actions"), default=())
    needs: tuple[str, ...] = declared(N_("Needs"), default=())
    problems: tuple[Problem, ...] = declared(N_("Problems"), default=())
    emotion_now: Emotion | None = declared(N_("Emotion today"), default=None)
    emotion_goal: Emotion | None = declared(N_("Emotion wanted"), default=None)
    moment_of_truth: bool = declared(N_("Moment of truth"), default=False)
    metrics: str = declared(N_("Metrics"), default="")
    note: str = ""


class WalkNote(Record):
    """What somebody noticed at a step when walking through the journey as a customer."""

    id: Id
    step_id: Id
    text: Name = declared(N_("Note"))
    by: str = declared(N_("Who noticed"), default="")
    date: dt.date | None = declared(N_("When"), default=None)


class DelayShare(Record):
    """A share of those who go on, who arrive after so many days."""

    days: int = Field(ge=0, le=3660)
    share: float = Field(gt=0, le=1)


class StepLink(Record):
    """The way from one step to the next; `conversion` is the share of those served who go on unaided."""

    id: Id
    from_step_id: Id
    to_step_id: Id
    conversion: Share = declared(N_("Conversion to the next step"), "share")
    by_segment: tuple[SegmentShare, ...] = declared(N_("Conversion by segment"), default=())
    delay: tuple[DelayShare, ...] = declared(N_("Delay"), "days", default=())
    variant: str = declared(N_("Process variant"), default="")
    pool_share: Annotated[Figure | None, AfterValidator(a_share)] = declared(
        N_("Share of those who stop here that this link could win back"),
        "share",
        default=None,
        help=N_("Frozen when a rate moves; in proportion to the conversions when first made."),
    )
