"""A patient's whole record as JSON, and the archive that holds it beside the papers themselves.

The JSON, `record/1`, is one object: `patient` (the id), `made` (an instant in UTC), `clinic`, `staff` (names by the ids
that stand in `by`), `records` and `trail`. `records` has a list for each kind of record, in the order of their making
and with the fields of `model/records.py`; what may change has its earlier states, the oldest first, in `earlier`, and
in place of stored bytes stands the `file` of the archive that has them. Amounts are whole cents. `trail` has the rows
about the patient: number, instant, who, act, visit and details.
"""

import io
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from clinicdesk.exchange.result_file import as_json

FORMAT = "record/1"
_KINDS = {b"%PDF-": "pdf", b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"II*\0": "tif", b"MM\0*": "tif", b"{": "json"}


def record_text(told: Mapping[str, Any]) -> bytes:
    """The record as JSON in UTF-8; `told` is made of records, dates, words of fixed lists and plain values."""
    return as_json({"clinicdesk": FORMAT} | _plain(told))


def ending_of(content: bytes) -> str:
    """What a file's name may end in, by its first bytes and by nothing that anybody typed; `bin` where not known."""
    return next((ending for start, ending in _KINDS.items() if content.startswith(start)), "bin")


def archive(files: Mapping[str, bytes], made: datetime) -> bytes:
    """A ZIP of the files by their names, each dated `made`."""
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as folder:
        for name, content in files.items():
            info = ZipInfo(name, made.timetuple()[:6])
            info.external_attr = 0o600 << 16
            folder.writestr(info, content, ZIP_DEFLATED)
    return held.getvalue()


def _plain(value: Any) -> Any:
    """What JSON can hold. Bytes never come here: they are files of the archive."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value
