"""A split set by hand: what is typed stands, what is emptied is as proposed, sums are exact."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.plan import make_plan
from planner.answers import optimise, simulate
from planner.hand_split import WHOLE, HandSplit, amounts_by_period, differs, spread
from tests.models.test_periods import values_of

PLAN = make_plan(values_of(30, 31, 30))
SPLIT = optimise(PLAN).proposed
LINES = [line.id for line in PLAN.touchpoints]
keys = st.tuples(st.sampled_from(LINES), st.sampled_from([WHOLE, "p0", "p1", "p2"]))
typed = st.dictionaries(keys, st.none() | st.integers(0, 10**12))


@given(st.lists(typed, max_size=4))
def test_every_amount_is_typed_or_proposed_and_typed_sums_are_exact(
    turns: list[dict[tuple[str, str], int | None]],
) -> None:
    hand = HandSplit()
    for cells in turns:
        hand = hand.with_cells(cells)
    amounts = amounts_by_period(PLAN, SPLIT, hand)
    for line in LINES:
        by_hand = {period: hand.typed.get((line, period)) for period in ("p0", "p1", "p2")}
        whole = hand.typed.get((line, WHOLE))
        for period, amount in by_hand.items():
            if amount is not None:
                assert amounts[period][line] == amount
            elif whole is None:
                assert amounts[period][line] == SPLIT.by_period[period][line]
        if whole is not None and not any(amount is not None for amount in by_hand.values()):
            assert sum(amounts[period][line] for period in by_hand) == whole
    own = simulate(PLAN, None, amounts)
    assert own.by_period == amounts


def test_an_emptied_cell_is_as_proposed_and_never_nothing() -> None:
    hand = HandSplit().with_cells({("t_search", "p1"): 5_000}).with_cells({("t_search", "p1"): None})
    assert not hand
    assert not differs(SPLIT, amounts_by_period(PLAN, SPLIT, hand))
    again = HandSplit().with_cells({("t_search", "p1"): 5_000}).with_cells({("t_search", WHOLE): None})
    assert not again


def test_a_typed_nothing_is_nothing() -> None:
    amounts = amounts_by_period(PLAN, SPLIT, HandSplit({("t_search", "p1"): 0}))
    assert amounts["p1"]["t_search"] == 0
    assert differs(SPLIT, amounts)


def test_a_sum_for_a_line_without_money_follows_the_days() -> None:
    empty = simulate(PLAN, {})
    amounts = amounts_by_period(PLAN, empty, HandSplit({("t_search", WHOLE): 9_100}))
    assert [amounts[period]["t_search"] for period in ("p0", "p1", "p2")] == [3_000, 3_100, 3_000]


def test_what_was_typed_for_a_period_that_is_gone_does_not_count() -> None:
    assert not differs(SPLIT, amounts_by_period(PLAN, SPLIT, HandSplit({("t_search", "gone"): 1})))


@given(st.integers(0, 10**15), st.lists(st.integers(0, 10**12), min_size=1).filter(any))
def test_parts_add_up_and_none_is_negative(amount: int, weights: list[int]) -> None:
    parts = spread(amount, weights)
    assert sum(parts) == amount
    assert all(part >= 0 and (weight or not part) for part, weight in zip(parts, weights, strict=True))
