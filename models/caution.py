"""What planning for the worst fifth of what may come gives, beside planning for what is expected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.allocation import Outcome


@dataclass(frozen=True)
class Caution:
    """A cautious answer beside the neutral one, in the same `draws` of all that is not measured.

    `value`, `neutral_value`, `now_value`: objective units, the mean over the worst `share` of the draws of
    the proposed split, of the best split for what is expected (`neutral`, simulated at the stated
    assumptions) and of today's; each split has its own worst draws. `marginals`: line id -> what a
    further major unit of money brings on average in the worst draws of the proposed split, at today's and
    at the proposed budget. `same`: whether both answers are the same split.
    """

    draws: int
    share: float
    value: float
    neutral_value: float
    now_value: float
    neutral: Outcome
    marginals: dict[str, tuple[float, float]] = field(default_factory=dict)
    same: bool = False
    choices_kept: bool = False

    @property
    def saved(self) -> float:
        """What caution brings in the worst draws over the neutral split, objective units."""
        return self.value - self.neutral_value
