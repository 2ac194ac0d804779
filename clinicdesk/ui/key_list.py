"""The list of keys: what each does on the page that is shown, read off the buttons and shortcuts that are there."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from clinicdesk.ui.page import column, scrolled_texts
from clinicdesk.ui.widgets.basic import add, button, label, row
from clinicdesk.ui.widgets.pairs import Pairs
from clinicdesk.words import Words

_SIZE = (560, 560)


class KeyList(QDialog):
    """Gone with Escape, or with F1 again."""

    def __init__(self, words: Words, over: QWidget) -> None:
        told = _told(over)
        super().__init__(over)
        self.setWindowTitle(words.say("ui.keys.title"))
        self.resize(*_SIZE)
        inside = QWidget()
        inside.setObjectName("plain")
        add(column(inside, spacing=12), Pairs(told), label(words.say("ui.keys.questions"), "muted"), 1)
        close = button(words.say("ui.keys.close"), self.accept, "primary", shortcut="F1")
        whole = column(self, margin=16, spacing=12)
        add(whole, label(words.say("ui.keys.title"), "heading"), scrolled_texts(inside), row(1, close))
        whole.setStretch(1, 1)
        self.finished.connect(self.deleteLater)
        close.setFocus()


def _told(over: QWidget) -> list[tuple[str, str]]:
    """Keys and what they do, each once: those of what is shown and can be pressed."""
    found: dict[str, str] = {}
    for one in over.findChildren(QShortcut):
        owner = one.parent()
        if not isinstance(owner, QWidget) or not owner.isVisible() or not owner.isEnabled():
            continue
        told = one.whatsThis() or (owner.text().replace("&", "").strip() if isinstance(owner, QAbstractButton) else "")
        if told:
            found.setdefault(one.key().toString(QKeySequence.SequenceFormat.NativeText), told)
    return list(found.items())
