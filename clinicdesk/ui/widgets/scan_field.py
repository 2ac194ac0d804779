"""A field for a file from outside, such as a scan: it is chosen, shown by its name, and taken out again."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.ui.ask_file import ask_open
from clinicdesk.ui.widgets.basic import add, button, label
from clinicdesk.ui.widgets.fields import Field
from clinicdesk.words import Words


class ScanField(Field[Path | None]):
    """A file's place, or None. A draft does not keep it."""

    def __init__(self, words: Words, name: str, *, help_text: str = "") -> None:
        self._words, self._path = words, Path()
        self._name = label("", wrap=False)
        self.choose = button(words.say("ui.scan.choose"), self._ask)
        self._out = button(words.say("ui.scan.take_out"), lambda: self.set_value(None), "flat", "close")
        editor = QWidget()
        editor.setObjectName("plain")
        across = QHBoxLayout(editor)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        add(across, self.choose, self._name, self._out, 1)
        super().__init__(name, editor, help_text=help_text)
        editor.setFocusProxy(self.choose)
        self.choose.setAccessibleName(f"{name.replace('&', '')}: {words.say('ui.scan.choose')}")
        self.set_value(None)

    def value(self) -> Path | None:
        return self._path if self._path.name else None

    def set_value(self, value: Path | None) -> None:
        self._path = value or Path()
        self._name.setText(self._path.name)
        self._name.setVisible(bool(self._path.name))
        self._out.setVisible(bool(self._path.name))
        self.changed.emit()

    def text(self) -> str:
        return ""

    def set_text(self, text: str) -> None:
        """A draft has nothing of it."""

    def _ask(self) -> None:
        ask_open(self, self._words.say("ui.scan.title"), self._words.say("ui.scan.files"), self.set_value)
