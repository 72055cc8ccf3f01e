"""Which guess matters most, worked out once for all readers of a plan."""

from __future__ import annotations

import time
from collections.abc import Callable

from models.allocation import Allocation
from planner.tornado import Tornado, tornado

LONGEST = 60.0
"""Seconds after which the rest is left out."""

MOST_WEIGHED = 32
"""Plans whose guesses are kept."""


class GuessShelf:
    """Guesses by plan. It needs no session: a download is made where none is, and what a kept function
    draws while it works, Streamlit would draw again each time."""

    def __init__(self) -> None:
        self.kept: dict[str, Tornado] = {}

    def weigh(
        self,
        allocation: Allocation,
        tell: Callable[[float], None] = lambda share: None,
        seconds: float = LONGEST,
    ) -> Tornado:
        """The guesses of an answer; `tell` hears what share is done where they have to be worked out. After
        `seconds` what is done stands, is not complete and is not kept."""
        key = allocation.plan.fingerprint
        if key in self.kept:
            return self.kept[key]
        end = time.monotonic() + seconds
        found = tornado(allocation, on_progress=tell, should_stop=lambda: time.monotonic() > end)
        if found.complete:
            while len(self.kept) >= MOST_WEIGHED:
                self.kept.pop(next(iter(self.kept)), None)
            self.kept[key] = found
        return found
