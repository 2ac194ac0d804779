"""A patient at a glance: insurance, open courses, the next visit and the last one."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from clinicdesk.desk.patient_view import PatientView
from clinicdesk.model.records import VisitRecord, VisitState
from clinicdesk.ui.patients.course_words import service_line
from clinicdesk.ui.patients.host import Host, Part
from clinicdesk.ui.patients.person_part import PersonPart
from clinicdesk.ui.whom import payer_of
from clinicdesk.ui.widgets.basic import button, card, empty, label, row, stack

_OPEN = {VisitState.BOOKED, VisitState.ARRIVED}


class GlancePart(Part):
    """Who the patient is at the left; what matters now at the right, each with the way to it."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.person = PersonPart(host)
        now = QHBoxLayout()
        self._now = stack(spacing=12)
        now.addLayout(stack(self.person, 1), 1)
        now.addLayout(self._now, 1)
        now.setSpacing(16)
        self.body.addLayout(now)

    def fill(self, view: PatientView) -> None:
        self.view = view
        self.person.fill(view)
        empty(self._now)
        words, rules = self.front.words, self.front.rules
        plans = [payer_of(words, rules, one.composed) for one in view.plans if not one.record.ended]
        courses = [service_line(self.front, one.service) for one in view.courses if one.closed_on is None]
        self._now.addWidget(
            card(
                label(self.say("patients.glance.title"), "heading"),
                _group(self.say("patients.glance.insurance"), plans or [self.say("patients.plan.none")]),
                _group(self.say("patients.glance.courses"), courses or [self.say("patients.glance.no_course")]),
                stack(label(self.say("patients.glance.visits"), "muted"), *self._visits(view), spacing=2),
                spacing=16,
            )
        )
        self._now.addStretch(1)

    def _visits(self, view: PatientView) -> list[QHBoxLayout]:
        """The visits of today and later, the earliest first, and the last one that was held."""
        ordered = sorted(view.visits, key=lambda one: (one.day, one.time, one.id))
        ahead = [one for one in ordered if one.state in _OPEN and one.day >= self.host.today]
        held = [one for one in ordered if one.state is VisitState.DONE][-1:]
        return [self._line(one) for one in (*ahead, *held)] or [row(label(self.say("patients.visit.none")))]

    def _line(self, visit: VisitRecord) -> QHBoxLayout:
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
        return row(label(f"{told}, {state}", wrap=False), 1, show)


def _group(title: str, lines: list[str]) -> QVBoxLayout:
    return stack(label(title, "muted"), *(label(one) for one in lines), spacing=2)
