"""Sentences about messages: how a budget is split between them, and which work best."""

from __future__ import annotations

from collections.abc import Sequence

from models.money import to_minor
from models.plan import Plan
from models.quantity import Evidence
from planner.choice_words import word
from planner.figures_in_words import money, number
from planner.language import _
from planner.message_results import MessageAtStage, MessagePart

FEW = 60
"""A message is named by so many letters."""


def split_sentence(plan: Plan, parts: Sequence[MessagePart]) -> str:
    """“Feed”: “The whole room” gets €470 more, “Order by the 20th” €1,200 less."""
    name = parts[0].touchpoint.name
    said = [_moved(plan, part) for part in sorted(parts, key=lambda part: -part.change) if part.change]
    if not said:
        return _("“{touchpoint}”: every message keeps its budget.").format(touchpoint=name)
    return _("“{touchpoint}”: {moves}.").format(touchpoint=name, moves=", ".join(said))


def _moved(plan: Plan, part: MessagePart) -> str:
    amount = money(abs(part.change), plan.currency)
    words = _("{message} gets {amount} more") if part.change > 0 else _("{message} {amount} less")
    return words.format(message=shortened(part.name), amount=amount)


def evidence_sentence(parts: Sequence[MessagePart]) -> str:
    """How far the split between these messages can be trusted; empty where every curve is measured."""
    if all(part.evidence is Evidence.MEASURED for part in parts):
        return ""
    if any(part.evidence is Evidence.ASSUMED for part in parts):
        return _(
            "Curves of messages are assumed from one number each, as for the whole touchpoint: no message "
            "moves further than an assumed curve may. Show both to like audiences for two weeks to know."
        )
    return _("Curves of messages are partly known.")


def best_sentence(plan: Plan, here: Sequence[MessageAtStage]) -> str:
    """Which message brings most for its money at a stage; empty where fewer than two can be compared."""
    paid = [each for each in here if each.spend and each.conversions > 0]
    if len(paid) < 2:
        return ""
    best, last = paid[0], paid[-1]
    return _(
        "{stage}: {best} brings most for its money ({more} conversions per {amount}), {last} least ({less})."
    ).format(
        stage=best.stage.name, best=shortened(f"“{best.message.text}”"), last=shortened(f"“{last.message.text}”"),
        more=_rate(best.per_money(plan.currency)), less=_rate(last.per_money(plan.currency)),
        amount=money(thousand(plan), plan.currency),
    )  # fmt: skip


def _rate(value: float | None) -> str:
    return number(value, 1 if value is not None and value >= 10.0 else 2)


def known_by(each: MessageAtStage) -> str:
    """How a message's results are known: the grade, and whether they are only its share of the touchpoint's."""
    grade = word(each.evidence.value)
    return _("{grade}, by planned share and effect").format(grade=grade) if each.worked_out else grade


def shortened(name: str, most: int = FEW) -> str:
    """A message's name, cut at a word where it is long."""
    if len(name) <= most:
        return name
    cut = name[: most - 2].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return f"{cut}…”" if name.endswith("”") else f"{cut}…"


def thousand(plan: Plan) -> int:
    """A thousand of the plan's currency, minor units."""
    return to_minor(1_000, plan.currency)
