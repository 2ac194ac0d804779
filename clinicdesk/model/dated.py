"""Where a statement comes from, since when it holds, and the reason that carries both to a reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from clinicdesk.model.money import Money, Share

A_YEAR = timedelta(days=365)


def year_after(day: date) -> date:
    """The same day twelve months on; 28 February after a 29th."""
    if day.year == MAXYEAR:
        return date.max
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


@dataclass(frozen=True, slots=True)
class Source:
    """What a record rests on.

    `href` is empty where there is nothing to open; `checked` is the day somebody last looked.
    """

    title: str
    href: str
    checked: date

    def stale_on(self, day: date) -> bool:
        """Whether nobody has looked for more than a year."""
        return day - self.checked > A_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What every rule carries: its first and last day, its source, and whether anybody has verified it.

    `since` is absent where the source gives none: then the rule is taken to hold from the day it was checked,
    or, where `until` lies before that day, on every day up to `until`.
    """

    source: Source
    since: date | None = None
    until: date | None = None
    verified: bool = False

    @property
    def first_day(self) -> date:
        """The first day on which the rule may be used."""
        if self.since is not None:
            return self.since
        if self.until is not None and self.until < self.source.checked:
            return date.min
        return self.source.checked

    @property
    def last_day(self) -> date:
        """The last day on which the rule may be used."""
        return self.until or date.max

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on `day`."""
        return self.first_day <= day <= self.last_day

    def stale_on(self, day: date) -> bool:
        """Whether nobody has checked the rule for more than a year."""
        return self.source.stale_on(day)


class Reason(NamedTuple):
    """Why a conclusion is what it is: a code with values for `words.py` to make a sentence of, and the rule behind it.

    `verified` is None where no rule of the rule book is behind it (a fact of the visit, say).
    """

    code: str
    values: Mapping[str, "Value"] = MappingProxyType({})
    source: Source | None = None
    since: date | None = None
    verified: bool | None = None

    @classmethod
    def of_rule(cls, code: str, rule: Dated, /, **values: "Value") -> "Reason":
        """A reason that rests on `rule`."""
        return cls(code, values, rule.source, rule.since, rule.verified)


Value = str | int | date | Money | Share | StrEnum | Reason | tuple[str | StrEnum | Reason, ...]
"""What a reason may tell. A StrEnum member is a word of the catalogue, a reason a part of the sentence."""
