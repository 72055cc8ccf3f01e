"""The command line: results, exit codes, and words instead of tracebacks for every bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from models.errors import FileError, ImpossibleLimits, NotYetPossible, PlanError, StorageError
from planner import cli_input, workflows
from planner.cli import main
from planner.cli_frame import exit_code, safe_line
from planner.cli_input import amount_of_money
from planner.cli_output import write_file
from planner.plan_file import read_plan, schema_text, write_plan
from planner.seeding import read_examples
from planner.store import Store
from tests.plans import small_plan, small_values

ROOT = Path(__file__).resolve().parents[2]

LINES = "channel,stage,step,spend,results\nSearch,Reach,Visit,1000,500\nMail,Convert,Order,300,20\n,Reach,Visit,5,5\n"
STEPS = "step,stage,observed\nVisit,Reach,2500\nOrder,Convert,120\n"
PERIOD = ("--from", "2026-11-01", "--to", "2026-11-30")


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database without examples: seeding is tested where answers are."""
    path = tmp_path / "plans.db"
    monkeypatch.setenv("JOURNEYMIX_DB", str(path))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    store = Store(path)
    with store.writing() as db:
        db.execute("INSERT INTO settings VALUES ('examples_seeded', 'not here')")
    return path


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def plan_path(folder: Path, **changes: Any) -> Path:
    path = folder / "plan.json"
    path.write_text(json.dumps({"format_version": 1, **small_values(), **changes}))
    return path


def told(result: Result, code: int) -> str:
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.stderr


def test_help_names_the_exit_codes() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for line in ("1  the input or the plan was refused", "3  limits that cannot hold together"):
        assert line in result.output


def test_every_kind_of_refusal_has_its_exit_code() -> None:
    codes = {FileError: 1, PlanError: 1, NotYetPossible: 1, StorageError: 4}
    assert {kind: exit_code(kind("x")) for kind in codes} == codes
    assert exit_code(ImpossibleLimits("x", limits=("total_budget",))) == 3


def test_schema_prints_the_published_schema() -> None:
    assert run("schema").stdout == schema_text()
    assert run("schema", "--json").stdout == schema_text()


def test_a_plan_file_is_imported_listed_and_exported(tmp_path: Path) -> None:
    path = plan_path(tmp_path)
    assert "“Small plan” is in the database as small." in run("import", path).stdout
    assert "small  Small plan" in run("list").stdout
    (card,) = json.loads(run("list", "--json").stdout)["plans"]
    assert (card["id"], card["name"], card["version"]) == ("small", "Small plan", 1)
    out = tmp_path / "out.json"
    assert run("export", "small", "--format", "json", "--out", out).exit_code == 0
    assert read_plan(out.read_bytes()) == small_plan()
    assert run("export", "SMALL plan", "--format", "json").stdout_bytes == write_plan(small_plan())
    assert json.loads(run("import", path, "--json").stdout)["plan"]["id"] != "small"


def test_import_to_a_file_leaves_the_database_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert run("import", plan_path(tmp_path), "--out", out).exit_code == 0
    assert read_plan(out.read_bytes()) == small_plan()
    assert run("list").stdout == "No plans yet.\n"


def test_two_plans_of_one_name_must_be_named_by_id(tmp_path: Path) -> None:
    path = plan_path(tmp_path)
    run("import", path)
    other = json.loads(run("import", path, "--json").stdout)["plan"]["id"]
    error = told(run("check", "Small plan"), 1)
    assert "2 plans have the name “Small plan”" in error
    assert other in error
    assert run("check", other).exit_code == 0


def test_check_says_what_is_in_a_plan(tmp_path: Path) -> None:
    result = run("check", plan_path(tmp_path), "--json")
    assert json.loads(result.stdout)["counts"]["touchpoints"] == len(small_plan().touchpoints)
    said = run("check", plan_path(tmp_path)).stdout
    assert "The plan “Small plan” is sound: 3 touchpoints." in said
    assert "No step says how many people were observed" in said


