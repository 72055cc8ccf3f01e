"""The table of steps -> the steps of the funnel, in order; without one, the steps that lines name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.journey import MODEL_STAGES
from models.quantity import N_
from planner.figures_in_words import people
from planner.imports.quick_start_records import (
    MOST_STEPS,
    Question,
    QuickStartSettings,
    Remark,
    StepInput,
    same_name,
)
from planner.imports.row_cells import Cells, Columns, RowAsked, RowRefused
from planner.imports.stage_names import stage_code
from planner.imports.table_reader import Table, too_many_rows

NamedPlace = tuple[str, str, int]
"""Stage and step that a line names, and the line it stands on."""


def read_steps(
    table: Table, columns: Columns, settings: QuickStartSettings
) -> tuple[list[StepInput], list[Remark], list[Question]]:
    """Steps that can be taken, refusals, questions. Raises FileError for too many rows."""
    if len(table.rows) > MOST_STEPS:
        raise too_many_rows(table.name, MOST_STEPS)
    steps: list[StepInput] = []
    refusals: list[Remark] = []
    questions: list[Question] = []
    for row in table.rows:
        try:
            steps.append(_step(Cells(row, columns), settings, steps))
        except RowRefused as refused:
            refusals.append(refused.remark)
        except RowAsked as asked:
            questions.append(asked.question)
    return steps, refusals, questions


def _step(cells: Cells, settings: QuickStartSettings, before: list[StepInput]) -> StepInput:
    name = cells.text("step")
    if not name:
        raise cells.refused("step", N_("The step has no name."), N_("Name it, or delete the row."))
    if any(same_name(step.name) == same_name(name) for step in before):
        raise cells.refused(
            "step",
            N_("The step “{step}” stands here a second time."),
            N_("Give each step one row."),
            step=name,
        )
    stage = cells.text("stage")
    observed, addressable = cells.number("observed"), cells.number("addressable")
    if not before and observed is not None and addressable is not None and observed > addressable:
        raise cells.refused(
            "addressable",
            N_("{observed} people were observed, but only {addressable} could be won at all."),
            N_("Raise the addressable people, or leave the cell empty where the number is not known."),
            observed=people(observed),
            addressable=people(addressable),
        )
    return StepInput(
        line=cells.row.line,
        name=name,
        stage=stage,
        stage_code=stage_code(stage, settings.marketing_model) if stage else "",
        observed=observed,
        addressable=addressable,
        conversion=cells.share("conversion_to_next"),
        value=cells.number("value"),
    )


def with_stages(
    steps: list[StepInput], named: Iterable[NamedPlace], settings: QuickStartSettings
) -> tuple[list[StepInput], list[Remark]]:
    """Steps without a stage take it from the lines at them, from their own name, or from the step before."""
    by_step = {same_name(step): stage for stage, step, _ in reversed(list(named)) if stage and step}
    model = settings.marketing_model
    known = [code for code, _ in MODEL_STAGES[model]]
    found: list[StepInput] = []
    remarks: list[Remark] = []
    for step in steps:
        if step.stage:
            found.append(step)
            continue
        stage = by_step.get(same_name(step.name), "") or (step.name if stage_code(step.name, model) else "")
        if not stage:
            stage = found[-1].stage if found else known[0] if known else step.name
            remarks.append(
                Remark("steps", step.line, "", N_("The stage of “{step}” is assumed: {stage}."),
                       N_("Add a column “stage”, or change it on the map."), {"step": step.name, "stage": stage})
            )  # fmt: skip
        found.append(replace(step, stage=stage, stage_code=stage_code(stage, model)))
    return found, remarks


def steps_of_lines(named: Iterable[NamedPlace], settings: QuickStartSettings) -> list[StepInput]:
    """Where there is no table of steps: the steps that lines name, in the order of the model's stages."""
    model = settings.marketing_model
    order = {code: place for place, (code, _) in enumerate(MODEL_STAGES[model])}
    steps: dict[str, StepInput] = {}
    for stage, step, _line in named:
        name = step or stage
        if name and same_name(name) not in steps:
            code = stage_code(stage or name, model)
            steps[same_name(name)] = StepInput(0, name, stage or name, code)
    return sorted(steps.values(), key=lambda step: order.get(step.stage_code, len(order)))
