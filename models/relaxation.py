"""The smallest change that makes a split possible again, ready to apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.changes import Change, difference, with_changes
from models.choices import CHANGED_KEY
from models.compile import compile_plan
from models.errors import PlanError
from models.goal_loosening import lowered_goals, lowering
from models.goal_rules import goal_key
from models.loosening import SHARE_STEPS, Edits, loosen
from models.network import Network
from models.plan import Plan
from models.program.conflict import conflicts, hold_together
from models.program.limit_choices import keys_of, possible, smallest_slack
from models.program.rule_matrix import rule_matrix
from models.steering import steered_by, steering

MOST_ROUNDS = 10
"""Conflicts that are mended one after another, at most."""


@dataclass(frozen=True)
class Relaxation:
    """Changes that together make a split possible: one click. `keys`: the limits that they loosen;
    `money`: major units by which limits move in sum (lines that may change and switches count nothing)."""

    keys: tuple[str, ...]
    money: float
    changes: tuple[Change, ...]


def relaxations(plan: Plan) -> tuple[Relaxation, ...]:
    """Ways to make a split possible, the smallest first; empty when one is, or when none was found.

    The first moves any limits that are in a conflict, in sum as little as can be; where there is one
    conflict only, moving a single limit of it follows, each by as little as suffices. Where neither is found,
    conflicts are mended one after another. Every one was tried.
    """
    network = compile_plan(plan)
    found = conflicts(network, rule_matrix(network))
    movable = [key for keys in found for key in keys if loosen(Edits(plan), network, key, 0.0)]
    wanted = [movable, *([key] for key in movable if len(found) == 1)] if movable else []
    result: dict[tuple[str, ...], Relaxation] = {}
    for elastic in wanted:
        slack = smallest_slack(network, elastic)
        way = _relaxation(plan, network, slack) if slack else None
        if way is not None and way.keys not in result and _possible_after(plan, way.changes):
            result[way.keys] = way
    if len(found) == 1:
        for way in _searched(plan, network, found[0]):
            result.setdefault(way.keys, way)
    if found and not result:
        together = _one_by_one(plan)
        result = {together.keys: together} if together is not None else {}
    if any(rule.key in keys for keys in found for rule in network.outcome_rules):
        lowered = lowered_goals(plan)
        keys = tuple(goal_key(goal) for goal in lowered)
        if lowered and _possible_after(plan, lowering(lowered)):
            result.setdefault(keys, Relaxation(keys, 0.0, lowering(lowered)))
    return tuple(sorted(result.values(), key=lambda way: way.money))


def _relaxation(plan: Plan, network: Network, slack: Mapping[str, float]) -> Relaxation | None:
    edits = Edits(plan)
    if not all(loosen(edits, network, key, moved) for key, moved in slack.items()):
        return None
    return Relaxation(tuple(slack), _money(slack), edits.changes())


def _money(slack: Mapping[str, float]) -> float:
    return sum(abs(moved) for key, moved in slack.items() if key != CHANGED_KEY)


def _possible_after(plan: Plan, changes: Iterable[Change], keys: Sequence[str] = ()) -> bool:
    """Whether limits hold together after changes: all, or only those with some keys.

    Limits in shares of the total move with it: only what was tried is offered.
    """
    try:
        network = compile_plan(with_changes(plan, tuple(changes)))
    except PlanError:
        return False
    return possible(network, keys) if keys else hold_together(network, rule_matrix(network))


def _searched(
    plan: Plan, network: Network, conflict: tuple[str, ...], keys: Sequence[str] = ()
) -> Iterable[Relaxation]:
    """Limits that no sum of money moves (change between periods, shares of what is spent), by halving."""
    for steered, held in steering(plan, network, conflict).items():
        edit, value, far = steered_by(plan, steered)
        if not _possible_after(plan, edit(far), keys):
            continue
        near = value
        while abs(far - near) > 1.5 / SHARE_STEPS:
            middle = round((near + far) / 2.0 * SHARE_STEPS) / SHARE_STEPS
            near, far = (near, middle) if _possible_after(plan, edit(middle), keys) else (middle, far)
        slack = smallest_slack(network, held, keys)
        yield Relaxation(held, _money(slack) if slack else np.inf, edit(far))


def _one_by_one(plan: Plan) -> Relaxation | None:
    """Mend the first conflict, look again, and so on; all of it as one click."""
    mended, loosened, money = plan, dict[str, None](), 0.0
    for _round in range(MOST_ROUNDS):
        network = compile_plan(mended)
        found = conflicts(network, rule_matrix(network))
        if not found:
            return Relaxation(tuple(loosened), money, difference(plan, mended))
        others = {key for keys in found[1:] for key in keys}
        rest = tuple(key for key in keys_of(network) if key not in others)
        way = _mending(mended, network, found[0], rest) or _mending(mended, network, found[0], found[0])
        if way is None:
            return None
        loosened |= dict.fromkeys(way.keys)
        money += way.money
        mended = with_changes(mended, way.changes)
    return None


def _mending(
    plan: Plan, network: Network, conflict: tuple[str, ...], among: tuple[str, ...]
) -> Relaxation | None:
    """The smallest change found of limits in one conflict that lets those of `among` hold together."""
    ways = list(_searched(plan, network, conflict, among))
    movable = [key for key in conflict if loosen(Edits(plan), network, key, 0.0)]
    for elastic in [movable, *([key] for key in movable)]:
        slack = smallest_slack(network, elastic, among) if elastic else None
        way = _relaxation(plan, network, slack) if slack else None
        if way is not None and _possible_after(plan, way.changes, among):
            ways.append(way)
    return min(ways, key=lambda way: way.money, default=None)
