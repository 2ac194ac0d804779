"""What stands in the way of treatment, and what a clinician's decision lifts."""

from collections.abc import Iterator

from clinicdesk.engine.notices import NOT_IN_FORCE
from clinicdesk.model.dated import Reason, year_after
from clinicdesk.model.document import Blocker, BlockerKind
from clinicdesk.model.payer import Need
from clinicdesk.model.people import Signer
from clinicdesk.model.practice import Permission
from clinicdesk.model.questionnaire import Severity
from clinicdesk.model.screening import Outcome, Screening
from clinicdesk.model.visit import Decision, Visit


def blocking(visit: Visit, practice: Permission, screening: Screening, signer: Signer | None) -> tuple[Blocker, ...]:
    """Every reason why no treatment may start. Only a decision that names every finding lifts anything."""
    weighty = tuple(finding for finding in screening.findings if finding.severity is not Severity.NOTE)
    decision = visit.clinician_decision
    unnamed = tuple(dict.fromkeys(one.item for one in weighty if decision and one.item not in decision.findings))
    old = decision is not None and visit.day > year_after(decision.on)
    counts = decision is not None and not unnamed and not old
    lifted = bool(counts and decision and decision.decision is Decision.MAY_GO_ON)
    note: Reason | str = Reason("blocker.decision_incomplete", {"items": unnamed}) if unnamed else ""
    if decision and old:
        note = Reason("blocker.decision_old", {"on": decision.on})
    found: dict[BlockerKind, Reason] = dict(_of_screening(screening, lifted=lifted))
    if counts and decision and decision.decision is Decision.NOT_TODAY:
        found[BlockerKind.CLINICIAN_DECLINED] = Reason(
            "blocker.clinician_declined", {"by": decision.by, "on": decision.on, "reason": decision.reason}
        )
    found |= dict(_of_practice(practice)) | dict(_of_signer(visit, signer))
    return tuple(Blocker(kind, _noted(reason, note)) for kind, reason in found.items())


_Found = Iterator[tuple[BlockerKind, Reason]]


def _of_screening(screening: Screening, *, lifted: bool) -> _Found:
    if screening.outcome is Outcome.STOP and not lifted:
        stops = " ".join(dict.fromkeys(one.message for one in screening.findings if one.severity is Severity.STOP))
        yield BlockerKind.SCREENING_STOP, Reason("blocker.screening_stop", {"findings": stops})
    if screening.unanswered:
        yield (
            BlockerKind.SCREENING_INCOMPLETE,
            Reason("blocker.screening_incomplete", {"count": len(screening.unanswered)}),
        )
    if screening.outcome is Outcome.REVIEW and not lifted:
        yield BlockerKind.CLINICIAN_REVIEW, Reason("blocker.clinician_review")


def _of_practice(practice: Permission) -> _Found:
    if practice.status in NOT_IN_FORCE:
        first = practice.reasons[0]
        reason = Reason("blocker.practice_prohibited", {"why": first}, first.source, first.since, first.verified)
        yield BlockerKind.PRACTICE_PROHIBITED, reason
    lacking = tuple(need for need in practice.unmet if need is not Need.REFERRAL)
    if lacking:
        first = practice.reasons[0]
        reason = Reason(
            "blocker.practitioner_not_qualified", {"needs": lacking}, first.source, first.since, first.verified
        )
        yield BlockerKind.PRACTITIONER_NOT_QUALIFIED, reason


def _of_signer(visit: Visit, signer: Signer | None) -> _Found:
    patient = visit.patient
    named = {Signer.GUARDIAN: patient.guardian, Signer.REPRESENTATIVE: patient.representative}
    party = named.get(signer) if signer else None
    if signer in named and (party is None or not party.name.strip()):
        yield BlockerKind.SIGNER_MISSING, Reason("blocker.signer_missing", {"signer": signer})


def _noted(reason: Reason, note: Reason | str) -> Reason:
    """The same reason, with the word that the clinician's decision does not reach."""
    if not note or (not reason.code.startswith("blocker.screening") and reason.code != "blocker.clinician_review"):
        return reason
    return Reason("blocker.noted", {"why": reason, "note": note}, reason.source, reason.since, reason.verified)
