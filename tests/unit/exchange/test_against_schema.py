"""The reader and the schema take and refuse the same files, and name the same places."""

import json
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from clinicdesk.errors import Problem
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from tests.conftest import EXAMPLES, example_json
from tests.unit.exchange.full import GONE, SCHEMA, Path, at, full, places, problems_of, with_value, written

RULES = load(rule_files())
WRONG: list[Any] = [
    GONE, None, True, False, 0, 1, 2, -1, 2.0, 0.2, -0.5, 1e15, 46, 61, 91, 1000, 5001, 1 << 62,
    "", " ", "x", "yes", "20", "0.20", "1.0001", "20.0", "95.00", "95", "-5.00", "12345678.00", "1.000", "$5.00",
    "2026-11-23", "2026-02-30", "2026-2-3", "20261123", "2026-11-23T00:00:00", "0000-01-01", "9999-12-31",
    "M79.18", "m79.18", "20561", "97140", "205611", "NC", "nc", "USD", "12-3456789", "1234567893", "123456789",
    "x" * 61, "x" * 121, "x" * 401, "x" * 2001, "Ж" * 41, "covered", "inactive", "unlisted",
    [], [1], ["20561"], [None], [[]], {}, {"a": 1}, [{}], [1, 2, 3], [3, 4], [3.0, 4], ["3", "4"], [0, 4],
]  # fmt: skip
"""Something that is right in one place or another, and much that is right in none."""

EXTRA = [
    (r"clinicdesk", r"is not a format that is read here"),
    (r"answers\..*", r"there is no such question|the age is worked out|this must be "),
    (r"coverage\[\d\]\.payer", r"is no payer of the rule book"),
    (r"clinic\.state", r"is no US state that the rule book has"),
    (r"fees\..*\.self_pay", r"above what is billed"),
    (r"fees\..*\.allowed\..*", r"this is no payer of the rule book"),
    (r"fees\..*", r"this service has no fee"),
    (r"patient\.birth_date", r"after the day of the visit|more than 130 years"),
    (r"service\.code", r"is not the service: "),
    (r"service\.also\[\d+\]\.code", r"must not stand with|is the service itself"),
    (r"service\.sessions(_range)?", r"the range is reversed|is not between|more than 999 sessions"),
    (r"date|service\.first_session", r"after the year 9998"),
    (r"(clinician_decision|coverage\[\d\]\.verified_by_phone)\.on|screening\.full_on", r"after the day of the visit"),
    (r"service\.scheduled_on", r"after the day of the visit|after the first session|more than 3 years before"),
    (r"clinic\.currency", r"reckons in USD"),
    (r"coverage\[\d\]\.effective_to", r"this lies before effective_from"),
    (r"coverage\[\d\]\.verified_by_phone\.codes\[\d+\]", r"is not billed at this visit"),
    (r"clinician_decision\.findings\[\d+\]", r"there is no such question"),
    (r"service\.also", r"this list has .* entries"),
]
"""What the reader refuses beyond the schema: the contract's "Also refused", and docs/decisions/0005."""


def is_extra(problem: Problem) -> bool:
    """Whether the reader may say this of a file that the schema takes."""
    return any(re.fullmatch(place, problem.place) and re.search(text, problem.text) for place, text in EXTRA)


@cache
def part_places(key: str, text: str) -> frozenset[str]:
    """The places in one part of the file that the schema finds fault with."""
    schema = {"$defs": SCHEMA["$defs"], **SCHEMA["properties"][key]}
    return frozenset(faulty((key,), schema, json.loads(text)))


def faulty(start: Path, schema: dict[str, Any], value: Any) -> set[str]:
    """The places that a schema finds fault with, in a value that stands at `start`."""
    found: set[str] = set()
    for error in Draft202012Validator(schema, format_checker=FormatChecker(["date"])).iter_errors(value):
        path = (*start, *error.absolute_path)
        keys: set[str] = set()
        if error.validator == "additionalProperties":
            keys = set(error.instance) - set(error.schema["properties"])
        elif error.validator == "required":
            keys = {key for key in error.validator_value if key not in error.instance}
        found |= {written((*path, key)) for key in keys} if keys else {written(path)}
    return found


def schema_places(value: Any) -> set[str]:
    """The places that the schema finds fault with: its top, then part by part, as one part says nothing of another."""
    if not isinstance(value, dict):
        return faulty((), SCHEMA, value)
    found = faulty((), SCHEMA | {"properties": {key: {} for key in SCHEMA["properties"]}}, value)
    for key in value.keys() & SCHEMA["properties"].keys():
        found |= part_places(key, json.dumps(value[key]))
    return found


