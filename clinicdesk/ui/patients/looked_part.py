"""Who looked at a patient's record or changed it: the trail's rows of the patient, in words."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.clock import moment
from clinicdesk.desk.patient_view import PatientView
from clinicdesk.model.roles import Act
from clinicdesk.model.trail import Entry, TrailRow
from clinicdesk.ui.patients.host import Host, Part
from clinicdesk.ui.patients.person_words import FIELDS, field_name
from clinicdesk.ui.widgets.basic import label
from clinicdesk.ui.widgets.painted import Cell
from clinicdesk.ui.widgets.rows import RowsModel, RowsView
from clinicdesk.words import Words

_WIDTHS = (220, -2, -4)


class _Rows(RowsModel):
    """A row of the trail: when, who, what."""

    def __init__(self, owner: QWidget, words: Words) -> None:
        super().__init__(owner)
        self._words = words
        self.rows: tuple[TrailRow, ...] = ()
        self.staff: Mapping[str, str] = {}
        say = words.say
        self.titles = (
            say("ui.patients.looked.when"),
            say("ui.patients.looked.who"),
            say("ui.patients.looked.what"),
        )

    def make(self, row: int) -> tuple[Cell, ...]:
        entry, words = self.rows[row].entry, self._words
        here = moment(entry.at).astimezone()
        when = words.say("ui.patients.looked.at", day=here.date(), time=f"{here:%H:%M}")
        who = self.staff.get(entry.by, words.say("ui.patients.not_known"))
        return Cell(when), Cell(who, strong=True), Cell(what(words, entry))


def what(words: Words, entry: Entry) -> str:
    """What somebody did, and the names of the fields that were changed."""
    done = words.word(Act(entry.act))
    told = entry.told.get("changed")
    changed = [one for one in FIELDS if isinstance(told, list) and one in told]
    if not changed:
        return done
    return words.say(
        "ui.patients.looked.changed",
        what=done,
        fields=words.listed(field_name(words, one) for one in changed),
    )


class LookedPart(Part):
    """The newest look stands first."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._model = _Rows(self, self.front.words)
        self.table = RowsView(self._model, self.say("patients.looked.table"))
        self.table.set_widths(*_WIDTHS)
        self.body.addWidget(label(self.say("patients.looked.help"), "muted"))
        self.body.addWidget(self.table, 1)

    def fill(self, view: PatientView) -> None:
        self.view = view
        self._model.rows, self._model.staff = view.looked, view.staff
        self.table.show_keys([str(one.number) for one in view.looked])
