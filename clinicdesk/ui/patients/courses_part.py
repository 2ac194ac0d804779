"""A patient's courses with their visits: opened, changed, closed; and visits that are booked or begun."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from clinicdesk.desk.beginning import TodayAlready, begin_visit, start_course
from clinicdesk.desk.courses import change_course, close_course, open_visit
from clinicdesk.desk.patient_view import PatientView
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import CourseRecord, VisitRecord, VisitState
from clinicdesk.model.roles import Act
from clinicdesk.ui.patients.booking_form import BookingForm
from clinicdesk.ui.patients.course_form import CourseForm
from clinicdesk.ui.patients.course_words import course_facts, service_line
from clinicdesk.ui.patients.host import Part
from clinicdesk.ui.patients.sure import Sure
from clinicdesk.ui.widgets.basic import button, card, chip, empty, label, row, rule, stack
from clinicdesk.ui.widgets.fold import Fold
from clinicdesk.ui.widgets.form_panel import Refused, Write
from clinicdesk.ui.widgets.pairs import Pairs

_SHOWN = 6
_WHEN = 200
_STATES = {
    VisitState.BOOKED: "open",
    VisitState.ARRIVED: "note",
    VisitState.DONE: "ok",
    VisitState.CANCELLED: "open",
}
"""How the state of a visit is marked."""


class CoursesPart(Part):
    """A card for each open course, and for the visits that have none yet; closed courses are folded away.

    `already` says that a visit of today is done, and brings what begins another one.
    """

    already = Signal(object)

    def fill(self, view: PatientView) -> None:
        self.view = view
        empty(self.body)
        now = [one for one in reversed(view.courses) if one.closed_on is None]
        closed = [one for one in reversed(view.courses) if one.closed_on]
        lone = [one for one in view.visits if not one.course]
        if not now and not lone:
            self.body.addWidget(card(label(self.say("patients.course.none"), "muted")))
        if lone:
            self.body.addWidget(card(label(self.say("patients.course.no_course"), "heading"), *self._visits(lone)))
        for course in now:
            self.body.addWidget(self._card(course))
        if self.can(Act.OPEN_COURSE):
            self.body.addLayout(row(button(self.say("patients.course.new"), self.add, "", "add", "Alt+O"), 1))
        if closed:
            cards = stack(*(self._card(one) for one in closed), spacing=12)
            self.body.addWidget(Fold(self.say("patients.course.closed", count=len(closed)), [], cards))

    def add(self) -> None:
        """A new course with its first visit."""
        form = CourseForm(self.front, self.known, self.host.today, timed=True)
        form.fields["scheduled_on"].set_value(self.host.today)
        patient = self.patient

        def act() -> Write | None:
            told = form.value()
            if told is None:
                return None
            day, time = told.service.first_session, told.time
            return lambda desk: start_course(
                desk, patient, told.service, told.practitioner, told.coverages, day=day, time=time
            )

        self.open_form(self.say("patients.course.adding"), form, f"course/{patient}", act, self.lead)

    def change(self, course: CourseRecord) -> None:
        """Another service, practitioner or plan for a course."""
        form = CourseForm(self.front, self.known, self.host.today)
        form.fill(course)

        def act() -> Write | None:
            told = form.value()
            if told is None:
                return None
            record = replace(course, service=told.service, practitioner=told.practitioner, coverages=told.coverages)
            return lambda desk: change_course(desk, record)

        self.open_form(self.say("patients.course.changing"), form, f"course/{course.id}/{course.version}", act)

    def begin(self, course: str = "", refused: Refused | None = None, *, again: bool = False) -> None:
        """Begin today's visit; where one of today is done already, that is asked once."""
        patient, otherwise = self.patient, refused or self.front.tell_refusal

        def wrong(error: ClinicdeskError) -> None:
            if isinstance(error, TodayAlready):
                self.already.emit(lambda: self.begin(course, refused, again=True))
            else:
                otherwise(error)

        self.lead(lambda desk: begin_visit(desk, patient, course, again=again), lambda: None, wrong)

    def _book(self, course: CourseRecord) -> None:
        form, patient = BookingForm(self.front), self.patient

        def act() -> Write | None:
            told = form.value()
            return None if told is None else lambda desk: open_visit(desk, patient, course.id, *told)

        self.open_form(self.say("patients.visit.booking"), form, f"booking/{course.id}", act, self.lead)

    def lead(self, made: Write, after: Callable[[], object], refused: Refused) -> None:
        """Have an act done that gives a visit, and show that visit."""

        def well(visit: object) -> None:
            assert isinstance(visit, VisitRecord)
            after()
            self.front.go("visit", patient=visit.patient, visit=visit.id)

        self.front.ask(self, made, well, refused, writes=True)

    def _card(self, course: CourseRecord) -> QFrame:
        visits = [one for one in self.known.visits if one.course == course.id]
        when = (
            self.say("patients.course.was", opened=course.opened_on, closed=course.closed_on)
            if course.closed_on
            else self.say("patients.course.since", opened=course.opened_on)
        )
        parts = [
            label(service_line(self.front, course.service), "strong"),
            label(when, "muted"),
            Pairs(course_facts(self.front, self.known, course)),
            rule(),
            *self._visits(visits),
        ]
        return card(*parts, *([] if course.closed_on else self._acts(course)), spacing=12)

    def _visits(self, visits: list[VisitRecord]) -> list[QWidget]:
        """The visits, the newest first; those that are long past are folded away."""
        if not visits:
            return [label(self.say("patients.visit.none"), "muted")]
        newest = sorted(visits, key=lambda one: (one.day, one.time, one.id), reverse=True)
        shown, rest = newest[:_SHOWN], newest[_SHOWN:]
        lines = stack(*(self._visit(one) for one in shown), spacing=4)
        whole = QWidget()
        whole.setObjectName("plain")
        whole.setLayout(lines)
        if not rest:
            return [whole]
        more = stack(*(self._visit(one) for one in rest), spacing=4)
        return [whole, Fold(self.say("patients.visit.more", count=len(rest)), [], more)]

    def _visit(self, visit: VisitRecord) -> QHBoxLayout:
        words = self.front.words
        day = words.day(visit.day)
        told = self.say("patients.visit.at", day=visit.day, time=visit.time) if visit.time else day
        state = words.word(visit.state)
        show = button(
            self.say("patients.visit.show"),
            lambda: self.front.go("visit", patient=self.patient, visit=visit.id),
            "flat",
            "next",
        )
        show.setAccessibleName(f"{show.text()}: {told}, {state}")
        when = label(told, wrap=False)
        when.setMinimumWidth(_WHEN)
        return row(when, chip(_STATES[visit.state], state), 1, show)

    def _acts(self, course: CourseRecord) -> list[QWidget | QHBoxLayout]:
        made: list[QPushButton] = []
        several = sum(one.closed_on is None for one in self.known.courses) > 1
        if self.can(Act.OPEN_VISIT) and several:
            made.append(button(self.say("patients.visit.begin"), lambda: self.begin(course.id), "flat", "clock"))
        if self.can(Act.OPEN_VISIT):
            made.append(button(self.say("patients.visit.book"), lambda: self._book(course), "flat", "today"))
        if self.can(Act.CHANGE_COURSE):
            made.append(button(self.say("patients.course.change"), lambda: self.change(course), "flat", "edit"))
        for one in made:
            one.setAccessibleName(f"{one.text()}: {course.service.code}")
        closing = [self._closing(course)] if self.can(Act.CLOSE_COURSE) else []
        return [row(*made, 1, *closing, spacing=4)] if made else []

    def _closing(self, course: CourseRecord) -> Sure:
        patient = self.patient
        return Sure(
            self.say("patients.course.close"),
            self.say("patients.course.close_sure"),
            self.say("patients.course.close_yes"),
            self.say("patients.course.close_no"),
            lambda: self.host.save(lambda desk: close_course(desk, patient, course.id)),
        )
