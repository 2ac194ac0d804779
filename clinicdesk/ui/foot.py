"""The line at the foot: the last save, the rules, the last verified backup, an unreviewed translation, no network."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from clinicdesk.desk.status import Status, status
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import add, label

EVERY = 60_000
"""Milliseconds between two looks at rules and backups."""


class Foot(QFrame):
    """What a glance at the foot of the window tells."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.front = front
        self._saved = label("", wrap=False)
        self._rules = label("", wrap=False)
        self._backup = label("", wrap=False)
        self._translation = label("", wrap=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(24)
        add(
            layout,
            self._saved,
            self._rules,
            self._backup,
            self._translation,
            1,
            label(self.say("foot.offline"), wrap=False),
        )
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        front.wrote.connect(self.saved)
        self._tell(self._saved, self.say("foot.nothing_saved"))

    def say(self, key: str, **values: object) -> str:
        """A sentence of the foot."""
        return self.front.words.say(f"ui.{key}", **values)

    def look(self) -> None:
        """Look at rules and backups now, and every minute."""
        self._timer.start()
        if self.front.has_desk():
            self.front.ask(self, status, self._fill, instead_of="status")

    def rest(self) -> None:
        """Look at nothing while nobody is signed in."""
        self._timer.stop()

    def saved(self) -> None:
        """Something was saved just now: its commit has returned."""
        self._tell(self._saved, self.say("foot.saved", time=f"{self.front.now().astimezone():%H:%M:%S}"))

    def _fill(self, told: Status) -> None:
        self._tell(self._rules, self.say("foot.rules", day=told.newest_check, count=told.stale))
        self._tell(self._backup, self._told_backup(told.last_backup))
        self._tell(self._translation, "" if told.reviewed else self.say("foot.not_reviewed"))

    def _told_backup(self, last: datetime | None) -> str:
        if last is None:
            return self.say("foot.no_backup")
        here, now = last.astimezone(), self.front.now().astimezone()
        if here.date() == now.date():
            return self.say("foot.backup_today", time=f"{here:%H:%M}")
        return self.say("foot.backup", day=here.date())

    def _tell(self, where: QLabel, text: str) -> None:
        where.setText(text)
        where.setAccessibleName(text)
