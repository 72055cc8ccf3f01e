"""Messages in the results: parts of a split budget, and what every message brings."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from models.answer import optimise_plan, simulate_plan
from models.changes import with_changes
from models.errors import ImpossibleLimits
from models.plan import Plan, make_plan
from models.quantity import Evidence
from planner import workflows
from planner.examples import EXAMPLES
from planner.exports.allocation_table import allocation_table
from planner.exports.media_plan import media_plan
from planner.exports.message_matrix import message_matrix
from planner.exports.table import exact
from planner.exports.workbook import allocation_workbook
from planner.hand_split import WHOLE, HandSplit, amounts_by_period
from planner.limit_words import limits_in_words
from planner.loosening_ways import loosening_ways
from planner.message_curve import sum_words
from planner.message_results import message_parts, messages_by_stage
from planner.message_words import best_sentence, evidence_sentence, shortened, split_sentence
from planner.scenarios import keep_scenario, see_scenario
from planner.store import Store
from tests.plans import curve, small_values


def shop() -> Plan:
    return EXAMPLES["online_shop"]()


def test_parts_of_the_shop_add_up_to_its_feed() -> None:
    answer = optimise_plan(shop())
    parts = message_parts(answer, answer.proposed)
    assert [part.message_id for part in parts] == ["room", "date"]
    assert sum(part.proposed for part in parts) == answer.proposed.spend["visit-social"]
    assert sum(part.now for part in parts) == answer.now.spend["visit-social"]
    assert parts[0].change > 0 > parts[1].change
    said = split_sentence(answer.plan, parts)
    assert said.startswith("“Rooms in the feed”: “The whole room")
    assert "€470 more" in said
    assert "€1,200 less" in said
    assert "two weeks" in evidence_sentence(parts)


def two_without_numbers(effect: float, share: float) -> Plan:
    """The small plan, its search line saying two messages without results of their own."""
    values = small_values()
    values["messages"] = [
        {"id": "price", "text": "Half price", "effect": effect},
        {"id": "trust", "text": "Since 1931"},
        {"id": "paused", "text": "Old news", "status": "paused"},
    ]
    values["touchpoints"][0]["messages"] = [
        {"message_id": "price", "share": share}, {"message_id": "trust", "share": 1 - share},
        {"message_id": "paused"},
    ]  # fmt: skip
    return make_plan(values)


def test_messages_without_numbers_share_results_by_share_and_effect() -> None:
    plan = two_without_numbers(effect=3.0, share=0.25)
    outcome = simulate_plan(plan)
    found = {each.message.id: each for each in messages_by_stage(plan, outcome)}
    assert set(found) == {"price", "trust"}
    assert found["price"].conversions == pytest.approx(found["trust"].conversions)  # 0.25 x 3 = 0.75 x 1
    assert found["price"].spend == 125_000
    assert sum(each.conversions for each in found.values()) == pytest.approx(
        outcome.lines["t_search"].conversions
    )
    assert all(each.worked_out and each.evidence is Evidence.ASSUMED for each in found.values())
    assert list(found) == ["price", "trust"]  # a third of the money for half of the results comes first
    said = best_sentence(plan, list(found.values()))
    assert said.startswith("Reach: “Half price” brings most for its money")


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_messages_bring_adds_up_to_their_lines(name: str) -> None:
    plan = EXAMPLES[name]()
    outcome = simulate_plan(plan)
    spoken = [line for line in plan.touchpoints if line.messages and line.id in outcome.lines]
    found = messages_by_stage(plan, outcome)
    conversions = sum(outcome.lines[line.id].conversions for line in spoken)
    assert sum(each.conversions for each in found) == pytest.approx(conversions, rel=1e-9)
    assert sum(each.spend for each in found) == sum(outcome.spend[line.id] for line in spoken)


def test_other_messages_stand_beside_those_with_numbers() -> None:
    values = small_values()
    values["messages"] = [{"id": one, "text": one.title()} for one in ("price", "trust")]
    values["touchpoints"][0]["messages"] = [
        {"message_id": "trust"},
        {"message_id": "price", "current_spend": 200_000, "results": 1500, "curve": curve(2000, 1500)},
    ]
    answer = optimise_plan(make_plan(values))
    parts = message_parts(answer, answer.proposed, "t_search")
    assert [(part.message_id, part.name) for part in parts] == [("price", "“Price”"), ("", "other messages")]
    found = {each.message.id: each for each in messages_by_stage(answer.plan, answer.proposed)}
    assert found["trust"].spend == parts[1].proposed
    assert not found["trust"].worked_out


def test_nothing_moves_is_said_and_long_names_are_cut_at_a_word() -> None:
    plan = shop()
    answer = optimise_plan(plan)
    parts = message_parts(answer, answer.now)
    assert split_sentence(plan, parts) == "“Rooms in the feed”: every message keeps its budget."
    assert shortened("“" + "long words " * 10 + "”").endswith("…”")
    assert len(shortened("x" * 200)) <= 60


def test_a_sum_typed_for_a_touchpoint_is_shared_by_its_messages_like_the_proposed_one() -> None:
    answer = optimise_plan(shop())
    typed = HandSplit({("visit-social", WHOLE): 600_000})
    amounts = amounts_by_period(answer.plan, answer.proposed, typed)
    outcome = simulate_plan(answer.plan, by_period=amounts)
    assert outcome.spend["visit-social"] == 600_000
    before, after = (
        {part.message_id: part.proposed for part in message_parts(answer, split)}
        for split in (answer.proposed, outcome)
    )
    for message, amount in after.items():
        assert amount == pytest.approx(600_000 * before[message] / sum(before.values()), abs=1)


def test_a_scenario_keeps_the_messages_of_its_split(tmp_path: Path) -> None:
    store = Store(tmp_path / "plans.db")
    answer = optimise_plan(workflows.add_plan(store, shop(), "Anna", "Created").plan)
    kept = keep_scenario(store, answer.plan, answer.proposed, ("Split", ""))
    assert see_scenario(store, kept).split == answer.proposed


def test_exports_have_a_row_for_each_message_and_add_up() -> None:
    answer = optimise_plan(shop())
    table = allocation_table(answer)
    rows = [row for row in table.rows if row["touchpoint"] == "Rooms in the feed"]
    assert [row["message"] for row in rows] == [
        "Same linen, bed to bath: swipe through Marie's flat.", "Done with gifts by Sunday? We wrap, you smile."
    ]  # fmt: skip
    assert sum(exact(row["budget"]) for row in rows) * 100 == answer.proposed.spend["visit-social"]
    assert table.total("budget") * 100 == sum(answer.proposed.spend.values())
    assert "30%" in str(rows[1]["binding"])
    assert rows[0]["lower"] is None
    book = openpyxl.load_workbook(io.BytesIO(allocation_workbook(answer)))
    cells = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any("by planned share and effect" in text for text in cells)
    assert any(text.startswith("Rooms in the feed · “The whole room") for text in cells)


def test_the_media_plan_and_the_matrix_name_messages_with_numbers() -> None:
    answer = optimise_plan(shop())
    plan_rows = [row for row in media_plan(answer, answer.proposed).rows if "Rooms" in str(row["touchpoint"])]
    assert [exact(row["sum"]) for row in plan_rows] == [3870, 2800]
    matrix = message_matrix(answer.plan)
    assert [column.key for column in matrix.columns[-2:]] == ["spent", "results"]
    assert sorted(exact(row["spent"]) for row in matrix.rows if row["spent"] is not None) == [3400, 4000]
    assert len(message_matrix(two_without_numbers(1.0, 0.5)).columns) == len(matrix.columns) - 2


def test_what_messages_took_is_held_against_their_touchpoint() -> None:
    plan = shop()
    said = sum_words(plan, plan.by_id["touchpoints"]["visit-social"])
    assert said == (
        "Together the messages took €7,400 of the €7,400 of this touchpoint. They brought 15,800 of its 15,800 results."
    )
    assert sum_words(plan, plan.by_id["touchpoints"]["visit-search"]) == ""


def test_guesses_about_two_messages_are_let_go_by_one_click() -> None:
    values = small_values(rules={"total_budget": 3_000_000})
    values["messages"] = [{"id": one, "text": one.title()} for one in ("price", "trust")]
    values["touchpoints"] = values["touchpoints"][:1]
    values["touchpoints"][0]["messages"] = [
        {"message_id": one, "current_spend": 250_000, "curve": curve(2500, 2000)}
        for one in ("price", "trust")
    ]
    plan = make_plan(values)
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise_plan(plan)
    said = limits_in_words(plan, refusal.value.limits)
    assert "“Search” · “Price”: on an assumed curve, at most 30% up or down" in said
    ways = list(loosening_ways(plan))
    assert [words for _key, words, _changes in ways].count(
        "Let “Search” move further on its assumed curve"
    ) == 1
    for _key, _words, changes in ways:
        optimise_plan(with_changes(plan, changes))
