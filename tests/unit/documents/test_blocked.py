"""A paper with a blocker says so on top and has no place to sign; any other can be signed by the right people."""

from typing import Any

import pytest

from clinicdesk.documents.blocks import Beside, Box, Choice, Signature, Text, Together, Tone, has_place_to_sign
from clinicdesk.engine.visit import work
from clinicdesk.model.document import BlockerKind
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import EXAMPLES, as_visit, example_json
from tests.unit.documents.helpers import Page, pages, pdf_of, plain, sheet_of

MARKERS = ("Signature", "Staff initials", "Interpreter number", "Identification seen", "Received by", "got a copy")


def blockers(name: str, rules: Rulebook) -> list[BlockerKind]:
    result = work(as_visit(example_json(name), rules), rules)
    return [blocker.kind for blocker in result.blockers]


def places_to_sign(found: list[Page]) -> list[str]:
    marks = [f"{page.writing_lines} lines" for page in found if page.writing_lines]
    marks += [f"{page.ticks} boxes" for page in found if page.ticks]
    return marks + [marker for page in found for marker in MARKERS if marker in page.text]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_place_to_sign_only_where_treatment_may_start(name: str, rules: Rulebook, words: Words) -> None:
    kinds = blockers(name, rules)
    found = pages(sheet_of(name, rules, words))
    if kinds and kinds != [BlockerKind.CLINICIAN_REVIEW]:
        assert places_to_sign(found) == []
        assert "No treatment may start" in found[0].text
    else:
        assert sum(page.writing_lines for page in found) > 8
        assert "No treatment may start" not in found[0].text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("unmanaged-bleeding-disorder", BlockerKind.SCREENING_STOP),
        ("eleven-until-tomorrow", BlockerKind.SCREENING_STOP),
        ("incomplete", BlockerKind.SCREENING_INCOMPLETE),
        ("oregon-not-yet-effective", BlockerKind.PRACTICE_PROHIBITED),
    ],
)
def test_the_examples_with_a_blocker(name: str, kind: BlockerKind, rules: Rulebook, words: Words) -> None:
    assert kind in blockers(name, rules)
    text = plain(sheet_of(name, rules, words))
    assert text.index("No treatment may start") < text.index("cost")


def test_a_blocked_consent_is_to_read(rules: Rulebook, words: Words) -> None:
    text = plain(sheet_of("unmanaged-bleeding-disorder", rules, words))
    assert "Consent to dry needling To read, not to sign" in text
    assert "Your right to stop" in text
    assert "Consent to dry needling" not in plain(sheet_of("oregon-not-yet-effective", rules, words))


def test_who_cannot_sign_is_not_told_to_ask_before_signing(rules: Rulebook, words: Words) -> None:
    blocked = plain(sheet_of("unmanaged-bleeding-disorder", rules, words))
    assert "What it costs The cost is on the first pages of this paper. If it is not clear to you, ask us." in blocked
    assert "before you sign" not in blocked
    assert "ask us before you sign." in plain(pdf_of(adult(), rules, words))


def test_a_blocked_waiver_is_to_read(rules: Rulebook, words: Words) -> None:
    value = example_json("investigational-bcbsnc")
    assert "I will pay up to" in plain(pdf_of(value, rules, words))
    value["answers"]["emergency_now"] = "yes"
    pdf = pdf_of(value, rules, words)
    assert "Your plan may not pay for this" in plain(pdf)
    assert places_to_sign(pages(pdf)) == []


def test_a_review_has_the_clinicians_box_before_the_consent(rules: Rulebook, words: Words) -> None:
    assert blockers("return-visit", rules) == [BlockerKind.CLINICIAN_REVIEW]
    text = plain(sheet_of("return-visit", rules, words))
    order = [
        "A clinician must review this first",
        "What we expect it to cost",
        "Clinician's review",
        "May go on",
        "Not today",
    ]
    order += ["Signature of the clinician", "License", "Consent to dry needling", "In your own words"]
    places = [text.index(one) for one in order]
    assert places == sorted(places)


def test_a_finding_says_what_it_is_about_and_in_the_box_who_says_so(rules: Rulebook, words: Words) -> None:
    text = plain(sheet_of("return-visit", rules, words))
    finding = "Review, one body area · Implant or metal: Do not needle at or near it; the clinician picks the place."
    assert text.count(finding) == 2
    box = text[text.index("Findings that need a decision") :]
    assert f"{finding} Source: ICTMJC: risks associated with dry needling; Dry needling course" in box
    assert "Physiosouth: acupuncture consent form, checked November 23, 2026." in box
    text = plain(sheet_of("clinician-decided", rules, words))
    assert "Review · Which blood thinner: Clinician decides; find out the name and the dose." in text
    assert "Note · Diabetes: Tell the clinician: diabetes." in text
    assert "Bleeding control: Bleeding problem not" in plain(sheet_of("unmanaged-bleeding-disorder", rules, words))


