"""The cells of a day's list: names, dates and times in the usual spellings, into values."""

import re
from datetime import date
from unicodedata import bidirectional, category

from clinicdesk.words import said

_US = re.compile(r"(?P<month>[0-9]{1,2})([/-])(?P<day>[0-9]{1,2})\2(?P<year>[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([/-])[0-9]{1,2}\1[0-9]{2}")
_TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2})(?::00)?)?\s?(?:([ap])\.?m\.?)?", re.IGNORECASE)
_OLDEST = 130
_MOST_HOURS, _HALF_DAY, _MOST_MINUTES = 23, 12, 59


_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_BREAKS = {"Cc", "Zl", "Zp"}


def turns_the_line(text: str) -> bool:
    """Whether a text breaks a line, or has what follows it on the screen, such as a birth date, read from its end."""
    return any(category(letter) in _BREAKS or bidirectional(letter) in _TURNS for letter in text)


class CellRefused(Exception):
    """A cell that cannot be read, told in a sentence that does not repeat it."""


def text_of(text: str, most: int) -> str:
    """A text of at most so many characters, none of them one that controls a screen."""
    if len(text) > most:
        raise CellRefused(said("this has {count:,} characters; at most {most} are allowed", count=len(text), most=most))
    if turns_the_line(text):
        raise CellRefused("this has a control character in it; write it anew")
    return text


def names_of(text: str) -> tuple[str, str]:
    """Family name and given name of `Family, Given`; no other form is taken apart, as nobody can do it rightly."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if not (family and comma and given) or "," in given:
        raise CellRefused(
            'a whole name is read only as "Family, Given", with one comma; '
            "better have two columns, Last name and First name"
        )
    return family, given


def day_of(text: str) -> date:
    """The day of `11/24/2026`, `11-24-2026` (the month first) or `2026-11-24`."""
    found = _US.fullmatch(text) or _ISO.fullmatch(text)
    if not found and _SHORT_YEAR.fullmatch(text):
        raise CellRefused("the year has two digits; write all four, as in 05/01/1990")
    if not found:
        raise CellRefused("this is not a date; write it as 05/01/1990 (the month first) or 1990-05-01")
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise CellRefused("this is not a day that exists; the month comes first, as in 05/31/1990") from None


def birth_date_of(text: str, today: date) -> date | None:
    """A birth date up to 130 years before `today`; None where nothing is told."""
    if not text:
        return None
    birth = day_of(text)
    if birth > today:
        raise CellRefused("this lies after the day of the list")
    if (today.year - birth.year, today.month, today.day) > (_OLDEST, birth.month, birth.day):
        raise CellRefused(said("this is more than {years} years before the day of the list", years=_OLDEST))
    return birth


def time_of(text: str) -> str:
    """`HH:MM` of `9:05`, `14:30`, `2:30 PM`, `9 am`; without AM or PM it is the time of a 24-hour clock."""
    found = _TIME.fullmatch(text)
    if not found or not (found[2] or found[3]):
        raise CellRefused("this is not a time; write it as 9:00 AM or 14:30")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if minute > _MOST_MINUTES or (hour > _MOST_HOURS if not half else not 1 <= hour <= _HALF_DAY):
        raise CellRefused("there is no such time; write it as 9:00 AM or 14:30")
    if half:
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}"
