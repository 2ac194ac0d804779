"""The clinician's review box: findings, a decision to tick, a signature. Only where a review is all that is open."""

from clinicdesk.documents.blocks import Blank, Block, Box, Bullets, Choice, Heading, NewPage, Signature, Text, Tone
from clinicdesk.documents.case import Case
from clinicdesk.model.questionnaire import Severity
from clinicdesk.model.visit import Decision


def review(case: Case) -> list[Block]:
    """The box on a page of its own."""
    if not case.review_only:
        return []
    weighty = tuple(one for one in case.result.screening.findings if one.severity is not Severity.NOTE)
    listed = tuple(
        case.say(f"status.finding.{one.scope}", severity=one.severity, message=one.message) for one in weighty
    )
    decisions = tuple(case.say(f"review.{one}") for one in (Decision.MAY_GO_ON, Decision.NOT_TODAY))
    place = Signature(
        case.say("review.sign"),
        (
            (Blank(case.say("review.reason")),),
            (Blank(case.say("sign.name"), 3), Blank(case.say("sign.license"), 2)),
            (Blank(case.say("sign.signature"), 3), Blank(case.say("sign.date"), 1), Blank(case.say("sign.time"), 1)),
        ),
    )
    box = Box(Tone.REVIEW, case.say("review.box"), (Bullets(listed), Choice(decisions), place))
    return [NewPage(), Heading(case.say("review.title"), 1), Text(case.say("review.text")), box]
