"""Papers: their languages, the official forms, the texts that are printed, and the clinic's own lines at the top."""

from collections.abc import Callable

from clinicdesk.desk.paper_texts import PaperText, paper_texts
from clinicdesk.desk.settings import Settings
from clinicdesk.ui.front import Front
from clinicdesk.ui.settings.device import ThisComputer
from clinicdesk.ui.settings.languages import Languages
from clinicdesk.ui.settings.notice import LanguageNotice
from clinicdesk.ui.settings.official import OfficialForms
from clinicdesk.ui.settings.section import WIDE, Section
from clinicdesk.ui.settings.titles import Titles
from clinicdesk.ui.widgets.basic import add, button, card, label, row
from clinicdesk.words import languages


class PapersSection(Section):
    """What every paper is made from."""

    manages = False

    def __init__(self, front: Front, name: str, reload: Callable[[], object]) -> None:
        super().__init__(front, name, reload)
        self.languages = Languages(self)
        self.forms, self.notice = OfficialForms(self), LanguageNotice(self)
        self.computer, self.titles = ThisComputer(self), Titles(self)
        add(self.body, self.languages, self.forms, self.notice, self.computer, self.titles)
        self.front.ask(self, lambda _desk: paper_texts(), self._show)

    def fill(self, settings: Settings) -> None:
        self.titles.fill(settings)

    def _show(self, told: tuple[PaperText, ...]) -> None:
        add(self.body, label(self.say("paper_texts.intro"), "muted"))
        for one in told:
            box = card(
                label(one.title, "strong"),
                label(self.say("paper_texts.edition", edition=one.edition, language=languages()[one.language])),
                *(label(source, "muted") for source in one.sources),
                spacing=4,
            )
            box.setMaximumWidth(WIDE)
            self.body.addWidget(box)
        add(self.body, row(button(self.say("paper_texts.letterhead"), self._letterhead, "flat"), 1), 1)

    def _letterhead(self) -> None:
        self.front.go("settings", part="clinic")
