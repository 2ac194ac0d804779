"""The form of a course: what is done, how often, by whom, for what, and which plans pay for it."""

from dataclasses import dataclass
from datetime import date

from clinicdesk.desk.patient_view import PatientView
from clinicdesk.model.payer import Indication
from clinicdesk.model.records import CourseRecord, CoverageRecord
from clinicdesk.model.visit import OtherService, Service
from clinicdesk.ui.front import Front
from clinicdesk.ui.patients.folded import FoldedForm
from clinicdesk.ui.whom import payer_of
from clinicdesk.ui.widgets.asked import ChosenField, GivenDayField, GivenNumberField
from clinicdesk.ui.widgets.counted import NumberField
from clinicdesk.ui.widgets.fields import CheckField, ChoiceField, DayField, TextField
from clinicdesk.ui.widgets.time_field import TimeField
from clinicdesk.ui.widgets.typed import listed, services_from, services_text

_SESSIONS, _DAYS, _MOST = 60, 90, 999
_WEEK = 7


@dataclass(frozen=True, slots=True)
class TypedCourse:
    """A course as typed: a staff id, the ids of the plans with the primary first, and the first visit's time."""

    service: Service
    practitioner: str
    coverages: tuple[str, ...]
    time: str = ""


class ServicesField(TextField):
    """Codes that are billed besides, with their units."""

    def services(self) -> tuple[OtherService, ...]:
        """What was typed, read. NotTyped where it is no list of codes."""
        return services_from(self.line.text())

    def value(self) -> str:
        self.services()
        return super().value()


