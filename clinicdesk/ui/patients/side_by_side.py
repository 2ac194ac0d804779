"""Two persons side by side, with what is the same marked, so that it is seen whether they are one."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clinicdesk.desk.people import agreeing
from clinicdesk.desk.whom import name_of
from clinicdesk.model.people import Patient
from clinicdesk.ui.patients.person_words import field_name, worded
from clinicdesk.ui.whom import born
from clinicdesk.ui.widgets.basic import glyph, label, row
from clinicdesk.words import Words

_FIELDS = ("name", "birth_date", "phone", "email", "address")


class SideBySide(QWidget):
    """A line a field: what one record says, what the other says, and whether that is the same."""

    def __init__(self, words: Words, heads: tuple[str, str], pair: tuple[Patient, Patient], today: date) -> None:
        super().__init__()
        self.setObjectName("plain")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(6)
        for at, wide in enumerate((2, 4, 4, 2)):
            layout.setColumnStretch(at, wide)
        for at, head in enumerate(heads, 1):
            layout.addWidget(label(head, "strong"), 0, at)
        same = agreeing(*pair)
        for line, name in enumerate(_FIELDS, 1):
            told = [_told(words, name, one, today) for one in pair]
            layout.addWidget(label(field_name(words, name), "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            for at, text in enumerate(told, 1):
                layout.addWidget(label(text), line, at, Qt.AlignmentFlag.AlignTop)
            if name in same:
                layout.addLayout(
                    row(glyph("ok", "ok_ink"), label(words.say("ui.patients.same"), wrap=False), 1), line, 3
                )


def _told(words: Words, name: str, person: Patient, today: date) -> str:
    if name == "name":
        return name_of(person)
    return born(words, person, today) if name == "birth_date" else worded(words, name, getattr(person, name))
