"""What is sought, from the command line: targets are met in the answer, what is missing is asked for."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.plan import make_plan
from planner.plan_file import write_plan
from tests.planner.test_cli import database, run, told
from tests.plans import small_values

__all__ = ["database"]

FREE = {"total_budget": 900_000, "assumed_move_limit": None}


def free_path(folder: Path, **rules: Any) -> str:
    path = folder / "free.json"
    path.write_bytes(write_plan(make_plan(small_values(rules=FREE | rules))))
    return str(path)


def answered(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("optimise", *arguments, "--json").stdout)
    return found


def test_least_spend_for_a_target(tmp_path: Path) -> None:
    found = answered(free_path(tmp_path), "--aim", "least_spend", "--target", "250")
    assert found["target"]["met"]
    assert found["proposed"]["conversions"] >= 250
    assert found["target"]["proved"] <= found["total_budget"] <= found["target"]["proved"] + 2
    assert found["target"]["most_that_may_be_spent"] == 9000.0
    assert found["question"] == "Least spend for 250 conversions, with at most €9,000."
    said = run("optimise", free_path(tmp_path), "--aim", "least_spend", "--target", "400").stdout
    assert "take about €21,000, more than may be spent: €9,000 brings 308 conversions." in said


@pytest.mark.parametrize("how", ["--whole", "--marginal"])
def test_a_target_cost_whole_and_marginal(tmp_path: Path, how: str) -> None:
    found = answered(free_path(tmp_path), "--aim", "target_cost", "--target", "30.50", how)
    cost = found["proposed"]["charged"] / found["proposed"]["incremental_conversions"]
    assert found["target"]["met"]
    assert cost <= 30.5
    assert (cost > 30.4) == (how == "--whole")


def test_a_return_counts_revenue_and_people_are_counted_at_a_named_step(tmp_path: Path) -> None:
    found = answered(free_path(tmp_path), "--aim", "target_return", "--target", "2.5")
    assert found["counted"] == "revenue"
    assert found["proposed"]["incremental_revenue"] >= 2.5 * found["proposed"]["charged"]
    leads = answered(free_path(tmp_path), "--aim", "qualified_leads", "--at-step", "lead")
    assert leads["proposed"]["counted"] == pytest.approx(leads["proposed"]["steps"]["lead"]["served"])
    said = run("optimise", free_path(tmp_path), "--aim", "people_at_step", "--at-step", "visit").stdout
    assert "People at “Visit”: " in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--aim", "target_cost"), 1, "The target is not said yet"),
        (("--aim", "profit"), 1, "Profit needs a margin: it is not known at “Order”"),
        (("--aim", "people_at_step"), 1, "Say at which step"),
        (("--aim", "least_spend", "--target", "nan"), 2, "not a number above 0"),
        (("--aim", "revenue", "--target", "5"), 2, "needs an aim that has one"),
        (("--aim", "people_at_step", "--at-step", "Nowhere"), 2, "there are: Visit, Lead, Order"),
    ],
)
def test_what_is_missing_or_wrong_is_said(
    tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = run("optimise", free_path(tmp_path), *arguments)
    assert words in told(result, code)


def test_the_workbook_says_what_was_asked_and_found(tmp_path: Path) -> None:
    out = tmp_path / "split.xlsx"
    run("optimise", free_path(tmp_path), "--aim", "target_cost", "--target", "30", "--out", str(out))
    book = openpyxl.load_workbook(out)
    said = {str(row[0].value): str(row[1].value) for row in book.worksheets[1].iter_rows() if row[0].value}
    assert said["Question"].startswith("Conversions: as many as there are for €30 each or less on average")
    assert said["Target"].startswith("€6,128 can be spent at €30 each or less")
    assert said["Total found"] == "€6,128.00"
    assert said["May be spent at most"] == "€9,000.00"
    first = [str(cell.value) for row in book.worksheets[0].iter_rows(max_row=6) for cell in row]
    assert any(text.startswith("Conversions: as many as") for text in first)


def test_a_plan_that_asks_for_a_target_itself_is_answered_so(tmp_path: Path) -> None:
    found = answered(free_path(tmp_path, sought="least_spend", target_people=200))
    assert found["sought"] == "least_spend"
    assert 200 <= found["proposed"]["conversions"] <= 200.2


def test_the_allocation_table_says_the_question_and_counts_what_it_counts(tmp_path: Path) -> None:
    out = tmp_path / "split.csv"
    run("optimise", free_path(tmp_path), "--aim", "target_return", "--target", "2.5", "--out", str(out))
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["Objective"] for row in rows if row["Touchpoint"]} == {
        "Revenue: as much as there is at a return of 2.5 or more on average, with at most €9,000."
    }
    assert "Marginal revenue, EUR per 1,000" in rows[0]
