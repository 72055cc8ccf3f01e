"""Which guess matters most: every entry against a plan changed by hand and answered anew."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.answer import optimise_plan
from models.assumptions import Assumption, AssumptionKind, assumptions, network_at, stacked
from models.compile import compile_plan
from models.curve import through_one_point
from models.funnel import claims_of, flow, objective_of
from models.plan import Plan, make_plan
from models.quantity import Figure
from planner.answers import optimise
from planner.guess_shelf import GuessShelf
from planner.tornado import Tornado, tornado
from planner.tornado_words import guess_name, opening_sentence, tornado_sentence
from planner.uncertainty import in_major
from tests.plans import small_values


def guessed_values(**rules: object) -> dict[str, Any]:
    values = small_values(
        rules={"total_budget": 900_000, "assumed_move_limit": None, "money_step": 1, **rules}
    )
    values["touchpoints"][0] |= {"incrementality": {"value": 0.8, "low": 0.5, "high": 0.9}}
    values["touchpoints"][1]["curve"] |= {"band": 0.4}
    values["links"][0]["conversion"] = {"value": 0.1, "evidence": "measured"}
    return values


@lru_cache
def answered() -> tuple[Plan, Tornado]:
    plan = make_plan(guessed_values())
    return plan, tornado(optimise(plan))


def changed(plan: Plan, guess: Assumption, value: float) -> Plan:
    """The plan with the guess typed in, as a reader would."""
    records = []
    for record in getattr(plan, guess.collection):
        if record.id in {one.partition("#")[0] for one in guess.ids}:
            record = record.model_copy(update=_update(record, guess, value))
        records.append(record)
    return plan.model_copy(update={guess.collection: tuple(records)})


def _update(record: Any, guess: Assumption, value: float) -> dict[str, Any]:
    match guess.kind:
        case AssumptionKind.INCREMENTALITY:
            return {"incrementality": Figure(value=value)}
        case AssumptionKind.QUALITY:
            return {"quality": Figure(value=value)}
        case AssumptionKind.RATE:
            return {"conversion": Figure(value=value)}
        case AssumptionKind.AUDIENCE:
            (people,) = record.sizes
            return {"sizes": (people.model_copy(update={"people": Figure(value=value)}),)}
        case AssumptionKind.ELASTICITY:
            curve = record.curve
            return {"curve": through_one_point(curve.observation, Figure(value=value), curve.per_days)}
    curve = record.curve
    return {"curve": curve.model_copy(update={"parameters": curve.parameters | {"top": curve.parameters["top"] * value}})}  # fmt: skip


def test_every_kind_is_weighed_and_nothing_measured() -> None:
    plan, _found = answered()
    listed = assumptions(plan)
    assert {one.kind for one in listed} >= {
        AssumptionKind.INCREMENTALITY, AssumptionKind.ELASTICITY, AssumptionKind.RATE, AssumptionKind.AUDIENCE,
    }  # fmt: skip
    assert "visit_lead" not in {one.record_id for one in listed}
    assert len({one.key for one in listed}) == len(listed)
    assert all(one.low < one.high for one in listed)
    by_line = [one.record_id for one in listed if one.collection == "touchpoints" and one.kind is not AssumptionKind.ELASTICITY]  # fmt: skip
    assert len(by_line) == len(set(by_line))


def test_a_changed_network_is_that_of_the_changed_plan() -> None:
    plan, _found = answered()
    network = compile_plan(plan)
    for guess in assumptions(plan):
        for value in (guess.low, guess.value, guess.high):
            by_hand, ours = compile_plan(changed(plan, guess, value)), network_at(plan, network, guess, value)
            for name in ("edge_rate", "pool_size"):
                assert getattr(ours, name) == pytest.approx(getattr(by_hand, name), rel=1e-9), guess.key
            for share in (0.1, 1.0, 3.0):
                money = share * network.current
                assert claims_of(ours, money) == pytest.approx(claims_of(by_hand, money), rel=1e-9), guess.key


def test_entries_are_what_new_answers_say() -> None:
    plan, found = answered()
    base = optimise_plan(plan)
    network = compile_plan(plan)
    assert found.complete
    assert 0 < len(found.by_money) <= 8
    for entry in found.entries:
        assert entry.base == pytest.approx(base.unrounded, rel=1e-6)
        for end in (entry.low, entry.high):
            other = changed(plan, entry.guess, end.value)
            again = optimise_plan(other)
            assert end.best == pytest.approx(again.unrounded, rel=2e-5)
            money = in_major(plan, network, base.proposed)
            there = compile_plan(other)
            assert end.kept == pytest.approx(float(objective_of(there, flow(there, money), money)), rel=1e-5)
            moved = sum(max(again.proposed.spend[k] - base.proposed.spend[k], 0) for k in base.proposed.spend)
            assert end.moved == pytest.approx(moved, abs=0.02 * 900_000)
            assert end.regret >= 0.0


def test_the_most_money_comes_first_and_sentences_say_it() -> None:
    plan, found = answered()
    moved = [entry.moved for entry in found.entries]
    assert moved == sorted(moved, reverse=True)
    allocation = optimise(plan)
    first = found.entries[0]
    said = tornado_sentence(allocation, first)
    assert "the best split would move €" in said
    assert guess_name(plan, first.guess)
    assert str(len(assumptions(plan))) in opening_sentence(plan, found)
    assert all(tornado_sentence(allocation, entry) for entry in found.entries)


def test_a_guess_shared_by_a_kind_of_channel_is_one() -> None:
    values = guessed_values()
    values["touchpoints"][1] |= {"curve": values["touchpoints"][0]["curve"]}
    values["channels"][1]["kind"] = "paid_search"
    plan = make_plan(values)
    shared = [one for one in assumptions(plan) if one.kind is AssumptionKind.ELASTICITY and len(one.ids) > 1]
    assert [one.ids for one in shared] == [("t_search", "t_social")]
    network = compile_plan(plan)
    ours, by_hand = network_at(plan, network, shared[0], 0.3), compile_plan(changed(plan, shared[0], 0.3))
    assert ours.curves.rows == pytest.approx(by_hand.curves.rows)
    assert "2 touchpoints" in guess_name(plan, shared[0])


def test_stopped_is_not_complete() -> None:
    plan, _found = answered()
    told: list[float] = []
    stopped = tornado(optimise(plan), on_progress=told.append, should_stop=lambda: len(told) >= 2)
    assert not stopped.complete
    assert len(stopped.entries) == 2


def test_ends_that_no_split_can_keep_say_so() -> None:
    """A target that only today's numbers reach: at the low end no split keeps it."""
    values = guessed_values()
    base = optimise_plan(make_plan(values))
    values["goals"] = [
        {"id": "must", "name": "Orders", "place": "plan", "measure": "conversion_count", "direction": "up",
         "target": 0.999 * base.unrounded, "binds": "hard"}
    ]  # fmt: skip
    plan = make_plan(values)
    found = tornado(optimise(plan))
    assert any(not end.possible for entry in found.entries for end in (entry.low, entry.high))
    allocation = optimise(plan)
    assert any("no split" in tornado_sentence(allocation, entry).lower() for entry in found.entries)


