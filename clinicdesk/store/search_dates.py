"""Birth dates as people type them at a desk in the United States, whole or only begun."""

import re
from collections.abc import Sequence
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>\d{4}|\d{2})"
_FORMS = [
    re.compile(rf"(?<![\w/.-])(?:{form})(?![\w/-])", re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
        rf"(?P<m>\d{{1,2}})(?P<s>[-/. ])(?P<d>\d{{1,2}})(?P=s){_YEAR}",
        rf"{_MONTH}[\s.-]*{_DAY}[\s,.-]+{_YEAR}",
        rf"{_DAY}[\s.-]*(?:of\s+)?{_MONTH}[\s,.-]*{_YEAR}",
        r"(?P<m>\d{1,2})/(?:(?P<d>\d{1,2})(?:/(?P<y>\d{0,3}))?)?",
    )
]
_MAY_HAVE = re.compile("[0-9].*[a-z/. -]|[a-z].*[0-9]", re.ASCII | re.IGNORECASE | re.DOTALL)
"""Dates have digits, and a sign or a month's name beside them."""
_LEAP_YEAR = 2000


def date_words(birth_date: date) -> tuple[str, str]:
    """The two words under which a birth date is found: YYYYMMDD and MMDDYYYY."""
    return f"{birth_date:%Y%m%d}".zfill(8), f"{birth_date:%m%d}{birth_date.year:04d}"


def take_dates(text: str) -> tuple[str, list[Sequence[str]]]:
    """The text without its dates, and for each date the beginnings of MMDDYYYY that it may mean.

    The month comes first where it can. A year of two digits is of both centuries: nobody is born in the future.
    What is no day of the calendar stays in the text.
    """
    found: list[Sequence[str]] = []
    if not _MAY_HAVE.search(text):
        return text, found

    def taken(match: re.Match[str]) -> str:
        told = match.groupdict("")
        beginnings = _beginnings(told["y"], told["m"], told["d"])
        found.extend([beginnings] if beginnings else [])
        return " " if beginnings else match[0]

    for form in _FORMS:
        text = form.sub(taken, text)
    return text, found


def six_digits(digits: str) -> Sequence[str]:
    """What MMDDYY may mean, as MMDDYYYY; nothing where it is no date."""
    return [word for word in _beginnings(digits[4:], digits[:2], digits[2:4]) if len(word) == len("MMDDYYYY")]


def _beginnings(year: str, first: str, second: str) -> Sequence[str]:
    if not year and len(second) <= 1:
        return _begun(int(first), second)
    month, day = _month_and_day(first, second)
    if not _is_a_day(month, day):
        return []
    start = f"{month:02d}{day:02d}"
    return [f"{start}19{year}", f"{start}20{year}", f"{start}{year}"] if len(year) in {1, 2} else [start + year]


def _begun(month: int, day: str) -> Sequence[str]:
    """A month, and at most one digit of a day, which may be all of it."""
    if not 1 <= month <= len(_MONTHS):
        return []
    return [f"{month:02d}{day}", f"{month:02d}0{day}"] if day else [f"{month:02d}"]


def _month_and_day(month: str, day: str) -> tuple[int, int]:
    if not month.isdigit():
        return _MONTHS.index(month[:3].lower()) + 1, int(day)
    if int(month) > len(_MONTHS):
        return int(day), int(month)
    return int(month), int(day)


def _is_a_day(month: int, day: int) -> bool:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
