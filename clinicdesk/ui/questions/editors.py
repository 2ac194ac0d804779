"""What a question is answered with: one choice, several choices, a whole number, a text."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from clinicdesk.model.questionnaire import Answer, Item, ItemType
from clinicdesk.ui.front import Front
from clinicdesk.ui.questions.wrap_button import ANSWER, LARGE, WrapButton
from clinicdesk.ui.widgets.basic import label, row, stack
from clinicdesk.ui.widgets.pressed import is_enter

MOST_TEXT = 2000
_ABREAST = 3
_LINES = 4
_LINE = 26


class Editor(QWidget):
    """What answers one question. `given` has a complete answer, `typed` says that somebody is at it."""

    given = Signal(object)
    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(0, 0, 0, 0)
        self.down.setSpacing(6)

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer, or that there is none."""
        raise NotImplementedError

    def take(self) -> bool:
        """Take the keyboard; False where the question itself keeps it."""
        return False

    def key(self, _text: str) -> bool:
        """A letter or digit was pressed on the question: whether that meant something."""
        return False

    def half(self) -> tuple[bool, Answer | None]:
        """Whether something stands here that was not given yet, and what it comes to.

        ValueError where it is no answer; its words say what is.
        """
        return False, None


def editor_for(front: Front, item: Item, *, large: bool) -> Editor:
    """The editor that the item's type asks for. `large` is for the patient, who gets no keys to learn."""
    if item.type is ItemType.CHOICE:
        return Choice(front, item, large=large)
    if item.type is ItemType.MULTI_CHOICE:
        return Several(front, item, large=large)
    return Number(front, item) if item.type is ItemType.INTEGER else Words(front, item)


def letters_of(front: Front, item: Item) -> dict[str, str]:
    """The letters of yes, no and not sure, in the staff's language, by the option that each stands for."""
    say = front.words.say
    letters = {"yes": say("ui.screening.key_yes"), "no": say("ui.screening.key_no")}
    letters["unsure"] = say("ui.screening.key_unsure")
    return {code: letter for code, letter in letters.items() if code in item.options}


class _Options(Editor):
    """A button for each option, with the key that presses it: the number of its place, or Y, N and U.

    The letters press their options also where the numbers stand there. A few short options stand side by side.
    """

    def __init__(self, front: Front, item: Item, *, large: bool) -> None:
        super().__init__()
        self._letters = {} if large else letters_of(front, item)
        self._numbers = {} if large else {code: str(at) for at, code in enumerate(item.options, 1)}
        caps = self._letters if len(self._letters) == len(item.options) else self._numbers
        measure = LARGE if large else ANSWER
        self.buttons = {code: WrapButton(text, "answer", measure) for code, text in item.options.items()}
        for code, one in self.buttons.items():
            one.setCheckable(True)
            one.cap = caps.get(code, "")
            one.round = item.type is ItemType.CHOICE
            one.setAccessibleName(one.text())
            one.setAccessibleDescription(one.cap)
            one.clicked.connect(lambda _on=False, code=code: self._pressed(code))
        across = not large and len(item.options) <= _ABREAST
        self.down.addLayout(
            row(*self.buttons.values()) if across else stack(*self.buttons.values(), spacing=measure.apart)
        )

    def key(self, text: str) -> bool:
        pressed = text.casefold()
        for keys in (self._letters, self._numbers):
            for code, key in keys.items():
                if key.casefold() == pressed:
                    self._pressed(code)
                    return True
        return False

    def _pressed(self, code: str) -> None:
        raise NotImplementedError

    def _check(self, codes: tuple[str, ...]) -> None:
        for code, one in self.buttons.items():
            one.ticked = code in codes
            one.setChecked(code in codes)
            one.update()


class Choice(_Options):
    """One of the options."""

    def show_answer(self, answer: Answer | None) -> None:
        self._check((answer,) if isinstance(answer, str) else ())

    def _pressed(self, code: str) -> None:
        self._check((code,))
        self.given.emit(code)


