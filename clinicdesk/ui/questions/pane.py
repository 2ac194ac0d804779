"""One question in focus: its words, its help, what answers it, and the keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from clinicdesk.model.questionnaire import Answer, Item
from clinicdesk.ui.front import Front
from clinicdesk.ui.news import announce
from clinicdesk.ui.questions.editors import Editor, Words, editor_for
from clinicdesk.ui.widgets.basic import add, label, row
from clinicdesk.ui.widgets.pressed import is_enter

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageDown: 1,
}
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class QuestionPane(QFrame):
    """`answered` has an item, its answer (None = taken back), and whether to go on; `stepped` is how far to go.

    The same widget shows every question, so that keys that come quickly all reach it. `large` is for the patient.
    """

    answered = Signal(str, object, bool)
    stepped = Signal(int)
    onward = Signal()
    half_typed = Signal(str, str)

    def __init__(self, front: Front, *, large: bool = False) -> None:
        super().__init__()
        self.front, self._large = front, large
        self.item: Item | None = None
        self.editor: Editor | None = None
        self.setObjectName("question_large" if large else "question")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        small = "muted_large" if large else "muted"
        self._section = label("", small)
        self._place = label("", small, wrap=False)
        self._text = label("", "question_large" if large else "question")
        self._help = label("", "help_large" if large else "help")
        self._holder = QVBoxLayout()
        self._wrong = label("", "error")
        self._lay_out()

    def ask(self, item: Item, answer: Answer | None, place: str) -> None:
        """Put a question into focus, with the answer that it has. `place` says which of all it is."""
        self.item = item
        self._section.setText(self.front.rules.questionnaire.sections[item.section])
        self._place.setText(place)
        self._text.setText(item.text)
        self._help.setText(item.help)
        self._help.setVisible(bool(item.help))
        self.tell_wrong("")
        self.setAccessibleName(item.text)
        self.setAccessibleDescription(item.help)
        self._put(editor_for(self.front, item, large=self._large))
        self.show_answer(answer)
        announce(self, f"{item.text} {item.help}".strip())

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer to the question that is in focus."""
        assert self.editor is not None
        self.editor.show_answer(answer)

    def put_text(self, text: str) -> None:
        """Put back a text that was half typed once."""
        if isinstance(self.editor, Words):
            self.editor.put(text)

    def take(self) -> None:
        """Take the keyboard: what is typed into, else the question itself."""
        if self.editor is None or not self.editor.take():
            self.setFocus()

    def commit(self) -> bool:
        """Give what is half typed; False where it is no answer, which is told."""
        if self.editor is None or self.item is None:
            return True
        try:
            is_new, answer = self.editor.half()
        except ValueError as wrong:
            self.tell_wrong(str(wrong))
            return False
        if is_new:
            self.answered.emit(self.item.link_id, answer, False)
        return True

    def go_on(self) -> None:
        """Give what is half typed, and go on to the next open question."""
        if self.commit():
            self.onward.emit()

    def go(self, by: int) -> None:
        """Give what is half typed, and go back or forth."""
        if self.commit():
            self.stepped.emit(by)

    def tell_wrong(self, words: str) -> None:
        """Say what is wrong with what stands here; an empty text takes it back."""
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        if words:
            announce(self, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~_PLAIN or not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        """What a key does; a key that is held down answers nothing."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.go(_STEPS[key])
        elif event.isAutoRepeat():
            return True
        elif is_enter(event):
            self.go_on()
        elif key == Qt.Key.Key_Delete and self.item is not None:
            self.answered.emit(self.item.link_id, None, False)
        else:
            return bool(event.text().strip()) and self.editor is not None and self.editor.key(event.text())
        return True

    def _put(self, editor: Editor) -> None:
        if self.editor is not None:
            self._holder.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = editor
        self._holder.addWidget(editor)
        editor.given.connect(self._given)
        editor.typed.connect(self._typed)
        self.take()

    def _given(self, answer: Answer) -> None:
        assert self.item is not None
        self.answered.emit(self.item.link_id, answer, True)

    def _typed(self) -> None:
        self.tell_wrong("")
        if isinstance(self.editor, Words) and self.item is not None:
            self.half_typed.emit(self.item.link_id, self.editor.area.toPlainText())

    def _lay_out(self) -> None:
        margin = 32 if self._large else 16
        whole = QVBoxLayout(self)
        whole.setContentsMargins(margin, margin, margin, margin)
        whole.setSpacing(16 if self._large else 8)
        self._wrong.hide()
        head = row(self._section, self._place)
        head.setStretch(0, 1)
        self._holder.setContentsMargins(0, 8, 0, 0)
        add(whole, head, self._text, self._help, self._holder, self._wrong, 1)
