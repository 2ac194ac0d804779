"""A paper that nobody signs is marked as handed over: when, how, by whom, and what is other than on the one before."""

from datetime import date

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.guards import visit_of
from clinicdesk.desk.paper_changes import changes, scope
from clinicdesk.desk.typed import typed
from clinicdesk.engine import visit as engine
from clinicdesk.errors import NotAllowed
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.dated import Reason
from clinicdesk.model.document import Earlier, NoticeKind
from clinicdesk.model.records import DocumentRecord, HandedOver, HandOverRecord, VisitRecord
from clinicdesk.model.roles import Act
from clinicdesk.store.protocol import Store
from clinicdesk.words import Words, said

_LONGEST_NAME = 200


@act(Act.HAND_OVER_PAPER)
def hand_over_paper(
    work: Work, patient: str, document: str, how: HandedOver, given_by: str, given_on: date
) -> HandOverRecord:
    """Keep that a paper was handed over. Where another one of its kind was before, in the course, what has changed.

    NotAllowed for a paper that is signed, for a second time, and for a Good Faith Estimate that lacks something;
    EntryRefused for an empty name or a day that cannot be.
    """
    paper = work.store.get(DocumentRecord, document)
    visit = visit_of(work, patient, paper.visit)
    work.about(visit.patient, visit.id, document=document, label=paper.label, how=how.value, given_on=f"{given_on}")
    _check(work, paper, given_on)
    before = handed_before(work, visit, paper.kind, paper.inputs)
    record = HandOverRecord(
        **work.made(),
        patient=paper.patient,
        document=paper.id,
        given_on=given_on,
        how=how,
        given_by=typed("given_by", given_by, _LONGEST_NAME),
        instead_of=before.id if before else "",
        changed=changed_since(work, paper, before),
    )
    work.store.append(record)
    return record


def handed_before(work: Work, visit: VisitRecord, kind: str, inputs: str) -> DocumentRecord | None:
    """The paper of a kind that was handed over last in the visit's course, and was made of other inputs than these."""
    visits = [one.id for one in work.store.find(VisitRecord, course=visit.course)] if visit.course else [visit.id]
    papers = {one.id: one for one in work.store.find_any(DocumentRecord, "visit", visits) if one.kind == kind}
    given = work.store.find_any(HandOverRecord, "document", list(papers))
    return next((papers[one.document] for one in reversed(given) if papers[one.document].inputs != inputs), None)


def earlier(work: Work, visit: VisitRecord, inputs: str, words: Words) -> Earlier | None:
    """The Good Faith Estimate that the patient was given before one of these inputs, in the words of the new one."""
    before = handed_before(work, visit, NoticeKind.GOOD_FAITH_ESTIMATE, inputs)
    return earlier_of(work.store, before, inputs, words) if before else None


def earlier_of(store: Store, before: DocumentRecord, inputs: str, words: Words) -> Earlier | None:
    """The same, where it is known which it is; None where it was not handed over."""
    given = store.latest(HandOverRecord, document=before.issued)
    changed = tuple(words.told(one) for one in scope(before.inputs, inputs))
    return Earlier(before.label, given.given_on, changed) if given else None


def changed_since(work: Work, paper: DocumentRecord, before: DocumentRecord | None) -> tuple[str, ...]:
    """What is other on a paper than on the one that was handed over before it, in words."""
    return tuple(changes(before.inputs, paper.inputs, work.rules.questionnaire)) if before else ()


def _lacking(work: Work, paper: DocumentRecord) -> tuple[str, ...]:
    """What the estimate lacked when it was issued: fields of its visit file."""
    told = read_visit(paper.inputs.encode(), work.rules)
    notices = engine.work(told, work.rules).notices
    missing = [one for notice in notices if notice.kind == paper.kind for one in notice.missing]
    return (*missing, *told.patient.not_known)


def _check(work: Work, paper: DocumentRecord, given_on: date) -> None:
    if paper.signers:
        raise NotAllowed("This paper is signed. Mark it as signed instead.")
    if work.store.count(HandOverRecord, document=paper.id):
        raise NotAllowed("This paper is marked as handed over already.")
    if paper.kind == NoticeKind.GOOD_FAITH_ESTIMATE and (lacking := _lacking(work, paper)):
        fields = tuple(Reason(f"field.{one}") for one in lacking)
        raise NotAllowed(
            said(
                "This is no Good Faith Estimate yet. Missing: {fields}. Add it, then issue the paper anew.",
                fields=fields,
            )
        )
    issued = day_of(moment(paper.at))
    if given_on < issued:
        raise refuse("given_on", said("the paper was issued on {issued}; nobody had it before that", issued=issued))
    if given_on > work.today:
        raise refuse("given_on", "this day is still to come")
