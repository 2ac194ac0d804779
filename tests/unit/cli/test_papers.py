"""The command that checks every stored paper, as it is typed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinicdesk.desk.courses import open_course, open_visit
from clinicdesk.desk.papers import issue
from clinicdesk.desk.people import register
from clinicdesk.desk.screening import answer, finish
from clinicdesk.desk.settings import set_fee
from clinicdesk.desk.signing_screen import sign_on_screen
from clinicdesk.desk.signing_who import Made, Who
from clinicdesk.model.people import Signer
from clinicdesk.model.records import Amount, FeeRecord, StaffRecord
from clinicdesk.store.embedded import EmbeddedStore
from tests.unit.cli.test_clinic import run
from tests.unit.desk.clinic import PASSWORDS, enter, make
from tests.unit.desk.drawn import signature
from tests.unit.desk.visits import ANA, HARMLESS, SERVICE


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clinic in which Ana Núñez has signed her consent on the screen."""
    folder = tmp_path / "clinic"
    make(folder)
    manager = enter(folder, "ana", now)
    set_fee(manager, FeeRecord(id="", code="20561", amount=Amount.BILLED, cents=9500, since=date(2026, 1, 1)))
    manager.close()
    desk = enter(folder, "bea", now)
    today = desk.clock().astimezone().date()
    patient = register(desk, ANA).id
    (sam,) = desk.store.find(StaffRecord, login="sam")
    service = replace(SERVICE, first_session=today)
    visit = open_visit(desk, patient, open_course(desk, patient, service, sam.id).id, today).id
    for item, given in HARMLESS.items():
        answer(desk, patient, visit, item, given)
    finish(desk, patient, visit)
    consent = next(one for one in issue(desk, patient, visit) if one.kind == "consent")
    who = Who(signer=Signer.PATIENT, name="Ana Núñez")
    sign_on_screen(desk, patient, consent.id, who, Made(ink=signature(), agreed=True))
    desk.close()
    return folder


def test_every_paper_is_made_again_and_counted(folder: Path) -> None:
    checked = run(folder, "papers", "verify", "--as", "ana", secrets=(PASSWORDS["ana"],))
    assert (checked.exit_code, checked.output) == (0, "2 papers. Made again: 2, not comparable: 0, broken: 0\n")


def test_what_is_broken_is_named_and_the_command_fails(folder: Path) -> None:
    desk = enter(folder, "ana", now)
    assert isinstance(desk.store, EmbeddedStore)
    execute = desk.store._connection.execute
    execute('DROP TRIGGER "sheet_UPDATE"')
    execute('UPDATE "sheet" SET "pdf" = CAST("pdf" || \' \' AS BLOB) WHERE "number" = 2')
    desk.close()
    checked = run(folder, "papers", "verify", "--as", "ana", secrets=(PASSWORDS["ana"],))
    assert checked.exit_code == 1
    assert "(consent): its bytes are not those that were kept" in checked.output
    assert "2 papers. Made again: 1, not comparable: 0, broken: 1" in checked.output


def test_whoever_may_not_is_told_so(folder: Path) -> None:
    checked = run(folder, "papers", "verify", "--as", "bea", secrets=(PASSWORDS["bea"],))
    assert checked.exit_code == 1
    assert "bea may not do this" in checked.output
