"""Retention: how long papers are kept, where a source says so."""

from clinicdesk.model.document import NoticeKind
from clinicdesk.model.retention import KeepRule
from clinicdesk.rulebook.table import Table


def read_retention(table: Table) -> dict[NoticeKind, KeepRule]:
    """The rule of each kind of paper that has one."""
    rules: dict[NoticeKind, KeepRule] = {}
    for one in table.tables("keep"):
        rule = KeepRule(
            **one.dated(),
            kind=one.member("kind", NoticeKind),
            years=one.whole("years"),
            from_completion=one.flag("from_completion", default=False),
            note=one.text("note", ""),
        )
        if rule.kind in rules and one.is_sound:
            one.fault("kind", f"{rule.kind} stands twice")
        rules[rule.kind] = rule
    table.close()
    return rules
