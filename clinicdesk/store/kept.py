"""Records as rows: which table a record lives in, and its fields as columns and back."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from cattrs import Converter

from clinicdesk.model import records
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.record import R, Record, Versioned

TABLES: Mapping[type[Record], str] = {
    records.PatientRecord: "patient",
    records.CoverageRecord: "coverage",
    records.BenefitsRecord: "benefits",
    records.PhoneCheckRecord: "phone_check",
    records.CourseRecord: "course",
    records.VisitRecord: "visit",
    records.AnswerRecord: "answer",
    records.ScreeningRecord: "screening",
    records.DecisionRecord: "decision",
    records.DeterminationRecord: "determination",
    records.EstimateRecord: "estimate",
    records.SheetRecord: "sheet",
    records.DocumentRecord: "document",
    records.SignatureRecord: "signature",
    records.HandOverRecord: "hand_over",
    records.FileRecord: "file",
    records.StaffRecord: "staff",
    records.ClinicRecord: "clinic",
    records.SettingRecord: "setting",
    records.FeeRecord: "fee",
    records.RuleFileRecord: "rule_file",
    records.ApprovalRecord: "approval",
    records.DraftRecord: "draft",
}

Cell = str | int | bytes | None
_PLAIN = (str, int, bool, bytes)


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(Answer, lambda told, _: tuple(told) if isinstance(told, list) else told)
    converter.register_structure_hook(Answer | None, lambda told, _: tuple(told) if isinstance(told, list) else told)
    return converter


_VALUES = _converter()


def _columns(kind: type[Record]) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


COLUMNS: Mapping[type[Record], Mapping[str, Any]] = {kind: _columns(kind) for kind in TABLES}
"""The fields of each record with their types; each is a column of its table."""


@cache
def is_json(hint: Any) -> bool:
    """Whether a field of this type is kept as a JSON text: whatever is not one plain value."""
    plain = _without_none(hint)
    return not (isinstance(plain, type) and (plain in _PLAIN or issubclass(plain, StrEnum | date)))


@cache
def _without_none(hint: Any) -> Any:
    left = [one for one in get_args(hint) if one is not NoneType]
    return left[0] if NoneType in get_args(hint) and len(left) == 1 else hint


def to_row(record: Record) -> dict[str, Cell]:
    """The record's columns."""
    return {name: _to_cell(getattr(record, name), hint) for name, hint in COLUMNS[type(record)].items()}


def _to_cell(value: Any, hint: Any) -> Cell:
    return _json(_VALUES.unstructure(value, hint)) if is_json(hint) else cell_of(value)


def cell_of(value: Any) -> Cell:
    """A plain value as it stands in a column."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def from_row(kind: type[R], row: Mapping[str, Any]) -> R:
    """The record that a row stands for."""
    return kind(**{name: _from_cell(row[name], hint) for name, hint in COLUMNS[kind].items()})


def _from_cell(cell: Any, hint: Any) -> Any:
    if is_json(hint):
        return _VALUES.structure(json.loads(cell), hint)
    if cell is None:
        return None
    plain = _without_none(hint)
    if plain is date:
        return date.fromisoformat(cell)
    return cell if plain in {str, int, bytes} else plain(cell)


def to_text(record: Versioned) -> str:
    """A whole record as one JSON text, for the history."""
    return _json(_VALUES.unstructure(record))


def from_text(kind: type[R], text: str) -> R:
    """The record of such a text."""
    return _VALUES.structure(json.loads(text), kind)


def differing(one: Record, other: Record) -> list[str]:
    """The fields in which two states of a record differ, nested ones with their path: `plan.member_id`."""
    left, right = _VALUES.unstructure(one), _VALUES.unstructure(other)
    return [name for name in _differing(left, right, "") if name != "version"]


def _differing(left: Any, right: Any, path: str) -> list[str]:
    if left == right:
        return []
    if not (isinstance(left, dict) and isinstance(right, dict)):
        return [path]
    keys = sorted(left.keys() | right.keys())
    return [
        found
        for key in keys
        for found in _differing(left.get(key), right.get(key), f"{path}.{key}" if path else str(key))
    ]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
