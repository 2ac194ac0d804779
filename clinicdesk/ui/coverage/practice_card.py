"""What the state says of who treats: as it is listed somewhere, to be confirmed with the board."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.model.payer import Need
from clinicdesk.model.practice import Permission, PracticeStatus
from clinicdesk.model.records import StaffRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import Mark, add, label, stack
from clinicdesk.ui.widgets.pairs import Pairs
from clinicdesk.ui.widgets.reasons import Reasons

_STATE = {
    PracticeStatus.ALLOWED: "note",
    PracticeStatus.CONDITIONAL: "note",
    PracticeStatus.PROHIBITED: "stop",
    PracticeStatus.NOT_YET_EFFECTIVE: "stop",
    PracticeStatus.SILENT: "open",
    PracticeStatus.UNKNOWN: "open",
}


class PracticeCard(QWidget):
    """The answer, what is needed for it and what of that is lacking, and why."""

    def __init__(self, front: Front, permission: Permission, practitioner: StaffRecord, today: date) -> None:
        super().__init__()
        self.setObjectName("plain")
        words = front.words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        does = words.word(practitioner.profession) if practitioner.profession else ""
        head = stack(
            label(words.say("ui.coverage.practice"), "heading"),
            label(" · ".join(one for one in (practitioner.name, does) if one), "muted"),
            spacing=2,
        )
        add(layout, head, _answer(front, permission), *_unmet(front, permission))
        if permission.needs:
            needs = words.listed(map(words.word, permission.needs))
            layout.addWidget(Pairs([(words.say("ui.coverage.state_needs"), needs)]))
        if len(permission.reasons) > 1:
            layout.addWidget(Reasons(words, permission.reasons, today))


def _answer(front: Front, permission: Permission) -> Mark:
    """With a source it is as listed there, never more; without one the reason speaks for itself."""
    words, first = front.words, permission.reasons[0]
    state = _STATE[permission.status]
    if first.source is None:
        return Mark(state, words.tell(first))
    told = words.say(
        "ui.coverage.listed", title=first.source.title, checked=first.source.checked, status=permission.status
    )
    return Mark(state, told)


def _unmet(front: Front, permission: Permission) -> list[Mark]:
    """What is lacking: what somebody must have stops the treatment, a referral can still be asked for."""
    words = front.words
    lacking = [need for need in permission.unmet if need is not Need.REFERRAL]
    found = []
    if lacking:
        needs = words.listed(map(words.word, lacking))
        found.append(Mark("stop", words.say("ui.coverage.state_lacks", needs=needs)))
    if Need.REFERRAL in permission.unmet:
        found.append(Mark("open", words.say("ui.coverage.state_referral")))
    return found
