"""What is refused beyond the form: each with its exact place and a plain sentence, and all of it in one go."""

import re
from typing import Any

import pytest

from clinicdesk.exchange.forms import CURRENCIES
from clinicdesk.model.rulebook import Rulebook
from tests.unit.exchange.full import GONE, full, problems_of, with_value

ONE: dict[str, list[tuple[Any, str]]] = {
    "service.scheduled_on": [
        ("9999-12-31", "this lies after the day of the visit"),
        ("2026-11-24", "this lies after the day of the visit"),
        ("2023-11-22", "this is more than 3 years before the day of the visit"),
        ("0001-01-01", "this is more than 3 years before the day of the visit"),
    ],
    "coverage[0].effective_to": [("2025-12-31", "this lies before effective_from, 2026-01-01")],
    "coverage[0].verified_by_phone.codes[0]": [
        ("20651", '"20651" is not billed at this visit; did you mean 20561?'),
        ("97110", '"97110" is not billed at this visit; did you mean 97140?'),
        ("ABCDE", '"ABCDE" is not billed at this visit'),
    ],
    "clinician_decision.findings[0]": [
        ("blod_thinner", "there is no such question; did you mean blood_thinner?"),
        ("", "there is no such question"),
        ("birth_date", "there is no such question"),
    ],
    "coverage[0].verified_by_phone.on": [("2026-11-24", "this lies after the day of the visit")],
    "screening.full_on": [("2026-11-24", "this lies after the day of the visit")],
    "clinician_decision.on": [("2026-11-24", "this lies after the day of the visit")],
    "date": [
        ("2026-02-30", '"2026-02-30" is not a day that exists'),
        ("2027-02-29", '"2027-02-29" is not a day that exists'),
        ("23.11.2026", '"23.11.2026" is not a date; write it as 2026-11-23'),
        (GONE, "this is missing"),
        (None, "this must be a date such as 2026-11-23, not null"),
    ],
    "patient.birth_date": [
        ("2026-11-24", "this lies after the day of the visit"),
        ("1896-11-22", "this is more than 130 years before the day of the visit"),
        ("1895-12-31", "this is more than 130 years before the day of the visit"),
        ("0001-01-01", "this is more than 130 years before the day of the visit"),
        ("1990-02-30", "this is not a day that exists"),
        ("05/01/1990", "this is not a date; write it as 2026-11-23"),
        (GONE, "this is missing"),
    ],
    "service.sessions": [
        (2, "2 is not between 3 and 6, the range of sessions"),
        (7, "7 is not between 3 and 6, the range of sessions"),
        (0, "0 is not a whole number from 1 to 60"),
        (2.5, "this must be a whole number from 1 to 60"),
        ("4", "this must be a whole number from 1 to 60"),
        (True, "this must be a whole number from 1 to 60"),
    ],
    "service.sessions_range": [
        ([6, 3], "the range is reversed; write [3, 6]"),
        ([3], "this must be two whole numbers from 1 up, the least and the most sessions"),
        ([3, 1000], "a course of more than 999 sessions is not worked out"),
    ],
    "service.first_session": [
        ("9999-12-20", "the last session would fall after the year 9998"),
    ],
    "service.indication": [
        (
            "back",
            (
                '"back" is not one of myofascial_trigger_points, temporomandibular_disorder, '
                "chronic_low_back_pain, tendinopathy, whiplash, headache, carpal_tunnel, spinal, other"
            ),
        ),
    ],
    "service.every_days": [
        (91, "91 is not a whole number from 1 to 90"),
    ],
    "service.also[0].code": [
        ("20561", "20561 is the service itself; it is already billed at every session"),
    ],
    "service.use_insurance": [
        ("no", "this must be true or false"),
    ],
    "fees.20561": [
        (GONE, "this service has no fee; add what the clinic bills for it"),
    ],
    "fees": [
        ([], "this must be an object in braces"),
    ],
    "fees.20561.self_pay": [
        ("95.01", "the self-pay price is above what is billed; a discount cannot raise a price"),
    ],
    "fees.20561.billed": [
        ("95", '"95" is not an amount; write 1 to 7 digits, a point and 2 digits: "95.00"'),
        ("1,095.00", '"1,095.00" is not an amount; write 1 to 7 digits, a point and 2 digits: "95.00"'),
        (95, '95 is a number; write the amount as text, such as "95.00"'),
        (80.5, '80.5 is a number; write the amount as text, such as "80.50"'),
        (80.505, '80.505 is a number; write the amount as text, such as "95.00"'),
        (-80, '-80 is a number; write the amount as text, such as "95.00"'),
        (None, 'this must be an amount as text, such as "95.00", not null'),
    ],
    "fees.20561.allowed.acme": [
        ("60.00", "this is no payer of the rule book"),
    ],
    "coverage[0].payer": [
        ("acme", '"acme" is no payer of the rule book; write its id, or unlisted with payer_name'),
        ("AETNA", '"AETNA" is no payer of the rule book; did you mean aetna?'),
    ],
    "coverage[0].network": [
        ("yes", '"yes" is not one of in, out'),
        ({"in": None}, "this is not one of in, out"),
        (None, "null is not one of in, out"),
        (True, "true is not one of in, out"),
        (GONE, "this is missing"),
    ],
    "coverage[0].networks": [
        ("in", "this key is not known here"),
    ],
    "coverage[0].visits_used": [
        (-1, "-1 is not a whole number from 0 to 999"),
    ],
    "coverage[0].benefits.coinsurance": [
        (20, "20 is not a share between 0 and 1; write 0.20"),
        ("20", "20 is not a share between 0 and 1; write 0.20"),
        (12.5, "12.5 is not a share between 0 and 1; write 0.125"),
        ("12.5", "12.5 is not a share between 0 and 1; write 0.125"),
        (0.125, '0.125 must be text with at most 4 digits after the point, such as "0.125"'),
        (0.2, '0.2 must be text with at most 4 digits after the point, such as "0.20"'),
        (101, "101 is not a share between 0 and 1, such as 0.20"),
        ("nan", '"nan" is not a share between 0 and 1, such as 0.20'),
        ("20%", '"20%" is not a share between 0 and 1, such as 0.20'),
    ],
    "coverage[0].benefits.accumulators.visits_remaining": [
        (1000, "1000 is not a whole number from 0 to 999"),
    ],
    "coverage[0].benefits.accumulator": [
        ({}, "this key is not known here"),
    ],
    "coverage[0].verified_by_phone.status": [
        ("unknown", '"unknown" is not one of covered, covered_with_conditions, not_covered'),
    ],
    "coverage[0].verified_by_phone.reference": [
        ("", "this is empty"),
    ],
    "coverage[0]": [
        ("aetna", "this must be an object in braces"),
    ],
    "clinic.state": [
        ("ZZ", '"ZZ" is no US state that the rule book has; write XX outside the United States'),
        ("nc", '"nc" is not of the form "NC" (two capital letters)'),
    ],
    "clinic.currency": [
        ("JPY", '"JPY" is not one of USD, INR, CAD, AUD, NZD, GBP, EUR'),
        *((other, "a clinic in NC reckons in USD; write XX as the state outside of it") for other in CURRENCIES[1:]),
    ],
    "clinic.npi": [
        ("12345", '"12345" is not of the form "1234567893" (10 digits)'),
    ],
    "clinic.practitioner.profession": [
        ("pt", '"pt" is not one of PT, PTA, OT, AT, DC, LAc, MD, DO, NP, PA, DDS'),
    ],
    "clinic.name": [
        ("", "this is empty"),
        ("x" * 201, "this has 201 characters; at most 200 are allowed"),
    ],
    "clinic.practitioner.dry_needling_hours": [
        ("80", "this must be a whole number from 0 to 5000"),
    ],
    "answers.blod_thinner": [
        ("no", "there is no such question; did you mean blood_thinner?"),
    ],
    "answers.zzz": [
        ("no", "there is no such question"),
    ],
    "answers.age_years": [
        (36, "the age is worked out from the birth date; leave it out"),
    ],
    "answers.blood_thinner": [
        ("maybe", "this must be one of yes, no, unsure"),
        (["yes"], "this must be one of yes, no, unsure"),
        (True, "this must be one of yes, no, unsure"),
        (None, "this must be one of yes, no, unsure"),
    ],
    "answers.blood_thinner_kind": [
        (
            "doac",
            (
                "this must be a list of some of warfarin, doac, heparin, antiplatelet, "
                "low_dose_aspirin_only, other, unsure"
            ),
        ),
    ],
    "answers.bleeding_managed": [
        ("maybe", "this must be one of yes, no, unsure"),
    ],
    "answers.pregnant_weeks": [
        (0, "this must be a whole number from 1 to 45"),
        (46, "this must be a whole number from 1 to 45"),
        ("12", "this must be a whole number from 1 to 45"),
        (True, "this must be a whole number from 1 to 45"),
    ],
    "answers.medicines": [
        (3, "this must be a text"),
    ],
    "answers": [
        ([], "this must be an object in braces"),
    ],
    "patient.given_name": [
        ("x" * 121, "this has 121 characters; at most 120 are allowed"),
    ],
    "patient.birthdate": [
        ("1990-05-01", "this key is not known here"),
    ],
    "screening.kind": [
        ("short", '"short" is not one of full, return'),
    ],
    "clinician_decision.findings": [
        (GONE, "this is missing"),
    ],
    "clinician_decision.decision": [
        ("yes", '"yes" is not one of may_go_on, not_today'),
    ],
    "clinicdesk": [
        ("visit/2", '"visit/2" is not a format that is read here; a visit file says "visit/1"'),
        (1, 'this is not a format that is read here; a visit file says "visit/1"'),
        (GONE, 'this is missing; a visit file says "visit/1"'),
    ],
}
"""Place -> something else that stands there, and what is said of it."""

