"""The recovery key, shown this once, until somebody has shown that it is written down."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinicdesk.desk.recovery_seen import has_key
from clinicdesk.ui.clipboards import clear_clipboards
from clinicdesk.ui.page import column
from clinicdesk.ui.widgets.basic import Mark, add, label
from clinicdesk.ui.widgets.fields import TextField
from clinicdesk.words import Words


class KeyPage(QWidget):
    """The key in two lines of four groups; its last two groups are typed to go on."""

    def __init__(self, words: Words, key: str) -> None:
        super().__init__()
        self.words, self._key = words, key
        groups = key.split("-")
        half = len(groups) // 2
        self.shown = label("\n".join("-".join(part) for part in (groups[:half], groups[half:])), "display", wrap=False)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(words.say("ui.key.name", letters=" ".join(key)))
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.typed = TextField(words.say("ui.key.typed"), most=80)
        layout = column(self, spacing=16)
        add(layout, Mark("review", words.say("ui.key.once"), words.say("ui.key.why")), self.shown, self.typed, 1)

    def begin(self) -> None:
        """Take the keyboard."""
        self.typed.setFocus()

    def confirmed(self) -> bool:
        """Whether what was typed is the key's end; else that is told."""
        if has_key(self._key, self.typed.value()):
            return True
        self.typed.tell_wrong(self.words.say("ui.key.not_it"))
        self.typed.setFocus()
        return False

    def forget(self) -> None:
        """The key is not shown any more, nor can what was copied of it be pasted."""
        clear_clipboards()
        self._key = ""
        self.shown.clear()
        self.shown.setAccessibleName("")
        self.typed.set_value("")