def test_periods_with_carry_over_are_weighed_too() -> None:
    from tests.models.test_carry import carried
    from tests.models.test_periods import in_time

    found = tornado(optimise(carried(in_time(2), 6.0)))
    assert found.complete
    assert found.entries
    assert found.entries[0].moved > 0


def test_stacked_ends_are_simulated_like_each_alone() -> None:
    plan, _found = answered()
    network = compile_plan(plan)
    ends = [network_at(plan, network, one, one.high) for one in assumptions(plan)]
    money = network.current
    together = objective_of(network, flow(stacked(network, ends), money[None]), money[None])
    alone = [float(objective_of(end, flow(end, money), money)) for end in ends]
    assert np.asarray(together) == pytest.approx(alone)


def test_by_result_the_widest_swing_comes_first() -> None:
    _plan, found = answered()
    swings = [entry.swing for entry in found.by_result]
    assert swings == sorted(swings, reverse=True)
    assert max(entry.swing for entry in found.entries) == swings[0]


def test_the_sheet_holds_both_ends_of_every_guess() -> None:
    import io

    import openpyxl

    from planner.exports.workbook import allocation_workbook

    plan, found = answered()
    content = allocation_workbook(optimise(plan), None, None, found)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Guesses that matter"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    names = [str(row[0]) for row in rows]
    for entry in found.entries:
        assert names.count(guess_name(plan, entry.guess)) == 2
    first = next(row for row in rows if row[0] == guess_name(plan, found.entries[0].guess))
    assert first[4] == pytest.approx(found.entries[0].low.moved / 100)


def test_the_command_tells_the_same(tmp_path: Path) -> None:
    import json

    from click.testing import CliRunner

    from planner.cli import main
    from planner.plan_file import write_plan

    plan, found = answered()
    file = tmp_path / "plan.json"
    file.write_bytes(write_plan(plan))
    said = CliRunner().invoke(main, ["guesses", str(file)])
    assert said.exit_code == 0, said.output
    assert tornado_sentence(optimise(plan), found.entries[0]) in said.output
    told = json.loads(CliRunner().invoke(main, ["guesses", str(file), "--json"]).output)
    assert told["considered"] == found.considered
    assert told["guesses"][0]["low"]["value"] == found.entries[0].guess.low
    cautious = json.loads(
        CliRunner().invoke(main, ["optimise", str(file), "--outlook", "cautious", "--json"]).output
    )
    assert cautious["outlook"] == "cautious"
    assert cautious["caution"]["worst_fifth"]["cautious"] >= cautious["caution"]["worst_fifth"]["expected"]


def test_a_shelf_works_it_out_once_and_keeps_only_what_is_complete() -> None:
    plan, found = answered()
    shelf = GuessShelf()
    told: list[float] = []
    allocation = optimise(plan)
    assert not shelf.weigh(allocation, seconds=0.0).complete
    first = shelf.weigh(allocation, told.append)
    assert told[-1] == 1.0
    assert shelf.weigh(allocation) is first
    assert first.entries == found.entries
