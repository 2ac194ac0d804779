"""A language's words: sentences for codes and values, one fixed form for money and dates.

A catalogue is a value that is passed in, so that staff and patient can have different languages. Its texts are TOML
files in `resources/locale/<language>/`: nested tables make dotted keys, `{name}` stands for a value, and a text with a
number in it can be a table of `one` and `other`, chosen by the value `count`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from clinicdesk import resources
from clinicdesk.errors import ClinicdeskError, Problem, WithProblems

ENGLISH = "en"
"""The language in which the program's own texts are written."""

SYMBOLS = {"USD": "$", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "INR": "₹", "GBP": "£", "EUR": "€"}
"""One fixed form for money: symbol, thousands by commas, two digits.

The locale's own form drops cents in some languages.
"""


class Told(Protocol):
    """Anything with a code and values, such as a reason of the engine."""

    @property
    def code(self) -> str:
        """The key of its sentence."""

    @property
    def values(self) -> Mapping[str, Any]:
        """What the sentence tells."""


def money(cents: int, currency: str) -> str:
    """Whole cents as `$1,234.50`."""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{SYMBOLS[currency]}{whole:,}.{part:02d}"


def percent(ten_thousandths: int) -> str:
    """A share as `20 %` or `12.5 %`."""
    whole, part = divmod(ten_thousandths, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") + " %"


class Sentence(str):
    """A sentence with values in it, in English; a catalogue has its translation under the `template` it was made of."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]


def said(template: str, /, **values: Any) -> Sentence:
    """`template` with its values put in, each as it stands in a sentence; a whole number keeps the form written there.

    Texts that are told to the user and refusals are written so where they have values in them, and where they are a
    value of another one: any other text there is somebody's data, and is never translated.
    """
    if isinstance(template, Sentence):
        return template
    made = Sentence(template.format_map({name: _english(value) for name, value in values.items()}))
    made.template, made.values = template, values
    return made


def _english(value: Any) -> Any:
    return value if isinstance(value, str | int | Path | BaseException) else read_words(ENGLISH).value(value)


class Words:
    """The catalogue of one language."""

    def __init__(self, language: str, texts: Mapping[str, str | Mapping[str, str]]) -> None:
        """Keep the texts by dotted key."""
        self.language = language
        self.texts = texts

    def say(self, key: str, **values: Any) -> str:
        """The sentence of `key` with its values put in. A key that is not there is a fault of ours: KeyError."""
        text = self.texts[key]
        if not isinstance(text, str):
            text = text["one" if values["count"] == 1 else "other"]
        return text.format_map({name: self.value(value) for name, value in values.items()})

    def tell(self, told: Told) -> str:
        """The sentence of a reason."""
        return self.say(f"reason.{told.code}", **told.values)

    def value(self, value: Any) -> str:
        """One value as it stands in a sentence: money, shares, days, words, parts, plain text.

        A tuple is read as `a, b and c`, a list as its sentences one after the other.
        """
        if isinstance(value, StrEnum):
            return self.word(value)
        if isinstance(value, date):
            return self.day(value)
        if hasattr(value, "currency"):
            return money(value.cents, value.currency)
        if hasattr(value, "ten_thousandths"):
            return percent(value.ten_thousandths)
        if hasattr(value, "code"):
            return self.tell(value)
        if isinstance(value, tuple):
            return self.listed(self.value(one) for one in value)
        if isinstance(value, list):
            return " ".join(self.value(one) for one in value)
        return str(value)

    def reword(self, error: BaseException) -> None:
        """Put what was refused into this language."""
        if isinstance(error, WithProblems):
            error.problems = tuple(Problem(self._within(one.place), self.told(one.text)) for one in error.problems)
            error.args = ("\n".join(map(str, error.problems)),)
        elif isinstance(error, ClinicdeskError):
            error.args = (self.told(error.args[0]), *error.args[1:])

    def told(self, text: str) -> str:
        """A text of the program's own that came in English, with its values; where nobody translated it, as it came."""
        template, values = (text.template, text.values) if isinstance(text, Sentence) else (text, {})
        known = self.texts.get(f"said.{template}")
        if not isinstance(known, str):
            return str(text)
        return known.format_map({name: self._within(value) for name, value in values.items()})

    def _within(self, value: Any) -> Any:
        """A value inside such a text: one like it or another refusal, a number as it is, or what any sentence has."""
        if isinstance(value, Sentence):
            return self.told(value)
        if isinstance(value, ClinicdeskError):
            return self.told(value.args[0])
        if isinstance(value, tuple):
            return self.listed(str(self._within(one)) for one in value)
        return value if isinstance(value, int) else self.value(value)

    def word(self, member: StrEnum) -> str:
        """The word of a fixed code, such as a coverage status."""
        return self.say(f"{type(member).__name__}.{member.value}")

    def day(self, day: date) -> str:
        """A date with the month in letters, so that nobody takes the day for the month."""
        return self.say("form.day", day=day.day, month=self.say(f"form.month.{day.month}"), year=f"{day.year:04d}")

    def listed(self, parts: Iterable[str]) -> str:
        """`a, b and c`."""
        *first, last = [*parts] or [""]
        return self.say("form.and", first=", ".join(first), last=last) if first else last


@cache
def read_words(language: str, only: str = "") -> Words:
    """The shipped catalogue of a language, or one file of it; KeyError where there is none."""
    texts: dict[str, str | Mapping[str, str]] = {}
    for name, data in resources.toml_files("locale", language, only=only):
        _flatten("", resources.read_toml(f"locale/{language}/{name}", data), texts)
    if not texts:
        raise KeyError(language)
    return Words(language, texts)


@cache
def languages() -> Mapping[str, str]:
    """The languages that ship, each by its code with its own name for itself."""
    codes = sorted(path.name for path in (resources.folder() / "locale").iterdir() if path.is_dir())
    return {code: read_words(code).say("form.language") for code in codes}


def _flatten(prefix: str, table: Mapping[str, Any], into: dict[str, str | Mapping[str, str]]) -> None:
    for key, value in table.items():
        if isinstance(value, dict) and set(value) != {"one", "other"}:
            _flatten(f"{prefix}{key}.", value, into)
        else:
            into[f"{prefix}{key}"] = value