class CourseForm(FoldedForm):
    """A course as typed. `first` is the day of its first visit; `timed` asks for that visit's time too."""

    def __init__(self, front: Front, view: PatientView, first: date, *, timed: bool = False) -> None:
        super().__init__()
        self.front, self._view = front, view
        self._say = front.words.say
        self._what(first, timed=timed)
        self._why()
        self._who_pays()
        self._rest()

    def value(self) -> TypedCourse | None:
        """The course as typed; None where something cannot be read, which is told at its field."""
        told = self.values()
        if told is None:
            return None
        least, most = told["sessions_range"], told["sessions_range.most"]
        sessions = told["sessions"]
        service = Service(
            code=told["code"],
            sessions=sessions,
            first_session=told["first_session"],
            every_days=told["every_days"],
            sessions_range=None if least is None and most is None else (least or sessions, most or sessions),
            diagnoses=listed(told["diagnoses"]),
            indication=Indication(told["indication"]) if told["indication"] else None,
            body_region=told["body_region"],
            scheduled_on=told["scheduled_on"],
            also=services_from(told["also"]),
            use_insurance=told["use_insurance"],
        )
        plans = tuple(one for one in (told["coverages"], told["coverages.second"]) if one)
        return TypedCourse(service, told["practitioner"], plans, told.get("time", ""))

    def renew(self, view: PatientView) -> None:
        """The patient was looked at anew: where other plans are there, they are offered, and what was chosen stays."""
        known = {one.record for one in self._view.plans}
        self._view = view
        if known == {one.record for one in view.plans}:
            return
        chosen = self._primary.value(), self._second.value()
        self._offer(chosen)
        self._choose_plans()
        for one, before in zip((self._primary, self._second), chosen, strict=True):
            if before:
                one.set_value(before)

    def fill(self, course: CourseRecord) -> None:  # type: ignore[override]
        """Put a course into the form; a plan of its own that has ended is offered too."""
        self._offer(course.coverages)
        service, (first, second) = course.service, (*course.coverages, "", "")[:2]
        least, most = service.sessions_range or (None, None)
        super().fill(
            {
                "code": service.code,
                "sessions": service.sessions,
                "first_session": service.first_session,
                "every_days": service.every_days,
                "sessions_range": least,
                "sessions_range.most": most,
                "diagnoses": ", ".join(service.diagnoses),
                "indication": service.indication or "",
                "body_region": service.body_region,
                "scheduled_on": service.scheduled_on,
                "also": services_text(service.also),
                "use_insurance": service.use_insurance,
                "practitioner": course.practitioner,
                "coverages": first,
                "coverages.second": second,
            }
        )

    def _what(self, first: date, *, timed: bool) -> None:
        say, rules = self._say, self.front.rules
        codes = [(one, f"{one}: {rules.codes[one].text}") for one in rules.service_codes]
        treating = [(one.id, one.name) for one in self._view.treating]
        choose = say("ui.patients.choose")
        code = ChosenField(
            say("ui.patients.course.code"), codes, choose=choose, lacking=say("ui.patients.course.code_none")
        )
        sessions = GivenNumberField(
            say("ui.patients.course.sessions"), 1, _SESSIONS, lacking=say("ui.patients.course.sessions_none")
        )
        practitioner = ChosenField(
            say("ui.patients.course.practitioner"),
            treating,
            choose=choose,
            lacking=say("ui.patients.course.practitioner_none"),
        )
        day = GivenDayField(say("ui.patients.course.first_session"), lacking=say("ui.patients.course.first_none"))
        self.add("code", code)
        self.body.addLayout(self.beside(sessions=sessions, practitioner=practitioner))
        every = GivenNumberField(
            say("ui.patients.course.every_days"), 1, _DAYS, lacking=say("ui.patients.course.every_none")
        )
        time = {"time": TimeField(say("ui.patients.course.time"))} if timed else {}
        self.body.addLayout(self.beside(first_session=day, **time, every_days=every))
        day.set_value(first)
        every.set_value(_WEEK)
        if len(treating) == 1:
            practitioner.set_value(treating[0][0])

    def _why(self) -> None:
        say, words = self._say, self.front.words
        kinds = [("", say("ui.patients.not_stated")), *((one.value, words.word(one)) for one in Indication)]
        diagnoses = TextField(
            say("ui.patients.course.diagnoses"), most=200, help_text=say("ui.patients.course.diagnoses_help")
        )
        indication = ChoiceField(say("ui.patients.course.indication"), kinds)
        self.body.addLayout(self.beside(diagnoses=diagnoses, indication=indication))

    def _who_pays(self) -> None:
        say = self._say
        self._primary = ChoiceField(say("ui.patients.course.primary"), [])
        self._second = ChoiceField(say("ui.patients.course.second"), [])
        self.body.addLayout(self.beside(coverages=self._primary, coverages__second=self._second))
        used = self.add("use_insurance", CheckField(say("ui.patients.course.use_insurance")))
        used.set_value(True)
        self._offer(())
        self._choose_plans()

    def _choose_plans(self) -> None:
        ranks = {one.record.rank: one.record.id for one in self._view.plans if not one.record.ended}
        self._primary.set_value(ranks.get(1, ""))
        self._second.set_value(ranks.get(2, ""))
        for one in (self._primary, self._second, self.fields["use_insurance"]):
            one.setVisible(bool(self._view.plans))

    def _offer(self, also: tuple[str, ...]) -> None:
        """The plans that the patient has, and those that are named besides."""
        plans = [one.record for one in self._view.plans if not one.record.ended or one.record.id in also]
        offered = [(one.id, self._named(one)) for one in sorted(plans, key=lambda one: one.rank)]
        self._primary.set_choices([("", self._say("ui.patients.course.no_plan")), *offered])
        self._second.set_choices([("", self._say("ui.patients.course.no_second")), *offered])

    def _rest(self) -> None:
        say = self._say
        least = NumberField(say("ui.patients.course.least"), 1, _MOST, hint=say("ui.patients.not_stated"))
        most = NumberField(say("ui.patients.course.most"), 1, _MOST, hint=say("ui.patients.not_stated"))
        region = TextField(say("ui.patients.course.body_region"), most=120)
        booked = DayField(say("ui.patients.course.scheduled_on"), help_text=say("ui.patients.course.scheduled_help"))
        also = ServicesField(say("ui.patients.course.also"), most=400, help_text=say("ui.patients.course.also_help"))
        self.fold(
            say("ui.patients.course.more"),
            self.beside(sessions_range=least, sessions_range__most=most),
            self.beside(body_region=region, scheduled_on=booked),
            self.beside(also=also),
        )

    def _named(self, record: CoverageRecord) -> str:
        name = payer_of(self.front.words, self.front.rules, record.plan)
        return f"{name} …{record.plan.member_id[-4:]}" if record.plan.member_id else name