ELSEWHERE: list[tuple[str, Any, str]] = [
    (
        "date",
        "0001-01-01",
        "\n".join(
            f"{place}: this lies after the day of the visit"
            for place in (
                "patient.birth_date",
                "coverage[0].verified_by_phone.on",
                "service.scheduled_on",
                "screening.full_on",
                "clinician_decision.on",
            )
        ),
    ),
    ("service.diagnoses", ["M79.18", "79.18"], 'service.diagnoses[1]: "79.18" is not of the form "M54.50"'),
    ("service.also[0].code", "99213", "fees.99213: this service has no fee; add what the clinic bills for it"),
    (
        "fees",
        GONE,
        "\n".join(f"fees.{code}: this service has no fee; add what the clinic bills for it" for code in (20561, 97140)),
    ),
]
"""Place, something else there, and what is said of another place."""


@pytest.mark.parametrize("place", ONE)
def test_one_fault_is_one_sentence_at_its_place(place: str, rules: Rulebook) -> None:
    for value, text in ONE[place]:
        assert told(place, value, rules) == f"{place}: {text}"


@pytest.mark.parametrize(("place", "value", "said"), ELSEWHERE)
def test_what_is_missing_or_contradicted_is_told_where_it_should_stand(
    place: str, value: Any, said: str, rules: Rulebook
) -> None:
    assert told(place, value, rules) == said