class Several(_Options):
    """Some of the options: each press turns one on or off; Enter gives them."""

    def __init__(self, front: Front, item: Item, *, large: bool) -> None:
        super().__init__(front, item, large=large)
        self._shown: tuple[str, ...] = ()

    def show_answer(self, answer: Answer | None) -> None:
        self._shown = answer if isinstance(answer, tuple) else ()
        self._check(self._shown)

    def half(self) -> tuple[bool, Answer | None]:
        on = self._on()
        return set(on) != set(self._shown), on or None

    def _pressed(self, code: str) -> None:
        on = set(self._on()) ^ {code}
        self._check(tuple(one for one in self.buttons if one in on))
        self.typed.emit()

    def _on(self) -> tuple[str, ...]:
        return tuple(code for code, one in self.buttons.items() if one.ticked)


class Number(Editor):
    """A whole number within its bounds."""

    def __init__(self, front: Front, item: Item) -> None:
        super().__init__()
        self._say = front.words.say
        self._least, self._most = item.range or (0, 999)
        self._shown = ""
        self.line = QLineEdit()
        self.line.setMaxLength(6)
        self.line.setMaximumWidth(160)
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.setProperty("role", "answer")
        self.line.setAccessibleName(item.text)
        self.line.textEdited.connect(lambda _text: self.typed.emit())
        self.down.addWidget(self.line)
        self.down.addWidget(label(self._bounds(), "muted"))

    def show_answer(self, answer: Answer | None) -> None:
        self._shown = "" if answer is None else str(answer)
        self.line.setText(self._shown)

    def take(self) -> bool:
        self.line.setFocus()
        self.line.selectAll()
        return True

    def half(self) -> tuple[bool, Answer | None]:
        text = self.line.text().strip()
        if text in {"", self._shown}:
            return text != self._shown, None
        if not text.isascii() or not text.isdecimal() or not self._least <= int(text) <= self._most:
            raise ValueError(self._bounds())
        return True, int(text)

    def _bounds(self) -> str:
        return self._say("ui.screening.bounds", least=self._least, most=self._most)


class Words(Editor):
    """A text of some lines. Enter gives it; Shift and Enter begin a new line."""

    def __init__(self, front: Front, item: Item) -> None:
        super().__init__()
        self._say = front.words.say
        self._shown = ""
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(_LINES * _LINE)
        self.area.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.area.setProperty("role", "answer")
        self.area.setAccessibleName(item.text)
        self.area.textChanged.connect(self.typed.emit)
        self.area.installEventFilter(self)
        self.down.addWidget(self.area)
        self.down.addWidget(label(self._say("ui.screening.writes"), "muted"))

    def show_answer(self, answer: Answer | None) -> None:
        self._shown = answer if isinstance(answer, str) else ""
        self.put(self._shown)

    def put(self, text: str) -> None:
        """Put a text there that is not given yet."""
        self.area.blockSignals(True)
        self.area.setPlainText(text)
        self.area.blockSignals(False)
        self.area.moveCursor(QTextCursor.MoveOperation.End)

    def take(self) -> bool:
        self.area.setFocus()
        return True

    def half(self) -> tuple[bool, Answer | None]:
        text = self.area.toPlainText().strip()
        if len(text) > MOST_TEXT:
            raise ValueError(self._say("ui.screening.too_long", most=MOST_TEXT))
        return text != self._shown, text or None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, the page keys, and arrows at the edge of the text belong to the question."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._leaves(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _leaves(self, event: QKeyEvent) -> bool:
        key, at = event.key(), self.area.textCursor()
        if is_enter(event):
            return not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Up:
            return not at.movePosition(QTextCursor.MoveOperation.Up)
        if key == Qt.Key.Key_Down:
            return not at.movePosition(QTextCursor.MoveOperation.Down)
        return key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
