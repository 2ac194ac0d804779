"""The cost: today's amount, the course, the sessions one by one."""

from collections.abc import Sequence

from clinicdesk.documents.amounts import Amount, columns
from clinicdesk.documents.blocks import Block, Box, Column, Figure, Figures, Heading, Manner, Row, Table, Text, Tone
from clinicdesk.documents.case import Case
from clinicdesk.model.estimate import Assumption, Line

_OPEN_ENDED = {
    Assumption.ALLOWED_NOT_KNOWN,
    Assumption.DEDUCTIBLE_NOT_STATED,
    Assumption.COST_SHARE_NOT_STATED,
    Assumption.OUT_OF_POCKET_NOT_STATED,
}
"""What is worked out at the patient's expense, so that the amount can only come out lower."""


def figures(case: Case) -> list[Block]:
    """The amounts that a patient asks for first."""
    if case.withheld:
        return [_do_not_collect(case)]
    estimate, service = case.result.estimate, case.visit.service
    course = case.say("cost.rest" if case.before else "cost.course")
    found = [
        *_today(case),
        Figure(course, case.money(estimate.total["patient"]), case.say("cost.course_note", count=service.sessions)),
        *_suppositions(case, course),
    ]
    if not any(one.large for one in found):
        found = [one._replace(large=True) for one in found]
    blocks: list[Block] = [Figures(tuple(found))]
    if estimate.range:
        (least, most), (low, high) = estimate.range.sessions, estimate.range.patient
        key = "cost.range_of_rest" if case.before else "cost.range"
        told = case.say(key, least=least, most=most, low=case.money(low), high=case.money(high))
        blocks.append(Text(told, lead=case.say("cost.range_lead")))
    return blocks


def _do_not_collect(case: Case) -> Box:
    """In place of every amount due."""
    payers = tuple(case.payer_name(coverage) for coverage in case.to_be_asked)
    return Box(Tone.STOP, case.say("cost.withheld"), (Text(case.say("cost.withheld_why", payer=payers)),), loud=True)


def _today(case: Case) -> list[Figure]:
    """The session of the visit's day, else the next one; none where the course is over."""
    day, sessions = case.visit.day, case.sessions
    session = next((lines for lines in sessions if lines[0].day >= day), None)
    if session is None:
        return []
    first = session[0]
    if first.day == day:
        label = case.say("cost.today_blocked" if case.result.blockers else "cost.today")
    else:
        label = case.say("cost.first" if first.session == 1 else "cost.next", day=first.day)
    key = "cost.at_most" if is_open_ended(case, session) else "cost.session_note"
    note = case.say(key, session=first.session, sessions=case.last)
    return [Figure(label, case.money(sum(line.patient for line in session)), note, large=True)]


def is_open_ended(case: Case, lines: Sequence[Line]) -> bool:
    """Whether what the patient pays for these lines can only come out lower."""
    return bool(_OPEN_ENDED & set(case.result.estimate.assumptions)) and any(line.covered for line in lines)


def _suppositions(case: Case, course: str) -> list[Figure]:
    """What the course would cost if what is not known, or not given yet, came out otherwise."""
    estimate = case.result.estimate
    found: list[Figure] = []
    if estimate.if_covered is not None:
        found.append(
            Figure(
                case.say("cost.if_covered"),
                case.money(estimate.if_covered),
                case.say("cost.if_covered_note", course=course),
            )
        )
    if estimate.if_not_obtained is not None:
        needs = tuple(dict.fromkeys(need for one in case.result.coverage for need in one.unmet))
        note = case.say("cost.if_not_obtained_note", course=course, needs=needs)
        found.append(Figure(case.say("cost.if_not_obtained"), case.money(estimate.if_not_obtained), note))
    return found


def sessions(case: Case) -> list[Block]:
    """The table, one row a line, with what the codes in it mean."""
    amounts = columns(case)
    several = any(len(lines) > 1 for lines in case.sessions)
    rows = [row for lines in case.sessions for row in _rows(case, amounts, lines, subtotal=several)]
    total = ("", case.say("cost.total"), *([""] if several else []))
    every = case.result.estimate.lines
    rows.append(Row((*total, *(one.cell(every) for one in amounts)), strong=True, tinted=True, ruled=False))
    heads = [Column(case.say("cost.column.session")), Column(case.say("cost.column.date"))]
    if several:
        heads.append(Column(case.say("cost.column.service")))
    heads += [Column(one.title, right=True) for one in amounts]
    meaning = "; ".join(case.service(code) for code in dict.fromkeys(line.code for line in every))
    codes = Text(case.say("cost.codes", codes=meaning), Manner.SMALL_MUTED)
    return [Heading(case.say("cost.sessions")), Table(tuple(heads), tuple(rows)), codes]


def _rows(case: Case, amounts: Sequence[Amount], lines: Sequence[Line], *, subtotal: bool) -> list[Row]:
    rows: list[Row] = []
    for at, line in enumerate(lines):
        first = ("", "") if at else (str(line.session), case.words.day(line.day))
        code = case.say("cost.units", code=line.code, units=line.units) if line.units > 1 else line.code
        cells = (*first, *((code,) if subtotal else ()), *(one.cell((line,)) for one in amounts))
        rows.append(Row(cells, joined=subtotal, ruled=not subtotal))
    if subtotal:
        rows.append(Row(("", "", case.say("cost.subtotal"), *(one.cell(lines) for one in amounts)), strong=True))
    return rows