def told(place: str, value: Any, rules: Rulebook) -> str:
    """What is said of the full visit with something else at one place."""
    parts = re.findall(r"\w+", place)
    path = tuple(int(part) if part.isdigit() and len(part) < 3 else part for part in parts)
    return "\n".join(map(str, problems_of(with_value(path, value), rules)))


@pytest.mark.parametrize("code", ["20552", "20553", "97810", "97811", "97813", "97814"])
def test_a_code_that_is_not_the_service_is_refused_with_reason_and_source(code: str, rules: Rulebook) -> None:
    (problem,) = problems_of(with_value(("service", "code"), code, fee(full(), code)), rules)
    assert problem.place == "service.code"
    assert problem.text.startswith(f"{code} is not the service: ")
    assert "(source: " in problem.text
    assert problem.text.endswith("Write 20560 or 20561.")


@pytest.mark.parametrize("code", ["99213", "97140", "00000", "ABCDE"])
def test_any_other_code_is_not_the_service(code: str, rules: Rulebook) -> None:
    visit = with_value(("service", "code"), code, fee(full(), code))
    visit["service"]["also"] = []
    assert [str(one) for one in problems_of(visit, rules)] == [
        f"service.code: {code} is not the service: this program works out dry needling. Write 20560 or 20561."
    ]


@pytest.mark.parametrize("code", ["20560", "20552", "20553", "97810", "97811", "97813", "97814"])
@pytest.mark.parametrize("service", ["20560", "20561"])
def test_what_must_not_stand_beside_the_service(service: str, code: str, rules: Rulebook) -> None:
    visit = fee(fee(full(), service), code)
    visit["service"] |= {"code": service, "also": [{"code": "97140"}, {"code": code, "units": 1}]}
    del visit["coverage"][0]["verified_by_phone"]["codes"]
    (problem,) = problems_of(visit, rules)
    assert problem.place == "service.also[1].code"
    if code == service:
        assert problem.text == f"{code} is the service itself; it is already billed at every session"
    else:
        assert problem.text.startswith(f"{code} must not stand with {service}: ")
        assert "(source: " in problem.text


def fee(visit: dict[str, Any], code: str) -> dict[str, Any]:
    """The visit with a price for a code."""
    visit["fees"][code] = {"billed": "50.00"}
    return visit


@pytest.mark.parametrize("day", ["1896-11-23", "2026-11-23", "2000-02-29"])
def test_birth_dates_that_are_still_taken(day: str, rules: Rulebook) -> None:
    assert problems_of(with_value(("patient", "birth_date"), day), rules) == []


def test_an_unknown_birth_date_is_null(rules: Rulebook) -> None:
    assert problems_of(with_value(("patient", "birth_date"), None), rules) == []


@pytest.mark.parametrize("value", ["", []])
def test_an_empty_answer_is_no_answer_to_any_question(value: Any, rules: Rulebook) -> None:
    for link_id in rules.questionnaire.by_id:
        if link_id != "age_years":
            assert problems_of(with_value(("answers", link_id), value), rules) == []


