"""Every row of a quick-start table has a fate, and every refusal a place, a reason and a remedy."""

from __future__ import annotations

import pytest

from models.errors import FileError
from planner.imports.quick_start import preview
from planner.imports.samples import sample
from planner.imports.table_reader import read_table
from tests.planner.imports.quick_start_tables import LINES, STEPS, row, seen, settings


def test_totals_to_compare_with_a_report() -> None:
    found = seen()
    assert found.ready
    assert (found.totals.rows, found.totals.taken, found.totals.refused) == (3, 3, 0)
    assert found.totals.spend == 800_050
    assert found.totals.results_by_step == {"Visits": 5600, "Leads": 250}


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ("Google,Reach,Visits,-5,10", "spend", "negative"),
        ("Google,Reach,Visits,,10", "spend", "missing is not 0"),
        ("Google,Reach,Visits,--,10", "spend", "missing is not 0"),
        ("Google,Reach,Visits,nan,10", "spend", "not a number"),
        ("Google,Reach,Visits,inf,10", "spend", "not a number"),
        ("Google,Reach,Visits,10,1e500", "results", "not a number"),
        ("Google,Reach,Visits,1e14,10", "spend", "too large"),
        ("Google,Reach,Visits,=1+1,10", "spend", "not a number"),
        ("Google,Reach,Visits,10,-3", "results", "negative"),
        (",Reach,Visits,10,3", "channel", "no name"),
        ("Google,Reach,Checkout,10,3", "step", "not in the table of steps"),
        ("Google,Act,Visits,10,3", "stage", "belongs to the stage"),
        ("Google,,,10,3", "step", "neither a stage nor a step"),
        ("Google,Engage,,10,3", "stage", "No step belongs"),
        ("E-mail,Reach,Visits,,", "spend", "missing"),
        ("E-mail,Reach,Visits,0,", "results", "neither money nor a result"),
        ("x" * 5001 + ",Reach,Visits,10,3", "channel", "5,001 characters"),
    ],
)  # fmt: skip
def test_refused_with_line_column_and_reason(cells: str, column: str, reason: str) -> None:
    found = row(cells)
    (refusal,) = found.refusals
    assert (refusal.line, refusal.column) == (2, column)
    assert reason in refusal.reason()
    assert refusal.advice()
    assert [fate.fate for fate in found.fates] == ["refused"]
    assert not found.ready


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("elasticity", "1", "between 0 and 1"),
        ("elasticity", "0", "between 0 and 1"),
        ("incrementality", "1.2", "between 0 and 1"),
        ("quality", "-1", "negative"),
        ("lower", "20", "lower limit exceeds the upper"),
        ("committed", "20", "committed amount exceeds"),
        ("what_results_count", "bananas", "does not say what a result counts"),
        ("from_step", "Orders", "round in a circle"),
        ("from_step", "Visits", "round in a circle"),
        ("from_step", "Nowhere", "not in the table of steps"),
    ],
)
def test_optional_columns_are_checked(column: str, cell: str, reason: str) -> None:
    found = row(f"Google,Visits,5,3,10,{cell}", f"channel,step,spend,results,upper,{column}")
    assert [(refusal.column, reason in refusal.reason()) for refusal in found.refusals] == [(column, True)]


def test_shares_are_read_as_per_cent_too() -> None:
    found = row('Google,Visits,5,3,75 %,"0,5"', "channel,step,spend,results,incrementality,elasticity")
    assert (found.lines[0].incrementality, found.lines[0].elasticity) == (0.75, 0.5)


def test_duplicates_are_refused_or_added_up_as_chosen() -> None:
    twice = LINES + "google SEARCH,Reach,Visits,100,50\n"
    refused = seen(twice)
    assert [(remark.line, "same line as row 2" in remark.reason()) for remark in refused.refusals] == [
        (5, True)
    ]
    merged = seen(twice, duplicates="merge")
    assert (merged.lines[0].spend, merged.lines[0].results) == (410_000, 3050)
    assert merged.fates[-1].fate == "merged"
    assert merged.totals.taken == 4


def test_rows_of_one_line_that_differ_are_not_merged_in_silence() -> None:
    text = (
        "channel,step,spend,results,quality\nA,Visits,1,2,1\nA,Visits,1,2,0.5\nB,Visits,1,2,\nB,Visits,1,,\n"
    )
    found = seen(text, duplicates="merge")
    assert [(remark.line, remark.column) for remark in found.refusals] == [(3, "quality"), (5, "results")]


def test_a_number_that_reads_two_ways_is_asked_about_once_a_column() -> None:
    text = 'channel,step,spend,results\nA,Visits,"1,234",10\nB,Visits,"2,345",10\n'
    found = seen(text)
    assert [(each.line, each.column, each.text, each.times) for each in found.questions] == [
        (2, "spend", "1,234", 2)
    ]
    assert not found.ready
    assert found.totals.spend == 0
    assert seen(text, decimal=".").totals.spend == 357_900
    assert seen(text, decimal=",").totals.spend == 357
    assert seen(text + 'C,Visits,"7,5",10\n').totals.spend == 1107, "the column itself decides"


