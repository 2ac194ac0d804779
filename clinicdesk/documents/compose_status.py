"""The box on top: what stands in the way, what screening found, what the state's rules say; never that all is well."""

from clinicdesk.documents.blocks import Block, Box, Bullets, Manner, Text, Tone
from clinicdesk.documents.case import Case
from clinicdesk.documents.says import said_with_sources
from clinicdesk.model.document import Blocker, BlockerKind
from clinicdesk.model.questionnaire import Severity
from clinicdesk.model.screening import BIRTH_DATE, Finding
from clinicdesk.model.visit import Decision

_NAMED = 6


def status(case: Case) -> list[Block]:
    """The box, and below it in small what it rests on."""
    return [_box(case), *_rests_on(case)]


def _box(case: Case) -> Box:
    blockers = case.result.blockers
    if case.review_only:
        return Box(
            Tone.REVIEW,
            case.say("status.review"),
            (Text(case.words.tell(blockers[0].reason)), *_found(case)),
            loud=True,
        )
    if blockers:
        urgent = any(one.urgent for one in case.result.screening.findings)
        told = tuple(sentence for blocker in blockers for sentence in _told(case, blocker))
        title = case.say("status.urgent" if urgent else "status.stop")
        return Box(Tone.STOP, title, (Bullets(told), *_found(case)), loud=True)
    if _decided(case):
        return Box(Tone.INFO, case.say("status.decided"), _found(case))
    return Box(Tone.INFO, case.say("status.no_flags"), _found(case))


def _told(case: Case, blocker: Blocker) -> list[str]:
    """What a blocker says; of a stop each finding by itself, the urgent one first."""
    if blocker.kind is not BlockerKind.SCREENING_STOP:
        return [case.words.tell(blocker.reason)]
    stops = sorted(_stops(case), key=lambda one: not one.urgent)
    note = blocker.reason.values.get("note")
    told = dict.fromkeys(case.say("status.finding.stop", label=case.label(one), message=one.message) for one in stops)
    return [*told, *([case.words.value(note)] if note else [])]


def _stops(case: Case) -> list[Finding]:
    return [one for one in case.result.screening.findings if one.severity is Severity.STOP]


def _found(case: Case) -> tuple[Block, ...]:
    """The decision where there is one, then the findings."""
    blocks: list[Block] = []
    decision = case.visit.clinician_decision
    if decision:
        told = case.say(
            f"status.decision.{decision.decision}",
            by=decision.by,
            license=decision.license,
            on=decision.on,
            reason=decision.reason,
        )
        blocks.append(Text(told))
    blocks += _still_open(case)
    stopped = any(blocker.kind is BlockerKind.SCREENING_STOP for blocker in case.result.blockers)
    findings = [one for one in case.result.screening.findings if not (stopped and one.severity is Severity.STOP)]
    if findings:
        blocks.append(Text(case.say("status.findings"), Manner.SMALL_BOLD))
        blocks.append(Bullets(tuple(_finding(case, one) for one in findings), Manner.SMALL))
    return tuple(blocks)


def _finding(case: Case, one: Finding) -> str:
    return case.say(f"status.finding.{one.scope}", severity=one.severity, label=case.label(one), message=one.message)


def _still_open(case: Case) -> list[Block]:
    """The first of the questions without an answer, and how many more there are."""
    unanswered = case.result.screening.unanswered
    if not unanswered:
        return []
    items = case.rules.questionnaire.by_id
    told = [case.say("head.born") if one == BIRTH_DATE else items[one].text for one in unanswered[:_NAMED]]
    if len(unanswered) > _NAMED:
        told.append(case.say("status.more", count=len(unanswered) - _NAMED))
    return [Text(case.say("status.open"), Manner.SMALL_BOLD), Bullets(tuple(told), Manner.SMALL)]


def _decided(case: Case) -> bool:
    decision = case.visit.clinician_decision
    return decision is not None and decision.decision is Decision.MAY_GO_ON


def _rests_on(case: Case) -> list[Block]:
    """What the state says, as listed, and the state of the screening set."""
    practice = case.result.practice
    asked = case.rules.questionnaire
    approval = case.say("status.unapproved", id=asked.id, version=asked.version)
    told = said_with_sources(case, practice.reasons[:1], "status.listed")
    return [
        Text(" ".join(told), Manner.SMALL_MUTED, case.say("status.state")),
        Text(approval, Manner.SMALL_MUTED, case.say("status.screening")),
    ]
