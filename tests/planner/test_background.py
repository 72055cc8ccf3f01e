"""Work behind the pages: shared, bounded, stopped by its readers, and never lost when it fails."""

from __future__ import annotations

import threading

import pytest

from planner import background
from planner.background import Desk, Work

PATIENCE = 60.0


def until_stopped(work: Work) -> str:
    """Works until it is asked to stop."""
    while not work.should_stop():
        work.tell("working")
        work.stop.wait(0.005)
    return "what was found"


def ended(desk: Desk, key: str, reader: str) -> background.Seen:
    """Wait until the work has ended."""
    turn = threading.Event()
    for _ in range(int(PATIENCE / 0.005)):
        seen = desk.look(key, reader)
        assert seen is not None
        if not seen.running:
            return seen
        turn.wait(0.005)
    raise AssertionError("the work did not end")


def test_a_reader_sees_how_far_the_work_is_stops_it_and_gets_what_was_found() -> None:
    desk = Desk()
    told = threading.Event()

    def body(work: Work) -> str:
        work.tell(41)
        told.set()
        return until_stopped(work)

    assert desk.begin("plan", "Anna", body)
    assert told.wait(PATIENCE)
    seen = desk.look("plan", "Anna")
    assert seen is not None
    assert seen.running
    assert seen.told in (41, "working")
    assert desk.look("plan", "Boris") is None
    desk.stop("plan", "Anna")
    assert ended(desk, "plan", "Anna").result == "what was found"
    desk.leave("Anna")
    assert desk.look("plan", "Anna") is None


def test_readers_of_one_plan_share_the_work_and_it_goes_on_until_the_last_leaves() -> None:
    desk = Desk()
    works: list[Work] = []

    def body(work: Work) -> str:
        works.append(work)
        return until_stopped(work)

    assert desk.begin("plan", "Anna", body)
    assert desk.begin("plan", "Boris", body)
    desk.stop("plan", "Anna")
    assert desk.look("plan", "Anna") is None
    seen = desk.look("plan", "Boris")
    assert seen is not None
    assert seen.running
    desk.stop("plan", "Boris")
    assert ended(desk, "plan", "Boris").result == "what was found"
    assert len(works) == 1


def test_only_so_much_at_once_and_one_work_to_a_reader() -> None:
    desk = Desk(most=2)
    assert desk.begin("one", "Anna", until_stopped)
    assert desk.begin("two", "Boris", until_stopped)
    assert not desk.begin("three", "Clara", until_stopped)
    assert desk.look("three", "Clara") is None
    first = desk._works["one"]
    desk.leave("Anna", but="another plan")
    assert first.stop.is_set()
    desk.leave("Boris")


def test_work_ends_when_its_time_is_over_and_when_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    assert desk.begin("short", "Anna", until_stopped, longest=0.0)
    assert ended(desk, "short", "Anna").result == "what was found"
    monkeypatch.setattr(background, "UNWATCHED", -1.0)
    assert desk.begin("alone", "Anna", until_stopped)
    assert ended(desk, "alone", "Anna").result == "what was found"


def test_work_that_fails_says_so_and_the_log_says_why(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()

    def body(work: Work) -> str:
        raise ArithmeticError("the bound lies below the simulation")

    assert desk.begin("plan", "Anna", body)
    seen = ended(desk, "plan", "Anna")
    assert seen.failed
    assert seen.result is None
    assert "the bound lies below" in caplog.text
