"""The questions in the patient's hands: full screen, large, nothing else of the clinic, left only by staff."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QWidget

from clinicdesk.desk.handing_over import HandedOver, answer_alone
from clinicdesk.desk.screening import Progress
from clinicdesk.model.questionnaire import Answer
from clinicdesk.ui.door.doorway import Doorway
from clinicdesk.ui.door.lock import Lock
from clinicdesk.ui.front import Front
from clinicdesk.ui.idle import Idle
from clinicdesk.ui.page import column, scrolled_texts
from clinicdesk.ui.questions.answering import Answering
from clinicdesk.ui.questions.asking import Asking
from clinicdesk.ui.questions.head import show_on
from clinicdesk.ui.questions.order import beside, first_open, next_open
from clinicdesk.ui.questions.pane import QuestionPane
from clinicdesk.ui.widgets.basic import add, button, glyph, label, row
from clinicdesk.words import Words, read_words

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk

_WIDE, _MESSAGE = 860, 680
_SHOWN = 350
"""Milliseconds that a chosen answer is seen before the next question comes."""


class HandOver(QWidget):
    """Four pages: the greeting, the questions, the thanks, and the staff's sign-in. `entered` says that staff are back.

    The patient's pages speak the patient's language, where there are words in it.

    The desk behind it is locked for all but these answers. Once nobody has touched it for a while only staff go on, so
    that nobody else sees the answers.
    """

    entered = Signal()

    def __init__(self, front: Front, handed: HandedOver) -> None:
        super().__init__()
        self.front = front if handed.language == front.words.language else front.speaking(read_words(handed.language))
        if self.front is not front:
            self.front.setParent(self)
        self.setObjectName("page")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.pane = QuestionPane(self.front, large=True)
        self.answering = Answering(self.front, _keep, handed.progress, self)
        self.asking = Asking(self.front, self.pane, self, pause=_SHOWN)
        self.asking.begin(self.answering)
        self.lock = Lock(front, front.words.say("ui.hand_over.staff_title"))
        self._pages = QStackedWidget()
        self._questions = self._question_page()
        self._greeting = _greeting(self.front.words, handed, self._begin)
        self._thanks = _thanks(self.front.words, self._again)
        self._before: QWidget = self._greeting
        self._idle = Idle(self)
        self._lay_out()
        self._connect()
        self._tell()

    def begin(self) -> None:
        """Greet the patient."""
        self._idle.begin()
        self._turn(self._greeting)

    def ask_staff(self) -> None:
        """Somebody wants to leave: staff only. Nothing of the answers is seen meanwhile."""
        shown = self._pages.currentWidget()
        if shown is not None and shown is not self.lock:
            self._before = shown
        self.pane.commit()
        self._staff.hide()
        self._pages.setCurrentWidget(self.lock)
        self.lock.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key but those of the questions does anything."""
        event.accept()

    def _begin(self) -> None:
        shown = self.answering.shown
        self.asking.ask(first_open(shown) or next_open(shown, "") or beside(shown, "", 1))
        self._turn(self._questions)

    def _again(self) -> None:
        """The patient wants to look at the answers once more."""
        self.asking.ask(beside(self.answering.shown, "", 1))
        self._turn(self._questions)

    def _turn(self, page: QWidget) -> None:
        self._staff.show()
        self._pages.setCurrentWidget(page)
        if page is self._questions:
            self.pane.take()
        else:
            page.setFocus()

    def _tell(self) -> None:
        """How far it is; and what cannot wait."""
        shown = self.answering.shown
        show_on(self._bar, shown)
        self._urgent.setVisible(any(one.urgent for one in shown.findings))

    def _lost(self, item: str, _why: str) -> None:
        told = self.front.words.say("ui.hand_over.not_kept", question=self.front.rules.questionnaire.by_id[item].text)
        self._not_kept.setText(told)
        self._not_kept.show()

    def _put_away(self) -> None:
        """Nobody is here: from now on only staff go on."""
        self._stay.hide()
        self.ask_staff()

    def _in(self) -> None:
        self._idle.rest()
        self.entered.emit()

    def _connect(self) -> None:
        self.answering.changed.connect(self._tell)
        self.answering.changed.connect(self.asking.show)
        self.answering.lost.connect(self._lost)
        self.asking.done.connect(lambda: self._turn(self._thanks))
        self.lock.entered.connect(self._in)
        self._idle.over.connect(self._put_away)

    def _lay_out(self) -> None:
        say = self.front.words.say
        self.lock.leave.hide()
        self._stay = button(say("ui.hand_over.stay"), lambda: self._turn(self._before), "flat", "back")
        self.lock.inside.addWidget(self._stay)
        self._staff = button(say("ui.hand_over.staff"), self.ask_staff, "flat", "lock")
        foot = row(self._staff, 1)
        foot.setContentsMargins(24, 0, 24, 16)
        for one in (self._greeting, self._questions, self._thanks, self.lock):
            self._pages.addWidget(one)
        whole = column(self, spacing=0)
        add(whole, self._pages, foot)
        whole.setStretch(0, 1)

    def _question_page(self) -> QWidget:
        say = self.front.words.say
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(say("ui.screening.progress"))
        self._urgent = _urgent(say("ui.hand_over.urgent"))
        self._not_kept = label("", "error")
        self._not_kept.hide()
        inside = QWidget()
        add(column(inside), self.pane)
        back = button(say("ui.hand_over.back"), lambda: self.pane.go(-1), "large", "back")
        onward = button(say("ui.hand_over.next"), self.pane.go_on, "large", "next")
        onward.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        middle = QWidget()
        middle.setObjectName("plain")
        middle.setMaximumWidth(_WIDE)
        down = column(middle, spacing=16)
        add(down, self._bar, self._urgent, self._not_kept, scrolled_texts(inside), row(back, 1, onward))
        down.setStretch(3, 1)
        made = QWidget()
        across = row(1, middle, 1)
        across.setContentsMargins(32, 32, 32, 16)
        across.setStretch(1, 100)
        made.setLayout(across)
        return made


