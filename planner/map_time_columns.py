"""Columns for what takes time: delays, carry-over, seasons, what is open already, days without spend."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from models.blackout import Blackout
from models.communication import AudiencePool, Touchpoint
from models.curve import Curve
from models.errors import ChangeError
from models.goals import SeasonProfile
from models.journey import FunnelStep
from models.plan import Plan
from models.quantity import N_
from planner.map_cells import Cell, read
from planner.map_columns import Column, Values, money, plain, title_of
from planner.map_special_columns import goal_place

MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"),
    N_("Nov"), N_("Dec"),
)  # fmt: skip
EVEN = (1.0,) * len(MONTHS)
"""A season that is none: every month like the average one."""

MOST_FACTOR = 100.0
PART = re.compile(r"^(\d+)\s*(?:[:=]\s*(\d+(?:[.,]\d+)?)\s*%?)?$")


def delay() -> Column:
    """A delay as text: “0: 60%; 14: 40%” (days: share of those who go on). Empty: at once."""

    def get(values: Values) -> str:
        return "; ".join(f"{part['days']}: {part['share'] * 100:g}%" for part in values.get("delay", ()))

    def put(values: Values, value: Any) -> None:
        values["delay"] = delay_typed(value)

    return Column(
        "delay", N_("Delay, days"), Cell.TEXT, get, put,
        help=N_(
            "Days, and the share of those who go on who arrive then: 0: 60%; 14: 40%. One number: all of them "
            "after so many days. A link with a delay may lead back to an earlier step."
        ),
    )  # fmt: skip


def delay_typed(value: Any) -> list[dict[str, Any]]:
    """A typed delay as plain values. Raises ChangeError where it cannot be read or is not the whole."""
    text = f"{value:g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    parts = [part.strip() for part in re.split(r"[;\n]|,\s", str(text or "")) if part.strip()]
    found = [PART.match(part) for part in parts]
    if any(match is None for match in found):
        raise ChangeError(
            N_("“{typed}” is not a delay."), remedy=N_("Write days and shares: 0: 60%; 14: 40%."),
            typed=str(value)[:80],
        )  # fmt: skip
    shares = [
        float((match[2] or ("100" if len(parts) == 1 else "0")).replace(",", ".")) for match in found if match
    ]
    if parts and abs(sum(shares) - 100) > 0.01:
        raise ChangeError(N_("The shares of the delay come to {sum}%, not to 100%."), sum=f"{sum(shares):g}")
    rows = [(int(match[1]), share) for match, share in zip(found, shares, strict=True) if match and share > 0]
    total = sum(share for _days, share in rows) or 1.0
    return [{"days": days, "share": round(share / total, 12)} for days, share in sorted(rows)]


def half_life() -> Column:
    """Half-life of a line's carry-over, which its curve holds."""

    def get(values: Values) -> float | None:
        return values["curve"]["half_life_days"] if values.get("curve") else None

    def put(values: Values, value: Any) -> None:
        days = read(Cell.NUMBER, value)
        if values.get("curve"):
            values["curve"] = {**values["curve"], "half_life_days": days or 0.0}
        elif days:
            raise ChangeError(
                N_("This touchpoint has no response curve yet."),
                remedy=N_("Give last period's spend and result first."),
            )

    return Column(
        "half_life_days", title_of(Curve, "half_life_days"), Cell.NUMBER, get, put, unit=N_("days"), least=0, most=3660,
        help=N_("After so many days half of what money does is still at work. 0: it works while it is spent."),
    )  # fmt: skip


def season(
    record: type[Touchpoint] | type[AudiencePool] | type[FunnelStep], field: str = "season_id"
) -> Column:
    """The season that a record follows, by name."""
    return replace(
        plain(record, field, Cell.REFERENCE, collection="seasons"),
        help=str(record.model_fields[field].description or ""),
    )


def spent_before(plan: Plan) -> Column:
    """What a line spent before the plan."""
    return money(Touchpoint, "spend_before", plan.currency)


def seasons_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table seasons: a factor a month, 1 being an average one."""
    return (
        plain(SeasonProfile, "name", Cell.TEXT, title=N_("Season"), required=True),
        *(_month(number, name) for number, name in enumerate(MONTHS)),
    )


def _month(number: int, name: str) -> Column:
    def get(values: Values) -> float:
        return float(values.get("months", EVEN)[number])

    def put(values: Values, value: Any) -> None:
        factor = read(Cell.NUMBER, value)
        if factor is not None and not 0 <= factor <= MOST_FACTOR:
            raise ChangeError(N_("A month's factor lies between 0 and {most}."), most=f"{MOST_FACTOR:g}")
        months = list(values.get("months", EVEN))
        months[number] = 1.0 if factor is None else factor
        values["months"] = months

    return Column(
        f"month{number + 1}", name, Cell.NUMBER, get, put, least=0, most=MOST_FACTOR,
        help=N_("1 is an average month; 1.3 is 30% more."),
    )  # fmt: skip


def blackouts_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table of days without spend."""
    return (
        plain(Blackout, "name", Cell.TEXT, required=True),
        plain(Blackout, "start", Cell.DATE, required=True),
        plain(Blackout, "end", Cell.DATE, required=True),
        replace(goal_place(plan), title=title_of(Blackout, "place"), help=N_("Empty: everything.")),
    )


def fixed(column: Column) -> Column:
    """The column to be read only."""
    return replace(column, fixed=True, required=False)
