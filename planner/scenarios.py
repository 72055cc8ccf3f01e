"""Scenarios side by side: a question and a split kept under a name, seen again and compared.

A scenario stands on the version of the plan it was saved on, with its changes and its split: what
happens to the plan later does not move it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.allocation import Outcome
from models.changes import difference, with_changes
from models.outcome import ByPeriod
from models.plan import Period, Plan
from planner.answers import optimise, simulate
from planner.change_words import Difference, change_in_words
from planner.checkpoints import plan_at
from planner.scenario_rows import save_scenario
from planner.store import Store
from planner.stored import Scenario
from planner.workflows import open_plan

LABELS = {"name", "description", "owner", "review_date", "review_interval_days"}
"""Fields of a plan that change nothing of the answer."""


@dataclass(frozen=True)
class SeenScenario:
    """A scenario opened: its plan, its split simulated, and today's spend simulated beside it."""

    id: str
    name: str
    note: str
    plan: Plan
    now: Outcome
    split: Outcome
    locked: bool = False


@dataclass(frozen=True)
class ComparedLine:
    """A line in several scenarios; amounts in minor units, None where it is not there."""

    line_id: str
    name: str
    channel: str
    stage: str
    amounts: tuple[int | None, ...]

    @property
    def differs(self) -> bool:
        """Whether the scenarios give it different amounts."""
        return len(set(self.amounts)) > 1


@dataclass(frozen=True)
class ComparedPeriod:
    """A period that all scenarios have: what each spends in it, and the lines that differ in it.

    Amounts in minor units, as set in the platform.
    """

    period: Period
    amounts: tuple[int, ...]
    lines: tuple[ComparedLine, ...]


@dataclass(frozen=True)
class Comparison:
    """Scenarios beside each other; `differences[i]` are those of scenario i from the first.

    `periods` are empty where the plans are not cut into the same periods, or not cut at all.
    """

    scenarios: tuple[SeenScenario, ...]
    lines: tuple[ComparedLine, ...]
    differences: tuple[tuple[Difference, ...], ...]
    periods: tuple[ComparedPeriod, ...] = ()

    @property
    def same_currency(self) -> bool:
        """Whether amounts may be compared at all."""
        return len({scenario.plan.currency for scenario in self.scenarios}) == 1


def keep_scenario(store: Store, plan: Plan, split: Outcome, told: tuple[str, str], by: str = "") -> Scenario:
    """Save the question of a plan with a split of it; `told` is its name and note.

    Where the stored plan is another by now, what leads from it to this question is kept as changes.
    """
    stored = open_plan(store, plan.id).plan
    name, note = told
    changes = difference(stored, plan)
    return save_scenario(
        store, stored.id, name, note, changes, dict(split.spend), by_period=kept_by_period(plan, split), by=by
    )


def kept_by_period(plan: Plan, split: Outcome) -> ByPeriod | None:
    """When and on which messages a split spends, as it is kept; None where the sums by line say it all."""
    parted = any(period.messages for period in split.periods.values())
    return split.by_period if len(plan.periods) > 1 or parted else None


def see_scenario(store: Store, scenario: Scenario) -> SeenScenario:
    """Open a scenario on the plan it was saved on.

    Raises PlanError when its changes no longer fit, ImpossibleLimits when it has no split of its own
    and none is possible.
    """
    plan = with_changes(plan_at(store, scenario.plan_id, scenario.plan_version), scenario.changes)
    if scenario.spend is None:
        answer = optimise(plan)
        now, split = answer.now, answer.proposed
    else:
        now, split = simulate(plan), simulate(plan, scenario.spend, scenario.by_period)
    return SeenScenario(scenario.id, scenario.name, scenario.note, plan, now, split, scenario.locked)


def compare(scenarios: Sequence[SeenScenario]) -> Comparison:
    """Lines and assumptions of two or more scenarios; the first is what the others differ from."""
    first = scenarios[0]
    return Comparison(
        scenarios=tuple(scenarios),
        lines=compared_lines(scenarios),
        differences=tuple(assumptions_apart(first.plan, other.plan) for other in scenarios),
        periods=compared_periods(scenarios),
    )


def compared_periods(scenarios: Sequence[SeenScenario]) -> tuple[ComparedPeriod, ...]:
    """Every period where all plans are cut into the same ones, and into several."""
    cuts = [[(period.start, period.end) for period in scenario.plan.periods] for scenario in scenarios]
    if len(cuts[0]) < 2 or any(cut != cuts[0] for cut in cuts):
        return ()
    found = []
    for number, period in enumerate(scenarios[0].plan.periods):
        spends = [s.split.periods[s.plan.periods[number].id].spend for s in scenarios]
        lines = tuple(line for line in _lines_of(scenarios, spends) if line.differs)
        found.append(ComparedPeriod(period, tuple(sum(spend.values()) for spend in spends), lines))
    return tuple(found)


def compared_lines(scenarios: Sequence[SeenScenario]) -> tuple[ComparedLine, ...]:
    """Every line that any of the scenarios gives money, in the order of the first plan that has it."""
    return _lines_of(scenarios, [scenario.split.spend for scenario in scenarios])


def _lines_of(
    scenarios: Sequence[SeenScenario], spends: Sequence[Mapping[str, int]]
) -> tuple[ComparedLine, ...]:
    found: dict[str, ComparedLine] = {}
    for scenario in scenarios:
        plan = scenario.plan
        for line in plan.touchpoints:
            amounts = tuple(spend.get(line.id) for spend in spends)
            if line.id in found or not any(amounts):
                continue
            step = plan.by_id["steps"][line.step_id]
            found[line.id] = ComparedLine(
                line.id, line.name, plan.by_id["channels"][line.channel_id].name,
                plan.by_id["stages"][step.stage_id].name, amounts,
            )  # fmt: skip
    return tuple(found.values())


def assumptions_apart(first: Plan, other: Plan) -> tuple[Difference, ...]:
    """What differs between the questions and assumptions of two plans, in words."""
    changes = [change for change in difference(first, other) if _counts(change)]
    return tuple(change_in_words(first, other, change) for change in changes)


def _counts(change: object) -> bool:
    return getattr(change, "path", "") not in LABELS | {"id"}
