"""The trail: who did, saw, printed or exported what; whether it is whole; taken elsewhere as a file."""

from collections.abc import Callable
from pathlib import Path

from clinicdesk.desk.clock import moment
from clinicdesk.desk.settings import Settings
from clinicdesk.desk.trail import verify_trail, view_trail
from clinicdesk.desk.trail_file import write_trail
from clinicdesk.model.roles import Act, Role
from clinicdesk.model.trail import Head, TrailRow
from clinicdesk.ui.ask_file import ask_save
from clinicdesk.ui.front import Front
from clinicdesk.ui.settings.section import Section
from clinicdesk.ui.widgets.basic import Mark, add, button, label, row
from clinicdesk.ui.widgets.fields import ChoiceField
from clinicdesk.ui.widgets.painted import Cell
from clinicdesk.ui.widgets.rows import RowsModel, RowsView

_TALL = 380
_ACTS = {one.value for one in Act}


class TrailModel(RowsModel):
    """A row of the trail a row, the newest first."""

    def __init__(self, parent: "TrailSection") -> None:
        super().__init__(parent)
        self.section = parent
        self.titles = tuple(parent.say(f"trail.column.{one}") for one in ("when", "who", "what"))

    def make(self, row: int) -> tuple[Cell, ...]:
        return self.section.cells(self.section.rows[self.keys[row]])


class TrailSection(Section):
    """For managers and auditors; looking at it is a row of its own."""

    manages = False

    def __init__(self, front: Front, name: str, reload: Callable[[], object]) -> None:
        super().__init__(front, name, reload)
        self.rows: dict[str, TrailRow] = {}
        self._names: dict[str, str] = {}
        if not front.may(Role.MANAGER, Role.AUDITOR):
            add(self.body, Mark("note", self.say("trail.not_yours")), 1)
            return
        everybody = [("", self.say("trail.everybody"))]
        self.who = ChoiceField(self.say("trail.by"), everybody)
        acts = [("", self.say("trail.everything")), *((one.value, front.words.word(one)) for one in Act)]
        self.what = ChoiceField(self.say("trail.act"), acts)
        self.table = RowsView(TrailModel(self), self.say("settings.section.trail"))
        self.table.set_widths(230, 190, -1)
        self.table.setMinimumHeight(_TALL)
        for one in (self.who, self.what):
            one.changed.connect(self._look)
        check = button(self.say("trail.verify"), self._verify, "primary")
        take = button(self.say("trail.export"), self._export, "flat", "save")
        add(
            self.body,
            label(self.say("trail.intro"), "muted"),
            row(self.who, self.what, spacing=16),
            self.table,
            row(take, 1, check),
        )

    def fill(self, settings: Settings) -> None:
        if not hasattr(self, "table"):
            return
        self._names = {one.id: one.name for one in settings.staff}
        self.who.set_choices([("", self.say("trail.everybody")), *self._names.items()])
        self._look()

    def cells(self, one: TrailRow) -> tuple[Cell, ...]:
        """What the table shows of a row."""
        entry = one.entry
        here = moment(entry.at).astimezone()
        act = self.front.words.word(Act(entry.act)) if entry.act in _ACTS else entry.act
        return (
            Cell(
                self.say("backups.at", day=here.date(), time=f"{here:%H:%M:%S}"),
                self.say("trail.row", number=one.number),
            ),
            Cell(self._names.get(entry.by, self.say("trail.nobody") if not entry.by else entry.by)),
            Cell(act, self._told(one)),
        )

    def _told(self, one: TrailRow) -> str:
        parts = [f"{name} {_plain(value)}" for name, value in one.entry.told.items() if value not in (None, "", [])]
        return "   ".join(parts)

    def _look(self) -> None:
        by, code = self.who.value(), self.what.value()
        self.front.ask(self, lambda desk: view_trail(desk, by=by, code=code), self._show, instead_of="trail")

    def _show(self, rows: list[TrailRow]) -> None:
        self.rows = {str(one.number): one for one in rows}
        self.table.show_keys(list(self.rows))

    def _verify(self) -> None:
        def whole(head: Head) -> None:
            self.front.told.emit("ok", self.say("trail.whole", count=head.number))

        self.front.ask(self, verify_trail, whole)

    def _export(self) -> None:
        ask_save(self, self.say("trail.export"), self.say("trail.kinds"), "trail.jsonl", self.export_to)

    def export_to(self, target: Path) -> None:
        """Write the trail to a place that was chosen."""

        def told(head: Head) -> None:
            self.front.told.emit("note", self.say("trail.exported", count=head.number, code=head.mac))

        self.front.ask(self, lambda desk: write_trail(desk, target), told)


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
