"""What is typed into the tables of limits: saved whole, or told in place and not saved at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.changes import Set, with_changes
from models.limit import LimitPlace
from models.plan import Plan, make_plan
from planner.booking_words import base_sentence, booking_sentence, is_offline, is_owned, passed_on, plan_on
from planner.change_words import changes_in_words
from planner.exports.allocation_table import allocation_table
from planner.limit_clashes import clashes, marked_limits, marked_lines, sections_of
from planner.limit_costs import floor_cost
from planner.limit_lines import typed_channels, typed_lines
from planner.limit_places import (
    LOCKED,
    first_stage_lines,
    group_changes,
    group_removal,
    place_rows,
    several_changes,
    tag_changes,
    typed_places,
)
from planner.limit_typing import CannotBe
from planner.limit_words import limits_set
from planner.plan_file import read_plan, write_plan
from planner.workflows import optimise
from tests.plans import small_plan, small_values

FREE: dict[str, Any] = {"total_budget": 900_000, "assumed_move_limit": None}
GROUP = [{"id": "g", "name": "Pushed", "touchpoint_ids": ["t_search", "t_again"]}]


def free(**more: Any) -> Plan:
    return small_plan(rules=FREE | more.pop("rules", {}), **more)


def lines_after(plan: Plan, edited: dict[int, dict[str, Any]]) -> Plan:
    meant = typed_lines(plan, plan.touchpoints, edited)
    assert not meant.problems
    return with_changes(plan, meant.changes)


def test_cells_are_saved_in_the_units_of_the_plan() -> None:
    typed = {
        0: {"lower": 1_200.5, "upper_share": 30, "lower_current": 80.0, "standing": "locked"},
        2: {"minimum_buy": 2_000, "booking_deadline": "2026-11-20", "booking_notice_days": 21.0, "place": " Hall 4 ",
            "most_change": 12.5, "assumed_limit_lifted": True},
    }  # fmt: skip
    search, _social, again = lines_after(free(), typed).touchpoints
    assert (search.lower, search.upper_share, search.lower_current) == (120_050, 0.3, 0.8)
    assert search.standing.value == "locked"
    assert (again.minimum_buy, again.booking_deadline) == (200_000, dt.date(2026, 11, 20))
    assert (again.booking_notice_days, again.place, again.most_change) == (21, "Hall 4", 0.125)
    emptied = lines_after(
        lines_after(free(), typed), {0: {"lower": None}, 2: {"place": None, "committed": None}}
    )
    assert (emptied.touchpoints[0].lower, emptied.touchpoints[2].place) == (None, "")
    assert emptied.touchpoints[2].committed == 0


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"lower": -5}, "“Search”, At least: less than nothing. Type 0 or more, or leave it empty."),
        ({"upper": 10.005}, "“Search”, At most: EUR has 2 decimals. Type €10.00."),
        ({"upper": 1e15}, "“Search”, At most: more than any budget. Check the zeros."),
        ({"upper": float("nan")}, "“Search”, At most: not a number. Type digits only."),
        ({"upper": "much"}, "“Search”, At most: not a number. Type digits only."),
        ({"upper_share": 140}, "“Search”, At most, %: 140% is more than can be. Type 0 to 100%."),
        ({"most_change": 5_000}, "“Search”, Most change, %: 5,000% is more than can be. Type 0 to 1,000%."),
        ({"booking_notice_days": 1.5}, "“Search”, Days of notice: not a number of days. Type a whole number up to 3,660."),
        ({"standing": "firm"}, "“Search”, May move?: “firm” is not known. Choose one of: Flexible, Locked, For tests."),
        ({"booking_deadline": "soon"}, "“Search”, Book by: not a date. Choose a day of the calendar."),
        (
            {"lower": 2_000, "upper": 1_000},
            "“Search”, At least and at most: at least €2,000 is more than at most €1,000. Lower the one or raise the other.",
        ),
        (
            {"lower_current": 120, "upper_current": 80},
            "“Search”, At least and at most: at least 120% is more than at most 80%. Lower the one or raise the other.",
        ),
        (
            {"committed": 2_000, "upper": 1_000},
            "“Search”, At least and at most: €2,000 committed is more than at most €1,000. "
            "Raise the limit or lower the commitment.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_in_place_with_a_remedy(cells: dict[str, Any], said: str) -> None:
    meant = typed_lines(free(), free().touchpoints, {0: cells, 1: {"upper": 5_000}})
    assert [problem.sentence() for problem in meant.problems] == [said]


def test_typed_sides_are_held_against_stored_ones() -> None:
    plan = lines_after(free(), {0: {"upper": 1_000}})
    assert typed_lines(plan, plan.touchpoints, {0: {"lower": 1_500}}).problems
    assert not typed_lines(plan, plan.touchpoints, {0: {"lower": 1_500, "upper": None}}).problems


def test_yen_have_no_decimals() -> None:
    plan = make_plan(small_values(currency="JPY", rules=FREE))
    (problem,) = typed_lines(plan, plan.touchpoints, {0: {"upper": 99.5}}).problems
    assert problem.words.startswith("JPY has 0 decimals")


def test_a_table_of_places_has_a_row_each_and_saves_limits_and_locks() -> None:
    plan = free(groups=GROUP)
    rows = place_rows(plan, LimitPlace.CHANNEL)
    assert [(row.name, round(row.today), row.locked) for row in rows] == [
        ("Search ads", 500_000, False), ("Social ads", 300_000, False), ("Reminder ads", 100_000, False),
    ]  # fmt: skip
    meant = typed_places(plan, rows, {0: {"upper": 2_000, "lower_share": 5}, 1: {LOCKED: True}})
    after = with_changes(plan, meant.changes)
    (limit,) = after.rules.limits
    assert (limit.upper, limit.lower_share, limit.place_id) == (200_000, 0.05, "search")
    assert after.by_id["touchpoints"]["t_social"].standing.value == "locked"
    rows = place_rows(after, LimitPlace.CHANNEL)
    assert [row.locked for row in rows] == [False, True, False]
    again = with_changes(
        after,
        typed_places(after, rows, {0: {"upper": None, "lower_share": None}, 1: {LOCKED: False}}).changes,
    )
    assert again.rules.limits == ()
    assert again.by_id["touchpoints"]["t_social"].standing.value == "flexible"


def test_bad_limits_of_places_are_told_and_none_is_saved() -> None:
    plan = free()
    rows = place_rows(plan, LimitPlace.TAG)
    assert [row.name for row in rows] == ["brand", "performance"]
    meant = typed_places(plan, rows, {0: {"lower": 500, "upper": 100}, 1: {"lower_share": -1}})
    assert [problem.row for problem in meant.problems] == ["brand", "performance"]


def test_limits_on_one_place_set_twice_keep_both_rows() -> None:
    two = [{"id": "a", "place": "stage", "place_id": "reach", "lower": 1_000},
           {"id": "b", "place": "stage", "place_id": "reach", "upper": 800_000}]  # fmt: skip
    rows = place_rows(free(rules={"limits": two}), LimitPlace.STAGE)
    assert [row.limit.id if row.limit else None for row in rows] == ["a", "b", None, None]


def test_groups_are_made_changed_and_taken_away_with_their_limits() -> None:
    plan = with_changes(free(), group_changes(free(), "", " Launch ", ["t_search"]))
    (group,) = plan.groups
    assert (group.name, group.touchpoint_ids) == ("Launch", ("t_search",))
    plan = with_changes(plan, group_changes(plan, group.id, "Launch 2", ["t_search", "t_again"]))
    rows = place_rows(plan, LimitPlace.GROUP)
    plan = with_changes(plan, typed_places(plan, rows, {0: {"upper_current": 90}}).changes)
    assert "group “Launch 2”: at most 90% of today's budget" in limits_set(plan)
    assert read_plan(write_plan(plan)) == plan
    gone = with_changes(plan, group_removal(plan, group.id))
    assert (gone.groups, gone.rules.limits) == ((), ())
    for name, chosen in (("", ["t_search"]), ("launch 2", ["t_search"]), ("New", [])):
        with pytest.raises(CannotBe):
            group_changes(plan, "", name, chosen)


def test_brand_and_performance_are_tagged_in_one_go_and_their_floor_has_a_cost() -> None:
    plan = free()
    assert first_stage_lines(plan) == ("t_search", "t_social")
    plan = with_changes(plan, tag_changes(plan, ["t_social"]))
    assert [line.tags for line in plan.touchpoints] == [("performance",), ("brand",), ("performance",)]
    assert tag_changes(plan, ["t_social"]) == ()
    rows = place_rows(plan, LimitPlace.TAG)
    held = with_changes(plan, typed_places(plan, rows, {0: {"lower_share": 70}}).changes)
    answer, best = optimise(held), optimise(plan)
    cost = floor_cost(answer, held.rules.limits[0].id)
    assert cost is not None
    assert cost[0] == pytest.approx(best.unrounded - answer.unrounded, rel=1e-3)
    loose = with_changes(plan, typed_places(plan, rows, {0: {"lower_share": 1}}).changes)
    assert floor_cost(optimise(loose), loose.rules.limits[0].id) == (0.0, optimise(loose).proposed.objective)


def test_several_touchpoints_change_at_once_or_not_at_all() -> None:
    plan = free()
    locked = with_changes(plan, several_changes(plan, plan.touchpoints, "lock"))
    assert {line.standing.value for line in locked.touchpoints} == {"locked"}
    near = with_changes(plan, several_changes(plan, plan.touchpoints, "upper_current", 120))
    assert {line.upper_current for line in near.touchpoints} == {1.2}
    assert several_changes(near, near.touchpoints, "clear")
    with pytest.raises(CannotBe, match=r"Search.*at least 150% is more than at most 120%"):
        several_changes(near, near.touchpoints, "lower_current", 150)
    with pytest.raises(CannotBe, match="less than nothing"):
        several_changes(plan, plan.touchpoints, "upper", -1)


def test_conflicts_say_which_rows_take_part() -> None:
    limits = [{"id": "l", "place": "channel", "place_id": "search", "lower_share": 0.9}]
    plan = free(rules={"limits": limits, "line_change": 0.1, "change_from_today": True})
    plan = with_changes(plan, [Set(path="touchpoints.t_social.lower", value=200_000)])
    found = clashes(plan)
    assert marked_limits(found) | marked_lines(found)
    assert sections_of(found) & {"groups", "lines", "time"}
    assert "“Social”: changes by at most 10% from one period to the next" in {
        words for clash in found for words in clash.words
    }
    assert clashes(free()) == ()


def test_bases_and_bookings_in_words() -> None:
    values = small_values(rules=FREE)
    values["channels"][2] |= {"kind": "email", "base_size": 5_000, "contacts_per_person": 4}
    values["touchpoints"][0] |= {"booking_deadline": "2026-11-20", "committed": 50_000}
    plan = make_plan(values)
    email = plan.by_id["channels"]["again"]
    assert is_owned(email)
    assert base_sentence(plan, email) == "at most 20,000 results a touchpoint"
    priced = with_changes(
        plan, typed_channels(plan, [email], {0: {"cost_per_contact": 0.01, "fixed_cost": 40}}).changes
    )
    assert base_sentence(priced, priced.by_id["channels"]["again"]) == "at most €200 in all"
    assert priced.by_id["channels"]["again"].fixed_cost == 4_000
    search = plan.touchpoints[0]
    assert is_offline(plan, search)
    assert booking_sentence(plan, search) == "to be booked by Nov 20, 2026"
    late = dt.date(2026, 11, 21)
    assert [line.id for line in passed_on(plan, late)] == ["t_search"]
    then = with_changes(plan, plan_on(plan, late))
    assert booking_sentence(then, then.touchpoints[0]) == "booking has passed: €500 booked"
    assert passed_on(then, late) == ()
    assert plan_on(then, late) == ()


def test_an_endless_line_of_an_owned_channel_is_pointed_at() -> None:
    values = small_values(rules=FREE)
    values["channels"][2]["kind"] = "email"
    values["touchpoints"][2] |= {
        "pool_id": None,
        "curve": {"family": "linear", "parameters": {"cost_per_entry": 0.5}},
    }
    plan = make_plan(values)
    said = base_sentence(plan, plan.by_id["channels"]["again"])
    assert said == "No limit is known: give the base and the contacts a person."


def test_what_holds_a_line_is_exported() -> None:
    plan = lines_after(free(groups=GROUP), {0: {"upper_share": 20}, 1: {"lower_current": 100}})
    answer = optimise(plan)
    text = repr(allocation_table(answer, answer.proposed))
    assert "at most 20% of the total" in text


def test_changed_limits_are_told_in_words() -> None:
    plan = free(groups=GROUP)
    rows = place_rows(plan, LimitPlace.CHANNEL)
    limited = with_changes(plan, typed_places(plan, rows, {0: {"upper": 2_000}}).changes)
    after = with_changes(
        limited, typed_places(limited, place_rows(limited, LimitPlace.CHANNEL), {0: {"upper": 1_000}}).changes
    )
    (told,) = changes_in_words(limited, after)
    assert (told.what, told.before, told.after) == (
        "Limits", "channel “Search ads”: at most €2,000", "channel “Search ads”: at most €1,000",
    )  # fmt: skip
    grouped = with_changes(plan, group_changes(plan, "", "Launch", ["t_social"]))
    assert [one.what for one in changes_in_words(plan, grouped)] == ["Group “Launch”"]
