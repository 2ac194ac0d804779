"""What other acts leave in the store, as tests of the desk need it: answers, screenings, decisions, papers."""

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from clinicdesk.desk.clock import instant
from clinicdesk.desk.desk import Desk
from clinicdesk.engine.visit import work
from clinicdesk.exchange.result_file import result_text
from clinicdesk.exchange.visit_writer import visit_text
from clinicdesk.model.people import Signer
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.record import Made
from clinicdesk.model.records import (
    AnswerRecord,
    DecisionReason,
    DecisionRecord,
    DeterminationRecord,
    DocumentRecord,
    EstimateRecord,
    ScreeningRecord,
    SheetRecord,
    SignatureRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.screening import Outcome
from clinicdesk.model.visit import ClinicianDecision, Decision, Kind, Visit
from clinicdesk.words import read_words

PDF = b"%PDF-1.7\n made up\n"


def made(desk: Desk, visit: VisitRecord) -> dict[str, Any]:
    """The first fields of a record about a visit."""
    return {
        "id": desk.store.new_id(),
        "by": "staff-ana",
        "at": instant(desk.clock()),
        "patient": visit.patient,
        "visit": visit.id,
    }


def answered(desk: Desk, visit: VisitRecord, answers: Mapping[str, Answer | None]) -> None:
    with desk.store.transaction():
        for item, answer in answers.items():
            desk.store.append(AnswerRecord(**made(desk, visit), item=item, answer=answer))


def screened(
    desk: Desk, visit: VisitRecord, outcome: Outcome, answers: Mapping[str, Answer] = {}, kind: Kind = Kind.FULL
) -> VisitRecord:
    """The answers of a visit are finished; the visit as it stands then."""
    questionnaire = desk.rules.questionnaire
    now = desk.store.get(VisitRecord, visit.id)
    findings = [{"item": item, "severity": "review"} for item in answers if outcome is not Outcome.NO_FLAGS]
    record = ScreeningRecord(
        **made(desk, visit),
        set_id=questionnaire.id,
        set_version=questionnaire.version,
        set_sha256="a" * 64,
        rulebook=desk.rules.version,
        kind=kind,
        asked=(),
        answers=answers,
        outcome=outcome,
        result=json.dumps({"findings": findings}),
    )
    return _with(desk, record, now)


def _with(desk: Desk, record: Made, visit: VisitRecord) -> VisitRecord:
    with desk.store.transaction():
        desk.store.append(record)
        return desk.store.put(replace(visit, screened=True))


def decided(
    desk: Desk,
    visit: VisitRecord,
    decision: Decision,
    rulings: Mapping[str, Answer],
    *,
    confirms: str = "",
    on_paper: bool = False,
) -> DecisionRecord:
    today = desk.clock().date()
    record = DecisionRecord(
        **made(desk, visit),
        course=visit.course,
        code=DecisionReason.STABLE_AND_MANAGED,
        decision=ClinicianDecision(
            by="Dr. Kim Osei", license="PT-1234", on=today, decision=decision, reason="stable", findings=tuple(rulings)
        ),
        rulings=rulings,
        on_paper=on_paper,
        confirms=confirms,
    )
    desk.store.append(record)
    return record


def result_of(desk: Desk, visit: Visit) -> str:
    return result_text(work(visit, desk.rules), read_words("en"), rulebook="a" * 64, visit="b" * 64).decode()


def estimated(desk: Desk, record: VisitRecord, visit: Visit) -> None:
    """The estimate of a visit was told to the patient."""
    told = work(visit, desk.rules)
    desk.store.append(
        EstimateRecord(
            **made(desk, record),
            rulebook=desk.rules.version,
            inputs=visit_text(visit).decode(),
            result=result_of(desk, visit),
            patient_total=told.estimate.total["patient"],
        )
    )


def determined(desk: Desk, record: VisitRecord, visit: Visit) -> None:
    result = result_of(desk, visit)
    desk.store.append(DeterminationRecord(**made(desk, record), rulebook=desk.rules.version, result=result))


def issued(
    desk: Desk,
    visit: VisitRecord,
    kind: str = "consent",
    signers: tuple[Signer, ...] = (Signer.PATIENT,),
    *,
    blocked: bool = False,
    pdf: bytes = PDF,
) -> DocumentRecord:
    sheet = SheetRecord(id=desk.store.new_id(), pdf=pdf)
    desk.store.append(sheet)
    record = DocumentRecord(
        **made(desk, visit),
        kind=kind,
        label=f"{kind}-1",
        language="en",
        rulebook=desk.rules.version,
        sheet=sheet.id,
        sha256=sha256(pdf).hexdigest(),
        inputs="{}",
        signers=signers,
        blocked=blocked,
    )
    desk.store.append(record)
    return record


def signed(desk: Desk, paper: DocumentRecord, signer: Signer = Signer.PATIENT) -> None:
    told: dict[str, Any] = {"id": desk.store.new_id(), "by": "staff-ana", "at": instant(desk.clock())}
    told["patient"] = paper.patient
    desk.store.append(
        SignatureRecord(**told, document=paper.id, signer=signer, name="Ana Nuñez", signed_on=desk.clock().date())
    )


def treated(desk: Desk, visit: VisitRecord) -> VisitRecord:
    """The visit is done, as `move_visit` leaves it once every paper is signed."""
    now = desk.store.get(VisitRecord, visit.id)
    return desk.store.put(replace(now, state=VisitState.DONE))
