"""One object of a visit file on its way into the model: every problem is noted with its place, and reading goes on."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from clinicdesk.errors import Problem
from clinicdesk.model.money import cents_of, share_of
from clinicdesk.words import said

E = TypeVar("E", bound=StrEnum)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,60}")
_PRIVATE = {"patient", "answers"}
MOST_HINTS = 100
MOST_MONEY = 10_000_000
PER_CENT = 100
_OBJECT = "this must be an object in braces"
Path = tuple[str | int, ...]


def place_of(path: Path) -> str:
    """`coverage[0].benefits`; a key that is no plain word stands in quotes."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_shown(part)}" for part in path).removeprefix(".")


def quoted(value: object) -> str:
    """A text, number, true, false or null as JSON writes it, cut short, and nothing in it that a screen would obey."""
    if isinstance(value, str):
        return json.dumps(value[:60], ensure_ascii=not value.isprintable())
    return json.dumps(value)[:60]


def _shown(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else json.dumps(key[:60])


class Node:
    """A JSON object, its path in the file, and the list in which problems are noted."""

    __slots__ = ("asked", "broken", "data", "path", "problems", "wrong")

    def __init__(self, path: Path, value: Any, problems: list[Problem]) -> None:
        """Begin with no key asked for. In what is no object no key is missed."""
        self.path, self.problems = path, problems
        self.broken = not isinstance(value, dict)
        self.data: dict[str, Any] = {} if self.broken else value
        self.asked: set[str] = set()
        self.wrong: set[str | int] = set()

    def problem(self, key: str, text: str) -> None:
        """Note a problem at one of this object's keys."""
        self.problem_at((key,), text)

    def problem_at(self, path: Path, text: str) -> None:
        """Note a problem somewhere in this object."""
        self.wrong.update(path[:1])
        self.problems.append(Problem(place_of((*self.path, *path)), text))

    def is_sound(self, *keys: str) -> bool:
        """Whether no problem has been noted at these keys, so that their values can be held against each other."""
        return self.wrong.isdisjoint(keys)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def close(self) -> None:
        """Keys that nobody asked for are refused: a misspelt one would be lost in silence."""
        free = [key for key in self.asked if key not in self.data]
        for key in (key for key in self.data if key not in self.asked):
            self.unknown(key, "this key is not known here", free)

    def unknown(self, key: str, text: str, known: Iterable[str]) -> None:
        """Refuse a key, with the one of `known` that it may have meant."""
        self.unknown_at((key,), key, text, known)

    def unknown_at(self, path: Path, written: str, text: str, known: Iterable[str]) -> None:
        """Refuse a name somewhere in this object, with what it may have meant. After a hundred nobody reads on."""
        meant = get_close_matches(written, sorted(known), 1) if len(self.problems) < MOST_HINTS else []
        self.problem_at(path, said("{text}; did you mean {meant}?", text=said(text), meant=meant[0]) if meant else text)

    def text(
        self, key: str, *, most: int | None = None, least: int = 0, like: re.Pattern[str] | None = None, such: str = ""
    ) -> str:
        """A required text of `least` to `most` characters, in the form of `like`, for which `such` is an example."""
        value = self._get(key)
        if not isinstance(value, str):
            return self._wrong(key, value, "a text")
        if len(value) < least:
            self.problem(key, "this is empty")
        elif most is not None and len(value) > most:
            self.problem(
                key, said("this has {count:,} characters; at most {most} are allowed", count=len(value), most=most)
            )
        elif like and not like.fullmatch(value):
            self.problem(key, said("{value} is not of the form {such}", value=self.quoted(value), such=such))
        return value

    def text_or(self, key: str, default: str, **how: Any) -> str:
        """A text, or `default` where the key is absent."""
        return self.text(key, **how) if self.has(key) else self._absent(key, default)

    def whole(self, key: str, least: int, most: int | None) -> int:
        """A required whole number from `least` to `most`."""
        value = self._get(key)
        bounds = (
            said("from {least} to {most}", least=least, most=most)
            if most is not None
            else said("from {least} up", least=least)
        )
        if not _is_whole(value):
            self._wrong(key, value, said("a whole number {bounds}", bounds=bounds))
            return least
        if value < least or (most is not None and value > most):
            self.problem(key, said("{value} is not a whole number {bounds}", value=self.quoted(value), bounds=bounds))
            return least
        return int(value)

    def whole_or(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number, or `default` where the key is absent."""
        return self.whole(key, least, most) if self.has(key) else self._absent(key, default)

    def count_or_none(self, key: str) -> int | None:
        """A count from 0 to 999; None where it is absent or null: not stated."""
        return self.whole(key, 0, 999) if self._stated(key) else None

    def flag_or(self, key: str, *, default: bool) -> bool:
        """true or false, or `default` where the key is absent."""
        value = self._get(key) if self.has(key) else self._absent(key, default)
        if not isinstance(value, bool):
            self._wrong(key, value, "true or false")
            return default
        return value

    def day(self, key: str) -> date:
        """A required date that exists."""
        value = self._get(key)
        if not isinstance(value, str):
            self._wrong(key, value, "a date such as 2026-11-23")
            return date.min
        if not _DAY.fullmatch(value):
            self.problem(key, said("{value} is not a date; write it as 2026-11-23", value=self.quoted(value)))
            return date.min
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.problem(key, said("{value} is not a day that exists", value=self.quoted(value)))
            return date.min

    def past_day(self, key: str, today: date | None) -> date:
        """A required date of something that has happened: not after the day of the visit, where that is known."""
        found = self.day(key)
        if today and self.has(key) and self.is_sound(key) and found > today:
            self.problem(key, "this lies after the day of the visit")
        return found

    def day_or_none(self, key: str) -> date | None:
        """A date, or None where the key is absent."""
        return self.day(key) if self.has(key) else self._absent(key, None)

    def cents(self, key: str) -> int:
        """A required amount as text, in whole cents."""
        value = self._get(key)
        if _is_number(value):
            self.problem(
                key,
                said(
                    '{value} is a number; write the amount as text, such as "{amount}"',
                    value=quoted(value),
                    amount=_amount(value),
                ),
            )
            return 0
        if not isinstance(value, str):
            self._wrong(key, value, 'an amount as text, such as "95.00"')
            return 0
        try:
            return cents_of(value)
        except ValueError:
            self.problem(
                key,
                said(
                    '{value} is not an amount; write 1 to 7 digits, a point and 2 digits: "95.00"',
                    value=self.quoted(value),
                ),
            )
            return 0

    def cents_or_none(self, key: str) -> int | None:
        """An amount in whole cents; None where it is absent or null: not stated."""
        return self.cents(key) if self._stated(key) else None

    def share_or_none(self, key: str) -> int | None:
        """A share in ten-thousandths; None where it is absent or null: not stated."""
        if not self._stated(key):
            return None
        value = self._get(key)
        if isinstance(value, str):
            try:
                return share_of(value)
            except ValueError:
                pass
        elif not _is_number(value):
            self._wrong(key, value, 'a share as text, such as "0.20"')
            return None
        self.problem(key, _share_problem(value))
        return None

    def member(self, key: str, kind: type[E]) -> E:
        """A required word of a fixed list."""
        value = self._get(key)
        try:
            return kind(value)
        except ValueError:
            if self.has(key):
                self.problem(
                    key, said("{value} is not one of {choices}", value=self.quoted(value), choices=", ".join(kind))
                )
            return next(iter(kind))

    def member_or_none(self, key: str, kind: type[E]) -> E | None:
        """A word of a fixed list, or None where the key is absent."""
        return self.member(key, kind) if self.has(key) else self._absent(key, None)

    def word(self, key: str, words: tuple[str, ...]) -> str:
        """A required word of a fixed list that is no type of the model."""
        value = self._get(key)
        if value not in words:
            if self.has(key):
                self.problem(
                    key, said("{value} is not one of {choices}", value=self.quoted(value), choices=", ".join(words))
                )
            return words[0]
        return str(value)

    def node(self, key: str) -> "Node":
        """A required object."""
        value = self._get(key)
        if self.has(key) and not isinstance(value, dict):
            self.problem(key, _OBJECT)
        return Node((*self.path, key), value, self.problems)

    def node_or_none(self, key: str) -> "Node | None":
        """An object, or None where the key is absent."""
        return self.node(key) if self.has(key) else self._absent(key, None)

    def items(self, key: str, most: int | None = None, *, required: bool = False) -> list[Any]:
        """A list of at most `most`; empty where the key is absent."""
        value = self._get(key) if required or self.has(key) else self._absent(key, [])
        if not isinstance(value, list):
            self._wrong(key, value, "a list in brackets")
            return []
        if most is not None and len(value) > most:
            self.problem(
                key, said("this list has {count:,} entries; at most {most} are allowed", count=len(value), most=most)
            )
            return value[:most]
        return value

    def nodes(self, key: str, most: int | None = None) -> "Iterator[Node]":
        """The objects of a list, each closed once it has been read."""
        for place, value in enumerate(self.items(key, most)):
            if not isinstance(value, dict):
                self.problem_at((key, place), _OBJECT)
            node = Node((*self.path, key, place), value, self.problems)
            yield node
            node.close()

    def texts(self, key: str, like: re.Pattern[str], such: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts of one form; empty where the key is absent."""
        found: list[str] = []
        for place, value in enumerate(self.items(key, required=required)):
            if isinstance(value, str) and like.fullmatch(value):
                found.append(value)
            else:
                shown = self.quoted(value) if isinstance(value, str) else said("this")
                self.problem_at((key, place), said("{shown} is not of the form {such}", shown=shown, such=such))
        return tuple(found)

    def quoted(self, value: object) -> str:
        """A value as it was written, cut short; what is the patient's is never repeated."""
        if not _PRIVATE.isdisjoint(self.path) or isinstance(value, dict | list):
            return said("this")
        return quoted(value)

    def _get(self, key: str) -> Any:
        self.asked.add(key)
        if key not in self.data and not self.broken:
            self.problem(key, "this is missing")
        return self.data.get(key)

    def _absent(self, key: str, default: Any) -> Any:
        self.asked.add(key)
        return default

    def _stated(self, key: str) -> bool:
        self.asked.add(key)
        return self.data.get(key) is not None

    def _wrong(self, key: str, value: object, wanted: str) -> str:
        if self.has(key):
            self.problem(
                key,
                said("this must be {wanted}", wanted=said(wanted))
                if value is not None
                else said("this must be {wanted}, not null", wanted=said(wanted)),
            )
        return ""


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _amount(number: float) -> str:
    """The number as an amount, where it is one to the cent; else any amount."""
    written = f"{number:.2f}"
    return written if 0 <= number < MOST_MONEY and float(written) == number else "95.00"


def _share_problem(value: str | float) -> str:
    """`20 is not a share between 0 and 1; write 0.20`."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and 1 < number <= PER_CENT:
        written = _share(number / PER_CENT)
        return said("{value} is not a share between 0 and 1; write {written}", value=f"{number:f}", written=written)
    if number.is_finite() and 0 <= number <= 1:
        return said(
            '{value} must be text with at most 4 digits after the point, such as "{written}"',
            value=quoted(value),
            written=_share(number),
        )
    return said("{value} is not a share between 0 and 1, such as 0.20", value=quoted(value))


def _share(number: Decimal) -> str:
    """The share with two to four digits: none is rounded away, or else it is just any share."""
    for digits in (2, 3, 4):
        written = f"{number:.{digits}f}"
        if Decimal(written) == number:
            return written
    return "0.20"
