"""Labels, units and limits of inputs come from the records; every code has a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.communication import Channel, Touchpoint
from models.goals import BudgetRules
from models.journey import FunnelStep, StepLink
from models.plan import Plan
from pages.shared.declared import declared_at, declared_field
from pages.shared.numbers import plain, safe_text
from planner.choice_words import CHOICE_WORDS, currencies


@pytest.mark.parametrize(
    ("path", "kind", "unit"),
    [
        ("rules.total_budget", "money", "money"),
        ("touchpoints.x.upper", "money", "money"),
        ("touchpoints.x.incrementality", "share", "share"),
        ("touchpoints.x.results", "number", "people"),
        ("touchpoints.x.satisfaction", "whole", "1-5"),
        ("touchpoints.x.moment_of_truth", "yes_no", ""),
        ("touchpoints.x.curve", "record", ""),
        ("links.x.conversion", "share", "share"),
        ("links.x.to_step_id", "reference", ""),
        ("rules.objective", "choice", ""),
        ("review_date", "date", ""),
        ("segments.x.needs", "texts", ""),
        ("owner", "text", ""),
    ],
)
def test_the_kind_of_widget_follows_from_the_declaration(path: str, kind: str, unit: str) -> None:
    assert (declared_at(path).kind, declared_at(path).unit) == (kind, unit)


def test_an_unknown_path_is_refused() -> None:
    with pytest.raises(KeyError):
        declared_at("nothing.at.all")


@pytest.mark.parametrize("record", [Plan, BudgetRules, Touchpoint, Channel, FunnelStep, StepLink])
def test_every_code_that_can_be_chosen_has_a_word(record: type) -> None:
    for name in record.model_fields:  # type: ignore[attr-defined]
        for code in declared_field(record, name).choices:
            assert code in CHOICE_WORDS or code.isdigit(), (name, code)


def test_currencies_are_the_ones_in_use() -> None:
    assert currencies()[0] == "EUR"
    assert len(set(currencies())) == len(currencies())
    assert {"UAH", "JPY", "KWD"} <= set(currencies())
    assert "DEM" not in currencies()


@given(st.text(max_size=80))
def test_safe_text_says_the_same_with_every_mark_disarmed(text: str) -> None:
    safe = safe_text(text)
    bare = safe.replace("\u2060", "")
    read = "".join(bare[i] for i in range(len(bare)) if not (bare[i] == "\\" and not _escaped(bare, i)))
    assert read == plain(text)
    assert "\n" not in safe


def _escaped(text: str, position: int) -> bool:
    before = len(text[:position]) - len(text[:position].rstrip("\\"))
    return before % 2 == 1


def test_addresses_do_not_become_links() -> None:
    assert safe_text("http://a.example www.b.example c@d.example") == (
        "http\u2060\\:\\/\\/a\\.example www\u2060\\.b\\.example c\u2060\\@d\\.example"
    )


def test_long_and_invisible_text_is_tamed() -> None:
    assert plain("a" * 300) == "a" * 199 + "…"
    assert plain("a\u202eb\u200bc\n\td") == "abc d"
