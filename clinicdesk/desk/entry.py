"""What is typed at the desk, held against what may be kept: whatever is kept can be put into a visit file later.

The limits and their words are those of the visit file's reader: a visit is made around what was typed, and read.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from clinicdesk.errors import EntryRefused, Problem, VisitRefused
from clinicdesk.exchange.day_cells import turns_the_line
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.exchange.visit_writer import visit_text
from clinicdesk.model.clinic import ABROAD, Clinic
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.fees import Fee
from clinicdesk.model.people import Patient, Practitioner, Profession
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Service, Visit
from clinicdesk.words import said

OLDEST = 130
"""Years that nobody has lived."""

_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_NOBODY = Patient(given_name="", family_name="", birth_date=None)
_ANYWHERE = Clinic(name="-", state=ABROAD, practitioner=Practitioner(name="-", profession=Profession.PT))


def check_person(person: Patient, today: date, rules: Rulebook) -> None:
    """EntryRefused where a person cannot be kept so; it names every problem by its field."""
    told = [*_name_problems(person), *_birth_problems(person.birth_date, today)]
    own = {problem.place for problem in told}
    read = _problems(_visit(today, rules, patient=person), rules, "patient.")
    _refuse([*told, *(one for one in read if one.place not in own)])


def check_plan(plan: Coverage, today: date, rules: Rulebook) -> None:
    """EntryRefused where a plan cannot be kept so; it names every problem by its field."""
    _refuse(_problems(_visit(today, rules, plans=(plan,)), rules, "coverage[0]."))


def check_service(service: Service, today: date, rules: Rulebook) -> None:
    """EntryRefused where a course's service cannot be kept so; it names every problem by its field."""
    _refuse(_problems(_visit(today, rules, service=service), rules, "service."))


def check_time(time: str) -> None:
    """EntryRefused for a time of day that is neither `HH:MM` nor empty."""
    if time and not _TIME.fullmatch(time):
        raise refuse("time", "write the time with four digits, such as 09:30 or 14:00")


def refuse(field: str, text: str) -> EntryRefused:
    """The refusal of one field."""
    return EntryRefused([Problem(field, text)])


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise EntryRefused(problems)


def _name_problems(person: Patient) -> Iterator[Problem]:
    """One of the two names may be empty: some people have one only."""
    names = {"given_name": person.given_name, "family_name": person.family_name}
    if not any(one.strip() for one in names.values()):
        yield Problem("family_name", "a patient needs a name; write at least one of the two")
    for field, name in names.items():
        if name.strip() and not any(letter.isalpha() for letter in name):
            yield Problem(field, "a name has at least one letter; write it as the patient does")
        elif turns_the_line(name):
            yield Problem(field, "this has a sign in it that is not seen but turns or breaks the line; type it anew")


def _birth_problems(birth: date | None, today: date) -> Iterator[Problem]:
    if birth and birth > today:
        yield Problem("birth_date", "this day is still to come; check the year, or leave it empty if it is not known")
    elif birth and (today.year - birth.year, today.month, today.day) > (OLDEST, birth.month, birth.day):
        yield Problem("birth_date", said("this is more than {years} years ago; check the year", years=OLDEST))


def _visit(
    day: date,
    rules: Rulebook,
    *,
    patient: Patient = _NOBODY,
    plans: tuple[Coverage, ...] = (),
    service: Service | None = None,
) -> Visit:
    """The least visit around what was typed."""
    least = service or Service(code=rules.service_codes[0], sessions=1, first_session=day)
    billed = (least.code, *(one.code for one in least.also))
    fees = {code: Fee(billed=0, self_pay=0, allowed={}) for code in billed}
    return Visit(day=day, clinic=_ANYWHERE, patient=patient, service=least, coverage=plans, fees=fees)


def _problems(visit: Visit, rules: Rulebook, part: str) -> list[Problem]:
    try:
        read_visit(visit_text(visit), rules)
    except VisitRefused as refused:
        return [one._replace(place=one.place.removeprefix(part)) for one in refused.problems if one.place]
    except UnicodeEncodeError:
        return [Problem("", "a text has half a character in it; type it anew instead of pasting it")]
    return []
