"""What quick start took -> a plan: stages, steps, audiences, channels, lines with assumed curves.

Nothing is invented: an unknown audience is "limit not known", every default is marked assumed, and
a conversion that is not given is worked out of the observed people (`models.reality`).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from models.audience import Segment, SegmentPeople, SegmentShare
from models.channel_kinds import CHANNEL_KINDS
from models.communication import AudiencePool, Channel, Message, PoolKind, Standing, Touchpoint
from models.goals import SourceNote
from models.journey import MODEL_STAGES, FunnelStep, JourneyStage, StepLink
from models.observed_rates import with_rates_from_observed
from models.plan import Period, Plan
from models.quantity import N_, Evidence, Figure
from models.reality import with_people_counted
from planner.identity import new_id
from planner.imports.quick_start_defaults import YOUR_TABLE, curve_of, default_rules, goal_step, known
from planner.imports.quick_start_messages import uses_of
from planner.imports.quick_start_records import (
    ALL_SEGMENTS,
    LineInput,
    QuickStartPreview,
    QuickStartSettings,
    StepInput,
    same_name,
)
from planner.imports.quick_start_remarks import first_obstacle
from planner.language import _


def build_plan(preview: QuickStartPreview, settings: QuickStartSettings) -> Plan:
    """The plan of everything the preview took.

    Raises PlanError where something stands in the way, with place and remedy.
    """
    if not preview.ready:
        raise first_obstacle(preview)
    building = _Building(preview, settings)
    building.journey()
    building.audience()
    for line in preview.lines:
        building.line(line)
    building.share_the_stuck()
    draft = building.plan()
    unknown = [
        link.id for link, step in zip(draft.links, preview.steps, strict=False) if step.conversion is None
    ]
    return with_people_counted(with_rates_from_observed(draft, unknown))


@dataclass
class _Building:
    """The records of the plan as they come about."""

    preview: QuickStartPreview
    settings: QuickStartSettings
    stages: list[JourneyStage] = field(default_factory=list)
    steps: dict[str, FunnelStep] = field(default_factory=dict)
    links: dict[tuple[str, str], StepLink] = field(default_factory=dict)
    segments: dict[str, Segment] = field(default_factory=dict)
    pools: dict[tuple[str, str], AudiencePool] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    touchpoints: list[Touchpoint] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)

    @cached_property
    def times(self) -> Counter[str]:
        """How many lines each channel has."""
        return Counter(same_name(line.channel) for line in self.preview.lines)

    @cached_property
    def weights(self) -> dict[str, dict[str, float]]:
        """Step name -> segment id -> its share of the people there."""
        return {step.name: self._weights(step.name) for step in self.preview.steps}

    def journey(self) -> None:
        """Stages of the model with the user's own among them, steps in order, links between them."""
        stage_ids = self._stages()
        goal = goal_step(self.preview.steps, self.settings)
        for step in self.preview.steps:
            self.steps[step.name] = FunnelStep(
                id=new_id("step"),
                stage_id=stage_ids[step.stage_code or same_name(step.stage)],
                name=step.name,
                converts=step.name == goal,
                observed=known(step.observed, Evidence.MEASURED),
                value=known(self._value(step), Evidence.PARTLY_KNOWN),
            )
        for step, following in zip(self.preview.steps, self.preview.steps[1:], strict=False):
            given = known(step.conversion, Evidence.PARTLY_KNOWN)
            self._link(step.name, following.name, given or Figure(value=0.0))

    def _stages(self) -> dict[str, str]:
        model = self.settings.marketing_model
        ids: dict[str, str] = {}
        for code, name in MODEL_STAGES[model]:
            self.stages.append(JourneyStage(id=new_id("stage"), name=_(name), model_stage=code))
            ids[code] = self.stages[-1].id
        after = 0
        for step in self.preview.steps:
            key = step.stage_code or same_name(step.stage)
            if key not in ids:
                stage = JourneyStage(id=new_id("stage"), name=step.stage)
                self.stages.insert(after, stage)
                ids[key] = stage.id
            after = 1 + next(place for place, stage in enumerate(self.stages) if stage.id == ids[key])
        return ids

    def _value(self, step: StepInput) -> float | None:
        """The step's own value, else the mean of its lines' values by their results."""
        if step.value is not None:
            return step.value
        valued = [
            (line.value, line.results)
            for line in self.preview.lines
            if line.step == step.name and line.value is not None and line.results
        ]
        people = sum(results for _value, results in valued)
        return sum(value * results for value, results in valued) / people if people else None

    def _link(self, start: str, end: str, conversion: Figure) -> StepLink:
        if (start, end) not in self.links:
            self.links[start, end] = StepLink(
                id=new_id("link"),
                from_step_id=self.steps[start].id,
                to_step_id=self.steps[end].id,
                conversion=conversion,
            )
        return self.links[start, end]

    def audience(self) -> None:
        """The segments that lines name; one for all where none does."""
        names = {same_name(line.segment): line.segment for line in self.preview.lines if line.segment}
        for key, name in (names or {"": _(ALL_SEGMENTS)}).items():
            self.segments[key] = Segment(id=new_id("segment"), name=name)

    def line(self, line: LineInput) -> None:
        """A touchpoint with its channel, its audience and its assumed curve."""
        kind = CHANNEL_KINDS[line.kind]
        currency = self.settings.currency
        self.touchpoints.append(
            Touchpoint(
                id=new_id("line"), name=self._line_name(line), step_id=self.steps[line.step].id,
                channel_id=self._channel(line).id, pool_id=self._pool(line).id if line.spend else None,
                segment_shares=self._segment_shares(line), current_spend=line.spend,
                committed=line.committed, lower=line.lower, upper=line.upper,
                standing=Standing.LOCKED if line.line in self.settings.cannot_move else Standing.FLEXIBLE,
                results=known(line.results, Evidence.MEASURED), results_count=line.count,
                curve=curve_of(line, currency, self.settings.days),
                incrementality=known(line.incrementality, Evidence.PARTLY_KNOWN) or kind.incrementality_figure(),
                quality=known(line.quality, Evidence.PARTLY_KNOWN) or kind.quality_figure(),
                messages=uses_of(line, self.messages, currency, self.settings.days),
            )
        )  # fmt: skip

    def _line_name(self, line: LineInput) -> str:
        parts = [line.channel]
        if self.times[same_name(line.channel)] > 1:
            parts += [line.step, *([line.segment] if line.segment else [])]
        return " · ".join(parts)[:5_000]

    def _channel(self, line: LineInput) -> Channel:
        key = same_name(line.channel)
        if key not in self.channels:
            self.channels[key] = Channel(
                id=new_id("channel"), name=line.channel, kind=line.kind, paid=CHANNEL_KINDS[line.kind].paid
            )
        return self.channels[key]

    def _pool(self, line: LineInput) -> AudiencePool:
        """Whom the line speaks to: new people at its step, or those who had stopped before it."""
        start = line.from_step or self._step_before(line)
        if (start, line.step) not in self.pools:
            self.pools[start, line.step] = (
                self._nurture(start, line.step) if start else self._outside(line.step)
            )
        return self.pools[start, line.step]

    def _step_before(self, line: LineInput) -> str:
        """Retargeting without a step to win back from speaks to those who stopped just before."""
        names = [step.name for step in self.preview.steps]
        place = names.index(line.step)
        return names[place - 1] if line.kind == "retargeting" and place else ""

    def _nurture(self, start: str, end: str) -> AudiencePool:
        link = self._link(start, end, Figure(value=0.0))
        name = _(N_("Stopped at {step}")).format(step=start[:4_000])
        return AudiencePool(id=new_id("pool"), name=name, kind=PoolKind.NURTURE, link_id=link.id)

    def _outside(self, step_name: str) -> AudiencePool:
        step = next(step for step in self.preview.steps if step.name == step_name)
        sizes: tuple[SegmentPeople, ...] = ()
        if step.addressable is not None:
            split = Evidence.PARTLY_KNOWN if len(self.segments) == 1 else Evidence.ASSUMED
            sizes = tuple(
                SegmentPeople(
                    segment_id=segment_id,
                    people=Figure(value=step.addressable * share, evidence=split, source=_(YOUR_TABLE)),
                )
                for segment_id, share in self.weights[step_name].items()
            )
        name = _(N_("Audience of {step}")).format(step=step_name[:4_000])
        return AudiencePool(id=new_id("pool"), name=name, step_id=self.steps[step_name].id, sizes=sizes)

    def _weights(self, step_name: str) -> dict[str, float]:
        """How people at a step are split among segments: like the results that name one, else evenly."""
        people: dict[str, float] = defaultdict(float)
        for line in self.preview.lines:
            if line.segment and line.results and line.step == step_name:
                people[self.segments[same_name(line.segment)].id] += line.results
        total = sum(people.values())
        ids = [segment.id for segment in self.segments.values()]
        return {i: people[i] / total if total else 1 / len(ids) for i in ids}

    def _segment_shares(self, line: LineInput) -> tuple[SegmentShare, ...]:
        if len(self.segments) == 1:
            return ()
        if line.segment:
            only = self.segments[same_name(line.segment)].id
            return (SegmentShare(segment_id=only, share=Figure(value=1.0, evidence=Evidence.MEASURED)),)
        weights = self.weights[line.step].items()
        return tuple(SegmentShare(segment_id=i, share=Figure(value=share)) for i, share in weights if share)

    def share_the_stuck(self) -> None:
        """Those who stop at a step are shared evenly among the links that somebody wins them back to."""
        won_back = [key for key, pool in self.pools.items() if pool.kind is PoolKind.NURTURE]
        for start, end in won_back:
            beside = sum(1 for other, _end in won_back if other == start)
            share = Figure(value=1 / beside)
            self.links[start, end] = self.links[start, end].model_copy(update={"pool_share": share})

    def plan(self) -> Plan:
        """Everything together, cross-checked."""
        settings = self.settings
        start = settings.plan_start or settings.period_end + dt.timedelta(days=1)
        end = start + dt.timedelta(days=settings.days - 1)
        return Plan(
            id=new_id("plan"), name=settings.name, description=settings.niche, owner=settings.owner,
            currency=settings.currency, marketing_model=settings.marketing_model, review_date=end,
            periods=(Period(id=new_id("period"), start=start, end=end),), reference_days=settings.days,
            segments=tuple(self.segments.values()), stages=tuple(self.stages), steps=tuple(self.steps.values()),
            links=tuple(self.links.values()), pools=tuple(self.pools.values()),
            channels=tuple(self.channels.values()), touchpoints=tuple(self.touchpoints),
            messages=tuple(self.messages.values()), rules=default_rules(self.preview.lines, settings),
            sources=(SourceNote(id=new_id("source"), name=_(N_("Quick start: last period's totals")), kind="table",
                                date=settings.period_end),),
        )  # fmt: skip
