"""The Good Faith Estimate has every element of 45 CFR 149.610(c)(1); nothing else bears its title."""

from typing import Any

import pytest

from clinicdesk.engine.visit import work
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import EXAMPLES, as_visit, example_json
from tests.unit.documents.helpers import pages, pdf_of, plain, sheet_of

TITLE = "Good Faith Estimate for Health Care Items and Services"

ELEMENTS = {
    "i patient and birth date": ["Ana Núñez, born May 1, 1990"],
    "ii service in plain words, dates": [
        "Main service",
        "20561",
        "6 sessions, every 7 days, from December 10, 2026 to January 14, 2027",
    ],
    "iii itemized by provider": [
        "Who gives the care and the bill",
        "Maple Street Physical Therapy",
        "Service Service code Diagnosis codes How often",
        "Expected each",
    ],
    "iv codes and charges": [
        "Diagnosis codes",
        "M79.18",
        "Service code",
        "Expected charge",
        "20561 M79.18 6 $60.00 $360.00",
    ],
    "v provider": [
        "Sam Lee, PT, DPT",
        "NPI",
        "1234567893",
        "Tax number (TIN)",
        "12-3456789",
        "North Carolina",
        "12 Maple Street, Durham",
    ],
    "vi list of what is booked apart": ["Services that must be booked apart", "None that we expect"],
    "vii a separate estimate for it": [
        "you will get a separate estimate for it when it is booked, or when you ask",
        "Its codes, its price and its provider will stand in that one, not in this one",
        "To ask for it: Maple Street Physical Therapy, 919-555-0142",
    ],
    "viii other care": [
        "Other care may be advised as part of your treatment",
        "It must be booked on its own, and it is not in this estimate",
    ],
    "ix only an estimate": ["This is only an estimate of what we know today", "What you are charged may differ"],
    "x dispute": [
        "$400 or more above this estimate",
        "you have the right to dispute the bill",
        "To find out how, go to",
        "120 calendar days",
        "$25",
        "cms.gov/nosurprises",
        "1-800-985-3059",
        "will not make your care any worse",
    ],
    "xi no contract": ["This is not a contract", "You do not have to get this care"],
    "recurring: scope, time frame, how often, how many": [
        "Dry needling, 3 or more muscles",
        "every 7 days",
        "6 sessions",
    ],
    "validity": ["12 months at most", "November 23, 2027", "if the plan of care changes, we give you a new one"],
    "due": ["It is due by November 27, 2026"],
}


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_element(element: str, rules: Rulebook, words: Words) -> None:
    text = plain(sheet_of("self-pay-three-to-six", rules, words))
    assert TITLE in text
    assert [part for part in ELEMENTS[element] if part not in text] == []


def test_it_is_for_twelve_months_at_most_and_says_so_where_the_course_is_longer(rules: Rulebook, words: Words) -> None:
    value = example_json("self-pay-three-to-six")
    value["service"] |= {"sessions": 30, "every_days": 14, "sessions_range": [30, 30]}
    text = plain(pdf_of(value, rules, words))
    assert "26 sessions, every 14 days, from December 10, 2026 to November 25, 2027" not in text
    assert "25 sessions, every 14 days, from December 10, 2026 to November 11, 2027" in text
    assert "20561 M79.18 25 $60.00 $1,500.00" in text
    assert "what is after November 23, 2027 is not in the list above. You get a new one for it." in text
    assert "is not in the list above" not in plain(sheet_of("self-pay-three-to-six", rules, words))


@pytest.mark.parametrize(("field", "told"), [("npi", "NPI"), ("tin", "TIN"), ("address", "address")])
def test_with_something_missing_it_has_no_such_title(field: str, told: str, rules: Rulebook, words: Words) -> None:
    value = example_json("self-pay-three-to-six")
    del value["clinic"][field]
    text = plain(pdf_of(value, rules, words))
    assert TITLE not in text
    assert "A Good Faith Estimate is due, and this is not one yet" in text
    assert f"What is missing: the clinic's {told}." in text
    assert "It is due by November 27, 2026" in text
    assert "$400" not in text


