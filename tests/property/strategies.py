"""Made-up visit files of every shape that the contract allows."""

import re
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from clinicdesk.model.payer import Indication, LineOfBusiness
from clinicdesk.model.people import Profession
from clinicdesk.model.questionnaire import AGE_ITEM, Item, ItemType, Questionnaire
from clinicdesk.model.rulebook import EVERY_STATE, Rulebook
from clinicdesk.rulebook.stale import every_rule
from tests.conftest import example_json

DAY = date(2026, 11, 23)
CONDITIONAL = ["medicare", "ibx", "bcbsri", "example-limited", "bcbs-al", "va", "workers-comp"]
"""Payers whose answer hangs on something."""

FOR = ["chronic_low_back_pain", "myofascial_trigger_points"]
DIAGNOSES = ["M79.18", "M54.50", "M26.60", "G43.909"]


def up_to(most: int) -> st.SearchStrategy[str]:
    """Amounts of up to so many cents."""
    return st.integers(0, most).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")


small_money, money, large_money = up_to(8_000), up_to(30_000), up_to(300_000)
stated_money = st.none() | money
shares = st.none() | st.integers(0, 100).map(lambda part: f"{part // 100}.{part % 100:02d}")
counts = st.integers(0, 12)


def days(least: int, most: int) -> st.SearchStrategy[str]:
    """Days around the day of the visit."""
    return st.integers(least, most).map(lambda n: (DAY + timedelta(days=n)).isoformat())


def mostly(keys: dict[str, st.SearchStrategy[Any]], of_ten: int = 7) -> st.SearchStrategy[dict[str, Any]]:
    """An object in which each key stands in so many of ten files."""
    there = st.sampled_from([True] * of_ten + [False] * (10 - of_ten))
    gone: st.SearchStrategy[dict[str, Any]] = st.builds(dict)

    def one(key: str, value: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
        return there.flatmap(lambda is_there: value.map(lambda drawn: {key: drawn}) if is_there else gone)

    return st.tuples(*(one(key, value) for key, value in keys.items())).map(
        lambda parts: {key: value for part in parts for key, value in part.items()}
    )


accumulators = mostly(
    {
        "deductible_remaining": st.none() | st.just("0.00") | small_money | small_money,
        "family_deductible_remaining": stated_money,
        "out_of_pocket_remaining": st.none() | money | large_money,
        "family_out_of_pocket_remaining": st.none() | large_money,
        "visits_remaining": st.none() | counts,
    },
    6,
)
benefits = mostly(
    {
        "accumulators": accumulators,
        "copay": st.none() | small_money,
        "coinsurance": shares,
        "deductible_applies": st.booleans(),
        "plan_year_ends": days(0, 60),
        "next_year": accumulators,
    }
)
told_now = st.fixed_dictionaries(
    {"status": st.just("covered"), "on": days(-30, 0), "by": st.just("desk"), "reference": st.just("REF-1")}
)
told_somehow = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["covered", "covered_with_conditions", "not_covered"]),
        "on": days(-120, 0),
        "by": st.just("desk"),
        "reference": st.just("REF-1"),
    },
    optional={
        "visits_allowed": counts,
        "codes": st.lists(st.sampled_from(["20560", "20561", "97140"]), max_size=2),
        "may_bill_patient": st.booleans(),
    },
)


def coverages(rules: Rulebook) -> st.SearchStrategy[dict[str, Any]]:
    """One plan, in more than half of the files one that covers the course."""
    fixed = st.fixed_dictionaries(
        {
            "payer": st.sampled_from(sorted(rules.payers)) | st.sampled_from(CONDITIONAL),
            "network": st.sampled_from(["in", "in", "out"]),
        }
    )
    rest = {
        "benefits": benefits,
        "verified_by_phone": told_now | told_now | told_somehow,
        "coordination": st.sampled_from(["standard", "maintenance_of_benefits", "non_duplication"]),
    }
    rare: dict[str, st.SearchStrategy[Any]] = {
        "line_of_business": st.sampled_from(list(LineOfBusiness)).map(str),
        "effective_from": days(-300, 20),
        "effective_to": days(-10, 300),
        "visits_used": counts,
        "prior_authorization": st.fixed_dictionaries(
            {"number": st.just("A-1")}, optional={"visits": counts, "until": days(-5, 60)}
        ),
        "referral": st.just({"from": "Dr. Example"}),
        "documented_improvement": st.booleans(),
    }
    return st.tuples(fixed, mostly(rest, 9), mostly(rare, 3)).map(
        lambda parts: in_order(parts[0] | parts[1] | parts[2])
    )