def test_sources_of_different_days_are_told_with_their_days(rules: Rulebook, words: Words) -> None:
    value = example_json("return-visit")
    value["patient"] |= {"birth_date": "2012-01-01", "guardian": {"name": "Rosa Núñez"}}
    text = plain(pdf_of(value, rules, words))
    age = text[text.rindex("Review · Age: ") :]
    assert "Guttmacher: age of majority by state" in age
    assert "Physioman: absolute and relative lists, checked November 23, 2026. Source: Does insurance" in age
    assert "Quinn Toy, 2025), checked June 22, 2025." in age


def test_two_blockers_leave_no_review_box(rules: Rulebook, words: Words) -> None:
    value = example_json("return-visit")
    value["answers"].pop("wants_treatment", None)
    pdf = pdf_of(value, rules, words)
    assert "Clinician's review" not in plain(pdf)
    assert places_to_sign(pages(pdf)) == []


def adult() -> Any:
    return example_json("self-pay-three-to-six")


def test_the_patient_signs(rules: Rulebook, words: Words) -> None:
    text = plain(pdf_of(adult(), rules, words))
    assert "Patient I have read this paper" in text
    assert "Parent or guardian" not in text
    assert "Child or teen" not in text
    for part in ("Interpreter (if there was one)", "Clinician I talked", "got a copy of this paper", "Staff initials"):
        assert part in text


def test_the_guardian_signs_and_the_child_agrees(rules: Rulebook, words: Words) -> None:
    text = plain(sheet_of("twelve-today", rules, words))
    assert "Parent or guardian I have read this paper" in text
    for part in ("Relationship to the patient", "Identification seen", "Child or teen They told me"):
        assert part in text
    assert "Patient I have read" not in text


def test_the_representative_signs(rules: Rulebook, words: Words) -> None:
    value = adult()
    value["answers"] |= {"decides_for_self": "no", "decision_maker_here": "yes"}
    value["patient"]["representative"] = {"name": "Rosa Núñez", "relationship": "sister"}
    text = plain(pdf_of(value, rules, words))
    assert "The person who decides for the patient I have read this paper" in text
    assert "Rosa Núñez" in text
    assert "Patient I have read" not in text
    del value["patient"]["representative"]
    assert places_to_sign(pages(pdf_of(value, rules, words))) == []


def test_where_and_what_for_are_written_down_by_hand_where_nobody_has_stated_them(
    rules: Rulebook, words: Words
) -> None:
    value = adult()
    value["service"].pop("body_region", None)
    value["service"].pop("indication", None)
    text = plain(pdf_of(value, rules, words))
    about = text[text.index("Consent to dry needling") : text.index("What it is, and what it is not")]
    assert "Body area" in about
    assert "Reason for care" in about
    assert "not stated" not in about


def test_training_that_nobody_stated(rules: Rulebook, words: Words) -> None:
    value = adult()
    del value["clinic"]["practitioner"]["dry_needling_hours"]
    text = plain(pdf_of(value, rules, words))
    assert "not stated" in text[text.index("Consent to dry needling") :]


def test_no_place_to_sign_is_overlooked() -> None:
    place = Signature("x", ())
    assert has_place_to_sign([Text("x"), Box(Tone.INFO, "x", (Together((place,)),))])
    assert has_place_to_sign([Beside(((Text("x"),), (Choice(("x",)),)))])
    assert not has_place_to_sign([Text("x"), Box(Tone.INFO, "x", (Text("Signature"),))])


def test_open_questions_are_named(rules: Rulebook, words: Words) -> None:
    value = example_json("incomplete")
    text = plain(pdf_of(value, rules, words))
    asked = work(as_visit(value, rules), rules).screening.unanswered
    assert asked[0] == "birth_date"
    assert "Still open Date of birth" in text
    assert all(rules.questionnaire.by_id[one].text in text for one in asked[1:])
    value["answers"] = {}
    asked = work(as_visit(value, rules), rules).screening.unanswered
    assert f"and {len(asked) - 6} more" in plain(pdf_of(value, rules, words))
