"""The languages of the papers: who has reviewed each translation, and the form that says so."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.clock import day_of
from clinicdesk.desk.translations import Translation, review_translation, translations
from clinicdesk.ui.form import Form
from clinicdesk.ui.settings.section import WIDE, Section
from clinicdesk.ui.widgets.asked import GivenDayField
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, keys, label, row, stack
from clinicdesk.ui.widgets.fields import TextField


class ReviewForm(Form):
    """Who has reviewed a translation, and when."""

    def __init__(self, say: Callable[..., str], told: Translation) -> None:
        super().__init__(spacing=16)
        by = self.add("by", TextField(say("languages.by"), help_text=say("languages.by_help")))
        self.add("on", GivenDayField(say("languages.on"), lacking=say("languages.on_lacking")))
        if told.review:
            by.set_value(told.review.by)


class Languages(QWidget):
    """A line for each language that papers are translated into; in the place of all of them the form of one."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.section, self.say = section, section.say
        self.form: ReviewForm | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.setMaximumWidth(WIDE)
        self.load()

    def load(self) -> None:
        """Look at the reviews anew."""
        self.section.front.ask(self, translations, self._show)

    def _show(self, told: tuple[Translation, ...]) -> None:
        self.form = None
        empty(self._inside)
        if told:
            lines = [stack(label(one.name, "strong"), self._mark(one), *self._ways(one), spacing=8) for one in told]
            add(self._inside, card(label(self.say("languages.intro"), "muted"), *lines, spacing=16))

    def _mark(self, told: Translation) -> Mark:
        if told.review is None:
            return Mark("open", self.say("languages.not_reviewed"))
        reviewed = self.say("languages.reviewed", by=told.review.by, on=told.review.on)
        return Mark("review", self.say("languages.changed"), reviewed) if told.changed else Mark("ok", reviewed)

    def _ways(self, told: Translation) -> list[QVBoxLayout]:
        if not self.section.may:
            return []
        way = button(self.say("languages.enter"), lambda: self._ask(told), "flat")
        way.setAccessibleName(f"{way.text()}: {told.name}")
        return [stack(row(way, 1))]

    def _ask(self, told: Translation) -> None:
        empty(self._inside)
        form = self.form = ReviewForm(self.say, told)
        form.fields["on"].set_value(day_of(self.section.front.now()))
        back = button(self.say("people.back"), self.load, "flat", "back")
        save = button(self.say("settings.save"), lambda: self._save(told), "primary", shortcut="Ctrl+Return")
        add(self._inside, box := card(label(told.name, "strong"), form, row(back, 1, save), spacing=16))
        keys(box, "Escape", self.load)
        form.fields["by"].setFocus()

    def _save(self, told: Translation) -> None:
        assert self.form is not None
        if (typed := self.form.values()) is not None:
            self.section.save(
                lambda desk: review_translation(desk, told.language, **typed),
                self.say("settings.saved"),
                self.form.refused,
                lambda _told: self.load(),
            )
