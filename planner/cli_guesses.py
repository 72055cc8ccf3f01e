"""The command that tells which guess matters most."""

from __future__ import annotations

from typing import Any

from models.allocation import Allocation
from planner.caution import neutral_plan
from planner.cli_answers import best_split, finite, major, plan_data
from planner.cli_frame import Report
from planner.cli_input import FoundPlan
from planner.tornado import End, Weighed, tornado
from planner.tornado_words import guess_name, opening_sentence, tornado_sentence


def guesses(found: FoundPlan) -> Report:
    """Every guess that matters at both its ends, and a sentence for each."""
    allocation = best_split(neutral_plan(found.plan))
    weighed = tornado(allocation)
    data = {
        "plan": plan_data(allocation.plan),
        "considered": weighed.considered,
        "guesses": [_guess_data(allocation, entry) for entry in weighed.entries],
    }
    said = [f"- {tornado_sentence(allocation, entry)}" for entry in weighed.by_money]
    return Report(data, (opening_sentence(allocation.plan, weighed), *said))


def _guess_data(allocation: Allocation, entry: Weighed) -> dict[str, Any]:
    guess = entry.guess
    return {
        "name": guess_name(allocation.plan, guess),
        "kind": guess.kind.value,
        "of": list(guess.ids),
        "evidence": guess.grade.value,
        "value": guess.value,
        "low": _end_data(allocation, entry, entry.low),
        "high": _end_data(allocation, entry, entry.high),
    }


def _end_data(allocation: Allocation, entry: Weighed, end: End) -> dict[str, Any]:
    if not end.possible:
        return {"value": end.value, "possible": False}
    return {
        "value": end.value,
        "possible": True,
        "money_moved": major(end.moved, allocation.plan),
        "change_of_result": finite(end.kept - entry.base),
        "cost_of_keeping_the_split": finite(end.regret),
    }
