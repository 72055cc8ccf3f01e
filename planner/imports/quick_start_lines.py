"""The table of lines -> lines of the budget; every row that is not taken says why."""

from __future__ import annotations

from dataclasses import replace

from models.channel_kinds import CHANNEL_KINDS
from models.communication import ResultsCount
from models.quantity import N_
from planner.imports.channel_rules import kind_of_channel
from planner.imports.header_words import folded
from planner.imports.quick_start_messages import together
from planner.imports.quick_start_records import (
    LineInput,
    MessageInput,
    QuickStartSettings,
    StepInput,
    same_name,
)
from planner.imports.row_cells import Cells
from planner.imports.stage_names import stage_code

_PEOPLE_WORDS = {
    "people", "de duplicated", "deduplicated", "crm", "unique", "люди", "без дублей", "уникальные", "людей",
    "без дублів", "унікальні",
}  # fmt: skip
_PLATFORM_WORDS = {
    "platform reported", "platform", "reported", "claims", "платформа", "по данным платформы", "за даними платформи",
}  # fmt: skip
_TOTAL_WORDS = {
    folded(word)
    for word in (
        "total",
        "totals",
        "grand total",
        "sum",
        "итого",
        "всего",
        "итог",
        "разом",
        "усього",
        "всього",
    )
}


def is_total_row(cells: Cells) -> bool:
    """Whether a row sums up the others: “Total”, “Total: account”, «Итого»; not a channel “Total Wine”."""
    first = next((str(cell) for cell in cells.row.cells if cell is not None), "")
    words = folded(first.split(":")[0])
    return (
        words in _TOTAL_WORDS
        and not cells.text("step")
        and not (cells.text("stage") and first != cells.raw("stage"))
    )


def read_line(cells: Cells, steps: list[StepInput], settings: QuickStartSettings) -> LineInput:
    """One row as a line. Raises RowRefused or RowAsked."""
    channel = cells.text("channel")
    if not channel:
        raise cells.refused("channel", N_("The channel has no name."), N_("Name it, or delete the row."))
    step = _step(cells, steps, settings)
    from_step = _from_step(cells, step, steps)
    kind, recognised = _kind(channel, cells, settings)
    spend, results = _spend_and_results(cells, kind)
    line = LineInput(
        line=cells.row.line, channel=channel, stage=step.stage, step=step.name, segment=cells.text("segment"),
        from_step=from_step, spend=spend, results=results, lower=cells.money("lower"), upper=cells.money("upper"),
        committed=cells.money("committed") or 0, elasticity=cells.share("elasticity", open_ends=True),
        incrementality=cells.share("incrementality"), quality=cells.number("quality"), value=cells.number("value"),
        count=_count(cells, settings), kind=kind, kind_recognised=recognised,
        messages=(MessageInput(message, spend, results),) if (message := cells.text("message")) else (),
    )  # fmt: skip
    _check_limits(cells, line)
    return line


def _step(cells: Cells, steps: list[StepInput], settings: QuickStartSettings) -> StepInput:
    stage, name = cells.text("stage"), cells.text("step")
    if not stage and not name:
        raise cells.refused(
            "step", N_("The row names neither a stage nor a step."), N_("Say where it brings people.")
        )
    if not name:
        return _only_step(cells, stage, steps, settings)
    found = next((step for step in steps if same_name(step.name) == same_name(name)), None)
    if found is None:
        raise cells.refused(
            "step", N_("The step “{step}” is not in the table of steps."),
            N_("Add it there, or correct the name; the table has: {known}."),
            step=name[:80], known=", ".join(step.name[:40] for step in steps[:12]) or "–",
        )  # fmt: skip
    if stage and not _same_stage(stage, found, settings):
        raise cells.refused(
            "stage", N_("The step “{step}” belongs to the stage “{known}”, this row says “{stage}”."),
            N_("Let both tables say the same."), step=name[:80], known=found.stage[:80], stage=stage[:80],
        )  # fmt: skip
    return found


def _only_step(cells: Cells, stage: str, steps: list[StepInput], settings: QuickStartSettings) -> StepInput:
    within = [step for step in steps if _same_stage(stage, step, settings)]
    if len(within) == 1:
        return within[0]
    if not within:
        raise cells.refused("stage", N_("No step belongs to the stage “{stage}”."),
                            N_("Add a step of this stage to the table of steps."), stage=stage[:80])  # fmt: skip
    raise cells.refused("step", N_("The stage “{stage}” has several steps."), N_("Say which: {known}."),
                        stage=stage[:80], known=", ".join(step.name[:40] for step in within))  # fmt: skip