class _Message(Doorway):
    """A few friendly lines, and one button."""

    def __init__(self, heading: str, lines: Sequence[str], way: QPushButton) -> None:
        super().__init__(heading, _MESSAGE)
        self.way = way
        add(self.inside, *(label(one, "text_large") for one in lines), row(1, way))
        self.setFocusProxy(way)


def _urgent(text: str) -> QFrame:
    """What cannot wait, so that nobody overlooks it."""
    made = QFrame()
    made.setProperty("role", "alarm")
    made.setAccessibleName(text)
    across = QHBoxLayout(made)
    across.setContentsMargins(24, 16, 24, 16)
    across.setSpacing(16)
    add(across, glyph("stop", "raised", 40), label(text, "stop_large"))
    across.setStretch(1, 1)
    return made


def _greeting(words: Words, handed: HandedOver, begin: Callable[[], object]) -> _Message:
    say = words.say
    lines = (
        say("ui.hand_over.how_many", count=len(handed.progress.asked)),
        say("ui.hand_over.unsure"),
        say("ui.hand_over.who_reads"),
        *([] if handed.reviewed else [say("ui.hand_over.not_reviewed")]),
    )
    way = button(say("ui.hand_over.begin"), begin, "large_primary")
    return _Message(say("ui.hand_over.hello", name=handed.name), lines, way)


def _thanks(words: Words, again: Callable[[], object]) -> _Message:
    say = words.say
    way = button(say("ui.hand_over.again"), again, "large", "back")
    return _Message(say("ui.hand_over.thanks"), (say("ui.hand_over.give_back"),), way)


def _keep(desk: "Desk", item: str, given: Answer | None) -> Progress:
    return answer_alone(desk, item, given)
