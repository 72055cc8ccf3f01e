"""Header cells made comparable: case, spaces, units and look-alike letters folded away."""

from __future__ import annotations

import re
import unicodedata

_LOOK_ALIKES = str.maketrans("асеорхукмтвнігё", "aceopxykmtbhire")
"""Cyrillic letters that look like Latin ones. Exports mix them ("Kлики" with a Latin K)."""

_UNIT = re.compile(r"\([^)]*\)|\[[^\]]*\]|[,;:]\s*[^\s,;:]{1,4}\s*$")
_SPACE = re.compile(r"[\s_\u00a0\-–—.*\"'«»“”]+")

_RATE_OF_MONEY = (
    "cost/", "cost /", "cost per", "costper", "avg", "average", "cpc", "cpm", "cpa", "cpl", "cpo", "ecpc",
    "cost conv", "per result", "per click", "per lead", "цена за", "цена/", "цена /", "цена клика",
    "цена цели", "ср ", "сред", "стоимость за", "стоимость 1", "стоимость клика", "стоимость лида",
    "стоимость/", "стоимость /", "за результат", "за клик", "за лид", "ціна за", "ціна/", "ціна /",
    "сер ", "середн", "вартість за", "вартість/", "вартість /", "за клік",
)  # fmt: skip


def folded(header: str) -> str:
    """A header as it is compared: “Расход (руб.)” and “РАСХОД” are one, so are К and K."""
    text = unicodedata.normalize("NFKC", header[:300]).casefold()
    text = _UNIT.sub(" ", text) if _UNIT.sub(" ", text).strip() else text
    return _SPACE.sub(" ", text).strip().translate(_LOOK_ALIKES)


def is_rate_of_money(header: str) -> bool:
    """Whether a header speaks of money per something (“Cost / conv.”, «Цена за результат»)."""
    words = _SPACE.sub(" ", unicodedata.normalize("NFKC", header[:300]).casefold()).strip()
    plain = f"{words.translate(_LOOK_ALIKES)} "
    return any(part.translate(_LOOK_ALIKES) in plain for part in _RATE_OF_MONEY)
