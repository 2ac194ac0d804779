"""What happened at a visit is told in the order of time, each with who did it."""

from datetime import date

import pytest

from clinicdesk.desk.costs import determine, estimate
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.history import Happened, visit_history
from clinicdesk.desk.papers import issue
from clinicdesk.desk.people import register
from clinicdesk.desk.screening import answer, finish, reopen
from clinicdesk.desk.signing import sign
from clinicdesk.errors import NotAllowed
from clinicdesk.model.people import Patient, Signer
from clinicdesk.model.records import AnswerRecord
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import MONDAY, at_the_desk, decided, screened


def told(one: Happened) -> tuple[str, str]:
    return (type(one.record).__name__ if one.record else one.reason), one.who


def test_a_visit_is_told_from_its_first_answer_to_its_signature(desk: Desk, clock: SetClock) -> None:
    case = screened(desk, at_the_desk(desk))
    first = visit_history(desk, *case.here)
    clock.pass_by(minutes=5)
    reopen(desk, *case.here, "Ana remembered a plate.")
    clock.pass_by(minutes=1)
    answer(desk, *case.here, "implants", "yes")
    finish(desk, *case.here)
    decided(desk, case, "implants")
    determine(desk, *case.here)
    estimate(desk, *case.here)
    consent, _ = issue(desk, *case.here)
    clock.pass_by(minutes=9)
    sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    found = visit_history(desk, *case.here)
    assert found[: len(first)] == first
    assert {told(one) for one in first[:-1]} == {("AnswerRecord", "Ana Ruiz")}
    assert [told(one) for one in found[len(first) :]] == [
        ("Ana remembered a plate.", "Ana Ruiz"),
        ("AnswerRecord", "Ana Ruiz"),
        ("ScreeningRecord", "Ana Ruiz"),
        ("DecisionRecord", "Dr. Kim Osei"),
        ("DeterminationRecord", "Ana Ruiz"),
        ("EstimateRecord", "Ana Ruiz"),
        ("DocumentRecord", "Ana Ruiz"),
        ("DocumentRecord", "Ana Ruiz"),
        ("SignatureRecord", "Ana Ruiz"),
    ]
    amended = [one.record for one in found if one.amends]
    assert [(one.item, one.answer) for one in amended if isinstance(one, AnswerRecord)] == [("implants", "yes")]


def test_the_history_of_another_patient_than_the_one_shown_is_refused(desk: Desk) -> None:
    case = at_the_desk(desk)
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id
    with pytest.raises(NotAllowed, match="another patient"):
        visit_history(desk, other, case.visit)
