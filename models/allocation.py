"""What comes back from the optimiser: the split, its simulation, its proof and its prices."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from models.goals import Outlook
from models.network_keys import plain
from models.plan import Plan

if TYPE_CHECKING:
    from models.caution import Caution
    from models.program.solution import Solution


@dataclass(frozen=True)
class LineResult:
    """One line at one spend, over the whole plan and what its money brings later; all simulated.

    `spend` major units of money as set in the platform; `reported` people before
    incrementality and overlap (what a platform would report); `claims` effective claims;
    `people` after overlap; `conversions`, `revenue` credited so that lines, organic and
    pipeline add up; `marginal` objective units per further major unit of money, spread over the periods
    like the spend.
    """

    spend: float
    reported: float
    claims: float
    people: float
    conversions: float
    revenue: float
    marginal: float


@dataclass(frozen=True)
class StepResult:
    """One step, all segments and periods: people who came, were served, turned away, left.

    `later`: served outside the plan's periods, on their way or won by money that still has effect.
    """

    volume: float
    served: float
    turned_away: float
    organic: float
    pipeline: float
    from_paid: float
    left: float
    by_segment: dict[str, float] = field(default_factory=dict)
    later: float = 0.0


@dataclass(frozen=True)
class PoolResult:
    """One audience pool: people in it, effective claims on it, people moved, people left.

    `size` and `left` are None where the limit is not known.
    """

    size: float | None
    claims: float
    moved: float
    left: float | None


@dataclass(frozen=True)
class PeriodResult:
    """One period: money spent and people arriving in it.

    `spend`: line id -> minor units; `media` and `charged` major units. `conversions`, `revenue`: of
    everybody who arrives within the period; `line_conversions`: line id -> conversions, whenever they
    come, of the people whom the line wins in the period. `served`, `turned_away`: step id -> people.
    `messages`: where a line is split between its messages, the amount of each by the key of its part.
    """

    spend: dict[str, int]
    media: float
    charged: float
    conversions: float
    revenue: float
    line_conversions: dict[str, float]
    served: dict[str, float]
    turned_away: dict[str, float]
    messages: dict[str, int] = field(default_factory=dict)

    @property
    def amounts(self) -> dict[str, int]:
        """Minor units by line, and by the key of a part instead where a line is split."""
        split = {plain(key) for key in self.messages}
        return {line: money for line, money in self.spend.items() if line not in split} | self.messages


@dataclass(frozen=True)
class Outcome:
    """A plan simulated at one spend. `spend` is line id -> minor units over the plan.

    Totals hold what comes after the plan's end (or between its periods) from its money and its people;
    `later_conversions` and `later_revenue` are that part. Incremental: less the same plan with no spend.
    `objective` is not a number where the question does not say what to count. `periods`: period id -> what happens in it.
    """

    spend: dict[str, int]
    objective: float
    conversions: float
    revenue: float
    organic_conversions: float
    incremental_conversions: float
    media: float
    charged: float
    lines: dict[str, LineResult]
    steps: dict[str, StepResult]
    pools: dict[str, PoolResult]
    later_conversions: float = 0.0
    later_revenue: float = 0.0
    incremental_objective: float = 0.0
    incremental_revenue: float = 0.0
    periods: dict[str, PeriodResult] = field(default_factory=dict)
    messages: dict[str, dict[str, LineResult]] = field(default_factory=dict)

    @property
    def by_period(self) -> dict[str, dict[str, int]]:
        """Period id -> line id, or key of a part, -> spend in minor units: what brings this outcome again."""
        return {key: period.amounts for key, period in self.periods.items()}

    @property
    def amounts(self) -> dict[str, int]:
        """The same over the whole plan."""
        found: dict[str, int] = {}
        for period in self.by_period.values():
            for key, money in period.items():
                found[key] = found.get(key, 0) + money
        return found or dict(self.spend)


@dataclass(frozen=True)
class GoalResult:
    """A goal that binds the split: what counts towards it today and as proposed, simulated, in its own unit.

    `missing`: by how much it is missed as proposed (money: also by how much it is exceeded); `price`:
    objective units that the last unit of the target costs.
    """

    goal_id: str
    target: float
    now: float
    proposed: float
    missing: float
    price: float


class SearchStatus(StrEnum):
    """How the search ended."""

    PROVED = "proved"
    GAP_LEFT = "gap_left"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Price:
    """What a rule costs: objective units per unit of its right-hand side, and how it binds.

    `binding` is "lower", "upper", "equal" or "" (does not bind); `unit` is "money" or "people".
    """

    key: str
    price: float
    binding: str
    unit: str = "money"


@dataclass(frozen=True)
class TargetFound:
    """What a question for a target came to. Budgets in minor units, as charged, with all that is in a total.

    `asked`: the plan with its target; the answer's own plan has the total that was found. `proved`: no
    smaller budget reaches the target (least spend), or no greater one keeps it (a cost or return), as far
    as the search could prove. `ended_by`: keys of the limits that end the money before the target does.
    `beyond`: the budget, above the total allowed, that would reach the target or up to which it would hold.
    """

    asked: Plan
    met: bool
    proved: int | None = None
    ended_by: tuple[str, ...] = ()
    beyond: int | None = None


@dataclass(frozen=True)
class Allocation:
    """The proposed split of one plan, kept with the exact plan it answers.

    `proposed` is simulated at the rounded split; `unrounded` is the value of the objective before
    rounding, `upper` the proved bound, `gap` (upper - unrounded) / what the money brings, and
    `gap_rounded` the same for the rounded split. `step_worth` is (segment id, step id) ->
    objective units for one more person there; `pool_worth` the same for one more in a pool.
    `step_kept`: the step of money that the amounts keep, 1 where none in the wished step keeps the limits;
    `odd_lines` are no multiple of it, because they are fixed, hold no multiple or balance the total.
    `unplaced`: minor units as charged that no amount could take, `broken_by_rounding`: keys of rules
    that no whole minor units keep (fees and VAT need not divide the total). `trouble`: why the solver gave
    up, for the log. `solution`: the search behind the answer, to go on from. `target`: what was sought
    instead of the best split of a total; None where nothing was.
    `caution`: where the plan asks for the worst fifth of what may come; then `unrounded`, `upper`, the gaps
    and the prices speak of the mean of the worst draws, every outcome still of the stated assumptions.
    `goals`: those that bind the split, as reached by the proposed one.
    """

    plan: Plan
    status: SearchStatus
    now: Outcome
    proposed: Outcome
    unrounded: float
    upper: float
    gap: float
    gap_rounded: float
    prices: dict[str, Price]
    step_worth: dict[tuple[str, str], float]
    pool_worth: dict[tuple[str, str], float]
    limits_of_lines: dict[str, tuple[int, int]]
    rounds: int = 0
    step_kept: int = 1
    odd_lines: tuple[str, ...] = ()
    unplaced: float = 0.0
    broken_by_rounding: tuple[str, ...] = ()
    trouble: str = ""
    solution: Solution | None = field(default=None, repr=False, compare=False)
    caution: Caution | None = None
    target: TargetFound | None = None
    goals: tuple[GoalResult, ...] = ()

    @property
    def asked(self) -> Plan:
        """The plan as it was asked; `plan` has its total fixed where a target was sought."""
        return self.plan if self.target is None else self.target.asked

    @property
    def outlook(self) -> Outlook:
        """For which future the split was sought."""
        return self.plan.rules.outlook
