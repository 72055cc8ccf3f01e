"""The map's tables: rows out, typed edits back in as changes; removal with all that goes along."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models.changes import complete, inverse, with_changes
from models.errors import ChangeError, PlanError
from models.plan import COLLECTIONS, Plan
from models.plan_references import references
from planner.map_drafts import merged, with_draft
from planner.map_order import duplicate, moved_by, moved_to_step, several_moved, together
from planner.map_removal import removal
from planner.map_tables import TABLES, Edits, Table, changes_of, labels, rows, try_changes
from tests.planner.drawings import EXAMPLES, example
from tests.plans import small_plan


def edited(plan: Plan, code: str, record_id: str, **cells: Any) -> Plan:
    """The plan after typing into one row."""
    return with_changes(plan, changes_of(plan, TABLES[code], Edits({record_id: cells})))


def added(plan: Plan, code: str, **cells: Any) -> Plan:
    """The plan after a new row."""
    return with_changes(plan, changes_of(plan, TABLES[code], Edits(added=(cells,))))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.code)
def test_typing_in_what_is_shown_changes_nothing(path: Path, table: Table) -> None:
    plan = example(path)
    shown = {
        row["id"]: {key: value for key, value in row.items() if key != "id"} for row in rows(plan, table)
    }
    assert changes_of(plan, table, Edits(shown)) == ()


def test_numbers_money_and_shares_are_read_as_shown() -> None:
    plan = small_plan()
    assert rows(plan, TABLES["links"])[0]["conversion"] == 10
    plan = edited(plan, "links", "visit_lead", conversion="12,5 %", conversion_evidence="measured")
    link = plan.by_id["links"]["visit_lead"]
    assert link.conversion.value == 0.125
    assert link.conversion.evidence == "measured"
    plan = edited(plan, "touchpoints", "t_search", current_spend=1234.5, tags="brand; winter")
    line = plan.by_id["touchpoints"]["t_search"]
    assert line.current_spend == 123_450
    assert line.tags == ("brand", "winter")


def test_the_wording_of_a_message_is_typed_for_each_touchpoint() -> None:
    plan = added(small_plan(), "messages", text="We call back")
    message = plan.messages[0].id
    plan = edited(plan, "touchpoints", "t_search", messages="We call back")
    plan = added(
        plan, "message_uses", touchpoint_id="Social", message_id="We call back", variant="Call you? 📞"
    )
    assert [row["share"] for row in rows(plan, TABLES["message_uses"])] == [100, 100]
    plan = edited(plan, "message_uses", f"t_search/{message}", variant="Back in an hour", share=60)
    use = plan.by_id["touchpoints"]["t_search"].messages[0]
    assert (use.variant, use.share) == ("Back in an hour", 0.6)
    assert plan.by_id["touchpoints"]["t_social"].messages[0].variant == "Call you? 📞"
    moved = edited(plan, "message_uses", f"t_search/{message}", touchpoint_id="Reminder")
    assert [len(line.messages) for line in moved.touchpoints] == [0, 1, 1]
    with pytest.raises(ChangeError, match="already"):
        edited(plan, "message_uses", f"t_search/{message}", touchpoint_id="Social")
    gone = changes_of(plan, TABLES["message_uses"], Edits(removed=(f"t_search/{message}",)))
    assert with_changes(plan, gone).by_id["touchpoints"]["t_search"].messages == ()


def test_several_things_move_together_and_none_climbs_over_another() -> None:
    plan = small_plan()
    for name in ("Radio", "Fair", "Flyer"):
        plan = added(plan, "touchpoints", name=name, channel_id="Social ads", step_id="Visit")
    ids = {line.name: line.id for line in plan.touchpoints}

    def order(now: Plan) -> list[str]:
        return [line.name for line in now.touchpoints if line.step_id == "visit"]

    changes = several_moved(plan, "touchpoints", [ids["Search"], ids["Social"], ids["Fair"]], -1)
    assert order(with_changes(plan, changes)) == ["Search", "Social", "Fair", "Radio", "Flyer"]
    changes = several_moved(plan, "touchpoints", [ids["Search"], ids["Radio"]], 1)
    moved = with_changes(plan, changes)
    assert order(moved) == ["Social", "Search", "Fair", "Radio", "Flyer"]
    assert with_changes(moved, inverse(complete(plan, changes))) == plan
    copies = together(plan, ids.values(), lambda now, one: (duplicate(now, "touchpoints", one, "copy"),))
    assert len(with_changes(plan, copies).touchpoints) == 2 * len(plan.touchpoints)


def test_a_row_that_is_gone_is_not_edited_silently() -> None:
    with pytest.raises(ChangeError, match="no longer there"):
        edited(small_plan(), "channels", "gone", name="Radio")


def test_references_are_typed_by_name() -> None:
    plan = edited(small_plan(), "touchpoints", "t_search", step_id="lead", channel_id="Social ads")
    line = plan.by_id["touchpoints"]["t_search"]
    assert (line.step_id, line.channel_id) == ("lead", "social")
    assert line.pool_id is None, "its audience feeds another step"
    assert (
        with_changes(small_plan(), moved_to_step(small_plan(), "t_again", "lead")).touchpoints[2].pool_id
        == "undecided"
    )


def test_a_new_touchpoint_knows_what_is_assumed_about_its_channel() -> None:
    plan = added(
        small_plan(), "touchpoints", name="Film", channel_id="Social ads", step_id="Visit",
        current_spend=1000, results=500, messages=[],
    )  # fmt: skip
    line = plan.touchpoints[-1]
    assert line.name == "Film"
    assert line.incrementality.value < 1
    assert line.curve is not None
    assert line.curve.observation is not None
    assert line.curve.observation.response == 500
    assert line.curve.evidence == "assumed"


def test_the_curve_through_one_point_follows_spend_and_results() -> None:
    plan = edited(small_plan(), "touchpoints", "t_search", results=5000)
    curve = plan.by_id["touchpoints"]["t_search"].curve
    assert curve.observation.response == 5000
    assert curve.elasticity.value == 0.6
    assert (
        edited(plan, "touchpoints", "t_search", results=None).by_id["touchpoints"]["t_search"].curve is None
    )


def test_every_kind_can_be_added() -> None:
    plan = small_plan()
    plan = added(plan, "segments", name="Others")
    plan = added(plan, "stages", name="Engage", model_stage="Engage")
    plan = added(plan, "steps", name="Recommend", stage_id="Engage", **{"organic:all": 5})
    plan = added(plan, "links", from_step_id="Order", to_step_id="Recommend", conversion=20)
    plan = added(plan, "pools", name="Buyers", kind="People to win back", link_id="Order → Recommend")
    plan = added(plan, "channels", name="Mail", kind="E-mail", paid=False)
    plan = added(
        plan,
        "messages",
        text="Come back",
        segment_ids=["Others"],
        start="2026-12-01",
        end=dt.date(2026, 12, 5),
    )
    plan = added(
        plan,
        "touchpoints",
        name="Letter",
        channel_id="Mail",
        step_id="Recommend",
        pool_id="Buyers",
        messages=["Come back"],
    )
    plan = added(plan, "goals", name="Reviews", place="Letter", target=10)
    plan = added(plan, "problems", text="Late", step_id="Order", severity=4)
    plan = added(plan, "scripts", step_id="Order", customer_action="Asks", company_reaction="Answers")
    plan = edited(
        plan, "emotions", "order", emotion_now=-2, emotion_now_name="Angry", emotion_goal_name="Glad"
    )
    assert plan.touchpoints[-1].messages[0].message_id == plan.messages[-1].id
    assert plan.goals[-1].place_id == plan.touchpoints[-1].id
    assert plan.by_id["steps"]["order"].problems[0].severity == 4
    assert plan.by_id["steps"]["order"].emotion_now.name == "Angry"
    assert plan.messages[-1].end == dt.date(2026, 12, 5)


@pytest.mark.parametrize(
    ("code", "record_id", "cells", "said"),
    [
        ("links", "visit_lead", {"conversion": "many"}, "not a number"),
        ("links", "visit_lead", {"conversion": float("inf")}, "not a number"),
        ("touchpoints", "t_search", {"channel_id": "Radio"}, "no “Radio” to choose from"),
        ("touchpoints", "t_search", {"name": ""}, "cannot stay empty"),
        ("touchpoints", "t_search", {"satisfaction": 2.5}, "not a whole number"),
        ("messages", "", {"text": "x", "start": "soon"}, "not a date"),
        ("emotions", "order", {"emotion_now": 9}, "between -3 and 3"),
        ("steps", "", {"name": "Alone"}, "cannot stay empty"),
        ("channels", "search", {"kind": "Smoke signals"}, "no “Smoke signals”"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place(
    code: str, record_id: str, cells: dict[str, Any], said: str
) -> None:
    edits = Edits({record_id: cells}) if record_id else Edits(added=(cells,))
    with pytest.raises(ChangeError, match=said) as refused:
        changes_of(small_plan(), TABLES[code], edits)
    assert refused.value.where


@pytest.mark.parametrize(
    ("code", "record_id", "cells", "said"),
    [
        ("links", "visit_lead", {"conversion": 120}, "between 0 and 1"),
        ("touchpoints", "t_search", {"current_spend": -1}, "greater than or equal to 0"),
        ("links", "lead_order", {"to_step_id": "Visit"}, "circle"),
        ("channels", "search", {"name": "Social ads"}, "more than once"),
        ("touchpoints", "t_search", {"satisfaction": 6}, "less than or equal to 5"),
    ],
)
def test_what_the_plan_refuses_is_said_before_saving(
    code: str, record_id: str, cells: dict[str, Any], said: str
) -> None:
    plan = small_plan()
    error = try_changes(plan, changes_of(plan, TABLES[code], Edits({record_id: cells})))
    assert isinstance(error, PlanError)
    assert said in error.english()


def test_hostile_text_goes_in_and_comes_out_as_it_is() -> None:
    hostile = "<script>alert(1)</script> =1+1 **b** \u202e\u200b " + "x" * 4_000
    plan = edited(small_plan(), "touchpoints", "t_search", name=hostile)
    assert plan.by_id["touchpoints"]["t_search"].name == hostile
    assert rows(plan, TABLES["touchpoints"])[0]["name"] == hostile


def test_labels_are_unique_and_short() -> None:
    plan = added(added(small_plan(), "messages", text="Same"), "messages", text="Same")
    plan = added(plan, "messages", text="y" * 300)
    found = list(labels(plan, "messages").values())
    assert found[:2] == ["Same", "Same (2)"]
    assert len(found[2]) == 80


def test_removing_a_step_lists_what_goes_along_and_can_be_undone() -> None:
    plan = small_plan()
    found = removal(plan, [("steps", "visit")])
    assert set(found.along) == {
        ("links", "visit_lead"), ("pools", "searching"), ("touchpoints", "t_search"), ("touchpoints", "t_social"),
    }  # fmt: skip
    after = with_changes(plan, found.changes)
    assert [step.id for step in after.steps] == ["lead", "order"]
    assert with_changes(after, inverse(complete(plan, found.changes))) == plan


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_points_to_what_was_removed(path: Path) -> None:
    plan = example(path)
    for collection in COLLECTIONS:
        for record in getattr(plan, collection):
            changes = removal(plan, [(collection, record.id)]).changes
            refused = try_changes(plan, changes)
            if refused is not None:
                # The plan needs a segment and a period; organic entries need an audience large enough.
                assert collection in ("segments", "periods", "pools"), refused
                continue
            after = with_changes(plan, changes)
            assert record.id not in after.by_id[collection]
            assert not [one for one in references(after) if one[2:] == (collection, record.id)]


def test_rows_taken_out_of_a_table_go_with_their_dependants() -> None:
    plan = small_plan()
    changes = changes_of(
        plan, TABLES["channels"], Edits({"social": {"name": "Networks"}}, removed=("search",))
    )
    after = with_changes(plan, changes)
    assert [channel.name for channel in after.channels] == ["Networks", "Reminder ads"]
    assert "t_search" not in after.by_id["touchpoints"]


def test_order_and_copies() -> None:
    plan = small_plan()
    assert moved_by(plan, "touchpoints", "t_search", -1) == ()
    after = with_changes(plan, moved_by(plan, "touchpoints", "t_search", 1))
    assert [line.id for line in after.touchpoints] == ["t_social", "t_search", "t_again"]
    assert moved_by(plan, "touchpoints", "t_social", 1) == (), "the next one stands at another step"
    copied = with_changes(plan, (duplicate(plan, "touchpoints", "t_search", "copy"),)).touchpoints[1]
    assert (copied.name, copied.current_spend, copied.curve) == ("Search (copy)", 0, None)


def test_a_draft_keeps_what_was_typed_until_the_plan_takes_it() -> None:
    plan = small_plan()
    table = TABLES["channels"]
    shown = with_draft(rows(plan, table), Edits())
    typed = {
        "edited_rows": {0: {"kind": "nonsense"}},
        "added_rows": [{"kind": "E-mail"}],
        "deleted_rows": [2],
    }
    draft = merged(shown, Edits(), typed)
    assert draft == Edits({"search": {"kind": "nonsense"}}, ({"kind": "E-mail"},), ("again",))
    again = with_draft(rows(plan, table), draft)
    assert [row["kind"] for row in again] == ["nonsense", "Paid social", "E-mail"]
    mended = merged(again, draft, {"edited_rows": {0: {"kind": "Display"}, 2: {"name": "Mail"}}})
    after = with_changes(plan, changes_of(plan, table, mended))
    assert [(channel.name, channel.kind) for channel in after.channels] == [
        ("Search ads", "display"), ("Social ads", "paid_social"), ("Mail", "email"),
    ]  # fmt: skip


def test_a_row_taken_out_of_a_draft_is_forgotten() -> None:
    plan = small_plan()
    draft = Edits(added=({"name": "A"}, {"name": "B"}))
    shown = with_draft(rows(plan, TABLES["channels"]), draft)
    assert merged(shown, draft, {"deleted_rows": [3]}).added == ({"name": "B"},)
