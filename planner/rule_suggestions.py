"""Rules for stuck customers that the plan lacks: where many stop and nobody speaks to them again."""

from __future__ import annotations

from dataclasses import dataclass

from models.allocation import Outcome
from models.changes import Add
from models.communication import Channel, CreativeRule, Message, MessageStatus
from models.journey import FunnelStep
from models.plan import Plan
from models.stuck_people import follow_ups, loses_people
from planner.identity import new_id
from planner.language import _

DIRECT = ("email", "messenger", "mobile_push", "sms", "retargeting")
"""Kinds of channel that reach somebody again whose address is known, the ones that cost least first."""

NAMELESS = ("retargeting", "mobile_push", "display")
"""Kinds that reach somebody again who never left an address."""

HOURS = 24.0
"""Wait of a suggested rule."""

MANY = 0.25
"""Share of a step's people above which its stuck people are many."""


@dataclass(frozen=True)
class Suggestion:
    """A rule that could be added: `stuck` people over the plan stop at the step unanswered.

    `rule.channel_id` and `rule.message_id` are None where the plan has nothing that fits.
    """

    step: FunnelStep
    stuck: float
    rule: CreativeRule


def suggested_rules(plan: Plan, outcome: Outcome) -> list[Suggestion]:
    """One for each step where many are stuck and nobody follows up; most people first."""
    found = []
    for step in plan.steps:
        result = outcome.steps.get(step.id)
        if result is None or not loses_people(plan, step) or follow_ups(plan, step.id):
            continue
        if result.volume > 0 and result.left >= MANY * result.volume and not _ruled(plan, step.id):
            found.append(Suggestion(step, result.left, _rule(plan, step)))
    return sorted(found, key=lambda one: -one.stuck)


def adding(suggestion: Suggestion) -> Add:
    """The change that adds a suggested rule."""
    rule = suggestion.rule.model_copy(update={"id": new_id("creative_rule")})
    return Add(collection="creative_rules", record=rule.model_dump(mode="json"))


def _ruled(plan: Plan, step_id: str) -> bool:
    """Whether a rule, be it unfinished, waits at the step already."""
    return any(rule.trigger_step_id == step_id for rule in plan.creative_rules)


def _rule(plan: Plan, step: FunnelStep) -> CreativeRule:
    onward = max(
        (link for link in plan.links if link.from_step_id == step.id), key=lambda link: link.conversion.value
    )
    channel, message = _channel(plan, step), _message(plan, onward.to_step_id)
    target = plan.by_id["steps"][onward.to_step_id]
    return CreativeRule(
        id="suggested",
        trigger_step_id=step.id,
        stuck_for_hours=HOURS,
        channel_id=channel.id if channel else None,
        message_id=message.id if message else None,
        destination_step_id=target.id,
        stop_condition=_("Reached “{step}”, or two messages sent").format(step=target.name[:200]),
    )


def _channel(plan: Plan, step: FunnelStep) -> Channel | None:
    """A channel of the plan that reaches them again; at the first steps nobody has left an address yet."""
    first = not any(link.to_step_id == step.id for link in plan.links)
    kinds = NAMELESS if first else DIRECT
    fitting = [channel for channel in plan.channels if channel.kind in kinds]
    return min(fitting, key=lambda channel: kinds.index(channel.kind), default=None)


def _message(plan: Plan, destination_id: str) -> Message | None:
    """An active message that leads to the destination, if there is one."""
    fitting = [
        message for message in plan.messages
        if message.destination_step_id == destination_id and message.status is MessageStatus.ACTIVE
    ]  # fmt: skip
    return fitting[0] if fitting else None
