"""What was typed into a search, put into the fields of a new patient by what it looks like."""

from clinicdesk.ui.widgets.typed import NotTyped, day_from

_DIGITS = 7


def as_fields(text: str) -> dict[str, str]:
    """The texts of the fields by their names: a birth date, a telephone number, or names with or without a birth date.

    `Núñez, Ana` and `Ana Núñez` are two names; the clerk sees them in their fields and looks them over.
    """
    told = " ".join(text.split())
    if not told:
        return {}
    name, _, last = told.rpartition(" ")
    if _is_day(told):
        return {"birth_date": told}
    if sum(one.isdigit() for one in told) >= _DIGITS and not any(one.isalpha() for one in told):
        return {"phone": told}
    if name and _is_day(last) and any(one.isalpha() for one in name):
        return {**as_fields(name), "birth_date": last}
    return _names(told) if any(one.isalpha() for one in told) else {}


def _names(told: str) -> dict[str, str]:
    told = told.title() if told == told.lower() else told
    family, comma, given = (part.strip() for part in told.partition(","))
    if not comma:
        given, _, family = told.rpartition(" ")
    return {name: part for name, part in (("given_name", given), ("family_name", family)) if part}


def _is_day(text: str) -> bool:
    try:
        return day_from(text) is not None
    except NotTyped:
        return False
