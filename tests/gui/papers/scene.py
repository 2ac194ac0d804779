"""A visit as far as its papers, at the desk of the window's tests; and what the tests look at."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from clinicdesk.desk.costs import estimate
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.papers import issue
from clinicdesk.desk.screening import answer, finish
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.records import DocumentRecord
from tests.gui.seat import Seat
from tests.gui.visit.insured import ACME, SAID, Case, Told, bring
from tests.unit.desk.visits import HARMLESS

Sit = Callable[[str], Seat]


def ready(seat: Seat, *, insured: bool = True, **others: Answer) -> Case:
    """Ana Núñez, screened without a flag but for `others`, with the estimate told."""
    plans = [Told(ACME, said=SAID)] if insured else []
    return told(seat, bring(seat, *plans), **others)


def told(seat: Seat, case: Case, **others: Answer) -> Case:
    """Everything answered, and the estimate told."""

    def work(desk: Desk) -> None:
        for item, given in {**HARMLESS, **others}.items():
            answer(desk, *case.here, item, given)
        finish(desk, *case.here)
        estimate(desk, *case.here)

    seat.desk(work)
    return case


def issued(seat: Seat, case: Case) -> tuple[DocumentRecord, ...]:
    """The papers of a visit, issued now."""
    return seat.act(issue, *case.here)


def dialogs() -> list[QDialog]:
    """The dialogs that are open."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


@contextmanager
def measured_pauses() -> Iterator[list[float]]:
    """The pauses of the event loop, in milliseconds, while something goes on."""
    pauses: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        pauses.append(1000 * (now - last))
        last = now

    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(beat)
    timer.start()
    yield pauses
    timer.stop()
