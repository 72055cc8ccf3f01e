"""The allocation as a workbook: the table with a chart, and a sheet that states question and assumptions."""

from __future__ import annotations

from collections.abc import Iterator

from models.allocation import Allocation, Outcome
from models.caution import Caution
from models.goals import Objective
from models.quantity import Figure
from planner.budget_header import budget_header
from planner.budget_lines import BudgetLine, budget_lines
from planner.caution import cases
from planner.choice_words import word
from planner.counted import counted, counted_value
from planner.explain import honest_answer, line_reason, objective_amount, unplaced_sentence
from planner.exports.allocation_table import allocation_table, base_note, curve_source
from planner.exports.goals_sheet import goals_sheet
from planner.exports.guesses_sheet import guesses_sheet
from planner.exports.message_rows import lines_by_message, message_results
from planner.exports.table import Cell, Column, ExportTable, Kind
from planner.exports.xlsx import BarChart, write_workbook
from planner.figures_in_words import money, people, percent
from planner.language import _
from planner.limit_words import limits_set
from planner.message_limits import message_name
from planner.question_words import aim_word, question_in_words, target_sentence
from planner.tornado import Tornado
from planner.uncertainty import Spread


def allocation_workbook(
    allocation: Allocation,
    split: Outcome | None = None,
    spread: Spread | None = None,
    weighed: Tornado | None = None,
) -> bytes:
    """The proposed split, or another one of the same plan, as XLSX; with the guesses that matter where given."""
    chart = BarChart(
        title=_("Today and proposed"), label="touchpoint", series=("current_budget", "budget"),
        unit=allocation.plan.currency,
    )  # fmt: skip
    sheets: tuple[ExportTable, ...] = (
        allocation_table(allocation, split),
        answer_sheet(allocation, split or allocation.proposed, spread),
        evidence_sheet(allocation, split or allocation.proposed),
    )
    if any(line.messages for line in allocation.plan.touchpoints):
        sheets += (message_results(allocation, split or allocation.proposed),)
    if allocation.plan.goals:
        sheets = (*sheets, goals_sheet(allocation, split or allocation.proposed))
    if weighed is not None:
        sheets = (*sheets, guesses_sheet(allocation, weighed))
    return write_workbook(sheets, allocation.plan.currency, chart)


def answer_sheet(allocation: Allocation, split: Outcome, spread: Spread | None) -> ExportTable:
    """What was asked, what came out, and the honest sentence."""
    columns = (Column("what", _("What"), Kind.TEXT), Column("value", _("Value"), Kind.TEXT))
    rows = tuple({"what": what, "value": value} for what, value in _said(allocation, split, spread))
    title = _("Question and answer")
    return ExportTable(title, columns, rows, (allocation.plan.name, base_note(allocation.plan)))


def _said(allocation: Allocation, split: Outcome, spread: Spread | None) -> Iterator[tuple[str, str]]:
    plan, now = allocation.plan, allocation.now
    header = budget_header(plan)
    yield _("Aim"), aim_word(allocation.asked)
    yield _("Question"), question_in_words(allocation.asked)
    yield _("Plan for"), word(plan.rules.outlook.value)
    if said := target_sentence(allocation):
        yield _("Target"), said
        yield _("Total found"), money(header.total, plan.currency, exact=True)
        most = allocation.asked.rules.total_budget
        yield _("May be spent at most"), money(most, plan.currency, exact=True)
    else:
        yield _("Total budget"), money(header.total, plan.currency, exact=True)
    yield _("Committed"), money(header.committed, plan.currency, exact=True)
    yield _("For tests"), money(header.tests, plan.currency, exact=True)
    if header.other_costs:
        yield _("Other costs"), money(header.other_costs, plan.currency, exact=True)
    yield _("To decide"), money(header.to_decide, plan.currency, exact=True)
    if plan.rules.objective is not Objective.CONVERSIONS:
        aim = counted(plan)
        yield _("{aim} today").format(aim=aim), counted_value(plan, now.objective)
        yield _("{aim} proposed").format(aim=aim), counted_value(plan, split.objective)
    yield _("Conversions today"), people(now.conversions)
    yield _("Conversions proposed"), people(split.conversions)
    if spread:
        low, high = spread.conversions
        yield _("Conversions, likely range"), _("{low} to {high}").format(low=people(low), high=people(high))
    yield _("How sure"), honest_answer(allocation, spread).text()
    if allocation.caution is not None:
        yield from _cautious(allocation, allocation.caution)
    if left := unplaced_sentence(allocation):
        yield _("Not placed"), left
    for text in limits_set(plan):
        yield _("Limit"), text


def _cautious(allocation: Allocation, caution: Caution) -> Iterator[tuple[str, str]]:
    for case in cases(allocation, caution):
        yield (
            case.name,
            _("{expected} as expected, {worst} on average in the worst fifth").format(
                expected=objective_amount(allocation.plan, case.expected),
                worst=objective_amount(allocation.plan, case.worst),
            ),
        )


def evidence_sheet(allocation: Allocation, split: Outcome) -> ExportTable:
    """Every assumption of every line, and the reason of its change."""
    kinds = (
        ("touchpoint", _("Touchpoint")), ("curve", _("Curve")), ("incrementality", _("Incrementality")),
        ("quality", _("Quality")), ("reason", _("Reason of the change")),
    )  # fmt: skip
    columns = tuple(Column(key, title, Kind.TEXT) for key, title in kinds)
    rows = tuple(
        _evidence_row(allocation, line)
        for whole in budget_lines(allocation, split)
        for line in (whole, *_parts(allocation, split, whole))
    )
    return ExportTable(_("Assumptions"), columns, rows, (_("Assumptions and evidence"), *_rates(allocation)))


def _parts(allocation: Allocation, split: Outcome, whole: BudgetLine) -> Iterator[BudgetLine]:
    """The messages between which the budget of a line is split."""
    for line in lines_by_message(allocation, split) if whole.touchpoint.id in split.messages else ():
        if line.message is not None and line.touchpoint.id == whole.touchpoint.id:
            yield line


def _evidence_row(allocation: Allocation, line: BudgetLine) -> dict[str, Cell]:
    if line.message is not None:
        name = f"{line.touchpoint.name} · {message_name(allocation.plan, line.message)}"
        said = dict.fromkeys(("incrementality", "quality", "reason"), "")
        return {"touchpoint": name, "curve": curve_source(line), **said}
    return {
        "touchpoint": line.touchpoint.name,
        "curve": curve_source(line),
        "incrementality": _figure(line.touchpoint.incrementality),
        "quality": _figure(line.touchpoint.quality),
        "reason": line_reason(allocation, line),
    }


def _figure(figure: Figure) -> str:
    said = f"{percent(figure.value)} ({word(figure.evidence.value)})"
    return f"{said}; {figure.source}" if figure.source else said


def _rates(allocation: Allocation) -> Iterator[str]:
    """Conversions to the next step, one line each."""
    steps = allocation.plan.by_id["steps"]
    for link in allocation.plan.links:
        way = f"{steps[link.from_step_id].name} → {steps[link.to_step_id].name}"
        yield f"{way}: {percent(link.conversion.value, 1)} ({word(link.conversion.evidence.value)})"
