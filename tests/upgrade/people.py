"""A made-up clinic with at least one record of every kind, its earlier states and its trail."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from clinicdesk.model import records as kept
from clinicdesk.model.coverage import Benefits, Coverage, PhoneCheck, PriorAuthorization, Referral
from clinicdesk.model.ink import Ink
from clinicdesk.model.payer import CoverageStatus, LineOfBusiness
from clinicdesk.model.people import Party, Profession, Signer
from clinicdesk.model.record import Passing, Record, Versioned
from clinicdesk.model.roles import Role
from clinicdesk.model.trail import Entry
from clinicdesk.model.visit import ClinicianDecision, Decision, Kind, OtherService, Service
from clinicdesk.store.protocol import Store

DAY = date(2026, 11, 24)
MADE: dict[str, Any] = {"by": "staff-1", "at": "2026-11-24T15:04:05.123Z"}
VISIT = MADE | {"patient": "patient-1", "visit": "visit-1"}
BOOK = sha256(b"rules").hexdigest()


def fill(store: Store) -> None:
    """Keep the whole clinic, a state at a time, each with a row in the trail."""
    for record in (*_clinic(), *_people(), *_plans(), *_visits(), *_asked(), *_papers(), *_drafts()):
        with store.transaction():
            if isinstance(record, Versioned):
                store.put(record)
            elif isinstance(record, Passing):
                store.hold(record)
            else:
                store.append(record)
            at = f"2026-11-24T15:04:{store.last_row().number:02d}.000Z"
            store.log(Entry(at=at, by="staff-1", act="made.up", patient="patient-1", told={"id": record.id}))


def _clinic() -> Iterator[Record]:
    yield kept.ClinicRecord(id=kept.CLINIC, name="Maple Street PT", state="NC", phone="919 555 0100")
    yield kept.StaffRecord(
        id="staff-1", login="ana", name="Ana Ruiz", roles=(Role.CLINICIAN, Role.MANAGER), profession=Profession.PT
    )
    yield kept.SettingRecord(id="hours", value="8-17")
    yield kept.FeeRecord(id="fee-1", code="20561", amount=kept.Amount.SELF_PAY, cents=6000, since=date(2026, 1, 1))
    yield kept.RuleFileRecord(id="payers/own.toml", text="# nothing yet\n")
    set_id = {"set_id": "full", "set_version": "1", "set_sha256": BOOK}
    yield kept.ApprovalRecord(id="approval-1", **MADE, **set_id, name="Ana Ruiz", license="P1")


def _people() -> Iterator[Record]:
    first = kept.PatientRecord(id="patient-1", given_name="Zoë", family_name="Lindqvist", birth_date=date(1980, 2, 29))
    yield first
    yield replace(first, version=1, phone="919 555 0101")
    yield replace(first, version=2, phone="919 555 0101", email="zoe@example.org")
    mother = Party(name="Mai Nguyễn", relationship="mother")
    yield kept.PatientRecord(id="patient-2", given_name="An", family_name="Nguyễn", birth_date=None, guardian=mother)


def _plans() -> Iterator[Record]:
    plan = Coverage(
        payer="bcbsnc",
        in_network=True,
        line_of_business=LineOfBusiness.COMMERCIAL,
        member_id="YPPW1",
        prior_authorization=PriorAuthorization(number="PA1", visits=6, until=date(2027, 1, 31)),
        referral=Referral(by="Dr. Okafor", on=date(2026, 11, 1)),
    )
    check = PhoneCheck(status=CoverageStatus.COVERED, on=DAY, by="Ana", reference="R1", codes=("20561",))
    plans = MADE | {"patient": "patient-1", "coverage": "coverage-1"}
    yield kept.CoverageRecord(id="coverage-1", patient="patient-1", rank=1, plan=plan)
    yield kept.BenefitsRecord(id="benefits-1", **plans, benefits=Benefits(copay=3000, coinsurance=2000, as_of=DAY))
    yield kept.PhoneCheckRecord(id="check-1", **plans, check=check)


def _visits() -> Iterator[Record]:
    service = Service(code="20561", sessions=6, first_session=DAY, sessions_range=(4, 8), also=(OtherService("97110"),))
    yield kept.CourseRecord(
        id="course-1",
        patient="patient-1",
        opened_on=DAY,
        service=service,
        practitioner="staff-1",
        coverages=("coverage-1",),
    )
    visit = kept.VisitRecord(id="visit-1", patient="patient-1", day=DAY, course="course-1", time="09:30")
    yield visit
    yield replace(visit, version=1, state=kept.VisitState.ARRIVED, screened=True)


def _asked() -> Iterator[Record]:
    yield kept.AnswerRecord(id="answer-1", **VISIT, item="pregnant", answer="no")
    yield kept.AnswerRecord(id="answer-2", **VISIT, item="areas", answer=("neck", "low_back"))
    yield kept.AnswerRecord(id="answer-3", **VISIT, item="weeks", answer=12)
    yield kept.AnswerRecord(id="answer-4", **VISIT, item="weeks", answer=None)
    yield kept.ScreeningRecord(
        id="screening-1",
        **VISIT,
        set_id="full",
        set_version="1",
        set_sha256=BOOK,
        rulebook=BOOK,
        kind=Kind.FULL,
        asked=(kept.Asked(item="pregnant", text="Are you pregnant?", options={"no": "No", "yes": "Yes"}),),
        answers={"pregnant": "no", "areas": ("neck", "low_back")},
        outcome="note",
        result="{}",
    )
    decision = ClinicianDecision(
        by="Ana Ruiz", license="P1", on=DAY, decision=Decision.MAY_GO_ON, reason="Stable.", findings=("F1",)
    )
    yield kept.DecisionRecord(
        id="decision-1",
        **VISIT,
        course="course-1",
        code=kept.DecisionReason.STABLE_AND_MANAGED,
        decision=decision,
        rulings={"anticoagulant": "yes"},
    )


def _papers() -> Iterator[Record]:
    paper = b"%PDF-1.7 made up \x00\xff"
    yield kept.DeterminationRecord(id="determination-1", **VISIT, rulebook=BOOK, result="{}")
    yield kept.EstimateRecord(id="estimate-1", **VISIT, rulebook=BOOK, inputs="{}", result="{}", patient_total=36000)
    yield kept.SheetRecord(id="sheet-1", pdf=paper)
    document = kept.DocumentRecord(
        id="document-1",
        **VISIT,
        kind="consent",
        label="D-1",
        language="en",
        rulebook=BOOK,
        sheet="sheet-1",
        sha256=sha256(paper).hexdigest(),
        inputs="{}",
        due=DAY,
        signers=(Signer.PATIENT,),
    )
    yield document
    yield kept.SignatureRecord(
        id="signature-1",
        **MADE,
        patient="patient-1",
        document="document-1",
        signer=Signer.PATIENT,
        name="Zoë Lindqvist",
        signed_on=DAY,
    )
    yield from _signed_on_screen(document, paper + b" signed")
    yield replace(document, id="document-3", kind="abn", form="file-1")
    yield kept.HandOverRecord(
        id="hand-over-1",
        **MADE,
        patient="patient-1",
        document="document-3",
        given_on=DAY,
        how=kept.HandedOver.MAIL,
        given_by="Ana Ruiz",
        instead_of="document-1",
        changed=("the clinic's fees",),
    )
    scan: dict[str, Any] = {
        "name": "scan.pdf",
        "purpose": "signature",
        "content": paper,
        "sha256": sha256(paper).hexdigest(),
    }
    yield kept.FileRecord(id="file-1", **MADE, patient="patient-1", **scan)


def _signed_on_screen(document: kept.DocumentRecord, paper: bytes) -> Iterator[Record]:
    yield kept.SheetRecord(id="sheet-2", pdf=paper)
    yield replace(
        document,
        id="document-2",
        sheet="sheet-2",
        sha256=sha256(paper).hexdigest(),
        made_with=BOOK,
        unsigned="document-1",
        replaces="document-0",
    )
    yield kept.SignatureRecord(
        id="signature-2",
        **MADE,
        patient="patient-1",
        document="document-1",
        signer=Signer.INTERPRETER,
        name="Inés Duarte",
        signed_on=DAY,
        screen=kept.OnScreen(
            ink=Ink(height=3000, strokes=(((10, 20, 500), (900, 40, 700)),)),
            agreed="I agree to sign on the screen.",
            at="2026-11-24T10:04:05-05:00",
            account="Ana Ruiz (ana)",
            device="Front desk",
            number="INT-7",
        ),
        signed="document-2",
    )


def _drafts() -> Iterator[Record]:
    yield kept.DraftRecord(id="staff-1 register", by="staff-1", place="register", at=MADE["at"], text='{"given": "Zo')
