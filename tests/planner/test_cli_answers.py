"""Optimise, simulate and export from the command line; examples that are already answered."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.allocation import SearchStatus
from planner import workflows
from planner.plan_file import write_plan
from planner.seeding import read_examples
from planner.store import Store
from tests.hard_plan import hard_plan
from tests.planner.test_cli import database, plan_path, run, told
from tests.plans import small_plan, small_values

__all__ = ["database"]


def stored(folder: Path, **changes: Any) -> Store:
    store = Store(folder / "plans.db")
    workflows.add_plan(store, small_plan(**changes), "Ann", "pasted")
    return store


def test_a_new_database_opens_with_the_examples_answered(tmp_path: Path) -> None:
    store = workflows.open_store(tmp_path / "new.db")
    cards = workflows.list_plans(store)
    assert {card.id for card in cards} == {plan.id for plan in read_examples()}
    for card in cards:
        assert card.now_conversions is not None
        assert card.proposed_conversions is not None
        assert card.proposed_conversions > card.now_conversions * 0.99
    gone = cards[0].id
    workflows.delete_plan(store, gone, "Ann")
    again = workflows.open_store(tmp_path / "new.db")
    assert gone not in {card.id for card in workflows.list_plans(again)}
    assert len(workflows.list_plans(again)) == len(cards) - 1


def test_the_split_of_a_plan_file_keeps_the_budget(tmp_path: Path) -> None:
    found = json.loads(run("optimise", plan_path(tmp_path), "--budget", "9,500.00", "--json").stdout)
    assert found["total_budget"] == 9500.0
    assert sum(line["proposed"] for line in found["lines"]) == pytest.approx(9500.0)
    assert found["status"] == "proved"
    assert found["gap"] <= 1e-4
    assert found["proposed"]["conversions"] > 0
    assert set(found["proposed"]["spend"]) == {"t_search", "t_social", "t_again"}


def test_amounts_are_rounded_to_the_step_asked_for(tmp_path: Path) -> None:
    found = json.loads(run("optimise", plan_path(tmp_path), "--step", "500", "--json").stdout)
    assert [line["proposed"] % 500 for line in found["lines"]] == [0, 0, 0]
    assert sum(line["proposed"] for line in found["lines"]) == 9000


def test_the_answer_is_written_as_csv_xlsx_and_json(tmp_path: Path) -> None:
    path = plan_path(tmp_path)
    for kind in ("csv", "xlsx", "json"):
        result = run("optimise", path, "--out", tmp_path / f"split.{kind}")
        assert result.exit_code == 0, result.output
        assert f"Written: {tmp_path / f'split.{kind}'}" in result.stdout
    rows = list(csv.DictReader(io.StringIO((tmp_path / "split.csv").read_text("utf-8-sig"))))
    assert sum(float(row["Budget"]) for row in rows) == 9000
    answer = json.loads((tmp_path / "split.json").read_text())
    assert sum(line["proposed"] for line in answer["lines"]) == 9000
    book = openpyxl.load_workbook(tmp_path / "split.xlsx", data_only=True)
    assert book.sheetnames
    book.close()


def test_the_table_can_go_to_standard_output(tmp_path: Path) -> None:
    path = plan_path(tmp_path)
    for arguments in (("export", path, "--format", "csv"), ("export", path, "--format", "csv", "--out", "-")):
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        assert result.stdout_bytes.startswith(b"\xef\xbb\xbf")
        assert len(result.stdout.splitlines()) == 4
    assert json.loads(run("optimise", path, "--out", "-").stdout)["status"] == "proved"


def test_people_read_sentences(tmp_path: Path) -> None:
    said = run("optimise", plan_path(tmp_path), "--budget", "11,000").stdout
    assert "Best split for these curves" in said
    assert "→ €11,000" in said
    assert "Traceback" not in said


def test_simulate_says_what_current_spend_gives(tmp_path: Path) -> None:
    path = plan_path(tmp_path)
    found = json.loads(run("simulate", path, "--json").stdout)
    outcome = workflows.simulate(small_plan())
    assert found["conversions"] == outcome.conversions
    assert found["spend"] == {"t_search": 5000.0, "t_social": 3000.0, "t_again": 1000.0}
    assert found["steps"]["visit"]["volume"] == outcome.steps["visit"].volume
    assert "Conversions:" in run("simulate", path).stdout


def test_limits_that_cannot_hold_together_are_exit_code_3_and_named(tmp_path: Path) -> None:
    values = small_values()
    values["touchpoints"][0] |= {"lower": 800_000, "standing": "flexible", "assumed_limit_lifted": True}
    values["touchpoints"][1] |= {"lower": 300_000, "assumed_limit_lifted": True}
    path = plan_path(tmp_path, touchpoints=values["touchpoints"])
    error = told(run("optimise", path), 3)
    assert "the total budget of €9,000" in error
    assert "“Search”" in error
    refusal = json.loads(run("optimise", path, "--json").stdout)["error"]
    assert (refusal["kind"], refusal["exit_code"]) == ("ImpossibleLimits", 3)
    assert "total_budget" in refusal["limits"]


@pytest.mark.parametrize("budget", ["0", "90000000"])
def test_a_budget_that_the_limits_do_not_allow_is_exit_code_3(tmp_path: Path, budget: str) -> None:
    assert "total budget" in told(run("optimise", plan_path(tmp_path), "--budget", budget), 3)


def test_what_the_optimiser_cannot_do_yet_is_refused_by_name(tmp_path: Path) -> None:
    rules = {"total_budget": 900_000, "objective": "people_at_step"}
    assert "at which step" in told(run("optimise", plan_path(tmp_path, rules=rules)), 1)


def test_out_must_be_a_known_kind_of_file(tmp_path: Path) -> None:
    assert "--out" in told(run("optimise", plan_path(tmp_path), "--out", tmp_path / "split.pdf"), 2)
    assert not (tmp_path / "split.pdf").exists()


def test_a_stored_plan_remembers_its_answer_and_keeps_scenarios(tmp_path: Path) -> None:
    store = stored(tmp_path)
    assert run("optimise", "small").exit_code == 0
    (card,) = json.loads(run("list", "--json").stdout)["plans"]
    assert card["now_conversions"] == workflows.simulate(small_plan()).conversions
    assert card["proposed_conversions"] >= card["now_conversions"]
    found = json.loads(run("optimise", "small", "--budget", "9500", "--save", "--json").stdout)
    (scenario,) = workflows.list_scenarios(store, "small")
    assert found["scenario"] == {"id": scenario.id, "name": "Best split of €9,500"}
    assert sum((scenario.spend or {}).values()) == 950_000
    assert workflows.open_plan(store, "small").plan == small_plan()


def test_only_stored_plans_have_scenarios(tmp_path: Path) -> None:
    assert "--save" in told(run("optimise", plan_path(tmp_path), "--save"), 2)


def test_a_search_that_was_stopped_is_not_remembered(tmp_path: Path) -> None:
    store = stored(tmp_path)
    allocation = replace(workflows.optimise(small_plan()), status=SearchStatus.STOPPED)
    workflows.remember_answer(store, allocation)
    assert workflows.list_plans(store)[0].proposed_conversions is None
    workflows.answer_plan(store, small_plan())
    assert workflows.list_plans(store)[0].proposed_conversions is not None


def test_optimise_searches_as_long_as_it_is_told(tmp_path: Path) -> None:
    """A plan whose proof takes seconds: what is left without time is said, and gone with enough of it."""
    file = tmp_path / "hard.json"
    file.write_bytes(write_plan(hard_plan(14, money_step=50_000)))
    hurried = json.loads(run("optimise", str(file), "--seconds", "0.1", "--json").output)
    patient = json.loads(run("optimise", str(file), "--seconds", "60", "--json").output)
    assert patient["status"] == "proved"
    assert patient["gap"] <= 1e-4
    assert patient["proposed"]["conversions"] >= hurried["proposed"]["conversions"] * (1 - 1e-4)
    assert run("optimise", str(file), "--seconds", "0").exit_code == 2
