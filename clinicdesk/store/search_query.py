"""What a person types, as terms of FTS5: every word is quoted and made of letters and digits alone."""

from collections.abc import Sequence
from typing import NamedTuple

from clinicdesk.store.search_dates import six_digits, take_dates
from clinicdesk.store.search_words import LONGEST, chunks, national
from clinicdesk.store.sqlite import Connection

_MOST_WORDS = 12
_ALONE = 4
_WHOLE_DATE = len("MMDDYYYY")


class Word(NamedTuple):
    """A typed word: its parts ("o'brien" has two), the column it must stand in ("" = any), whether it may go on.

    `joined` has the parts as one word, of a telephone number without the country code; `is_number` tells that there are
    only digits.
    """

    parts: Sequence[str]
    column: str
    begins: bool
    joined: str
    is_number: bool

    def term(self) -> str:
        """The word joined, or every part of it; six digits may be a birth date.

        Numbers are apart only from four digits on, as a year and the last four of a telephone number are.
        """
        found = [quoted(self.joined, begins=self.begins)]
        if len(self.parts) > 1 and not (self.is_number and len(min(self.parts, key=len)) < _ALONE):
            apart = [quoted(part, begins=self.is_number) for part in self.parts[:-1]]
            found.append("(" + " AND ".join([*apart, quoted(self.parts[-1], begins=self.begins)]) + ")")
        if self.is_number and len(self.joined) == len("MMDDYY"):
            found += [quoted(word) for word in six_digits(self.joined)]
        return any_of(found, self.column)

    def or_else(self, others: Sequence[str]) -> str:
        """The word joined, or another word in its place."""
        return any_of([quoted(one, begins=self.begins) for one in (self.joined, *others)], self.column)


def read_query(text: str) -> tuple[list[Word], list[str]]:
    """The words of a typed text, and the terms of its birth dates.

    Where a name stands after a comma, it begins the given name, and what stands before begins the family name. The last
    word may go on.
    """
    rest, dates = take_dates(text[:LONGEST])
    before, comma, after = rest.partition(",")
    given = _pieces(after) if comma else []
    column = "" if all(_is_number("".join(parts)) for parts in given) else "family"
    pieces = [*((parts, column) for parts in _pieces(before)), *((parts, "given") for parts in given)][:_MOST_WORDS]
    last = len(pieces) - 1
    words = [word_of(parts, column, begins=bool(comma) or at == last) for at, (parts, column) in enumerate(pieces)]
    return words, [_birth(beginnings) for beginnings in dates]


def matching(connection: Connection, terms: Sequence[str], limit: int) -> list[int]:
    """The newest row numbers that match all terms; nobody where there is no term."""
    if not terms:
        return []
    rows = connection.execute(
        "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?",
        (" AND ".join(terms), limit),
    )
    return [number for (number,) in rows]


def quoted(word: str, *, begins: bool = False) -> str:
    """A word as FTS5 takes it, whole or as the beginning of one."""
    return f'"{word}"*' if begins else f'"{word}"'


def any_of(terms: Sequence[str], column: str = "") -> str:
    """One of the terms, in one column or in any."""
    told = "(" + " OR ".join(terms) + ")"
    return f"{column} : {told}" if column else told


def _pieces(text: str) -> list[list[str]]:
    """The parts of each word. Numbers that follow each other are one: a telephone number has blanks."""
    found: list[list[str]] = []
    for parts in chunks(text):
        if found and _is_number("".join(parts)) and _is_number("".join(found[-1])):
            found[-1] += parts
        else:
            found.append(parts)
    return found


def word_of(parts: Sequence[str], column: str, *, begins: bool) -> Word:
    """A word of these parts. A number stands in any column, without the country code 1."""
    joined = "".join(parts)
    if not _is_number(joined):
        return Word(parts, column, begins, joined, is_number=False)
    own = parts[1:] if parts[0] == "1" and len(parts) > 1 else parts
    return Word(own, "", begins, national("".join(own)), is_number=True)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _birth(beginnings: Sequence[str]) -> str:
    return any_of([quoted(one, begins=len(one) < _WHOLE_DATE) for one in beginnings], "birth")
