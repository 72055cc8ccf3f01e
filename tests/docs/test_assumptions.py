"""The tables of docs/assumptions.md are those of the code.

Write them anew with JOURNEYMIX_WRITE_DOCS=1.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from models.benchmarks import PUBLISHED
from models.channel_kinds import CHANNEL_KINDS, ChannelKind, Range

PAGE = Path(__file__).resolve().parents[2] / "docs" / "assumptions.md"


def short(citation: str) -> str:
    """“Blake, Nosko & Tadelis (2015), Consumer ...” -> “Blake, Nosko & Tadelis 2015”."""
    found = re.match(r"(.*?) \((\d{4})\)", citation)
    return f"{found[1]} {found[2]}" if found else citation.split(",", maxsplit=1)[0]


def spread(numbers: Range) -> str:
    low, likely, high = numbers
    return f"{low:.2f} - **{likely:.2f}** - {high:.2f}"


def kind_row(kind: ChannelKind) -> str:
    sources = "; ".join(short(found.citation) for found in kind.published())
    return (
        f"| {kind.name} | {spread(kind.elasticity)} | {spread(kind.incrementality)} | {kind.quality:.2f} "
        f"| {kind.reason} | {sources or 'none'} |"
    )


def kinds_table() -> str:
    head = "| kind | elasticity | incrementality | quality | why | bounded by |\n|---|---|---|---|---|---|"
    return "\n".join([head, *map(kind_row, CHANNEL_KINDS.values())])


def published_table() -> str:
    head = "| source | what it found |\n|---|---|"
    rows = [
        f"| {found.citation}{', ' + found.address if found.address else ''} | {found.finding} |"
        for found in PUBLISHED.values()
    ]
    return "\n".join([head, *rows])


def with_table(text: str, name: str, table: str) -> str:
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    assert pattern.search(text), name
    return pattern.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text, count=1)


def test_the_page_holds_the_tables_of_the_code() -> None:
    text = PAGE.read_text(encoding="utf-8")
    fresh = with_table(with_table(text, "kinds", kinds_table()), "published", published_table())
    if os.environ.get("JOURNEYMIX_WRITE_DOCS") == "1":
        PAGE.write_text(fresh, encoding="utf-8")
    assert text == fresh or os.environ.get("JOURNEYMIX_WRITE_DOCS") == "1"
