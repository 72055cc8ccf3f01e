"""A plan by months or weeks: no day lost, amounts that add up, a media plan whose totals are its lines'."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation import Allocation
from models.changes import Add, Remove, Set, with_changes
from models.errors import PlanError
from models.plan import Plan
from planner.answers import optimise
from planner.exports.media_plan import media_plan, media_plan_csv, media_plan_xlsx, stages_by_period
from planner.periods import Pace, changes_to, money_by_channel, pace_of, period_rows, periods_at
from tests.planner.answered import free_plan


def dated(start: dt.date, days: int) -> Plan:
    """The small plan at other dates."""
    end = start + dt.timedelta(days=days - 1)
    period = {"id": "only", "start": start.isoformat(), "end": end.isoformat()}
    held = free_plan()
    gone = [Remove(collection="periods", id=old.id) for old in held.periods]
    return with_changes(held, [*gone, Add(collection="periods", record=period)])


def quarter() -> Allocation:
    plan = dated(dt.date(2027, 1, 1), 90)
    plan = with_changes(
        plan,
        [
            *changes_to(plan, Pace.MONTHS),
            Set(path="rules.total_budget", value=2_700_000),
        ],
    )
    return optimise(plan)


@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1)),
    st.integers(1, 400),
    st.sampled_from([Pace.MONTHS, Pace.WEEKS]),
)
@settings(max_examples=40, deadline=None)
def test_periods_follow_each_other_from_the_first_day_to_the_last(
    start: dt.date, days: int, pace: Pace
) -> None:
    plan = dated(start, days)
    cut = with_changes(plan, changes_to(plan, pace))
    assert (cut.start, cut.end, cut.days) == (plan.start, plan.end, days)
    assert pace_of(cut) in ({pace} if len(cut.periods) > 1 else {Pace.WHOLE})
    if pace is Pace.WEEKS:
        assert all(period.days == 7 for period in cut.periods[:-1])
    else:
        assert all((period.end + dt.timedelta(days=1)).day == 1 for period in cut.periods[:-1])
    whole = with_changes(cut, changes_to(cut, Pace.WHOLE))
    assert pace_of(whole) is Pace.WHOLE


def test_too_many_periods_are_refused() -> None:
    with pytest.raises(PlanError, match="That makes 66 periods"):
        periods_at(dated(dt.date(2026, 1, 1), 460), Pace.WEEKS)


def test_a_media_plan_adds_up_by_line_stage_and_period() -> None:
    answer = quarter()
    plan, split = answer.plan, answer.proposed
    assert sum(money_by_channel(plan, split).values()) == sum(split.spend.values()) == 2_700_000
    table, stages = media_plan(answer, split), stages_by_period(answer, split)
    for number, row in enumerate(period_rows(answer, split)):
        key = f"period{number}"
        assert table.total(key) == stages.total(key)
        assert float(table.total(key)) == pytest.approx(row.charged)
    assert table.total("sum") == stages.total("sum") == Decimal(27_000)


def test_the_workbook_holds_the_same_sums_and_live_formulas() -> None:
    answer = quarter()
    content = media_plan_xlsx(answer, answer.proposed)
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    assert len(book.sheetnames) == 2
    for sheet in book.worksheets:
        assert list(sheet.values)[-1][-1] == pytest.approx(27_000)
    live = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert str(list(live.values)[-1][-1]).startswith("=SUM(")
    assert media_plan_csv(answer, answer.proposed).startswith(b"\xef\xbb\xbf")


def test_a_budget_fixed_for_a_period_is_spent_in_it() -> None:
    answer = quarter()
    fixed = with_changes(
        answer.plan, [Set(path=f"periods.{answer.plan.periods[0].id}.budget", value=400_000)]
    )
    rows = period_rows(optimise(fixed), optimise(fixed).proposed)
    assert rows[0].charged == pytest.approx(4_000)
    assert sum(row.charged for row in rows) == pytest.approx(27_000)
