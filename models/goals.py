"""Goals, and the rules that bind the budget."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from pydantic import Field

from models.limit import Limit
from models.quantity import N_, Figure, Id, Money, Name, Record, declared


class MainGoal(StrEnum):
    """What the map is for; set first."""

    RAISE_CONVERSION = "raise_conversion"
    RAISE_SATISFACTION = "raise_satisfaction"
    IMPROVE_INTERACTION = "improve_interaction"


class GoalPlace(StrEnum):
    """What a goal is set on."""

    PLAN = "plan"
    STAGE = "stage"
    STEP = "step"
    CHANNEL = "channel"
    TOUCHPOINT = "touchpoint"


class GoalMeasure(StrEnum):
    """What the plan can work out for a goal; `own_metric` is one that it cannot."""

    OWN = "own_metric"
    CONVERSIONS = "conversion_count"
    PEOPLE = "people_count"
    GOING_ON = "share_going_on"
    LEAVING = "share_leaving"
    REVENUE = "revenue_amount"
    SPEND = "spend_amount"
    REPORTED = "reported_count"
    COST_PER_CONVERSION = "cost_per_conversion"
    SATISFACTION = "satisfaction_score"
    FEELING = "feeling_score"


class GoalBinding(StrEnum):
    """How a goal binds the split of the budget.

    Reported: not at all. Soft: missed by as little as limits allow. Hard: no split that misses it.
    """

    REPORTED = "reported"
    SOFT = "soft"
    HARD = "hard"


class Goal(Record):
    """A metric with direction, target and date, on a place of the map.

    `target` and `current` are people, a share, a score, or money in major units, by the measure.
    """

    id: Id
    name: Name = declared(N_("Goal"))
    place: GoalPlace = GoalPlace.PLAN
    place_id: Id | None = None
    metric: str = declared(N_("Metric"), default="")
    measure: GoalMeasure = declared(
        N_("Worked out as"), default=GoalMeasure.OWN, help=N_("What the plan's numbers say about this goal.")
    )
    current: Figure | None = declared(
        N_("Value today"), default=None, help=N_("For a metric that the plan cannot work out.")
    )
    direction: Literal["up", "down", "hold"] = "up"
    target: float | None = declared(N_("Target"), default=None)
    date: dt.date | None = declared(N_("By"), default=None)
    binds: GoalBinding = declared(
        N_("Binds the split"),
        default=GoalBinding.REPORTED,
        help=N_(
            "Reported: only compared. Soft: missed by as little as the limits allow. "
            "Hard: no split that misses it."
        ),
    )


class Objective(StrEnum):
    """What the split of the budget maximises."""

    CONVERSIONS = "conversions"
    REVENUE = "revenue"
    QUALIFIED_LEADS = "qualified_leads"
    PROFIT = "profit"
    PEOPLE_AT_STEP = "people_at_step"


class Sought(StrEnum):
    """What is asked of the budget. Unless it is the best split, the total is the most that may be spent."""

    BEST_SPLIT = "best_split"
    LEAST_SPEND = "least_spend"
    TARGET_COST = "target_cost"
    TARGET_RETURN = "target_return"


class Outlook(StrEnum):
    """For which future the split is sought: what is expected, or the worst fifth of what may come."""

    EXPECTED = "expected"
    CAUTIOUS = "cautious"


class BudgetRules(Record):
    """The question put to the program. Money in minor units, for the whole plan."""

    total_budget: Money = declared(N_("Total budget"), "money", default=0)
    spend_total: Literal["exact", "at_most"] = declared(N_("Spend"), default="exact")
    test_reserve: Money = declared(N_("Test reserve"), "money", default=0)
    objective: Objective = declared(N_("Goal of the split"), default=Objective.CONVERSIONS)
    objective_step_id: Id | None = declared(
        N_("Counted at the step"), default=None, help=N_("Where qualified leads, or people, are counted.")
    )
    sought: Sought = declared(N_("What is sought"), default=Sought.BEST_SPLIT)
    target_people: float | None = declared(
        N_("Results to reach"),
        "people",
        default=None,
        gt=0,
        le=1e12,
        help=N_("Over the plan, organic ones included."),
    )
    target_money: Money | None = declared(
        N_("Money to reach"),
        "money",
        default=None,
        help=N_("Revenue or profit over the plan, organic included."),
    )
    target_cost: Money | None = declared(
        N_("Cost of one result, at most"), "money", default=None, gt=0,
        help=N_("Money charged for one result that would not come without it."),
    )  # fmt: skip
    target_return: float | None = declared(
        N_("Return, at least"), "ratio", default=None, gt=0, le=1e9,
        help=N_("Revenue that would not come without the money, for one unit of money: 4 means 4 for 1."),
    )  # fmt: skip
    target_holds_for: Literal["all_results", "last_result"] = declared(
        N_("The target holds for"),
        default="all_results",
        help=N_(
            "All results: on average over everything the money brings. The last one: even the last result "
            "may not cost more, so less is spent."
        ),
    )
    outlook: Outlook = declared(
        N_("Plan for"),
        default=Outlook.EXPECTED,
        help=N_(
            "What is expected: the best result if every number holds. The worst fifth of what may come: "
            "the best mean result over the 20% of possible worlds in which the split does worst."
        ),
    )
    money_step: Money = declared(
        N_("Round amounts to"),
        "money",
        default=100,
        help=N_("Amounts are rounded to this step; the total stays exact."),
    )
    steps_kept: bool = declared(
        N_("Search in these steps"),
        default=False,
        help=N_(
            "The split is sought in whole steps from the start, not rounded afterwards. One amount balances "
            "the total; with several periods every amount of the calendar is in whole steps, and each period "
            "with a budget of its own has one that balances it."
        ),
    )
    most_lines_changed: int | None = declared(
        N_("Most touchpoints whose budget changes"),
        default=None,
        ge=0,
        le=10_000,
        help=N_("A touchpoint counts once, however many of its periods differ from today's pace."),
    )
    assumed_move_limit: float | None = declared(
        N_("Most a line with an assumed curve may move"), "share", default=0.30, ge=0, le=10
    )
    message_needed: bool = declared(
        N_("No money without an active message"),
        default=False,
        help=N_("A line with messages spends only in periods in which one of them is active."),
    )
    limits: tuple[Limit, ...] = declared(N_("Limits"), default=())
    shares_of: Literal["total", "spend"] = declared(
        N_("Shares are of"),
        default="total",
        help=N_("The total budget, or what is spent in the end: the two differ when not all is spent."),
    )
    line_change: float | None = declared(
        N_("A touchpoint's budget may change from one period to the next by at most"),
        "share", default=None, ge=0, le=10, help=N_("Up or down, money a day."),
    )  # fmt: skip
    total_change: float | None = declared(
        N_("All spend together may change from one period to the next by at most"),
        "share", default=None, ge=0, le=10, help=N_("Up or down, money a day."),
    )  # fmt: skip
    change_from_today: bool = declared(
        N_("The first period counts from today's budget"),
        default=False,
        help=N_("A touchpoint that spends nothing today may start with any amount."),
    )
    planning_date: dt.date | None = declared(
        N_("Planned on"),
        default=None,
        help=N_(
            "What had to be booked before this day can no longer change. Empty: booking dates do not count."
        ),
    )


class NonMediaCost(Record):
    """Creative, tools, fees: money beside media, in minor units for the whole plan."""

    id: Id
    name: Name
    amount: Money = 0
    kind: Literal["creative", "tools", "fees", "other"] = "other"


class MoneyBasis(Record):
    """What the total means: media only, or all-in with fees, irrecoverable VAT and non-media costs."""

    total_is: Literal["media_only", "all_in"] = declared(N_("The total is"), default="media_only")
    vat_rate: float = declared(N_("VAT rate"), "share", default=0.0, ge=0, le=1)
    vat_reclaimable: bool = declared(N_("VAT can be reclaimed"), default=True)
    exchange_note: str = declared(N_("Currency rate and its date"), default="")


class SeasonProfile(Record):
    """Twelve factors, January first; 1 is an average month."""

    id: Id
    name: Name
    months: tuple[float, ...] = Field(min_length=12, max_length=12)


class SourceNote(Record):
    """Where a statement comes from, and when it was last checked."""

    id: Id
    name: Name
    kind: str = ""
    date: dt.date | None = None
    review_interval_days: int | None = Field(default=None, ge=1, le=3660)
    note: str = ""
    quality: Figure | None = None
