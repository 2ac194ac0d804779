"""The step screening: the questions one by one, what they come to, and what becomes of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from clinicdesk.desk.handing_over import look_through
from clinicdesk.desk.screening import Progress, answer, finish
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.errors import ClinicdeskError, EntryRefused
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.screening import BIRTH_DATE, Finding
from clinicdesk.ui.front import Place
from clinicdesk.ui.news import announce
from clinicdesk.ui.papers.blank import print_questions
from clinicdesk.ui.questions.answering import Answering
from clinicdesk.ui.questions.asking import Asking
from clinicdesk.ui.questions.forms import Save, paper_panel, reopen_panel
from clinicdesk.ui.questions.half_typed import HalfTyped
from clinicdesk.ui.questions.order import beside, first_open, next_open
from clinicdesk.ui.questions.parts import Mode, Parts
from clinicdesk.ui.questions.told import finding_words, labels, open_words
from clinicdesk.ui.visit.step import Step
from clinicdesk.ui.widgets.basic import keys
from clinicdesk.ui.widgets.form_panel import FormPanel

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk
    from clinicdesk.ui.visit.page import VisitPage

_LOOK_AFTER = 500
"""Milliseconds after the last kept answer until the whole visit is looked at anew."""


class ScreeningStep(Step):
    """One question in focus, all answers as a list, or a form in their place. An answer is shown before it is kept."""

    scrolls_itself = True

    def __init__(self, page: "VisitPage") -> None:
        super().__init__(page)
        self.parts = Parts(self.front)
        self.asking = Asking(self.front, self.parts.pane, self)
        self.beside = self.parts.findings
        self._answering: Answering | None = None
        self._half: HalfTyped | None = None
        self._panel: FormPanel | None = None
        self._visit = ""
        self._listed = self._finishing = False
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_AFTER)
        self._look.timeout.connect(self._look_anew)
        self._connect()
        self.parts.lay_out(self.body)

    def fill(self, view: VisitView) -> None:
        if view.progress is None:
            self._answering, self._visit = None, ""
            self.parts.findings.rest()
        elif self._answering is None or view.visit.id != self._visit:
            self._begin(view.visit.id, view.progress)
        else:
            was = self._answering.shown.finished
            self._answering.tell(view.progress)
            if view.progress.finished is not was:
                self._turn(listed=view.progress.finished)
        self._show()

    def shown(self) -> None:
        if self._panel is not None:
            self._panel.take()
        elif self._listed:
            self.parts.list.setFocus()
        else:
            self.parts.pane.take()

    def leave(self) -> None:
        if self._panel is not None:
            self._panel.draft.keep()
        elif not self._listed and self._answering is not None:
            self.parts.pane.commit()
        if self._half is not None:
            self._half.keep()

    @property
    def progress(self) -> Progress:
        """How far the screening is, as it is shown."""
        assert self._answering is not None
        return self._answering.shown

    @property
    def mode(self) -> Mode:
        """What fills the middle."""
        if self._answering is None:
            return Mode.NOTHING
        if self._panel is not None:
            return Mode.FORM
        return Mode.LISTED if self._listed else Mode.ASKING

    def _begin(self, visit: str, progress: Progress) -> None:
        """Another visit: nothing of the one before stays."""
        patient = self.view.patient.id

        def keep(desk: "Desk", item: str, given: Answer | None) -> Progress:
            return answer(desk, patient, visit, item, given)

        made = Answering(self.front, keep, progress, self)
        made.changed.connect(lambda: self._changed(made))
        made.kept.connect(lambda item: self._kept(made, item))
        made.found.connect(self._announce)
        made.lost.connect(lambda item, why: self._lost(made, item, why))
        if self._answering is not None and not self._answering.busy:
            self._answering.deleteLater()
        self._visit, self._answering, self._half = visit, made, HalfTyped(self.front, visit, made)
        self._close_panel()
        self.parts.not_saved.forget()
        self.parts.tell_wrong("")
        self.asking.begin(made, self._half)
        self._half.begin()
        self._turn(listed=progress.finished or bool(progress.alone) or not first_open(progress))

    def _turn(self, *, listed: bool) -> None:
        """Show the list, or the question in focus; at first that is the first open one."""
        self._listed = listed
        if not listed and not self.asking.item:
            progress = self.progress
            self.asking.ask(first_open(progress) or next_open(progress, "") or beside(progress, "", 1))
        self._show()
        if self.isVisible():
            self.shown()

    def _show(self) -> None:
        """Show everything as it is now."""
        self.parts.turn(self.mode, finished=self._answering is not None and self.progress.finished)
        if self._answering is not None:
            self.parts.fill(self.view, self._answering, self.mode)

    def _is_shown(self, answering: Answering) -> bool:
        """Whether these are the answers of the visit that the page shows, and not of one that it is leaving."""
        return answering is self._answering and self.page.view is not None and self.page.view.visit.id == self._visit

    def _changed(self, answering: Answering) -> None:
        if self._is_shown(answering):
            self.asking.show()
            self._show()

    def _kept(self, answering: Answering, item: str) -> None:
        if self._is_shown(answering):
            self.parts.not_saved.forget(item)
            self._look.start()

    def _lost(self, answering: Answering, item: str, why: str) -> None:
        """An answer was not kept: told here, or in the window's line where another visit is shown by now."""
        if self._is_shown(answering):
            self.parts.not_saved.tell(item, why)
        else:
            told = labels(self.front.words, self.front.rules.questionnaire, [item])
            self.front.told.emit("stop", self.say("screening.lost_before", label=told, why=why))

    def _announce(self, found: tuple[Finding, ...]) -> None:
        words, questionnaire = self.front.words, self.front.rules.questionnaire
        announce(self, " ".join(finding_words(words, questionnaire, one) for one in found))

    def _look_anew(self) -> None:
        """The bar and the side follow a little later."""
        if self._answering is None or not self._is_shown(self._answering):
            return
        if self._answering.busy:
            self._look.start()
        else:
            self.page.reload()

    def _jump(self, item: str) -> None:
        """To a question, from the list, a section or a refusal."""
        if not self.progress.finished and self._commit():
            self.asking.ask(item)
            self._turn(listed=False)

    def _commit(self) -> bool:
        """Give what is half typed; False where it is no answer, which is told."""
        return self._listed or self.parts.pane.commit()

    def _list_all(self) -> None:
        if self._commit():
            self._turn(listed=True)

    def _finish(self) -> None:
        self.parts.tell_wrong("")
        if self._finishing or not self._commit():
            return
        here = self.page.here
        self._finishing = True
        self.page.save(lambda desk: finish(desk, *here), self._finished, self._refused)

    def _finished(self) -> None:
        self._finishing = False

    def _refused(self, error: ClinicdeskError) -> None:
        """The open questions by name, the first of them in focus."""
        self._finishing = False
        items = [one.place for one in error.problems] if isinstance(error, EntryRefused) else []
        if not items:
            self.parts.tell_wrong(str(error))
            return
        if first := next((one for one in items if one != BIRTH_DATE), ""):
            self._jump(first)
        self.parts.tell_wrong(open_words(self.front.words, self.front.rules.questionnaire, items))

    def _look_through(self) -> None:
        here = self.page.here
        through = self._looked_through
        self.page.save(lambda desk: look_through(desk, *here), through, lambda error: self.parts.tell_wrong(str(error)))

    def _looked_through(self) -> None:
        self._turn(listed=not first_open(self.progress))

    def _open(self, make: Callable[[Save], FormPanel]) -> None:
        """A form in the place of everything else."""
        self._panel = make(self.page.save)
        self.parts.put_form(self._panel)
        self._show()
        self._panel.take()

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel = None
            self.parts.put_form(None)
            self._show()
            self.shown()

    def _hand_over(self) -> None:
        if self._commit():
            self.front.handing_over.emit(Place("visit", *self.page.here, "screening"))

    def _connect(self) -> None:
        parts, foot, front = self.parts, self.parts.foot, self.front
        self.asking.moved.connect(self._show)
        self.asking.done.connect(self._list_all)
        self.asking.told.connect(foot.before.setText)
        for one in (parts.sections, parts.list, parts.not_saved):
            one.chosen.connect(self._jump)
        parts.hand.clicked.connect(self._hand_over)
        parts.paper.clicked.connect(lambda: print_questions(self, front, self.view.patient))
        parts.standing.to_file.connect(
            lambda: self._open(lambda save: paper_panel(front, self.view, self._close_panel, save))
        )
        parts.standing.to_decide.connect(lambda: front.go("review", *self.page.here))
        parts.standing.to_patient.connect(lambda: self.page.show_step("patient"))
        foot.back.connect(lambda: parts.pane.go(-1))
        foot.onward.connect(parts.pane.go_on)
        foot.to_list.connect(self._list_all)
        foot.to_questions.connect(lambda: self._turn(listed=False))
        foot.to_open_again.connect(
            lambda: self._open(lambda save: reopen_panel(front, self.page.here, self._close_panel, save))
        )
        foot.to_look_through.connect(self._look_through)
        foot.to_finish.connect(self._finish)
        foot.to_go_on.connect(lambda: self.page.show_step("return" if self.page.is_return else "coverage"))
        keys(self, "Ctrl+PgUp", lambda: parts.sections.jump(self._section, -1))
        keys(self, "Ctrl+PgDown", lambda: parts.sections.jump(self._section, 1))

    @property
    def _section(self) -> str:
        item = self.parts.pane.item
        return item.section if item else ""
