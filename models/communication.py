"""Channels, audience pools, touchpoints (the lines of the budget), messages and campaigns."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from models.audience import SegmentPeople, SegmentShare
from models.curve import Curve
from models.limit import MOST_OF_CURRENT
from models.message_use import MessageUse
from models.quantity import (
    N_,
    Figure,
    Id,
    Money,
    Name,
    Record,
    a_share,
    at_least_zero,
    declared,
)

Share = Annotated[Figure, AfterValidator(a_share)]
Amount = Annotated[Figure, AfterValidator(at_least_zero)]


class Channel(Record):
    """A way between customer and company. `kind` is a code of `models.channel_kinds`."""

    id: Id
    name: Name = declared(N_("Channel"))
    kind: str = declared(N_("Kind of channel"), default="paid_other")
    colour: str = declared(
        N_("Colour"), default="", pattern=r"^(#[0-9a-fA-F]{6})?$", help=N_("Empty: the kind's own.")
    )
    symbol: str = declared(N_("Symbol"), default="", max_length=8)
    paid: bool = declared(N_("Paid"), default=True)
    prices_include_vat: bool = declared(
        N_("Prices include VAT"), default=False, help=N_("Whether amounts set in the platform hold VAT.")
    )
    agency_fee: float = declared(N_("Agency fee"), "share", default=0.0, ge=0, le=1)
    cost_per_contact: Annotated[Figure | None, AfterValidator(at_least_zero)] = declared(
        N_("Cost per contact"), "money", default=None
    )
    base_size: Annotated[Figure | None, AfterValidator(at_least_zero)] = declared(
        N_("Size of the base"), "people", default=None, help=N_("Subscribers, contacts (owned channels).")
    )
    contacts_per_person: Annotated[Figure | None, AfterValidator(at_least_zero)] = declared(
        N_("Most contacts per person"), "contacts", default=None
    )
    fixed_cost: Money = declared(
        N_("Fixed cost"), "money", default=0,
        help=N_("For the whole plan, whatever is sent: the tool, the base, rent. Part of an all-in total."),
    )  # fmt: skip


class PoolKind(StrEnum):
    """Outside pools feed a step with new people; nurture pools win back who would stop at a link."""

    OUTSIDE = "outside"
    NURTURE = "nurture"


class Overlap(StrEnum):
    """How claims on one pool turn into people."""

    RANDOM = "random"
    NONE = "none"


class AudiencePool(Record):
    """A set of people that touchpoints compete for (on screen: audience).

    Outside pools feed `step_id` and have `sizes` per segment, people per reference period; a
    segment without a size is "limit not known". Nurture pools belong to `link_id`, their size
    follows from the link's conversion and `pool_share`.
    """

    id: Id
    name: Name = declared(N_("Audience"))
    kind: PoolKind = PoolKind.OUTSIDE
    step_id: Id | None = None
    link_id: Id | None = None
    sizes: tuple[SegmentPeople, ...] = declared(N_("Size"), "people", default=())
    overlap: Overlap = declared(N_("Overlap"), default=Overlap.RANDOM)
    holds_organic: bool = declared(
        N_("Organic entries come out of it"),
        default=True,
        help=N_(
            "Those who come unpaid are no longer there to be won; several such audiences share them by size."
        ),
    )
    season_id: Id | None = declared(
        N_("Season"), default=None, help=N_("How many people there are by month. Empty: the same all year.")
    )

    @model_validator(mode="after")
    def _one_place(self) -> AudiencePool:
        if self.kind is PoolKind.OUTSIDE and (self.step_id is None or self.link_id is not None):
            raise ValueError(N_("an outside audience needs the step it feeds, and no link"))
        if self.kind is PoolKind.NURTURE and (self.link_id is None or self.step_id is not None):
            raise ValueError(N_("an audience to win back needs its link, and no step"))
        if self.kind is PoolKind.NURTURE and self.sizes:
            raise ValueError(N_("the size of an audience to win back follows from its link"))
        return self


class Standing(StrEnum):
    """What may happen to a line's money."""

    FLEXIBLE = "flexible"
    LOCKED = "locked"
    TEST = "test"


class ResultsCount(StrEnum):
    """What a line's results count."""

    PLATFORM_REPORTED = "platform_reported"
    PEOPLE = "people"


