"""The worked examples with all numbers, those that are cases of the chain, through the file reader and the engine."""

import json
from typing import Any

import pytest

from clinicdesk.engine.calendar import business_days_after, business_days_ahead
from clinicdesk.engine.visit import work
from clinicdesk.model.money import cents_of, part_of
from clinicdesk.model.result import Result
from clinicdesk.model.rulebook import Rulebook
from tests.conftest import CASES, as_visit, example_json

EXAMPLES: dict[str, dict[str, Any]] = {
    one["id"]: one for one in json.loads((CASES / "worked-examples.json").read_bytes())["examples"]
}
BY_SESSION = [name for name, one in EXAMPLES.items() if "per_session" in one["expected"]]
NOT_COVERED = {"W11"}
SELF_PAY = {"W01"}
NAMES = {"out_of_pocket_reduction": "oop_reduction", "not_covered": "non_covered"}


def money(amount: float) -> str:
    """An input amount as the visit file writes it."""
    return f"{amount:.2f}"


def insured(inputs: dict[str, Any], sessions: int | None = None) -> dict[str, Any]:
    """The visit file of a worked example: everything comes to us in these inputs."""
    visit = example_json("deductible-met-midway")
    price = inputs.get("over_limit_rate", inputs["billed"])
    visit["fees"] = {
        "20561": {
            "billed": money(inputs["billed"]),
            "self_pay": money(price),
            "allowed": {"unlisted": money(inputs["allowed"])},
        }
    }
    visit["service"] |= {"sessions": sessions or inputs["n"], "first_session": "2026-12-01"}
    visit["coverage"][0] |= {"network": "in" if inputs.get("network", True) else "out", "benefits": benefits(inputs)}
    if "visit_limit_rem" in inputs:
        visit["coverage"][0]["verified_by_phone"]["visits_allowed"] = inputs["visit_limit_rem"]
    if "reset" in inputs:
        last = 1 + 7 * (inputs["reset_after"] - 1)
        visit["coverage"][0]["benefits"] |= {
            "plan_year_ends": f"2026-12-{last:02d}",
            "next_year": left(inputs["reset"]),
        }
    return visit


def left(inputs: dict[str, Any]) -> dict[str, str]:
    """The accumulators."""
    keys = {
        "ded_rem": "deductible_remaining",
        "fam_ded_rem": "family_deductible_remaining",
        "oop_rem": "out_of_pocket_remaining",
        "fam_oop_rem": "family_out_of_pocket_remaining",
    }
    return {ours: money(inputs[theirs]) for theirs, ours in keys.items() if theirs in inputs}


def benefits(inputs: dict[str, Any]) -> dict[str, Any]:
    """The plan."""
    told: dict[str, Any] = {"accumulators": left(inputs)}
    if "copay" in inputs:
        told["copay"] = money(inputs["copay"])
    if "coins" in inputs:
        told["coinsurance"] = money(inputs["coins"])
    told["deductible_applies"] = inputs.get("ded_applies", True)
    return told


def worked(visit: dict[str, Any], rules: Rulebook) -> Result:
    """Through the reader and the chain."""
    return work(as_visit(visit, rules), rules)


@pytest.mark.parametrize("name", [one for one in BY_SESSION if one not in SELF_PAY])
def test_every_amount_of_every_session(name: str, rules: Rulebook) -> None:
    one = EXAMPLES[name]
    estimate = worked(insured(one["inputs"]), rules).estimate
    for line, wanted in zip(estimate.lines, one["expected"]["per_session"], strict=True):
        for amount in (
            "billed",
            "write_off",
            "deductible",
            "copay",
            "coinsurance",
            "out_of_pocket_reduction",
            "not_covered",
            "balance_bill",
            "plan",
            "patient",
        ):
            assert getattr(line, amount) == cents_of(wanted[NAMES.get(amount, amount)]), (line.session, amount)
        assert line.covered is wanted["covered"]
        assert line.allowed == (cents_of(wanted["allowed"]) if line.covered else 0)
    assert estimate.total["patient"] == cents_of(one["expected"]["total"]["patient"])


