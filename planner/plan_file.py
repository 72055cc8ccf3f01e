"""The plan file: canonical JSON in and out, with a published schema (data/schema/plan-1.json)."""

from __future__ import annotations

import json
from typing import Any

from models.errors import FileError
from models.plan import FORMAT_VERSION, Plan, make_plan
from models.quantity import N_

MAX_BYTES = 64 * 1024 * 1024
SCHEMA_ID = f"plan-{FORMAT_VERSION}.json"


def write_plan(plan: Plan) -> bytes:
    """Canonical JSON in UTF-8: equal plans give equal bytes, fields in the order of the records."""
    return (json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n").encode()


def read_plan(content: bytes) -> Plan:
    """Read a plan file.

    Raises FileError when it is no plan file (with line and column where the JSON breaks), too
    large or of a newer format; PlanError when the plan in it contradicts itself.
    """
    return make_plan(_checked_format(_parse(_decode(content))))


def stored_text(plan: Plan) -> str:
    """A plan as the database keeps it: the same JSON without line breaks."""
    return plan.model_dump_json()


def read_stored(text: str) -> Plan:
    """Read what `stored_text` wrote. Raises FileError when a newer version of the program wrote it."""
    return make_plan(_checked_format(json.loads(text)))


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a plan file, as published."""
    schema = Plan.model_json_schema(mode="validation")
    figure = schema["$defs"].pop("Figure")
    schema["$defs"]["Figure"] = {"anyOf": [{"type": "number", "description": "Read as assumed."}, figure]}
    schema["required"] = ["format_version", *schema["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "$comment": "Money is in whole minor units of the plan's currency, dates are ISO 8601. A file "
        "that fits this schema is also checked as a whole: references, rates, cycles, limits.",
        **schema,
    }


def schema_text() -> str:
    """The published schema, as it stands in the file."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=1) + "\n"


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise FileError(
            N_("The file has {size:.0f} MB; a plan file has at most {most:.0f} MB."),
            size=len(content) / 2**20,
            most=MAX_BYTES / 2**20,
        )
    if not content.strip():
        raise FileError(N_("The file is empty."), remedy=N_("Choose a plan file (JSON)."))
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            N_("This is not a plan file: byte {position} is not text in UTF-8."),
            remedy=N_("Choose a plan file (JSON)."),
            position=error.start,
        ) from error


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise FileError(
            N_("The JSON breaks off at line {line}, column {column}."),
            remedy=N_("Mend the file there, or export it again."),
            line=error.lineno,
            column=error.colno,
        ) from error
    except RecursionError as error:
        raise FileError(N_("This is not a plan file: it is nested too deeply.")) from error
    except ValueError as error:  # an integer of thousands of digits
        raise FileError(N_("A number in the file is too long to be read.")) from error


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FileError(N_("The field “{name}” is given twice in one record."), name=twice)
    return found


def _no_constant(word: str) -> float:
    raise FileError(N_("“{word}” is not a number that a plan can hold."), word=word)


def _checked_format(values: Any) -> dict[str, Any]:
    version = values.get("format_version") if isinstance(values, dict) else None
    if isinstance(version, bool) or not isinstance(version, int):
        raise FileError(
            N_("This is not a plan file: it has no format_version."),
            remedy=N_("Choose a file that was exported as a plan (JSON)."),
        )
    if version > FORMAT_VERSION:
        raise FileError(
            N_("The file has format {version}; this version of Journeymix reads up to {known}."),
            remedy=N_("Update Journeymix, or export the plan from the newer one in an older format."),
            version=version,
            known=FORMAT_VERSION,
        )
    return dict(values)
