"""One table of a rule file, read strictly: every key is asked for by name and type; any other key is a fault."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, TypedDict, TypeVar

from clinicdesk.errors import Fault, RulesRefused
from clinicdesk.model.dated import Source
from clinicdesk.model.money import cents_of
from clinicdesk.resources import LONGEST, key_of, line_of, quoted, read_toml

_WEB = re.compile(r"https?://[^\s]+")
E = TypeVar("E", bound=StrEnum)


class Form(NamedTuple):
    """What a text must look like, and its name with an example."""

    pattern: re.Pattern[str]
    name: str


CODE = Form(re.compile(r"[0-9A-Z]{5}"), 'a code, such as "20561"')
DIAGNOSIS = Form(re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?"), 'a diagnosis, such as "M54.5"')


class DatedKeys(TypedDict):
    """What every dated block has."""

    source: Source
    since: date | None
    until: date | None
    verified: bool


@dataclass(slots=True)
class RuleFile:
    """One rule file: its name, its bytes, what is said beside its sources' titles, and what is wrong with it."""

    name: str
    data: bytes
    mark: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return self.name.rsplit("/", 1)[-1].removesuffix(".toml")

    def marked(self, title: str) -> str:
        """The title of a source of this file, with the file's mark."""
        return f"{title} ({self.mark})" if self.mark else title

    def fault(self, path: tuple[str | int, ...], text: str) -> None:
        """Note a fault at a key."""
        self.faults.append(Fault(self.name, key_of(path), line_of(self.data, path), text))

    def is_sound(self, *path: str | int) -> bool:
        """Whether no fault is known inside of a block. Only such a block can be compared with others."""
        return not any(fault.key.startswith(f"{key_of(path)}.") for fault in self.faults)


def open_file(name: str, data: bytes, mark: str = "") -> tuple[RuleFile, "Table"]:
    """The file and its top table; what is no TOML at all is kept as the file's only fault."""
    file = RuleFile(name, data, mark)
    try:
        table = Table(file, (), read_toml(name, data))
    except RulesRefused as refused:
        file.faults += refused.faults
        return file, Table(file, (), {}, broken=True)
    said = table.text("id")
    if said and said != file.stem:
        table.fault("id", f"{quoted(said)} is not the file's name, {quoted(file.stem)}")
    return file, table


