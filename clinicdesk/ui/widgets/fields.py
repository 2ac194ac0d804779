"""Fields of a form: a label above, the editor, and below it what is wrong with it, in words."""

from collections.abc import Iterable
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from clinicdesk.ui.widgets.basic import label
from clinicdesk.ui.widgets.typed import NotTyped, day_from, day_text, money_from, money_text
from clinicdesk.words import ENGLISH, Words, said

V = TypeVar("V")

_US_NUMBER = 10
_INDENT = 6
"""Pixels before a stepped number; the style sheet does not reach there."""


_words = Words(ENGLISH, {})


def speak(words: Words) -> None:
    """From now on fields say in these words what is wrong with what was typed."""
    global _words  # noqa: PLW0603 - fields are made in a hundred places, and one language is on the screen at a time
    _words = words


class Field(QWidget, Generic[V]):
    """One value of a form. `value()` raises NotTyped where what was typed is no such value."""

    changed = Signal()

    def __init__(self, name: str, editor: QWidget, *, help_text: str = "") -> None:
        super().__init__()
        self.setObjectName("plain")
        self.editor = editor
        self.title = label(name, "field")
        self.title.setBuddy(editor)
        self._wrong = label("", "error")
        self._wrong.hide()
        self._help = help_text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for one in (self.title, editor, *([label(help_text, "muted")] if help_text else []), self._wrong):
            layout.addWidget(one)
        editor.setAccessibleName(name.replace("&", ""))
        editor.setAccessibleDescription(help_text)
        self.setFocusProxy(editor)

    def value(self) -> V:
        """What stands in the field."""
        raise NotImplementedError

    def set_value(self, value: V) -> None:
        """Put a value into the field."""
        raise NotImplementedError

    def text(self) -> str:
        """What stands in the field as text, for a draft."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Put back what `text` gave."""
        raise NotImplementedError

    def tell_wrong(self, text: str) -> None:
        """Say what is wrong, in the words of the screens; an empty text takes it back."""
        words = _words.told(text)
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        self.editor.setProperty("wrong", "true" if words else "false")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.editor.setAccessibleDescription(words or self._help)


class LineField(Field[V]):
    """A value that is typed into one line. `tidied` gives the line as it should stand once it is left; None = as it is.

    A day or a time that is no such thing is told when the line is left, not only when the form is saved.
    """

    def __init__(self, name: str, *, most: int, hint: str = "", help_text: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(name, self.line, help_text=help_text)
        self.line.setMaxLength(most)
        self.line.setPlaceholderText(hint)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)

    def tidied(self) -> str | None:
        """The line as it should stand. NotTyped where it is no such value."""
        return None

    def _tidy(self) -> None:
        try:
            told = self.tidied()
        except NotTyped as wrong:
            self.tell_wrong(wrong.args[0])
            return
        if told is not None:
            self.tell_wrong("")
            self.line.setText(told)


class TextField(LineField[str]):
    """A line of text."""

    def __init__(
        self, name: str, *, most: int = 200, hidden: bool = False, help_text: str = "", hint: str = ""
    ) -> None:
        super().__init__(name, most=most, hint=hint, help_text=help_text)
        if hidden:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        return self.line.text().strip()

    def set_value(self, value: str) -> None:
        self.line.setText(value)
        self.line.setCursorPosition(0)


class PhoneField(TextField):
    """A telephone number as it is written. One cut short is told when the line is left, and kept all the same."""

    def tidied(self) -> str | None:
        told = self.value()
        count = sum(one.isdigit() for one in told)
        if told and not told.startswith("+") and count < _US_NUMBER:
            raise NotTyped(said("A US number has 10 digits; this has {count}. It is saved as it stands.", count=count))
        return None