def test_check_and_fix_meet_reality(tmp_path: Path) -> None:
    steps = small_values()["steps"]
    steps[0]["observed"] = 12_000
    path, out = plan_path(tmp_path, steps=steps), tmp_path / "met.json"
    assert "Visit: the plan gives " in run("check", path).stdout
    found = json.loads(run("check", path, "--json").stdout)["reality"]
    assert (found["closed"], found["steps"][0]["observed"]) == (False, 12_000)
    assert run("import", path, "--fix", "--out", out).exit_code == 0
    assert "it gives what was observed" in run("check", out).stdout
    assert json.loads(run("check", out, "--json").stdout)["reality"]["closed"] is True


def test_check_says_what_the_question_lacks(tmp_path: Path) -> None:
    path = plan_path(tmp_path, rules={"total_budget": 900_000, "objective": "people_at_step"})
    result = run("check", path)
    assert result.exit_code == 0
    assert "at which step people are to be counted" in result.stdout
    found = json.loads(run("check", path, "--json").stdout)
    assert found["reality"] is not None
    assert len(found["missing"]) == 1


def test_tables_become_a_plan_and_refused_rows_are_listed(tmp_path: Path) -> None:
    lines, steps = tmp_path / "lines.csv", tmp_path / "steps.csv"
    lines.write_text(LINES)
    steps.write_text(STEPS)
    result = run("import", lines, "--steps", steps, *PERIOD, "--budget", "1,500.00", "--name", "November")
    assert result.exit_code == 0, result.output
    assert "2 of 3 rows taken, €1,300" in result.stdout
    assert "Refused: row 4, channel:" in result.stdout
    found = json.loads(run("import", lines, "--steps", steps, *PERIOD, "--json").stdout)
    assert (found["rows"], found["taken"], found["spend"]) == (3, 2, 1300.0)
    assert found["refused"][0]["line"] == 4
    out = tmp_path / "November.json"
    assert run("export", "November", "--format", "json", "--out", out).exit_code == 0
    assert read_plan(out.read_bytes()).rules.total_budget == 150_000


def test_a_column_can_be_named(tmp_path: Path) -> None:
    lines, steps = tmp_path / "lines.csv", tmp_path / "steps.csv"
    lines.write_text(LINES.replace("spend", "what we paid"))
    steps.write_text(STEPS)
    named = ("--steps", steps, *PERIOD)
    assert "No column was found for: spend" in told(run("import", lines, *named), 1)
    assert run("import", lines, *named, "--column", "spend=what we paid").exit_code == 0
    assert "There is no column “price”" in told(run("import", lines, *named, "--column", "spend=price"), 1)
    assert "is not a field" in told(run("import", lines, *named, "--column", "colour=stage"), 2)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("plan.json", b"", "empty"),
        ("plan.json", b"{]", "line 1, column 2"),
        ("plan.json", b"\x00\xff\xfe\x01", "not a plan file"),
        ("plan.json", b'{"format_version": 7}', "format 7"),
        ("plan.json", b'{"format_version": 1}', "is missing"),
        ("lines.csv", b"", "empty"),
        ("lines.csv", b"PK\x03\x04" + bytes(200), ""),
        ("lines.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), ""),
        ("lines.csv", b"a,b\n1,2\n", "No column was found"),
        ("lines.xlsx", b"not a workbook", ""),
    ],
)
def test_files_that_are_not_what_they_claim_are_refused(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    error = told(run("import", path, *PERIOD), 1)
    assert message in error
    refusal = json.loads(run("import", path, *PERIOD, "--json").stdout)["error"]
    assert (refusal["kind"], refusal["exit_code"]) in (("FileError", 1), ("PlanError", 1))
    assert run("list").stdout == "No plans yet.\n"


@pytest.mark.parametrize(
    "command", [("optimise",), ("simulate",), ("check",), ("export", "--format", "json")]
)
def test_a_plan_that_is_not_there_is_refused(tmp_path: Path, command: tuple[str, ...]) -> None:
    for named, message in (
        ("nowhere", "There is no plan “nowhere”"),
        ("nowhere.json", "There is no file “nowhere.json”"),
        (str(tmp_path / "no" / "where"), "There is no file"),
        ("x" * 5000, "There is no plan"),
        ("a\u0000b", "There is no plan"),
        ("", "There is no plan “”"),
        ("'; DROP TABLE plans; --", "There is no plan"),
        (str(tmp_path), "There is no file"),
    ):
        assert message in told(run(*command, named), 1), named


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("unknown",),
        ("optimise",),
        ("optimise", "x", "--budget"),
        ("export", "x", "--format", "pdf"),
        ("export", "x"),
        ("run", "--port", "99999"),
        ("run", "--port", "abc"),
        ("list", "surplus"),
    ],
)
def test_wrong_use_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "budget", ["-5", "abc", "1e6", "NaN", "inf", "12,5", "1.234", "1,23,456", "", "١٢٣", "9" * 40, "€5"]
)
def test_a_budget_that_is_no_amount_is_wrong_use(tmp_path: Path, budget: str) -> None:
    assert "--budget" in told(run("optimise", plan_path(tmp_path), f"--budget={budget}"), 2)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("120000", "EUR", 12_000_000),
        ("120,000.50", "EUR", 12_000_050),
        ("120 000.5", "EUR", 12_000_050),
        ("1'200", "CHF", 120_000),
        ("5", "JPY", 5),
        ("1.234", "KWD", 1234),
        ("0", "EUR", 0),
    ],
)
def test_amounts_are_in_whole_currency_units(text: str, currency: str, minor: int) -> None:
    assert amount_of_money(text, currency, "--budget") == minor


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("--from", "2026-11-01"),
        ("--from", "2026-11-30", "--to", "2026-11-01"),
        ("--from", "1 November", "--to", "2026-11-30"),
        (*PERIOD, "--currency", "XXXX"),
        (*PERIOD, "--budget", "much"),
        (*PERIOD, "--decimal", ";"),
        (*PERIOD, "--name", "x" * 6000),
    ],
)
def test_wrong_settings_of_an_import_are_wrong_use(tmp_path: Path, wrong: tuple[str, ...]) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(LINES)
    told(run("import", path, *wrong), 2)
    assert run("list").stdout == "No plans yet.\n"


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_input, "MAX_BYTES", 100)
    assert "too large" in told(run("import", plan_path(tmp_path)), 1)


