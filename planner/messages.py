"""Collect every sentence for translators: `python -m planner.messages`.

Writes `planner/locale/journeymix.pot` and brings each language's catalog into step with it,
keeping what is translated.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from planner.language import DOMAIN, LANGUAGES, LOCALE_FOLDER, SOURCE_LANGUAGE, catalog_path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("models", "planner", "pages")
DOOR = "streamlit_app.py"
TEMPLATE = LOCALE_FOLDER / f"{DOMAIN}.pot"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def collect() -> Catalog:
    """Every marked sentence of the sources, with the files that hold it."""
    catalog = Catalog(project="Journeymix", charset="utf-8", fuzzy=False)
    for path in source_files():
        name = path.relative_to(ROOT).as_posix()
        found = extract_from_file("python", path, keywords=KEYWORDS, comment_tags=("Translators:",))
        for _line, message, comments, _context in found:
            catalog.add(message, locations=[(name, 0)], auto_comments=comments)
    return catalog


def source_files() -> Iterator[Path]:
    """The Python files whose sentences readers see."""
    yield ROOT / DOOR
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def sentences(catalog: Catalog) -> set[object]:
    """The message ids of a catalog, header aside."""
    return {message.id for message in catalog if message.id}


def read_template() -> Catalog:
    """The template as it was last written."""
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def write_catalogs() -> int:
    """Write the template and update each language; returns the number of sentences."""
    template = collect()
    _write(TEMPLATE, template)
    for code in LANGUAGES:
        if code != SOURCE_LANGUAGE:
            _update(code, template)
    return len(sentences(template))


def _update(code: str, template: Catalog) -> None:
    path = catalog_path(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = Catalog(locale=code, project="Journeymix", charset="utf-8", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=code)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    _write(path, catalog)


def _write(path: Path, catalog: Catalog) -> None:
    """Without dates and line numbers, so that only a changed sentence changes the file."""
    with path.open("wb") as file:
        write_po(
            file, catalog, omit_header=path == TEMPLATE, include_lineno=False, ignore_obsolete=True,
            sort_output=True, width=100,
        )  # fmt: skip


if __name__ == "__main__":
    print(f"{write_catalogs()} sentences")
