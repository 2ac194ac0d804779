"""A paper in the hands of who signs it: full screen, the paper to read, the pad beside it, left only by staff."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinicdesk.desk.signing_over import Signable
from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.door.doorway import Doorway
from clinicdesk.ui.door.lock import Lock
from clinicdesk.ui.front import Front
from clinicdesk.ui.idle import Idle
from clinicdesk.ui.page import column
from clinicdesk.ui.papers.sign_mark import MarkForm
from clinicdesk.ui.papers.viewer import Viewer
from clinicdesk.ui.widgets.basic import add, button, card, label, row
from clinicdesk.words import read_words

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk

_MESSAGE = 680
_EDGE = 24


class SignOver(QWidget):
    """Three pages: the paper with the pad, the thanks, and the staff's sign-in. `entered` says that staff are back.

    The desk behind it is locked for all but this signature. The pages speak the paper's language.
    """

    entered = Signal()

    def __init__(self, front: Front, handed: Signable) -> None:
        super().__init__()
        words = read_words(handed.paper.language)
        self.front = front if words.language == front.words.language else front.speaking(words)
        if self.front is not front:
            self.front.setParent(self)
        self.setObjectName("page")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        say = words.say
        self.viewer = Viewer(self.front)
        self.form = MarkForm(words, handed.words, handed.who.name, handed.choices, typed=True, beside=False)
        self.keep = button(say("ui.signing.keep"), self.sign, "large_primary")
        self.lock = Lock(front, front.words.say("ui.hand_over.staff_title"))
        self._pages = QStackedWidget()
        self._paper = self._paper_page(handed)
        self._thanks = Doorway(say("ui.signing.thanks"), _MESSAGE)
        add(self._thanks.inside, label(say("ui.signing.give_back"), "text_large"))
        self._stay = button(say("ui.signing.stay"), lambda: self._turn(self._before), "flat", "back")
        self._staff = button(say("ui.hand_over.staff"), self.ask_staff, "flat", "lock")
        self._before: QWidget = self._paper
        self._idle = Idle(self)
        self._lay_out()
        self.lock.entered.connect(self._in)
        self._idle.over.connect(self._put_away)
        self.viewer.show_pdf(handed.pdf, handed.paper.label)

    def begin(self) -> None:
        """Show the paper."""
        self._idle.begin()
        self._turn(self._paper)

    def ask_staff(self) -> None:
        """Somebody wants to leave: staff only. Nothing of the paper is seen meanwhile."""
        shown = self._pages.currentWidget()
        if shown is not None and shown is not self.lock:
            self._before = shown
        self._staff.hide()
        self._pages.setCurrentWidget(self.lock)
        self.lock.begin()

    def sign(self) -> None:
        """Keep what was signed, or tell what is lacking at its field."""
        if not self.keep.isEnabled():
            return
        self.keep.setEnabled(False)
        self.form.tell_wrong(())
        name, made = self.form.name, self.form.made

        def act(desk: "Desk") -> object:
            from clinicdesk.desk.signing_over import sign_alone

            return sign_alone(desk, name, made)

        self.front.ask(self, act, lambda _form: self._turn(self._thanks), self._refused, writes=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key but those of the fields does anything."""
        event.accept()

    def _refused(self, error: ClinicdeskError) -> None:
        self.keep.setEnabled(True)
        self.form.refused(error)

    def _turn(self, page: QWidget) -> None:
        self._staff.show()
        self._pages.setCurrentWidget(page)
        if page is self._paper:
            self.viewer.preview.setFocus()
        else:
            self.viewer.tell("")
            self._staff.setFocus()

    def _put_away(self) -> None:
        """Nobody is here: from now on only staff go on."""
        self._stay.hide()
        self.ask_staff()

    def _in(self) -> None:
        self._idle.rest()
        self.entered.emit()

    def _lay_out(self) -> None:
        self.lock.leave.hide()
        self.lock.inside.addWidget(self._stay)
        foot = row(self._staff, 1)
        foot.setContentsMargins(_EDGE, 0, _EDGE, 16)
        for one in (self._paper, self._thanks, self.lock):
            self._pages.addWidget(one)
        whole = column(self, spacing=0)
        add(whole, self._pages, foot)
        whole.setStretch(0, 1)

    def _paper_page(self, handed: Signable) -> QWidget:
        say = self.front.words.say
        made, left = QWidget(), QWidget()
        for one in (made, left):
            one.setObjectName("plain")
        reads = column(left, spacing=8)
        add(reads, label(say("ui.signing.read"), "heading"), self.viewer)
        reads.setStretch(1, 1)
        title = label(say("ui.signing.then_sign", who=handed.words.who), "heading")
        signs = card(title, self.form, row(self.form.pad.wipe, 1, self.keep), spacing=12)
        inside = signs.layout()
        if isinstance(inside, QVBoxLayout):
            inside.setStretch(1, 1)
        across = row(left, signs, spacing=_EDGE)
        across.setContentsMargins(_EDGE, _EDGE, _EDGE, 8)
        across.setStretch(0, 1)
        across.setStretch(1, 1)
        made.setLayout(across)
        return made
