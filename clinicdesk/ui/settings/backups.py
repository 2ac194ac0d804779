"""Backups: those that are there, one now, a second folder, checking one, putting one back."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.settings import Settings, change_setting
from clinicdesk.desk.upkeep import SECOND_FOLDER, BackupLine, confirm, list_backups, verify_backup
from clinicdesk.model.records import SettingRecord
from clinicdesk.ui.ask_file import ask_folder
from clinicdesk.ui.front import Front
from clinicdesk.ui.settings.section import WIDE, Section
from clinicdesk.ui.widgets.basic import add, button, card, empty, label, row
from clinicdesk.ui.widgets.painted import Cell
from clinicdesk.ui.widgets.rows import RowsModel, RowsView

_TALL = 170
_MIB = 1 << 20


class BackupsModel(RowsModel):
    """A row a backup, the newest first."""

    def __init__(self, parent: "Backups") -> None:
        super().__init__(parent)
        self.section = parent
        self.titles = (parent.say("backups.made"), parent.say("backups.size"))

    def make(self, row: int) -> tuple[Cell, ...]:
        one = self.section.lines[self.keys[row]]
        here = one.at.astimezone()
        when = self.section.say("backups.at", day=here.date(), time=f"{here:%H:%M}")
        return Cell(when, strong=True), Cell(self.section.say("backups.mib", size=f"{one.size / _MIB:.1f}"), right=True)


class Backups(Section):
    """Every backup in the list was opened and read to its end before it was called one."""

    def __init__(self, front: Front, name: str, reload: Callable[[], object]) -> None:
        super().__init__(front, name, reload)
        self.lines: dict[str, BackupLine] = {}
        self.table = RowsView(BackupsModel(self), self.say("settings.section.backups"))
        self.table.set_widths(-1, 140)
        self.table.setMinimumHeight(_TALL)
        self.table.setMaximumWidth(WIDE)
        self._more = QVBoxLayout()
        self._now = button(self.say("backups.now"), self._back_up, "primary", "backup")
        acts = [button(self.say("backups.check"), self._check, "flat")] if self.may else []
        below = QWidget()
        below.setLayout(row(*acts, 1, self._now))
        below.setMaximumWidth(WIDE)
        add(self.body, label(self.say("backups.intro"), "muted"), self.table, below, self._more, 1)

    def fill(self, settings: Settings) -> None:
        self._setting = next((one for one in settings.others if one.id == SECOND_FOLDER), None)
        self.front.ask(self, list_backups, self._show)

    def _show(self, lines: tuple[BackupLine, ...]) -> None:
        self.lines = {one.folder.name: one for one in lines}
        self.table.show_keys(list(self.lines))
        self._now.setEnabled(True)
        empty(self._more)
        second = self._setting.value if self._setting else ""
        told = label(second or self.say("backups.no_second"), "" if second else "muted")
        acts = []
        if self.may:
            acts = [
                button(self.say("backups.choose"), self._choose),
                button(self.say("backups.none"), self._none, "flat"),
            ]
        box = card(
            label(self.say("backups.second"), "strong"),
            label(self.say("backups.second_help"), "muted"),
            told,
            row(*acts, 1),
        )
        back = [label(self.say("backups.restore"), "strong"), label(self.say("backups.restore_help"), "muted")]
        again = button(self.say("backups.confirm"), self._confirm, "flat")
        other = card(*back, row(again, 1)) if self.may else card(*back)
        for one in (box, other):
            one.setMaximumWidth(WIDE)
            self._more.addWidget(one)

    def _back_up(self) -> None:
        self._now.setEnabled(False)
        self.front.told.emit("note", self.say("backups.making"))
        self.front.back_up.emit()

    def _check(self) -> None:
        one = self.lines.get(self.table.chosen)
        if one is not None:
            done = self.say("backups.whole")
            self.save(lambda desk: verify_backup(desk, one.folder), done)

    def _choose(self) -> None:
        ask_folder(self, self.say("backups.second"), lambda folder: self.set_second(str(folder)))

    def _none(self) -> None:
        self.set_second("")

    def set_second(self, folder: str) -> None:
        """The folder on another disk; an empty one is none."""
        version = self._setting.version if self._setting else 0
        setting = SettingRecord(id=SECOND_FOLDER, value=folder, version=version)
        self.save(lambda desk: change_setting(desk, setting), self.say("settings.saved"))

    def _confirm(self) -> None:
        self.save(confirm, self.say("backups.confirmed"))