def test_rows_of_totals_are_left_out_but_not_a_channel_named_so() -> None:
    found = seen(
        LINES + "Total Wine,Reach,Visits,10,5\nTotal,,,8010.50,5855\nИтого,,,1,1\nРазом: усі,,,1,1\n"
    )
    assert [fate.fate for fate in found.fates[3:]] == ["taken", "left_out", "left_out", "left_out"]


def test_spend_with_no_result_and_results_with_no_spend_are_kept_and_said() -> None:
    found = seen(LINES + "Billboards,Reach,Visits,500,\nNewsletter,Reach,Visits,,800\n")
    assert [fate.fate for fate in found.fates[3:]] == ["no_curve", "no_money"]
    said = " ".join(remark.reason() for remark in found.remarks)
    assert "cannot be advised on" in said
    assert "count as unpaid entries" in said


def test_without_any_money_there_is_nothing_to_split() -> None:
    found = row("Newsletter,Reach,Visits,0,800")
    assert "No line has money" in found.obstacles[0].reason()


def test_an_unknown_kind_of_channel_is_assumed_and_said() -> None:
    found = row("Zeta 7,Reach,Visits,10,3")
    assert (found.lines[0].kind, found.lines[0].kind_recognised) == ("paid_other", False)
    assert "was not recognised" in found.remarks[-1].reason()
    chosen = row("Zeta 7,Reach,Visits,10,3", kinds={"zeta 7": "display"})
    assert (chosen.lines[0].kind, chosen.remarks) == ("display", ())
    wrong = row("Zeta 7,Reach,Visits,10,3", kinds={"zeta 7": "carrier pigeons"})
    assert "not a known kind" in wrong.refusals[0].reason()


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ("step,observed\nVisits,100\nLeads,900\n", "900%"),
        ("step,observed\nVisits,\nLeads,900\n", "is not known"),
        ("step,observed\nVisits,0\nLeads,900\n", "is not known"),
    ],
)
def test_conversions_that_cannot_be(steps: str, reason: str) -> None:
    found = row("Google,,Visits,10,3", steps=steps)
    assert [reason in remark.reason() for remark in found.obstacles] == [True]
    assert found.obstacles[0].advice()


@pytest.mark.parametrize(
    ("steps", "column", "reason"),
    [
        ("step,observed,conversion_to_next\nVisits,10,1.5\n", "conversion_to_next", "between 0 and 1"),
        ("step,observed,addressable\nVisits,10,5\n", "addressable", "only 5 could be won"),
        ("step,observed\nVisits,-1\n", "observed", "negative"),
        ("step,observed\nVisits,inf\n", "observed", "not a number"),
        ("step,observed\n,5\n", "step", "no name"),
        ("step,observed\nVisits,5\nvisits,6\n", "step", "second time"),
    ],
)
def test_steps_are_refused_with_a_reason(steps: str, column: str, reason: str) -> None:
    found = row("Google,,Visits,10,3", steps=steps)
    refusal = found.refusals[0]
    assert (refusal.table, refusal.column) == ("steps", column)
    assert reason in refusal.reason()


def test_a_file_without_steps_takes_them_from_the_lines() -> None:
    found = seen("channel,stage,spend,results\nA,Convert,10,3\nB,Reach,10,3\n", None)
    assert [(step.name, step.stage_code) for step in found.steps] == [
        ("Reach", "reach"),
        ("Convert", "convert"),
    ]
    assert "is not known" in found.obstacles[0].reason()


@pytest.mark.parametrize("stage", ["reach", "REACH", "Awareness", "Охват", "охоплення"])
def test_stages_are_matched_by_name_code_and_synonym(stage: str) -> None:
    assert row(f"Google,{stage},Visits,10,3").refusals == ()


def test_missing_columns_are_named() -> None:
    with pytest.raises(FileError, match="No column was found for: spend"):
        preview(read_table("channel,Cost / conv.,results\nA,1,2\n"), None, None, settings())


def test_a_column_chosen_by_hand_overrides_the_guess_and_is_doubted() -> None:
    table = read_table("channel,step,Cost / conv.,results\nA,Visits,1,2\n")
    chosen = {"lines": {"channel": 0, "step": 1, "spend": 2, "results": 3}}
    found = preview(table, None, chosen, settings())  # type: ignore[arg-type]
    assert found.lines[0].spend == 100
    assert "price per result" in found.remarks[0].reason()


def test_two_hundred_thousand_rows_get_a_clear_answer() -> None:
    table = read_table("channel,step,spend,results\n" + "A,Visits,1,2\n" * 200_000)
    with pytest.raises(FileError, match=r"more than 10,000 rows.*Sum the rows up"):
        preview(table, None, None, settings())


def test_the_samples_offered_are_taken_whole() -> None:
    found = seen(sample("lines"), sample("steps"))
    assert found.ready
    assert found.refusals == ()
    assert found.totals.taken == found.totals.rows == 10


def test_a_currency_that_is_none_is_refused() -> None:
    with pytest.raises(FileError, match="not a currency code"):
        seen(currency="XYZ")


def test_steps_table_is_unchanged_by_the_order_of_its_columns() -> None:
    shuffled = "value,observed,step,stage\n,10000,Visits,Reach\n,900,Leads,Act\n80,200,Orders,Convert\n"
    assert [s.observed for s in seen(steps=shuffled).steps] == [s.observed for s in seen(steps=STEPS).steps]
