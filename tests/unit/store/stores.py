"""The engines that the contract holds for, and small made-up records to keep in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clinicdesk.model.coverage import Coverage
from clinicdesk.model.record import Passing, Record, Versioned
from clinicdesk.model.records import (
    AnswerRecord,
    CoverageRecord,
    DocumentRecord,
    PatientRecord,
    SheetRecord,
    VisitRecord,
)
from clinicdesk.model.trail import Entry
from clinicdesk.store.embedded import EmbeddedStore
from clinicdesk.store.protocol import Store

KEY = bytes(range(32))
TRAIL_KEY = bytes(range(32, 64))
AT = "2026-11-24T15:04:05.123Z"
DAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Engine:
    """One engine: how a store is made in a folder, and how a further connection to it is."""

    name: str
    make: Callable[[Path], Store]
    again: Callable[[Path], Store]


ENGINES = [
    Engine(
        "embedded",
        make=lambda folder: EmbeddedStore.create(folder, KEY, TRAIL_KEY),
        again=lambda folder: EmbeddedStore.open(folder, KEY, TRAIL_KEY),
    )
]


def patient(record_id: str, **other: Any) -> PatientRecord:
    """A made-up patient."""
    told: dict[str, Any] = {"given_name": "Ada", "family_name": "Vogel", "birth_date": date(1990, 2, 28)} | other
    return PatientRecord(id=record_id, **told)


def visit(record_id: str, of: str = "p", **other: Any) -> VisitRecord:
    """A visit of a patient's."""
    return VisitRecord(id=record_id, patient=of, day=DAY, **other)


def answer(record_id: str, item: str = "pregnant", told: str = "no") -> AnswerRecord:
    """An answer at the visit `v` of the patient `p`."""
    return AnswerRecord(id=record_id, by="s", at=AT, patient="p", visit="v", item=item, answer=told)


def coverage(record_id: str, plan_name: str = "Gold") -> CoverageRecord:
    """A plan of the patient's `p`."""
    plan = Coverage(payer="acme", in_network=True, plan_name=plan_name, member_id="M1")
    return CoverageRecord(id=record_id, patient="p", rank=1, plan=plan)


def document(record_id: str) -> DocumentRecord:
    """A paper of the visit `v`, on the sheet `t`."""
    texts: Any = {name: name for name in ("kind", "label", "language", "rulebook", "sha256", "inputs")}
    return DocumentRecord(id=record_id, by="s", at=AT, patient="p", visit="v", sheet="t", **texts)


def entry(act: str = "patient.view") -> Entry:
    """A row for the trail."""
    return Entry(at=AT, by="s", act=act, patient="p", told={})


def put_parents(store: Store) -> None:
    """The records that others of a test refer to: patient `p`, visit `v`, coverage `c`, sheet `t`, document `d`."""
    with store.transaction():
        for record in (patient("p"), visit("v"), coverage("c"), SheetRecord(id="t", pdf=b"%PDF"), document("d")):
            keep(store, record)


def keep(store: Store, record: Record) -> Record:
    """Put, hold or append a record, as its kind asks for; returns it as it is kept."""
    if isinstance(record, Versioned):
        return store.put(record)
    if isinstance(record, Passing):
        store.hold(record)
    else:
        store.append(record)
    return record
