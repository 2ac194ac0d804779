"""What a plan does with the service, in one sentence, and the facts that go with it: for a visit and for the phone."""

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.verdict import Rest, billable_above, verdict_of
from clinicdesk.model.coverage import Determination
from clinicdesk.model.payer import COVERED, NOT_ASKED_FOR, CoverageStatus
from clinicdesk.ui.front import Front
from clinicdesk.ui.visit.side import coverage_state
from clinicdesk.ui.widgets.basic import Mark

_VERIFIED = frozenset({Rest.POLICY, Rest.EXAMPLE})
"""What rests on a rule of the rule book, which somebody has read in the source's own text, or not."""


def verdict_mark(front: Front, told: Determination) -> Mark:
    """The sentence; below it that nobody has verified the rule, where nobody has."""
    words, verdict = front.words, verdict_of(told)
    sentences = {
        Rest.POLICY: words.say("ui.verdict.policy", status=told.status, on=verdict.on),
        Rest.EXAMPLE: words.say("ui.verdict.example", status=told.status),
        Rest.PHONE: words.say("ui.verdict.phone", status=told.status, on=verdict.on),
        Rest.INACTIVE: words.say("ui.verdict.inactive"),
        Rest.UNKNOWN: words.say("ui.verdict.unknown"),
    }
    unverified = verdict.rest in _VERIFIED and not told.verified
    state = "note" if unverified and told.status in COVERED else coverage_state(told.status)
    return Mark(state, sentences[verdict.rest], words.say("ui.verdict.not_verified") if unverified else "")


def facts_of(front: Front, told: Determination) -> list[tuple[str, str]]:
    """Limit, what is needed, and who may be billed. Nothing that is not known is told as none."""
    say = front.words.say
    known = told.status is not CoverageStatus.UNKNOWN
    limit = say("ui.verdict.no_limit" if known else "ui.verdict.not_known")
    if told.visits_allowed is not None:
        limit = say("ui.verdict.visits", count=told.visits_allowed)
    needs = say("ui.verdict.no_needs" if known else "ui.verdict.not_known")
    return [
        (say("ui.verdict.limit"), limit),
        (say("ui.verdict.needs"), front.words.listed(map(front.words.word, told.needs)) if told.needs else needs),
        *_billed(front, told),
    ]


def _billed(front: Front, told: Determination) -> list[tuple[str, str]]:
    say, word = front.words.say, front.words.word
    name = say("ui.verdict.billed_covered" if told.status in COVERED else "ui.verdict.billed")
    found = [(name, word(told.patient_may_be_billed))]
    if above := billable_above(told, front.rules):
        found.append((say("ui.verdict.billed_above"), word(above)))
    return found


def withheld_marks(front: Front, told: Determination) -> list[QWidget]:
    """That nothing may be collected before the payer has been asked, where that is so."""
    say = front.words.say
    return [Mark("stop", say("ui.verdict.withheld"))] if told.patient_may_be_billed in NOT_ASKED_FOR else []
