"""The screening set as it stands, and a clinician's approval of it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from clinicdesk.desk.desk import Work, act
from clinicdesk.errors import NotAllowed
from clinicdesk.exchange.result_file import as_json
from clinicdesk.model.questionnaire import Questionnaire
from clinicdesk.model.records import ApprovalRecord, StaffRecord
from clinicdesk.model.roles import Act
from clinicdesk.store.protocol import Store
from clinicdesk.words import said


def set_sha256(questionnaire: Questionnaire) -> str:
    """The sha256 over everything in a set, in hexadecimal digits: questions, words, triggers and their sources."""
    return _sha256(_Itself(questionnaire))


class _Itself:
    """A set as the key of a cache: the very same value, which never changes."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    def __hash__(self) -> int:
        return id(self.questionnaire)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.questionnaire is self.questionnaire


@lru_cache(maxsize=4)
def _sha256(of: _Itself) -> str:
    return sha256(as_json(_plain(of.questionnaire))).hexdigest()


@act(Act.APPROVE_SET)
def approve_set(work: Work) -> ApprovalRecord:
    """Approve the set as it was written. NotAllowed without a license on file, and where this was done already."""
    license_of(work.by)
    questionnaire = work.rules.original
    record = ApprovalRecord(
        **work.made(),
        set_id=questionnaire.id,
        set_version=questionnaire.version,
        set_sha256=set_sha256(questionnaire),
        name=work.by.name,
        license=work.by.license,
    )
    if work.store.find(ApprovalRecord, by=work.by.id, set_id=record.set_id, set_sha256=record.set_sha256):
        raise NotAllowed("You have approved this set already, just as it stands.")
    work.store.append(record)
    work.about(set=record.set_id, version=record.set_version, sha256=record.set_sha256)
    return record


def approved(store: Store, questionnaire: Questionnaire) -> bool:
    """Whether a clinician has approved the very set. Any change asks for a new approval."""
    same = store.find(ApprovalRecord, set_id=questionnaire.id, set_version=questionnaire.version)
    return bool(same) and set_sha256(questionnaire) in {one.set_sha256 for one in same}


def license_of(staff: StaffRecord) -> str:
    """The license of somebody who treats. NotAllowed where none is on file."""
    if staff.practitioner is None or not staff.license.strip():
        raise NotAllowed(
            said(
                "There is no license on file for {name}. Somebody who manages enters it under Staff; then try again.",
                name=staff.name,
            )
        )
    return staff.license.strip()


def _plain(value: Any) -> Any:
    """A value of the model as JSON has it; what has no order gets one."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
