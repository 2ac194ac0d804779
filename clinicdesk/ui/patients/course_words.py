"""A course in words: what is done how often, by whom, for what, and who pays."""

from clinicdesk.desk.patient_view import PatientView
from clinicdesk.model.records import CourseRecord
from clinicdesk.model.visit import Service
from clinicdesk.ui.front import Front
from clinicdesk.ui.whom import payer_of
from clinicdesk.words import Words

Told = list[tuple[str, str]]


def service_line(front: Front, service: Service) -> str:
    """What is done how often, from when on."""
    code = front.rules.codes.get(service.code)
    what = f"{service.code}: {code.text}" if code else service.code
    often = front.words.say(
        "ui.patients.course.often", count=service.sessions, days=service.every_days, first=service.first_session
    )
    return f"{what}. {often}"


def course_facts(front: Front, view: PatientView, course: CourseRecord) -> Told:
    """Who treats, who pays, and what else is known of a course; what is not known is left out."""
    words, say, service = front.words, front.words.say, course.service
    told = [
        (
            _name(words, "ui.patients.course.practitioner"),
            view.staff.get(course.practitioner, say("ui.patients.not_known")),
        ),
        (say("ui.patients.course.paid"), _paid(front, view, course)),
    ]
    if service.diagnoses:
        told.append((_name(words, "ui.patients.course.diagnoses"), ", ".join(service.diagnoses)))
    if service.indication:
        told.append((_name(words, "ui.patients.course.indication"), words.word(service.indication)))
    if service.sessions_range:
        least, most = service.sessions_range
        told.append(
            (_name(words, "ui.patients.course.range"), say("ui.patients.course.from_to", least=least, most=most))
        )
    if service.body_region:
        told.append((_name(words, "ui.patients.course.body_region"), service.body_region))
    if service.also:
        told.append(
            (_name(words, "ui.patients.course.also"), ", ".join(f"{one.code} x{one.units}" for one in service.also))
        )
    if service.scheduled_on:
        told.append((_name(words, "ui.patients.course.scheduled_on"), words.day(service.scheduled_on)))
    return told


def _name(words: Words, key: str) -> str:
    """A field's name as it stands beside a fact, where nothing is to be pressed."""
    return words.say(key).replace("&", "")


def _paid(front: Front, view: PatientView, course: CourseRecord) -> str:
    if not course.service.use_insurance or not course.coverages:
        return front.words.say("ui.patients.course.self_pay")
    plans = {one.record.id: payer_of(front.words, front.rules, one.composed) for one in view.plans}
    return front.words.listed(plans[one] for one in course.coverages if one in plans)