def in_order(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan, not ended before it began."""
    if "effective_from" in plan and "effective_to" in plan:
        plan["effective_from"], plan["effective_to"] = sorted((plan["effective_from"], plan["effective_to"]))
    return plan


def answer_to(item: Item) -> st.SearchStrategy[Any]:
    """Any answer that the item takes."""
    if item.type is ItemType.CHOICE:
        return st.sampled_from(list(item.options))
    if item.type is ItemType.MULTI_CHOICE:
        return st.lists(st.sampled_from(list(item.options)), max_size=3)
    return st.integers(1, 45) if item.type is ItemType.INTEGER else st.sampled_from(["", "English", "vitamins"])


def answers_to(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the questions answered, anyhow."""
    asked = [item for item in questionnaire.items if item.link_id != AGE_ITEM]
    return st.fixed_dictionaries({}, optional={item.link_id: answer_to(item) for item in asked})


HARMLESS: dict[str, Any] = example_json("deductible-met-midway")["answers"]


@st.composite
def nearly_harmless_answers(draw: st.DrawFn, questionnaire: Questionnaire) -> dict[str, Any]:
    """Everything answered without a flag, but for a few answers that are another or missing."""
    others = draw(answers_to(questionnaire))
    changed = draw(st.sets(st.sampled_from(sorted(questionnaire.by_id)), max_size=3))
    gone = draw(st.sets(st.sampled_from(sorted(HARMLESS)), max_size=1))
    some = {key: value for key, value in others.items() if key in changed}
    return {key: value for key, value in HARMLESS.items() if key not in gone} | {"changed": "no"} | some


@st.composite
def fees(draw: st.DrawFn, payers: list[str]) -> dict[str, Any]:
    """The amounts of one code: no self-pay price above what is billed, contracted amounts of some payers."""
    billed, part = draw(st.integers(0, 30_000)), draw(st.integers(0, 100))
    told: dict[str, Any] = {"billed": f"{billed // 100}.{billed % 100:02d}"}
    if part:
        told["self_pay"] = f"{billed * part // 10_000}.{billed * part // 100 % 100:02d}"
    return told | {"allowed": {payer: draw(money) for payer in payers if draw(st.booleans())}}


def interesting_days(rules: Rulebook) -> list[int]:
    """How far from DAY each rule of the codes' time begins or ends, and the days beside it; DAY itself comes first."""
    ends = {one for _, rule in every_rule(rules) for one in (rule.since, rule.until) if one and one.year >= 2020}
    return [0, *sorted({(one - DAY).days + beside for one in ends for beside in (-1, 0, 1)})]


def moved(value: Any, by: int) -> Any:
    """The same with every date so many days later."""
    if isinstance(value, dict):
        return {key: moved(one, by) for key, one in value.items()}
    if isinstance(value, list):
        return [moved(one, by) for one in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return (date.fromisoformat(value) + timedelta(days=by)).isoformat()
    return value


decisions = st.fixed_dictionaries(
    {
        "by": st.just("Dr. Osei"),
        "license": st.just("P9"),
        "on": days(-400, 0),
        "decision": st.sampled_from(["may_go_on", "not_today"]),
        "reason": st.just("seen"),
        "findings": st.lists(
            st.sampled_from(["blood_thinner", "diabetes", "age_years", "pregnant", "needle_fear"]), max_size=4
        ),
    }
)


@st.composite
def visit_files(draw: st.DrawFn, rules: Rulebook) -> dict[str, Any]:
    """A visit file that the reader takes."""
    sessions = draw(st.integers(1, 14))
    service: dict[str, Any] = {"code": draw(st.sampled_from(["20560", "20561"])), "sessions": sessions}
    service["use_insurance"] = draw(st.sampled_from([True] * 9 + [False]))
    service |= draw(
        mostly(
            {
                "diagnoses": st.lists(st.sampled_from(DIAGNOSES), max_size=2),
                "indication": st.sampled_from(FOR) | st.sampled_from(list(Indication)).map(str),
                "first_session": days(0, 60),
                "every_days": st.integers(1, 30),
                "scheduled_on": days(-30, 0),
                "also": st.lists(
                    st.fixed_dictionaries(
                        {"code": st.sampled_from(["97140", "97110"])}, optional={"units": st.integers(1, 4)}
                    ),
                    max_size=2,
                ),
                "sessions_range": st.tuples(st.integers(0, 5), st.integers(0, 5)).map(
                    lambda around: [max(1, sessions - around[0]), sessions + around[1]]
                ),
            },
            5,
        )
    )
    coverage = draw(
        st.sampled_from([0, 1, 1, 2, 2, 2]).flatmap(lambda n: st.lists(coverages(rules), min_size=n, max_size=n))
    )
    asked_about = {"20560", "20561", *(one["code"] for one in service.get("also", []))}
    for told in (one["verified_by_phone"] for one in coverage if "codes" in one.get("verified_by_phone", {})):
        told["codes"] = [code for code in told["codes"] if code in asked_about]
    payers = sorted({one["payer"] for one in coverage})
    visit = {
        "clinicdesk": "visit/1",
        "date": DAY.isoformat(),
        "clinic": {
            "name": "Clinic",
            "state": draw(st.sampled_from([one for one in sorted(rules.states) if one != EVERY_STATE] + ["XX"])),
            "practitioner": {
                "name": "Sam Lee",
                "profession": draw(st.sampled_from(["PT", "MD", "NP"]) | st.sampled_from(list(Profession)).map(str)),
                **draw(
                    st.fixed_dictionaries(
                        {}, optional={"dry_needling_hours": st.integers(0, 100), "endorsed": st.booleans()}
                    )
                ),
            },
            **draw(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "npi": st.just("1234567893"),
                        "tin": st.just("12-3456789"),
                        "address": st.sampled_from(["12 Maple Street", ""]),
                    },
                )
            ),
        },
        "patient": {
            "given_name": "Ana",
            "family_name": "Example",
            "birth_date": draw(st.none() | days(-365 * 95, 0)),
            **draw(
                st.fixed_dictionaries(
                    {}, optional={"guardian": st.just({"name": "G"}), "representative": st.just({"name": "R"})}
                )
            ),
        },
        "answers": draw(nearly_harmless_answers(rules.questionnaire) | answers_to(rules.questionnaire)),
        "coverage": coverage,
        "service": service,
        "fees": {code: draw(fees(payers)) for code in ("20560", "20561", "97140", "97110")},
        **draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "screening": st.fixed_dictionaries(
                        {"kind": st.sampled_from(["full", "return"])}, optional={"full_on": days(-500, 0)}
                    ),
                    "clinician_decision": decisions,
                },
            )
        ),
    }
    return dict(moved(visit, draw(st.sampled_from(interesting_days(rules)))))
