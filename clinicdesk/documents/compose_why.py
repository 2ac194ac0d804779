"""Why the cost is what it is: each amount in a sentence, what had to be assumed, what the payers' rules say."""

from clinicdesk.documents.blocks import Block, Bullets, Heading, Manner, Text, Together
from clinicdesk.documents.case import Case
from clinicdesk.documents.says import said_with_sources, spans
from clinicdesk.model.coverage import Coverage, Determination


def worked_out(case: Case) -> list[Block]:
    """One sentence an amount; sessions with the same sentence stand together."""
    estimate = case.result.estimate
    several = len({line.code for line in estimate.lines}) > 1
    sessions: dict[tuple[str, str], list[int]] = {}
    for line, why in zip(estimate.lines, estimate.why, strict=True):
        sessions.setdefault((line.code if several else "", case.words.tell(why)), []).append(line.session)
    rows = [
        Text(
            sentence,
            Manner.SMALL,
            case.say("why.sessions_code" if code else "why.sessions", **_which(case, code, numbers)),
        )
        for (code, sentence), numbers in sessions.items()
    ]
    return [Heading(case.say("why.title")), *rows]


def _which(case: Case, code: str, numbers: list[int]) -> dict[str, object]:
    return {"sessions": spans(case, numbers), "count": len(numbers), "code": code}


def assumptions(case: Case) -> list[Block]:
    """What was not known, and how it was reckoned."""
    found = [case.words.word(one) for one in case.result.estimate.assumptions]
    told = (*([case.counted] if case.before else []), *found)
    return [Heading(case.say("why.assumptions")), Bullets(told, Manner.SMALL)] if told else []


def payers(case: Case) -> list[Block]:
    """What each payer's rule says, with its source and when it was checked."""
    blocks: list[Block] = []
    for coverage, determination in case.plans:
        blocks += _payer(case, coverage, determination)
    return blocks


def _payer(case: Case, coverage: Coverage, determination: Determination) -> list[Block]:
    name = case.payer_name(coverage)
    told = said_with_sources(case, determination.reasons, "source.policy")
    changes = [case.say("why.change", session=one.session, status=one.status) for one in determination.changes]
    state = case.say("why.status", status=determination.status)
    if case.before:
        state = case.say("why.status_of", session=case.before + 1, status=determination.status)
    checked = [] if determination.verified else [case.say("why.not_verified")]
    promise = [] if any(one.code == "coverage.rule" for one in determination.reasons) else [case.say("why.no_promise")]
    heading = Heading(case.say("why.payer", payer=name))
    line = Text(" ".join([*changes, *checked, *promise]), Manner.SMALL, state)
    return [Together((heading, line, Bullets(tuple(told), Manner.SMALL)))]


def state(case: Case) -> list[Block]:
    """What the state asks for beyond allowing it, for the clinic to confirm."""
    told = said_with_sources(case, case.result.practice.reasons[1:], "source.rule")
    return [Heading(case.say("why.state")), Bullets(tuple(told), Manner.SMALL)] if told else []
