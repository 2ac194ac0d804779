"""What a payer says: the sentence, its limits and needs, why, what else is on file of it, and Medicare's amounts."""

from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.rule_words import about
from clinicdesk.model.coverage import Determination
from clinicdesk.model.dated import Dated
from clinicdesk.model.fees import ReferenceFee
from clinicdesk.model.payer import Payer
from clinicdesk.ui.front import Front
from clinicdesk.ui.lookup.question import Question
from clinicdesk.ui.lookup.verdict import facts_of, verdict_mark, withheld_marks
from clinicdesk.ui.widgets.basic import Mark, add, card, empty, label, stack
from clinicdesk.ui.widgets.flow import Flow
from clinicdesk.ui.widgets.fold import Fold
from clinicdesk.ui.widgets.pairs import Pairs
from clinicdesk.ui.widgets.reasons import Reasons, source_marks
from clinicdesk.words import money


class Asked(NamedTuple):
    """Who was asked what, on which day; `slip` is what was typed where that was no name of the payer's."""

    payer: Payer
    question: Question
    day: date
    slip: str


class Answer(QWidget):
    """Nothing before somebody is asked; then what is said, and never what another payer says."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self._front = front
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 12, 0)
        self._body.setSpacing(12)

    def tell(self, text: str) -> None:
        """What to do, where there is no answer."""
        empty(self._body)
        add(self._body, card(label(text, "muted")), 1)

    def show_answer(self, asked: Asked, told: Determination) -> None:
        """The answer of a payer."""
        empty(self._body)
        words, today = self._front.words, self._front.now().astimezone().date()
        parts: list[QWidget] = [verdict_mark(self._front, told), *withheld_marks(self._front, told)]
        if asked.slip:
            parts.insert(0, Mark("review", words.say("ui.lookup.slip", typed=asked.slip, payer=asked.payer.name)))
        why = label(words.say("ui.lookup.why"), "strong")
        reasons = Reasons(words, told.reasons, today)
        main = card(self._head(asked), *parts, Pairs(facts_of(self._front, told)), why, reasons, spacing=12)
        add(self._body, main, self._else(asked, today), self._fees(asked, today), 1)

    def _head(self, asked: Asked) -> QVBoxLayout:
        words, question = self._front.words, asked.question
        state = self._front.rules.states.get(question.state or "")
        facts = [
            words.say("ui.lookup.of_code", code=question.code),
            words.day(asked.day),
            *([state.name] if state else []),
            *([words.word(question.profession)] if question.profession else []),
        ]
        return stack(label(asked.payer.name, "heading"), label(" · ".join(facts), "muted"), spacing=2)

    def _else(self, asked: Asked, today: date) -> QWidget:
        """Every rule of the payer's file, as the list of rules has them."""
        say, policies = self._front.words.say, asked.payer.policies
        if not policies:
            return card(label(say("ui.lookup.nothing_else"), "muted"))
        parts = [self._rule(one, today) for one in policies]
        return card(Fold(say("ui.lookup.file", count=len(policies)), [], *parts))

    def _fees(self, asked: Asked, today: date) -> QWidget:
        """Medicare's national amounts for the code on that day: never an estimate."""
        words = self._front.words
        fees = [
            one
            for one in self._front.rules.reference_fees
            if one.code == asked.question.code and one.holds_on(asked.day)
        ]
        return card(
            *(self._fee(one, today) for one in fees) if fees else [label(words.say("ui.lookup.no_fee"), "muted")]
        )

    def _fee(self, fee: ReferenceFee, today: date) -> QWidget:
        amount = money(fee.amount, "USD")
        told = self._front.words.say("ui.lookup.reference_fee", schedule=fee.schedule, amount=amount)
        return self._sourced(told, fee, today)

    def _rule(self, rule: Dated, today: date) -> QWidget:
        return self._sourced(about(rule, self._front.rules, self._front.words), rule, today)

    def _sourced(self, text: str, rule: Dated, today: date) -> QWidget:
        """What a rule says, from when until when, who says so, and whether that is checked."""
        words = self._front.words
        since = words.say("ui.reasons.since", day=rule.since) if rule.since else words.say("ui.reasons.since_not_known")
        if rule.until:
            since = words.say("ui.lookup.until", since=since, until=rule.until)
        source = words.say("ui.reasons.source", title=rule.source.title, since=since, checked=rule.source.checked)
        made = QWidget()
        made.setObjectName("plain")
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        marks = source_marks(words, rule.source, today, verified=rule.verified)
        add(layout, label(text), label(source, "muted"))
        layout.addLayout(Flow(*marks))
        return made
