"""The numbers of a plan that nobody measured, each with its low and high end, and the network at such an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, log

import numpy as np

from models.communication import Touchpoint
from models.compile import compile_plan, lines_of
from models.likely_range import (
    ELASTICITY,
    curve_band,
    laid_with,
    likely_elasticity,
    likely_incrementality,
    likely_range,
)
from models.message_split import curve_of_part
from models.network import Network, stuck_sizes
from models.network_keys import part_key, plain
from models.plan import Plan
from models.quantity import Evidence
from models.response_curve import Numbers


class AssumptionKind(StrEnum):
    """What a number says."""

    ELASTICITY = "elasticity"
    CURVE_HEIGHT = "curve_height"
    INCREMENTALITY = "incrementality"
    QUALITY = "quality"
    RATE = "conversion_rate"
    AUDIENCE = "audience_size"


OF_CLAIMS = (AssumptionKind.INCREMENTALITY, AssumptionKind.QUALITY, AssumptionKind.CURVE_HEIGHT)
"""What a line brings is in proportion to each of these."""


@dataclass(frozen=True)
class Assumption:
    """A number that is assumed or partly known. `low` and `high` hold about 80 % of the truth.

    `ids`: what the number is of: touchpoints (or parts of them, for their messages) that share it, a link, an
    audience. `value`: as stated; the height of a curve is 1 as it stands. `channel_kind` where lines of one
    kind share a guess.
    """

    kind: AssumptionKind
    ids: tuple[str, ...]
    grade: Evidence
    value: float
    low: float
    high: float
    channel_kind: str = ""

    @property
    def key(self) -> str:
        """Stable name."""
        return f"{self.kind.value}:{self.channel_kind or ' '.join(self.ids)}"

    @property
    def record_id(self) -> str:
        """The touchpoint, link or audience to look at first."""
        return plain(self.ids[0])

    @property
    def collection(self) -> str:
        """Where it stands in the plan."""
        other = {AssumptionKind.RATE: "links", AssumptionKind.AUDIENCE: "pools"}
        return other.get(self.kind, "touchpoints")


def assumptions(plan: Plan) -> list[Assumption]:
    """Everything that is assumed or partly known and that moves the result, in the order of the plan.

    Of the numbers in proportion to which one line brings people, the least certain stands for all.
    """
    found: list[Assumption] = []
    for line in lines_of(plan):
        claims = _of_claims(plan, line)
        if claims:
            found.append(max(claims, key=_width))
    found += _elasticities(plan)
    for link in plan.links:
        low, high = likely_range(link.conversion)
        ends = max(low, 0.0), min(high, 1.0)
        found.append(
            Assumption(
                AssumptionKind.RATE, (link.id,), link.conversion.evidence, link.conversion.value, *ends
            )
        )
    for pool in plan.pools:
        people = [each.people for each in pool.sizes]
        if people:
            least, most = (sum(end) for end in zip(*(likely_range(one) for one in people), strict=True))
            grade = min((one.evidence for one in people), key=list(Evidence).index)
            size = sum(one.value for one in people)
            found.append(Assumption(AssumptionKind.AUDIENCE, (pool.id,), grade, size, max(least, 0.0), most))
    return [
        one for one in found if one.grade is not Evidence.MEASURED and one.low < one.high and one.value > 0
    ]


def _of_claims(plan: Plan, line: Touchpoint) -> list[Assumption]:
    stated = likely_incrementality(plan, line)
    low, high = likely_range(stated)
    found = [
        Assumption(
            AssumptionKind.INCREMENTALITY, (line.id,), stated.evidence, stated.value, max(low, 0.0), min(high, 1.0)
        )
    ]  # fmt: skip
    low, high = likely_range(line.quality)
    grade = line.quality.evidence
    found.append(
        Assumption(AssumptionKind.QUALITY, (line.id,), grade, line.quality.value, max(low, 0.0), high)
    )
    if line.curve is not None and (band := curve_band(line.curve)) > 0:
        found.append(
            Assumption(
                AssumptionKind.CURVE_HEIGHT, (line.id,), line.curve.evidence, 1.0, 1.0 / (1.0 + band), 1.0 + band
            )
        )  # fmt: skip
    return [one for one in found if one.grade is not Evidence.MEASURED and one.value > 0]


def _width(one: Assumption) -> float:
    return inf if one.low <= 0 else log(one.high / one.low)


def _elasticities(plan: Plan) -> list[Assumption]:
    """Elasticities of curves laid through one observation; a guess by kind of channel is shared."""
    found: dict[tuple[object, ...], Assumption] = {}
    for line in lines_of(plan):
        kind = plan.by_id["channels"][line.channel_id].kind
        own = [(line.id, line.curve)]
        own += [(f"{line.id}#{use.message_id}", use.curve) for use in line.messages if use.curve is not None]
        for key, curve in own:
            stated = likely_elasticity(curve) if curve is not None else None
            if stated is None:
                continue
            low, high = np.clip(likely_range(stated), *ELASTICITY).tolist()
            shared = stated.evidence is Evidence.ASSUMED
            group = (kind, stated.value, low, high) if shared else (key,)
            known = found.get(group)
            ids = (*(known.ids if known else ()), key)
            found[group] = Assumption(
                AssumptionKind.ELASTICITY, ids, stated.evidence, stated.value, low, high,
                kind if len(ids) > 1 else "",
            )  # fmt: skip
    return list(found.values())


def network_at(plan: Plan, network: Network, one: Assumption, value: float) -> Network:
    """The plan's network with one number changed, everything else as stated."""
    if one.kind is AssumptionKind.AUDIENCE:
        return network.changed(pool_size=_with_audience(plan, one, value).pool_size)
    if one.kind is AssumptionKind.RATE:
        return _with_rate(network, one.ids[0], value / one.value)
    keys = [part_key(key) for key in network.row_keys]
    if one.kind is AssumptionKind.ELASTICITY:
        return _with_elasticity(plan, network, (keys, set(one.ids)), value)
    own = np.array([plain(key) in one.ids for key in keys])
    factor = np.where(own, value / one.value, 1.0)
    return network.changed(draw_weight=network.draw_weight * factor[network.draw_line])


