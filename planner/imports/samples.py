"""The tables that quick start offers for download, and as sample numbers to try it with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from planner.imports.columns import TableKind

TEMPLATES = Path(__file__).resolve().parents[2] / "data" / "templates"
SAMPLE_NAMES: dict[TableKind, str] = {"lines": "quick_start_lines.csv", "steps": "quick_start_steps.csv"}


@cache
def sample(kind: TableKind, columns: int | None = None) -> str:
    """The sample table of a kind, as text; only its first columns where their number is given."""
    text = (TEMPLATES / SAMPLE_NAMES[kind]).read_text(encoding="utf-8")
    return (
        text
        if columns is None
        else "\n".join(",".join(row.split(",")[:columns]) for row in text.splitlines())
    )
