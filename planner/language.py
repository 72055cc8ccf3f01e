"""The reader's language: every sentence passes through here.

English is the source. Catalogs are `planner/locale/<code>/LC_MESSAGES/journeymix.po`, read as they
are (nothing to compile); `planner.messages` collects the sentences and keeps the catalogs in step.

The language belongs to the thread of work: `use_language` sets it, and where nobody did (a new
thread, a callback), the source registered with `language_from` is asked.
"""

from __future__ import annotations

import gettext as gettext_library
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pydantic import ValidationError

from models.errors import JourneymixError
from models.quantity import N_

__all__ = ["N_", "_", "ngettext", "say_error", "use_language"]

DOMAIN = "journeymix"
LOCALE_FOLDER = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"
LANGUAGES = ("en", "ru", "uk")
"""Languages with a catalog. `offered_languages` says which of them are complete."""

COMPLETE_FROM = 0.95
"""Share of sentences a catalog must translate before readers are offered it."""

Speech = tuple[str, str]
"""Language of the sentences, and locale of numbers and dates (`en`, `de_DE`)."""

_speech: ContextVar[Speech | None] = ContextVar("speech", default=None)
_source: list[Callable[[], Speech | None]] = []


def _(text: str) -> str:
    """`text` in the reader's language; English where it is not translated."""
    return _translations(current_language()).gettext(text) if text else ""


def ngettext(one: str, many: str, count: float) -> str:
    """The plural form that fits `count`, in the reader's language; the text holds `{count}` itself."""
    whole = round(count) if count == round(count) else 2
    return _translations(current_language()).ngettext(one, many, whole)


def use_language(code: str, locale: str | None = None) -> None:
    """Speak `code` in this thread of work, with numbers and dates as in `locale`."""
    _speech.set((known_language(code), known_locale(locale or code)))


@contextmanager
def speaking(code: str, locale: str | None = None) -> Iterator[None]:
    """Speak `code` for a while, then as before (an export in a language of its own)."""
    token = _speech.set((known_language(code), known_locale(locale or code)))
    try:
        yield
    finally:
        _speech.reset(token)


def language_from(source: Callable[[], Speech | None]) -> None:
    """Ask `source` for language and locale wherever `use_language` was not called."""
    _source[:] = [source]


def current_language() -> str:
    """Code of the language spoken now."""
    return _current()[0]


def current_locale() -> str:
    """Locale in which numbers and dates are written now."""
    return _current()[1]


def known_language(code: str | None) -> str:
    """The catalog that fits a browser's `uk-UA` or `en`; the source language where none does."""
    wanted = (code or "").replace("-", "_").split("_")[0].lower()
    return wanted if wanted in LANGUAGES else SOURCE_LANGUAGE


def known_locale(code: str | None) -> str:
    """A locale that Babel knows, as near as possible to a browser's `de-AT`."""
    for candidate in (code or "", (code or "").replace("_", "-").split("-")[0]):
        try:
            return str(Locale.parse(candidate.replace("-", "_")))
        except (ValueError, UnknownLocaleError, TypeError):
            continue
    return SOURCE_LANGUAGE


@lru_cache
def offered_languages() -> tuple[str, ...]:
    """Languages complete enough to be offered, the source first."""
    return tuple(code for code in LANGUAGES if code == SOURCE_LANGUAGE or completeness(code) >= COMPLETE_FROM)


def completeness(code: str) -> float:
    """Share of the sentences of a catalog that are translated, 0 to 1."""
    path = catalog_path(code)
    if not path.exists():
        return 0.0
    with path.open("rb") as file:
        messages = [message for message in read_po(file, locale=code) if message.id]
    done = sum(1 for message in messages if _translated(message.string) and not message.fuzzy)
    return done / len(messages) if messages else 0.0


def catalog_path(code: str) -> Path:
    """Where the catalog of a language lies."""
    return LOCALE_FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def say_error(error: JourneymixError) -> str:
    """A refusal in the reader's language: where, what, and what to do."""
    parts = [_what(error)]
    if error.where:
        parts.insert(0, f"{_(error.where)}:")
    if error.remedy:
        parts.append(_filled(error.remedy, error.values))
    return " ".join(parts)


def _what(error: JourneymixError) -> str:
    """What is wrong; what the records themselves refused is worded from their own findings."""
    if isinstance(error.__cause__, ValidationError) and error.what == "{findings}":
        from planner.validation_words import findings_in_words

        return findings_in_words(error.__cause__)
    return _filled(error.what, error.values)


def _filled(template: str, values: dict[str, object]) -> str:
    return _(template).format(**values) if values else _(template)


def _translated(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def _current() -> Speech:
    speech = _speech.get()
    if speech is None:
        said = _source[0]() if _source else None
        if said is None:
            return SOURCE_LANGUAGE, SOURCE_LANGUAGE
        use_language(*said)
        speech = _speech.get()
    return speech or (SOURCE_LANGUAGE, SOURCE_LANGUAGE)


@lru_cache
def _translations(code: str) -> gettext_library.NullTranslations:
    path = catalog_path(code)
    if code == SOURCE_LANGUAGE or not path.exists():
        return gettext_library.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return gettext_library.GNUTranslations(compiled)
