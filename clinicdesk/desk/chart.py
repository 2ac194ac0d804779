"""The stacked bars of an estimate for the screen: the very drawing that stands on the sheet."""

from clinicdesk.documents.blocks import Chart
from clinicdesk.documents.case import Case
from clinicdesk.documents.chart import chart
from clinicdesk.documents.compose_chart import bars
from clinicdesk.documents.pieces import Room
from clinicdesk.documents.svg import svg
from clinicdesk.model.result import Result
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Visit
from clinicdesk.words import read_words

WIDE = 420.0
"""Points: less than on paper, so that its words are as large as others where the screen has room for more."""


def chart_of(visit: Visit, result: Result, rules: Rulebook) -> str:
    """The bars as SVG text, dark on a light ground; empty where the sheet has none, as with a single session."""
    drawn = bars(Case(visit, result, rules, read_words(rules.language), ""))
    pieces = [piece for block in drawn if isinstance(block, Chart) for piece in chart(block, Room(0, WIDE))]
    return "".join(svg(piece.marks, WIDE, piece.height) for piece in pieces)
