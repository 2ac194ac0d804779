"""One paper that is due at a visit: why, by when, who signs, and how far it is."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.papers import GIVEN_KINDS, SIGNED_KINDS, DuePaper
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.records import DocumentRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.papers.official_state import form_state
from clinicdesk.ui.widgets.basic import Mark, add, button, chip, label, row
from clinicdesk.ui.widgets.fold import Fold
from clinicdesk.ui.widgets.reasons import Reasons

Open = Callable[[DocumentRecord], object]

ON_SCREEN = SIGNED_KINDS - {NoticeKind.ABN}
"""The kinds of papers that can be signed on the screen; Medicare's own form is signed by hand."""


class DueCard(QWidget):
    """`look` shows the stored paper, `sign` marks it as signed, `give` as handed over; None where that is elsewhere.

    `screen` lets somebody sign on the screen, or one more person once it is signed there.
    """

    def __init__(
        self,
        front: Front,
        due: DuePaper,
        today: date,
        *,
        look: Open | None = None,
        sign: Open | None = None,
        give: Open | None = None,
        screen: Open | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front, self.due, self.today = front, due, today
        words, notice = front.words, due.notice
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(row(label(words.word(notice.kind), "strong"), 1, chip(*self._state())))
        add(body, *self._deadline(), *(label(words.tell(one)) for one in notice.reasons))
        add(body, *self._changed(), *form_state(words, due.form), label("\n".join(self._facts()), "muted"))
        rules = [one for one in notice.reasons if one.source is not None]
        if rules:
            body.addWidget(Fold(front.words.say("ui.papers.due.rule"), [], Reasons(words, rules, today)))
        if acts := [*self._acts(look, sign, give), *self._on_screen(sign, screen)]:
            body.addLayout(row(*acts, 1))

    def _state(self) -> tuple[str, str]:
        say, due = self.front.words.say, self.due
        if due.notice.kind in GIVEN_KINDS and (due.settled or due.document):
            return ("ok", say("ui.official.given.done")) if due.settled else ("open", say("ui.official.given.to_do"))
        if due.declined:
            return "stop", say("ui.papers.due.declined")
        if due.settled:
            signed = due.notice.kind in SIGNED_KINDS
            return "ok", say("ui.papers.due.signed" if signed else "ui.papers.due.issued")
        if due.document:
            if due.notice.kind not in SIGNED_KINDS:
                return "ok", say("ui.papers.due.issued")
            return "open", say("ui.papers.due.waits" if due.document.signers else "ui.papers.due.nobody_signs")
        if due.changed:
            return "review", say("ui.papers.due.anew")
        if due.before and due.before.blocked:
            return "open", say("ui.papers.due.no_place")
        return "open", say("ui.papers.due.not_issued")

    def _deadline(self) -> list[QWidget]:
        day, say = self.due.notice.due, self.front.words.say
        if day is None:
            return []
        lacks = not self.due.settled if self.due.notice.kind in GIVEN_KINDS else self.due.document is None
        if lacks and day < self.today:
            return [Mark("stop", say("ui.papers.due.overdue", day=day))]
        return [label(say("ui.papers.due.by", day=day), "strong")]

    def _changed(self) -> list[QWidget]:
        if not self.due.changed:
            return []
        say, words = self.front.words.say, self.front.words
        listed = "; ".join(map(words.told, self.due.changed))
        return [Mark("review", say("ui.papers.due.changed"), say("ui.papers.due.changed_what", what=listed))]

    def _facts(self) -> list[str]:
        """Who signs; what was issued, and who signed that."""
        say, due = self.front.words.say, self.due
        found = [self._signer()]
        if told := due.document or due.before:
            found.append(say("ui.papers.due.issued_on", day=day_of(moment(told.at)), number=told.label))
        found += [
            say("ui.papers.due.signed_by", name=one.name, signer=one.signer, day=one.signed_on)
            for one in due.signatures
        ]
        found += [say("ui.official.option.ticked", number=one.ticked) for one in due.signatures if one.ticked]
        if given := due.given:
            how = self.front.words.word(given.how)
            found.append(say("ui.official.given.told", how=how, day=given.given_on, name=given.given_by))
        return found

    def _signer(self) -> str:
        say, notice = self.front.words.say, self.due.notice
        if notice.kind not in SIGNED_KINDS:
            return say("ui.papers.due.handed_over")
        if notice.signer is None:
            return say("ui.papers.due.signer_unknown")
        return say("ui.papers.due.signer", signer=notice.signer)

    def _acts(self, look: Open | None, sign: Open | None, give: Open | None) -> list[QWidget]:
        say, kind, found = self.front.words.say, self.front.words.word(self.due.notice.kind), []
        if look and (shown := self.due.document or self.due.before):
            found.append(button(say("ui.papers.due.look"), lambda: look(shown), "flat", "eye"))
        if sign and waits(self.due) and (paper := self.due.document):
            found.append(button(say("ui.papers.due.sign"), lambda: sign(paper), "flat", "sign"))
        if give and to_give(self.due) and (given := self.due.document):
            found.append(button(say("ui.official.given.open"), lambda: give(given), "flat", "papers"))
        for one in found:
            one.setAccessibleName(f"{kind}: {one.text()}")
        return [*found]

    def _on_screen(self, sign: Open | None, screen: Open | None) -> list[QWidget]:
        """On the card of a paper that waits beside others, and of one that was signed on the screen."""
        say, paper = self.front.words.say, self.due.document
        signed = paper is not None and bool(paper.unsigned)
        if screen is None or paper is None or not signed_here(self.due) or not (signed or (sign and waits(self.due))):
            return []
        made = button(
            say("ui.signing.more" if signed else "ui.signing.right_here"), lambda: screen(paper), "flat", "sign"
        )
        made.setAccessibleName(f"{self.front.words.word(self.due.notice.kind)}: {made.text()}")
        return [made]


def signed_here(due: DuePaper) -> bool:
    """Whether a paper that is due can be signed on the screen."""
    return due.notice.kind in ON_SCREEN


def waits(due: DuePaper) -> bool:
    """Whether a paper was issued and has to be signed yet."""
    return due.document is not None and bool(due.document.signers) and not due.settled


def to_give(due: DuePaper) -> bool:
    """Whether a paper was issued and has to be handed over yet; one that lacks something is none that can be."""
    is_one = due.notice.kind in GIVEN_KINDS and not due.notice.missing
    return is_one and due.document is not None and not due.settled
