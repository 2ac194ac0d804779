"""The clinician's review box: findings, a decision to tick, a signature. Only where a review is all that is open."""

from collections.abc import Sequence

from clinicdesk.documents.blocks import (
    Blank,
    Block,
    Box,
    Choice,
    Heading,
    Manner,
    NewPage,
    Signature,
    Text,
    Tone,
)
from clinicdesk.documents.case import Case
from clinicdesk.model.dated import Source
from clinicdesk.model.questionnaire import Severity
from clinicdesk.model.screening import Finding
from clinicdesk.model.visit import Decision


def review(case: Case) -> list[Block]:
    """The box on a page of its own."""
    if not case.review_only:
        return []
    weighty = tuple(one for one in case.result.screening.findings if one.severity is not Severity.NOTE)
    listed = tuple(block for one in weighty for block in _finding(case, one))
    decisions = tuple(case.say(f"review.{one}") for one in (Decision.MAY_GO_ON, Decision.NOT_TODAY))
    place = Signature(
        case.say("review.sign"),
        (
            (Blank(case.say("review.reason")),),
            (Blank(case.say("sign.name"), 3), Blank(case.say("sign.license"), 2)),
            (Blank(case.say("sign.signature"), 3), Blank(case.say("sign.date"), 1), Blank(case.say("sign.time"), 1)),
        ),
    )
    box = Box(Tone.REVIEW, case.say("review.box"), (*listed, Choice(decisions), place))
    return [NewPage(), Heading(case.say("review.title"), 1), Text(case.say("review.text")), box]


def _finding(case: Case, one: Finding) -> tuple[Block, ...]:
    """What a finding is about and what it says, with the sources below it."""
    lead = case.say(f"review.finding.{one.scope}", severity=one.severity, label=case.label(one))
    return Text(one.message, lead=lead), Text(_cited(case, one.sources), Manner.SMALL_MUTED)


def _cited(case: Case, sources: Sequence[Source]) -> str:
    """The titles of the sources, those that were checked on one day together."""
    days = dict.fromkeys(one.checked for one in sources)
    titles = {day: "; ".join(one.title for one in sources if one.checked == day) for day in days}
    return " ".join(case.say("source.rule", title=titles[day], checked=day) for day in days)