def _with_elasticity(
    plan: Plan, network: Network, named: tuple[Sequence[str], set[str]], value: float
) -> Network:
    keys, ids = named
    rows = network.curves.rows.copy()
    for place, key in enumerate(keys):
        # The touchpoint's own curve also serves what its other messages take together (“line#”).
        curve = curve_of_part(plan, key) if key in ids or (key.endswith("#") and plain(key) in ids) else None
        if curve is not None and likely_elasticity(curve) is not None:
            top, half = laid_with(curve, np.array(value))
            rows[place, :2] *= float(top), float(half)
    return network.changed(curves=replace(network.curves, rows=rows))


def _with_rate(network: Network, link: str, factor: float) -> Network:
    """Shares of the stuck people stay; out of each step go at most all."""
    own = np.array([key == link for key in network.edge_keys])
    rates = np.where(own, network.edge_rate * factor, network.edge_rate)
    onward = np.bincount(network.edge_source, rates, minlength=len(network.node_keys))
    rates = rates / np.maximum(onward, 1.0)[network.edge_source]
    return network.changed(edge_rate=rates, pool_size=stuck_sizes(network, rates))


def _with_audience(plan: Plan, one: Assumption, value: float) -> Network:
    pools = []
    for pool in plan.pools:
        if pool.id == one.ids[0]:
            sizes = tuple(
                each.model_copy(update={"people": each.people.model_copy(
                    update={"value": each.people.value * value / one.value, "low": None, "high": None})})
                for each in pool.sizes
            )  # fmt: skip
            pool = pool.model_copy(update={"sizes": sizes})
        pools.append(pool)
    return compile_plan(plan.model_copy(update={"pools": tuple(pools)}))


def stacked(network: Network, ends: Sequence[Network]) -> Network:
    """The network with its changed copies as draws."""
    arrays: dict[str, Numbers] = {
        name: np.stack([getattr(end, name) for end in ends])
        for name in ("draw_weight", "edge_rate", "pool_size")
    }
    rows = np.stack([end.curves.rows for end in ends])
    return network.changed(curves=replace(network.curves, rows=rows), **arrays)
