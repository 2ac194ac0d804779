"""Notices, kinds of plan, the calendar, and the FAQ's statements."""

from datetime import date

from clinicdesk.model.document import Deadline, NoticeKind, NoticeRule
from clinicdesk.model.payer import Billable, BillingRule, LineOfBusiness
from clinicdesk.model.rulebook import Holiday
from clinicdesk.resources import LONGEST, quoted
from clinicdesk.rulebook.table import Table


def read_notices(table: Table) -> dict[NoticeKind, NoticeRule]:
    """The rule behind each kind of paper; every kind has one."""
    rules: dict[NoticeKind, NoticeRule] = {}
    for one in table.tables("notice"):
        rule = _notice(one)
        if rule.kind in rules and one.is_sound:
            one.fault("kind", f"{rule.kind} stands twice")
        rules[rule.kind] = rule
    for kind in NoticeKind:
        if kind not in rules:
            table.fault("notice", f"{kind} is missing")
    table.close()
    return rules


def _notice(table: Table) -> NoticeRule:
    return NoticeRule(
        **table.dated(),
        kind=table.member("kind", NoticeKind),
        deadlines=tuple(Deadline(one.whole("ahead"), one.whole("within")) for one in table.tables("deadlines")),
        on_request=table.whole_or_none("on_request"),
        note=table.text("note", ""),
    )


def read_lines(table: Table) -> dict[LineOfBusiness, BillingRule]:
    """Who may be billed, by kind of plan; every kind has a rule."""
    rules: dict[LineOfBusiness, BillingRule] = {}
    for one in table.tables("line"):
        line = one.member("line_of_business", LineOfBusiness)
        if line in rules and one.is_sound:
            one.fault("line_of_business", f"{line} stands twice")
        rules[line] = BillingRule(
            **one.dated(),
            line_of_business=line,
            covered=one.member("covered", Billable),
            not_covered=one.member("not_covered", Billable),
        )
    for line in LineOfBusiness:
        if line not in rules:
            table.fault("line", f"{line} is missing")
    table.close()
    return rules


def read_calendar(table: Table) -> tuple[dict[date, Holiday], date]:
    """The days that are no business days, and the last day that the calendar speaks of."""
    dated = table.dated()
    holidays: dict[date, Holiday] = {}
    for one in table.tables("holiday"):
        name = one.text("name")
        for day in one.days("days"):
            if day in holidays:
                one.fault("days", f"{day} is already {holidays[day].name[:LONGEST]}")
            holidays[day] = Holiday(**dated, day=day, name=name)
    if dated["until"] is None:
        table.fault("until", "this is missing: the last day that the calendar speaks of")
    table.close()
    return holidays, dated["until"] or date.max


STANDINGS = ("holds", "out_of_date", "contradicted", "not_traced", "not_used")


def check_faq(table: Table, places: frozenset[str]) -> None:
    """Every statement has a place in the program, or is marked as not used."""
    table.source()
    table.day("published")
    for one in table.tables("statement"):
        one.text("question")
        one.text("says")
        one.text("note", "")
        standing = one.text("standing")
        if standing and standing not in STANDINGS:
            one.fault("standing", f"{quoted(standing)} is not one of {', '.join(STANDINGS)}")
        named = one.texts("place")
        if not named and standing != "not_used":
            one.fault("place", "a statement that is used has a place")
        for place in named:
            if place.split("/")[0] != "documents" and place not in places:
                one.fault("place", f"there is no rule file {quoted(place)}")
    table.close()
