"""Code files and fee schedules: what the codes are, what must not stand with them, and national amounts."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

from clinicdesk.model.codes import Code, CodeConflict
from clinicdesk.model.fees import ReferenceFee
from clinicdesk.resources import LONGEST
from clinicdesk.rulebook.table import CODE, Table


def read_codes(table: Table) -> tuple[dict[str, Code], tuple[CodeConflict, ...]]:
    """The codes by code, and the conflicts between them."""
    codes: dict[str, Code] = {}
    for one in table.tables("code"):
        code = one.code("code")
        if code in codes:
            one.fault("code", f"{code[:LONGEST]} stands twice")
        codes[code] = Code(
            **one.dated(),
            code=code,
            text=one.text("text"),
            service=one.flag("service", default=False),
            text_in=_in_languages(one.table("text_in")) if one.has("text_in") else MappingProxyType({}),
        )
    conflicts = tuple(
        CodeConflict(
            **one.dated(),
            codes=one.texts("codes", required=True, form=CODE),
            never_with=one.texts("never_with", required=True, form=CODE),
            reason=one.text("reason"),
        )
        for one in table.tables("conflict")
    )
    table.close()
    return codes, conflicts


def _in_languages(table: Table) -> Mapping[str, str]:
    return MappingProxyType({language: table.text(language) for language in table.data})


def read_fees(table: Table) -> tuple[ReferenceFee, ...]:
    """One schedule's amounts."""
    schedule = table.text("schedule")
    fees = tuple(
        ReferenceFee(
            **one.dated(),
            code=one.code("code"),
            amount=one.cents("amount"),
            schedule=schedule,
            note=one.text("note", ""),
        )
        for one in table.tables("fee")
    )
    table.close()
    _check_overlaps(table, fees)
    return fees


def _check_overlaps(table: Table, fees: Sequence[ReferenceFee]) -> None:
    for (first, one), (second, other) in combinations(enumerate(fees), 2):
        if one.code == other.code and one.first_day <= other.last_day and other.first_day <= one.last_day:
            table.file.fault(("fee", second), f"{other.code} has another amount on the same day in fee[{first}]")
