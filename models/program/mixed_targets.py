"""Targets where lines are used or not, or returns first rise: all of them hard, or refused by name."""

from __future__ import annotations

import numpy as np

from models.errors import ImpossibleLimits, NotYetPossible
from models.network import Network
from models.outcome_rules import moved_to, with_rules
from models.program.intervals import choices_of
from models.program.outcome_conflict import conflicts_of_hard_targets
from models.quantity import N_


def with_hard_targets(network: Network) -> Network:
    """The network with targets that may be missed held like the others, and none that nobody can reach.

    Raises ImpossibleLimits where a target cannot be reached whatever is chosen, NotYetPossible where a target
    would have to be missed, or where it is asked together with curves whose returns first rise and carry-over.
    """
    if not network.outcome_rules:
        return network
    if network.carry is not None and not bool(
        network.curves.concave_between(network.row_lower, network.row_upper).all()
    ):
        raise NotYetPossible(
            N_("Goals cannot bind yet where returns first rise and effects are carried over to later days."),
            remedy=N_("Set the half-lives to 0, or leave the goals reported."),
        )
    hard = tuple(moved_to(rule, rule.target, np.inf) for rule in network.outcome_rules)
    held = with_rules(network, hard)
    found = conflicts_of_hard_targets(held.changed(choices=None))
    if found:
        _refuse(network, found)
    return held


def refuse_targets(network: Network) -> None:
    """Raise ImpossibleLimits: no choice reaches the targets; does nothing without targets."""
    if network.outcome_rules:
        choices = choices_of(network)
        keys = [rule.key for rule in network.outcome_rules]
        keys += [key for key, least in zip(choices.minimum_key, choices.minimum, strict=True) if least > 0]
        _refuse(network, (tuple(keys),))


def _refuse(network: Network, found: tuple[tuple[str, ...], ...]) -> None:
    soft = {rule.key for rule in network.outcome_rules if rule.may_miss}
    if soft & {key for keys in found for key in keys}:
        raise NotYetPossible(
            N_(
                "A soft goal cannot be reached, and how far it should be missed cannot be weighed yet where "
                "returns first rise or either-or limits are set."
            ),
            remedy=N_("Lower its target, or leave it reported."),
        )
    raise ImpossibleLimits(
        N_("These limits cannot hold together: {keys}."),
        limits=found[0], further=found[1:], remedy=N_("Lower or raise one of them."), keys=", ".join(found[0]),
    )  # fmt: skip
