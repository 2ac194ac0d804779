"""Growing waits after failed sign-ins, kept in `waits.json` across restarts.

They hold off somebody who guesses at the screen. Whoever can delete the file or set the clock forward is past them,
and then argon2id still makes every guess dear. The file never keeps anybody out: one that is broken counts as none.
"""

import math
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from clinicdesk.errors import StoreRefused
from clinicdesk.store.crypto import SALT, Argon2, stretch
from clinicdesk.store.json_file import as_bytes, as_text, read_json, write_json
from clinicdesk.store.passwords import folded

FORMAT = "waits/1"
FREE = 3
LONGEST_WAIT = 900
MOST_LOGINS = 1000
MOST_ATTEMPTS = 1000
TAG_COST = Argon2(memory_kib=16 * 1024, passes=1, lanes=1)

_DOUBLINGS = 10  # 2 to this is past the longest wait
_NOTHING = timedelta()
_TAG = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A failed sign-in: the tag of the name that was typed, and the instant in UTC."""

    tag: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Failures:
    """How often a sign-in failed since the last good one, and the instant, in UTC, that the wait counts from."""

    count: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Waits:
    """The failures by the tag of the sign-in name, and the attempts that are not in the trail yet, oldest first.

    `salt` makes the tags of this file.
    """

    salt: bytes = field(default_factory=lambda: secrets.token_bytes(SALT))
    failures: Mapping[str, Failures] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Self:
        """The waits in a file; none where it is missing, broken or not to be read."""
        try:
            return cls(**_fields(read_json(path)))
        except (StoreRefused, ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
            return cls()

    def write(self, path: Path) -> None:
        """Put them on the disk, whole or not at all. Raises StoreFailed."""
        failures = {tag: [one.count, _text(one.last)] for tag, one in self.failures.items()}
        attempts = [[one.tag, _text(one.at)] for one in self.attempts]
        salt = as_text(self.salt)
        write_json(path, {"clinicdesk": FORMAT, "salt": salt, "failures": failures, "attempts": attempts})

    def tag(self, login: str) -> str:
        """What stands in the file for a sign-in name; the recovery key's is that of the empty name.

        Dear to guess at, since people type their password where the name belongs.
        """
        return stretch(folded(login).encode("utf-8", "surrogatepass"), self.salt, TAG_COST).hex()

    def settled(self, now: datetime) -> Self:
        """As they count now: a wait that began in what is now the future begins now, in full.

        So a clock that was set back shortens no wait, and one that was wrong makes none endless. Ask this first, and
        write it. A clock that was set forward by the length of a wait ends it: that cannot be told from waiting.
        """
        moment = _cut(now)
        return replace(
            self,
            failures={tag: replace(one, last=min(one.last, moment)) for tag, one in self.failures.items()},
        )

    def left(self, login: str, now: datetime) -> int:
        """How many whole seconds must pass before the next try with this name; 0 = none."""
        found = self.failures.get(self.tag(login))
        if found is None:
            return 0
        passed = max(now - found.last, _NOTHING)
        return max(0, math.ceil(wait_after(found.count) - passed.total_seconds()))

    def failed(self, login: str, now: datetime) -> Self:
        """With one more failure of this name. Of very many names, those that failed longest ago are forgotten."""
        tag, moment = self.tag(login), _cut(now)
        before = self.failures.get(tag)
        failures = {**self.failures, tag: Failures((before.count if before else 0) + 1, moment)}
        newest = sorted(failures, key=lambda one: failures[one].last)[-MOST_LOGINS:]
        return replace(
            self,
            failures={one: failures[one] for one in newest},
            attempts=(*self.attempts, Attempt(tag, moment))[-MOST_ATTEMPTS:],
        )

    def good(self, login: str) -> Self:
        """After a good sign-in: this name waits no more, and the attempts, now in the trail, are gone."""
        tag = self.tag(login)
        return replace(self, failures={one: self.failures[one] for one in self.failures if one != tag}, attempts=())


def wait_after(count: int) -> int:
    """The seconds to wait after so many failures: none for the first three, then 2, 4, 8 ... 900."""
    return 0 if count <= FREE else min(LONGEST_WAIT, 2 ** min(count - FREE, _DOUBLINGS))


def _fields(value: Mapping[str, Any]) -> dict[str, Any]:
    salt = as_bytes(value["salt"])
    if value["clinicdesk"] != FORMAT or len(salt) != SALT:
        raise ValueError("another format")
    return {
        "salt": salt,
        "failures": {
            _tag(tag): Failures(_count(count), _instant(last)) for tag, (count, last) in value["failures"].items()
        },
        "attempts": tuple(Attempt(_tag(tag), _instant(at)) for tag, at in value["attempts"])[-MOST_ATTEMPTS:],
    }


def _count(value: Any) -> int:
    if not isinstance(value, int) or value < 1:
        raise ValueError("no count")
    return value


def _tag(value: str) -> str:
    if not _TAG.fullmatch(value):
        raise ValueError("no tag")
    return value


def _cut(moment: datetime) -> datetime:
    """In UTC and whole milliseconds, as it is written."""
    utc = moment.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _instant(text: str) -> datetime:
    return _cut(datetime.fromisoformat(text))
