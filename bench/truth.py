"""200 random plans that nobody tuned for: proved, a named conflict, or a stated gap; none silently wrong.

`python -m bench.truth [plans]`: branches, segments, both kinds of pool, curves of every family, limits and
either-or rules, and in every second plan several periods with delays and carry-over. Every answer is
challenged: its rules are checked, and no spend found from many starts may lie above its bound, nor above a
proved answer by more than its gap.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from bench.random_plans import random_plan
from models.compile import compile_plan
from models.errors import ImpossibleLimits, NotYetPossible
from models.funnel import flow, objective_of
from models.network import Network
from models.plan import Plan
from models.program.intervals import choices_of, options
from models.program.limit_choices import possible
from models.program.mixed_polish import polished
from models.program.optimise import optimise
from models.program.repair import is_kept, repaired
from models.program.rule_matrix import rule_matrix, with_finite_bounds
from models.program.solution import Settings, Solution
from models.response_curve import Numbers

PLANS = 200
HARD = 2000
"""Lines times stretches beyond which a plan is not challenged by search, only by chance."""


@dataclass
class Verdict:
    """What became of a plan: `ended` ("proved", "stopped", "gap_left", "conflict", "refused"), and what is
    wrong with it, which must be nothing."""

    seed: int
    ended: str
    gap: float = 0.0
    seconds: float = 0.0
    kind: str = ""
    wrong: list[str] = field(default_factory=list)


def judge(seed: int, seconds: float = 2.0, tries: int = 6) -> Verdict:
    """Answer a random plan and look for anything wrong with the answer."""
    plan = random_plan(seed)
    network = compile_plan(plan)
    kind, begun = _kind(plan, network), time.process_time()
    try:
        answer = optimise(network, Settings(seconds=seconds, by_cases=True, clock=time.perf_counter))
    except ImpossibleLimits as error:
        return Verdict(
            seed, "conflict", 0.0, time.process_time() - begun, kind, _false_conflict(network, error)
        )
    except NotYetPossible as error:
        return Verdict(seed, "refused", 0.0, time.process_time() - begun, kind, [str(error)])
    spent = time.process_time() - begun
    wrong = [*_broken(network, answer), *challenge(network, answer, seed, tries)]
    return Verdict(seed, answer.status, answer.gap, spent, kind, wrong)


def _kind(plan: Plan, network: Network) -> str:
    parts = [f"{len(plan.periods)}p", f"{len(plan.segments)}s", f"{network.lines}l"]
    parts += ["carry"] * (network.carry is not None) + ["choices"] * choices_of(network).any
    shared = network.capacity_group is not None and len(network.limited.people) > 0
    bent = not network.curves.concave_between(network.row_lower, network.row_upper).all()
    return " ".join(parts + ["shared"] * shared + ["bent"] * bool(bent))


def _false_conflict(network: Network, error: ImpossibleLimits) -> list[str]:
    """The named limits must be impossible alone, and every part of them possible."""
    wrong = []
    for keys in (error.limits, *error.further):
        if not keys or possible(network, keys):
            wrong.append(f"{keys} are possible")
        wrong += [
            f"{keys} hold more than is needed" for key in keys
            if not possible(network, [other for other in keys if other != key])
        ]  # fmt: skip
    return wrong


def _broken(network: Network, answer: Solution) -> list[str]:
    """Rules that the answer does not keep, and numbers that are not simulated."""
    wrong = [] if is_kept(network, rule_matrix(network), answer.spend) else ["a rule is broken"]
    wrong += choices_broken(network, answer.spend)
    value = float(objective_of(network, flow(network, answer.spend), answer.spend))
    if abs(value - answer.lower) > 1e-9 * max(abs(value), 1.0):
        wrong.append("the value is not the simulated one")
    return wrong + ["the bound lies below the answer"] * (answer.upper < answer.lower)


def choices_broken(network: Network, spend: Numbers) -> list[str]:
    """Either-or rules that a spend does not keep."""
    choices, used = choices_of(network), spend > 0
    wrong = ["a minimum is missed"] * bool(np.any(used & (spend < choices.minimum * (1 - 1e-9))))
    moved = np.zeros(network.lines, dtype=bool)
    if choices.most_changed is not None and choices.counted is not None:
        moved = choices.counted & (spend != network.current)
        if len(np.unique(choices.groups[moved])) > choices.most_changed:
            wrong.append("too many lines are changed")
        moved = ~moved & choices.counted
    if choices.step > 0 and choices.stepped is not None:
        away = np.abs(spend / choices.step - np.round(spend / choices.step)) > 1e-6
        odd = away & choices.stepped & (network.upper > network.lower) & ~moved
        if np.any(np.bincount(choices.rests[odd]) > 1):
            wrong.append("several amounts are not in whole steps")
    return wrong


def challenge(network: Network, answer: Solution, seed: int, tries: int) -> list[str]:
    """What is found against an answer by climbing from random spends that keep every rule."""
    matrix, chance = rule_matrix(network), np.random.default_rng(seed)
    bounded = with_finite_bounds(network, matrix)
    wrong, scale = [], max(answer.gain, 1e-9 * abs(answer.lower), 1e-9)
    with np.errstate(all="ignore"):
        for spend in spends_that_keep(bounded, answer, chance, tries):
            value = float(objective_of(network, flow(network, spend), spend))
            if value > answer.upper + 1e-9 * max(scale, abs(value)):
                wrong.append(f"a spend lies above the bound by {(value - answer.upper) / scale:.1e}")
            if answer.status == "proved" and value > answer.lower + 1.01e-4 * scale:
                wrong.append(f"a spend beats a proved answer by {(value - answer.lower) / scale:.1e}")
    return wrong


def spends_that_keep(
    network: Network, answer: Solution, chance: np.random.Generator, tries: int
) -> list[Numbers]:
    """Spends that keep every rule, each the best near a random one within a random choice."""
    matrix, parts, found = rule_matrix(network), options(network), []
    whole = choices_of(network).step > 0
    for number in range(tries):
        noise = chance.normal(0.0, 0.3 + 0.2 * number, network.lines)
        wanted = np.clip(
            answer.spend * np.exp(noise) + 0.02 * network.upper * chance.random(network.lines), 0.0, None
        )
        low, high = _random_box(network, parts, answer, chance, number)
        box = network.changed(lower=low, upper=high, choices=None)
        start = repaired(box, matrix, wanted)
        if start is None:
            continue
        best = None if network.rows > HARD else polished(network, (low, high), None, start)
        for spend in [start] if best is None else [start, best.spend]:
            if is_kept(network, matrix, spend) and not (whole and choices_broken(network, spend)):
                found.append(spend)
    return found


def _random_box(
    network: Network, parts: object, answer: Solution, chance: np.random.Generator, number: int
) -> tuple[Numbers, Numbers]:
    """Bounds within one option of every line: mostly the answer's, some others at random."""
    from models.program.intervals import Intervals
    from models.program.mixed_polish import option_at

    assert isinstance(parts, Intervals)
    chosen, first, choices = option_at(parts, answer.spend), parts.first, choices_of(network)
    for group in np.unique(choices.groups):
        members = np.flatnonzero(choices.groups == group)
        if choices.most_changed is None and chance.random() < 0.15 * number:
            for line in members:
                chosen[line] = chance.integers(first[line], first[line + 1])
    return parts.low[chosen], parts.high[chosen]


def main(plans: int = PLANS) -> None:
    """Print what became of the plans, by how they ended, and every one that is wrong."""
    verdicts = []
    for seed in range(plans):
        verdicts.append(judge(seed))
        each = verdicts[-1]
        if each.wrong or each.ended not in ("proved", "conflict"):
            print(
                f"  plan {seed} ({each.kind}): {each.ended}, gap {each.gap:.1e}, {each.seconds:.1f} s {'; '.join(each.wrong)}"
            )
    ends = Counter(verdict.ended for verdict in verdicts)
    gaps = [verdict.gap for verdict in verdicts if verdict.ended in ("stopped", "gap_left")]
    print(f"{plans} random plans: " + ", ".join(f"{count} {ended}" for ended, count in sorted(ends.items())))
    print(f"wrong: {sum(bool(v.wrong) for v in verdicts)}; worst stated gap {max(gaps, default=0.0):.1e}; "
          f"CPU seconds: median {np.median([v.seconds for v in verdicts]):.2f}, most {max(v.seconds for v in verdicts):.1f}")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PLANS)
