"""The page that offers help in other languages: the clinic's own, for its state; it goes with every packet."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.files import read_scan
from clinicdesk.desk.more_papers import NoticeLine, load_notice, view_notice
from clinicdesk.ui.form import Form
from clinicdesk.ui.settings.section import WIDE, Section
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, keys, label, row
from clinicdesk.ui.widgets.scan_field import ScanField


class LanguageNotice(QWidget):
    """Which page is loaded; in its place the form that loads another one."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.section, self.say = section, section.say
        self.form: Form | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.setMaximumWidth(WIDE)
        self.load()

    def load(self) -> None:
        """Look at it anew."""
        self.section.front.ask(self, view_notice, self._show)

    def _show(self, told: NoticeLine) -> None:
        self.form = None
        empty(self._inside)
        there = Mark("ok", self.say("official.notice.loaded", day=told.loaded_on)) if told.loaded_on else None
        state = there or Mark("open", self.say("official.notice.none"), self.say("official.notice.none_do"))
        ways = [row(button(self.say("official.notice.load"), self._ask, "", "import"), 1)] if self.section.may else []
        title = label(self.say("official.notice.title", state=told.state), "strong")
        add(self._inside, card(title, label(self.say("official.notice.intro"), "muted"), state, *ways, spacing=16))

    def _ask(self) -> None:
        empty(self._inside)
        form = self.form = Form(spacing=16)
        words = self.section.front.words
        form.add(
            "content", ScanField(words, self.say("official.notice.file"), help_text=self.say("official.file_help"))
        )
        back = button(self.say("people.back"), self.load, "flat", "back")
        keep = button(self.say("settings.save"), self._save, "primary", shortcut="Ctrl+Return")
        add(self._inside, box := card(form, row(back, 1, keep), spacing=16))
        keys(box, "Escape", self.load)
        form.fields["content"].setFocus()

    def _save(self) -> None:
        assert self.form is not None
        path: Path | None = (self.form.values() or {}).get("content")
        if path is None:
            self.form.fields["content"].tell_wrong(self.say("official.file_lacking"))
            return
        self.section.save(
            lambda desk: load_notice(desk, path.name, read_scan(path)),
            self.say("settings.saved"),
            self.form.refused,
            lambda _told: self.load(),
        )
