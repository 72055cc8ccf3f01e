"""Files of every usual kind become the same table; others are refused in words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from models.errors import FileError
from planner.imports import file_kind
from planner.imports.columns import guess_mapping, which_kind
from planner.imports.table_reader import read_table, read_tables

RUSSIAN = "Канал;Этап;Расход (руб.);Результаты\nЯндекс Директ;Охват;1 234,50;17\nE-mail;Convert;--;5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    table = read_table(RUSSIAN.encode(encoding), "report.xls")
    assert table.headers == ("Канал", "Этап", "Расход (руб.)", "Результаты")
    assert table.rows[0].cells == ("Яндекс Директ", "Охват", "1 234,50", "17")
    assert [row.line for row in table.rows] == [2, 3]


def test_western_letters_are_not_taken_for_cyrillic() -> None:
    table = read_table("channel,spend\nCafé Zoë,5\n".encode("cp1252"))
    assert table.rows[0].cells == ("Café Zoë", "5")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_delimiters_with_quoted_cells(separator: str) -> None:
    text = f'channel{separator}spend{separator}results\n"a{separator} ""b""\nc"{separator}"1,5"{separator}2\nx{separator}3{separator}4\n'
    table = read_table(text)
    assert table.rows[0].cells == (f'a{separator} "b"\nc', "1,5", "2")
    assert [row.line for row in table.rows] == [2, 4]


def test_header_after_a_preamble() -> None:
    text = "Campaign report\n1 January 2026 - 31 January 2026\n\nCampaign,Campaign type,Cost,Cost / conv.,Conversions\nTotal Wine,Search,10.5,1,4\nTotal: account,,10.5,1,4\n"
    table = read_table(text)
    assert table.headers[0] == "Campaign"
    assert table.header_line == 4
    assert table.preamble[0] == "Campaign report"
    assert guess_mapping(table.headers, "lines") == {"channel": 0, "spend": 2, "results": 4}


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_whatever_its_name() -> None:
    content = workbook(
        [["channel", "stage", "spend", "results"], ["Ads", "Reach", 1234.5, 17], ["Mail", "Act", None, 3]],
        [["step", "observed"], ["Visits", 100]],
        [[]],
    )
    lines, steps = read_tables(content, "numbers.csv")
    assert lines.rows[0].cells == ("Ads", "Reach", 1234.5, 17.0)
    assert lines.rows[1].cells[2] is None
    assert (which_kind(lines.headers), which_kind(steps.headers)) == ("lines", "steps")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"channel,stage,spend,results\n", "header and no rows"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary data"),
        (b"%PDF-1.7\n1 0 obj", "binary data"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old XLS"),
        (b"1,2,3\n4,5,6\n", "No header"),
        (b'channel,spend\n"' + b"x" * 200_000 + b",5\n", "cannot be split"),
    ],
)
def test_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(FileError, match=words) as refused:
        read_table(content, "table.csv")
    assert "table.csv" in str(refused.value)
    assert refused.value.remedy


def test_an_archive_is_no_workbook() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("table.csv", "channel,spend\na,1\n")
    with pytest.raises(FileError, match="zip archive"):
        read_table(content.getvalue())


def test_a_workbook_that_unpacks_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_kind, "LARGEST_UNPACKED", 2**20)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 2**22)
    with pytest.raises(FileError, match="unpacks to more"):
        read_table(content.getvalue())


def test_too_large_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_kind, "LARGEST_FILE", 100)
    with pytest.raises(FileError, match="MB"):
        read_table(b"channel,spend\n" + b"a,1\n" * 50)


def test_two_hundred_thousand_rows_are_read() -> None:
    text = "channel,stage,step,spend,results\n" + "Ads,Reach,Visits,1.5,3\n" * 200_000
    assert len(read_table(text).rows) == 200_000


@pytest.mark.parametrize(
    ("headers", "spend"),
    [
        ("Кампания;Ср. цена за клик;Цена/конв.;Расходы", 3),
        ("Название кампании;Результат;Цена за результат, ₽;Потрачено всего, ₽", 3),
        ("Назва кампанії;Результати;Ціна за результат;Витрачена сума (UAH)", 3),
        ("Campaign name;Results;Cost per result;Amount spent (EUR)", 3),
        ("Кaмпания;Cтоимость (руб.);Конверсии", 1),
        ("Campaign;Avg. cost;Cost / conv.;Avg. CPC", None),
    ],
)
def test_a_price_per_result_is_never_taken_for_spend(headers: str, spend: int | None) -> None:
    mapping = guess_mapping(tuple(headers.split(";")), "lines")
    assert mapping.get("spend") == spend
    assert mapping["channel"] == 0


def test_no_file_is_needed(tmp_path: Path) -> None:
    assert read_table("channel\tspend\tresults\r\nAds\t1\t2\r\n").rows[0].cells == ("Ads", "1", "2")
