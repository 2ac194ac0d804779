"""A visit as the chain takes it, put together from what is kept, and worked through the chain."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from clinicdesk.desk.answers import answered
from clinicdesk.desk.composing import composed
from clinicdesk.desk.desk import Work
from clinicdesk.desk.guards import visit_of as kept_visit
from clinicdesk.desk.rest import Rest, rest_of, through
from clinicdesk.desk.rulings import standing
from clinicdesk.desk.so_far import SoFar, so_far
from clinicdesk.engine.calendar import age_on
from clinicdesk.errors import NotAllowed, Problem, WithProblems
from clinicdesk.exchange.json_text import parse
from clinicdesk.exchange.result_file import result_text
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.exchange.visit_writer import visit_text
from clinicdesk.model.clinic import Clinic
from clinicdesk.model.fees import Fee
from clinicdesk.model.records import (
    CLINIC,
    Amount,
    ClinicRecord,
    CourseRecord,
    CoverageRecord,
    FeeRecord,
    StaffRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.result import Result
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Service, Visit
from clinicdesk.words import ENGLISH, read_words, said


class NotReady(WithProblems):
    """A visit that cannot be worked out yet; `problems` says so, then names everything that has to be there first."""

    def __init__(self, lacking: Sequence[str]) -> None:
        """Keep what is lacking."""
        super().__init__([Problem("", one) for one in ("This visit cannot be worked out yet.", *lacking)])


class Whole(NamedTuple):
    """A visit with the whole of its course, and what went before it."""

    visit: Visit
    so_far: SoFar


def visit_of(work: Work, visit: VisitRecord) -> Visit:
    """The visit with everything that the chain asks for, as it is kept now. NotReady names all that is lacking."""
    return _complete(work, visit).visit


def as_far_as_known(work: Work, visit: VisitRecord) -> tuple[Rest | None, tuple[str, ...]]:
    """The visit, and all that it lacks: everything is free where only a fee is lacking, None is told where more is."""
    course, clinic, lacking = _around(work, visit)
    fees = fees_on(work, visit.day)
    if course:
        lacking += lacking_fees(course.service, fees, visit.day)
    if course is None or clinic is None:
        return None, tuple(lacking)
    codes = codes_of(course.service)
    priced = _free(codes) if lacking else {one: fees[one] for one in codes}
    return rest_of(*_gathered(work, visit, course, clinic, priced), work.rules), tuple(lacking)


def unpriced(work: Work, visit: VisitRecord) -> Visit:
    """As `visit_of`, but everything is free: what is asked and found does not hang on the clinic's fees."""
    return rest_of(*unpriced_whole(work, visit), work.rules).visit


def unpriced_whole(work: Work, visit: VisitRecord) -> Whole:
    """As `unpriced`, with the whole course. NotReady as `visit_of`, but for the fees."""
    course, clinic, lacking = _around(work, visit)
    if course is None or clinic is None:
        raise NotReady(lacking)
    return _gathered(work, visit, course, clinic, _free(codes_of(course.service)))


def worked(work: Work, visit: VisitRecord, rules: Rulebook | None = None) -> tuple[Visit, Result]:
    """The visit, and everything that follows from it under the rules that hold here. NotReady as `visit_of`.

    The sessions of the result bear the numbers that they have in the course. `rules` are those of another language.
    """
    told = _complete(work, visit)
    return told.visit, through(told, rules or work.rules)


def open_visit(work: Work, patient: str, visit: str) -> VisitRecord:
    """A visit of this patient's that something may still be done about. NotAllowed once it is done or cancelled."""
    record = kept_visit(work, patient, visit)
    if record.state in {VisitState.DONE, VisitState.CANCELLED}:
        raise NotAllowed(
            said("This visit is {state}. Set it back to arrived first, if that was a slip.", state=record.state)
        )
    work.about(record.patient, record.id)
    return record


def codes_of(service: Service) -> tuple[str, ...]:
    """Every code that is billed at a session, each once."""
    return tuple(dict.fromkeys((service.code, *(one.code for one in service.also))))


