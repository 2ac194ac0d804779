"""Who a row of the list is: what was read beside the patients who may be meant."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.desk.day import MatchedRow
from clinicdesk.desk.day_choices import NEW, OUT, offered
from clinicdesk.desk.whom import name_of
from clinicdesk.model.records import PatientRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.today.list_model import read_words
from clinicdesk.ui.whom import born
from clinicdesk.ui.widgets.basic import add, button, card, empty, label, row, stack


class Choosing(QWidget):
    """Cards side by side. `taken` tells what was chosen: a patient's id, NEW or OUT."""

    taken = Signal(str)

    def __init__(self, front: Front, today: date) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front, self._today, self._say = front, today, front.words.say
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def fill(self, told: MatchedRow | None) -> None:
        """Show who a row may be."""
        empty(self._row)
        if told is None:
            self._row.addWidget(label(self._say("ui.today.list.choose.no_row"), "muted"))
            return
        name, below = read_words(self.front.words, told, self._today)
        read = [
            label(self._say("ui.today.list.choose.read", row=told.row.row), "muted"),
            label(name, "strong"),
            label(below),
        ]
        others = row(
            button(self._say("ui.today.list.choose.is_new"), lambda: self.taken.emit(NEW), shortcut="N"),
            button(self._say("ui.today.list.choose.leave_out"), lambda: self.taken.emit(OUT), "flat", shortcut="L"),
            1,
        )
        self._row.addWidget(card(*read, stack(1), others, spacing=4, margin=12), 1)
        because = {one.patient.id: one.because for one in told.likely}
        for number, one in enumerate(offered(told), 1):
            self._row.addWidget(self._card(number, one, because.get(one.id, ())), 1)
        if not offered(told):
            add(self._row, label(self._say("ui.today.list.choose.nobody"), "muted"))
            self._row.setStretch(1, 2)

    def _card(self, number: int, patient: PatientRecord, because: tuple[str, ...]) -> QWidget:
        words = self.front.words
        below = "   ".join(one for one in (born(words, patient, self._today), patient.phone) if one)
        like = ", ".join(words.say(f"ui.patients.likely.{one}") for one in because)
        take = button(
            self._say("ui.today.list.choose.is_it", number=number),
            lambda: self.taken.emit(patient.id),
            shortcut=f"{number}",
        )
        take.setAccessibleName(f"{take.text()} {name_of(patient)}, {below}")
        parts = [
            label(self._say("ui.today.list.choose.offered", number=number), "muted"),
            label(name_of(patient), "strong"),
            label(below),
        ]
        return card(*parts, *([label(like, "muted")] if like else []), stack(1), row(take, 1), spacing=4, margin=12)
