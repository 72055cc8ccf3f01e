"""Quick start: last period's totals, one row a line and one row a step, become a plan.

`preview` reads both tables and says what becomes of every row; nothing is saved by it.
`build_plan` (in `quick_start_plan`) makes the plan of what the preview took.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field

from models.errors import FileError
from models.money import known_currency
from models.quantity import N_
from planner.imports.columns import Mapping, TableKind, guess_mapping, missing_fields
from planner.imports.header_words import is_rate_of_money
from planner.imports.quick_start_lines import is_total_row, merged, read_line
from planner.imports.quick_start_messages import splits_a_line
from planner.imports.quick_start_plan import build_plan
from planner.imports.quick_start_records import (
    MOST_LINES,
    Fate,
    LineInput,
    Question,
    QuickStartPreview,
    QuickStartSettings,
    Remark,
    RowFate,
    StepInput,
    Totals,
)
from planner.imports.quick_start_remarks import about_line, obstacles
from planner.imports.quick_start_steps import NamedPlace, read_steps, steps_of_lines, with_stages
from planner.imports.row_cells import Cells, Columns, RowAsked, RowRefused, columns_of, questions_once
from planner.imports.table_reader import Table, too_many_rows

__all__ = ["QuickStartPreview", "QuickStartSettings", "build_plan", "names_same_line", "preview"]

SAME_LINE = N_("The row names the same line as row {line}.")

Mappings = MappingOf[TableKind, Mapping]


def preview(
    lines_table: Table, steps_table: Table | None, mapping: Mappings | None, settings: QuickStartSettings
) -> QuickStartPreview:
    """What would be built, row by row. `mapping`: table -> field -> column; None: guessed by headers.

    Raises FileError where a table is too long or a needed column is missing.
    """
    if len(lines_table.rows) > MOST_LINES:
        raise too_many_rows(lines_table.name, MOST_LINES)
    if not known_currency(settings.currency):
        raise FileError(
            N_("“{code}” is not a currency code."),
            remedy=N_("Write one such as EUR."),
            code=settings.currency,
        )
    places = dict(mapping or {})
    columns = _columns(lines_table, "lines", places, settings)
    all_cells = [Cells(row, columns) for row in lines_table.rows]
    named = [_named_place(cells) for cells in all_cells if not is_total_row(cells)]
    refused: list[Remark] = []
    asked: list[Question] = []
    if steps_table is None:
        steps = steps_of_lines(named, settings)
    else:
        step_columns = _columns(steps_table, "steps", places, settings)
        steps, refused, asked = read_steps(steps_table, step_columns, settings)
    steps, remarks = with_stages(steps, named, settings)
    reading = _Reading(settings, steps, questions=asked, refusals=refused)
    for cells in all_cells:
        reading.take(cells)
    return reading.preview([*_doubtful_columns(lines_table, columns), *remarks])


def names_same_line(remark: Remark) -> bool:
    """Whether a row was refused only because another names the same line: adding up would take it."""
    return remark.what == SAME_LINE


def _columns(
    table: Table, kind: TableKind, places: dict[TableKind, Mapping], settings: QuickStartSettings
) -> Columns:
    mapping = places.get(kind)
    if mapping is None:
        mapping = guess_mapping(table.headers, kind)
    missing = missing_fields(mapping, kind)
    if missing:
        raise FileError(
            N_("No column was found for: {fields}."),
            where=table.name,
            remedy=N_("Choose the columns by hand, or name them in the header; the header has: {headers}."),
            fields=", ".join(each.name for each in missing),
            headers=", ".join(header[:40] for header in table.headers[:20]),
        )
    return columns_of(table, kind, mapping, settings.currency, settings.decimal)


def _named_place(cells: Cells) -> NamedPlace:
    try:
        return cells.text("stage"), cells.text("step"), cells.row.line
    except RowRefused:  # said when the row itself is read
        return "", "", cells.row.line


def _doubtful_columns(table: Table, columns: Columns) -> list[Remark]:
    header = columns.header("spend")
    if not is_rate_of_money(header):
        return []
    return [
        Remark("lines", table.header_line, header, N_("The column “{column}” looks like a price per result, not like spend."),
               N_("Make sure that it holds the money of the whole period."), {"column": header})
    ]  # fmt: skip


@dataclass
class _Reading:
    """Rows read one after the other, each with its fate."""

    settings: QuickStartSettings
    steps: list[StepInput]
    questions: list[Question] = field(default_factory=list)
    refusals: list[Remark] = field(default_factory=list)
    lines: dict[tuple[str, ...], LineInput] = field(default_factory=dict)
    fates: list[RowFate] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(self, cells: Cells) -> None:
        """Read one row and note what became of it."""
        try:
            fate = self._fate(cells)
        except RowRefused as refused:
            self.refusals.append(refused.remark)
            fate = "refused"
        except RowAsked as asked:
            self.questions.append(asked.question)
            fate = "asked"
        shown = [cells.shown(name)[:200] for name in ("channel", "stage", "step", "spend", "results")]
        self.fates.append(RowFate(cells.row.line, fate, *shown))

    def _fate(self, cells: Cells) -> Fate:
        if is_total_row(cells):
            self.remarks.append(Remark("lines", cells.row.line, "", N_("A row of totals was left out.")))
            return "left_out"
        line = read_line(cells, self.steps, self.settings)
        known = self.lines.get(line.key)
        if known is not None:
            if self.settings.duplicates == "refuse" and not splits_a_line(known, line):
                raise cells.refused("channel", SAME_LINE,
                                    N_("Delete one of them, or choose to add such rows up."), line=known.line)  # fmt: skip
            self.lines[line.key] = merged(known, line, cells)
            return "merged"
        self.lines[line.key] = line
        if not line.spend:
            return "no_money"
        return "taken" if line.results else "no_curve"

    def preview(self, remarks: list[Remark]) -> QuickStartPreview:
        """Everything read so far as one value."""
        lines = tuple(self.lines.values())
        by_step: dict[str, float] = defaultdict(float)
        for line in lines:
            by_step[line.step] += line.results or 0.0
        fates = Counter(fate.fate for fate in self.fates)
        totals = Totals(
            rows=len(self.fates), taken=len(self.fates) - fates["refused"] - fates["asked"] - fates["left_out"],
            refused=fates["refused"], spend=sum(line.spend for line in lines), results_by_step=dict(by_step),
        )  # fmt: skip
        return QuickStartPreview(
            lines=lines, steps=tuple(self.steps), refusals=tuple(self.refusals),
            obstacles=tuple(obstacles(lines, self.steps, self.settings)),
            remarks=(*remarks, *self.remarks, *(remark for line in lines for remark in about_line(line))),
            questions=questions_once(self.questions), fates=tuple(self.fates), totals=totals,
        )  # fmt: skip
