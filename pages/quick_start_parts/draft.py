"""What was typed so far on the way from numbers to a plan. Nothing of it is saved before the end."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from models.errors import FileError, JourneymixError
from models.money import to_minor
from models.plan import Plan
from models.quantity import N_
from models.reality import RealityCheck, reality_check
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from planner.imports.columns import Mapping, TableKind, guess_mapping, which_kind
from planner.imports.quick_start import QuickStartPreview, QuickStartSettings, preview
from planner.imports.quick_start_records import same_name
from planner.imports.table_reader import Table, read_tables
from planner.language import _
from planner.remembered_columns import remember_columns, remembered_columns

Step = Literal["numbers", "check", "settings", "reality"]
STEPS: tuple[Step, ...] = ("numbers", "check", "settings", "reality")
PREFIX = "quick start "


@dataclass(frozen=True)
class Source:
    """Where a table comes from: a name and its bytes."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """Equal for equal content."""
        return hashlib.sha256(self.content).hexdigest()


def key(name: str) -> str:
    """The session key of a value of this screen."""
    return PREFIX + name


def recall(name: str, default: Any = None) -> Any:
    """A value typed on this screen."""
    return session.recall(key(name), default)


def step() -> Step:
    """Where on the way the reader is."""
    found: Step = recall("step", "numbers")
    return found


@called_by_widget
def go(to: Step) -> None:
    """Go to a step of the way; what was typed stays."""
    session.remember(key("step"), to)


OF_ONE_PLAN = (
    "step", "plan", "lines file", "steps file", "lines text", "steps text", "mapping", "kinds", "decimal", "doubtful",
    "duplicates", "name", "total", "goal step", "objective", "count", "cannot move",
)  # fmt: skip
"""What was typed for one plan; niche, currency, period and model are likely the same for the next."""


def forget_all() -> None:
    """Begin anew, for the next plan: nothing of the last one slips into it."""
    for name in OF_ONE_PLAN:
        session.forget(key(name))


# ---- the tables


@called_by_widget
def keep_file(kind: TableKind) -> None:
    """Keep the bytes of the file just chosen: the widget forgets them when another step is shown."""
    chosen = recall(f"{kind} upload")
    if chosen is not None:
        session.remember(key(f"{kind} file"), Source(chosen.name, chosen.getvalue()))
        session.forget(key("mapping"))


@called_by_widget
def drop_file(kind: TableKind) -> None:
    """Use what is pasted instead of the file."""
    session.forget(key(f"{kind} file"))
    session.forget(key("mapping"))


def source(kind: TableKind) -> Source | None:
    """The file chosen, else the text pasted; None where there is neither."""
    chosen: Source | None = recall(f"{kind} file")
    if chosen is not None:
        return chosen
    text = str(recall(f"{kind} text") or "")
    return Source("", text.encode()) if text.strip() else None


def table(kind: TableKind) -> Table | None:
    """The table of a kind; steps may be a sheet of the workbook that holds the lines. Raises FileError."""
    own = source(kind)
    if own is not None:
        found = _read(own)
        return next((each for each in found if which_kind(each.headers) == kind), found[0])
    beside = source("lines") if kind == "steps" else None
    if beside is None:
        return None
    return next((each for each in _read(beside) if which_kind(each.headers) == "steps"), None)


def _read(given: Source) -> tuple[Table, ...]:
    """Read once for each content."""
    kept: dict[str, tuple[Table, ...]] = recall("read", {})
    if given.digest not in kept:
        kept = {**dict(list(kept.items())[-3:]), given.digest: read_tables(given.content, given.name)}
        session.remember(key("read"), kept)
    return kept[given.digest]


# ---- mapping and settings


def mapping(kind: TableKind, headers: tuple[str, ...]) -> Mapping:
    """Field -> column: what the reader chose for a table with this header, now or before, else the guess."""
    known: dict[TableKind, tuple[tuple[str, ...], Mapping]] = recall("mapping", {})
    if kind not in known or known[kind][0] != headers:
        found = remembered_columns(session.store(), kind, headers)
        known = {**known, kind: (headers, guess_mapping(headers, kind) if found is None else found)}
        session.remember(key("mapping"), known)
    return known[kind][1]


def choose_column(kind: TableKind, headers: tuple[str, ...], field: str, place: int | None) -> None:
    """Let a column stand for a field, or none; a column serves one field only."""
    changed = {name: at for name, at in mapping(kind, headers).items() if name != field and at != place}
    if place is not None:
        changed[field] = place
    session.remember(key("mapping"), {**recall("mapping", {}), kind: (headers, changed)})
    remember_columns(session.store(), kind, headers, changed)


def period() -> tuple[dt.date, dt.date] | None:
    """First and last day of the last period; None while only one is chosen."""
    chosen = recall("period") or last_month()
    return (chosen[0], chosen[1]) if len(chosen) == 2 else None


def last_month() -> tuple[dt.date, dt.date]:
    """The last whole calendar month."""
    end = dt.date.today().replace(day=1) - dt.timedelta(days=1)
    return end.replace(day=1), end


def settings() -> QuickStartSettings:
    """Everything typed beside the tables. Raises FileError while the period is not complete."""
    days = period()
    if days is None:
        raise FileError(
            N_("The last period has no last day yet."), remedy=N_("Choose its first and its last day.")
        )
    currency = str(recall("currency") or "EUR")
    total = recall("total")
    return QuickStartSettings(
        name=str(recall("name") or "").strip() or default_name(), niche=str(recall("niche") or ""),
        owner=session.user_name(), currency=currency, period_start=days[0], period_end=days[1],
        marketing_model=recall("model") or "race", decimal=recall("decimal"),
        duplicates=recall("duplicates") or "refuse", results_count=recall("count") or "platform_reported",
        kinds=recall("kinds", {}), goal_step=str(recall("goal step") or ""),
        total_budget=None if total is None else to_minor(total, currency),
        objective=recall("objective") or "conversions", cannot_move=tuple(recall("cannot move") or ()),
    )  # fmt: skip


def default_name() -> str:
    """A name for the plan until the reader gives one."""
    return str(recall("niche") or "").strip() or _("My plan")


def choose_kind(channel: str, kind: str) -> None:
    """Let a channel be of a kind."""
    session.remember(key("kinds"), {**recall("kinds", {}), same_name(channel): kind})


def found() -> QuickStartPreview | None:
    """What the tables would become. None without a table of lines. Raises JourneymixError."""
    lines = table("lines")
    if lines is None:
        return None
    steps, asked = table("steps"), settings()
    chosen: dict[TableKind, Mapping] = {"lines": mapping("lines", lines.headers)}
    if steps is not None:
        chosen["steps"] = mapping("steps", steps.headers)
    read = [each.digest for each in (source("lines"), source("steps")) if each is not None]
    wanted = (*session.language(), *read, repr(sorted(chosen.items())), asked.model_dump_json())
    kept: tuple[tuple[str, ...], QuickStartPreview] | None = recall("found")
    if kept is None or kept[0] != wanted:
        kept = (wanted, preview(lines, steps, chosen, asked))
        session.remember(key("found"), kept)
    return kept[1]


def reachable(wanted: Step) -> bool:
    """Whether the numbers typed so far allow this step."""
    if wanted == "numbers":
        return True
    if wanted == "reality":
        return built() is not None
    try:
        seen = found()
    except JourneymixError:
        return wanted == "check" and source("lines") is not None
    return seen is not None and (wanted == "check" or seen.ready)


def built() -> Plan | None:
    """The plan built of it, not saved yet."""
    plan: Plan | None = recall("plan")
    return plan


def hold(plan: Plan | None) -> None:
    """Keep the plan built."""
    session.remember(key("plan"), plan)


def met(plan: Plan) -> RealityCheck:
    """The plan built, met with reality; once for each plan. Raises NotYetPossible."""
    kept: tuple[str, RealityCheck] | None = recall("met")
    if kept is None or kept[0] != plan.fingerprint:
        kept = (plan.fingerprint, reality_check(plan))
        session.remember(key("met"), kept)
    return kept[1]
