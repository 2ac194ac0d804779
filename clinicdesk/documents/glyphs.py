"""Whether a user's text can be printed as it should look. What cannot is refused with words, never printed wrong."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from clinicdesk.documents.fonts import NoGlyphError, is_plain, metrics
from clinicdesk.documents.style import BOLD, REGULAR
from clinicdesk.documents.wrap import composed, paragraphs
from clinicdesk.errors import CannotPrint, Problem
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.visit import Visit
from clinicdesk.words import Words

_NUMBER = re.compile(r"\[(\d+)\]")


def check(visit: Visit, words: Words, *, named: bool = False) -> None:
    """Look at every text of the visit that the sheet prints.

    CannotPrint tells each place as it is called in the visit file or, `named`, in words.
    """
    found = [
        Problem(_named(place, words) if named else place, why)
        for place, text in printed_texts(visit)
        if (why := unprintable(place, text, words))
    ]
    if found:
        raise CannotPrint(found)


def unprintable(place: str, text: str, words: Words) -> str:
    """Why a text cannot be printed; empty where it can."""
    for line in paragraphs(text) if place in _SEVERAL_LINES else [composed(text)]:
        for name in (REGULAR, BOLD):
            try:
                metrics(name).width(line)
            except NoGlyphError as error:
                return refusal(error.character, words)
    return ""


def refusal(character: str, words: Words) -> str:
    """Why a character cannot be printed, and what to do."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    shown = f"{code} {name}".strip()
    if unicodedata.bidirectional(character) in {"R", "AL", "AN"}:
        return words.say("paper.cannot_print.right_to_left", character=shown)
    if not is_plain(character):
        return words.say("paper.cannot_print.hidden", character=shown)
    return words.say("paper.cannot_print.no_glyph", character=shown)


_SEVERAL_LINES = {"clinic.address", "clinician_decision.reason"}
_CLINIC = ("name", "address", "phone", "npi", "tin")
_PRACTITIONER = ("name", "license", "npi")
_PATIENT = ("given_name", "family_name")
_PARTIES = ("guardian", "representative")
_PARTY = ("name", "relationship")
_PLAN = ("payer_name", "plan_name", "member_id")
_PHONE = ("by", "spoke_to", "reference")
_DECISION = ("by", "license", "reason")

PLACES = (
    *(f"clinic.{name}" for name in _CLINIC),
    *(f"clinic.practitioner.{name}" for name in _PRACTITIONER),
    *(f"patient.{name}" for name in _PATIENT),
    *(f"patient.{party}.{name}" for party in _PARTIES for name in _PARTY),
    *(f"coverage.{name}" for name in _PLAN),
    "coverage.prior_authorization.number",
    "coverage.referral.from",
    *(f"coverage.verified_by_phone.{name}" for name in _PHONE),
    "service.body_region",
    "service.diagnoses",
    *(f"clinician_decision.{name}" for name in _DECISION),
)
"""Where a text of a visit may stand that a sheet prints, without the numbers of plans and diagnoses."""


def printed_texts(visit: Visit) -> Iterator[tuple[str, str]]:
    """Every text of a visit that a sheet prints, with its place in the visit file."""
    clinic, patient = visit.clinic, visit.patient
    yield from _of("clinic", clinic, _CLINIC)
    yield from _of("clinic.practitioner", clinic.practitioner, _PRACTITIONER)
    yield from _of("patient", patient, _PATIENT)
    for party in _PARTIES:
        yield from _of(f"patient.{party}", getattr(patient, party), _PARTY)
    for at, coverage in enumerate(visit.coverage):
        yield from _of_coverage(f"coverage[{at}]", coverage)
    yield "service.body_region", visit.service.body_region
    for at, diagnosis in enumerate(visit.service.diagnoses):
        yield f"service.diagnoses[{at}]", diagnosis
    yield from _of("clinician_decision", visit.clinician_decision, _DECISION)


def _of(place: str, thing: object, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The texts of these names, where the thing is there."""
    return ((f"{place}.{name}", getattr(thing, name)) for name in names if thing)


def _of_coverage(place: str, coverage: Coverage) -> Iterator[tuple[str, str]]:
    yield from _of(place, coverage, _PLAN)
    if coverage.prior_authorization:
        yield f"{place}.prior_authorization.number", coverage.prior_authorization.number
    if coverage.referral:
        yield f"{place}.referral.from", coverage.referral.by
    yield from _of(f"{place}.verified_by_phone", coverage.phone_check, _PHONE)


def _named(place: str, words: Words) -> str:
    """A place in words, with the number of its plan or its diagnosis."""
    key, number = _NUMBER.sub("", place), _NUMBER.search(place)
    return words.say(f"paper.place.{key}", number=int(number[1]) + 1 if number else 0)