def test_a_database_that_cannot_be_used_is_exit_code_4(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database " * 100)
    monkeypatch.setenv("JOURNEYMIX_DB", str(broken))
    assert "not a Journeymix database" in told(run("list"), 4)
    assert json.loads(run("list", "--json").stdout)["error"]["exit_code"] == 4
    assert "not a Journeymix database" in told(run("run", "--no-browser", "--port", 1), 4)


def test_a_file_that_cannot_be_written_is_exit_code_4(tmp_path: Path) -> None:
    path = plan_path(tmp_path)
    nowhere = tmp_path / "no" / "folder" / "out.json"
    assert "cannot be written" in told(run("export", path, "--format", "json", "--out", nowhere), 4)
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix == ".json") == ["plan.json"]


def test_files_are_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_file(path, b"first")
    write_file(path, b"second")
    assert path.read_bytes() == b"second"
    with pytest.raises(StorageError):
        write_file(tmp_path, b"a folder")
    assert list(tmp_path.glob("tmp*")) == []


def test_names_do_not_control_the_terminal(tmp_path: Path) -> None:
    run("import", plan_path(tmp_path, name="\u001b[2JGone \u202eback 🛒"))
    assert "?[2JGone ?back 🛒" in run("list").stdout
    assert safe_line("a\u00a0b\nc") == "a\u00a0b?c"


def test_the_module_runs_and_says_no_traceback_on_a_plain_terminal(tmp_path: Path, database: Path) -> None:
    path = plan_path(tmp_path, name="Кошик 🛒")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "planner"]
    for arguments, code in ((["import", str(path)], 0), (["list"], 0), (["check", "nowhere"], 1)):
        done = subprocess.run(
            [*command, *arguments], check=False, cwd=ROOT, env=environment, capture_output=True, timeout=60
        )
        assert done.returncode == code, done.stderr
        assert b"Traceback" not in done.stderr
    assert [card.name for card in workflows.list_plans(Store(database))] == ["Кошик 🛒"]


def test_examples_are_plans() -> None:
    assert len({plan.id for plan in read_examples()}) == 3
