"""JSON from anybody: limits first, then text into plain values, with nothing lost or taken twice."""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from clinicdesk.errors import Problem, VisitRefused
from clinicdesk.exchange.node import Path, place_of
from clinicdesk.words import said

MOST_BYTES = 1 << 20
DEEPEST = 32
MOST_VALUES = 10_000
LARGEST = 1 << 63

_SAID = {
    "Expecting ',' delimiter": "a comma, or the end of the list or object, is missing",
    "Expecting ':' delimiter": "a colon is missing after the key",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing, or a comma is too many",
    "Illegal trailing comma before end of object": "a comma is too many",
    "Illegal trailing comma before end of array": "a comma is too many",
    "Expecting value": "a value is missing",
    "Extra data": "the file goes on after its end",
    "Unterminated string starting at": "a text begins here and does not end",
    "Invalid control character at": "a text has a line break or another control character in it",
}


def parse(data: bytes) -> Any:
    """The values of a JSON text of at most 1 MiB, 32 levels and 10,000 values, in UTF-8 with or without a mark.

    Refused, each in a sentence: a key that stands twice, NaN and infinities, whole numbers of 2^63 and more,
    half surrogates, and what is no JSON; each with its place or its line and column. A number with a point but no
    fraction counts as whole.
    """
    if len(data) > MOST_BYTES:
        raise _refused(
            said(
                "the file has more than {most:,} bytes, the most that a visit file may have",
                most=MOST_BYTES,
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            said("the file is not UTF-8 text (byte {number:,}); save it as UTF-8", number=error.start + 1)
        ) from error
    _check_size(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole, parse_float=_number
        )
    except json.JSONDecodeError as error:
        what = next((ours for theirs, ours in _SAID.items() if error.msg.startswith(theirs)), "something is wrong here")
        raise _refused(
            said(
                "line {line}, column {column}: this is not JSON: {what}",
                line=error.lineno,
                column=error.colno,
                what=said(what),
            )
        ) from error
    problems = list(_problems((), value))
    if problems:
        raise VisitRefused(problems)
    return value


def _refused(text: str) -> VisitRefused:
    return VisitRefused([Problem("", text)])


def _check_size(text: str) -> None:
    """Levels and values are counted before anything is made of them; a comma stands before all values but the first."""
    depth, values, quoted, escaped = 0, 1, False, False
    for place, letter in enumerate(text):
        if escaped:
            escaped = False
        elif quoted:
            escaped, quoted = letter == "\\", letter != '"'
        elif letter == '"':
            quoted = True
        elif letter in "[{":
            depth += 1
            if depth > DEEPEST:
                line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
                raise _refused(
                    said(
                        "line {line}, column {column}: the file nests more than {deepest} levels deep",
                        line=line,
                        column=column,
                        deepest=DEEPEST,
                    )
                )
        elif letter in "]}":
            depth -= 1
        elif letter == ",":
            values += 1
    if values > MOST_VALUES:
        raise _refused(said("the file holds more than {most:,} values; a visit has a few hundred", most=MOST_VALUES))


class _Refused(NamedTuple):
    """Stands where a value is refused, until it is known what leads there."""

    text: str


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
        found |= dict.fromkeys(twice, _Refused("this key stands twice in one object; nobody can tell which one counts"))
    return found


def _constant(written: str) -> _Refused:
    return _Refused(f"{written} is not a number")


def _whole(written: str) -> int | _Refused:
    if len(written) > len(str(LARGEST)) + 1 or abs(int(written)) >= LARGEST:
        return _Refused(f"a whole number of {len(written)} digits is too large")
    return int(written)


def _number(written: str) -> int | float | _Refused:
    number = float(written)
    if not math.isfinite(number) or abs(number) >= LARGEST:
        return _Refused("a number is too large")
    return int(number) if number.is_integer() else number


def _problems(path: Path, value: Any) -> Iterator[Problem]:
    """What is refused in a value, in the order of the file."""
    if isinstance(value, _Refused):
        yield Problem(place_of(path), value.text)
    elif isinstance(value, str):
        yield from _half(path, value, "a text")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _problems((*path, place), one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _half((*path, key), key, "a key")
            yield from _problems((*path, key), one)


def _half(path: Path, text: str, what: str) -> Iterator[Problem]:
    """Half surrogates cannot be written to any file again."""
    try:
        text.encode()
    except UnicodeEncodeError:
        yield Problem(place_of(path), said("{what} has half a character in it (a lone surrogate)", what=said(what)))


def json_line(told: Mapping[str, Any]) -> bytes:
    """Plain values as one line of ASCII, keys in order: for files of one object a line."""
    return json.dumps(told, ensure_ascii=True, sort_keys=True).encode() + b"\n"
