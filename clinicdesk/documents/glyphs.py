"""Whether a user's text can be printed as it should look. What cannot is refused with words, never printed wrong."""

import unicodedata
from collections.abc import Iterator

from clinicdesk.documents.fonts import NoGlyphError, is_plain, metrics
from clinicdesk.documents.style import BOLD, REGULAR
from clinicdesk.documents.wrap import composed, paragraphs
from clinicdesk.errors import CannotPrint, Problem
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.visit import Visit
from clinicdesk.words import Words


def check(visit: Visit, words: Words) -> None:
    """Look at every text of the visit that the sheet prints. CannotPrint with each place in the visit file."""
    found = [Problem(place, why) for place, text in printed_texts(visit) if (why := unprintable(place, text, words))]
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


def printed_texts(visit: Visit) -> Iterator[tuple[str, str]]:
    """Every text of a visit that a sheet prints, with its place in the visit file."""
    clinic, patient, decision = visit.clinic, visit.patient, visit.clinician_decision
    for name in ("name", "address", "phone", "npi", "tin"):
        yield f"clinic.{name}", getattr(clinic, name)
    for name in ("name", "license", "npi"):
        yield f"clinic.practitioner.{name}", getattr(clinic.practitioner, name)
    for name in ("given_name", "family_name"):
        yield f"patient.{name}", getattr(patient, name)
    for role, party in (("guardian", patient.guardian), ("representative", patient.representative)):
        if party:
            yield f"patient.{role}.name", party.name
            yield f"patient.{role}.relationship", party.relationship
    for at, coverage in enumerate(visit.coverage):
        yield from _of_coverage(f"coverage[{at}]", coverage)
    yield "service.body_region", visit.service.body_region
    for at, diagnosis in enumerate(visit.service.diagnoses):
        yield f"service.diagnoses[{at}]", diagnosis
    if decision:
        for name in ("by", "license", "reason"):
            yield f"clinician_decision.{name}", getattr(decision, name)


def _of_coverage(place: str, coverage: Coverage) -> Iterator[tuple[str, str]]:
    for name in ("payer_name", "plan_name", "member_id"):
        yield f"{place}.{name}", getattr(coverage, name)
    if coverage.prior_authorization:
        yield f"{place}.prior_authorization.number", coverage.prior_authorization.number
    if coverage.referral:
        yield f"{place}.referral.from", coverage.referral.by
    phone = coverage.phone_check
    if phone:
        for name in ("by", "spoke_to", "reference"):
            yield f"{place}.verified_by_phone.{name}", getattr(phone, name)
