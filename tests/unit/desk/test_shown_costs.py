"""The screen shows of an estimate what its paper shows, and asks for nothing where the paper asks for nothing."""

from dataclasses import replace

import pytest

from clinicdesk.desk.costs import Option, compare
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.plans import check_by_phone
from clinicdesk.desk.shown_costs import ShownCosts, costs_of
from clinicdesk.engine.visit import work
from clinicdesk.model.estimate import AMOUNTS
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import OtherService
from clinicdesk.words import Words, money
from tests.conftest import EXAMPLES, as_visit, example_json
from tests.unit.desk.visits import CHECK, SERVICE, Case, at_the_desk
from tests.unit.documents.helpers import plain, sheet_of


def shown(name: str, rules: Rulebook) -> ShownCosts:
    visit = as_visit(example_json(name), rules)
    return costs_of(visit, work(visit, rules), rules)


def test_each_session_has_its_amounts_and_each_amount_its_reason(rules: Rulebook, words: Words) -> None:
    costs = shown("deductible-met-midway", rules)
    assert costs.columns == ("billed", "allowed", "plan", "deductible", "coinsurance", "patient")
    assert [row.session for row in costs.rows] == [1, 2, 3, 4]
    assert costs.patient == (6000, 6000, 2000, 1200)
    assert costs.course == 15200
    first = dict(zip(costs.columns, costs.rows[0].cells, strict=True))
    assert first["patient"].text == "$60.00"
    told = {name: words.tell(cell.why) for name, cell in first.items() if cell.why}
    assert told["allowed"] == "$60.00: what the plan and the clinic have agreed on."
    assert told["patient"] == "$60.00: $60.00 goes to the deductible ($130.00 was left)."


def test_a_session_beyond_the_course_has_no_amount(rules: Rulebook) -> None:
    costs = shown("deductible-met-midway", rules)
    assert [costs.at(session) for session in (0, 1, 4, 5)] == [None, 6000, 1200, None]


def test_several_codes_a_session_are_summed_up_in_a_row_of_their_own(rules: Rulebook) -> None:
    costs = shown("tricare-with-manual-therapy", rules)
    first = [row for row in costs.rows if row.session == 1]
    assert [row.code for row in first][-1] == ""
    assert len(first) == 3
    assert all(cell.why is None for cell in first[-1].cells)


def test_what_is_not_known_to_be_covered_has_no_amount_but_two_suppositions(rules: Rulebook) -> None:
    costs = shown("unknown-payer-rule", rules)
    assert costs.course is None
    assert costs.patient == ()
    assert costs.if_covered is not None
    assert costs.if_not_covered is not None
    assert "open" in costs.columns
    plan = costs.columns.index("plan")
    assert {row.cells[plan].text for row in costs.rows} == {"not known"}
    whys = [row.cells[plan].why for row in costs.rows]
    assert {why.code for why in whys if why} == {"why.plan_not_known"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_screen_withholds_what_the_paper_withholds(name: str, rules: Rulebook, words: Words) -> None:
    costs = shown(name, rules)
    paper = plain(sheet_of(name, rules, words))
    assert bool(costs.withheld) is (words.say("paper.cost.withheld") in paper)
    amounts = (costs.course, costs.if_covered, costs.if_not_covered, costs.if_not_obtained, costs.range)
    if costs.withheld:
        assert set(amounts) == {None}
        assert costs.patient == ()
        assert costs.columns[-1] == "left_open"


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_column_of_the_screen_stands_on_the_paper_with_its_total(
    name: str, rules: Rulebook, words: Words
) -> None:
    costs = shown(name, rules)
    paper = plain(sheet_of(name, rules, words))
    for column, total in zip(costs.columns, costs.total, strict=True):
        assert column in {*AMOUNTS, "open", "left_open", "expected_charge"}
        assert words.say(f"paper.cost.column.{column}") in paper
        assert total in paper


def test_where_the_payer_forbids_a_bill_nothing_is_the_patients(desk: Desk) -> None:
    case: Case = at_the_desk(desk)
    refused = replace(CHECK, status=CoverageStatus.NOT_COVERED, may_bill_patient=False)
    check_by_phone(desk, case.patient, case.course.coverages[0], refused)
    options = [Option(name="insured"), Option(name="self-pay", use_insurance=False)]
    for one in compare(desk, *case.here, options):
        assert one.costs.withheld == ("Acme Employee Health",)
        assert (one.costs.course, one.costs.patient) == (None, ())


def test_what_had_to_be_assumed_at_the_patients_expense_is_told_as_the_most(desk: Desk) -> None:
    case = at_the_desk(desk, service=replace(SERVICE, also=(OtherService("97140"),)))
    known, unknown = compare(desk, *case.here, [Option(name="", use_insurance=False), Option(name="")])
    assert not known.costs.at_most
    assert unknown.costs.at_most
    assert money(unknown.estimate.total["patient"], "USD") == unknown.costs.total[-1]
