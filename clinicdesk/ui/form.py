"""A form: fields by name, what is wrong told at the field, and a draft of it that survives a kill and a lock."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from clinicdesk.errors import ClinicdeskError, Conflict, EntryRefused, Problem
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import Mark, label
from clinicdesk.ui.widgets.fields import Field, LineField
from clinicdesk.ui.widgets.typed import NotTyped

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk

T = TypeVar("T")

KEEP_AFTER = 700
"""Milliseconds after the last key until a draft is kept."""


class Form(QWidget):
    """Fields in one column, by the names that the desk's refusals use; `widest` in pixels, 0 = any width."""

    def __init__(self, *, spacing: int = 12, widest: int = 0) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.fields: dict[str, Field[Any]] = {}
        # Qt reckons the height of texts that wrap without a look at a widget's greatest width, but for one in a row
        across, inside = QHBoxLayout(self), QWidget()
        across.setContentsMargins(0, 0, 0, 0)
        inside.setObjectName("plain")
        if widest:
            inside.setMaximumWidth(widest)
        across.addWidget(inside, 1)
        across.addStretch()
        above = QVBoxLayout(inside)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setSpacing(spacing)
        above.addLayout(self.body)
        above.addStretch()
        self._wrong = label("", "error")
        self._wrong.hide()
        self.body.addWidget(self._wrong)

    def add(self, name: str, field: Field[Any]) -> Field[Any]:
        """One more field, below the others."""
        self.keep(name, field)
        self.body.addWidget(field)
        return field

    def keep(self, name: str, field: Field[Any]) -> Field[Any]:
        """One more field that stands somewhere of its own, such as beside another."""
        self.fields[name] = field
        field.changed.connect(lambda: field.tell_wrong(""))
        return field

    def values(self) -> dict[str, Any] | None:
        """All values by name; None where one cannot be read, which is told at its field and gets the keyboard."""
        self.tell_wrong(())
        found: dict[str, Any] = {}
        wrong = []
        for name, field in self.fields.items():
            try:
                found[name] = field.value()
            except NotTyped as error:
                wrong.append(Problem(name, error.args[0]))
        self.tell_wrong(wrong)
        return None if wrong else found

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values into the fields of these names."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)

    def refused(self, error: ClinicdeskError) -> None:
        """Tell a refusal of the desk: at its fields where it names some, else above the form."""
        if isinstance(error, EntryRefused):
            self.tell_wrong(error.problems)
        elif isinstance(error, Conflict):
            self.tell_wrong([Problem("", str(error)), *(Problem(one, "") for one in error.fields)])
        else:
            self.tell_wrong([Problem("", str(error))])

    def tell_wrong(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        """Each problem at its field; what belongs to none stands above. The first one gets the keyboard."""
        rest = []
        for field in self.fields.values():
            field.tell_wrong("")
        first: Field[Any] | None = None
        for problem in problems:
            named = self._field_of(problem.place)
            if named is None:
                rest.append(str(problem))
            else:
                named.tell_wrong(_sentence(problem.text))
                first = first or named
        self._wrong.setText("\n".join(rest))
        self._wrong.setVisible(bool(rest))
        if first:
            first.setFocus()
            _bring_into_sight(first)

    def _field_of(self, place: str) -> Field[Any] | None:
        parts = re.sub(r"\[\d+\]", "", place).split(".")
        named = (".".join(parts[:size]) for size in range(len(parts), 0, -1))
        return next((self.fields[one] for one in named if one in self.fields), None)


def _bring_into_sight(field: QWidget) -> None:
    """Scroll to a field where it stands in something that scrolls."""
    around = field.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        around.ensureWidgetVisible(field)


def entered(form: Form, press: QPushButton) -> None:
    """Enter in a line goes on to the next field, and in the last one presses the button: for short forms."""
    lines = [one.line for one in form.fields.values() if isinstance(one, LineField)]
    for at, line in enumerate(lines):
        line.returnPressed.connect(press.click if at == len(lines) - 1 else lines[at + 1].setFocus)


def _sentence(text: str) -> str:
    """A refusal's words as a sentence of their own."""
    told = text if text[:1].isupper() else text[:1].upper() + text[1:]
    return told if told.endswith((".", "!", "?")) else f"{told}."


class Draft:
    """Keeps what is half filled in under a place in the encrypted store, and puts it back."""

    def __init__(self, front: Front, form: Form, place: str, restored: Callable[[], object] = lambda: None) -> None:
        self._front, self._form, self._place, self._restored = front, form, place, restored
        self._kept: dict[str, str] = {}
        self._timer = QTimer(form)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self.keep)
        self._watching = False
        self._over = False

    def begin(self) -> None:
        """From now on changes are kept; what was kept before comes back first."""
        from clinicdesk.desk.drafts import read_drafts

        self._kept = self._texts()
        self._front.ask(self._form, read_drafts, self._put_back)

    def keep(self) -> None:
        """Keep what stands in the form now, where it is not what it was."""
        from clinicdesk.desk.drafts import keep_draft

        self._timer.stop()
        texts = self._texts()
        if not self._watching or texts == self._kept:
            return
        self._kept = texts
        told = _joined(texts)
        self._front.ask(
            self._form, lambda desk: None if self._over else keep_draft(desk, self._place, told), lambda _none: None
        )

    def ending(self, act: "Callable[[Desk], T]") -> "Callable[[Desk], T]":
        """The act after which the draft is needed no more, and with it the draft's end.

        The desk does it in order with all that is kept, so what is kept meanwhile stays only where it is refused.
        """
        from clinicdesk.desk.drafts import drop_draft

        def done(desk: "Desk") -> T:
            told = act(desk)
            self._over = True
            with suppress(ClinicdeskError):  # the act is done: a draft that is left behind must not say otherwise
                drop_draft(desk, self._place)
            return told

        return done

    def renew(self) -> None:
        """The form stays after the act that ended its draft: from now on, what is changed of it is kept again."""
        self._timer.stop()
        self._kept = self._texts()
        self._over = False

    def drop(self) -> None:
        """What was kept is not needed any more."""
        from clinicdesk.desk.drafts import drop_draft

        self._timer.stop()
        self._kept = self._texts()
        self._front.ask(self._form, lambda desk: drop_draft(desk, self._place), lambda _none: None)

    def _put_back(self, drafts: Mapping[str, str]) -> None:
        texts = _parted(drafts.get(self._place, ""))
        for name, text in texts.items():
            if name in self._form.fields:
                self._form.fields[name].set_text(text)
        if not self._watching:
            self._watching = True
            for field in self._form.fields.values():
                field.changed.connect(self._timer.start)
        if texts:
            self._kept = self._texts()
            self._restored()

    def _texts(self) -> dict[str, str]:
        return {name: field.text() for name, field in self._form.fields.items()}


_FIELD, _NAME = "\x1e", "\x1f"


def _joined(texts: Mapping[str, str]) -> str:
    return _FIELD.join(f"{name}{_NAME}{text}" for name, text in texts.items())


def _parted(told: str) -> dict[str, str]:
    parts = (one.partition(_NAME) for one in told.split(_FIELD) if one)
    return {name: text for name, _, text in parts}


def restored_mark(words: str) -> Mark:
    """The line that says that a draft was put back."""
    return Mark("note", words)
