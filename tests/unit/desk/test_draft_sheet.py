"""The sheet is looked at before it is issued, and the blank questionnaire is printed; nothing of either is kept."""

from pathlib import Path

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.draft_sheet import blank_questionnaire, draft_sheet, save_questionnaire
from clinicdesk.desk.papers import issue, reprint
from clinicdesk.desk.people import register
from clinicdesk.desk.screening import finish
from clinicdesk.documents.questionnaire import questionnaire
from clinicdesk.errors import ClinicdeskError, EntryRefused, NotAllowed
from clinicdesk.model.people import Patient
from clinicdesk.model.records import DocumentRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import Decision
from clinicdesk.words import read_words
from tests.unit.desk.visits import HARMLESS, Case, answer_all, at_the_desk, become, decided, screened
from tests.unit.documents.helpers import pages


@pytest.fixture
def case(desk: Desk) -> Case:
    return at_the_desk(desk)


def test_a_draft_is_to_the_byte_what_is_issued_then(desk: Desk, case: Case) -> None:
    screened(desk, case)
    draft = draft_sheet(desk, *case.here)
    assert desk.store.count(DocumentRecord) == 0
    assert reprint(desk, issue(desk, *case.here)[0].id) == draft


def test_a_draft_leaves_its_row_and_an_auditor_may_look(desk: Desk, case: Case) -> None:
    become(desk, "staff-ida")
    draft_sheet(desk, *case.here)
    (row,) = desk.store.trail(act=Act.VIEW_PAPERS)
    assert (row.entry.patient, row.entry.visit, row.entry.told) == (*case.here, {"draft": True})


def test_a_draft_has_no_place_to_sign_before_the_screening_is_finished(desk: Desk, case: Case) -> None:
    assert sum(page.writing_lines for page in pages(draft_sheet(desk, *case.here))) == 0
    answer_all(desk, case, HARMLESS)
    with pytest.raises(NotAllowed, match="Finish it"):
        draft_sheet(desk, *case.here)
    finish(desk, *case.here)
    assert sum(page.writing_lines for page in pages(draft_sheet(desk, *case.here))) > 0


def test_a_draft_has_no_place_to_sign_where_a_clinician_said_not_today(desk: Desk, case: Case) -> None:
    screened(desk, case, implants="yes")
    decided(desk, case, "implants", decision=Decision.NOT_TODAY)
    assert sum(page.writing_lines for page in pages(draft_sheet(desk, *case.here))) == 0


def test_a_draft_of_another_patient_or_in_no_language_is_refused(desk: Desk, case: Case) -> None:
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=None)).id
    with pytest.raises(NotAllowed, match="another patient"):
        draft_sheet(desk, other, case.visit)
    with pytest.raises(EntryRefused, match="no papers"):
        draft_sheet(desk, *case.here, "eo")
    with pytest.raises(EntryRefused, match="no papers"):
        blank_questionnaire(desk, "eo")


def test_the_blank_questionnaire_is_the_one_of_the_rules_that_hold_here(desk: Desk) -> None:
    assert blank_questionnaire(desk) == questionnaire(desk.rules, read_words("en"))
    (row,) = desk.store.trail(act=Act.VIEW_PAPERS)
    assert row.entry.patient == ""
    assert row.entry.told == {"questionnaire": desk.rules.questionnaire.version, "language": "en"}


def test_the_blank_questionnaire_is_saved_whole_or_not_at_all(desk: Desk, tmp_path: Path) -> None:
    save_questionnaire(desk, tmp_path / "questions.pdf")
    assert (tmp_path / "questions.pdf").read_bytes() == blank_questionnaire(desk)
    with pytest.raises(ClinicdeskError, match="cannot be written"):
        save_questionnaire(desk, tmp_path / "no such folder" / "questions.pdf")
