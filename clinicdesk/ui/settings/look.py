"""What belongs to this computer: the window light or dark, its size, its language, and the printer of the papers."""

from collections.abc import Callable

from clinicdesk.ui.front import Front
from clinicdesk.ui.papers.printing import PRINTER, printers
from clinicdesk.ui.remembered import language_of, remember, remembered
from clinicdesk.ui.settings.section import WIDE, Section
from clinicdesk.ui.widgets.basic import add, card
from clinicdesk.ui.widgets.fields import ChoiceField
from clinicdesk.words import languages

SCALES = ("1", "1.25", "1.5", "2")


class LookSection(Section):
    """What is chosen here belongs to this computer, not to the clinic."""

    manages = False

    def __init__(self, front: Front, name: str, reload: Callable[[], object]) -> None:
        super().__init__(front, name, reload)
        themes = [(one, self.say(f"menu.{one}")) for one in ("system", "light", "dark")]
        self.theme = ChoiceField(self.say("look.theme"), themes)
        self.theme.set_value(remembered(self.front.folder, "theme", "system"))
        scales = [(one, self.say("look.percent", percent=round(float(one) * 100))) for one in SCALES]
        self.scale = ChoiceField(self.say("look.scale"), scales, help_text=self.say("look.scale_help"))
        self.scale.set_value(remembered(self.front.folder, "scale", "1"))
        self.theme.changed.connect(lambda: self.front.changed_look.emit(self.theme.value()))
        self.scale.changed.connect(lambda: remember(self.front.folder, "scale", self.scale.value()))
        self.language = ChoiceField(
            self.say("look.language"), languages().items(), help_text=self.say("look.language_help")
        )
        self.language.set_value(language_of(self.front.folder))
        self.language.changed.connect(lambda: remember(self.front.folder, "language", self.language.value()))
        self.printer = ChoiceField(self.say("look.printer"), self._printers(), help_text=self.say("look.printer_help"))
        self.printer.set_value(remembered(self.front.folder, PRINTER))
        self.printer.changed.connect(lambda: remember(self.front.folder, PRINTER, self.printer.value()))
        box = card(self.theme, self.scale, self.language, self.printer, spacing=16)
        box.setMaximumWidth(WIDE)
        add(self.body, box, 1)

    def _printers(self) -> list[tuple[str, str]]:
        """None first: then it is asked each time. The one that is remembered stays, though it is not there now."""
        known, chosen = printers(), remembered(self.front.folder, PRINTER)
        gone = [(chosen, self.say("look.printer_gone", name=chosen))] if chosen and chosen not in known else []
        return [("", self.say("look.printer_ask")), *((one, one) for one in known), *gone]