def fees_on(work: Work, day: date) -> dict[str, Fee]:
    """The clinic's fees in force on a day, by code; a code without an amount that is billed has none."""
    amounts = {
        (one.code, one.amount, one.payer): one.cents
        for one in work.store.find(FeeRecord)
        if one.since <= day <= (one.until or date.max)
    }
    billed = {code: cents for (code, amount, _), cents in amounts.items() if amount is Amount.BILLED}
    return {
        code: Fee(
            billed=cents,
            self_pay=amounts.get((code, Amount.SELF_PAY, ""), cents),
            allowed={payer: at for (of, kind, payer), at in amounts.items() if (of, kind) == (code, Amount.ALLOWED)},
        )
        for code, cents in billed.items()
    }


def lacking_fees(service: Service, fees: Mapping[str, Fee], day: date) -> list[str]:
    """What a service lacks of the clinic's fees, a sentence a code."""
    return [
        said(
            "The clinic has no fee for {code} on {day}. Somebody who manages enters it under Settings.",
            code=code,
            day=day,
        )
        for code in codes_of(service)
        if code not in fees
    ]


def written(visit: Visit, rules: Rulebook) -> bytes:
    """The visit as a visit file that its reader takes. VisitRefused names every place where it would not."""
    text = visit_text(visit)
    read_visit(text, rules)
    return text


def told_result(visit: bytes, result: Result, rules: Rulebook) -> str:
    """The result file, as text."""
    digest = sha256(visit).hexdigest()
    return result_text(result, read_words(ENGLISH), rulebook=rules.version, visit=digest).decode()


def told_parts(result: Result, rules: Rulebook) -> dict[str, Any]:
    """The result file as plain values, without the lines of its estimate, whose number has no bound."""
    short = replace(result, estimate=replace(result.estimate, lines=()))
    told: dict[str, Any] = parse(told_result(b"", short, rules).encode())
    return told


def _complete(work: Work, visit: VisitRecord) -> Rest:
    told, lacking = as_far_as_known(work, visit)
    if lacking or told is None:
        raise NotReady(lacking)
    return told


def _free(codes: Sequence[str]) -> dict[str, Fee]:
    return dict.fromkeys(codes, Fee(billed=0, self_pay=0))


def _around(work: Work, visit: VisitRecord) -> tuple[CourseRecord | None, Clinic | None, list[str]]:
    """The course and the clinic of a visit, and what is lacking of them."""
    course = next(iter(work.store.find(CourseRecord, id=visit.course)), None)
    clinic = next(iter(work.store.find(ClinicRecord, id=CLINIC)), None)
    staff = next(iter(work.store.find(StaffRecord, id=course.practitioner)), None) if course else None
    practitioner = staff.practitioner if staff else None
    lacking = []
    if course is None:
        lacking.append("The visit belongs to no course. Open the patient's course, then its visit.")
    if clinic is None:
        lacking.append("The clinic's name and state are not set. Somebody who manages enters them under Settings.")
    if course and practitioner is None:
        lacking.append("Nobody who treats is named for the course. Choose somebody with a profession.")
    return course, clinic.with_practitioner(practitioner) if clinic and practitioner else None, lacking


def _gathered(work: Work, visit: VisitRecord, course: CourseRecord, clinic: Clinic, fees: Mapping[str, Fee]) -> Whole:
    person = work.kept_patient(visit.patient).person
    given = answered(work, visit)
    age = age_on(person.birth_date, visit.day) if person.birth_date else None
    records = [work.store.get(CoverageRecord, one) for one in course.coverages]
    plans = tuple(composed(work.store, one) for one in records)
    told = Visit(
        day=visit.day,
        clinic=clinic,
        patient=person,
        service=course.service,
        answers=given.answers,
        coverage=plans,
        fees=fees,
        screening=given.kind,
        clinician_decision=standing(work, visit, given.answers, age),
    )
    return Whole(told, so_far(work.store, visit, records, plans))
