"""What was worked out at leisure, kept for all readers of a process: the last so many, by key."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable


class Kept[Value]:
    """Values by key; when there are too many, the one put longest ago goes."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._values: OrderedDict[str, Value] = OrderedDict()

    def find(self, key: str) -> Value | None:
        """The value kept under a key, where there is one."""
        with self._lock:
            return self._values.get(key)

    def put(self, key: str, value: Value, better: Callable[[Value, Value], Value] | None = None) -> None:
        """Keep a value; where one is known already, the `better` of the known and the new."""
        with self._lock:
            known = self._values.pop(key, None)
            self._values[key] = value if known is None or better is None else better(known, value)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
