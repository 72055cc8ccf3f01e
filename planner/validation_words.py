"""What the records refuse, in the reader's words: the place by its titles, the reason, the limit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.plan import Plan
from planner.change_words import COLLECTION_WORDS
from planner.language import N_, _

FINDINGS_AT_MOST = 5
LARGEST_AMOUNT = 10**15

REASONS: dict[str, str] = {
    "missing": N_("is missing"),
    "extra_forbidden": N_("is not a field of a plan"),
    "greater_than": N_("must be more than {gt}"),
    "greater_than_equal": N_("must be at least {ge}"),
    "less_than": N_("must be less than {lt}"),
    "less_than_equal": N_("must be at most {le}"),
    "string_too_short": N_("must not be empty"),
    "string_too_long": N_("is longer than {max_length} characters"),
    "string_type": N_("must be text"),
    "string_pattern_mismatch": N_("is not written as it must be"),
    "int_type": N_("must be a whole number"),
    "int_parsing": N_("must be a whole number"),
    "int_from_float": N_("must be a whole number"),
    "float_type": N_("must be a number"),
    "float_parsing": N_("must be a number"),
    "finite_number": N_("must be a finite number"),
    "bool_type": N_("must be yes or no"),
    "bool_parsing": N_("must be yes or no"),
    "date_type": N_("must be a date"),
    "date_parsing": N_("must be a date"),
    "date_from_datetime_parsing": N_("must be a date, as 2026-12-31"),
    "literal_error": N_("must be one of {expected}"),
    "enum": N_("must be one of {expected}"),
    "too_short": N_("needs at least {min_length}"),
    "too_long": N_("has more than {max_length}"),
    "tuple_type": N_("must be a list"),
    "model_type": N_("must be a record with fields"),
}
"""Kind of finding -> reason. Others are told as the validator words them."""

RECORD_WORDS = COLLECTION_WORDS | {"limits": N_("Limit")}


def findings_in_words(error: ValidationError) -> str:
    """The first findings, each with its place and reason, then how many more there are."""
    findings = error.errors(include_url=False)
    lines = [_finding(finding) for finding in findings[:FINDINGS_AT_MOST]]
    more = len(findings) - len(lines)
    if more > 0:
        lines.append(_("and {count} more").format(count=more))
    return "; ".join(lines)


def _finding(finding: ErrorDetails) -> str:
    context = finding.get("ctx", {})
    if finding["input"] is None and finding["type"].endswith("_type"):
        reason = _("must not be left empty")
    elif context.get("le") == LARGEST_AMOUNT:  # minor units, which nobody types
        reason = _("is more than a plan can hold")
    elif finding["type"] == "value_error":
        reason = _(str(context.get("error", finding["msg"])))
    elif finding["type"] in REASONS:
        reason = _(REASONS[finding["type"]]).format(**context)
    else:
        reason = finding["msg"]
    place = ", ".join(_place(finding["loc"]))
    return f"{place}: {reason}" if place else reason


def _place(location: Iterable[int | str]) -> Iterable[str]:
    """Titles along the way: “Touchpoint 3, Current budget”."""
    annotation: Any = Plan
    collection = ""
    parts = tuple(location)
    for part in parts:
        if isinstance(part, int):
            yield f"{_(RECORD_WORDS.get(collection, ''))} {part + 1}".strip()
            annotation = get_args(annotation)[0]
        else:
            record = (
                annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
            )
            info = record.model_fields.get(part) if record is not None else None
            collection, annotation = part, _bare(info.annotation) if info else None
            if part in RECORD_WORDS:
                if part == parts[-1]:
                    yield _(RECORD_WORDS[part])
            elif info is None or info.title:
                yield _(info.title) if info and info.title else part


def _bare(annotation: Any) -> Any:
    """The type without `Annotated` and without None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) is Union or type(annotation).__name__ == "UnionType":
        return _bare(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation
