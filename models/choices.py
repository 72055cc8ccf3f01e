"""Either-or rules on lines: used or not, changed or not, whole steps of money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.response_curve import Numbers


@dataclass(frozen=True, eq=False)
class Choices:
    """Rules that no linear row can keep alone. Money in major units per period, arrays over lines.

    `minimum`: least spend of a line that spends anything, 0 where there is none; `minimum_key` names it.
    `step`: money is spent in whole steps of this size (0: in any amount) on the lines `stepped`; one of
    them takes what the total leaves. `most_changed`: at most so many of the lines `counted` may
    spend anything but `Network.current`.
    """

    minimum: Numbers
    minimum_key: tuple[str, ...]
    step: float = 0.0
    stepped: np.ndarray | None = None
    most_changed: int | None = None
    counted: np.ndarray | None = None

    @property
    def any(self) -> bool:
        """Whether there is any such rule."""
        return bool((self.minimum > 0).any()) or self.step > 0 or self.most_changed is not None


STEP_KEY, CHANGED_KEY = "money_step", "most_lines_changed"


def no_choices(lines: int) -> Choices:
    """No either-or rule on any line."""
    return Choices(np.zeros(lines), ("",) * lines)
