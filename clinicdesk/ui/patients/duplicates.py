"""Who may be the same person as one who is about to be registered: side by side, before anything is saved."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.people import Likeness
from clinicdesk.model.people import Patient
from clinicdesk.ui.patients.side_by_side import SideBySide
from clinicdesk.ui.widgets.basic import Mark, add, button, card, label, row
from clinicdesk.words import Words


class Duplicates(QWidget):
    """A card for each record that may be this person; it opens by a button of its own."""

    def __init__(
        self, words: Words, person: Patient, found: Sequence[Likeness], today: date, opened: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.setObjectName("plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Mark("review", words.say("ui.patients.likely.title"), words.say("ui.patients.likely.help")))
        self.opens = [button(words.say("ui.patients.likely.same"), _call(opened, one.patient.id)) for one in found]
        heads = words.say("ui.patients.likely.new"), words.say("ui.patients.likely.kept")
        for one, opens in zip(found, self.opens, strict=True):
            kept = one.patient.person
            opens.setAccessibleName(f"{opens.text()}: {kept.full_name}")
            why = words.listed(words.say(f"ui.patients.likely.{code}") for code in one.because)
            compared = SideBySide(words, heads, (person, kept), today)
            layout.addWidget(card(label(why, "muted"), compared, row(1, opens), spacing=12))
        add(layout, 1)


def _call(opened: Callable[[str], object], patient: str) -> Callable[[], object]:
    return lambda: opened(patient)
