"""Medicare's ABN is filled into the form that the clinic has loaded, until its last day; a manager may extend that."""

from datetime import date

import pytest

from clinicdesk.desk.courses import open_course, open_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.files import files_of
from clinicdesk.desk.official_forms import FormLine, FormState, extend_form, list_forms, load_form, trial_form
from clinicdesk.desk.papers import DuePaper, due, issue, reprint
from clinicdesk.desk.papers_check import Fault, verify_papers
from clinicdesk.desk.people import register
from clinicdesk.desk.plans import add_coverage
from clinicdesk.desk.settings import FORM_UNTIL, change_setting
from clinicdesk.desk.signing import sign
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.payer import LineOfBusiness
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord, FileRecord, SettingRecord, SheetRecord, SignatureRecord
from clinicdesk.model.roles import Act
from clinicdesk.store.embedded import EmbeddedStore
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import (
    ANA,
    MONDAY,
    SERVICE,
    Case,
    become,
    screened,
    set_prices,
)
from tests.unit.documents.helpers import plain
from tests.unit.documents.made_up_form import made_up_form

MEDICARE = Coverage(
    payer="medicare", line_of_business=LineOfBusiness.MEDICARE, in_network=True, member_id="1EG4-TE5-MK73"
)


@pytest.fixture
def case(desk: Desk) -> Case:
    """Ana Núñez with Original Medicare, who is treated by a physical therapist: Medicare does not pay for that."""
    return screened(desk, medicare_patient(desk))


def medicare_patient(desk: Desk) -> Case:
    set_prices(desk)
    patient = register(desk, ANA).id
    plan = add_coverage(desk, patient, MEDICARE, 1).id
    course = open_course(desk, patient, SERVICE, "staff-kim", [plan])
    return Case(patient, course, open_visit(desk, patient, course.id, desk.clock().date()).id)


def load(desk: Desk, pdf: bytes | None = None) -> FormLine:
    """The manager loads the form; then Ana is back at the desk."""
    become(desk, "staff-max")
    line = load_form(desk, "abn.pdf", pdf or made_up_form())
    become(desk, "staff-ana")
    return line


def abn(desk: Desk, case: Case) -> DuePaper:
    return next(one for one in due(desk, *case.here).due if one.notice.kind is NoticeKind.ABN)


def issued_abn(desk: Desk, case: Case) -> DocumentRecord:
    return next(one for one in issue(desk, *case.here) if one.kind == NoticeKind.ABN)


def extend(desk: Desk, edition: str, until: date) -> FormLine:
    become(desk, "staff-max")
    line = extend_form(desk, edition, until, "CMS gives more time", "CMS letter of 2026-05-01")
    become(desk, "staff-ana")
    return line


def test_a_manager_loads_the_form_and_it_is_kept_without_a_patient(desk: Desk) -> None:
    line = load(desk)
    assert (line.edition.id, line.state, line.until) == ("abn-2026", FormState.USABLE, date(2029, 3, 31))
    assert (line.loaded_by, line.loaded_on) == ("Max Okafor", MONDAY)
    kept = desk.store.get(FileRecord, line.file)
    assert (kept.patient, kept.content) == ("", made_up_form())
    (row,) = desk.store.trail(act=Act.LOAD_FORM)
    assert row.entry.told["form"] == "abn-2026"
    assert row.entry.told["sha256"] == kept.sha256


def test_nobody_but_a_manager_loads_or_extends(desk: Desk) -> None:
    for person in ("staff-ana", "staff-kim", "staff-ida"):
        become(desk, person)
        with pytest.raises(NotAllowed):
            load_form(desk, "abn.pdf", made_up_form())
        with pytest.raises(NotAllowed):
            extend_form(desk, "abn-2023", date(2026, 12, 31), "why", "who")


