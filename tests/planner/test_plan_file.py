"""The plan file: canonical, with a published schema, and clear when it is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from models.errors import FileError, PlanError
from models.plan import Plan
from planner import plan_file
from planner.plan_file import plan_schema, read_plan, schema_text, write_plan
from tests.plans import plans, small_plan, small_values

SCHEMA = Path(__file__).resolve().parents[2] / "data" / "schema" / "plan-1.json"
VALIDATOR = jsonschema.Draft202012Validator(plan_schema())


def written(**changes: Any) -> bytes:
    return json.dumps({"format_version": 1, **small_values(), **changes}).encode()


@given(plans())
@settings(max_examples=25, deadline=None)
def test_written_and_read_is_the_same_plan(plan: Plan) -> None:
    content = write_plan(plan)
    assert read_plan(content) == plan
    assert write_plan(read_plan(content)) == content
    VALIDATOR.validate(json.loads(content))


def test_the_published_schema_is_the_one_of_the_code() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), (
        "write it anew: python -m planner schema > data/schema/plan-1.json"
    )
    jsonschema.Draft202012Validator.check_schema(plan_schema())


def test_the_schema_takes_bare_numbers_for_figures_and_refuses_unknown_fields() -> None:
    jsonschema.validate(json.loads(written()), plan_schema())
    wrongs: tuple[dict[str, Any], ...] = ({"colour": "red"}, {"periods": []}, {"currency": 3})
    for wrong in wrongs:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(written(**wrong)), plan_schema())


@pytest.mark.parametrize(
    "name", ["O'Neil \"& Sons\" <script>alert(1)</script>", "=1+1", "🛒 Кошик", "\u202eabc\u200b", "a\u0000b", "x" * 5000]
)  # fmt: skip
def test_names_are_data(name: str) -> None:
    plan = small_plan(name=name)
    assert read_plan(write_plan(plan)).name == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_read(encoding: str) -> None:
    assert read_plan(written().decode().encode(encoding)) == small_plan()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "line 1, column 1"),
        (b'{\n "format_version": 1,\n "name" "x"}', "line 3, column 9"),
        (b'{"format_version": 1,}', "line 1"),
        (b"PK\x03\x04\xff\xfe\x00binary", "not text in UTF-8"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"[]", "no format_version"),
        (b"{}", "no format_version"),
        (b'"text"', "no format_version"),
        (b"null", "no format_version"),
        (b'{"format_version": "1"}', "no format_version"),
        (b'{"format_version": true}', "no format_version"),
        (b'{"format_version": 2}', "has format 2; this version of Journeymix reads up to 1"),
        (b'{"format_version": 1, "name": NaN}', "“NaN” is not a number"),
        (b'{"format_version": 1, "name": -Infinity}', "“-Infinity” is not a number"),
        (b'{"format_version": 1, "name": "a", "name": "b"}', "“name” is given twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"format_version": ' + b"9" * 5000 + b"}", "too long to be read"),
    ],
)
def test_what_is_no_plan_file_is_refused_with_the_place(content: bytes, told: str) -> None:
    with pytest.raises(FileError, match=told):
        read_plan(content)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"format_version": 0}, "format_version"),
        ({"periods": []}, "periods"),
        ({"name": ""}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"currency": "XYZ"}, "currency"),
        ({"surprise": 1}, "surprise"),
        ({"rules": {"total_budget": 10.5}}, "rules.total_budget"),
        ({"rules": {"total_budget": -1}}, "rules.total_budget"),
        ({"rules": {"total_budget": 10**16}}, "rules.total_budget"),
        ({"touchpoints": "many"}, "touchpoints"),
        ({"touchpoints": [None]}, "touchpoints.0"),
        ({"segments": [{"id": "a b", "name": "x"}]}, "segments.0.id"),
    ],
)
def test_a_plan_that_is_not_sound_is_refused_with_the_place(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(PlanError, match=place):
        read_plan(written(**changes))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_file, "MAX_BYTES", 2**20)
    with pytest.raises(FileError, match="has 2 MB; a plan file has at most 1 MB"):
        read_plan(b" " * 2**21)