def test_self_pay_totals(rules: Rulebook) -> None:
    one = EXAMPLES["W01"]
    visit = example_json("self-pay-three-to-six")
    visit["fees"]["20561"] = {"billed": "60.00"}
    total = worked(visit, rules).estimate.total
    assert total["patient"] == cents_of(one["expected"]["total"]["patient"])
    assert total["billed"] == cents_of(one["expected"]["total"]["billed"])


@pytest.mark.parametrize(
    ("name", "patient", "plan"), [("P02", 40, 160), ("P05", 50, 150), ("P06", 125, 0), ("P07", 15, 60), ("P08", 0, 200)]
)
def test_one_visit_of_a_published_example(name: str, patient: int, plan: int, rules: Rulebook) -> None:
    given = EXAMPLES[name]["inputs"]
    inputs = {
        "n": 1,
        "billed": given["allowed"],
        "allowed": given["allowed"],
        "ded_rem": given.get("deductible_remaining", 0),
        "coins": given["coinsurance"],
        "oop_rem": given.get("oop_remaining", 5000),
    }
    line = worked(insured(inputs), rules).estimate.lines[0]
    assert (line.patient, line.plan) == (patient * 100, plan * 100)
    assert EXAMPLES[name]["expected"]["patient"] == patient


@pytest.mark.parametrize(("name", "deductible", "share"), [("P01", 5000, 0.20), ("P04", 4000, 0.25)])
def test_deductible_and_coinsurance_until_the_maximum(
    name: str, deductible: int, share: float, rules: Rulebook
) -> None:
    most = EXAMPLES[name]["inputs"]["oop_max"]
    inputs = {"n": 20, "billed": 600, "allowed": 600, "ded_rem": deductible, "coins": share, "oop_rem": most}
    estimate = worked(insured(inputs), rules).estimate
    assert estimate.total["patient"] == EXAMPLES[name]["expected"]["patient_max"] * 100
    assert estimate.lines[-1].plan == estimate.lines[-1].allowed


@pytest.mark.parametrize(("name", "billed", "allowed"), [("P03", 300, 200), ("P09", 200, 110), ("P10", 100, 70)])
def test_balance_bill(name: str, billed: int, allowed: int, rules: Rulebook) -> None:
    inputs = {"n": 1, "billed": billed, "allowed": allowed, "ded_rem": 0, "coins": 0.2, "oop_rem": 900}
    out = worked(insured(inputs | {"network": False}), rules).estimate.lines[0]
    wanted = EXAMPLES[name]["expected"]
    assert out.balance_bill == wanted.get("balance_bill", wanted.get("balance_bill_possible")) * 100
    inside = worked(insured(inputs), rules).estimate.lines[0]
    assert (inside.balance_bill, inside.write_off) == (0, out.balance_bill)


@pytest.mark.parametrize(("left_over", "patient", "plan"), [(283, 100, 0), (0, 20, 80)])
def test_medicare_part_b(left_over: int, patient: int, plan: int, rules: Rulebook) -> None:
    inputs = {"n": 1, "billed": 100, "allowed": 100, "ded_rem": left_over, "coins": 0.2}
    line = worked(insured(inputs), rules).estimate.lines[0]
    assert (line.patient, line.plan) == (patient * 100, plan * 100)
    key = "deductible_met" if not left_over else "deductible_not_met"
    assert EXAMPLES["P11"]["expected"][key]["patient"] == patient


def second(visit: dict[str, Any], coordination: str, share: str, allowed: str) -> dict[str, Any]:
    """A second plan without deductible."""
    visit["coverage"].append(
        {
            "payer": "aetna",
            "line_of_business": "commercial",
            "network": "in",
            "coordination": coordination,
            "benefits": {
                "accumulators": {"deductible_remaining": "0.00", "out_of_pocket_remaining": "9000.00"},
                "coinsurance": share,
            },
            "verified_by_phone": visit["coverage"][0]["verified_by_phone"],
        }
    )
    visit["fees"]["20561"]["allowed"]["aetna"] = allowed
    return visit


