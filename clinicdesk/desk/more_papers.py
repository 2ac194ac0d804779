"""Papers beside those of a visit: what is taken home, the blank session sheet, the language notice; and the packet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.files import check_content, keep_file
from clinicdesk.desk.guards import visit_of
from clinicdesk.desk.sheets import language_of, words_in
from clinicdesk.desk.stored_papers import stored
from clinicdesk.desk.translations import review_of
from clinicdesk.documents.more_papers import after_care, session_sheet
from clinicdesk.documents.official_check import NoFormError, check_pdf
from clinicdesk.documents.packet import joined
from clinicdesk.errors import NotAllowed
from clinicdesk.exchange.whole_file import write_whole
from clinicdesk.model.records import CLINIC, ClinicRecord, DocumentRecord, FileRecord
from clinicdesk.model.roles import Act

_NOTICE = "language notice "


class MorePaper(StrEnum):
    """A paper that tells of no visit."""

    AFTER_CARE = "after_care"
    SESSION_SHEET = "session_sheet"


@act(Act.VIEW_PAPERS)
def more_paper(work: Work, which: MorePaper, language: str = "en") -> bytes:
    """The paper as PDF. EntryRefused for a language without papers."""
    return _made(work, which, language)


@act(Act.VIEW_PAPERS)
def save_more_paper(work: Work, target: Path, which: MorePaper, language: str = "en") -> None:
    """Write it into a file, whole or not at all. ClinicdeskError where the place does not take it."""
    write_whole({target: _made(work, which, language)})


@act(Act.LOAD_FORM)
def load_notice(work: Work, name: str, content: bytes) -> FileRecord:
    """Keep the page that offers help in other languages, as the clinic has it for its state; the last one counts.

    EntryRefused with words for a PDF that has more to it than pages.
    """
    try:
        check_pdf(content)
    except NoFormError as error:
        raise refuse("content", error.args[0]) from None
    state = work.store.get(ClinicRecord, CLINIC).state
    record = keep_file(work, "", name, _NOTICE + state, content)
    work.about(notice=state, sha256=record.sha256)
    return record


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """The language notice of the clinic's state, and the day on which it was loaded; None where none is."""

    state: str
    loaded_on: date | None


@act(Act.VIEW_PAPERS)
def view_notice(work: Work) -> NoticeLine:
    """Which language notice the packet has."""
    record, state = notice_of(work), work.store.get(ClinicRecord, CLINIC).state
    work.about(notice=state)
    return NoticeLine(state=state, loaded_on=day_of(moment(record.at)) if record else None)


def notice_of(work: Work) -> FileRecord | None:
    """The language notice of the clinic's state; None where none is loaded."""
    state = work.store.get(ClinicRecord, CLINIC).state
    return work.store.latest(FileRecord, patient="", purpose=_NOTICE + state)


@act(Act.VIEW_PAPERS)
def look_at_packet(work: Work, patient: str, visit: str, documents: Sequence[str]) -> bytes:
    """The packet, to look at how many pages it has. It raises what `print_packet` does."""
    return _packet(work, patient, visit, documents)


@act(Act.REPRINT)
def print_packet(work: Work, patient: str, visit: str, documents: Sequence[str]) -> bytes:
    """All that a patient gets in one go: the stored bytes of these papers, each sheet once, then after-care, notice.

    NotAllowed without a paper, and for one of another visit; ContentChanged as `reprint` raises it.
    """
    return _packet(work, patient, visit, documents)


@act(Act.SAVE_PAPER)
def save_packet(work: Work, target: Path, patient: str, visit: str, documents: Sequence[str]) -> None:
    """Write the packet into a file, whole or not at all. It raises what `print_packet` does."""
    write_whole({target: _packet(work, patient, visit, documents)})


def _packet(work: Work, patient: str, visit: str, documents: Sequence[str]) -> bytes:
    record = visit_of(work, patient, visit)
    papers = [work.store.get(DocumentRecord, one) for one in documents]
    if not papers:
        raise NotAllowed("No paper is issued yet. Issue the papers of this visit first.")
    if any(one.visit != record.id for one in papers):
        raise NotAllowed("One of these papers is of another visit. Nothing was printed; open the visit anew.")
    sheets = {one.sheet: one.id for one in papers}
    language = language_of(work, record)
    parts = [stored(work, one) for one in sheets.values()]
    parts.append(_made(work, MorePaper.AFTER_CARE, language))
    notice = notice_of(work)
    if notice:
        check_content(notice, notice.content)
    beside = [notice.content] if notice else []
    work.about(record.patient, record.id, packet=len(parts) + len(beside), documents=list(sheets.values()))
    return joined(parts, words_in(language).say("paper.packet"), language, beside=beside)


def _made(work: Work, which: MorePaper, language: str) -> bytes:
    words, clinic = words_in(language), work.store.get(ClinicRecord, CLINIC)
    review = review_of(work, language)
    work.about(paper=which.value, language=language)
    if which is MorePaper.AFTER_CARE:
        return after_care(clinic.name, clinic.phone, words, review)
    return session_sheet(clinic.name, words, review)
