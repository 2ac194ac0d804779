"""The cases of tests/cases/payers and tests/cases/states through the real engine; every shipped block has one."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from clinicdesk.engine.coverage import determine
from clinicdesk.engine.practice import age_of_consent, permitted
from clinicdesk.model.clinic import Clinic
from clinicdesk.model.coverage import Coverage, Inquiry, PriorAuthorization, Referral
from clinicdesk.model.dated import Dated, Reason
from clinicdesk.model.payer import Indication, LineOfBusiness
from clinicdesk.model.people import Practitioner, Profession
from clinicdesk.model.rulebook import EVERY_STATE, Rulebook
from tests.conftest import CASES

Json = dict[str, Any]
NOT_STATED = "not_stated"
A_DAY = timedelta(days=1)
FACTS_OF_PAYERS = {
    "on",
    "line_of_business",
    "state",
    "profession",
    "indication",
    "diagnoses",
    "documented_improvement",
    "authorized",
    "referred",
}
FACTS_OF_STATES = {"on", "state", "profession", "hours", "endorsed", "referred"}


def files(folder: str) -> dict[str, Json]:
    """Each file of cases by the id of the payer or state."""
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((CASES / folder).glob("*.toml"))}


PAYERS, STATES = files("payers"), files("states")


def cases(of: dict[str, Json]) -> list[Any]:
    """(id, case) of each case, to be told by id and number."""
    numbered = ((name, number, case) for name, file in of.items() for number, case in enumerate(file["case"], 1))
    return [pytest.param(name, case, id=f"{name}-{number}") for name, number, case in numbered]


def each(case: Json, known: set[str]) -> Iterator[Json]:
    """The case once for each combination of its facts. A list means one after the other."""
    facts = {key: value if isinstance(value, list) else [value] for key, value in case.items() if key != "must"}
    assert facts.keys() <= known, facts.keys() - known
    for values in product(*facts.values()):
        yield {key: value for key, value in zip(facts, values, strict=True) if value != NOT_STATED}


def number_of(reasons: tuple[Reason, ...], blocks: tuple[Dated, ...]) -> int | None:
    """Which block stands behind the first reason, counted from 1."""
    return next((place for place, block in enumerate(blocks, 1) if block.source is reasons[0].source), None)


def told(**outcome: Any) -> Json:
    """An outcome without what is empty, as cases have it."""
    return {key: value for key, value in outcome.items() if value not in (None, False, [])}


def by_payer(payer: str, facts: Json, code: str, rules: Rulebook) -> Json:
    """What the engine says of a payer."""
    coverage = Coverage(
        payer=payer,
        in_network=True,
        line_of_business=LineOfBusiness(facts["line_of_business"]) if "line_of_business" in facts else None,
        documented_improvement=facts.get("documented_improvement", False),
        prior_authorization=PriorAuthorization("A1") if facts.get("authorized") else None,
        referral=Referral("Dr. Lee") if facts.get("referred") else None,
    )
    inquiry = Inquiry(
        day=facts["on"],
        dates=(facts["on"],),
        code=code,
        state=facts.get("state"),
        profession=Profession(facts["profession"]) if "profession" in facts else None,
        diagnoses=(facts["diagnoses"],) if "diagnoses" in facts else (),
        indication=Indication(facts["indication"]) if "indication" in facts else None,
    )
    found = determine(coverage, inquiry, rules)
    return told(
        rule=number_of(found.reasons, rules.payers[payer].policies),
        status=found.status.value,
        verified=found.verified,
        visits_allowed=found.visits_allowed,
        needs=[need.value for need in found.needs],
        unmet=[need.value for need in found.unmet],
        may_be_billed=found.patient_may_be_billed.value,
    )


def by_state(state: str, facts: Json, rules: Rulebook) -> Json:
    """What the engine says of a state; the cases of `every` name theirs."""
    practitioner = Practitioner(
        name="Dana Reyes",
        profession=Profession(facts["profession"]),
        dry_needling_hours=facts.get("hours"),
        endorsed=facts.get("endorsed", False),
    )
    clinic = Clinic(name="Harbor", state=facts.get("state", state), practitioner=practitioner)
    found = permitted(clinic, facts["on"], rules, referred=facts.get("referred", False))
    return told(
        rule=number_of(found.reasons, rules.states[state].practice),
        status=found.status.value,
        verified=found.reasons[0].verified,
        needs=[need.value for need in found.needs],
        unmet=[need.value for need in found.unmet],
    )


@pytest.mark.parametrize(("payer", "case"), cases(PAYERS))
def test_a_payers_case(payer: str, case: Json, rules: Rulebook) -> None:
    found = [
        (facts, code, by_payer(payer, facts, code, rules))
        for facts in each(case, FACTS_OF_PAYERS)
        for code in rules.service_codes
    ]
    assert [one for one in found if one[2] != case["must"]] == []


@pytest.mark.parametrize(("state", "case"), cases(STATES))
def test_a_states_case(state: str, case: Json, rules: Rulebook) -> None:
    found = [(facts, by_state(state, facts, rules)) for facts in each(case, FACTS_OF_STATES)]
    assert [one for one in found if one[1] != case["must"]] == []


@pytest.mark.parametrize("state", sorted(STATES.keys() - {EVERY_STATE}))
def test_the_age_of_consent(state: str, rules: Rulebook) -> None:
    assert age_of_consent(rules.states[state]) == STATES[state]["age_of_consent"]


def hit(of: dict[str, Json]) -> set[tuple[str, int]]:
    """The blocks that some case names, by id and number."""
    return {
        (name, case["must"]["rule"]) for name, file in of.items() for case in file["case"] if "rule" in case["must"]
    }


def test_every_policy_has_a_case(rules: Rulebook) -> None:
    assert PAYERS.keys() == rules.payers.keys()
    there = {(name, number) for name, payer in rules.payers.items() for number, _ in enumerate(payer.policies, 1)}
    assert there - hit(PAYERS) == set()


def test_every_practice_row_has_a_case(rules: Rulebook) -> None:
    assert STATES.keys() == rules.states.keys()
    there = {(name, number) for name, state in rules.states.items() for number, _ in enumerate(state.practice, 1)}
    assert there - hit(STATES) == set()


def days_about(rule: Dated) -> Iterator[date]:
    """The first and the last day of a rule, the day before and the day after, as far as it begins and ends."""
    if rule.first_day > date.min:
        yield from (rule.first_day - A_DAY, rule.first_day)
    if rule.last_day < date.max:
        yield from (rule.last_day, rule.last_day + A_DAY)


def asked_days(file: Json) -> set[date]:
    """The days that the cases of a file ask for."""
    return {day for case in file["case"] for day in (case["on"] if isinstance(case["on"], list) else [case["on"]])}


def test_the_days_about_every_policy_have_a_case(rules: Rulebook) -> None:
    """What begins before the codes do is hidden behind them."""
    codes = min(code.first_day for code in rules.codes.values() if code.service)
    wanted = {
        (name, max(day, codes - A_DAY))
        for name, payer in rules.payers.items()
        for policy in payer.policies
        for day in days_about(policy)
    }
    assert wanted - {(name, day) for name, file in PAYERS.items() for day in asked_days(file)} == set()


def test_the_days_about_every_practice_row_have_a_case(rules: Rulebook) -> None:
    wanted = {
        (name, day) for name, state in rules.states.items() for rule in state.practice for day in days_about(rule)
    }
    assert wanted - {(name, day) for name, file in STATES.items() for day in asked_days(file)} == set()
