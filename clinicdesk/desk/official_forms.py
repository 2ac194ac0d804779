"""Official forms that the clinic loads: kept as they came, used until their last day, filled in for a visit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.files import check_content, keep_file
from clinicdesk.desk.settings import FORM_UNTIL
from clinicdesk.desk.typed import typed
from clinicdesk.documents.case import Case
from clinicdesk.documents.official_abn import abn_values
from clinicdesk.documents.official_check import NoFormError, known_form
from clinicdesk.documents.official_editions import Edition, editions
from clinicdesk.documents.official_fill import fill
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.records import DocumentRecord, FileRecord, SettingRecord, StaffRecord
from clinicdesk.model.roles import Act
from clinicdesk.store.protocol import Store
from clinicdesk.words import read_words, said

LONGEST_EXTENSION = timedelta(days=366)
_PURPOSE = "official form "
_LONGEST = 300
_TRIAL: Mapping[str, str] = {
    "notifier": "Sample Clinic, 100 Sample Street, Sampletown, NC 00000, 555-0100",
    "patient": "Sample Patient",
    "number": "SAMPL-00000-000000",
    "service": "Needle insertion without injection, 3 or more muscles (20561). 4 visits, December 1 to 22, 2026.",
    "reason": "Medicare does not pay for this care when it is given by a physical therapist.",
    "cost": "$240.00",
}


class FormState(StrEnum):
    """Whether an edition can be filled in today: not loaded, usable, usable as a manager extended it, or over."""

    MISSING = "missing"
    USABLE = "usable"
    EXTENDED = "extended"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """An edition of an official form. `file` is the id of the PDF that was loaded last, empty where there is none.

    `until` is the last day on which it is filled in; where a manager has extended it, `reason` and `source` say why,
    and who says so. `loaded_by` is a name, `loaded_on` the day.
    """

    edition: Edition
    kind: NoticeKind
    state: FormState
    until: date
    file: str = ""
    loaded_by: str = ""
    loaded_on: date | None = None
    reason: str = ""
    source: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """An official form filled in for a visit, and the id of the file that it was filled into."""

    pdf: bytes
    form: str


@act(Act.LOAD_FORM)
def load_form(work: Work, name: str, content: bytes) -> FormLine:
    """Keep an official form as it came, and tell which edition it is.

    EntryRefused with words for a PDF that is none that is known here, or that has more to it than pages.
    """
    try:
        edition = known_form(content).edition
    except NoFormError as error:
        raise refuse("content", error.args[0]) from None
    record = keep_file(work, "", name, _PURPOSE + edition.id, content)
    work.about(form=edition.id, sha256=record.sha256)
    return _line(work, edition)


@act(Act.EXTEND_FORM)
def extend_form(work: Work, edition: str, until: date, reason: str, source: str) -> FormLine:
    """Let an edition be filled in until another day, because of something that somebody has said.

    EntryRefused for a day that is not later than its own, that is over, or more than a year ahead, and without a
    reason or a source.
    """
    known = editions()[edition]
    if until <= known.usable_until or until < work.today:
        raise refuse(
            "until",
            said(
                "this edition ends on {day}; write a later day, not one that is over",
                day=known.usable_until,
            ),
        )
    if until > work.today + LONGEST_EXTENSION:
        raise refuse("until", "this is more than a year ahead; ask again by then")
    told = [typed("reason", reason, _LONGEST), typed("source", source, _LONGEST)]
    lines = [f"{until}", *(" ".join(one.split()) for one in told)]
    version = _line(work, known).version
    work.store.put(SettingRecord(id=FORM_UNTIL + edition, value="\n".join(lines), version=version))
    work.about(form=edition, until=lines[0], reason=lines[1], source=lines[2])
    return _line(work, known)


@act(Act.VIEW_PAPERS)
def list_forms(work: Work) -> tuple[FormLine, ...]:
    """Every edition that is known here, the newest first."""
    work.about(forms=len(editions()))
    return _lines(work)


@act(Act.VIEW_PAPERS)
def trial_form(work: Work, edition: str) -> bytes:
    """The loaded form, filled in for a made-up patient: to be looked at before it is used."""
    work.about(form=edition, trial=True)
    line = _line(work, editions()[edition])
    return fill(_content(work.store, line.file), line.edition, _TRIAL)


def form_of(work: Work, kind: NoticeKind) -> FormLine | None:
    """The edition to fill in today, or else the one that tells what is in the way; None for a paper without a form."""
    own = [_line(work, one) for one in _newest_first() if one.kind == kind]
    loaded = [one for one in own if one.file]
    usable = [one for one in loaded if one.state is not FormState.OVER]
    return next(iter(usable or loaded or own), None)


def filled(work: Work, case: Case) -> dict[NoticeKind, Filled]:
    """The official forms that are due, filled in: where one is loaded that may be used today, and anybody may sign.

    CannotPrint names what has no room on the form.
    """
    line = usable_form(work, NoticeKind.ABN) if case.notice(NoticeKind.ABN) and case.may_sign else None
    if line is None:
        return {}
    own = replace(case, words=read_words(line.edition.language), rules=work.rules)
    pdf = _filled(_content(work.store, line.file), line.edition, own, case.document_number)
    work.about(form=line.file)
    return {NoticeKind.ABN: Filled(pdf, line.file)}


def refilled(store: Store, paper: DocumentRecord, case: Case) -> bytes:
    """The form of a paper, filled in again from the file that it was filled into. KeyError for an unknown edition."""
    edition = editions()[store.get(FileRecord, paper.form).purpose.removeprefix(_PURPOSE)]
    own = replace(case, words=read_words(edition.language))
    return _filled(_content(store, paper.form), edition, own, paper.label)


def _filled(form: bytes, edition: Edition, case: Case, number: str) -> bytes:
    return fill(form, edition, abn_values(case) | {"number": number})


def usable_form(work: Work, kind: NoticeKind) -> FormLine | None:
    """The loaded edition that may be filled in today."""
    line = form_of(work, kind)
    return line if line and line.state in {FormState.USABLE, FormState.EXTENDED} else None


def _lines(work: Work) -> tuple[FormLine, ...]:
    return tuple(_line(work, one) for one in _newest_first())


def _newest_first() -> list[Edition]:
    return sorted(editions().values(), key=lambda one: one.usable_until, reverse=True)


def _line(work: Work, edition: Edition) -> FormLine:
    setting = next(iter(work.store.find(SettingRecord, id=FORM_UNTIL + edition.id)), None)
    day, reason, source = setting.value.split("\n") if setting else (f"{edition.usable_until}", "", "")
    until = max(edition.usable_until, date.fromisoformat(day))
    file = work.store.latest(FileRecord, patient="", purpose=_PURPOSE + edition.id)
    by = next(iter(work.store.find(StaffRecord, id=file.by)), None) if file else None
    return FormLine(
        edition=edition,
        kind=NoticeKind(edition.kind),
        state=_state(work, edition, until, loaded=file is not None),
        until=until,
        file=file.id if file else "",
        loaded_by=by.name if by else "",
        loaded_on=day_of(moment(file.at)) if file else None,
        reason=reason,
        source=source,
        version=setting.version if setting else 0,
    )


def _state(work: Work, edition: Edition, until: date, *, loaded: bool) -> FormState:
    if work.today > until:
        return FormState.OVER
    if not loaded:
        return FormState.MISSING
    return FormState.EXTENDED if work.today > edition.usable_until else FormState.USABLE


def _content(store: Store, file: str) -> bytes:
    record = store.get(FileRecord, file)
    check_content(record, record.content)
    return record.content
