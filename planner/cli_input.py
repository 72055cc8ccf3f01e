"""What a command line gives: plans by path, id or name, and amounts of money."""

from __future__ import annotations

import getpass
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import click

from models.changes import Change
from models.errors import FileError, PlanError
from models.money import exponent, to_minor
from models.plan import Plan
from models.quantity import N_
from planner import workflows
from planner.plan_file import MAX_BYTES, read_plan
from planner.store import Store

MONEY_HELP = "Whole currency units, such as 120000 or 120,000.50."
LARGEST = 10**15
_AMOUNT = re.compile(r"([0-9]{1,3}(?:[, \u00a0\u202f'][0-9]{3})+|[0-9]{1,18})(\.[0-9]{1,9})?")


@dataclass(frozen=True)
class FoundPlan:
    """A plan, the store it came from (None for a file), and what the command changed in it."""

    plan: Plan
    store: Store | None = None
    changes: tuple[Change, ...] = ()


def find_plan(named: str) -> FoundPlan:
    """The plan file at this path, or the stored plan of this id or name.

    Raises FileError, PlanError, StorageError.
    """
    path = Path(named)
    if is_file(path):
        return FoundPlan(read_plan(read_bytes(path)))
    if path.suffix.lower() == ".json" or len(path.parts) > 1:
        raise FileError(N_("There is no file “{name}”."), name=named)
    store = workflows.open_store()
    opened = workflows.open_plan(store, _id_of(store, named))
    return FoundPlan(opened.plan, store)


def is_file(path: Path) -> bool:
    """Whether there is something to read; False for what no file system would take as a name."""
    try:
        return path.exists() and not path.is_dir()
    except (OSError, ValueError):
        return False


def read_bytes(path: Path) -> bytes:
    """A file's content. Raises FileError when it cannot be read, or is far too large for any input."""
    try:
        size = path.stat().st_size
        if size > 2 * MAX_BYTES:
            raise FileError(
                N_("The file has {size:.0f} MB, which is too large."), where=str(path), size=size / 2**20
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileError(
            N_("The file cannot be read ({reason})."),
            where=str(path),
            remedy=N_("Check its name and that you may read it."),
            reason=getattr(error, "strerror", None) or str(error),
        ) from error


def amount_of_money(text: str, currency: str, option: str) -> int:
    """`120000`, `120,000.50` or `120 000.50` -> minor units. Raises click.BadParameter."""
    written = text.strip()
    match = _AMOUNT.fullmatch(written)
    if match is None:
        raise click.BadParameter(f"“{text}” is not an amount. {MONEY_HELP}", param_hint=option)
    amount = Decimal(re.sub(r"[^\d.]", "", written))
    if amount != round(amount, exponent(currency)):
        raise click.BadParameter(
            f"“{text}” has more decimals than {currency} has ({exponent(currency)}).", param_hint=option
        )
    minor = to_minor(amount, currency)
    if minor > LARGEST:
        raise click.BadParameter(f"“{text}” is more than a plan can hold.", param_hint=option)
    return minor


def user_name() -> str:
    """Who works here, for the history; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _id_of(store: Store, named: str) -> str:
    cards = [*workflows.list_plans(store), *workflows.list_plans(store, archived=True)]
    if any(card.id == named for card in cards):
        return named
    wanted = named.strip().casefold()
    matches = [card.id for card in cards if card.name.strip().casefold() == wanted]
    if len(matches) > 1:
        raise PlanError(
            N_("{count} plans have the name “{name}”."),
            remedy=N_("Use an id: {ids}."),
            count=len(matches),
            name=named,
            ids=", ".join(matches),
        )
    if not matches:
        raise PlanError(
            N_("There is no plan “{name}”, neither a file nor in the database."),
            remedy=N_("`python -m planner list` shows the stored ones."),
            name=named,
        )
    return matches[0]