def test_what_is_no_form_is_refused_in_words_and_nothing_is_kept(desk: Desk) -> None:
    become(desk, "staff-max")
    for content, said in ((b"MZ", "no PDF"), (made_up_form("06/30/2031"), "like none of the forms")):
        with pytest.raises(EntryRefused, match=f"content: .*{said}"):
            load_form(desk, "abn.pdf", content)
    assert desk.store.count(FileRecord) == 0


def test_without_a_form_the_sheet_says_what_is_needed(desk: Desk, case: Case) -> None:
    told = abn(desk, case)
    assert told.form
    assert told.form.state is FormState.MISSING
    paper = issued_abn(desk, case)
    assert paper.form == ""
    assert "Use the official form CMS-R-131 only" in plain(reprint(desk, paper.id))


def test_the_form_is_filled_in_and_issued_beside_the_sheet(desk: Desk, case: Case) -> None:
    line = load(desk)
    papers = {one.kind: one for one in issue(desk, *case.here)}
    paper, consent = papers["abn"], papers["consent"]
    assert paper.sheet != consent.sheet
    assert (paper.form, paper.label, paper.signers) == (line.file, consent.label, (Signer.PATIENT,))
    told = plain(reprint(desk, paper.id))
    assert "Ana Núñez" in told
    assert "Riverbend Clinic" in told
    assert "$240.00" in told
    assert "when it is given by a physical therapist" in told
    assert "Form CMS-R-131 (Exp. 03/31/2029)" in told
    assert paper.label in told
    assert next(iter(desk.store.trail(act=Act.ISSUE))).entry.told["form"] == line.file


def test_the_same_form_is_not_issued_twice_and_its_bytes_are_kept_once(desk: Desk, case: Case) -> None:
    load(desk)
    first = issue(desk, *case.here)
    assert issue(desk, *case.here) == first
    assert desk.store.count(SheetRecord) == 2


def test_a_filled_in_form_is_made_again_to_the_byte_of_the_file_that_it_was_filled_into(desk: Desk, case: Case) -> None:
    load(desk)
    issued_abn(desk, case)
    load(desk, made_up_form() + b"\n")
    become(desk, "staff-ida")
    told = verify_papers(desk)
    assert (told.made_again, told.untried, told.broken) == (told.papers, {}, ())
    assert isinstance(desk.store, EmbeddedStore)
    for event in ("UPDATE", "DELETE"):
        desk.store._connection.execute(f'DROP TRIGGER IF EXISTS "document_{event}"')
    changed = """UPDATE "document" SET "inputs" = replace("inputs", 'Ana', 'Eva') WHERE "form" <> ''"""
    desk.store._connection.execute(changed)
    assert [one.fault for one in verify_papers(desk).broken] == [Fault.OTHER]


def test_once_a_form_is_loaded_an_unsigned_word_that_it_is_needed_is_issued_anew(desk: Desk, case: Case) -> None:
    before = issued_abn(desk, case)
    load(desk)
    told = abn(desk, case)
    assert (told.document, told.before) == (None, before)
    assert told.changed == ("the official form that it is filled into",)
    issued_abn(desk, case)
    assert abn(desk, case).document != before


def test_a_form_that_was_filled_in_by_hand_and_signed_stays_signed(desk: Desk, case: Case) -> None:
    paper = issued_abn(desk, case)
    sign(desk, case.patient, paper.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY, choice=2)
    load(desk)
    assert abn(desk, case).settled


def test_the_option_that_the_patient_ticked_is_kept_with_the_signature(desk: Desk, case: Case) -> None:
    load(desk)
    paper = issued_abn(desk, case)
    for choice in (0, 4):
        with pytest.raises(EntryRefused, match="choice: say what the patient has ticked"):
            sign(desk, case.patient, paper.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY, choice=choice)
    sign(desk, case.patient, paper.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY, choice=1)
    assert [one.choice for one in desk.store.find(SignatureRecord, document=paper.id)] == [1]
    assert abn(desk, case).settled


def test_no_other_paper_has_an_option(desk: Desk, case: Case) -> None:
    consent = next(one for one in issue(desk, *case.here) if one.kind == "consent")
    with pytest.raises(EntryRefused, match="choice: this paper has no options"):
        sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY, choice=1)


