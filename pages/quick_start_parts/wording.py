"""Words and sentences of the screen "Use my numbers"."""

from __future__ import annotations

import math
from typing import Literal

from models.money import to_major
from pages.shared.numbers import money, people, plain
from planner.imports.amounts import read_amount
from planner.imports.quick_start_records import Fate, QuickStartPreview, QuickStartSettings
from planner.imports.table_reader import Table
from planner.language import N_, _, ngettext

NICHES = (
    N_("Online shop"), N_("Local service"), N_("B2B leads"), N_("Software subscription"), N_("Education"),
    N_("Health and beauty"), N_("Real estate"), N_("Travel"), N_("Mobile app"), N_("Restaurant and delivery"),
)  # fmt: skip

FATE_WORDS: dict[Fate, str] = {
    "taken": N_("Taken"),
    "merged": N_("Added to the row of the same line"),
    "no_money": N_("Taken, costs nothing: unpaid entries"),
    "no_curve": N_("Taken, no result: no curve"),
    "left_out": N_("Left out: row of totals"),
    "asked": N_("Waits for your answer"),
    "refused": N_("Refused"),
}
FATE_SIGNS: dict[Fate, str] = {
    "taken": "✓", "merged": "⊕", "no_money": "✓", "no_curve": "◌", "left_out": "–", "asked": "?", "refused": "✕",
}  # fmt: skip


def table_words(table: Table) -> str:
    """“12 rows, 5 columns read.”"""
    rows = ngettext("{count} row", "{count} rows", len(table.rows)).format(count=people(len(table.rows)))
    columns = ngettext("{count} column", "{count} columns", len(table.headers)).format(
        count=len(table.headers)
    )
    return _("{rows}, {columns} read.").format(rows=rows, columns=columns)


def preview_words(found: QuickStartPreview, settings: QuickStartSettings) -> str:
    """The one sentence above the picture: how many lines and steps, and the money."""
    waiting = sum(question.times for question in found.questions)
    if waiting:
        return ngettext(
            "{count} row waits for your answer.", "{count} rows wait for your answer.", waiting
        ).format(count=people(waiting))
    lines = ngettext("{count} budget line", "{count} budget lines", len(found.lines)).format(
        count=len(found.lines)
    )
    steps = ngettext("{count} step", "{count} steps", len(found.steps)).format(count=len(found.steps))
    text = _("{lines} with {money} in all, on a funnel of {steps}").format(
        lines=lines, money=money(found.totals.spend, settings.currency), steps=steps
    )
    if len(found.steps) > 1:
        ends = {"first": plain(found.steps[0].name, 40), "last": plain(found.steps[-1].name, 40)}
        text += " " + _("from {first} to {last}").format(**ends)
    return text + "."


def reading_words(text: str, sign: Literal[".", ","]) -> str:
    """What a doubtful number is when `sign` marks the decimals: “the comma: “1.234” is 1234”."""
    value = read_amount(text, sign).value or 0.0
    mark = _("the point") if sign == "." else _("the comma")
    if value == int(value) and abs(value) >= 1000:
        return _("{mark}: {text} is {whole}").format(mark=mark, text=plain(text, 40), whole=f"{value:.0f}")
    low = math.floor(value)
    return _("{mark}: {text} is more than {low} and less than {high}").format(
        mark=mark, text=plain(text, 40), low=low, high=low + 1
    )


def price_of_result(spend: int, results: float | None, currency: str) -> float | None:
    """Money per result, major units; None where nothing came."""
    return to_major(spend, currency) / results if spend and results else None
