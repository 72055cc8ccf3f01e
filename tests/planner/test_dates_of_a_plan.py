"""A plan moved to other dates: its money follows the days, what is booked stays; people turned away are told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.changes import Set, with_changes
from models.errors import PlanError
from models.plan import make_plan
from planner.answers import simulate
from planner.periods import Pace, changes_of_dates, months_later, total_for, turned_away_sentences
from tests.models.test_periods import values_of
from tests.plans import small_plan


def test_a_year_by_months_takes_the_money_along() -> None:
    plan = with_changes(
        small_plan(),
        [
            Set(path="touchpoints.t_search.upper", value=600_000),
            Set(path="touchpoints.t_social.committed", value=5_000),
        ],
    )
    days = (dt.date(2026, 12, 1), dt.date(2027, 11, 30))
    year = with_changes(plan, changes_of_dates(plan, days, Pace.MONTHS, with_money=True))
    assert (year.start, year.end, len(year.periods)) == (*days, 12)
    assert year.rules.total_budget == total_for(plan, 365) == 10_950_000
    assert year.by_id["touchpoints"]["t_search"].upper == 7_300_000
    assert year.by_id["touchpoints"]["t_social"].committed == 5_000
    same = with_changes(plan, changes_of_dates(plan, days, Pace.WHOLE, with_money=False))
    assert (same.rules.total_budget, len(same.periods)) == (900_000, 1)


def test_dates_that_make_no_plan_are_refused() -> None:
    day = dt.date(2026, 12, 1)
    for end, pace in ((dt.date(2026, 11, 30), Pace.WHOLE), (dt.date(2029, 12, 1), Pace.WEEKS)):
        with pytest.raises(PlanError):
            changes_of_dates(small_plan(), (day, end), pace, with_money=True)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 36))
def test_months_end_the_day_before_they_begin_again(day: dt.date, months: int) -> None:
    following = months_later(day, months) + dt.timedelta(days=1)
    assert (following.year * 12 + following.month) - (day.year * 12 + day.month) in (months, months + 1)
    assert following.day == day.day or following.day == 1


def test_who_is_turned_away_and_when() -> None:
    values = values_of(30, 31)
    values["steps"][1]["capacity"] = 300
    plan = make_plan(values)
    seen = simulate(plan, None, {"p1": {"t_search": 1_500_000}})
    (said,) = turned_away_sentences(plan, seen)
    assert said.startswith("“Lead” turns ")
    assert "Most in Oct 2026: " in said
