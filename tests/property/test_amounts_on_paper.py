"""The amounts that a patient reads on paper are those of the result: read off the marks, column by column."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings

from clinicdesk.documents import style
from clinicdesk.documents.case import Case
from clinicdesk.documents.compose import compose
from clinicdesk.documents.fonts import width
from clinicdesk.documents.layout import layout
from clinicdesk.documents.marks import Run
from clinicdesk.documents.pieces import Piece, Room
from clinicdesk.engine.visit import work
from clinicdesk.exchange.result_file import result_text
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import read_words
from tests.conftest import EXAMPLES, as_visit, example_json
from tests.property.strategies import visit_files

RULES = load(rule_files())
WORDS = read_words("en")
TITLES = {
    "Full charge": "billed",
    "Plan allows": "allowed",
    "Our discount": "write_off",
    "Plan pays": "plan",
    "Second plan pays": "secondary_plan",
    "Deductible": "deductible",
    "Copay": "copay",
    "Coinsurance": "coinsurance",
    "Not covered": "not_covered",
    "Not known if covered": "not_covered",
    "Above plan's rate": "balance_bill",
    "You pay": "patient",
    "No plan pays": "patient",
    "Expected charge": "patient",
}
"""What a column's title on paper stands for in the result file."""

Texts = dict[float, str]
"""The texts of a row by their right edges."""


def texts_of(piece: Piece) -> Texts:
    """Lines of one cell are joined."""
    found: Texts = {}
    for mark in piece.marks:
        if isinstance(mark, Run):
            right = mark.x + width(mark.text, mark.face)
            edge = nearest(found, right)
            found[right if edge is None else edge] = mark.text if edge is None else f"{found[edge]} {mark.text}"
    return found


def nearest(edges: Iterable[float], right: float) -> float | None:
    """The column's edge that a text ends at."""
    return next((edge for edge in edges if abs(edge - right) < 0.3), None)


def cents_in(text: str) -> int:
    """The cents that a printed amount stands for; a dash stands for none."""
    if text == "–":
        return 0
    assert text[-3] == ".", text
    return int("".join(sign for sign in text if sign.isdigit()))


def session_rows(pieces: Sequence[Piece]) -> Iterator[tuple[dict[str, str], list[str]]]:
    """The rows of the cost part's table of sessions: amounts by their column's title, and what stands left of them."""
    header = next(one.header for one in pieces if one.header and "Session" in texts_of(one.header).values())
    titles = texts_of(header)
    for piece in pieces:
        if piece.header is not header:
            continue
        amounts: dict[str, str] = {}
        left: list[str] = []
        for right, text in texts_of(piece).items():
            edge = nearest((one for one in titles if titles[one] in TITLES), right)
            if edge is None:
                left.append(text)
            else:
                amounts[titles[edge]] = text
        yield amounts, left


def check(value: dict[str, Any]) -> None:
    """Each row of the table says what the result says, and no amount of the result is missing from it."""
    visit = as_visit(value, RULES)
    result = work(visit, RULES)
    case = Case(visit, result, RULES, WORDS, sha256(repr(value).encode()).hexdigest())
    pieces = layout(compose(case).blocks, Room(style.MARGIN, 500.0))
    told = json.loads(result_text(result, WORDS, rulebook=RULES.version, visit=case.visit_sha256))["estimate"]
    rows = list(session_rows(pieces))
    lines = told["lines"]
    sessions = [line["session"] for line in lines]
    several = len(set(sessions)) < len(lines)
    expected: list[list[dict[str, Any]]] = []
    for session in dict.fromkeys(sessions):
        own = [line for line in lines if line["session"] == session]
        expected += [[line] for line in own]
        if several:
            expected.append(own)
    expected.append(lines)
    assert len(rows) == len(expected)
    for (amounts, left), summed in zip(rows, expected, strict=True):
        check_row(amounts, left, summed, told["basis"])
    assert [sum(cents_in(line[name].replace("-", "")) for line in lines) for name in told["total"]] == [
        cents_in(amount) for amount in told["total"].values()
    ]


def check_row(amounts: dict[str, str], left: list[str], lines: list[dict[str, Any]], basis: str) -> None:
    """One row against the lines of the result. Self-pay has one price; with a plan the write-off is the plan's."""
    shown: dict[str, int] = {}
    for title, text in amounts.items():
        if text == "not known":
            assert title == "Plan pays"
            assert any(not line["covered"] for line in lines)
            continue
        shown[TITLES[title]] = shown.get(TITLES[title], 0) + cents_in(text)
    assert "patient" in shown
    missing = {"write_off"} if basis != "self_pay" else {"not_covered"}
    if amounts.get("Plan pays") == "not known":
        missing.add("plan")
    for name in set(TITLES.values()) - missing:
        assert shown.get(name, 0) == sum(cents_in(line[name]) for line in lines), (name, amounts, lines)
    if len(left) > 1 and left[0].isdigit():
        assert left[:2] == [str(lines[0]["session"]), WORDS.day(date.fromisoformat(lines[0]["date"]))]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example(name: str) -> None:
    check(example_json(name))


@given(visit_files(RULES))
def test_made_up_visits(value: dict[str, Any]) -> None:
    check(value)


@pytest.mark.torture
@settings(settings.get_profile("long"), max_examples=3_000)
@given(visit_files(RULES))
def test_made_up_visits_for_long(value: dict[str, Any]) -> None:
    check(value)