def test_an_option_that_an_item_does_not_have_is_refused_for_every_item(rules: Rulebook) -> None:
    for item in rules.questionnaire.items:
        if item.options:
            (problem,) = problems_of(with_value(("answers", item.link_id), "no such option"), rules)
            assert problem.place == f"answers.{item.link_id}"
            (problem,) = problems_of(with_value(("answers", item.link_id), [*item.options, "nothing"]), rules)
            assert problem.place == f"answers.{item.link_id}"


def test_twelve_faults_are_twelve_lines_in_the_order_of_the_file(rules: Rulebook) -> None:
    visit = full()
    visit["date"] = "2026-11-31"
    visit["clinic"]["npi"] = "1"
    visit["clinic"]["practitioner"]["profession"] = "Doctor"
    visit["patient"]["phone"] = 5
    visit["answers"]["blood_thinner"] = "no thanks"
    visit["coverage"][0]["payer"] = "acme"
    visit["coverage"][0]["benefits"]["coinsurance"] = 20
    visit["coverage"][0]["benefits"]["accumulators"]["deductible"] = "0.00"
    visit["service"]["sessions"] = 61
    visit["service"]["sessions_range"] = [9, 2]
    visit["service"]["also"][0]["units"] = 0
    visit["fees"]["97140"]["self_pay"] = "99.00"
    assert [one.place for one in problems_of(visit, rules)] == [
        "date",
        "clinic.npi",
        "clinic.practitioner.profession",
        "patient.phone",
        "answers.blood_thinner",
        "coverage[0].payer",
        "coverage[0].benefits.accumulators.deductible",
        "coverage[0].benefits.coinsurance",
        "service.sessions",
        "service.also[0].units",
        "service.sessions_range",
        "fees.97140.self_pay",
    ]


def test_one_fault_never_brings_another_that_is_none(rules: Rulebook) -> None:
    """What cannot be read is held against nothing."""
    for path, value in [
        (("fees", "20561", "billed"), "ninety"),
        (("service", "sessions"), "four"),
        (("service", "code"), "205"),
        (("service", "sessions_range"), "3-6"),
        (("service", "also", 0, "code"), "1"),
        (("service", "also", 0), 1),
        (("service",), 5),
        (("date",), "today"),
        (("coverage", 0, "payer"), 7),
        (("patient",), None),
        (("clinic", "practitioner"), []),
    ]:
        assert len(problems_of(with_value(path, value), rules)) == 1, path


def test_problems_come_in_the_same_order_each_time(rules: Rulebook) -> None:
    visit = full() | dict.fromkeys(("zeta", "alpha", "omega", "beta"), 1)
    assert [one.place for one in problems_of(visit, rules)] == ["zeta", "alpha", "omega", "beta"]


@pytest.mark.parametrize("codes", [["20561"], ["20560", "20561"], ["97140"], ["20560"], []])
def test_a_telephone_check_may_be_about_any_code_of_the_visit_and_both_of_the_service(
    codes: list[str], rules: Rulebook
) -> None:
    assert problems_of(with_value(("coverage", 0, "verified_by_phone", "codes"), codes), rules) == []


def test_a_booking_after_the_first_session_is_refused(rules: Rulebook) -> None:
    visit = with_value(("service", "first_session"), "2026-11-19")
    (problem,) = problems_of(visit, rules)
    assert str(problem) == "service.scheduled_on: this lies after the first session"


@pytest.mark.parametrize("day", ["2023-11-23", "2026-11-23"])
def test_bookings_that_are_still_taken(day: str, rules: Rulebook) -> None:
    assert problems_of(with_value(("service", "scheduled_on"), day), rules) == []


def test_rupees_are_for_clinics_abroad(rules: Rulebook) -> None:
    visit = with_value(("clinic", "currency"), "INR")
    assert problems_of(with_value(("clinic", "state"), "XX", visit), rules) == []


def test_a_course_has_at_most_twenty_other_services(rules: Rulebook) -> None:
    visit = full()
    visit["service"]["also"] = [{"code": "97140"}] * 20
    assert problems_of(visit, rules) == []
    visit["service"]["also"] *= 2
    assert [str(one) for one in problems_of(visit, rules)] == [
        "service.also: this list has 40 entries; at most 20 are allowed"
    ]


def test_misspelt_keys_are_told_what_they_may_have_meant(rules: Rulebook) -> None:
    visit = full()
    visit["service"]["sesions"] = visit["service"].pop("sessions")
    assert [str(one) for one in problems_of(visit, rules)] == [
        "service.sessions: this is missing",
        "service.sesions: this key is not known here; did you mean sessions?",
    ]
