"""The database file: contention, crashes, refusals. Real files, real processes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from models.errors import EditConflict, StorageError
from planner import store as store_module
from planner import workflows
from planner.migrations import known_migrations
from planner.seeding import read_examples
from planner.store import Store, execute, insert, select
from tests.plans import small_plan

ROOT = Path(__file__).resolve().parents[2]

CONTENDER = """
import sys
from models.changes import Set
from models.errors import EditConflict
from planner import workflows
from planner.store import Store

path, who, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
store, conflicts, saved = Store(path), 0, 0
while saved < times:
    opened = workflows.open_plan(store, "small")
    total = opened.plan.rules.total_budget + 1
    try:
        workflows.change_plan(store, opened, [Set(path="rules.total_budget", value=total)], who, "one more")
        saved += 1
    except EditConflict:
        conflicts += 1
print(conflicts)
"""

CRASH = """
import os, sys
from models.plan import Plan
from planner import editing, workflows
from planner.store import Store
from models.changes import Set

store = Store(sys.argv[1])
opened = workflows.open_plan(store, "small")
editing.write_entry = lambda *given: os._exit(9)
workflows.change_plan(store, opened, [Set(path="name", value="Half saved")], "Ann", "Name")
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out + err


def test_two_processes_that_save_the_same_plan_lose_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "plans.db")
    before = workflows.add_plan(store, small_plan(), "Ann", "pasted").plan.rules.total_budget
    both = [start(CONTENDER, store.path, who, 15) for who in ("Ann", "Bob")]
    for process in both:
        code, told = finish(process)
        assert code == 0, told
    after = workflows.open_plan(store, "small")
    assert after.plan.rules.total_budget == before + 30
    assert after.version == 31
    made = [entry.by for entry in workflows.history(store, "small")]
    assert (made.count("Ann"), made.count("Bob")) == (16, 15)


def test_processes_that_open_a_new_database_at_once_all_succeed(tmp_path: Path) -> None:
    code = "import sys; from planner.workflows import open_store; open_store(sys.argv[1]); print('open')"
    processes = [start(code, tmp_path / "new" / "plans.db") for _ in range(2)]
    for process in processes:
        assert finish(process) == (0, "open\n")
    assert len(workflows.list_plans(Store(tmp_path / "new" / "plans.db"))) == len(read_examples())


def test_a_crash_in_the_middle_leaves_nothing_half_saved(tmp_path: Path) -> None:
    store = Store(tmp_path / "plans.db")
    opened = workflows.add_plan(store, small_plan(), "Ann", "pasted")
    code, told = finish(start(CRASH, store.path))
    assert code == 9, told
    again = Store(store.path)
    assert workflows.open_plan(again, "small") == opened
    assert len(workflows.history(again, "small")) == 1


def test_threads_may_share_a_store(tmp_path: Path) -> None:
    store = Store(tmp_path / "plans.db")
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            plan = small_plan(id=f"plan{number}", name=f"Plan {number}")
            opened = workflows.add_plan(store, plan, "Ann", "pasted")
            workflows.undo(store, opened, "Ann")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(workflows.list_plans(store)) == 8


def test_the_tables_are_brought_up_to_date_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "plans.db"
    Store(path)
    store = Store(path)
    with store.reading() as db:
        applied = select(db, "SELECT name FROM _sqlite_migrations")
        assert select(db, "PRAGMA journal_mode") == [{"journal_mode": "wal"}]
        assert select(db, "PRAGMA foreign_keys") == [{"foreign_keys": 1}]
    assert {row["name"] for row in applied} == known_migrations()
    assert len(applied) == len(known_migrations())


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "plans.db")
    with store.writing() as db:
        row: dict[str, object] = {"migration_set": "journeymix", "name": "m999_later", "applied_at": "2030"}
        insert(db, "_sqlite_migrations", row)
    with pytest.raises(StorageError, match="newer version"):
        Store(store.path)


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    path.write_bytes(b"These are my notes of the meeting. " * 40)
    with pytest.raises(StorageError, match="not a Journeymix database"):
        Store(path)
    assert path.read_bytes().startswith(b"These are my notes")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be used"):
        Store(tmp_path / "file" / "plans.db")
    with pytest.raises(StorageError, match="cannot be used"):
        Store(tmp_path)


def test_a_writer_that_never_ends_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "plans.db")
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(store.path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="busy"):
            workflows.add_plan(store, small_plan(), "Ann", "pasted")
    finally:
        other.close()
    assert workflows.list_plans(store) == []


def test_a_failed_transaction_keeps_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "plans.db")

    def write(then: str) -> None:
        with store.writing() as db:
            insert(db, "settings", {"name": "a", "value": "b"})
            if not then:
                raise KeyboardInterrupt
            execute(db, then)

    with pytest.raises(KeyboardInterrupt):
        write("")
    with pytest.raises(StorageError, match="no such table"):
        write("UPDATE nowhere SET x = 1")
    with store.reading() as db:
        assert select(db, "SELECT * FROM settings") == []


def test_history_of_a_plan_that_is_not_there_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / "plans.db")
    with pytest.raises(StorageError, match="no plan “nowhere”"):
        workflows.history(store, "nowhere")
    with pytest.raises(StorageError, match="no plan “nowhere”") as refused:
        workflows.open_plan(store, "nowhere")
    assert not isinstance(refused.value, EditConflict)
