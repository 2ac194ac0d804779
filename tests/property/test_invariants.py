"""What must hold of every visit, whatever it is."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.engine.visit import work
from clinicdesk.exchange.result_file import result_text
from clinicdesk.model.document import BlockerKind, NoticeKind
from clinicdesk.model.estimate import AMOUNTS, Basis
from clinicdesk.model.result import Result
from clinicdesk.model.screening import Outcome
from clinicdesk.model.visit import Visit
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import read_words
from tests.conftest import as_visit
from tests.property.strategies import visit_files

RULES = load(rule_files())
WORDS = read_words("en")


def check(value: dict[str, Any]) -> None:
    """Every invariant of the contract, on one visit."""
    visit = as_visit(value, RULES)
    result = work(visit, RULES)
    check_estimate(visit, result)
    check_screening(result)
    check_papers(visit, result)
    assert result == work(visit, RULES)
    result_text(result, WORDS, rulebook=RULES.version, visit="")
    for one in result.estimate.why:
        assert WORDS.tell(one)


def check_estimate(visit: Visit, result: Result) -> None:
    """Cents add up, nothing is negative, nothing unknown is covered."""
    estimate = result.estimate
    for line in estimate.lines:
        assert all(getattr(line, name) >= 0 for name in AMOUNTS)
        assert line.patient + line.plan + line.secondary_plan + line.write_off == line.billed
        assert line.patient == (
            line.deductible + line.copay + line.coinsurance + line.not_covered + line.balance_bill - line.secondary_plan
        )
        assert line.covered or not (line.allowed or line.plan or line.secondary_plan or line.deductible or line.copay)
        assert line.secondary_plan <= line.deductible + line.copay + line.coinsurance
        assert not visit.self_pay or not line.covered
    for name in AMOUNTS:
        assert estimate.total[name] == sum(getattr(line, name) for line in estimate.lines)
    if estimate.range:
        least, most = estimate.range.patient
        assert least <= estimate.total["patient"] <= most
    if estimate.if_not_obtained is not None:
        assert estimate.basis is Basis.INSURED
    assert len(set(estimate.assumptions)) == len(estimate.assumptions)


def check_screening(result: Result) -> None:
    """No flags means: nothing found, and nothing open."""
    screening = result.screening
    kinds = {blocker.kind for blocker in result.blockers}
    assert (BlockerKind.SCREENING_INCOMPLETE in kinds) is bool(screening.unanswered)
    if screening.outcome is Outcome.NO_FLAGS:
        assert not screening.unanswered
        assert all(finding.severity.value == "note" for finding in screening.findings)
        assert screening.age is not None


def check_papers(visit: Visit, result: Result) -> None:
    """One estimate or the other; the title only in the United States; nobody signs where nobody is named."""
    kinds = [notice.kind for notice in result.notices]
    assert (NoticeKind.GOOD_FAITH_ESTIMATE in kinds) is not (NoticeKind.COST_ESTIMATE in kinds)
    assert visit.clinic.in_united_states or NoticeKind.GOOD_FAITH_ESTIMATE not in kinds
    assert len({notice.signer for notice in result.notices}) == 1
    assert len(set(kinds)) == len(kinds)


@given(visit_files(RULES))
def test_invariants(value: dict[str, Any]) -> None:
    check(value)


@pytest.mark.torture
@settings(settings.get_profile("long"))
@given(visit_files(RULES))
def test_invariants_ten_thousand_times(value: dict[str, Any]) -> None:
    check(value)


@given(visit_files(RULES), st.integers(1, 5))
def test_more_sessions_never_cost_less(value: dict[str, Any], more: int) -> None:
    value["service"].pop("sessions_range", None)
    before = work(as_visit(value, RULES), RULES).estimate
    value["service"]["sessions"] += more
    after = work(as_visit(value, RULES), RULES).estimate
    assert after.total["patient"] >= before.total["patient"]
    assert after.lines[: len(before.lines)] == before.lines
