"""What every message takes and brings: its part of a split budget, and which work best at each stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.allocation import Allocation, LineResult, Outcome
from models.claims import days_in_flight
from models.communication import Message, Touchpoint
from models.journey import JourneyStage
from models.message_split import curve_of_part, in_proportion
from models.message_use import MessageUse
from models.money import to_major
from models.network_keys import line_key
from models.plan import Plan
from models.quantity import Evidence
from planner.budget_lines import NO_RESULT
from planner.message_limits import message_name

GRADES = (Evidence.ASSUMED, Evidence.PARTLY_KNOWN, Evidence.MEASURED)
"""From the weakest on."""


@dataclass(frozen=True)
class MessagePart:
    """What one message takes of its touchpoint's budget, now and in a split, minor units as set in the
    platform. `message_id` is empty for the touchpoint's other messages together."""

    touchpoint: Touchpoint
    message_id: str
    name: str
    now: int
    proposed: int
    result_now: LineResult
    result: LineResult
    evidence: Evidence | None

    @property
    def change(self) -> int:
        """Proposed less current money, minor units."""
        return self.proposed - self.now


@dataclass(frozen=True)
class MessageAtStage:
    """What one message brings at the touchpoints of one stage together.

    `spend` in minor units as set in the platform. Where a message has no curve of its own, its part of the
    touchpoint's results is worked out from planned shares, days in flight and effect: `worked_out`.
    `evidence`: of the weakest number behind it.
    """

    stage: JourneyStage
    message: Message
    touchpoints: tuple[str, ...]
    spend: int
    people: float
    conversions: float
    evidence: Evidence
    worked_out: bool

    def per_money(self, currency: str, amount: float = 1_000.0) -> float | None:
        """Conversions for so much money (major units); None where the message takes none."""
        return self.conversions * amount / to_major(self.spend, currency) if self.spend else None


def message_parts(
    allocation: Allocation, split: Outcome, line_id: str | None = None
) -> tuple[MessagePart, ...]:
    """The messages of every split touchpoint (or of one), in the plan's order; none where no line is split."""
    plan, now = allocation.plan, allocation.now
    before, after = now.amounts, split.amounts
    return tuple(
        MessagePart(
            line, message, message_name(plan, message), before.get(key, 0), after.get(key, 0),
            now.messages.get(line.id, {}).get(message, NO_RESULT), result, _grade_of_curve(plan, key),
        )
        for line in plan.touchpoints if line_id in (None, line.id)
        for message, result in sorted(split.messages.get(line.id, {}).items(), key=lambda pair: _order(line, pair[0]))
        for key in [line_key(line.id, "", message)]
    )  # fmt: skip


def messages_by_stage(plan: Plan, outcome: Outcome) -> tuple[MessageAtStage, ...]:
    """What each message brings at each stage; within a stage those first that bring most for their money."""
    stages = {step.id: step.stage_id for step in plan.steps}
    found: dict[tuple[str, str], MessageAtStage] = {}
    for line in plan.touchpoints:
        if line.id not in outcome.lines:
            continue
        for use, part in _of_line(plan, line, outcome):
            key = stages[line.step_id], use.message_id
            found[key] = _added(plan, found.get(key), key, (line, part))
    order = {stage.id: place for place, stage in enumerate(plan.stages)}
    return tuple(sorted(found.values(), key=lambda each: (order[each.stage.id], *_rank(each, plan.currency))))


@dataclass(frozen=True)
class _Part:
    spend: int
    people: float
    conversions: float
    evidence: Evidence
    worked_out: bool


def _of_line(plan: Plan, line: Touchpoint, outcome: Outcome) -> Iterator[tuple[MessageUse, _Part]]:
    """Every message of a line that takes part, with what it brings."""
    parts, amounts = outcome.messages.get(line.id, {}), outcome.amounts
    for use in line.messages:
        if use.message_id in parts:
            key, result = line_key(line.id, "", use.message_id), parts[use.message_id]
            grade = _grade_of_curve(plan, key) or Evidence.ASSUMED
            yield use, _Part(amounts[key], result.people, result.conversions, grade, False)
    rest = parts.get("") if parts else outcome.lines[line.id]
    if rest is None:
        return
    others = [use for use in line.messages if use.message_id not in parts and _days(plan, use)]
    shown = [use.share * _days(plan, use) for use in others]
    works = [weight * _effect(plan, use) for weight, use in zip(shown, others, strict=True)]
    if sum(works) <= 0.0:
        return
    money = amounts.get(line_key(line.id, "", "")) if parts else outcome.spend[line.id]
    spends = in_proportion(money or 0, shown)
    for use, spend, work in zip(others, spends, works, strict=True):
        share = work / sum(works)
        alone = len(others) == 1 and line.curve is not None  # it brings what the touchpoint brings
        grade = line.curve.evidence if alone and line.curve else Evidence.ASSUMED
        yield use, _Part(spend, rest.people * share, rest.conversions * share, grade, len(others) > 1)


def _added(
    plan: Plan, before: MessageAtStage | None, key: tuple[str, str], more: tuple[Touchpoint, _Part]
) -> MessageAtStage:
    line, part = more
    if before is None:
        before = MessageAtStage(
            plan.by_id["stages"][key[0]], plan.by_id["messages"][key[1]], (), 0, 0.0, 0.0,
            Evidence.MEASURED, False,
        )  # fmt: skip
    return MessageAtStage(
        before.stage, before.message, (*before.touchpoints, line.name), before.spend + part.spend,
        before.people + part.people, before.conversions + part.conversions,
        min(before.evidence, part.evidence, key=GRADES.index), before.worked_out or part.worked_out,
    )  # fmt: skip


def _rank(each: MessageAtStage, currency: str) -> tuple[bool, float]:
    rate = each.per_money(currency)
    return rate is None, -(each.conversions if rate is None else rate)


def _days(plan: Plan, use: MessageUse) -> int:
    return sum(days_in_flight(plan, use.message_id, (period.start, period.end)) for period in plan.periods)


def _effect(plan: Plan, use: MessageUse) -> float:
    return float(plan.by_id["messages"][use.message_id].effect.value)


def _grade_of_curve(plan: Plan, key: str) -> Evidence | None:
    curve = curve_of_part(plan, key)
    return curve.evidence if curve is not None else None


def _order(line: Touchpoint, message: str) -> int:
    """Messages as the touchpoint lists them; its other messages last."""
    listed = [use.message_id for use in line.messages]
    return listed.index(message) if message in listed else len(listed)
