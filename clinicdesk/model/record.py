"""What every kind of record has: an id, and how it may change."""

from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record that is appended once and never changed. `id` is a UUIDv7 as text, so that ids sort by their making."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Versioned(Record):
    """A record that may change. `version` counts its states from 1; 0 = not stored yet."""

    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing(Record):
    """A record that is of use for a while only: changed in place, dropped when it is done, no earlier state kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made(Record):
    """An appended record with who made it, and when: a staff id, and an instant in UTC with milliseconds."""

    by: str
    at: str


R = TypeVar("R", bound=Record)
V = TypeVar("V", bound=Versioned)
P = TypeVar("P", bound=Passing)