class Touchpoint(Record):
    """A place of contact: a channel at a step. With money it is a line of the budget.

    Money is in minor units per reference period of the plan, as set in the platform, `spend_before` too;
    `committed`, `lower` and `upper` are for the whole plan.
    """

    id: Id
    name: Name = declared(N_("Touchpoint"))
    step_id: Id
    channel_id: Id
    pool_id: Id | None = declared(
        N_("Audience"), default=None, help=N_("Empty: the limit of the audience is not known.")
    )
    segment_shares: tuple[SegmentShare, ...] = declared(
        N_("Shares by segment"), default=(), help=N_("Empty: in proportion to nothing but the one segment.")
    )
    current_spend: Money = declared(N_("Current budget"), "money", default=0)
    committed: Money = declared(N_("Committed"), "money", default=0)
    committed_note: str = declared(N_("Committed: note and dates"), default="")
    standing: Standing = declared(N_("Committed, flexible or test"), default=Standing.FLEXIBLE)
    lower: Money | None = declared(N_("Lower limit"), "money", default=None)
    upper: Money | None = declared(N_("Upper limit"), "money", default=None)
    lower_share: float | None = declared(N_("Lower limit, share"), "share", default=None, ge=0, le=1)
    upper_share: float | None = declared(N_("Upper limit, share"), "share", default=None, ge=0, le=1)
    lower_current: float | None = declared(
        N_("Lower limit, of today's budget"), "share", default=None, ge=0, le=MOST_OF_CURRENT
    )
    upper_current: float | None = declared(
        N_("Upper limit, of today's budget"), "share", default=None, ge=0, le=MOST_OF_CURRENT
    )
    most_change: float | None = declared(
        N_("May change from one period to the next by at most"),
        "share", default=None, ge=0, le=10, help=N_("Empty: as for every touchpoint."),
    )  # fmt: skip
    minimum_if_used: Money | None = declared(
        N_("Minimum if used"),
        "money",
        default=None,
        help=N_(
            "Over the plan: nothing at all, or at least this much. With several periods each one in which "
            "money is spent takes its part, by the days on which the touchpoint may spend."
        ),
    )
    minimum_buy: Money | None = declared(
        N_("Minimum buy"), "money", default=None, help=N_("The least that can be booked, or nothing at all.")
    )
    booking_deadline: dt.date | None = declared(
        N_("Book by"), default=None, help=N_("After this day only what is committed is spent.")
    )
    booking_notice_days: int | None = declared(
        N_("Days of notice"), "days", default=None, ge=0, le=3660,
        help=N_("A period is booked so many days before it starts; then only what is committed is spent in it."),
    )  # fmt: skip
    place: str = declared(
        N_("Place"), default="", max_length=500, help=N_("Where it hangs, runs or is held.")
    )
    assumed_limit_lifted: bool = declared(N_("May move more than 30 % on an assumed curve"), default=False)
    curve: Curve | None = declared(N_("Response curve"), default=None)
    results: Annotated[Figure | None, AfterValidator(at_least_zero)] = declared(
        N_("Results last period"), "people", default=None
    )
    results_count: ResultsCount = declared(N_("What a result counts"), default=ResultsCount.PLATFORM_REPORTED)
    incrementality: Share = declared(
        N_("Incrementality"),
        "share",
        default=Figure(value=1.0),
        help=N_("The share of results that would not have come anyway."),
    )
    quality: Amount = declared(
        N_("Quality"),
        "ratio",
        default=Figure(value=1.0),
        help=N_("How these people go on, compared with the step's average (1)."),
    )
    messages: tuple[MessageUse, ...] = declared(N_("Messages"), default=())
    tags: tuple[str, ...] = declared(N_("Tags"), default=())
    season_id: Id | None = declared(
        N_("Season"), default=None, help=N_("How well it works by month. Empty: the same all year.")
    )
    spend_before: Money | None = declared(
        N_("Spent before the plan"),
        "money",
        default=None,
        help=N_("What still works on the first day, with carry-over. Empty: the current budget."),
    )
    contact: str = declared(N_("Contact"), default="", help=N_("The concrete situation."))
    symbol: str = declared(
        N_("What the customer does"),
        default="",
        max_length=8,
        help=N_("The symbol on the card. Empty: the usual one of the channel."),
    )
    satisfaction: int | None = declared(N_("Satisfaction"), "1-5", default=None, ge=1, le=5)
    importance_to_customer: int | None = declared(
        N_("Importance to the customer"), "1-5", default=None, ge=1, le=5
    )
    importance_to_us: int | None = declared(N_("Importance to us"), "1-5", default=None, ge=1, le=5)
    moment_of_truth: bool = declared(N_("Moment of truth"), default=False)
    note: str = ""


class MessageStatus(StrEnum):
    """Where a message stands; only active ones carry their effect."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"


class Message(Record):
    """What is said. `effect` multiplies claims, relative to the mix the curve was measured with."""

    id: Id
    text: Name = declared(N_("Message"))
    segment_ids: tuple[Id, ...] = declared(N_("Audience"), default=())
    need: str = declared(N_("Need it answers"), default="")
    value_proposition: str = declared(N_("Value proposition"), default="")
    proof: str = declared(N_("Proof"), default="")
    call_to_action: str = declared(N_("Call to action"), default="")
    destination_step_id: Id | None = declared(N_("Destination"), default=None)
    brand_checked: bool = declared(N_("Brand check"), default=False)
    creative_link: str = declared(N_("Creative"), default="")
    owner: str = declared(N_("Owner"), default="")
    status: MessageStatus = declared(N_("Status"), default=MessageStatus.ACTIVE)
    start: dt.date | None = declared(N_("Flight start"), default=None)
    end: dt.date | None = declared(N_("Flight end"), default=None)
    effect: Amount = declared(N_("Effect"), "ratio", default=Figure(value=1.0))


class InteractionScript(Record):
    """What the customer may do at a step, and how the company reacts."""

    id: Id
    step_id: Id
    customer_action: Name
    company_reaction: str = ""


class CreativeRule(Record):
    """Stuck customers: who stops at a step is spoken to again and led on."""

    id: Id
    trigger_step_id: Id
    stuck_for_hours: float = Field(default=24.0, gt=0)
    segment_id: Id | None = None
    channel_id: Id | None = None
    message_id: Id | None = None
    destination_step_id: Id | None = None
    stop_condition: str = ""


class Campaign(Record):
    """Touchpoints and messages bound to one strategy and goal."""

    id: Id
    name: Name
    strategy: str = ""
    goal_id: Id | None = None
    touchpoint_ids: tuple[Id, ...] = ()
    message_ids: tuple[Id, ...] = ()
