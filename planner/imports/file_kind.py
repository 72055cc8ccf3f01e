"""What a file is, told by its bytes and never by its name; text of any usual encoding."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import StrEnum

from models.errors import FileError
from models.quantity import N_

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes of a file that is read at all."""

LARGEST_UNPACKED = 400 * 1024 * 1024
"""Bytes that a zipped workbook may unpack to."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPREADSHEET_PARTS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_TOGETHER = re.compile(rb"[\xc0-\xff\xa8\xb8\xa5\xb4\xaa\xba\xaf\xbf\xb2\xb3]{2,}")


class FileKind(StrEnum):
    """What the bytes are."""

    WORKBOOK = "workbook"
    TEXT = "text"


def kind_of(content: bytes, name: str = "") -> FileKind:
    """Workbook or text. Raises FileError for an empty, oversized or foreign file."""
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise FileError(
            N_("The file is empty."), where=name, remedy=N_("Choose a file that holds a table with a header.")
        )
    if len(content) > LARGEST_FILE:
        raise FileError(
            N_("The file has {size:,.0f} MB; at most {limit} MB are read."),
            where=name,
            remedy=N_("Sum the rows up per channel and step, and take that table."),
            size=len(content) / 2**20,
            limit=LARGEST_FILE // 2**20,
        )
    if content.startswith(b"PK\x03\x04"):
        check_unpacked_size(content, name)
        return FileKind.WORKBOOK
    if content.startswith(_OLD_OFFICE):
        raise FileError(
            N_("This is a workbook in the old XLS format or with a password."),
            where=name,
            remedy=N_("Save it as XLSX without a password, or as CSV."),
        )
    return FileKind.TEXT


def check_unpacked_size(content: bytes, name: str) -> None:
    """Refuse a zip that is no workbook, is damaged, or unpacks to more than `LARGEST_UNPACKED`.

    The sizes a zip states about itself are not believed: it is unpacked piece by piece.
    """
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not _SPREADSHEET_PARTS & set(archive.namelist()):
                raise FileError(
                    N_("This is a zip archive, not a workbook."),
                    where=name,
                    remedy=N_("Unpack it and choose the table inside."),
                )
            for member in archive.infolist():
                with archive.open(member) as part:
                    while piece := part.read(1 << 20):
                        total += len(piece)
                        if total > LARGEST_UNPACKED:
                            raise FileError(
                                N_("The workbook unpacks to more than {limit} MB."),
                                where=name,
                                remedy=N_("Keep only the sheet with the table, or save it as CSV."),
                                limit=LARGEST_UNPACKED // 2**20,
                            )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise FileError(
            N_("The workbook is damaged or has a password."),
            where=name,
            remedy=N_("Save it again as XLSX without a password, or as CSV."),
        ) from error


def text_of(content: bytes, name: str = "") -> str:
    """The text of a file in UTF-8, UTF-16, windows-1251 or windows-1252.

    Raises FileError when the bytes are no text (a picture, a PDF, a program).
    """
    text = _decoded(content)
    sample = text[:100_000]
    if text.startswith("%PDF") or "\ufffd" in sample or len(_CONTROL.findall(sample)) > len(sample) // 1000:
        raise FileError(
            N_("This is not a table: the file holds binary data, whatever its name says."),
            where=name,
            remedy=N_("Choose a CSV or XLSX file, or paste the cells from your spreadsheet."),
        )
    return text


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    head = content[:4000]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(head) >= 4 and zeros.count(0) > 0.4 * len(zeros) and head.count(0) < 0.6 * len(head):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(_one_byte_encoding(content), errors="replace")


def _one_byte_encoding(content: bytes) -> str:
    """Cyrillic letters stand together in words; accented letters of the west stand alone."""
    sample = content[:200_000]
    high = len(_HIGH.findall(sample))
    together = sum(len(word) for word in _HIGH_TOGETHER.findall(sample))
    return "cp1251" if together >= 0.5 * high else "cp1252"
