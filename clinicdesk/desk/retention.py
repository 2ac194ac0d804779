"""How long a patient's papers are kept. It is only told: nothing is ever deleted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.guards import one_patient
from clinicdesk.engine.calendar import age_on
from clinicdesk.engine.practice import age_of_consent
from clinicdesk.model.records import CLINIC, ClinicRecord, CourseRecord, DocumentRecord, PatientRecord, VisitRecord
from clinicdesk.model.retention import KeepRule
from clinicdesk.model.roles import Act

THE_REST = "record"
"""Everything that is no issued paper: answers, screenings, decisions, plans, visits."""


class Because(StrEnum):
    """Why a day is told, or why none is. Where none is: ask the state board."""

    RULE = "rule"
    COURSE_OPEN = "course_open"
    MINOR = "minor"
    NO_SOURCE = "no_source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One thing that is kept. `what` is a paper's kind or `THE_REST`, `document` its id.

    `not_before` is the earliest day on which it may go by `rule`, which has the source; None = not known. A state may
    ask for longer.
    """

    what: str
    because: Because
    document: str = ""
    not_before: date | None = None
    rule: KeepRule | None = None


@act(Act.VIEW_RETENTION)
def retention(work: Work, patient: str) -> list[Kept]:
    """Every issued paper of a patient, and the rest of the record: from which day on it may go, because of what."""
    kept = work.kept_patient(patient)
    work.about(kept.id)
    ids = [one.id for one in one_patient(work.store, kept)]
    papers = work.store.find_any(DocumentRecord, "patient", ids)
    return [*(_kept(work, kept, one) for one in papers), Kept(what=THE_REST, because=Because.NO_SOURCE)]


def _kept(work: Work, patient: PatientRecord, paper: DocumentRecord) -> Kept:
    """A paper of somebody who was a minor, or whose age is not known, has no day: states want it to be kept longer."""
    rule = next((one for kind, one in work.rules.retention.items() if kind == paper.kind), None)
    issued = day_of(moment(paper.at))
    if rule is None or not rule.holds_on(work.today):
        return Kept(what=paper.kind, because=Because.NO_SOURCE, document=paper.id)
    if _minor(work, patient, issued):
        return Kept(what=paper.kind, because=Because.MINOR, document=paper.id, rule=rule)
    start = _completed(work, paper) if rule.from_completion else issued
    if start is None:
        return Kept(what=paper.kind, because=Because.COURSE_OPEN, document=paper.id, rule=rule)
    day = years_after(start, rule.years)
    return Kept(what=paper.kind, because=Because.RULE, document=paper.id, not_before=day, rule=rule)


def _minor(work: Work, patient: PatientRecord, day: date) -> bool:
    state = work.rules.states.get(work.store.get(ClinicRecord, CLINIC).state)
    return patient.birth_date is None or age_on(patient.birth_date, day) < age_of_consent(state)


def _completed(work: Work, paper: DocumentRecord) -> date | None:
    """The end of the course that the paper belongs to; None while it is open."""
    visit = work.store.get(VisitRecord, paper.visit)
    return work.store.get(CourseRecord, visit.course).closed_on if visit.course else None


def years_after(day: date, years: int) -> date:
    """The same day so many years on; 1 March after a 29th of February, so that nothing goes a day too early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
