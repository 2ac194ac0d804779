"""Reasons with the rule behind them: who says so, since when, when it was checked, whether it is verified or stale."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from clinicdesk.model.dated import Reason, Source
from clinicdesk.ui.widgets.basic import Mark, button, chip, label, stack
from clinicdesk.ui.widgets.flow import Flow
from clinicdesk.words import Words

_Rule = tuple[Source | None, date | None, bool | None]


class Reasons(QWidget):
    """Each rule once, with all that it says; what is a fact of the visit stands without a source."""

    def __init__(self, words: Words, reasons: Sequence[Reason], today: date) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._words, self._today = words, today
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for rule, sentences in _by_rule(words, reasons).items():
            layout.addLayout(self._said(rule, sentences))

    def _said(self, rule: _Rule, sentences: Sequence[str]) -> QBoxLayout:
        source, since, verified = rule
        told = stack(*(label(one) for one in sentences), spacing=4)
        if source is not None:
            title, marks = self._source(source, since, verified=verified)
            told.addWidget(title)
            told.addLayout(marks)
        return told

    def _source(self, source: Source, since: date | None, *, verified: bool | None) -> tuple[QWidget, Flow]:
        say = self._words.say
        begun = say("ui.reasons.since", day=since) if since else say("ui.reasons.since_not_known")
        title = label(say("ui.reasons.source", title=source.title, since=begun, checked=source.checked), "muted")
        marks: list[QWidget] = [*self._marks(source, verified=verified)]
        if source.href:
            copy = button(say("ui.reasons.copy"), lambda: _copy(source.href), "flat")
            copy.setAccessibleName(say("ui.reasons.copy_of", title=source.title))
            marks.append(copy)
        return title, Flow(*marks)

    def _marks(self, source: Source, *, verified: bool | None) -> list[Mark]:
        return source_marks(self._words, source, self._today, verified=verified)


def source_marks(words: Words, source: Source, today: date, *, verified: bool | None) -> list[Mark]:
    """Whether somebody has verified it, and whether it is too long ago that anybody looked."""
    found = []
    if verified is not None:
        found.append(
            chip("ok", words.say("ui.reasons.verified"))
            if verified
            else chip("review", words.say("ui.reasons.not_verified"))
        )
    if source.stale_on(today):
        found.append(chip("review", words.say("ui.reasons.stale")))
    return found


def _by_rule(words: Words, reasons: Sequence[Reason]) -> dict[_Rule, list[str]]:
    found: dict[_Rule, list[str]] = {}
    for one in reasons:
        said = found.setdefault((one.source, one.since, one.verified), [])
        sentence = words.tell(one)
        if sentence not in said:
            said.append(sentence)
    return found


def _copy(href: str) -> None:
    QGuiApplication.clipboard().setText(href)