def test_past_its_last_day_a_form_is_not_filled_in(desk: Desk, case: Case) -> None:
    assert load(desk, made_up_form("01/31/2026")).state is FormState.OVER
    told = abn(desk, case).form
    assert told
    assert (told.edition.id, told.state, told.until) == ("abn-2023", FormState.OVER, date(2026, 5, 12))
    assert issued_abn(desk, case).form == ""


def test_the_last_day_itself_still_counts(desk: Desk, clock: SetClock) -> None:
    load(desk)
    clock.pass_by(days=(date(2029, 3, 31) - MONDAY).days)
    assert list_forms(desk)[0].state is FormState.USABLE
    clock.pass_by(days=1)
    assert list_forms(desk)[0].state is FormState.OVER


def test_a_manager_extends_a_form_with_a_reason_and_a_source(desk: Desk, case: Case) -> None:
    load(desk, made_up_form("01/31/2026"))
    line = extend(desk, "abn-2023", date(2026, 12, 31))
    assert (line.state, line.until) == (FormState.EXTENDED, date(2026, 12, 31))
    assert (line.reason, line.source) == ("CMS gives more time", "CMS letter of 2026-05-01")
    assert issued_abn(desk, case).form == line.file
    (row,) = desk.store.trail(act=Act.EXTEND_FORM)
    assert row.entry.told == {
        "form": "abn-2023",
        "until": "2026-12-31",
        "reason": "CMS gives more time",
        "source": "CMS letter of 2026-05-01",
    }
    assert extend(desk, "abn-2023", date(2027, 1, 31)).until == date(2027, 1, 31)
    assert len(desk.store.history(SettingRecord, f"{FORM_UNTIL}abn-2023")) == 2


@pytest.mark.parametrize(
    ("until", "reason", "source", "said"),
    [
        (date(2026, 5, 12), "why", "who", "until: this edition ends on May 12, 2026"),
        (date(2026, 11, 22), "why", "who", "not one that is over"),
        (date(2028, 1, 1), "why", "who", "more than a year ahead"),
        (date(2026, 12, 31), " ", "who", "reason: this is empty"),
        (date(2026, 12, 31), "why", "", "source: this is empty"),
    ],
)
def test_an_extension_without_a_day_a_reason_or_a_source_is_refused(
    desk: Desk, until: date, reason: str, source: str, said: str
) -> None:
    become(desk, "staff-max")
    with pytest.raises(EntryRefused, match=said):
        extend_form(desk, "abn-2023", until, reason, source)


def test_an_extension_comes_in_by_no_other_way(desk: Desk) -> None:
    become(desk, "staff-max")
    with pytest.raises(NotAllowed, match="a step of its own"):
        change_setting(desk, SettingRecord(id=f"{FORM_UNTIL}abn-2023", value="2030-01-01\nx\ny"))


def test_while_something_stands_in_the_way_no_form_with_a_place_to_sign_is_made(desk: Desk) -> None:
    load(desk)
    case = screened(desk, medicare_patient(desk), fever_ill="yes")
    paper = issued_abn(desk, case)
    assert (paper.form, paper.blocked) == ("", True)


def test_the_newer_of_two_loaded_editions_is_used(desk: Desk, case: Case) -> None:
    newer = load(desk)
    load(desk, made_up_form("01/31/2026"))
    extend(desk, "abn-2023", date(2026, 12, 31))
    assert issued_abn(desk, case).form == newer.file


def test_a_trial_shows_the_form_filled_in_for_nobody(desk: Desk) -> None:
    load(desk)
    told = plain(trial_form(desk, "abn-2026"))
    assert "Sample Patient" in told
    assert "Sample Clinic" in told


def test_a_clinics_form_is_in_no_patients_files(desk: Desk, case: Case) -> None:
    load(desk)
    assert files_of(desk, case.patient) == ()
