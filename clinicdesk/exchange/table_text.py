"""Text in columns from anybody: limits first, then bytes into the fields of each row."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clinicdesk.errors import ListRefused, Problem
from clinicdesk.words import said

MOST_BYTES = 1 << 20
MOST_LETTERS = 10_000

_DELIMITERS = (",", ";", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAID = {
    "unexpected end of data": "a quotation mark opens a field here and none closes it",
    "field larger than field limit": "a field here is far too long; perhaps a quotation mark in it is not closed",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is not empty: its number as a spreadsheet counts, its fields, and what is wrong with it, if any."""

    number: int
    fields: list[str]
    problem: str = ""


def read_table(data: bytes, is_heading: Callable[[str], bool]) -> Iterator[Line]:
    """The rows of a text of at most 1 MiB, the first of them being the headings; no field has spaces around it.

    UTF-8, UTF-16 with its mark, else Windows' western letters. The delimiter is the one of comma, semicolon and tab
    that finds most headings. ListRefused where the text cannot be taken apart at all. A field of more than 10,000
    characters is wrong; where a quotation mark is wrong, what comes after it is not read.
    """
    text = _text(data)
    delimiter = max(_DELIMITERS, key=lambda one: _headings(text, one, is_heading))
    number = 0
    try:
        for number, fields in enumerate(_reader(text, delimiter), 1):
            if any(fields):
                too_long = any(len(field) > MOST_LETTERS for field in fields)
                yield Line(number, fields, f"a field has more than {MOST_LETTERS:,} characters" if too_long else "")
    except csv.Error as error:
        yield Line(number + 1, [], _said(error))


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _refused(said("the list has more than {most:,} bytes, the most that is read", most=MOST_BYTES))
    marked = [codec for mark, codec in _MARKS if data.startswith(mark)]
    text = next(_decoded(data, marked or ["utf-8", "cp1252"]), None)
    if text is None:
        raise _refused("the list's letters cannot be read; save it as CSV UTF-8")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _refused(
            said("line {line}: this is not plain text (it has a NUL character); save the list as CSV UTF-8", line=line)
        )
    return text


def _refused(text: str) -> ListRefused:
    return ListRefused([Problem("", text)])


def _decoded(data: bytes, codings: list[str]) -> Iterator[str]:
    for coding in codings:
        try:
            yield data.decode(coding)
        except UnicodeDecodeError:
            continue


def _headings(text: str, delimiter: str, is_heading: Callable[[str], bool]) -> int:
    """How many headings the first row that is not empty has under a delimiter."""
    try:
        first = next((fields for fields in _reader(text, delimiter) if any(fields)), [])
    except csv.Error:
        return 0
    return sum(map(is_heading, first))


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    return ([" ".join(field.split()) for field in fields] for fields in found)


def _said(error: csv.Error) -> str:
    known = (ours for theirs, ours in _SAID.items() if str(error).startswith(theirs))
    return next(known, "after a closing quotation mark only the next field may follow; a mark inside is written twice")
