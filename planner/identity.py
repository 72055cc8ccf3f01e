"""Ids for new records: opaque, never reused, never made from a name."""

from __future__ import annotations

import re
import secrets

_PREFIX = re.compile(r"[a-z][a-z_]{0,30}")


def new_id(prefix: str) -> str:
    """A fresh id such as `step_3f0c9a1be27d4418`; the prefix only helps who reads a file.

    Raises ValueError when `prefix` is not a lower-case word.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"a prefix is a lower-case word, got {prefix!r}")
    return f"{prefix}_{secrets.token_hex(8)}"