@pytest.mark.parametrize(("name", "coordination"), [("P12", "maintenance_of_benefits"), ("P13", "non_duplication")])
def test_a_second_plan(name: str, coordination: str, rules: Rulebook) -> None:
    wanted = EXAMPLES[name]["expected"]
    inputs = {"n": 1, "billed": 150, "allowed": 125, "ded_rem": 0, "coins": 0.4, "oop_rem": 9000}
    line = worked(second(insured(inputs), coordination, "0.25", "125.00"), rules).estimate.lines[0]
    assert line.plan == EXAMPLES[name]["inputs"]["primary_paid"] * 100
    assert (line.secondary_plan, line.patient) == (wanted["secondary_pays"] * 100, wanted["patient"] * 100)
    assert line.write_off == wanted["write_off"] * 100


@pytest.mark.parametrize(("name", "copay"), [("P14", 30), ("P15", 50)])
def test_standard_coordination(name: str, copay: int, rules: Rulebook) -> None:
    given, wanted = EXAMPLES[name]["inputs"], EXAMPLES[name]["expected"]
    inputs = {
        "n": 1,
        "billed": given["charge"],
        "allowed": given["charge"],
        "ded_rem": 0,
        "copay": copay,
        "oop_rem": 900,
    }
    line = worked(second(insured(inputs), "standard", "0.20", money(given["charge"])), rules).estimate.lines[0]
    assert line.plan == given["primary_paid"] * 100
    assert (line.secondary_plan, line.patient) == (wanted["secondary_pays"] * 100, wanted["patient"] * 100)


def test_sequestration_does_not_touch_the_patient(rules: Rulebook) -> None:
    wanted = EXAMPLES["W17"]["expected"]
    inputs = {"n": 1, "billed": 60, "allowed": 24.72, "ded_rem": 0, "coins": 0.2}
    line = worked(insured(inputs), rules).estimate.lines[0]
    assert (line.patient, line.plan) == (cents_of(wanted["patient"]), cents_of(wanted["medicare_before"]))
    assert line.plan - part_of(line.plan, 200) == cents_of(wanted["medicare_paid"])


def test_needling_beside_covered_therapy(rules: Rulebook) -> None:
    wanted = EXAMPLES["W18"]["expected"]
    lines = worked(example_json("tricare-with-manual-therapy"), rules).estimate.lines[:2]
    assert [line.patient for line in lines] == [
        wanted["patient_20560_if_waiver"] * 100,
        wanted["patient_covered_lines"] * 100,
    ]


def test_when_a_good_faith_estimate_is_due(rules: Rulebook) -> None:
    due = []
    for case in EXAMPLES["W20"]["inputs"]["cases"]:
        visit = example_json("self-pay-three-to-six")
        visit["date"] = "2026-11-23"
        visit["service"]["scheduled_on"] = case.get("scheduled")
        visit["service"]["first_session"] = case.get("service", "2026-12-01")
        visit["service"] = {key: value for key, value in visit["service"].items() if value is not None}
        notice = worked(visit, rules).notices[1]
        due.append(notice.due.isoformat() if notice.due else None)
    assert due == EXAMPLES["W20"]["expected"]["due"]


def test_business_days_skip_week_ends_and_holidays(rules: Rulebook) -> None:
    visit = as_visit(example_json("self-pay-three-to-six"), rules)
    booked = visit.service.scheduled_on
    assert booked
    assert business_days_after(booked, 3, rules.holidays).isoformat() == "2026-11-27"
    assert business_days_ahead(booked, visit.service.first_session, 99, rules.holidays) == 12


def test_a_range(rules: Rulebook) -> None:
    one = EXAMPLES["W22"]
    visit = insured({"n": 4, "billed": 95, **one["inputs"], "oop_rem": 9000})
    visit["service"]["sessions_range"] = [3, 6]
    found = worked(visit, rules).estimate.range
    assert found
    assert found.patient == (one["expected"]["total_min"] * 100, one["expected"]["total_max"] * 100)


def test_a_published_range_is_so_many_times_the_rate(rules: Rulebook) -> None:
    told = EXAMPLES["P16"]
    least, most = told["inputs"]["sessions_min"], told["inputs"]["sessions_max"]
    visit = example_json("self-pay-three-to-six")
    visit["service"] |= {"sessions": least, "sessions_range": [least, most]}
    rate = cents_of(visit["fees"]["20561"]["self_pay"])
    found = work(as_visit(visit, rules), rules).estimate.range
    assert found
    times = [int(told["expected"][name].removesuffix("X")) for name in ("total_min", "total_max")]
    assert found.patient == (times[0] * rate, times[1] * rate)
