"""Papers and questions in the patient's language, and who has reviewed what is printed in it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinicdesk.desk.answers import answered
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.draft_sheet import blank_questionnaire, draft_sheet
from clinicdesk.desk.handing_over import answer_alone, hand_over, look_through
from clinicdesk.desk.papers import issue
from clinicdesk.desk.people import change
from clinicdesk.desk.screening import answer, finish, progress
from clinicdesk.desk.screening_set import approve_set, set_sha256
from clinicdesk.desk.session import set_pin, unlock
from clinicdesk.desk.status import status
from clinicdesk.desk.translations import is_reviewed, review_of, review_translation, translations
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.model.document import TranslationReview
from clinicdesk.model.records import AnswerRecord, PatientRecord, ScreeningRecord, SettingRecord, VisitRecord
from clinicdesk.model.roles import Act
from tests.unit.desk.visits import HARMLESS, MONDAY, Case, answer_all, at_the_desk, become, return_visit, screened
from tests.unit.documents.helpers import plain

MARK = "Traducción no revisada (Translation not reviewed)"


@pytest.fixture
def case(desk: Desk) -> Case:
    """Ana Núñez wants her papers in Spanish."""
    made = at_the_desk(desk)
    change(desk, replace(desk.store.get(PatientRecord, made.patient), language="es"))
    return made


def reviewed(desk: Desk, by: str = "Rosa Ibarra", on: date = MONDAY) -> None:
    before = desk.staff
    become(desk, "staff-max")
    review_translation(desk, "es", by, on)
    desk.staff = before


def test_a_sheet_is_in_the_patients_language_and_says_that_nobody_has_reviewed_it(desk: Desk, case: Case) -> None:
    screened(desk, case)
    text = plain(draft_sheet(desk, *case.here))
    assert MARK in text
    assert "Consentimiento para la punción seca" in text
    assert "Este papel se le mostró en español. Se escribió en inglés" in text
    paper = issue(desk, *case.here)[0]
    assert paper.language == "es"


def test_the_original_can_be_asked_for(desk: Desk, case: Case) -> None:
    screened(desk, case)
    text = plain(draft_sheet(desk, *case.here, "en"))
    assert "Consent to dry needling" in text
    assert "Translation" not in text
    assert "translation" not in text


def test_who_has_no_papers_in_their_language_gets_them_in_english(desk: Desk, case: Case) -> None:
    change(desk, replace(desk.store.get(PatientRecord, case.patient), language="tlh"))
    screened(desk, case)
    assert issue(desk, *case.here)[0].language == "en"


def test_a_review_takes_the_mark_away_and_its_reviewer_stands_on_the_paper(desk: Desk, case: Case) -> None:
    screened(desk, case)
    reviewed(desk)
    for text in (plain(draft_sheet(desk, *case.here)), plain(blank_questionnaire(desk, "es"))):
        assert MARK not in text
        assert "Traducción revisada por Rosa Ibarra el 23 de noviembre de 2026" in text
    issue(desk, *case.here)
    (row,) = desk.store.trail(act=Act.ISSUE)
    assert (row.entry.told["translation_by"], row.entry.told["translation_on"]) == ("Rosa Ibarra", "2026-11-23")


def test_the_blank_questions_are_in_any_language_and_marked(desk: Desk) -> None:
    assert MARK in plain(blank_questionnaire(desk, "es"))
    assert "¿Tiene diabetes" in plain(blank_questionnaire(desk, "es"))
    assert "Do you have diabetes" in plain(blank_questionnaire(desk))


def test_a_review_is_entered_by_a_manager_with_a_name_and_a_day_that_has_come(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        review_translation(desk, "es", "Rosa Ibarra", MONDAY)
    become(desk, "staff-max")
    with pytest.raises(EntryRefused, match="still to come"):
        review_translation(desk, "es", "Rosa Ibarra", MONDAY + timedelta(days=1))
    for language in ("en", "tlh"):
        with pytest.raises(EntryRefused, match="nothing is translated"):
            review_translation(desk, language, "Rosa Ibarra", MONDAY)
    with pytest.raises(EntryRefused):
        review_translation(desk, "es", "x" * 121, MONDAY)
    told = review_translation(desk, "es", "Rosa Ibarra", MONDAY)
    assert (told.name, told.review, told.changed) == ("Español", TranslationReview("Rosa Ibarra", MONDAY), False)
    assert translations(desk) == (told,)
    assert is_reviewed(desk, "es")


def test_an_empty_name_takes_a_review_back(desk: Desk) -> None:
    reviewed(desk)
    reviewed(desk, "  ")
    assert review_of(desk, "es") is None
    assert translations(desk)[0].review is None
    assert not is_reviewed(desk, "es")
    assert is_reviewed(desk, "en")


def test_a_review_of_other_words_does_not_count(desk: Desk) -> None:
    reviewed(desk)
    kept = desk.store.get(SettingRecord, "review.es")
    become(desk, "staff-max")
    on, _, by = kept.value.split(" ", 2)
    with desk.work(Act.CHANGE_SETTINGS) as work:
        work.store.put(replace(kept, value=f"{on} {'0' * 64} {by}"))
    (told,) = translations(desk)
    assert told.changed
    assert told.review == TranslationReview("Rosa Ibarra", MONDAY)
    assert review_of(desk, "es") is None


def test_the_foot_tells_of_the_screens_own_language(desk: Desk) -> None:
    assert status(desk).reviewed
    desk.language = "es"
    assert not status(desk).reviewed
    reviewed(desk)
    assert status(desk).reviewed


def test_other_questions_ask_for_a_new_review(desk: Desk) -> None:
    reviewed(desk)
    spanish = desk.rules.translations["es"]
    items = (replace(spanish.items[0], text="Otra"), *spanish.items[1:])
    desk.rules = replace(desk.rules, translations={"es": replace(spanish, items=items)})
    assert review_of(desk, "es") is None


def test_what_is_handed_over_speaks_the_patients_language_until_staff_are_back(desk: Desk, case: Case) -> None:
    desk.shift["staff-ana"] = 0
    set_pin(desk, "2718")
    handed = hand_over(desk, *case.here)
    assert (handed.language, handed.reviewed) == ("es", False)
    assert next(one for one in handed.progress.asked if one.link_id == "diabetes").text.startswith("¿Tiene diabetes")
    told = answer_alone(desk, "diabetes", "yes")
    assert [one.message for one in told.findings] == ["Dígale al clínico: diabetes."]
    unlock(desk, "ana", "2718")
    assert [one.message for one in progress(desk, *case.here).findings] == ["Tell the clinician: diabetes."]


def test_a_finished_screening_keeps_each_question_as_it_was_asked(desk: Desk, case: Case) -> None:
    desk.shift["staff-ana"] = 0
    set_pin(desk, "2718")
    hand_over(desk, *case.here)
    answer_alone(desk, "implants", "no")
    unlock(desk, "ana", "2718")
    answer_all(desk, case, {item: given for item, given in HARMLESS.items() if item != "implants"})
    look_through(desk, *case.here)
    kept = finish(desk, *case.here)
    asked = {one.item: one for one in kept.asked}
    assert (asked["implants"].language, asked["implants"].text[0]) == ("es", "¿")
    assert asked["implants"].options["unsure"] == "No sé"
    assert (asked["surgery"].language, asked["surgery"].text[:8]) == ("en", "Have you")
    assert {one.language for one in desk.store.find(AnswerRecord, item="implants")} == {"es"}
    assert desk.store.get(ScreeningRecord, kept.id).asked == kept.asked


def test_answers_in_either_language_are_carried_to_a_return(desk: Desk, case: Case) -> None:
    desk.language = "es"
    screened(desk, case)
    desk.language = "en"
    following = return_visit(desk, case)
    with desk.work(Act.VIEW_SCREENING) as work:
        carried = answered(work, work.store.get(VisitRecord, following.visit)).carried
    assert carried["implants"] == "no"
    assert len(carried) > 20


def test_what_a_clinician_approves_is_the_set_as_it_was_written(desk: Desk, case: Case) -> None:
    become(desk, "staff-kim")
    desk.language = "es"
    approve_set(desk)
    assert status(desk).approved
    become(desk, "staff-ana")
    kept = finish_with(desk, case)
    assert kept.set_sha256 == set_sha256(desk.rules.questionnaire)


def finish_with(desk: Desk, case: Case) -> ScreeningRecord:
    for item, given in HARMLESS.items():
        answer(desk, *case.here, item, given)
    return finish(desk, *case.here)