def check_agreement(value: Any) -> None:
    """Both take the file, or both refuse it at the same places. Of a list that is too long only that is said."""
    by_schema = {place.replace("range[0]", "range").replace("range[1]", "range") for place in schema_places(value)}
    by_schema = {place for place in by_schema if not re.match(r"coverage\[[2-9]", place)}
    problems = problems_of(value, RULES)
    ours = {problem.place for problem in problems if not is_extra(problem)}
    if "clinicdesk" in {problem.place for problem in problems}:
        return  # another format: nothing else is said
    answers = {place for place in by_schema if place.startswith("answers.")}
    assert ours == by_schema - answers, [str(problem) for problem in problems]
    named = {problem.place.split("[")[0] for problem in problems}
    assert {place.split("[")[0] for place in answers} <= named
    assert len(problems) == len({str(problem) for problem in problems})


def properties(schema: dict[str, Any], path: str = "") -> set[str]:
    """Every key that the schema names, with the numbers of lists left out."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    found = set()
    for key, inner in schema.get("properties", {}).items():
        found |= {f"{path}.{key}"} | properties(inner, f"{path}.{key}")
    items = schema.get("items")
    more = [items] if isinstance(items, dict) else []
    more += [one for one in [schema.get("additionalProperties")] if isinstance(one, dict)]
    for inner in more:
        found |= properties(inner, f"{path}.*")
    return found


def test_the_full_visit_is_taken_and_uses_every_key_of_the_schema() -> None:
    visit = full()
    assert problems_of(visit, RULES) == []
    assert schema_places(visit) == faulty((), SCHEMA, visit) == set()
    used = {
        re.sub(r"(?<=^\.fees\.)[^.]+", "*", "." + re.sub(r"\[\d+\]", ".*", written(path))) for path in places(visit)
    }
    assert properties(SCHEMA) <= used


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_taken_by_both(name: str) -> None:
    check_agreement(example_json(name))
    assert problems_of(example_json(name), RULES) == []


ALL = list(places(full()))


@pytest.mark.parametrize("path", ALL, ids=written)
def test_something_else_at_one_place(path: Path) -> None:
    for value in WRONG:
        if value is GONE and isinstance(path[-1], int):
            continue
        check_agreement(with_value(path, value))


@pytest.mark.parametrize("path", [(), *[path for path in places(full()) if isinstance(at(full(), path), dict)]])
def test_an_unknown_key_in_every_object(path: Path) -> None:
    for key in ("zzz", "Sessions", "", "pay er", "network "):
        visit = full()
        at(visit, path)[key] = "in"
        check_agreement(visit)
        assert problems_of(visit, RULES) != []


def test_three_plans_are_too_many() -> None:
    visit = full()
    visit["coverage"] *= 3
    check_agreement(visit)
    assert [str(one) for one in problems_of(visit, RULES)] == [
        "coverage: this list has 3 entries; at most 2 are allowed"
    ]


@pytest.mark.parametrize("value", [None, True, 3, 2.5, "visit/1", [], [{}], {}, {"clinicdesk": "visit/1"}])
def test_what_is_no_visit_at_all(value: Any) -> None:
    assert schema_places(value) != set()
    assert problems_of(value, RULES) != []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 63) + 1, (1 << 63) - 1) | st.floats(-1e15, 1e15)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.sampled_from([one for one in WRONG if one is not GONE]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef_", max_size=8), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


def mutate(value: Any, data: st.DataObject) -> None:
    """Something else, nothing, or one key more at any place."""
    path = data.draw(st.sampled_from(list(places(value)) or [()]))
    holder = at(value, path[:-1]) if path else value
    how = data.draw(st.sampled_from(["replace", "remove", "add", "swap"]))
    if how == "add" and isinstance(holder, dict):
        holder[data.draw(st.sampled_from(["units", "code", "payer", "x"]))] = data.draw(json_values)
    elif how == "remove" and path:
        del holder[path[-1]]
    elif how == "swap" and path:
        holder[path[-1]] = at(
            value, data.draw(st.sampled_from([one for one in places(value) if one != path[: len(one)]] or [path]))
        )
    elif path:
        holder[path[-1]] = data.draw(json_values)


def check_mutated(data: st.DataObject) -> None:
    """One to four changes anywhere."""
    value = json.loads(json.dumps(full()))
    for _ in range(data.draw(st.integers(1, 4))):
        mutate(value, data)
        value = json.loads(json.dumps(value))
    check_agreement(value)


@given(st.data())
def test_random_changes(data: st.DataObject) -> None:
    check_mutated(data)


@pytest.mark.torture
@settings(settings.get_profile("long"))
@given(st.data())
def test_ten_thousand_random_changes(data: st.DataObject) -> None:
    check_mutated(data)


def test_a_line_break_after_a_value_is_no_part_of_it(rules: Rulebook) -> None:
    """Python's own `$` would let it pass; the schema's, by ECMA-262, does not."""
    for path in [("service", "code"), ("fees", "20561", "billed"), ("date",), ("clinic", "npi"), ("clinic", "state")]:
        visit = full()
        assert problems_of(with_value(path, at(visit, path) + "\n"), rules) != []
