"""Who the plan speaks to: segments, and figures that differ by segment."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from models.quantity import N_, Figure, Id, Name, Record, a_share, at_least_zero, declared


class Segment(Record):
    """An audience with its own sizes and rates."""

    id: Id
    name: Name = declared(N_("Segment"))
    size: Annotated[Figure | None, AfterValidator(at_least_zero)] = declared(
        N_("Size"), "people", default=None, help=N_("People in the segment; empty when not known.")
    )
    description: str = declared(N_("Who they are"), default="")
    needs: tuple[str, ...] = declared(N_("Needs"), default=())
    wishes: str = declared(N_("Wishes"), default="")
    expectations: str = declared(N_("Expectations"), default="")
    preferred_channel_ids: tuple[Id, ...] = declared(N_("Preferred channels"), default=())
    problems_met: str = declared(N_("Problems met"), default="")
    behaviour: str = declared(N_("Behaviour"), default="")
    motivations: str = declared(N_("Motivations"), default="")


class SegmentPeople(Record):
    """People of one segment (per reference period where it is a flow)."""

    segment_id: Id
    people: Annotated[Figure, AfterValidator(at_least_zero)] = declared(N_("People"), "people")


class SegmentShare(Record):
    """A share or rate of one segment, 0 to 1."""

    segment_id: Id
    share: Annotated[Figure, AfterValidator(a_share)] = declared(N_("Share"), "share")
