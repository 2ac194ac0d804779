"""The chart: each bar adds up to what a session costs, and its words fit."""

from itertools import pairwise

import pytest

from clinicdesk.documents.blocks import Chart
from clinicdesk.documents.case import Case
from clinicdesk.documents.chart import _PATIENT, _PLAN, chart
from clinicdesk.documents.compose_chart import bars
from clinicdesk.documents.fonts import width
from clinicdesk.documents.marks import Rect, Run
from clinicdesk.documents.pieces import Room
from clinicdesk.engine.visit import work
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import EXAMPLES, as_visit, example_json

ROOM = Room(56.0, 500.0)


def chart_of(name: str, rules: Rulebook, words: Words, sessions: int = 0) -> tuple[Case, Chart]:
    value = example_json(name)
    if sessions:
        value["service"]["sessions"] = sessions
        value["service"].pop("sessions_range", None)
    visit = as_visit(value, rules)
    case = Case(visit, work(visit, rules), rules, words, "0" * 64)
    (block,) = bars(case)
    assert isinstance(block, Chart)
    return case, block


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_bar_is_what_the_session_costs(name: str, rules: Rulebook, words: Words) -> None:
    case, block = chart_of(name, rules, words)
    for at, lines in enumerate(case.sessions):
        whole = sum(line.patient + line.plan + line.secondary_plan for line in lines)
        own = sum(line.patient for line in lines)
        assert sum(part.values[at] for part in block.parts) == whole <= block.scale[-1][0]
        assert sum(part.values[at] for part in block.parts if part.patients) == own
        assert block.tops[at] == case.money(own)


@pytest.mark.parametrize("sessions", [2, 12, 30, 60])
def test_words_do_not_touch(sessions: int, rules: Rulebook, words: Words) -> None:
    _, block = chart_of("year-end-and-secondary", rules, words, sessions)
    (piece,) = chart(block, ROOM)
    lines: dict[float, list[tuple[float, float]]] = {}
    for mark in piece.marks:
        if isinstance(mark, Run):
            lines.setdefault(round(mark.y), []).append((mark.x, mark.x + width(mark.text, mark.face)))
        if isinstance(mark, Rect):
            assert mark.x >= ROOM.left - 0.1
            assert mark.x + mark.width <= ROOM.left + ROOM.width + 0.1
    for spans in lines.values():
        ordered = sorted(spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(ordered))


def test_parts_differ_without_colour() -> None:
    def grey(color: str) -> int:
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        return (299 * red + 587 * green + 114 * blue) // 1000

    looks = [(grey(color), pattern) for color, pattern in (*_PATIENT, *_PLAN)]
    for at, (tone, pattern) in enumerate(looks):
        for other, kind in looks[at + 1 :]:
            assert pattern != kind or abs(tone - other) > 40
