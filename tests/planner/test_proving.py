"""An answer is gone on with from where it stands; the better one is kept, and said in words."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import pytest

from models.allocation import Allocation, SearchStatus
from models.program.solution import Progress
from planner.answers import Search, optimise
from planner.background import Work
from planner.proving import Shelf, can_go_on, go_on, mark
from planner.proving_words import offer_sentence, outcome_sentence, progress_sentence, progress_share
from tests.hard_plan import hard_plan

PLAN = hard_plan(14, money_step=50_000)


@lru_cache
def hurried() -> Allocation:
    """An answer of a search that was given next to no time."""
    return optimise(PLAN, search=Search(seconds=0.0))


def test_a_hurried_answer_says_how_much_could_be_missing() -> None:
    answer = hurried()
    assert answer.status is SearchStatus.STOPPED
    assert can_go_on(answer)
    assert answer.upper >= answer.proposed.objective
    assert "at most" in offer_sentence(answer)


def test_going_on_keeps_the_best_split_and_the_bound_and_ends_proved() -> None:
    first, told = hurried(), list[Progress]()
    work, shelf = Work("plan", {"Anna"}), Shelf()
    work.tell = told.append  # type: ignore[method-assign, assignment]
    found = go_on(PLAN, first, work, shelf)
    assert found.status is SearchStatus.PROVED
    assert not can_go_on(found)
    assert found.unrounded >= first.unrounded
    assert found.upper <= first.upper
    assert first.upper >= found.unrounded  # the earlier bound was true
    assert shelf.find(PLAN.fingerprint) is found
    assert mark(found) != mark(first)
    assert told
    for before, after in pairwise(told):
        assert after.lower >= before.lower
        assert after.upper <= before.upper
    anew = optimise(PLAN, search=Search(seconds=60.0))
    assert found.unrounded == pytest.approx(anew.unrounded, rel=1e-4)
    assert "checked to" in outcome_sentence(first, found)


def test_a_search_that_is_stopped_is_kept_as_stopped_and_never_worse() -> None:
    first, shelf = hurried(), Shelf()
    work = Work("plan", {"Anna"})
    work.stop.set()
    found = go_on(PLAN, first, work, shelf)
    assert found.status is SearchStatus.STOPPED
    assert can_go_on(found)
    assert found.unrounded >= first.unrounded
    assert "at most" in outcome_sentence(first, found)


def test_the_shelf_keeps_the_better_of_two_answers_and_so_many() -> None:
    shelf, answer = Shelf(), hurried()
    shelf.put(answer)
    worse = replace(answer, unrounded=answer.unrounded * 0.9)
    shelf.put(worse)
    assert shelf.find(PLAN.fingerprint) is answer
    closer = replace(answer, upper=0.5 * (answer.upper + answer.unrounded))
    shelf.put(closer)
    assert shelf.find(PLAN.fingerprint) is closer
    assert shelf.find("another plan") is None


def test_an_answer_to_another_plan_is_no_start() -> None:
    other = hard_plan(13, money_step=50_000)
    answer = optimise(other, near=hurried(), search=Search(seconds=60.0))
    assert answer.plan is other
    assert len(answer.proposed.spend) == 13


def test_progress_in_words_and_as_a_share() -> None:
    assert "Looking" in progress_sentence(PLAN, None)
    said = progress_sentence(PLAN, Progress(100.0, 101.0, 0.01))
    assert "100" in said
    assert "1%" in said.replace("1.0%", "1%")
    assert progress_share(0.01, None) == 0.0
    assert progress_share(0.01, Progress(1.0, 1.0, 0.001)) == pytest.approx(0.5)
    assert progress_share(0.01, Progress(1.0, 1.0, 0.0)) == 1.0
