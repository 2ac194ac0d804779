"""Asking one question after the other: what is shown next, and what becomes of an answer."""

from PySide6.QtCore import QObject, QTimer, Signal

from clinicdesk.desk.screening import Progress
from clinicdesk.model.questionnaire import Answer, Item
from clinicdesk.ui.front import Front
from clinicdesk.ui.questions.answering import Answering
from clinicdesk.ui.questions.half_typed import HalfTyped
from clinicdesk.ui.questions.order import beside, item_of, next_open, number_of
from clinicdesk.ui.questions.pane import QuestionPane
from clinicdesk.ui.questions.told import answer_words


class Asking(QObject):
    """The flow of questions through one pane.

    So many milliseconds of `pause` are between an answer and the next question. `moved` says that another one is in
    focus, `done` that none is open, `told` has the last answer in words.
    """

    moved = Signal()
    told = Signal(str)
    done = Signal()

    def __init__(self, front: Front, pane: QuestionPane, parent: QObject, *, pause: int = 0) -> None:
        super().__init__(parent)
        self.front, self.pane = front, pane
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause)
        self._pause.timeout.connect(self.go_on)
        self.answering: Answering | None = None
        self._half: HalfTyped | None = None
        pane.answered.connect(self._answered)
        pane.stepped.connect(lambda by: self.ask(beside(self._shown, self.item, by)))
        pane.onward.connect(self.go_on)
        pane.half_typed.connect(self._note)

    @property
    def item(self) -> str:
        """The item in focus; empty before the first."""
        return self.pane.item.link_id if self.pane.item else ""

    def begin(self, answering: Answering, half: HalfTyped | None = None) -> None:
        """Other answers: those of another visit."""
        self.answering, self._half = answering, half
        self.pane.item = None
        if half is not None:
            half.back.connect(self._put_back)

    def ask(self, link_id: str) -> None:
        """Put a question into focus, where it is asked."""
        item = item_of(self._shown, link_id)
        self._pause.stop()
        if item is None:
            return
        self.pane.ask(item, self._shown.answers.get(link_id), self._place(item))
        self._put_back()
        self.moved.emit()

    def go_on(self) -> None:
        """The next open question, or the news that there is none."""
        following = next_open(self._shown, self.item)
        if following and following != self.item:
            self.ask(following)
        elif not following:
            self.done.emit()

    def show(self) -> None:
        """The answers have changed: show the one in focus as it is now, or what stands in its place."""
        if item_of(self._shown, self.item) is None:
            self.ask(next_open(self._shown, "") or beside(self._shown, "", 1))
        elif self.pane.editor is not None and not self._is_half():
            self.pane.show_answer(self._shown.answers.get(self.item))

    def _place(self, item: Item) -> str:
        """Which of the questions that have to be answered it is, or that it can be left out."""
        say, shown = self.front.words.say, self._shown
        if not item.required:
            return say("ui.screening.optional")
        return say("ui.screening.place", number=number_of(shown, item.link_id), count=shown.required)

    def _is_half(self) -> bool:
        assert self.pane.editor is not None
        try:
            return self.pane.editor.half()[0]
        except ValueError:
            return True

    @property
    def _shown(self) -> Progress:
        assert self.answering is not None
        return self.answering.shown

    def _answered(self, link_id: str, answer: Answer | None, on: bool) -> None:
        assert self.answering is not None
        assert self.pane.item is not None
        item = self.pane.item
        self.answering.give(link_id, answer)
        self.pane.show_answer(answer)
        self.told.emit(self._words(item, answer))
        if self._half is not None:
            self._half.forget(link_id)
        if on and self._pause.interval():
            self._pause.start()
        elif on:
            self.go_on()

    def _words(self, item: Item, answer: Answer | None) -> str:
        words = self.front.words
        if answer is None:
            return words.say("ui.screening.taken_back", label=item.label)
        return words.say("ui.screening.before", label=item.label, answer=answer_words(words, item, answer))

    def _note(self, link_id: str, text: str) -> None:
        if self._half is not None:
            self._half.note(link_id, text)

    def _put_back(self) -> None:
        if self._half is not None and self.item and (text := self._half.text(self.item)):
            self.pane.put_text(text)
