"""What of the map is shown: filters and lanes."""

from __future__ import annotations

from dataclasses import dataclass

from models.communication import Message, Touchpoint
from models.plan import Plan
from models.quantity import Evidence
from planner.language import N_

LANES: dict[str, str] = {
    "stage_goals": N_("Customer's and business goal"),
    "actions": N_("Customer actions"),
    "emotions": N_("Emotions"),
    "needs": N_("Needs"),
    "problems": N_("Problems"),
    "touchpoints": N_("Touchpoints"),
    "messages": N_("Messages"),
    "goals": N_("Goals"),
    "replies": N_("What the company does in reply"),
    "metrics": N_("Metrics"),
}
"""Lanes of the journey view, from top to bottom: code -> name."""

FIRST_LANES = ("stage_goals", "actions", "emotions", "problems", "touchpoints", "messages")
"""Shown at first: what stage and customer are after, and five lanes; the rest is one click away."""


@dataclass(frozen=True)
class MapFilter:
    """Empty means everything. Evidence is that of a touchpoint's curve, or of a problem."""

    segment_id: str = ""
    channel_ids: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()

    def lines(self, plan: Plan) -> list[Touchpoint]:
        """The touchpoints to show."""
        return [line for line in plan.touchpoints if self._shows_line(line)]

    def messages(self, plan: Plan) -> list[Message]:
        """The messages to show."""
        return [message for message in plan.messages if self._shows_message(message)]

    def shows_evidence(self, evidence: Evidence) -> bool:
        """Whether things of this grade are shown."""
        return not self.evidence or evidence.value in self.evidence

    def _shows_line(self, line: Touchpoint) -> bool:
        if self.channel_ids and line.channel_id not in self.channel_ids:
            return False
        if self.segment_id and line.segment_shares:
            shares = {part.segment_id: part.share.value for part in line.segment_shares}
            if not shares.get(self.segment_id):
                return False
        return self.shows_evidence(evidence_of(line))

    def _shows_message(self, message: Message) -> bool:
        if self.statuses and message.status.value not in self.statuses:
            return False
        return not (self.segment_id and message.segment_ids and self.segment_id not in message.segment_ids)


def evidence_of(line: Touchpoint) -> Evidence:
    """How well a touchpoint's response is known; without a curve, as well as its results."""
    if line.curve is not None:
        return line.curve.evidence
    return line.results.evidence if line.results is not None else Evidence.ASSUMED
