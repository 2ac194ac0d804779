"""What the answers have come to: each finding with why and source, and what a clinician has settled."""

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from clinicdesk.desk.screening import Progress
from clinicdesk.model.questionnaire import Item, Scope, Severity
from clinicdesk.model.screening import Finding
from clinicdesk.ui.front import Front
from clinicdesk.ui.style import icon
from clinicdesk.ui.widgets.basic import Mark, add, empty, glyph, label, row, stack

_GRAVE = (Severity.STOP, Severity.REVIEW, Severity.NOTE)


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """The urgent ones first, then stop, review and note, each in the order of the questions."""
    return sorted(findings, key=lambda one: (not one.urgent, _GRAVE.index(one.severity)))


class FindingCard(QFrame):
    """One finding: its icon and word, what it is about, what to do, why, and who says so."""

    def __init__(self, front: Front, finding: Finding, settled: str = "") -> None:
        super().__init__()
        words, item = front.words, front.rules.questionnaire.by_id[finding.item]
        state = "ok" if settled else finding.severity.value
        self.setProperty("finding", state)
        head = words.say("ui.screening.card_head", severity=words.word(finding.severity).upper(), label=item.label)
        told = ([settled] if settled else []) + [finding.message]
        if finding.scope is Scope.SITE:
            told.append(words.say("ui.screening.site"))
        self.setAccessibleName(" ".join([head, *told]))
        title = label(head, f"{state}_head")
        across = row(glyph(state, f"{state}_ink"), title)
        across.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 10, 8)
        layout.setSpacing(4)
        add(layout, across, *(label(one) for one in told), *_behind(front, item))


def _behind(front: Front, item: Item) -> list[QWidget]:
    """Why it matters, and the sources: the first one in sight, the others folded away."""
    say = front.words.say
    found: list[QWidget] = [label(say("ui.screening.why", why=item.why), "muted")] if item.why else []
    sources = [label(say("ui.screening.source", title=one.title, checked=one.checked), "muted") for one in item.sources]
    found += sources[:1]
    others = sources[1:]
    if others:
        inside = QWidget()
        inside.setObjectName("plain")
        inside.setLayout(stack(*others, spacing=4))
        more = Unfold(say("ui.screening.more_sources", count=len(others)), inside)
        more.setAccessibleName(f"{item.label}: {more.text()}")
        found += [more, inside]
    return found


def _belongs(progress: Progress) -> bool:
    """Whether a question is open that is asked only because of an answer: what that comes to is not known yet."""
    return any(one.enable_when is not None and one.link_id in progress.unanswered for one in progress.asked)


class Unfold(QPushButton):
    """A small button that shows and hides what stands below it."""

    def __init__(self, text: str, inside: QWidget) -> None:
        super().__init__(icon("next", "accent"), text)
        self.setProperty("role", "fold")
        self.setAutoDefault(False)
        self.setCheckable(True)
        inside.hide()
        self.toggled.connect(inside.setVisible)
        self.toggled.connect(lambda on: self.setIcon(icon("down" if on else "next", "accent")))


class Findings(QWidget):
    """The findings of a visit as far as its answers go, the gravest first."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self._shown: object = None
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 8, 8, 4)
        self._down.setSpacing(8)

    def rest(self) -> None:
        """Show nothing."""
        self._shown = None
        empty(self._down)

    def fill(self, progress: Progress) -> None:
        """Show what is found now, where it is something else than before."""
        more = _belongs(progress)
        told = (progress.findings, progress.settled, bool(progress.unanswered), more)
        if told == self._shown:
            return
        self.rest()
        self._shown = told
        say = self.front.words.say
        settled = {one.item: say("ui.screening.settled", day=one.on, by=one.by) for one in progress.settled}
        found = gravest_first(progress.findings)
        fresh = [FindingCard(self.front, one) for one in found if one.item not in settled]
        known = [FindingCard(self.front, one, settled[one.item]) for one in found if one.item in settled]
        add(self._down, label(say("ui.screening.findings", count=len(found)), "strong"), *fresh, *known)
        if not found and more:
            self._down.addWidget(Mark("open", say("ui.screening.one_more")))
        elif not found and progress.unanswered:
            self._down.addWidget(Mark("open", say("ui.screening.none_yet")))
        elif not found:
            self._down.addWidget(Mark("ok", say("ui.visit.outcome.no_flags")))
