"""Papers: what is due and why, issued as PDF, and printed again from the stored bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from clinicdesk.desk.chain import open_visit, worked
from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.guards import visit_of
from clinicdesk.desk.handed_over import changed_since, handed_before
from clinicdesk.desk.official_forms import Filled, FormLine, filled, form_of, usable_form
from clinicdesk.desk.paper_changes import changes, covers, planned
from clinicdesk.desk.sheets import Sheet, language_of, sheet_of
from clinicdesk.desk.signing import declined
from clinicdesk.desk.signing_replaced import replaced
from clinicdesk.desk.stored_papers import stored
from clinicdesk.documents.maker import made_with
from clinicdesk.errors import NotAllowed
from clinicdesk.exchange.visit_writer import visit_text
from clinicdesk.model.dated import year_after
from clinicdesk.model.document import Blocker, Notice, NoticeKind
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord, HandOverRecord, SheetRecord, SignatureRecord, VisitRecord
from clinicdesk.model.result import Result
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import Visit
from clinicdesk.words import said

SIGNED_KINDS = frozenset({NoticeKind.CONSENT, NoticeKind.ABN, NoticeKind.NON_COVERED_WAIVER})
"""The papers that ask for a signature. All others are handed over."""

GIVEN_KINDS = frozenset({NoticeKind.GOOD_FAITH_ESTIMATE})
"""The papers of which is kept when, how and by whom they were handed over: a law has a deadline for it."""

FORM_CHANGED = "the official form that it is filled into"


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePaper:
    """A paper that is due: the rule and the deadline behind it, what was issued, and who signed that.

    `document` is the last issue that says what holds now; None = to be issued. `settled` says that nothing is left to
    do: it is issued, and signed, or marked as handed over, where it asks for that. A paper of an earlier visit of the
    course may settle it. Where it is to be issued, `before` is the last issue at this visit, which has no place to sign
    or says no more what is kept; `changed` tells what of that is other now. `given` tells how it was handed over;
    until then `since` has what is other than on the one that was handed over before it in the course.
    `form` is the official form that it is filled into, or what is lacking of that; None where it needs none.
    `declined` says that the patient has chosen on it not to have what it is about.
    """

    notice: Notice
    document: DocumentRecord | None
    signatures: tuple[SignatureRecord, ...]
    settled: bool
    before: DocumentRecord | None = None
    changed: tuple[str, ...] = ()
    given: HandOverRecord | None = None
    since: tuple[str, ...] = ()
    form: FormLine | None = None
    declined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The papers of a visit, and what stands in the way of treatment."""

    due: tuple[DuePaper, ...]
    blockers: tuple[Blocker, ...]


@act(Act.VIEW_PAPERS)
def due(work: Work, patient: str, visit: str) -> Papers:
    """What is due at a visit, what of it is issued and what signed. NotReady names what is lacking."""
    record = visit_of(work, patient, visit)
    work.about(record.patient, record.id)
    told, result = worked(work, record)
    return Papers(due=papers_of(work, record, told, result), blockers=result.blockers)


@act(Act.ISSUE)
def issue(work: Work, patient: str, visit: str, language: str = "") -> tuple[DocumentRecord, ...]:
    """Issue the visit's sheet: a record for each paper on it, all on the same sheet and with the same number.

    It is in the patient's language where papers are written in it, unless another one is asked for.
    What was issued already, and would be the same to the byte, is not issued twice. NotReady names what is lacking,
    VisitRefused what no visit file may have, CannotPrint the letters that the typeface lacks; NotAllowed where
    everything is answered but the screening is not finished.
    """
    record = open_visit(work, patient, visit)
    made = sheet_of(work, record, language or language_of(work, record))
    issued = _issued(work, record, made)
    work.about(label=made.case.document_number, kinds=[one.kind for one in issued], blocked=not made.case.may_sign)
    return issued


@act(Act.REPRINT)
def reprint(work: Work, document: str) -> bytes:
    """The stored bytes of a paper. ContentChanged where they are not those that were issued."""
    return stored(work, document)


def check_papers(work: Work, visit: VisitRecord) -> None:
    """NotAllowed where treatment was not free to start, or a paper that has to be signed is not: a visit is not done.

    NotReady names what is lacking before that can be told.
    """
    told, result = worked(work, visit)
    if result.blockers:
        why = [one.reason for one in result.blockers]
        raise NotAllowed(said("This visit cannot be done. {why} If nobody was treated, call it cancelled.", why=why))
    papers = papers_of(work, visit, told, result)
    unsigned = [one.notice.kind for one in papers if one.notice.kind in SIGNED_KINDS and not one.settled]
    if unsigned:
        raise NotAllowed(
            said("Not signed yet: {papers}. File the signature, or call the visit cancelled.", papers=tuple(unsigned))
        )
    if refused := [one.notice.kind for one in papers if one.declined]:
        raise NotAllowed(
            said(
                "The patient does not want what this is about: {papers}. Call the visit cancelled.",
                papers=tuple(refused),
            )
        )


def signers_of(notice: Notice) -> tuple[Signer, ...]:
    """Who signs a paper; nobody where it is only handed over, or where it is not known who may."""
    return (notice.signer,) if notice.signer and notice.kind in SIGNED_KINDS else ()


def papers_of(work: Work, visit: VisitRecord, told: Visit, result: Result) -> tuple[DuePaper, ...]:
    """What is due at a visit of which `result` has come, what of it is issued and what signed."""
    course = {one.id: one for one in work.store.find(VisitRecord, course=visit.course)} | {visit.id: visit}
    visits = [one.id for one in course.values() if one.day < visit.day or one.id == visit.id]
    issued = work.store.find_any(DocumentRecord, "visit", visits)
    now, sessions = visit_text(told).decode(), result.estimate.lines[-1].session
    valid = [one for one in issued if not one.blocked or one.kind not in SIGNED_KINDS]
    holding = [one for one in valid if _holds(work, visit, course, one, (now, sessions))]
    ours = {one.kind: one for one in issued if one.visit == visit.id}
    found = (_due_paper(work, visit, notice, holding) for notice in result.notices)
    return tuple(one if one.document else _with_before(work, one, ours.get(one.notice.kind), now) for one in found)