def _same_stage(stage: str, step: StepInput, settings: QuickStartSettings) -> bool:
    code = stage_code(stage, settings.marketing_model)
    return code == step.stage_code if code or step.stage_code else same_name(stage) == same_name(step.stage)


def _from_step(cells: Cells, step: StepInput, steps: list[StepInput]) -> str:
    name = cells.text("from_step")
    if not name:
        return ""
    order = [same_name(each.name) for each in steps]
    if same_name(name) not in order:
        raise cells.refused("from_step", N_("The step “{step}” is not in the table of steps."),
                            N_("Add it there, or correct the name; the table has: {known}."), step=name[:80],
                            known=", ".join(each.name[:40] for each in steps[:12]))  # fmt: skip
    if order.index(same_name(name)) >= order.index(same_name(step.name)):
        raise cells.refused(
            "from_step", N_("This leads round in a circle: “{start}” does not come before “{step}”."),
            N_("Name an earlier step, or change the order of the table of steps."),
            start=name[:80], step=step.name[:80],
        )  # fmt: skip
    return steps[order.index(same_name(name))].name


def _kind(channel: str, cells: Cells, settings: QuickStartSettings) -> tuple[str, bool]:
    chosen = settings.kinds.get(same_name(channel))
    if chosen is None:
        found = kind_of_channel(channel)
        return found.code, found.recognised
    if chosen not in CHANNEL_KINDS:
        raise cells.refused("channel", N_("“{kind}” is not a known kind of channel."), N_("Choose one of: {kinds}."),
                            kind=chosen[:80], kinds=", ".join(CHANNEL_KINDS))  # fmt: skip
    return chosen, True


def _spend_and_results(cells: Cells, kind: str) -> tuple[int, float | None]:
    spend, results = cells.money("spend"), cells.number("results")
    if spend is None and (results is None or CHANNEL_KINDS[kind].paid):
        raise cells.refused(
            "spend", N_("The spend is missing, and missing is not 0."),
            N_("Write the amount, or 0 where the results cost nothing."),
        )  # fmt: skip
    if not spend and results is None:
        raise cells.refused(
            "results",
            N_("The row has neither money nor a result."),
            N_("Fill one of them, or delete the row."),
        )
    return spend or 0, results


def _count(cells: Cells, settings: QuickStartSettings) -> ResultsCount:
    word = folded(cells.text("what_results_count"))
    if not word:
        return settings.results_count
    if word in {folded(each) for each in _PEOPLE_WORDS}:
        return ResultsCount.PEOPLE
    if word in {folded(each) for each in _PLATFORM_WORDS}:
        return ResultsCount.PLATFORM_REPORTED
    raise cells.refused(
        "what_results_count", N_("“{cell}” does not say what a result counts."),
        N_("Write platform_reported, or people (without doubles)."), cell=cells.shown("what_results_count")[:80],
    )  # fmt: skip


def _check_limits(cells: Cells, line: LineInput) -> None:
    if line.upper is None:
        return
    if line.lower is not None and line.lower > line.upper:
        raise cells.refused(
            "lower", N_("The lower limit exceeds the upper limit."), N_("Lower the one or raise the other.")
        )
    if line.committed > line.upper:
        raise cells.refused("committed", N_("The committed amount exceeds the upper limit."),
                            N_("Raise the upper limit or lower the commitment."))  # fmt: skip


def merged(first: LineInput, second: LineInput, cells: Cells) -> LineInput:
    """Two rows of one line as one: money and results add up; what differs otherwise is refused."""
    for name in ("elasticity", "incrementality", "quality", "value", "count"):
        if getattr(first, name) != getattr(second, name):
            column = "what_results_count" if name == "count" else name
            raise cells.refused(column, N_("The row names the same line as row {line}, with another value here."),
                                N_("Let both say the same, or give one its own channel name."), line=first.line)  # fmt: skip
    if (first.results is None) != (second.results is None):
        raise cells.refused("results", N_("Of two rows of one line only one has a result (see row {line})."),
                            N_("Fill the missing result in; missing is not 0."), line=first.line)  # fmt: skip
    return replace(
        first,
        spend=first.spend + second.spend,
        results=_sum(first.results, second.results),
        lower=_sum(first.lower, second.lower),
        upper=None if first.upper is None or second.upper is None else first.upper + second.upper,
        committed=first.committed + second.committed,
        messages=together(first.messages, second.messages) if first.messages and second.messages else (),
    )


def _sum[Number: (int, float)](first: Number | None, second: Number | None) -> Number | None:
    if first is None:
        return second
    return first if second is None else first + second
