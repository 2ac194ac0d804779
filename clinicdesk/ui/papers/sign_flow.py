"""Signing on the screen, in the place of a visit's papers: who signs, then the pad, or the screen is handed over."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord
from clinicdesk.ui.form import Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.form_panel import FormPanel, Refused, Write
from clinicdesk.words import read_words

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk
    from clinicdesk.desk.signing_over import Signable
    from clinicdesk.desk.signing_screen import ToSign
    from clinicdesk.ui.papers.sign_who import WhoForm

Keep = Callable[[Write, Callable[[], object], Refused], object]


class SignFlow:
    """`put` shows a panel in the place of what is there, `back` takes it away, `keep` has a write of the desk done.

    `begin` is told how to see that its paper is still what is shown: an answer that comes once it is not shows nothing.
    """

    def __init__(
        self,
        owner: QWidget,
        front: Front,
        put: Callable[[FormPanel], object],
        back: Callable[[], object],
        keep: Keep,
    ) -> None:
        self._owner, self._front = owner, front
        self._put, self._back, self._keep = put, back, keep

    def begin(self, patient: str, paper: DocumentRecord, is_shown: Callable[[], bool]) -> None:
        """Ask who signs the paper now."""

        def ask(desk: "Desk") -> "ToSign":
            from clinicdesk.desk.signing_screen import to_sign

            return to_sign(desk, patient, paper.id)

        self._front.ask(self._owner, ask, lambda told: self._ask_who(patient, told, is_shown) if is_shown() else None)

    def _ask_who(self, patient: str, told: "ToSign", is_shown: Callable[[], bool]) -> None:
        from clinicdesk.ui.papers.sign_who import WhoForm

        say, paper = self._front.words.say, told.paper
        if not told.may:
            self._front.told.emit("note", say("ui.signing.nobody"))
            return
        form = WhoForm(self._front, told, lambda: self._hand_over(patient, paper, panel, form))
        panel = self._panel(paper, form, "sign_who", say("ui.signing.right_here"))

        def go_on(_act: Write, _saved: Callable[[], object], refused: Refused) -> None:
            who = form.who

            def ask(desk: "Desk") -> "Signable":
                from clinicdesk.desk.signing_over import signable

                return signable(desk, patient, paper.id, who)

            panel.draft.keep()
            self._front.ask(self._owner, ask, lambda told: self._ask_mark(told) if is_shown() else None, refused)

        self._put(panel)
        panel.begin(lambda: _nothing, go_on)

    def _ask_mark(self, told: "Signable") -> None:
        from clinicdesk.ui.papers.sign_mark import MarkForm

        words, typed = read_words(told.paper.language), told.who.signer is not Signer.CLINICIAN
        form = MarkForm(words, told.words, told.who.name, told.choices, typed=typed, beside=True)
        panel = self._panel(told.paper, form, "sign_mark", self._front.words.say("ui.signing.keep"))

        def act() -> Write:
            who, made = replace(told.who, name=form.name), form.made

            def sign(desk: "Desk") -> object:
                from clinicdesk.desk.signing_screen import sign_on_screen

                return sign_on_screen(desk, told.patient, told.paper.id, who, made)

            return sign

        self._put(panel)
        panel.begin(act, self._keep)

    def _hand_over(self, patient: str, paper: DocumentRecord, panel: FormPanel, form: "WhoForm") -> None:
        who = form.who

        def hand(desk: "Desk") -> "Signable":
            from clinicdesk.desk.signing_over import hand_to_sign

            return hand_to_sign(desk, patient, paper.id, who)

        def refused(error: ClinicdeskError) -> None:
            form.hand.setEnabled(True)
            form.refused(error)

        form.hand.setEnabled(False)
        form.tell_wrong(())
        panel.draft.keep()
        self._front.ask(self._owner, hand, self._front.paper_handed.emit, refused)

    def _panel(self, paper: DocumentRecord, form: Form, place: str, save: str) -> FormPanel:
        kind = self._front.words.word(NoticeKind(paper.kind))
        title = self._front.words.say("ui.signing.title", kind=kind)
        return FormPanel(self._front, title, form, f"{place}/{paper.id}", self._back, save=save, scrolls=True)


def _nothing(_desk: "Desk") -> None:
    """Who signs is only asked; what is kept comes with the signature."""
