"""The costs of a course for the screen: the columns and words of its paper, what is withheld there, and why of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from clinicdesk.documents.amounts import OPEN, Amount, columns, is_open
from clinicdesk.documents.case import Case
from clinicdesk.documents.compose_cost import is_open_ended
from clinicdesk.engine.explain import explain
from clinicdesk.model.dated import Reason
from clinicdesk.model.estimate import Basis, Line
from clinicdesk.model.payer import Need
from clinicdesk.model.result import Result
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Visit
from clinicdesk.words import read_words


class Cell(NamedTuple):
    """An amount as its paper says it, and why it is so; None = it is a sum."""

    text: str
    why: Reason | None


class CostRow(NamedTuple):
    """A line of the estimate; `code` is empty where the row sums up a session that has several."""

    session: int
    day: date
    code: str
    units: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCosts:
    """An estimate as it may be shown.

    `columns` names the amounts of the rows: those of `model.estimate.AMOUNTS`, `open` for what may be covered, nobody
    knows, and the last one `patient`, `expected_charge` or `left_open`. `withheld` has the payers who must be asked
    before any money is; then no amount is the patient's. `patient` is what the patient pays at each session, in cents;
    empty where that is withheld or not known. `sessions` are the numbers of the first session and the last, and
    `counted` says in words what is taken for granted where the first is not the course's first. `course` is all of
    these in cents, `if_not_covered` the same where it is not known whether the plan pays, None where there is no such
    amount to show. `unmet` is what any plan still asks for; `at_most` says that an amount can only come out lower.
    """

    columns: tuple[str, ...]
    rows: tuple[CostRow, ...]
    total: tuple[str, ...]
    withheld: tuple[str, ...]
    sessions: tuple[int, int]
    counted: str
    patient: tuple[int, ...]
    course: int | None
    if_not_covered: int | None
    if_covered: int | None
    if_not_obtained: int | None
    range: tuple[int, int] | None
    unmet: tuple[Need, ...]
    at_most: bool

    def at(self, session: int) -> int | None:
        """What the patient pays at a session, in cents; None where it is withheld, not known, or not among these."""
        place = session - self.sessions[0]
        return self.patient[place] if 0 <= place < len(self.patient) else None


def costs_of(visit: Visit, result: Result, rules: Rulebook) -> ShownCosts:
    """What of an estimate is shown, and how: amounts stand where its paper has them, and nowhere else."""
    case = Case(visit, result, rules, read_words(rules.language), "")
    estimate, amounts = result.estimate, columns(case)
    whole = estimate.total["patient"]
    shown, unknown = not case.withheld, estimate.basis is Basis.UNKNOWN
    known = shown and not unknown
    return ShownCosts(
        columns=tuple(one.told for one in amounts),
        rows=tuple(row for lines in case.sessions for row in _rows(case, amounts, lines)),
        total=tuple(one.cell(estimate.lines) for one in amounts),
        withheld=tuple(case.payer_name(one) for one in case.to_be_asked),
        sessions=(case.before + 1, case.last),
        counted=case.counted,
        patient=tuple(sum(line.patient for line in lines) for lines in case.sessions) if known else (),
        course=whole if known else None,
        if_not_covered=whole if shown and unknown else None,
        if_covered=estimate.if_covered if shown else None,
        if_not_obtained=estimate.if_not_obtained if shown else None,
        range=estimate.range.patient if known and estimate.range else None,
        unmet=tuple(dict.fromkeys(need for one in result.coverage for need in one.unmet)),
        at_most=is_open_ended(case, estimate.lines),
    )


def _rows(case: Case, amounts: Sequence[Amount], lines: Sequence[Line]) -> list[CostRow]:
    currency = case.visit.clinic.currency
    rows = [
        CostRow(
            line.session,
            line.day,
            line.code,
            line.units,
            tuple(Cell(one.cell((line,)), _why(line, one, currency)) for one in amounts),
        )
        for line in lines
    ]
    if len(lines) > 1:
        sums = tuple(Cell(one.cell(lines), None) for one in amounts)
        rows.append(CostRow(lines[0].session, lines[0].day, "", 1, sums))
    return rows


def _why(line: Line, amount: Amount, currency: str) -> Reason:
    """The sentence of a column's cell. What the plan pays of a line that it may cover, nobody knows, is no amount."""
    if amount.name == "plan" and is_open(line):
        return Reason("why.plan_not_known")
    return explain(line, "not_covered" if amount.name == OPEN else amount.name, currency)
