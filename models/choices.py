"""Either-or rules on lines: used or not, changed or not, whole steps of money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.response_curve import Numbers, Rows


@dataclass(frozen=True, eq=False)
class Choices:
    """Rules that no linear row can keep alone. Money in major units per period, arrays over lines.

    `minimum`: least spend of a line that spends anything, 0 where there is none; `minimum_key` names it.
    `step`: money is spent in whole steps of this size (0: in any amount) on the lines `stepped`; one of
    those with the same number in `rest` (None: of all) takes what the steps cannot express.
    `most_changed`: at most so many of those `counted` may spend anything but `Network.current`; lines with
    the same number in `group` (None: every line by itself) count once together.
    """

    minimum: Numbers
    minimum_key: tuple[str, ...]
    step: float = 0.0
    stepped: np.ndarray | None = None
    most_changed: int | None = None
    counted: np.ndarray | None = None
    group: Rows | None = None
    rest: Rows | None = None

    @property
    def any(self) -> bool:
        """Whether there is any such rule."""
        return bool((self.minimum > 0).any()) or self.step > 0 or self.most_changed is not None

    @property
    def groups(self) -> Rows:
        """(lines,) which of them count once together among those changed."""
        return np.arange(len(self.minimum)) if self.group is None else self.group

    @property
    def rests(self) -> Rows:
        """(lines,) which of them share what whole steps cannot express."""
        return np.zeros(len(self.minimum), dtype=np.intp) if self.rest is None else self.rest

    def odd_lines(self, away: Numbers, held: np.ndarray) -> list[int]:
        """Of the lines `held` in whole steps the one of each rest that is farthest `away` (lines,) from one."""
        found = []
        for number in np.unique(self.rests[held]):
            members = np.flatnonzero(held & (self.rests == number))
            found.append(int(members[np.argmax(away[members])]))
        return found


STEP_KEY, CHANGED_KEY = "money_step", "most_lines_changed"


def no_choices(lines: int) -> Choices:
    """No either-or rule on any line."""
    return Choices(np.zeros(lines), ("",) * lines)
