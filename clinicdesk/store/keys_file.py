"""The form of `keys.json`: who is in it, what each one's part is, and the strict way from text to that and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clinicdesk.errors import StoreRefused
from clinicdesk.store.crypto import KEY, NONCE, SALT, Argon2, Wrapped
from clinicdesk.store.json_file import as_bytes, as_text, read_json, write_json
from clinicdesk.store.passwords import folded, shown
from clinicdesk.words import said

FORMAT = "keys/1"
TRAIL = "trail"
MOST_TEXT = 64
MOST_COST = Argon2(memory_kib=1 << 20, passes=16, lanes=16)


@dataclass(frozen=True, slots=True)
class Entry:
    """One person's part, or the recovery key's (`person` and `login` empty).

    `public` is 32 bytes, `wrap` holds its private half, `sealed` has a box for TRAIL and one for each key's id.
    """

    person: str
    login: str
    public: bytes = field(repr=False)
    wrap: Wrapped
    sealed: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole file: the ids of the database keys, oldest first, the one in use, everybody's part and the MAC."""

    keys: tuple[str, ...]
    current: str
    people: tuple[Entry, ...]
    recovery: Entry
    mac: bytes = field(repr=False)


def read_contents(path: Path) -> Contents:
    """What a `keys.json` holds. Raises StoreRefused for another format and for one that is not whole."""
    value = read_json(path)
    if value.get("clinicdesk") != FORMAT:
        raise StoreRefused(
            said(
                "{name} is of a format that this version does not know. Install the newest version of the program, "
                "then start again.",
                name=path.name,
            )
        )
    try:
        contents = _contents(value)
        _check(contents)
    except (KeyError, TypeError, ValueError):
        raise StoreRefused(
            said(
                "{name} lacks something, or holds what this program never writes. Put back {name} from the newest "
                "backup, then start again.",
                name=path.name,
            )
        ) from None
    return contents


def write_contents(path: Path, contents: Contents) -> None:
    """Write it whole or not at all. Raises StoreFailed."""
    write_json(path, {"clinicdesk": FORMAT, **_covered(contents), "current": contents.current} | _mac(contents))


def covered_bytes(contents: Contents) -> bytes:
    """What the MAC is taken of: all but itself and `current`, which a finished rotation changes without any key."""
    return json.dumps([FORMAT, _covered(contents)], separators=(",", ":"), sort_keys=True).encode()


def _mac(contents: Contents) -> dict[str, Any]:
    return {"mac": as_text(contents.mac)}


def _covered(contents: Contents) -> dict[str, Any]:
    return {
        "keys": list(contents.keys),
        "people": [_entry_value(entry) for entry in contents.people],
        "recovery": _entry_value(contents.recovery),
    }


def _entry_value(entry: Entry) -> dict[str, Any]:
    cost = entry.wrap.cost
    return {
        "person": entry.person,
        "login": entry.login,
        "public": as_text(entry.public),
        "wrap": {
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "lanes": cost.lanes,
            "salt": as_text(entry.wrap.salt),
            "nonce": as_text(entry.wrap.nonce),
            "box": as_text(entry.wrap.box),
        },
        "sealed": {name: as_text(box) for name, box in entry.sealed.items()},
    }


def _contents(value: Mapping[str, Any]) -> Contents:
    _only(value, "clinicdesk", "keys", "people", "recovery", "current", "mac")
    return Contents(
        keys=tuple(_text(one) for one in _list(value["keys"])),
        current=_text(value["current"]),
        people=tuple(_entry(one) for one in _list(value["people"])),
        recovery=_entry(value["recovery"]),
        mac=_bytes(value["mac"], KEY),
    )


def _entry(value: Any) -> Entry:
    _only(value, "person", "login", "public", "wrap", "sealed")
    _only(value["sealed"], *value["sealed"])
    return Entry(
        person=_text(value["person"]),
        login=_text(value["login"]),
        public=_bytes(value["public"], KEY),
        wrap=_wrapped(value["wrap"]),
        sealed={_text(name): _bytes(box) for name, box in value["sealed"].items()},
    )


def _wrapped(value: Any) -> Wrapped:
    _only(value, "memory_kib", "passes", "lanes", "salt", "nonce", "box")
    cost = Argon2(
        _whole(value["memory_kib"], 8 * _whole(value["lanes"], 1, MOST_COST.lanes), MOST_COST.memory_kib),
        _whole(value["passes"], 1, MOST_COST.passes),
        value["lanes"],
    )
    return Wrapped(cost, _bytes(value["salt"], SALT), _bytes(value["nonce"], NONCE), _bytes(value["box"]))


def _check(contents: Contents) -> None:
    """Everybody holds every key and the trail's; nobody is there twice; only the recovery key has no name."""
    entries = (*contents.people, contents.recovery)
    logins = [folded(entry.login) for entry in entries]
    people = [entry.person for entry in entries]
    held = {TRAIL, *contents.keys}
    if (
        not contents.people
        or len(held) != len(contents.keys) + 1
        or contents.current not in contents.keys
        or any(set(entry.sealed) != held or entry.login != shown(entry.login) for entry in entries)
        or (contents.recovery.person, contents.recovery.login) != ("", "")
        or not all(logins[:-1])
        or len(set(logins)) != len(logins)
        or len(set(people)) != len(people)
    ):
        raise ValueError("the parts do not fit together")


def _only(value: Any, *names: str) -> None:
    if not isinstance(value, dict) or set(value) != set(names):
        raise TypeError("another object")


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_TEXT or not value.isprintable():
        raise TypeError("no short text")
    return value


def _bytes(value: Any, length: int | None = None) -> bytes:
    data = as_bytes(value)
    if length is not None and len(data) != length:
        raise ValueError("another length")
    return data


def _whole(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("another number")
    return value
