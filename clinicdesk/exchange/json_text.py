"""JSON from anybody: limits first, then text into plain values, with nothing lost or taken twice."""

import json
import math
from collections import Counter
from typing import Any

from clinicdesk.errors import Problem, VisitRefused

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
    half surrogates, and what is no JSON. A number with a point but no fraction counts as whole.
    """
    if len(data) > MOST_BYTES:
        raise _refused(f"the file has more than {MOST_BYTES:,} bytes, the most that a visit file may have")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"the file is not UTF-8 text (byte {error.start + 1:,}); save it as UTF-8") from error
    _check_size(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole, parse_float=_number
        )
    except json.JSONDecodeError as error:
        said = next((ours for theirs, ours in _SAID.items() if error.msg.startswith(theirs)), "something is wrong here")
        raise _refused(f"line {error.lineno}, column {error.colno}: this is not JSON: {said}") from error
    _check_text(value)
    return value


def _refused(text: str) -> VisitRefused:
    return VisitRefused([Problem("", text)])


def _check_size(text: str) -> None:
    """Levels and values are counted before anything is made of them; a comma stands before all values but the first."""
    depth, values, quoted, escaped = 0, 1, False, False
    for letter in text:
        if escaped:
            escaped = False
        elif quoted:
            escaped, quoted = letter == "\\", letter != '"'
        elif letter == '"':
            quoted = True
        elif letter in "[{":
            depth += 1
            if depth > DEEPEST:
                raise _refused(f"the file nests more than {DEEPEST} levels deep")
        elif letter in "]}":
            depth -= 1
        elif letter == ",":
            values += 1
    if values > MOST_VALUES:
        raise _refused(f"the file holds more than {MOST_VALUES:,} values; a visit has a few hundred")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise _refused(f"the key {json.dumps(twice[:60])} stands twice in one object; nobody can tell which one counts")
    return found


def _constant(written: str) -> Any:
    raise _refused(f"{written} is not a number")


def _whole(written: str) -> int:
    if len(written) > len(str(LARGEST)) + 1 or abs(int(written)) >= LARGEST:
        raise _refused(f"a whole number of {len(written)} digits is too large")
    return int(written)


def _number(written: str) -> int | float:
    number = float(written)
    if not math.isfinite(number) or abs(number) >= LARGEST:
        raise _refused("a number is too large")
    return int(number) if number.is_integer() else number


def _check_text(value: Any) -> None:
    """Half surrogates cannot be written to any file again."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise _refused("a text has half a character in it (a lone surrogate)") from error
    elif isinstance(value, list):
        for one in value:
            _check_text(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            _check_text(key)
            _check_text(one)
