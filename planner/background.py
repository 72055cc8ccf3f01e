"""Long work behind the pages: a few threads at most, watched, stopped, and ended when nobody looks.

A thread is handed its `Work` and nothing of a page or a session. Readers who ask for the same thing share
one thread; it goes on until every one of them has left it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

log = logging.getLogger("journeymix")

MOST_AT_ONCE = 2
"""Threads of work in the whole process: one more would only slow down everybody's pages."""

LONGEST = 300.0
"""Seconds after which work is stopped."""

UNWATCHED = 60.0
"""Seconds after which work that nobody looks at is stopped: the page was closed."""

FORGOTTEN = 600.0
"""Seconds after the last look at which the result of ended work is dropped."""


@dataclass(frozen=True)
class Seen:
    """Work as a page sees it: what it last told, its result once it has ended, and how long it has run.

    `result` is None while it runs, and where it `failed`; then the log says why.
    """

    running: bool
    told: Any
    result: Any
    failed: bool
    seconds: float


@dataclass(eq=False)
class Work:
    """One piece of work and those who wait for it. `key` says what it is about."""

    key: str
    readers: set[str]
    longest: float = LONGEST
    started: float = field(default_factory=time.monotonic)
    looked: float = field(default_factory=time.monotonic)
    ended: float | None = None
    told: Any = None
    result: Any = None
    failed: bool = False
    stop: threading.Event = field(default_factory=threading.Event)

    def should_stop(self) -> bool:
        """Whether the thread is to end: asked to, out of time, or watched by nobody."""
        now = time.monotonic()
        return self.stop.is_set() or now - self.started > self.longest or now - self.looked > UNWATCHED

    def tell(self, told: Any) -> None:
        """Say how far the work is; whoever looks sees the last that was said."""
        self.told = told

    def look(self) -> Seen:
        """How far it is; to look is to watch."""
        self.looked = time.monotonic()
        end = self.ended
        seconds = (self.looked if end is None else end) - self.started
        return Seen(end is None, self.told, self.result, self.failed, seconds)


class Desk:
    """All work of a process; one reader waits for one piece of work at a time."""

    def __init__(self, most: int = MOST_AT_ONCE) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._works: dict[str, Work] = {}

    def begin(self, key: str, reader: str, body: Callable[[Work], Any], longest: float = LONGEST) -> bool:
        """Start work, or join the readers of work under way; False where too much is under way already.

        `body` gets the work, asks it `should_stop`, tells it how far it is and returns the result.
        """
        self._leave(reader, lambda other: other == key)
        with self._lock:
            self._clear()
            known = self._works.get(key)
            if known is not None and known.ended is None:
                known.readers.add(reader)
                return True
            if sum(work.ended is None for work in self._works.values()) >= self.most:
                return False
            work = self._works[key] = Work(key, {reader}, longest)
        threading.Thread(target=_run, args=(work, body), daemon=True, name=f"work {key[:20]}").start()
        return True

    def look(self, key: str, reader: str) -> Seen | None:
        """How far this reader's work is; None where they wait for no such work."""
        work = self._works.get(key)
        return work.look() if work is not None and reader in work.readers else None

    def leave(self, reader: str, but: str = "") -> None:
        """The reader waits no longer, `but` for work whose key begins so; work that nobody waits for is stopped."""
        self._leave(reader, lambda key: bool(but) and key.startswith(but))

    def _leave(self, reader: str, stays: Callable[[str], bool]) -> None:
        with self._lock:
            for key, work in list(self._works.items()):
                if not stays(key) and reader in work.readers:
                    work.readers.discard(reader)
                    if not work.readers:
                        work.stop.set()
            self._clear()

    def stop(self, key: str, reader: str) -> None:
        """End the work for this reader, who still sees what it found; others who wait keep it going."""
        work = self._works.get(key)
        if work is not None and work.readers == {reader}:
            work.stop.set()
        elif work is not None:
            self.leave(reader)

    def _clear(self) -> None:
        """Forget work that has ended and that nobody waits for any longer."""
        late = time.monotonic() - FORGOTTEN
        gone = [
            key
            for key, work in self._works.items()
            if work.ended is not None and (not work.readers or work.looked < late)
        ]
        for key in gone:
            del self._works[key]


def _run(work: Work, body: Callable[[Work], Any]) -> None:
    try:
        work.result = body(work)
    except Exception:
        work.failed = True
        log.exception("work in the background failed: %s", work.key)
    finally:
        work.ended = time.monotonic()
