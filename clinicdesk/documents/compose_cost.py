"""The cost: today's amount, the course, the sessions one by one."""

from collections.abc import Callable, Sequence

from clinicdesk.documents.blocks import Block, Box, Column, Figure, Figures, Heading, Manner, Row, Table, Text, Tone
from clinicdesk.documents.case import Case
from clinicdesk.model.estimate import Basis, Line
from clinicdesk.model.payer import CoverageStatus


def figures(case: Case) -> list[Block]:
    """The amounts that a patient asks for first."""
    if case.withheld:
        return [_do_not_collect(case)]
    estimate, service = case.result.estimate, case.visit.service
    course = case.say("cost.course")
    found = [
        *_today(case),
        Figure(course, case.money(estimate.total["patient"]), case.say("cost.course_note", count=service.sessions)),
        *_suppositions(case),
    ]
    if found[0].label == course:
        found[0] = Figure(course, found[0].amount, found[0].note, large=True)
    blocks: list[Block] = [Figures(tuple(found))]
    if estimate.range:
        (least, most), (low, high) = estimate.range.sessions, estimate.range.patient
        told = case.say("cost.range", least=least, most=most, low=case.money(low), high=case.money(high))
        blocks.append(Text(told, lead=case.say("cost.range_lead")))
    return blocks


def _do_not_collect(case: Case) -> Box:
    """In place of every amount due."""
    estimate = case.result.estimate
    told: list[Block] = [
        Text(case.say("cost.withheld_why", payer=case.payer_name(case.visit.coverage[0]))),
        Text(case.say("cost.withheld_total", amount=case.money(estimate.total["patient"])), Manner.SMALL_MUTED),
    ]
    told += [
        Text(case.say("cost.withheld_other", label=one.label, amount=one.amount, note=one.note), Manner.SMALL_MUTED)
        for one in _suppositions(case)
    ]
    return Box(Tone.STOP, case.say("cost.withheld"), tuple(told), loud=True)


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
    note = case.say("cost.session_note", session=first.session, sessions=len(sessions))
    return [Figure(label, case.money(sum(line.patient for line in session)), note, large=True)]


def _suppositions(case: Case) -> list[Figure]:
    """What the course would cost if what is not known, or not given yet, came out otherwise."""
    estimate = case.result.estimate
    found: list[Figure] = []
    if estimate.if_covered is not None:
        found.append(
            Figure(case.say("cost.if_covered"), case.money(estimate.if_covered), case.say("cost.if_covered_note"))
        )
    if estimate.if_not_obtained is not None:
        needs = tuple(dict.fromkeys(need for one in case.result.coverage for need in one.unmet))
        note = case.say("cost.if_not_obtained_note", needs=needs)
        found.append(Figure(case.say("cost.if_not_obtained"), case.money(estimate.if_not_obtained), note))
    return found


def sessions(case: Case) -> list[Block]:
    """The table, one row a line, with what the codes in it mean."""
    columns = _columns(case)
    several = any(len(lines) > 1 for lines in case.sessions)
    codes = tuple(dict.fromkeys(line.code for line in case.result.estimate.lines))
    rows = [row for lines in case.sessions for row in _rows(case, columns, lines, subtotal=several)]
    total = ("", case.say("cost.total"), *([""] if several else []))
    rows.append(Row((*total, *(one.total(case) for one in columns)), strong=True, tinted=True, ruled=False))
    heads = [Column(case.say("cost.column.session")), Column(case.say("cost.column.date"))]
    if several:
        heads.append(Column(case.say("cost.column.service")))
    heads += [Column(one.title(case), right=True) for one in columns]
    meaning = "; ".join(case.service(code) for code in codes)
    table = Table(tuple(heads), tuple(rows))
    return [Heading(case.say("cost.sessions")), table, Text(case.say("cost.codes", codes=meaning), Manner.SMALL_MUTED)]


def _rows(case: Case, columns: "Sequence[_Amount]", lines: Sequence[Line], *, subtotal: bool) -> list[Row]:
    rows: list[Row] = []
    for at, line in enumerate(lines):
        first = ("", "") if at else (str(line.session), case.words.day(line.day))
        code = case.say("cost.units", code=line.code, units=line.units) if line.units > 1 else line.code
        cells = (*first, *((code,) if subtotal else ()), *(one.cell(case, line) for one in columns))
        rows.append(Row(cells, joined=subtotal, ruled=not subtotal))
    if subtotal:
        told = ("", "", case.say("cost.subtotal"), *(one.subtotal(case, lines) for one in columns))
        rows.append(Row(told, strong=True))
    return rows


class _Amount:
    """A column of amounts: whether it stands in the table, and its cells. What is not known is never a zero.

    `known` tells in which lines a zero is worth saying; in the others a dash stands.
    """

    def __init__(self, name: str, known: Callable[[Line], bool] = lambda line: line.covered) -> None:
        self.name = name
        self.known = known

    def title(self, case: Case) -> str:
        """The column's words."""
        if self.name == "patient" and case.withheld:
            return case.say("cost.column.left_open")
        if self.name == "patient" and case.good_faith:
            return case.say("cost.column.expected_charge")
        return case.say(f"cost.column.{self.name}")

    def cell(self, case: Case, line: Line) -> str:
        """One line's amount; a dash where there can be none, words where it is not known."""
        cents = getattr(line, self.name)
        if cents or self.known(line):
            return case.money(cents)
        return case.say("cost.not_known") if self._open(line) else "–"

    def _open(self, line: Line) -> bool:
        return self.name == "plan" and line.status is CoverageStatus.UNKNOWN

    def subtotal(self, case: Case, lines: Sequence[Line]) -> str:
        """The sum of lines, with the words where a part of it is not known."""
        if any(self._open(line) for line in lines):
            return case.say("cost.not_known")
        cents = sum(getattr(line, self.name) for line in lines)
        return case.money(cents) if cents or any(self.known(line) for line in lines) else "–"

    def total(self, case: Case) -> str:
        """The course's sum."""
        if any(self._open(line) for line in case.result.estimate.lines):
            return case.say("cost.not_known")
        return case.money(case.result.estimate.total[self.name])

    def stands(self, case: Case) -> bool:
        """Whether the column tells anything."""
        estimate = case.result.estimate
        return bool(estimate.total[self.name]) or any(self._open(line) for line in estimate.lines)


def _always(_: Line) -> bool:
    return True


def _never(_: Line) -> bool:
    return False


_WITH_PLAN = (
    _Amount("billed", _always),
    _Amount("allowed"),
    _Amount("plan", lambda line: line.status is not CoverageStatus.UNKNOWN or line.covered),
    _Amount("secondary_plan", _never),
    _Amount("deductible", _never),
    _Amount("copay", _never),
    _Amount("coinsurance", _never),
    _Amount("not_covered", _never),
    _Amount("balance_bill", _never),
)
_WITHOUT_PLAN = (_Amount("billed", _always), _Amount("write_off", _always))
_PATIENT = _Amount("patient", _always)


def _columns(case: Case) -> list[_Amount]:
    own = case.result.estimate.basis is Basis.SELF_PAY
    return [*(one for one in (_WITHOUT_PLAN if own else _WITH_PLAN) if one.stands(case)), _PATIENT]
