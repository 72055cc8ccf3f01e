"""What there is to say about the rows taken, and what keeps a plan from being built."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from models.channel_kinds import CHANNEL_KINDS
from models.errors import PlanError
from models.quantity import N_
from planner.figures_in_words import people, percent
from planner.imports.quick_start_records import (
    LineInput,
    QuickStartPreview,
    QuickStartSettings,
    Remark,
    StepInput,
    same_name,
)
from planner.language import _


def about_line(line: LineInput) -> list[Remark]:
    found = []
    name = {"channel": line.channel[:80]}
    if not line.spend:
        found.append(
            Remark(
                "lines",
                line.line,
                "spend",
                N_(
                    "“{channel}” costs nothing: its results count as unpaid entries, and no money is planned for it."
                ),
                "",
                name,
            )
        )
    elif not line.results:
        found.append(
            Remark(
                "lines",
                line.line,
                "results",
                N_(
                    "“{channel}” has money and no result: no curve can be laid through it, so it keeps its money and cannot be advised on."
                ),
                "",
                name,
            )
        )
    if len(line.messages) > 1:
        found.append(
            Remark("lines", line.line, "message",
                   N_("“{channel}”: {count} messages with results of their own; its budget is split between them."),
                   "", {**name, "count": len(line.messages)})
        )  # fmt: skip
    if not line.kind_recognised:
        found.append(
            Remark("lines", line.line, "channel", N_("The kind of “{channel}” was not recognised; it is treated as “{kind}”."),
                   N_("Choose its kind in the list of channels."), {**name, "kind": _(CHANNEL_KINDS[line.kind].name)})
        )  # fmt: skip
    return found


def obstacles(
    lines: tuple[LineInput, ...], steps: Sequence[StepInput], settings: QuickStartSettings
) -> list[Remark]:
    """What keeps a plan from being built: no line, or a conversion that nothing tells."""
    if not lines:
        return [
            Remark(
                "lines",
                0,
                "",
                N_("No row of the table of lines could be taken."),
                N_("Mend the refused rows."),
            )
        ]
    if not any(line.spend for line in lines):
        what = N_("No line has money: there is nothing to split.")
        return [Remark("lines", 0, "spend", what, N_("Add the lines that you spend money on."))]
    found = []
    for step, following in pairwise(steps):
        values = {"step": step.name[:80], "next": following.name[:80]}
        if step.conversion is None and (not step.observed or following.observed is None):
            found.append(
                Remark("steps", step.line, "conversion_to_next", N_("How many go on from “{step}” to “{next}” is not known."),
                       N_("Give the observed people of both steps, or the conversion to the next step."), values)
            )  # fmt: skip
        elif step.conversion is None:
            found += _too_many_beyond(step, following, lines, values)
    goal = settings.goal_step
    if goal and all(same_name(step.name) != same_name(goal) for step in steps):
        found.append(Remark("steps", 0, "step", N_("The result is to be “{goal}”, but there is no such step."),
                            N_("Choose one of the steps."), {"goal": goal[:80]}))  # fmt: skip
    return found


def _too_many_beyond(
    step: StepInput, following: StepInput, lines: tuple[LineInput, ...], values: dict[str, str]
) -> list[Remark]:
    """More people at the next step than here, and no line that brought them there: a rate above 1."""
    observed, beyond = step.observed or 0.0, following.observed or 0.0
    brought = sum(line.results or 0.0 for line in lines if line.step == following.name)
    if beyond <= observed + brought:
        return []
    return [
        Remark("steps", following.line, "observed",
               N_("{beyond} people at “{next}” and {observed} at “{step}” before it: {rate} would have gone on."),
               N_("Correct the numbers, or give the conversion to the next step: the rest then counts as coming unpaid."),
               {**values, "beyond": people(beyond), "observed": people(observed), "rate": percent(beyond / observed)})
    ]  # fmt: skip


def first_obstacle(preview: QuickStartPreview) -> PlanError:
    """What keeps a plan from being built, as the refusal that says it."""
    if preview.obstacles:
        first = preview.obstacles[0]
        return PlanError(first.what, remedy=first.remedy, **first.values)
    if preview.questions:
        return PlanError(
            N_("“{text}” in the column “{column}” can be read in two ways."),
            remedy=N_("Say whether the comma or the point marks the decimals."),
            text=preview.questions[0].text,
            column=preview.questions[0].column,
        )
    return PlanError(N_("There is nothing to build a plan from."), remedy=N_("Add rows to both tables."))
