"""What is written is read as the same visit, keeps to the schema, and is the same bytes each time."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.exchange.visit_writer import visit_text
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Visit
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from tests.conftest import EXAMPLES, as_visit, example_bytes, example_json
from tests.property.strategies import visit_files
from tests.unit.exchange.full import GONE, SCHEMA, at, full, places, problems_of, with_value, written

RULES = load(rule_files())
CHECK = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))


def check(visit: Visit) -> dict[str, Any]:
    """What is written of a visit, once it has been read back, held against the schema, and written again."""
    data = visit_text(visit)
    assert read_visit(data, RULES) == visit
    assert visit_text(read_visit(data, RULES)) == data
    told: dict[str, Any] = json.loads(data)
    assert [error.message for error in CHECK.iter_errors(told)] == []
    return told


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_comes_back(name: str) -> None:
    told = check(as_visit(example_json(name), RULES))
    example = example_json(name)
    assert set(told) <= set(example)
    assert told["patient"].items() <= example["patient"].items()


def test_the_form_is_that_of_the_examples() -> None:
    data = visit_text(as_visit(example_json("rupees"), RULES))
    assert data.endswith(b"\n}\n")
    assert "Núñez".encode() in data
    assert data.decode().splitlines()[:5] == example_bytes("rupees").decode().splitlines()[:5]


@given(visit_files(RULES))
def test_every_made_up_visit_comes_back(value: dict[str, Any]) -> None:
    check(as_visit(value, RULES))


def test_every_key_of_the_format_is_written() -> None:
    value = full()
    value["clinic"] |= {"state": "XX", "currency": "EUR"}
    value["patient"]["language"] = "es"
    value["coverage"][0]["benefits"] |= {"copay": "5.00", "deductible_applies": False}
    value["coverage"][0]["documented_improvement"] = True
    value["service"] |= {"every_days": 3, "use_insurance": False}
    told = check(as_visit(value, RULES))
    assert {written(path) for path in places(value) if at(value, path) is not None} == {
        written(path) for path in places(told)
    }
    assert told == json.loads(
        json.dumps(value), object_hook=lambda one: {k: v for k, v in one.items() if v is not None}
    )


@pytest.mark.parametrize("path", list(places(full())), ids=written)
def test_without_any_one_key_it_comes_back_too(path: tuple[str | int, ...]) -> None:
    value = with_value(path, GONE)
    if not problems_of(value, RULES):
        check(as_visit(value, RULES))


def test_what_has_its_default_is_left_out() -> None:
    value = example_json("rupees")
    value["service"] |= {
        "first_session": value["date"],
        "every_days": 7,
        "diagnoses": [],
        "also": [],
        "indication": "other",
    }
    value["fees"]["20561"] = {"billed": "10.00", "self_pay": "10.00", "allowed": {}}
    value["coverage"] = [
        {"payer": "aetna", "network": "out", "benefits": {"accumulators": {}, "copay": None}, "visits_used": 0}
    ]
    value["screening"] = {"kind": "full"}
    value["answers"] = {"language": "", "blood_thinner_kind": []}
    told = check(as_visit(value, RULES))
    assert told["service"] == {"code": "20561", "indication": "other", "sessions": 4}
    assert told["fees"] == {"20561": {"billed": "10.00"}}
    assert told["coverage"] == [{"payer": "aetna", "network": "out"}]
    assert told["answers"] == {}
    assert "screening" not in told


def test_what_the_format_requires_is_written_though_it_says_nothing() -> None:
    value = example_json("clinician-decided")
    value["patient"] = {"given_name": "", "family_name": "", "birth_date": None}
    value["clinician_decision"]["findings"] = []
    told = check(as_visit(value, RULES))
    assert told["patient"] == value["patient"]
    assert told["clinician_decision"]["findings"] == []


def test_zero_and_no_are_not_left_out() -> None:
    value = full()
    plan = value["coverage"][0]
    plan["benefits"] |= {"accumulators": {"deductible_remaining": "0.00", "visits_remaining": 0}, "copay": "0.00"}
    plan["benefits"] |= {"coinsurance": "0.00", "deductible_applies": False}
    plan["prior_authorization"]["visits"] = 0
    plan["verified_by_phone"] |= {"visits_allowed": 0, "may_bill_patient": False}
    value["clinic"]["practitioner"]["dry_needling_hours"] = 0
    told = check(as_visit(value, RULES))
    assert told["coverage"][0]["benefits"]["accumulators"] == {"deductible_remaining": "0.00", "visits_remaining": 0}
    assert told["coverage"][0]["benefits"]["coinsurance"] == "0.00"
    assert told["coverage"][0]["verified_by_phone"]["may_bill_patient"] is False
    assert told["clinic"]["practitioner"]["dry_needling_hours"] == 0


def plan_of(share: int) -> Visit:
    """A visit whose plan has this coinsurance."""
    visit = as_visit(full(), RULES)
    (plan,) = visit.coverage
    changed: Coverage = replace(plan, benefits=replace(plan.benefits, coinsurance=share))
    return replace(visit, coverage=(changed,))


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0.00"), (1, "0.0001"), (1000, "0.10"), (1250, "0.125"), (2000, "0.20"), (9999, "0.9999"), (10000, "1.00")],
)
def test_shares(share: int, text: str) -> None:
    assert check(plan_of(share))["coverage"][0]["benefits"]["coinsurance"] == text


@given(st.integers(0, 10_000))
def test_every_share_comes_back(share: int) -> None:
    check(plan_of(share))


def turned(value: Any) -> Any:
    """The same with the keys of every object in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_visit_is_the_same_bytes(name: str) -> None:
    value = example_json(name)
    assert visit_text(as_visit(turned(value), RULES)) == visit_text(as_visit(value, RULES))


def test_another_visit_is_other_bytes() -> None:
    visit = as_visit(full(), RULES)
    assert visit_text(replace(visit, day=date(2026, 11, 24))) != visit_text(visit)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_comes_back(text: str) -> None:
    value = full()
    value["patient"] |= {"given_name": text, "address": text, "id": text}
    value["answers"]["language"] = text
    value["service"]["body_region"] = text
    told = check(as_visit(value, RULES))
    assert told["patient"]["given_name"] == text


def test_the_order_of_keys_is_the_schemas(rules: Rulebook) -> None:
    told = json.loads(visit_text(as_visit(full(), rules)))
    whole: list[tuple[str, ...]] = [(), ("clinic",), ("clinic", "practitioner"), ("patient",), ("service",)]
    for path in whole:
        schema = at(SCHEMA, tuple(part for key in path for part in ("properties", key)))
        assert list(at(told, path)) == [key for key in schema["properties"] if key in at(told, path)]
    (plan,) = told["coverage"]
    for name, written_part in (("coverage", plan), ("benefits", plan["benefits"])):
        in_schema = [key for key in SCHEMA["$defs"][name]["properties"] if key in written_part]
        assert list(written_part) == in_schema
