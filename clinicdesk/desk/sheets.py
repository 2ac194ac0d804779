"""The sheet of a visit as it is issued or looked at: made of what is kept now, and nothing of it kept."""

from hashlib import sha256
from typing import NamedTuple

from clinicdesk.desk.chain import worked, written
from clinicdesk.desk.desk import Work
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.handed_over import earlier
from clinicdesk.desk.logo import logo
from clinicdesk.desk.settings import wants_names
from clinicdesk.desk.signing_replaced import ON_THE_SHEET, replaced
from clinicdesk.desk.translations import language_for, review_of
from clinicdesk.documents.case import Case
from clinicdesk.documents.glyphs import check
from clinicdesk.documents.sheet import drawn
from clinicdesk.errors import NotAllowed
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.records import VisitRecord
from clinicdesk.model.result import Result
from clinicdesk.words import Words, read_words, said


class Sheet(NamedTuple):
    """A sheet: what it is made of, the visit file that makes it again, and its bytes."""

    case: Case
    inputs: bytes
    pdf: bytes


def sheet_of(work: Work, visit: VisitRecord, language: str) -> Sheet:
    """The visit's sheet, with the clinic's logo as it is now.

    What made a sheet is its visit file, its rule book, its language, its logo, and in mid-course how many sessions lie
    before its first. The visit file has no logo: whoever makes a sheet anew, to compare, takes the one whose sha256 the
    trail's row of the issue has (none where it has none) from the history of the setting. The same row has the number
    of sessions before, who reviewed the translation and when (neither where nobody did), and whether the clinic wanted
    the name in the title. The records of its papers name the signed ones that it takes the place of, and the estimate
    that was given before. What was handed over are the stored bytes, whatever is made anew.

    NotReady names what is lacking, VisitRefused what no visit file may have, CannotPrint the letters that the typeface
    lacks; NotAllowed where everything is answered but the screening is not finished.
    """
    rules = work.rules.in_language(language)
    told, result = worked(work, visit, rules)
    if not result.screening.unanswered and not visit.screened:
        raise NotAllowed("Everything is answered, but the screening is not finished. Finish it, then issue the papers.")
    inputs, words = written(told, work.rules), words_in(language)
    mark = logo(work)
    if mark:
        work.about(logo=sha256(mark).hexdigest())
    review = review_of(work, language)
    if review:
        work.about(translation_by=review.by, translation_on=f"{review.on}")
    before = replaces(work, visit, result, inputs)
    check(told, read_words(work.rules.language), named=True)
    known = earlier(work, visit, inputs.decode(), words) if _estimates(result) else None
    named = wants_names(work)
    if named:
        work.about(named=True)
    case = Case(told, result, rules, words, sha256(inputs).hexdigest(), mark, review, before, known, named)
    if case.before:
        work.about(sessions_before=case.before)
    return Sheet(case, inputs, drawn(case))


def _estimates(result: Result) -> bool:
    """Whether a Good Faith Estimate is among what is due."""
    return any(one.kind is NoticeKind.GOOD_FAITH_ESTIMATE for one in result.notices)


def replaces(work: Work, visit: VisitRecord, result: Result, inputs: bytes) -> tuple[str, ...]:
    """The numbers of the signed papers whose place a sheet of these inputs takes, each once."""
    found = (replaced(work, visit, one.kind, inputs.decode()) for one in result.notices if one.kind in ON_THE_SHEET)
    return tuple(sorted({one.label for one in found if one}))


def language_of(work: Work, visit: VisitRecord) -> str:
    """The language of a visit's papers: the patient's where there are papers in it, else English."""
    return language_for(work.kept_patient(visit.patient).language)


def words_in(language: str) -> Words:
    """The words of papers in a language. EntryRefused for one that nobody has written papers in."""
    try:
        return read_words(language)
    except KeyError:
        raise refuse(
            "language", said('there are no papers in "{language}" yet; choose "en"', language=language)
        ) from None
