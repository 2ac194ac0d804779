"""A patient at the desk of the window's tests whose questions are asked, as far as the tests want it."""

from dataclasses import dataclass, replace
from datetime import date
from threading import Event
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinicdesk.desk.courses import move_visit, open_course, open_visit
from clinicdesk.desk.deciding import Ruling, decide
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import register
from clinicdesk.desk.screening import Progress, answer, finish, progress
from clinicdesk.model.people import Patient
from clinicdesk.model.questionnaire import Answer, Item
from clinicdesk.model.record import Made
from clinicdesk.model.records import REASONS, StaffRecord, VisitState
from clinicdesk.model.visit import Decision
from clinicdesk.ui.visit.page import VisitPage
from clinicdesk.ui.visit.screening_step import ScreeningStep
from tests.gui.seat import Seat
from tests.gui.visit.insured import ANA, SERVICE, TODAY
from tests.unit.desk.visits import HARMLESS

KEYS = {"yes": "y", "no": "n", "unsure": "u"}
SELF_PAY = replace(SERVICE, use_insurance=False)
NOBODY_BORN = Patient(given_name="Ben", family_name="Adeyemi", birth_date=None)


@dataclass
class Asked:
    """A patient's visit of today, and somebody at the window."""

    seat: Seat
    patient: str
    course: str
    visit: str

    @property
    def here(self) -> tuple[str, str]:
        return self.patient, self.visit

    @property
    def step(self) -> ScreeningStep:
        """The step as it is shown."""
        page = self.seat.page
        assert isinstance(page, VisitPage)
        step = page._steps["screening"]
        assert isinstance(step, ScreeningStep)
        return step

    @property
    def item(self) -> str:
        """The question in focus."""
        return self.step.asking.item

    def show(self) -> "Asked":
        """The step comes to the front."""
        self.seat.go("visit", *self.here, "screening")
        return self

    def ask(self, item: str) -> "Asked":
        """Bring a question into focus."""
        self.step._jump(item)
        self.seat.settle()
        return self

    def kept(self) -> Progress:
        """What the desk itself tells of it."""
        return self.seat.act(progress, *self.here)

    def answers(self, **given: Answer) -> None:
        """These answers, and nothing but them, by acts of the desk."""
        self.seat.desk(lambda desk: [answer(desk, *self.here, item, one) for item, one in given.items()])

    def finished(self, **others: Answer) -> "Asked":
        """Everything answered without a flag but for `others`, and finished, by acts of the desk."""
        self.answers(**{**HARMLESS, **others})
        self.seat.act(finish, *self.here)
        return self


def ask_about(seat: Seat, person: Patient = ANA, day: date = TODAY, time: str = "") -> Asked:
    """A patient with a course with Sam and a visit, without a plan; the patient is here."""
    return Asked(seat, *seat.desk(lambda desk: come(desk, person, day, time)))


def come(desk: Desk, person: Patient = ANA, day: date = TODAY, time: str = "") -> tuple[str, str, str]:
    """The same by acts of a desk: the ids of patient, course and visit."""
    patient = register(desk, person).id
    (sam,) = desk.store.find(StaffRecord, login="sam")
    course = open_course(desk, patient, SELF_PAY, sam.id, ()).id
    visit = open_visit(desk, patient, course, day, time).id
    move_visit(desk, patient, visit, VisitState.ARRIVED)
    return patient, course, visit


def decided(asked: Asked, *findings: str, decision: Decision = Decision.MAY_GO_ON) -> None:
    """Sam decides on the screen of another desk; whoever sat here goes on."""
    ruling = Ruling(decision=decision, code=REASONS[decision][1], reason="Not near it.", findings=findings)

    def work(desk: Desk) -> None:
        before = desk.staff
        (desk.staff,) = desk.store.find(StaffRecord, login="sam")
        try:
            decide(desk, *asked.here, ruling)
        finally:
            desk.staff = before

    asked.seat.desk(work)


def come_back(asked: Asked) -> Asked:
    """The next visit of the same course, today as well."""
    visit = asked.seat.act(open_visit, asked.patient, asked.course, TODAY).id
    return Asked(asked.seat, asked.patient, asked.course, visit)


def stored(asked: Asked, kind: type[Made], **equal: str) -> list[Any]:
    """What the store has of a kind."""
    return asked.seat.desk(lambda desk: [*desk.store.find(kind, **equal)])


_NAMED = {"\n": Qt.Key.Key_Return, "\b": Qt.Key.Key_Backspace}


def key_to(text: str) -> None:
    """Keys to whatever has the keyboard at each of them; nothing is waited for."""
    for one in text:
        focus = QApplication.focusWidget()
        assert focus is not None
        if one in _NAMED:
            QTest.keyClick(focus, _NAMED[one])
        else:
            QTest.keyClicks(focus, one)


def keys_of(item: Item, given: Answer) -> str:
    """What a clerk types to answer a question so."""
    codes = [*item.options]
    if isinstance(given, tuple):
        return "".join(str(codes.index(one) + 1) for one in given) + "\n"
    if isinstance(given, str) and item.options:
        return KEYS.get(given, str(codes.index(given) + 1))
    return f"{given}\n"


class Busy:
    """The desk has something else to do until it is let go."""

    def __init__(self, seat: Seat) -> None:
        self._go = Event()
        seat.front.hands.do(lambda: self._go.wait(20), lambda _none: None, seat.front.crashed.emit)

    def let_go(self) -> None:
        self._go.set()
