"""The official forms: which editions are loaded and until when they may be used; loading one, and using one longer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.files import read_scan
from clinicdesk.desk.official_forms import FormLine, FormState, extend_form, list_forms, load_form, trial_form
from clinicdesk.ui.form import Form
from clinicdesk.ui.papers.viewer import Viewer
from clinicdesk.ui.settings.section import WIDE, Section
from clinicdesk.ui.widgets.asked import GivenDayField
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, keys, label, row, stack
from clinicdesk.ui.widgets.fields import NoteField, TextField
from clinicdesk.ui.widgets.scan_field import ScanField

_TALL = 640


class ExtendForm(Form):
    """Until when, why, and who says so."""

    def __init__(self, say: Callable[..., str]) -> None:
        super().__init__(spacing=16)
        self.body.addWidget(Mark("review", say("official.longer.warning")))
        self.add("until", GivenDayField(say("official.longer.until"), lacking=say("official.longer.until_lacking")))
        self.add("reason", NoteField(say("official.longer.reason"), lines=2))
        self.add("source", TextField(say("official.longer.source")))


class OfficialForms(QWidget):
    """A line for each edition; in the place of all of them a form, or the trial page of one."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.section, self.say = section, section.say
        self.form: Form | None = None
        self.viewer: Viewer | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.setMaximumWidth(WIDE)
        self.load()

    def load(self) -> None:
        """Look at the forms anew."""
        self.section.front.ask(self, list_forms, self._show)

    def _show(self, told: tuple[FormLine, ...]) -> None:
        self.form = self.viewer = None
        empty(self._inside)
        shown = [one for one in told if one.file or one.state is not FormState.OVER]
        ways = [row(button(self.say("official.load"), self._ask_file, "", "import"), 1)] if self.section.may else []
        lines = [self._line(one) for one in shown]
        add(self._inside, card(label(self.say("official.intro"), "muted"), *lines, *ways, spacing=16))

    def _line(self, one: FormLine) -> QVBoxLayout:
        edition, source = one.edition, one.edition.source
        facts = [self.say("official.by", day=one.loaded_on, name=one.loaded_by)] if one.file else []
        facts.append(self.say("official.source", title=source.title, day=source.checked))
        notes = [] if edition.verified else [Mark("review", self.say("official.not_verified"), edition.note)]
        return stack(
            label(edition.title, "strong"), self._mark(one), label("\n".join(facts), "muted"), *notes, *self._ways(one)
        )

    def _mark(self, one: FormLine) -> Mark:
        if one.state is FormState.OVER:
            return Mark("stop", self.say("official.over", day=one.until))
        if one.state is FormState.MISSING:
            return Mark("open", self.say("official.not_loaded"), self.say("official.usable", day=one.until))
        if one.state is FormState.USABLE:
            return Mark("ok", self.say("official.usable", day=one.until))
        told = self.say("official.form.because", reason=one.reason, source=one.source)
        return Mark("note", self.say("official.usable_longer", day=one.until), told)

    def _ways(self, one: FormLine) -> list[QVBoxLayout]:
        if not one.file:
            return []
        ways = [button(self.say("official.trial"), lambda: self._ask_trial(one), "flat", "eye")]
        if self.section.may:
            ways.append(button(self.say("official.extend"), lambda: self._ask_day(one), "flat", "clock"))
        for way in ways:
            way.setAccessibleName(f"{way.text()}: {one.edition.title}")
        return [stack(row(*ways, 1))]

    def _ask_file(self) -> None:
        form = Form(spacing=16)
        form.add(
            "content",
            ScanField(self.section.front.words, self.say("official.file"), help_text=self.say("official.file_help")),
        )
        self._put(self.say("official.load").removesuffix(" …"), form, self._load)

    def _ask_day(self, one: FormLine) -> None:
        self._put(
            self.say("official.longer.title", title=one.edition.title),
            ExtendForm(self.say),
            lambda: self._extend(one),
        )

    def _put(self, title: str, form: Form, save: Callable[[], object]) -> None:
        empty(self._inside)
        self.form = form
        back = button(self.say("people.back"), self.load, "flat", "back")
        keep = button(self.say("settings.save"), save, "primary", shortcut="Ctrl+Return")
        add(self._inside, box := card(label(title, "strong"), form, row(back, 1, keep), spacing=16))
        keys(box, "Escape", self.load)
        next(iter(form.fields.values())).setFocus()

    def _load(self) -> None:
        assert self.form is not None
        path: Path | None = (self.form.values() or {}).get("content")
        if path is None:
            self.form.fields["content"].tell_wrong(self.say("official.file_lacking"))
            return
        self._save(lambda desk: load_form(desk, path.name, read_scan(path)), self._loaded)

    def _loaded(self, line: FormLine) -> None:
        self.section.front.told.emit("ok", self.say("official.loaded", title=line.edition.title))
        self.load()

    def _extend(self, one: FormLine) -> None:
        assert self.form is not None
        if (typed := self.form.values()) is not None:
            self._save(lambda desk: extend_form(desk, one.edition.id, **typed), self._extended)

    def _extended(self, line: FormLine) -> None:
        self.section.front.told.emit("ok", self.say("official.extended", day=line.until))
        self.load()

    def _save(self, act: Callable[[Desk], FormLine], then: Callable[[Any], object]) -> None:
        assert self.form is not None
        self.section.front.ask(self, act, then, self.form.refused, writes=True)

    def _ask_trial(self, one: FormLine) -> None:
        title = self.say("official.trial_title", title=one.edition.title)
        self.section.front.ask(self, lambda desk: trial_form(desk, one.edition.id), lambda pdf: self._trial(title, pdf))

    def _trial(self, title: str, pdf: bytes) -> None:
        empty(self._inside)
        self.viewer = Viewer(self.section.front)
        self.viewer.setMinimumHeight(_TALL)
        back = button(self.say("people.back"), self.load, "flat", "back")
        add(self._inside, box := card(label(title, "strong"), self.viewer, row(back, 1), spacing=16))
        keys(box, "Escape", self.load)
        self.viewer.show_pdf(pdf, title)
        self.viewer.preview.setFocus()
