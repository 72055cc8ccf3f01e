"""Tables in the documents that follow from the code: compared, or written anew.

`JOURNEYMIX_WRITE_DOCS=1 python -m pytest tests/docs` writes them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def as_table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    heads = list(head)
    lines = [heads, ["---"] * len(heads), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def check_tables(name: str, tables: Mapping[str, str]) -> None:
    """Assert that the page holds these tables between `<!-- key -->` and `<!-- end -->`."""
    page = DOCS / name
    text = page.read_text(encoding="utf-8")
    fresh = text
    for key, table in tables.items():
        pattern = re.compile(rf"(<!-- {key} -->\n).*?(<!-- end -->)", re.DOTALL)
        assert pattern.search(fresh), key
        fresh = pattern.sub(lambda found, table=table: f"{found[1]}{table}\n{found[2]}", fresh, count=1)
    if os.environ.get("JOURNEYMIX_WRITE_DOCS") == "1":
        page.write_text(fresh, encoding="utf-8")
    else:
        assert text == fresh, f"docs/{name} differs from the code: write it anew"


def fenced(name: str, language: str) -> list[str]:
    """The fenced blocks of a language on a page."""
    text = (DOCS / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
