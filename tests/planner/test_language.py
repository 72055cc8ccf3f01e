"""Sentences pass through the catalogs; the template holds what the sources say."""

from __future__ import annotations

import re
import threading

import pytest
from babel.messages.pofile import read_po

from models.errors import PlanError
from planner import language, messages
from planner.language import _, ngettext, say_error, use_language


def test_english_is_the_source() -> None:
    with language.speaking("en"):
        assert _("Total budget") == "Total budget"
        assert _("") == ""
        assert ngettext("{count} move", "{count} moves", 1).format(count=1) == "1 move"
        assert ngettext("{count} move", "{count} moves", 2.5) == "{count} moves"


@pytest.mark.parametrize(
    ("asked", "found"), [("uk-UA", "uk"), ("ru", "ru"), ("de-DE", "en"), (None, "en"), ("", "en")]
)
def test_a_browsers_language_finds_its_catalog(asked: str | None, found: str) -> None:
    assert language.known_language(asked) == found


def test_numbers_keep_the_readers_locale_where_sentences_are_english() -> None:
    with language.speaking("en", "de-AT"):
        assert (language.current_language(), language.current_locale()) == ("en", "de_AT")
    assert language.known_locale("de-XX") == "de"
    assert language.known_locale("../../etc") == "en"


def test_a_new_thread_asks_the_source() -> None:
    heard: list[str] = []
    language.language_from(lambda: ("uk-UA", "uk-UA"))
    try:
        thread = threading.Thread(target=lambda: heard.append(language.current_locale()))
        thread.start()
        thread.join()
    finally:
        language._source.clear()
    assert heard == ["uk_UA"]


def test_an_error_says_where_what_and_what_to_do() -> None:
    use_language("en")
    error = PlanError("“{name}” is twice.", where="Channels", remedy="Rename one.", name="{x} <b>")
    assert say_error(error) == "Channels: “{x} <b>” is twice. Rename one."


def test_the_template_holds_every_sentence() -> None:
    """`make messages` after a sentence changes."""
    assert messages.sentences(messages.read_template()) == messages.sentences(messages.collect())


@pytest.mark.parametrize("code", [code for code in language.LANGUAGES if code != "en"])
def test_translations_keep_the_places_of_values(code: str) -> None:
    with language.catalog_path(code).open("rb") as file:
        catalog = read_po(file, locale=code)
    assert messages.sentences(catalog) == messages.sentences(messages.read_template())
    for message in catalog:
        originals = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and all(said):
            assert {_places(str(text)) for text in said} <= {_places(text) for text in originals}


def _places(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"{(\w+)", text))
