"""One row of the trail as text, and the MAC that ties it to the row before."""

import hmac
import json
from typing import Any

from clinicdesk.model.trail import Entry

BEFORE_THE_FIRST = bytes(32)
"""What stands for the previous MAC at row 1."""

_TAG = b"clinicdesk trail 1\n"
_TEXTS = ("act", "at", "by", "patient", "visit")


def text_of(entry: Entry) -> bytes:
    """The one JSON text of an entry: sorted keys, no spaces, and all but printable ASCII escaped.

    So a line break, a control character or a change of writing direction in a value can never begin a line of its own
    or reach a screen, wherever the text is shown; values are otherwise kept letter by letter. TypeError for a value
    that an entry may not have, such as a number with a fraction.
    """
    plain: dict[str, Any] = {name: getattr(entry, name) for name in _TEXTS}
    if not all(isinstance(value, str) for value in plain.values()):
        raise TypeError("an entry's own fields are texts")
    plain["told"] = {_text(name): _detail(value) for name, value in entry.told.items()}
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode("ascii")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} is no text")
    return value


def _detail(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_text(one) for one in value]
    if value is not None and not isinstance(value, str | int):
        raise TypeError(f"{type(value).__name__} is nothing that the trail is told")
    return value


def entry_of(text: bytes) -> Entry:
    """The entry that `text_of` made this text of; ValueError for any other text."""
    try:
        entry = Entry(**json.loads(text))
        sound = text_of(entry) == text
    except (AttributeError, RecursionError, TypeError, ValueError) as error:
        raise ValueError("this is no row's text") from error
    if not sound:
        raise ValueError("this is a row's text, but not as the program writes it")
    return entry


def mac_of(key: bytes, before: bytes, number: int, text: bytes) -> bytes:
    """The MAC (32 bytes) of row `number` (1 to 2^63 - 1), given the MAC of the row before."""
    return hmac.digest(key, b"".join((_TAG, before, number.to_bytes(8, "big"), text)), "sha256")


def fits(key: bytes, before: bytes, number: int, text: bytes, mac: bytes) -> bool:
    """Whether a row has the MAC that the key gives it after the row before. Takes the same time either way."""
    return hmac.compare_digest(mac_of(key, before, number, text), mac)
