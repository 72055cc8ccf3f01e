"""The exceptions a reader may meet.

JourneymixError
├── PlanError            a plan contradicts itself
│   └── ChangeError      a change does not fit the plan it is made on
├── NotYetPossible       the plan is sound, but asks what the optimiser cannot do
│   └── NotInTime        no split was found in the time given
│   └── IncompleteQuestion   the question lacks what only the reader can say
├── ImpossibleLimits     limits that cannot hold together, each named
├── FileError            a file cannot be read, or not as what it claims to be
└── StorageError         the database refused
    └── EditConflict     somebody else saved first
"""

from __future__ import annotations


class JourneymixError(Exception):
    """A refusal in plain words: what is wrong, where, and what to do.

    `what` and `remedy` are templates marked for translation; `values` fills their `{names}`.
    The text of the exception is English; `planner.language.say_error` renders it in the
    reader's language.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "", **values: object) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        self.values = values
        super().__init__(self.english())

    def english(self) -> str:
        """The three parts as one English line."""
        parts = [self.what.format(**self.values) if self.values else self.what]
        if self.where:
            parts.insert(0, f"{self.where}:")
        if self.remedy:
            parts.append(self.remedy.format(**self.values) if self.values else self.remedy)
        return " ".join(parts)


class PlanError(JourneymixError):
    """A plan contradicts itself."""


class ChangeError(PlanError):
    """A change does not fit the plan it is made on."""


class NotYetPossible(JourneymixError):
    """The plan is sound, but asks for something the optimiser cannot do."""


class IncompleteQuestion(NotYetPossible):
    """The question lacks what only the reader can say: a step, a margin, a target."""


class NotInTime(NotYetPossible):
    """No split that keeps every rule was found in the time given; more time may find one."""


class ImpossibleLimits(JourneymixError):
    """Limits that cannot hold together; `limits` holds their keys.

    `further`: sets of keys that cannot hold together either, each for a reason of its own.
    """

    def __init__(
        self,
        what: str,
        *,
        limits: tuple[str, ...],
        further: tuple[tuple[str, ...], ...] = (),
        **more: object,
    ) -> None:
        self.limits = limits
        self.further = further
        super().__init__(what, **more)  # type: ignore[arg-type]


class FileError(JourneymixError):
    """A file cannot be read, or not as what it claims to be."""


class StorageError(JourneymixError):
    """The database refused; nothing was saved."""


class EditConflict(StorageError):
    """Somebody else saved this plan after it was read; nothing was overwritten."""