def _holds(
    work: Work, visit: VisitRecord, course: Mapping[str, VisitRecord], paper: DocumentRecord, now: tuple[str, int]
) -> bool:
    """Whether an issued paper says what holds `now`, the visit file and the number of the course's last session.

    One of an earlier visit holds for twelve months.
    """
    text, sessions = now
    if paper.visit == visit.id:
        return not changes(paper.inputs, text, work.rules.questionnaire)
    if visit.day > year_after(day_of(moment(paper.at))):
        return False
    return covers(paper.kind, paper.inputs, text, (planned(course, paper), sessions))


def _due_paper(work: Work, visit: VisitRecord, notice: Notice, holding: list[DocumentRecord]) -> DuePaper:
    """The paper of this visit or a done one of the course: what was issued earlier and never signed is no help.

    What a patient did not want at an earlier visit is asked anew.
    """
    signers = signers_of(notice)
    fitting = [one for one in holding if one.kind == notice.kind and one.signers == signers]
    signatures = {one.id: work.store.find(SignatureRecord, document=one.issued) for one in fitting}
    done = [one for one in fitting if {told.signer for told in signatures[one.id]}.issuperset(signers)]
    refused = {one.id for one in fitting if declined(one.kind, signatures[one.id])}
    done = [one for one in done if one.visit == visit.id or one.id not in refused]
    given = {one.id: work.store.latest(HandOverRecord, document=one.issued) for one in fitting}
    if notice.kind in GIVEN_KINDS:
        done = [one for one in done if given[one.id]]
    form = usable_form(work, notice.kind)
    ours = [one for one in fitting if one.visit == visit.id and (form is None or one.form == form.file)]
    shown = next(reversed(done or ours), None)
    settled = bool(done) and (bool(signers) or notice.kind not in SIGNED_KINDS)
    return DuePaper(
        notice=notice,
        document=shown,
        signatures=tuple(signatures[shown.id]) if shown else (),
        settled=settled,
        given=given[shown.id] if shown else None,
        since=_since(work, visit, shown) if shown and notice.kind in GIVEN_KINDS and not given[shown.id] else (),
        form=form_of(work, notice.kind),
        declined=shown is not None and shown.id in refused,
    )


def _since(work: Work, visit: VisitRecord, paper: DocumentRecord) -> tuple[str, ...]:
    return changed_since(work, paper, handed_before(work, visit, paper.kind, paper.inputs))


def _with_before(work: Work, due: DuePaper, before: DocumentRecord | None, now: str) -> DuePaper:
    """What is other than on the last issue: what is kept, or the official form that it would be filled into now."""
    if before is None:
        return due
    changed = changes(before.inputs, now, work.rules.questionnaire)
    form = usable_form(work, due.notice.kind)
    other = [FORM_CHANGED] if form and form.file != before.form and not before.blocked else []
    return replace(due, before=before, changed=(*changed, *other))


def _issued(work: Work, visit: VisitRecord, made: Sheet) -> tuple[DocumentRecord, ...]:
    """The records of the papers on a sheet: those that are there, or new ones."""
    forms = filled(work, made.case)
    shared: dict[str, Any] = {
        "patient": visit.patient,
        "visit": visit.id,
        "label": made.case.document_number,
        "language": made.case.words.language,
        "rulebook": work.rules.version,
        "made_with": made_with(made.case.words.language),
        "inputs": made.inputs.decode(),
        "blocked": not made.case.may_sign,
    }
    sheet = Filled(made.pdf, "")
    return tuple(_kept(work, one, forms.get(one.kind, sheet), shared) for one in made.case.result.notices)


def _kept(work: Work, notice: Notice, page: Filled, shared: Mapping[str, Any]) -> DocumentRecord:
    """The record of one paper: the one that is there already with these bytes, or a new one."""
    digest = sha256(page.pdf).hexdigest()
    there = work.store.find(DocumentRecord, visit=shared["visit"], sha256=digest)
    same = next((one for one in there if one.kind == notice.kind), None)
    if same:
        return same
    sheet = there[0].sheet if there else _sheet(work, page.pdf)
    return _paper(work, notice, {**shared, "sheet": sheet, "sha256": digest, "form": page.form})


def _sheet(work: Work, pdf: bytes) -> str:
    """Keep the bytes of a sheet, once for all papers on it; their id."""
    record = SheetRecord(id=work.store.new_id(), pdf=pdf)
    work.store.append(record)
    return record.id


def _paper(work: Work, notice: Notice, shared: Mapping[str, Any]) -> DocumentRecord:
    told = {**shared, **work.made()}
    signers, visit = signers_of(notice), work.store.get(VisitRecord, told["visit"])
    before = _before(work, visit, notice, told["inputs"])
    names = before.id if before else ""
    record = DocumentRecord(**told, kind=notice.kind.value, due=notice.due, signers=signers, replaces=names)
    work.store.append(record)
    return record


def _before(work: Work, visit: VisitRecord, notice: Notice, inputs: str) -> DocumentRecord | None:
    """The paper whose place one of these inputs takes: the estimate that was given, or what was signed."""
    if notice.kind is NoticeKind.GOOD_FAITH_ESTIMATE:
        return handed_before(work, visit, notice.kind, inputs)
    return replaced(work, visit, notice.kind, inputs) if signers_of(notice) else None
