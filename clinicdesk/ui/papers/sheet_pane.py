"""The sheet of a visit beside what is due: as it would be issued now, or as it was issued, to print and save again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.preview import pages
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import DocumentRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column
from clinicdesk.ui.papers.paper import stored_paper
from clinicdesk.ui.papers.printing import PRINTER, print_paper
from clinicdesk.ui.papers.saving import save_pdf
from clinicdesk.ui.papers.viewer import Viewer
from clinicdesk.ui.remembered import remembered
from clinicdesk.ui.widgets.basic import button, hint, label
from clinicdesk.words import languages

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk


class SheetPane(QWidget):
    """`show_paper` and `show_draft` fill it; what was asked for last is what is shown.

    `called` says that `caption` is another one: what the sheet is.
    """

    called = Signal()

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        say = front.words.say
        self.paper: DocumentRecord | None = None
        self.viewer = Viewer(front)
        self.caption = label("", "strong")
        self.print_it = button(say("ui.papers.sheet.print"), self.print_shown, "flat", "print", "Ctrl+P")
        self.choose_it = button("…", self.print_as_chosen, "flat", "", "Ctrl+Shift+P")
        self.choose_it.setAccessibleName(say("ui.papers.sheet.choose"))
        hint(self.choose_it, say("ui.papers.sheet.choose_tip"))
        self.save_it = button(say("ui.papers.sheet.save"), self.save_shown, "flat", "save", "Ctrl+S")
        self._asked = 0
        for one in (self.print_it, self.choose_it, self.save_it):
            self.viewer.head.addWidget(one)
        whole = column(self)
        whole.addWidget(self.caption)
        whole.addWidget(self.viewer, 1)
        self._tell("")

    def forget(self) -> None:
        """Show nothing."""
        self._asked += 1
        self.paper = None
        self.viewer.tell("")
        self._tell("")

    def show_draft(self, patient: str, visit: str, language: str) -> None:
        """The sheet as it would be issued now; nothing of it is kept, so it is neither printed nor saved."""
        from clinicdesk.desk.draft_sheet import draft_sheet

        say = self.front.words.say
        self.paper = None
        title = say("ui.papers.sheet.draft", language=languages()[language])
        self._tell(title)
        self._ask(lambda desk: draft_sheet(desk, patient, visit, language), title, lambda: None)

    def show_paper(self, paper: DocumentRecord, then: Callable[[], object] = lambda: None) -> None:
        """A paper as it was issued; `then` is called once it can be printed."""
        from clinicdesk.desk.stored_papers import look_at_paper

        say = self.front.words.say
        self.paper = paper
        key = "ui.signing.signed_as" if paper.unsigned else "ui.papers.sheet.issued"
        title = say(key, number=paper.label, day=day_of(moment(paper.at)))
        self._tell(title)
        self._ask(lambda desk: look_at_paper(desk, paper.id), title, then)

    def print_shown(self) -> None:
        """Print the stored paper that is shown."""
        if self.paper and self._pages:
            print_paper(self, self.front, stored_paper(self.paper, self._pages))

    def print_as_chosen(self) -> None:
        """Print the stored paper that is shown, with a question for the copies and the pages."""
        if self.paper and self._pages:
            print_paper(self, self.front, stored_paper(self.paper, self._pages), asks_how=True)

    def save_shown(self) -> None:
        """Save the stored paper that is shown."""
        if self.paper and self._pages:
            save_pdf(self, self.front, stored_paper(self.paper, self._pages))

    def _tell(self, caption: str) -> None:
        self._pages = 0
        self.caption.setText(caption)
        for one in (self.print_it, self.save_it):
            one.setVisible(self.paper is not None)
        self.choose_it.setVisible(self.paper is not None and bool(remembered(self.front.folder, PRINTER)))
        self.called.emit()

    def _ask(self, read: Callable[["Desk"], bytes], title: str, then: Callable[[], object]) -> None:
        self._asked += 1
        mine = self._asked

        def got(told: tuple[bytes, int]) -> None:
            if mine == self._asked:
                pdf, self._pages = told
                self.viewer.show_pdf(pdf, title)
                then()

        def refused(error: ClinicdeskError) -> None:
            if mine == self._asked:
                self.viewer.tell(str(error))

        self.front.ask(self, lambda desk: _counted(read(desk)), got, refused)


def _counted(pdf: bytes) -> tuple[bytes, int]:
    return pdf, len(pages(pdf))
