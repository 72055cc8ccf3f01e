"""The assumptions by channel kind hold together and never lean on a source that is not listed."""

from __future__ import annotations

from statistics import NormalDist

import pytest

from models.benchmarks import PUBLISHED
from models.channel_kinds import CHANNEL_KINDS, ChannelKind
from models.quantity import Evidence

every_kind = pytest.mark.parametrize("kind", CHANNEL_KINDS.values(), ids=list(CHANNEL_KINDS))


@every_kind
def test_ranges_are_in_order_and_possible(kind: ChannelKind) -> None:
    low, likely, high = kind.elasticity
    assert 0 < low < likely < high < 1
    low, likely, high = kind.incrementality
    assert 0 < low < likely < high <= 1
    assert 0.5 <= kind.quality <= 1.5


@every_kind
def test_every_kind_cites_a_listed_source_or_says_that_it_is_our_assumption(kind: ChannelKind) -> None:
    assert set(kind.sources) <= set(PUBLISHED)
    assert kind.sources or "our assumption" in kind.reason


@every_kind
def test_figures_are_marked_assumed(kind: ChannelKind) -> None:
    for figure in (kind.elasticity_figure(), kind.incrementality_figure(), kind.quality_figure()):
        assert figure.evidence is Evidence.ASSUMED
        assert figure.low is not None
        assert figure.high is not None


def test_every_published_finding_is_used_or_says_why_it_is_listed() -> None:
    used = {code for kind in CHANNEL_KINDS.values() for code in kind.sources}
    assert set(PUBLISHED) - used == set()


def test_colours_and_symbols_tell_kinds_apart() -> None:
    assert len({kind.colour for kind in CHANNEL_KINDS.values()}) == len(CHANNEL_KINDS)
    assert len({kind.symbol for kind in CHANNEL_KINDS.values()}) == len(CHANNEL_KINDS)


def test_the_elasticity_that_meridian_expects_is_worked_out_right() -> None:
    """Half-saturation ~ normal(0.8, 0.8) cut to 0.1-10 times median spend; e = half / (half + spend)."""
    prior = NormalDist(0.8, 0.8)
    start, end = prior.cdf(0.1), prior.cdf(10.0)
    halves = [prior.inv_cdf(start + share * (end - start)) for share in (0.1, 0.5, 0.9)]
    assert [round(half, 2) for half in halves] == [0.31, 0.99, 1.92]
    assert [round(half / (half + 1), 2) for half in halves] == [0.24, 0.50, 0.66]
