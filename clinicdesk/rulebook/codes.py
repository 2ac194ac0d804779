"""Code files and fee schedules: what the codes are, what must not stand with them, and national amounts."""

from clinicdesk.model.codes import Code, CodeConflict
from clinicdesk.model.fees import ReferenceFee
from clinicdesk.rulebook.table import Table


def read_codes(table: Table) -> tuple[tuple[Code, ...], tuple[CodeConflict, ...]]:
    """The codes, and the conflicts between them."""
    codes = tuple(
        Code(**one.dated(), code=one.text("code"), text=one.text("text"), service=one.flag("service", default=False))
        for one in table.tables("code")
    )
    conflicts = tuple(
        CodeConflict(
            **one.dated(),
            codes=one.texts("codes", required=True),
            never_with=one.texts("never_with", required=True),
            reason=one.text("reason"),
        )
        for one in table.tables("conflict")
    )
    table.close()
    return codes, conflicts


def read_fees(table: Table) -> tuple[ReferenceFee, ...]:
    """One schedule's amounts."""
    schedule = table.text("schedule")
    fees = tuple(
        ReferenceFee(
            **one.dated(),
            code=one.text("code"),
            amount=one.cents("amount"),
            schedule=schedule,
            note=one.text("note", ""),
        )
        for one in table.tables("fee")
    )
    table.close()
    return fees
