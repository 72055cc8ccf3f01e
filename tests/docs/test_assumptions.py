"""The tables of docs/assumptions.md are those of the code."""

from __future__ import annotations

import re

from models.benchmarks import PUBLISHED
from models.channel_kinds import CHANNEL_KINDS, ChannelKind, Range
from models.learning_needs import LEARNING_NEEDS, SOURCES, LearningNeed
from tests.docs.pages import as_table, check_tables


def short(citation: str) -> str:
    """“Blake, Nosko & Tadelis (2015), Consumer ...” -> “Blake, Nosko & Tadelis 2015”."""
    found = re.match(r"(.*?) \((\d{4})\)", citation)
    return f"{found[1]} {found[2]}" if found else citation.split(",", maxsplit=1)[0]


def spread(numbers: Range) -> str:
    low, likely, high = numbers
    return f"{low:.2f} - **{likely:.2f}** - {high:.2f}"


def kind_row(kind: ChannelKind) -> list[str]:
    sources = "; ".join(short(found.citation) for found in kind.published())
    numbers = [spread(kind.elasticity), spread(kind.incrementality), f"{kind.quality:.2f}"]
    return [kind.name, *numbers, kind.reason, sources or "none"]


def need_row(need: LearningNeed) -> list[str]:
    sources = "; ".join(SOURCES[code].citation.split(",", maxsplit=1)[0] for code in need.sources)
    return [CHANNEL_KINDS[need.kind].name, f"{need.results_a_week:.0f}", need.reason, sources]


def test_the_page_holds_the_tables_of_the_code() -> None:
    kinds = as_table(
        ["kind", "elasticity", "incrementality", "quality", "why", "bounded by"],
        map(kind_row, CHANNEL_KINDS.values()),
    )
    published = as_table(
        ["source", "what it found"],
        ([", ".join(filter(None, [f.citation, f.address])), f.finding] for f in PUBLISHED.values()),
    )
    needs = as_table(["kind", "results a week", "why", "source"], map(need_row, LEARNING_NEEDS.values()))
    learning = as_table(["source", "what it says"], ([s.citation, s.finding] for s in SOURCES.values()))
    tables = {"kinds": kinds, "published": published, "needs": needs, "learning": learning}
    check_tables("assumptions.md", tables)
