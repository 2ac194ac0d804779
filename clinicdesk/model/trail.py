"""The trail: who did, saw, printed or exported what, one row an act."""

from collections.abc import Mapping
from dataclasses import dataclass

Told = str | int | bool | None | list[str]
"""What a detail of an entry may be: never a number with a fraction, never another mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an act tells the trail.

    `at` is UTC as `2026-11-24T15:04:05.123Z`; `by` is the staff id, empty where nobody is signed in; `act` is the act's
    fixed code such as `patient.register`; `patient` and `visit` are ids, empty where the act is about none. `told` has
    small details by name, no free text beyond what the act needs.
    """

    at: str
    by: str
    act: str
    patient: str = ""
    visit: str = ""
    told: Mapping[str, Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailRow:
    """One row as it is kept. `number` is 1, 2, ... without a gap; `mac` (32 bytes) ties it to the row before."""

    number: int
    entry: Entry
    mac: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A row that was the last one: its number (0 = there was none yet) and its MAC as 64 hexadecimal digits."""

    number: int
    mac: str
