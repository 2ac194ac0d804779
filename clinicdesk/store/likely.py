"""Records that may be the same person, so that a patient is not made twice.

The score is a sum of points, 0 to 100, and a record is likely from 60 on:

- names: 25 for the family name and 25 for the given name where they are the same (folded, signs left out); 23 where one
  has all words of the other or begins it (Ana and Ana Maria, J and John); the share of letters that agree where
  they are typing errors apart; nothing where they differ. The names may be exchanged, for 5 points less.
- birth date: 35 the same; 28 day and month exchanged; 25 one digit off or two neighbours exchanged; 10 where it is not
  known of one of them; 0 where it is another.
- telephone number: 15 the same.

So twins (the same family name, birth date and number) stand at 75 with the reason `same_family_name`, not a name's.
A family name alone is 25, a whole name with another birth date 50, a birth date with a number 50: none is likely.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rapidfuzz.distance import OSA

from clinicdesk.store.search_dates import date_words
from clinicdesk.store.search_query import any_of, matching, quoted
from clinicdesk.store.search_slips import slips_in
from clinicdesk.store.search_words import fold, joined, phone_digits
from clinicdesk.store.sqlite import Connection

_LIKELY = 60
_NAME, _EXCHANGED = 25, 5
_PART = 0.92
_SAME_BIRTH_DATE, _SWAPPED_BIRTH_DATE, _NEAR_BIRTH_DATE, _NO_BIRTH_DATE = 35, 28, 25, 10
_SAME_PHONE = 15
_LOOKED_AT = 300
"""Of each look-up, so many of the newest records are compared."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A row number, how like the person it is (60..100), and the codes of the reasons.

    same_name, similar_name, names_swapped, same_family_name, same_given_name; same_birth_date,
    swapped_birth_day_month, similar_birth_date; same_phone.
    """

    number: int
    score: int
    because: tuple[str, ...]


class _Person(NamedTuple):
    """As the search keeps a patient: names folded, the birth date as YYYY-MM-DD or "", the phone's digits or ""."""

    family: str
    given: str
    birth_date: str
    phone: str


def likely(
    connection: Connection,
    *,
    given_name: str,
    family_name: str,
    birth_date: date | None,
    phone: str,
    but: int | None = None,
    limit: int = 5,
) -> list[Likeness]:
    """The records that may be this person, the likeliest first, but for row number `but`.

    Compared are those that an index finds: by birth date (also with day and month exchanged), by telephone number, by
    both names (also exchanged). Records that were merged into another are among them: the caller follows them.
    """
    born = birth_date.isoformat() if birth_date else ""
    person = _Person(fold(family_name), fold(given_name), born, phone_digits(phone))
    numbers = {number for term in _look_ups(person) for number in matching(connection, [term], _LOOKED_AT)}
    found = [_likeness(number, person, _person(connection, number)) for number in numbers - {but}]
    found = [one for one in found if one.score >= _LIKELY]
    return sorted(found, key=lambda one: (-one.score, -one.number))[:limit]


def _look_ups(person: _Person) -> Iterator[str]:
    """Terms of the search index, one for each look-up."""
    for born in (person.birth_date, _swapped(person.birth_date)):
        if born:
            yield any_of([quoted(date_words(date.fromisoformat(born))[0])], "birth")
    if person.phone:
        yield any_of([quoted(person.phone)], "phone")
    family, given = joined(person.family), joined(person.given)
    if family and given:
        for one, other in ((family, given), (given, family)):
            yield f"{any_of([quoted(one)], 'family')} AND {any_of([quoted(other)], 'given')}"


def _person(connection: Connection, number: int) -> _Person:
    row = connection.execute("SELECT family, given, birth_date, phone FROM search_key WHERE number = ?", (number,))
    return _Person(*row.fetchone())


def _likeness(number: int, one: _Person, other: _Person) -> Likeness:
    name, why_name = _names(one, other)
    born, why_born = _birth_dates(one.birth_date, other.birth_date)
    phone, why_phone = (_SAME_PHONE, "same_phone") if one.phone and one.phone == other.phone else (0, "")
    return Likeness(number, name + born + phone, tuple(why for why in (why_name, why_born, why_phone) if why))


def _names(one: _Person, other: _Person) -> tuple[int, str]:
    """Points and reason: the names as they stand, or exchanged where that gives more."""
    family, given = _alike(one.family, other.family), _alike(one.given, other.given)
    crossed = _alike(one.family, other.given), _alike(one.given, other.family)
    exchanged = round(_NAME * sum(crossed)) - _EXCHANGED if all(crossed) else 0
    straight = round(_NAME * (family + given))
    return (exchanged, "names_swapped") if exchanged > straight else (straight, _name_reason(family, given))


def _name_reason(family: float, given: float) -> str:
    if family and given:
        return "same_name" if family == given == 1 else "similar_name"
    if family == 1:
        return "same_family_name"
    return "same_given_name" if given == 1 else ""


def _alike(one: str, other: str) -> float:
    """0 to 1: how like two folded names are."""
    first, second = "".join(_words(one)), "".join(_words(other))
    if not first or not second or first == second:
        return float(bool(first and second))
    few, many = sorted((set(_words(one)), set(_words(other))), key=len)
    if few <= many or first.startswith(second) or second.startswith(first):
        return _PART
    slips = min(slips_in(first), slips_in(second))
    return OSA.normalized_similarity(first, second) if OSA.distance(first, second) <= slips else 0.0


def _words(folded: str) -> list[str]:
    return folded.replace("-", " ").split()


def _birth_dates(one: str, other: str) -> tuple[int, str]:
    if not one or not other:
        return _NO_BIRTH_DATE, ""
    if one == other:
        return _SAME_BIRTH_DATE, "same_birth_date"
    if _swapped(one) == other:
        return _SWAPPED_BIRTH_DATE, "swapped_birth_day_month"
    if OSA.distance(one, other) == 1:
        return _NEAR_BIRTH_DATE, "similar_birth_date"
    return 0, ""


def _swapped(birth_date: str) -> str:
    """Day and month exchanged; "" where that is no other day of the calendar."""
    year, month, day = birth_date.split("-") if birth_date else ("", "", "")
    swapped = f"{year}-{day}-{month}"
    with suppress(ValueError):
        return swapped if date.fromisoformat(swapped).isoformat() != birth_date else ""
    return ""