class DayField(LineField[date | None]):
    """A day, typed in any of the usual ways: 1990-05-01, 5/1/1990, May 1 1990, 05011990. Empty = not known."""

    def __init__(self, name: str, *, help_text: str = "") -> None:
        super().__init__(name, most=40, hint="MM/DD/YYYY", help_text=help_text)

    def value(self) -> date | None:
        return day_from(self.line.text())

    def set_value(self, value: date | None) -> None:
        self.line.setText(day_text(value))

    def tidied(self) -> str | None:
        return day_text(self.value())


class MoneyField(LineField[int | None]):
    """An amount in whole cents, typed as 20, 20.5 or 1,020.50. Empty = not stated, which is not zero."""

    def __init__(self, name: str, *, help_text: str = "") -> None:
        super().__init__(name, most=16, help_text=help_text)

    def value(self) -> int | None:
        return money_from(self.line.text())

    def set_value(self, value: int | None) -> None:
        self.line.setText(money_text(value))


class CountField(Field[int]):
    """A whole number between two bounds."""

    def __init__(self, name: str, least: int, most: int, *, help_text: str = "") -> None:
        self.box = spin_box(least, most)
        super().__init__(name, self.box, help_text=help_text)
        self.box.valueChanged.connect(lambda _value: self.changed.emit())

    def value(self) -> int:
        return self.box.value()

    def set_value(self, value: int) -> None:
        self.box.setValue(value)

    def text(self) -> str:
        return str(self.box.value())

    def set_text(self, text: str) -> None:
        self.box.setValue(int(text))


class ChoiceField(Field[str]):
    """One of some codes, each shown by its words; typing letters finds one."""

    def __init__(self, name: str, choices: Iterable[tuple[str, str]], *, help_text: str = "") -> None:
        from clinicdesk.ui.widgets.choices import Choices

        self.box = Choices()
        super().__init__(name, self.box, help_text=help_text)
        self.set_choices(choices)
        self.box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        keep_wheel(self.box)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Other choices; what was chosen stays where it is still there."""
        before = self.box.currentData()
        self.box.clear()
        for code, words in choices:
            self.box.addItem(words, code)
        if before is not None:
            self.set_value(before)

    def value(self) -> str:
        return str(self.box.currentData() or "")

    def set_value(self, value: str) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(value)))

    def text(self) -> str:
        return self.value()

    def set_text(self, text: str) -> None:
        self.set_value(text)


class NoteField(Field[str]):
    """A text of several lines; Tab leaves it."""

    def __init__(self, name: str, *, lines: int = 3, help_text: str = "") -> None:
        self.area = QPlainTextEdit()
        super().__init__(name, self.area, help_text=help_text)
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(lines * 22 + 18)
        self.area.textChanged.connect(self.changed.emit)

    def value(self) -> str:
        return self.area.toPlainText().strip()

    def set_value(self, value: str) -> None:
        self.area.setPlainText(value)

    def text(self) -> str:
        return self.area.toPlainText()

    def set_text(self, text: str) -> None:
        self.area.setPlainText(text)


class CheckField(Field[bool]):
    """Yes or not ticked."""

    def __init__(self, name: str, *, help_text: str = "") -> None:
        self.box = QCheckBox(name)
        super().__init__("", self.box, help_text=help_text)
        self.box.setAccessibleName(name.replace("&", ""))
        self.title.hide()
        self.box.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:
        self.box.setChecked(value)

    def text(self) -> str:
        return "yes" if self.box.isChecked() else ""

    def set_text(self, text: str) -> None:
        self.box.setChecked(text == "yes")


def spin_box(least: int, most: int) -> QSpinBox:
    """A number between two bounds, typed or stepped."""
    made = QSpinBox()
    made.setRange(least, most)
    made.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
    keep_wheel(made)
    return made


def keep_wheel(widget: QWidget) -> None:
    """The wheel changes the widget only while it has the keyboard."""
    from PySide6.QtCore import Qt

    from clinicdesk.ui.widgets.no_wheel import NoWheel

    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(NoWheel(widget))