@pytest.mark.parametrize(
    ("patient", "told"),
    [
        ({"birth_date": None}, "the patient's date of birth"),
        ({"given_name": "", "family_name": " "}, "the patient's name"),
        (
            {"given_name": "", "family_name": "", "birth_date": None},
            "the patient's name and the patient's date of birth",
        ),
    ],
)
def test_a_patient_who_is_not_named_or_has_no_birth_date_gets_none(
    patient: dict[str, str | None], told: str, rules: Rulebook, words: Words
) -> None:
    """Element (i). The result's `missing` has the clinic's fields only."""
    value = example_json("self-pay-three-to-six")
    value["patient"] |= patient
    text = plain(pdf_of(value, rules, words))
    assert TITLE not in text
    assert f"What is missing: {told}." in text
    assert "$400" not in text
    notice = work(as_visit(value, rules), rules).notices[1]
    assert (notice.kind, notice.missing) == (NoticeKind.GOOD_FAITH_ESTIMATE, ())
    assert f"It cannot be completed without {told}." in [words.tell(one) for one in notice.reasons]


def test_one_name_is_a_name(rules: Rulebook, words: Words) -> None:
    value = example_json("self-pay-three-to-six")
    value["patient"]["family_name"] = ""
    assert TITLE in plain(pdf_of(value, rules, words))


def past(first: str, sessions: int) -> dict[str, Any]:
    """Self-pay sessions, one a week."""
    value = example_json("self-pay-three-to-six")
    value["service"] = {"code": "20561", "sessions": sessions, "first_session": first}
    return value


def test_a_course_that_is_over_gets_none(rules: Rulebook, words: Words) -> None:
    text = plain(pdf_of(past("2026-11-02", 3), rules, words))
    assert TITLE not in text
    assert "What we expect it to cost" in text
    assert "All of these sessions lie before November 23, 2026." in text
    assert "$400" not in text


def test_nobody_is_asked_to_complete_an_estimate_of_what_is_over(rules: Rulebook, words: Words) -> None:
    value = past("2026-11-02", 3)
    value["patient"]["birth_date"] = None
    text = plain(pdf_of(value, rules, words))
    assert TITLE not in text
    assert "this is not one yet" not in text


def test_a_course_whose_last_session_is_today_is_not_over(rules: Rulebook, words: Words) -> None:
    text = plain(pdf_of(past("2026-11-02", 4), rules, words))
    assert TITLE in text
    assert "lie before" not in text


@pytest.mark.parametrize(("first", "told"), [("2019-12-31", True), ("2020-01-01", False)])
def test_sessions_before_there_was_a_code_are_told(first: str, told: bool, rules: Rulebook, words: Words) -> None:
    value = past(first, 400 // 7)
    value["date"] = "2021-01-01"
    sentence = "Code 20561 is in use since January 1, 2020. For a session before that day it cannot be billed"
    reasons = [words.tell(one) for one in work(as_visit(value, rules), rules).notices[1].reasons]
    assert (f"{sentence}." in reasons) == told
    text = plain(pdf_of(value, rules, words))
    assert (sentence in text) == told
    assert (TITLE in text) != told


def test_a_diagnosis_not_made_is_said(rules: Rulebook, words: Words) -> None:
    value = example_json("self-pay-three-to-six")
    value["service"]["diagnoses"] = []
    text = plain(pdf_of(value, rules, words))
    assert TITLE in text
    assert "not made yet" in text


@pytest.mark.parametrize("name", EXAMPLES)
def test_only_it_bears_the_title(name: str, rules: Rulebook, words: Words) -> None:
    visit = as_visit(example_json(name), rules)
    notices = {one.kind for one in work(visit, rules).notices}
    text = plain(sheet_of(name, rules, words))
    assert (TITLE in text) == (NoticeKind.GOOD_FAITH_ESTIMATE in notices and visit.patient.birth_date is not None)


def test_medicare_gets_no_look_alike(rules: Rulebook, words: Words) -> None:
    found = pages(sheet_of("medicare-by-physical-therapist", rules, words))
    text = " ".join(page.text for page in found)
    assert "CMS-R-131" in text
    assert "For the desk" in text
    assert "Option 1" not in text
    box = next(page for page in found if "CMS-R-131" in page.text)
    assert box.writing_lines == 0


def test_the_waiver_names_visits_and_amount(rules: Rulebook, words: Words) -> None:
    found = pages(sheet_of("three-session-limit", rules, words))
    page = next(page for page in found if "Your plan may not pay for this" in page.text)
    assert "I will pay up to $120.00 for them" in page.text
    assert page.ticks == 2
    assert page.writing_lines == 5


def test_the_waiver_leaves_out_what_is_not_known(rules: Rulebook, words: Words) -> None:
    value = example_json("tricare-with-manual-therapy")
    value["coverage"][0]["benefits"] = {}
    value["coverage"][0].pop("verified_by_phone", None)
    page = next(page for page in pages(pdf_of(value, rules, words)) if "Your plan may not pay for this" in page.text)
    assert "excluded" in page.text
    assert "97140" not in page.text
    assert "not known" not in page.text
