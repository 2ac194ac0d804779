"""Each amount's sentence is true: its parts add up, and each figure in it is the one that was reckoned with."""

from typing import Any

from hypothesis import given

from clinicdesk.engine.explain import explain
from clinicdesk.engine.visit import work
from clinicdesk.model.dated import Reason
from clinicdesk.model.estimate import AMOUNTS, Line
from clinicdesk.model.money import Money, Share, part_of
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import read_words
from tests.conftest import as_visit
from tests.property.strategies import visit_files

RULES = load(rule_files())
WORDS = read_words("en")


def cents(part: Reason, name: str) -> int:
    """One amount of a sentence."""
    value = part.values[name]
    assert isinstance(value, Money)
    return value.cents


def parts_of(line: Line, amount: str) -> list[Reason]:
    """The parts of one amount's sentence."""
    told = explain(line, amount, "USD")
    assert cents(told, "amount") == getattr(line, amount)
    assert WORDS.tell(told)
    parts = told.values["parts"]
    assert isinstance(parts, tuple)
    assert parts
    return [part for part in parts if isinstance(part, Reason)]


def check_patient(line: Line) -> None:
    """The parts add up to what the patient pays."""
    parts = parts_of(line, "patient")
    if line.covered:
        paid = sum(
            cents(part, "amount") for part in parts if "amount" in part.values and part.code != "why.part_second_plan"
        )
        taken = sum(cents(part, "amount") for part in parts if part.code == "why.part_second_plan")
        assert paid - taken == line.patient
        assert taken == line.secondary_plan


def check_differences(line: Line) -> None:
    """What is said to be one amount less another is."""
    for amount, whole, less in [
        ("write_off", "billed", "kept"),
        ("balance_bill", "billed", "allowed"),
        ("plan", "allowed", "share"),
        ("out_of_pocket_reduction", "full", "left"),
    ]:
        for part in parts_of(line, amount):
            if whole in part.values and less in part.values:
                assert cents(part, whole) - cents(part, less) == getattr(line, amount), part


def check_parts(line: Line, part: Reason) -> None:
    """One part by itself."""
    match part.code:
        case "why.part_deductible_not_stated":
            assert cents(part, "amount") == line.allowed
        case "why.part_deductible":
            assert cents(part, "amount") < cents(part, "left")
        case "why.part_coinsurance" | "why.part_coinsurance_rest":
            ratio = part.values["ratio"]
            assert isinstance(ratio, Share)
            assert part_of(cents(part, "rest"), ratio.ten_thousandths) == cents(part, "amount")
        case "why.part_coinsurance":
            assert cents(part, "rest") == line.allowed
        case "why.part_copay_cut":
            assert cents(part, "amount") < cents(part, "copay")
        case "why.part_maximum":
            assert cents(part, "amount") < cents(part, "full")
        case "why.billed_units":
            units = part.values["units"]
            assert isinstance(units, int)
            assert units * cents(part, "unit") == line.billed
        case "why.billed_is_less":
            assert cents(part, "contracted") > line.allowed
        case "why.no_coinsurance" | "why.no_write_off" | "why.no_balance_bill" | "why.plan_pays_nothing":
            pass
        case _:
            assert all(cents(part, name) >= 0 for name, value in part.values.items() if isinstance(value, Money))


@given(visit_files(RULES))
def test_every_sentence_is_true(value: dict[str, Any]) -> None:
    estimate = work(as_visit(value, RULES), RULES).estimate
    for line, why in zip(estimate.lines, estimate.why, strict=True):
        assert cents(why, "amount") == line.patient
        check_patient(line)
        check_differences(line)
        for amount in AMOUNTS:
            for part in parts_of(line, amount):
                if not line.out_of_pocket_reduction or amount not in {"deductible", "copay"}:
                    check_parts(line, part)