class Table:
    """A table on its way into the model. A fault is noted and reading goes on, so that all of them are told at once."""

    __slots__ = ("asked", "broken", "data", "file", "path")

    def __init__(
        self, file: RuleFile, path: tuple[str | int, ...], data: dict[str, Any], *, broken: bool = False
    ) -> None:
        """Start with no key asked for."""
        self.file, self.path, self.data, self.broken = file, path, data, broken
        self.asked: set[str] = set()

    def fault(self, key: str, text: str) -> None:
        """Note a fault at one of this table's keys."""
        if not self.broken:
            self.file.fault((*self.path, key) if key else self.path, text)

    @property
    def is_sound(self) -> bool:
        """Whether no fault is known inside of this table."""
        return self.file.is_sound(*self.path)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def close(self) -> None:
        """Every key that nobody asked for is a fault: a misspelt key that is dropped would freeze a rule."""
        for key in self.data:
            if key not in self.asked:
                self.fault(key, "this key is not known here")

    def code(self, key: str) -> str:
        """A billing code."""
        found = self.text(key)
        if found:
            self._check_form(key, found, CODE)
        return found

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; required where no default is given."""
        value = self._get(key, str, "a text", default)
        if isinstance(value, str) and not value.strip() and key in self.data and default is None:
            self.fault(key, "this is empty")
        return value if isinstance(value, str) else ""

    def whole(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        """A whole number, not below `least`."""
        value = self._get(key, int, "a whole number", default)
        if not isinstance(value, int):
            return least
        if value < least:
            self.fault(key, f"{str(value)[:LONGEST]} is not a whole number from {least} up")
        return max(value, least)

    def whole_or_none(self, key: str) -> int | None:
        """A whole number, or None where the key is absent."""
        return self.whole(key) if self._is_there(key) else None

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """true or false."""
        return bool(self._get(key, bool, "true or false", default))

    def flag_or_none(self, key: str) -> bool | None:
        """true or false, or None where the key is absent."""
        return self.flag(key) if self._is_there(key) else None

    def day(self, key: str) -> date:
        """A date, written as a TOML date."""
        value = self._get(key, date, "a date such as 2026-11-23", None)
        if isinstance(value, datetime):
            self.fault(key, "this has a time; write a date such as 2026-11-23")
            return date.min
        return value if isinstance(value, date) else date.min

    def day_or_none(self, key: str) -> date | None:
        """A date, or None where the key is absent."""
        return self.day(key) if self._is_there(key) else None

    def cents(self, key: str) -> int:
        """An amount as text, such as "24.72", in whole cents."""
        value = self.text(key)
        try:
            return cents_of(value)
        except ValueError:
            if value:
                self.fault(key, f'{quoted(value)} is not an amount such as "24.72"')
            return 0

    def member(self, key: str, kind: type[E], default: E | None = None) -> E:
        """A word of a fixed list."""
        value = self._get(key, str, "a text", default)
        found = _member(value, kind)
        if found is None:
            if isinstance(value, str):
                self.fault(key, f"{quoted(value)} is not one of {', '.join(kind)}")
            return next(iter(kind))
        return found

    def member_or_none(self, key: str, kind: type[E]) -> E | None:
        """A word of a fixed list, or None where the key is absent."""
        return self.member(key, kind) if self._is_there(key) else None

    def members(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """A list of words of a fixed list; empty where the key is absent."""
        found: list[E] = []
        for value in self.texts(key):
            one = _member(value, kind)
            if one is None:
                self.fault(key, f"{quoted(value)} is not one of {', '.join(kind)}")
            else:
                found.append(one)
        return tuple(found)

    def texts(self, key: str, *, required: bool = False, form: "Form | None" = None) -> tuple[str, ...]:
        """A list of texts without repetition, each of one form; empty where the key is absent."""
        found = self.texts_in_order(key) if required or self._is_there(key) else ()
        if len(set(found)) < len(found):
            self.fault(key, "something stands twice in this list")
        for one in found:
            self._check_form(key, one, form)
        return found

    def texts_in_order(self, key: str) -> tuple[str, ...]:
        """A list of texts, in which one may stand twice."""
        value = self._get(key, list, "a list", None)
        if not isinstance(value, list):
            return ()
        if not value or not all(isinstance(one, str) and one.strip() for one in value):
            self.fault(key, "this must be a list of texts")
            return ()
        return tuple(value)

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates in order."""
        value = self._get(key, list, "a list of dates", None)
        if not isinstance(value, list) or not all(type(one) is date for one in value):
            if key in self.data:
                self.fault(key, "this must be a list of dates")
            return ()
        if value != sorted(set(value)):
            self.fault(key, "these dates are out of order, or one stands twice")
        return tuple(value)

    def table(self, key: str, *, told: bool = True) -> "Table":
        """A table inside this one; an absent one is a fault, unless it need not be told."""
        value = self._get(key, dict, "a table", None) if told else None
        if isinstance(value, dict):
            return Table(self.file, (*self.path, key), value)
        return Table(self.file, (*self.path, key), {}, broken=True)

    def tables(self, key: str) -> "Iterator[Table]":
        """The tables of a list, each closed once it has been read; none where the key is absent."""
        value = self._get(key, list, "a list of tables", [])
        for place, one in enumerate(value if isinstance(value, list) else []):
            if not isinstance(one, dict):
                self.fault(key, "this must be a list of tables")
                return
            table = Table(self.file, (*self.path, key, place), one)
            yield table
            table.close()

    def named_tables(self) -> "Iterator[tuple[str, Table]]":
        """Every table of this table by its key, each closed once it has been read."""
        for key in self.data:
            table = self.table(key)
            yield key, table
            table.close()

    def source(self, key: str = "source") -> Source:
        """Title, href (may be empty) and the day on which it was last checked."""
        table = self.table(key)
        href = table.text("href", "")
        if href and not _WEB.fullmatch(href):
            table.fault("href", f"{quoted(href)} is not a web address")
        found = Source(self.file.marked(table.text("title")), href, table.day("checked"))
        table.close()
        return found

    def dated(self, source: Source | None = None) -> DatedKeys:
        """Source, since, until, verified; a `source` that is given holds where the block has none of its own."""
        own = self.source() if source is None or self.has("source") else source
        since, until = self.day_or_none("since"), self.day_or_none("until")
        if since and until and since > until:
            self.fault("until", f"{until} lies before since, {since}")
        return {"source": own, "since": since, "until": until, "verified": self.flag("verified")}

    def _get(self, key: str, kind: type, words: str, default: object) -> object:
        self.asked.add(key)
        if key not in self.data:
            if default is None:
                self.fault(key, "this is missing")
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(key, f"this must be {words}")
            return default
        return value

    def _check_form(self, key: str, text: str, form: "Form | None") -> None:
        if form and not form.pattern.fullmatch(text):
            self.fault(key, f"{quoted(text)} is not of the form of {form.name}")

    def _is_there(self, key: str) -> bool:
        self.asked.add(key)
        return key in self.data


def _member(value: object, kind: type[E]) -> E | None:
    return next((one for one in kind if one.value == value), None)
