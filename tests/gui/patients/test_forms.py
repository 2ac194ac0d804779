"""The forms of plans, benefits and calls: what is put in comes out again, and what is not stated stays so."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinicdesk.errors import EntryRefused, Problem
from clinicdesk.model.coverage import (
    Accumulators,
    Benefits,
    Coordination,
    Coverage,
    PhoneCheck,
    PriorAuthorization,
    Referral,
)
from clinicdesk.model.payer import CoverageStatus, LineOfBusiness
from clinicdesk.ui.patients.benefits_form import BenefitsForm
from clinicdesk.ui.patients.phone_check_form import PhoneCheckForm
from clinicdesk.ui.patients.plan_form import SECOND, PlanForm
from clinicdesk.ui.widgets.payer_field import PayerField
from tests.gui.seat import Seat

Sit = Callable[[str], Seat]
DAY = date(2026, 11, 23)
PLAN = Coverage(
    payer="unlisted",
    payer_name="Acme Employee Health",
    in_network=False,
    line_of_business=LineOfBusiness.COMMERCIAL,
    plan_name="Gold",
    member_id="A-17",
    effective_from=date(2026, 1, 1),
    effective_to=date(2026, 12, 31),
    visits_used=3,
    prior_authorization=PriorAuthorization("PA-1", 12, date(2027, 1, 31)),
    referral=Referral("Dr. Osei", DAY),
    coordination=Coordination.NON_DUPLICATION,
    documented_improvement=True,
)
LEFT = Accumulators(
    deductible_remaining=13000,
    family_deductible_remaining=0,
    out_of_pocket_remaining=300000,
    family_out_of_pocket_remaining=1,
    visits_remaining=0,
)
BENEFITS = Benefits(
    accumulators=LEFT,
    copay=0,
    coinsurance=1250,
    deductible_applies=False,
    plan_year_ends=date(2026, 12, 31),
    next_year=Accumulators(deductible_remaining=50000),
    as_of=DAY,
    told_by="portal",
)
CHECK = PhoneCheck(
    status=CoverageStatus.COVERED_WITH_CONDITIONS,
    on=DAY,
    by="Bea Holt",
    reference="REF-77",
    spoke_to="Agent 12",
    visits_allowed=6,
    codes=("20560", "20561"),
    may_bill_patient=False,
)


@pytest.fixture
def seat(sit: Sit) -> Seat:
    return sit("bea")


def test_a_plan_comes_out_as_it_was_put_in(seat: Seat, qtbot: QtBot) -> None:
    form = PlanForm(seat.front)
    qtbot.addWidget(form)
    form.fill(PLAN, SECOND)
    assert form.value() == PLAN
    assert form.rank == SECOND


def test_what_a_plan_does_not_say_is_not_made_up(seat: Seat, qtbot: QtBot) -> None:
    form = PlanForm(seat.front)
    qtbot.addWidget(form)
    form.fill(Coverage(payer="aetna", in_network=True))
    assert form.value() == Coverage(payer="aetna", in_network=True)


def test_a_plan_has_a_payer_and_says_whether_the_clinic_is_in_its_network(seat: Seat, qtbot: QtBot) -> None:
    form = PlanForm(seat.front)
    qtbot.addWidget(form)
    form.show()
    assert form.value() is None
    assert seat.texts(form).count("Type the name of the payer.") == 1
    assert "Choose whether the clinic is in the plan's network." in seat.texts(form)


def test_how_a_plan_shares_is_asked_of_the_second_one_alone(seat: Seat, qtbot: QtBot) -> None:
    form = PlanForm(seat.front)
    qtbot.addWidget(form)
    form.show()
    assert not form.fields["coordination"].isVisible()
    form.fields["rank"].set_value("2")
    assert form.fields["coordination"].isVisible()


def test_what_is_wrong_in_a_folded_part_opens_it(seat: Seat, qtbot: QtBot) -> None:
    form = PlanForm(seat.front)
    qtbot.addWidget(form)
    form.show()
    assert not form.fields["prior_authorization.number"].isVisible()
    form.refused(EntryRefused([Problem("prior_authorization.number", "this is empty")]))
    assert form.fields["prior_authorization.number"].isVisible()
    assert "This is empty." in seat.texts(form)
    assert not form.fields["visits_used"].isVisible()


def test_benefits_come_out_as_they_were_put_in_zero_and_not_stated_apart(seat: Seat, qtbot: QtBot) -> None:
    form = BenefitsForm(seat.front, DAY)
    qtbot.addWidget(form)
    form.fill(BENEFITS)
    assert form.value() == BENEFITS
    assert form.fields["benefits.next_year.visits_remaining"].text() == ""
    assert form.fields["benefits.copay"].text() == "0.00"


def test_an_empty_form_of_benefits_states_nothing(seat: Seat, qtbot: QtBot) -> None:
    form = BenefitsForm(seat.front, DAY)
    qtbot.addWidget(form)
    assert form.value() == Benefits(as_of=DAY)


def test_a_call_comes_out_as_it_was_put_in(seat: Seat, qtbot: QtBot) -> None:
    form = PhoneCheckForm(seat.front, DAY)
    qtbot.addWidget(form)
    form.fill(CHECK)
    assert form.value() == CHECK


def test_a_call_begins_with_who_is_at_the_desk_today_and_asks_what_was_said(seat: Seat, qtbot: QtBot) -> None:
    form = PhoneCheckForm(seat.front, DAY)
    qtbot.addWidget(form)
    form.show()
    assert form.value() is None
    assert "Choose what the payer said." in seat.texts(form)
    form.fields["verified_by_phone.status"].set_value("not_covered")
    told = form.value()
    assert told == PhoneCheck(status=CoverageStatus.NOT_COVERED, on=DAY, by="Bea Holt", reference="")
    assert told.may_bill_patient is None


def test_a_payer_is_offered_while_typing_and_a_name_that_is_not_listed_is_kept(seat: Seat, qtbot: QtBot) -> None:
    field = PayerField(seat.front, "Payer")
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field.line, "blue cross nor")
    popup = field.line.completer().popup()
    assert popup is not None
    assert popup.model().data(popup.model().index(0, 0)) == "Blue Cross and Blue Shield of North Carolina"
    assert field.value() == ("unlisted", "blue cross nor")
    assert any("its rules are not known" in one for one in seat.texts(field))
    popup.hide()
    field.line.setText("bcbsnc")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == ("bcbsnc", "")
    assert field.text() == "Blue Cross and Blue Shield of North Carolina"
    assert "In the rule book." in seat.texts(field)
