"""What is typed into a field as a value: days in the usual spellings, money in whole cents. No guessing."""

import re
from datetime import date
from typing import TYPE_CHECKING

from clinicdesk.model.money import WHOLE
from clinicdesk.words import said

if TYPE_CHECKING:
    from clinicdesk.model.visit import OtherService

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_US = r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})"
_EIGHT = r"(\d{2})(\d{2})(\d{4})"
_NAMED = r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})|(\d{1,2})\.?\s+([a-z]{3,9})\.?,?\s+(\d{4})"
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap]m?)?", re.ASCII)
_SERVICE = re.compile(r"([0-9A-Z]{5})(?:\s*[X*×]\s*(\d{1,2}))?", re.ASCII)
_NOON, _MINUTES = 12, 60
_LONGEST = 20
_PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?", re.ASCII)
_MONEY = r"\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?"


class NotTyped(ValueError):
    """What was typed is no such value; the message says how it is typed."""


def day_from(text: str) -> date | None:
    """The day that was typed; None for nothing. NotTyped for anything else, and for a year of two digits."""
    told = text.strip().casefold()
    if not told:
        return None
    parts = _parts(told)
    if parts is None:
        raise NotTyped("Write the day as month, day and a year of four digits, such as 05/01/1990.")
    try:
        return date(*parts)
    except ValueError:
        raise NotTyped("There is no such day. Check month and day.") from None


def _parts(told: str) -> tuple[int, int, int] | None:
    if found := re.fullmatch(_ISO, told):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(_US, told) or re.fullmatch(_EIGHT, told):
        return int(found[3]), int(found[1]), int(found[2])
    if found := re.fullmatch(_NAMED, told):
        month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        names = [at for at, name in enumerate(_MONTHS, 1) if month.startswith(name)]
        return (int(year), names[0], int(day)) if names else None
    return None


def day_text(day: date | None) -> str:
    """A day as it stands in a field: 05/01/1990; nothing where it is not known."""
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}" if day else ""


def money_from(text: str) -> int | None:
    """The amount that was typed, in cents; None for nothing. NotTyped for anything else."""
    told = text.strip()
    if not told:
        return None
    found = re.fullmatch(_MONEY, told)
    if found is None:
        raise NotTyped("Write the amount in digits, such as 20 or 1,020.50.")
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))


def money_text(cents: int | None) -> str:
    """Cents as they stand in a field: 1,020.50; nothing where they are not stated."""
    return "" if cents is None else f"{cents // 100:,}.{cents % 100:02d}"


def whole_from(text: str, least: int, most: int) -> int | None:
    """The whole number that was typed; None for nothing. NotTyped for anything else, and out of its bounds."""
    told = text.strip()
    if not told:
        return None
    if not (told.isascii() and told.isdecimal() and len(told) <= _LONGEST and least <= int(told) <= most):
        raise NotTyped(said("Write a whole number from {least} to {most}.", least=least, most=most))
    return int(told)


def percent_from(text: str) -> int | None:
    """A share typed in per cent, such as 20 or 12.5, in ten-thousandths; None for nothing. NotTyped otherwise."""
    told = text.strip().removesuffix("%").strip()
    if not text.strip():
        return None
    found = _PERCENT.fullmatch(told)
    share = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else WHOLE + 1
    if share > WHOLE:
        raise NotTyped("Write the share in per cent from 0 to 100, such as 20 or 12.5.")
    return share


def percent_text(share: int | None) -> str:
    """Ten-thousandths as they stand in a field: 20 or 12.5; nothing where they are not stated."""
    return "" if share is None else f"{share // 100}.{share % 100:02d}".rstrip("0").rstrip(".")


def listed(text: str) -> tuple[str, ...]:
    """The parts of a text that commas, semicolons or blanks keep apart, in capitals: codes and diagnoses."""
    return tuple(one for one in re.split(r"[\s,;]+", text.upper()) if one)


def time_from(text: str) -> str:
    """The time of day that was typed, as `HH:MM`: 9:30, 0930, 2 pm; empty for nothing. NotTyped for anything else."""
    told = text.strip().casefold().replace("a.m.", "am").replace("p.m.", "pm")
    if not told:
        return ""
    found = _TIME.fullmatch(told)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (-1, 0)
    half = found[3] if found else None
    if half:
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0) if 1 <= hour <= _NOON else -1
    if not (0 <= hour < 2 * _NOON and 0 <= minute < _MINUTES):
        raise NotTyped("Write the time as 9:30, 14:00 or 2 pm.")
    return f"{hour:02d}:{minute:02d}"


def services_from(text: str) -> "tuple[OtherService, ...]":
    """Codes with their units, such as `97140, 97110 x2`. NotTyped for anything else."""
    from clinicdesk.model.visit import OtherService

    found = [_SERVICE.fullmatch(one.strip()) for one in re.split(r"[,;\n]", text.upper()) if one.strip()]
    if None in found:
        raise NotTyped("Write codes of five signs with commas between them, such as 97140, 97110 x2.")
    return tuple(OtherService(one[1], int(one[2] or 1)) for one in found if one)


def services_text(services: "tuple[OtherService, ...]") -> str:
    """Codes with their units as they stand in a field."""
    return ", ".join(one.code if one.units == 1 else f"{one.code} x{one.units}" for one in services)
