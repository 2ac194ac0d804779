"""What is signed never changes: a paper that says something else takes its place, and names it."""

from clinicdesk.desk.desk import Work
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.records import DocumentRecord, SignatureRecord, VisitRecord

ON_THE_SHEET = frozenset({NoticeKind.CONSENT, NoticeKind.NON_COVERED_WAIVER})
"""The papers that are signed and stand on the visit's own sheet, which then says whose place it takes."""


def replaced(work: Work, visit: VisitRecord, kind: str, inputs: str) -> DocumentRecord | None:
    """The last signed paper of its kind in the course, as it was issued, that was made of other inputs than these."""
    visits = {one.id for one in work.store.find(VisitRecord, course=visit.course)} | {visit.id}
    papers = work.store.find_any(DocumentRecord, "visit", visits)
    others = {one.id: one for one in papers if one.kind == kind and one.inputs != inputs and not one.unsigned}
    signed = {one.document for one in work.store.find_any(SignatureRecord, "document", list(others))}
    return next((one for one in reversed(others.values()) if one.id in signed), None)
