"""A plan nobody tuned for: proved, a named conflict, or a stated gap; nothing is silently wrong.

A part of `python -m bench.truth`, which asks 200 of them.
"""

from __future__ import annotations

import pytest

from bench.truth import judge

SECONDS = 1.0
"""What is not proved within it must say so; the verdict does not depend on it."""


@pytest.mark.parametrize("seed", range(0, 200, 11))
def test_a_random_plan_ends_well(seed: int) -> None:
    verdict = judge(seed, SECONDS, tries=3)
    assert verdict.wrong == []
    assert verdict.ended in ("proved", "conflict", "stopped", "gap_left")
    assert verdict.ended != "proved" or verdict.gap <= 1e-4
    assert verdict.ended in ("proved", "conflict") or verdict.gap > 1e-4
