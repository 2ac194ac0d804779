"""The clinician's desk: what waits for a decision, what it rests on, and the decision."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.desk.deciding import confirm_decision
from clinicdesk.desk.settings import Settings, view_settings
from clinicdesk.desk.visit_view import VisitView, view_visit
from clinicdesk.desk.waiting import Waiting, waiting
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import DecisionRecord
from clinicdesk.model.roles import Role
from clinicdesk.ui.form import Draft
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column, scrolled_texts
from clinicdesk.ui.patients.file_view import FileView
from clinicdesk.ui.questions.standing import WAITS
from clinicdesk.ui.review.case import Case
from clinicdesk.ui.review.ruling_form import RulingForm
from clinicdesk.ui.review.waiting_list import Line, WaitingList
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, label, row

_LIST = 300


class ReviewPage(Page):
    """The list at the left, the chosen case at the right. Who may not decide sees the same, without the form."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self._line: Line | None = None
        self._view: VisitView | None = None
        self._draft: Draft | None = None
        self._form: RulingForm | None = None
        self._who = ""
        self.list = WaitingList(front)
        self.list.chosen.connect(self._look)
        self._foot = QHBoxLayout()
        self._inside = QWidget()
        self._case = column(self._inside, spacing=16)
        self._lay_out()

    def show_place(self, place: Place) -> None:
        self.front.ask(self, view_settings, self._set_clinicians)
        self._load(place.visit or (self._line.key if self._line else ""))

    def leave(self) -> None:
        if self._draft is not None:
            self._draft.keep()

    def _load(self, *wanted: str) -> None:
        """Look anew at what waits, and show the first of the wanted lines that does, else the first of all."""
        self.front.ask(self, waiting, lambda told: self._fill(told, wanted))

    def _set_clinicians(self, settings: Settings) -> None:
        names = [one.name for one in settings.staff if Role.CLINICIAN in one.roles]
        self._who = self.front.words.listed(names)

    def _fill(self, told: Waiting, wanted: Sequence[str]) -> None:
        self.list.fill(told)
        lines = {one.key: one for one in self.list.lines}
        line = next((lines[one] for one in (*wanted, *lines) if one in lines), None)
        self._nothing.setVisible(not told.visits and not told.papers)
        self._list_area.setVisible(bool(lines))
        self._area.setVisible(bool(lines))
        if line is None:
            self._clear()
            return
        self._look(line)
        self.list.take(line.key)

    def _look(self, line: Line) -> None:
        """Show a case."""
        self.leave()
        self._line = line
        self.list.choose(line.key)
        self.front.ask(
            self,
            lambda desk: view_visit(desk, line.patient, line.visit),
            lambda view: self._show(line, view),
            instead_of="case",
        )

    def _show(self, line: Line, view: VisitView) -> None:
        if line is not self._line or view.progress is None:
            return
        self._clear()
        self._view = view
        case = Case(self.front, view)
        case.to_scan.connect(self._look_at_scan)
        self._case.addWidget(case)
        if line.paper is not None:
            self._show_paper(line.paper)
        elif {one.kind for one in view.blockers} & WAITS:
            self._show_form(view)
        self._case.addStretch(1)

    def _show_form(self, view: VisitView) -> None:
        """The form for who decides, else who that is."""
        why_not = self._may_not()
        if why_not:
            self._case.addWidget(Mark("note", why_not))
            return
        self._form = RulingForm(self.front, view)
        restored = Mark("note", self.say("form_panel.restored"))
        restored.hide()
        self._case.addWidget(card(label(self.say("review.your_decision"), "heading"), restored, self._form, spacing=12))
        self._draft = Draft(self.front, self._form, f"decision/{view.visit.id}", restored.show)
        self._draft.begin()
        self._primary(self.say("review.record"), self._decide)

    def _show_paper(self, paper: DecisionRecord) -> None:
        """A decision on paper waits for the very clinician who signed it."""
        license_of = self.front.staff.license if self.front.staff else ""
        if not self.front.may(Role.CLINICIAN) or license_of.casefold() != paper.decision.license.casefold():
            told = self.say("review.who_confirms", by=paper.decision.by, license=paper.decision.license)
            self._case.addWidget(Mark("note", told))
            return
        self._case.addWidget(Mark("open", self.say("review.confirm_ask")))
        self._primary(self.say("review.confirm"), lambda: self._confirm(paper))

    def _may_not(self) -> str:
        """Why who is at the desk does not decide; empty where they do."""
        if not self.front.may(Role.CLINICIAN):
            return self.say("review.who_decides", names=self._who)
        has_license = self.front.staff is not None and bool(self.front.staff.license.strip())
        return "" if has_license else self.say("review.no_license")

    def _decide(self) -> None:
        form, draft, line = self._form, self._draft, self._line
        if form is None or draft is None or (act := form.write()) is None:
            return

        def refused(error: ClinicdeskError) -> None:
            if self._form is form:
                form.refused(error)
            else:
                self.front.tell_refusal(error)

        made = self.say("review.recorded")
        self.front.ask(self, draft.ending(act), lambda _made: self._done(line, made), refused, writes=True)

    def _confirm(self, paper: DecisionRecord) -> None:
        line, made = self._line, self.say("review.confirmed")
        self.front.ask(
            self, lambda desk: confirm_decision(desk, paper.id), lambda _made: self._done(line, made), writes=True
        )

    def _done(self, line: Line | None, told: str) -> None:
        """Go on with what is left of the case, else with the next one.

        Who looks at another case by now stays there, with what is half filled in.
        """
        self.front.told.emit("ok", told)
        here, done = (one.key if one else "" for one in (self._line, line))
        if here != done:
            self._load(here)
            return
        keys = [one.key for one in self.list.lines]
        self._line = None
        self._load(*keys[keys.index(done) :] if done in keys else ())

    def _look_at_scan(self, scan: str) -> None:
        """A scan in the place of the case, until it is left."""
        self._clear()
        shown = FileView(self.front, self._back)
        self._case.addWidget(shown)
        shown.show_file(scan)
        shown.setFocus()

    def _back(self) -> None:
        if self._line is not None:
            self._look(self._line)

    def _clear(self) -> None:
        self.leave()
        empty(self._case)
        empty(self._foot)
        self._view = self._form = self._draft = None

    def _primary(self, text: str, act: object) -> None:
        assert callable(act)
        add(self._foot, 1, button(text, act, "primary", shortcut="Ctrl+Return"))

    def _lay_out(self) -> None:
        title = label(self.say("review.title"), "heading", wrap=False)
        again = button(self.say("review.again"), lambda: self._load(self._line.key if self._line else ""), "flat")
        self._nothing = Mark("ok", self.say("review.nothing"), self.say("review.nothing_why"))
        self._nothing.hide()
        self._list_area = scrolled_texts(self.list)
        self._list_area.setFixedWidth(_LIST)
        self._area = scrolled_texts(self._inside)
        right = QVBoxLayout()
        right.setSpacing(12)
        add(right, self._area, self._foot)
        right.setStretch(0, 1)
        across = row(self._list_area, spacing=16)
        across.addLayout(right, 1)
        whole = column(self, spacing=12)
        add(whole, row(title, 1, again), self._nothing, across)
        whole.setStretch(2, 1)
