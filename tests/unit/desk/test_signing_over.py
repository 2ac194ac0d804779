"""The screen in the hands of who signs: the desk does nothing else until staff are back."""

from dataclasses import replace

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.handing_over import answer_alone
from clinicdesk.desk.papers import due, issue
from clinicdesk.desk.patient_view import view
from clinicdesk.desk.session import set_pin, unlock
from clinicdesk.desk.signing_over import hand_to_sign, sign_alone
from clinicdesk.desk.signing_screen import sign_on_screen
from clinicdesk.desk.signing_who import Made, Who
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord, SheetRecord, SignatureRecord
from clinicdesk.model.roles import Act
from tests.unit.desk.drawn import EMPTY, signature
from tests.unit.desk.visits import Case, at_the_desk, become, screened

ANA = Who(signer=Signer.PATIENT, name="Ana Núñez")
SIGNED = Made(ink=signature(), agreed=True)


@pytest.fixture
def case(desk: Desk) -> Case:
    return screened(desk, at_the_desk(desk))


@pytest.fixture
def consent(desk: Desk, case: Case) -> DocumentRecord:
    set_pin(desk, "4711")
    desk.shift["staff-ana"] = 0
    return next(one for one in issue(desk, *case.here) if one.kind == NoticeKind.CONSENT)


def test_only_the_one_signature_can_be_made_until_staff_are_back(
    desk: Desk, case: Case, consent: DocumentRecord
) -> None:
    handed = hand_to_sign(desk, case.patient, consent.id, ANA)
    assert handed.pdf == desk.store.get(SheetRecord, consent.sheet).pdf
    assert handed.words.says.startswith("I have read this paper")
    for locked in (
        lambda: view(desk, case.patient),
        lambda: due(desk, *case.here),
        lambda: sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED),
        lambda: answer_alone(desk, "pregnant", "no"),
    ):
        with pytest.raises(NotAllowed, match="locked"):
            locked()
    form = sign_alone(desk, "Ana Núñez", SIGNED)
    assert form.unsigned == consent.id
    assert desk.locked
    with pytest.raises(NotAllowed, match="locked"):
        sign_alone(desk, "Ana Núñez", SIGNED)
    unlock(desk, "ana", "4711")
    assert next(one for one in due(desk, *case.here).due if one.notice.kind is NoticeKind.CONSENT).settled
    (row,) = desk.store.trail(act=Act.SIGN_ALONE)
    assert (row.entry.by, row.entry.patient, row.entry.visit) == ("staff-ana", *case.here)
    (kept,) = desk.store.find(SignatureRecord)
    assert kept.screen
    assert kept.screen.account == "Ana Ruiz (ana)"


def test_what_lacks_something_is_refused_and_can_be_mended(desk: Desk, case: Case, consent: DocumentRecord) -> None:
    hand_to_sign(desk, case.patient, consent.id, ANA)
    with pytest.raises(EntryRefused, match="ink: nobody has signed yet"):
        sign_alone(desk, "Ana Núñez", Made(ink=EMPTY, agreed=True))
    with pytest.raises(EntryRefused, match="name: this is empty"):
        sign_alone(desk, " ", SIGNED)
    assert desk.store.count(SignatureRecord) == 0
    assert sign_alone(desk, "Ana Núñez", SIGNED).unsigned == consent.id


def test_staff_come_back_without_a_signature_and_nothing_is_kept(
    desk: Desk, case: Case, consent: DocumentRecord
) -> None:
    hand_to_sign(desk, case.patient, consent.id, ANA)
    unlock(desk, "ana", "4711")
    with pytest.raises(NotAllowed, match="No paper is handed over"):
        sign_alone(desk, "Ana Núñez", SIGNED)
    assert desk.store.count(SignatureRecord) == 0


def test_what_cannot_be_signed_is_not_handed_over(desk: Desk, case: Case, consent: DocumentRecord) -> None:
    with pytest.raises(EntryRefused, match="number: this is empty"):
        hand_to_sign(desk, case.patient, consent.id, Who(signer=Signer.INTERPRETER, name="Inés Duarte"))
    with pytest.raises(NotAllowed, match="not by the guardian"):
        hand_to_sign(desk, case.patient, consent.id, replace(ANA, signer=Signer.GUARDIAN))
    become(desk, "staff-kim")
    with pytest.raises(NotAllowed, match="signs while signed in"):
        hand_to_sign(desk, case.patient, consent.id, Who(signer=Signer.CLINICIAN))
    assert not desk.locked
