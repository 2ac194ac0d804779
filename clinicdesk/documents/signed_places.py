"""What goes onto the paper's own lines: the strokes, the day, the time, and what was typed of who signs."""

from collections.abc import Iterator, Mapping, Sequence

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject

from clinicdesk.documents import style
from clinicdesk.documents.fonts import width
from clinicdesk.documents.marks import Face, Mark, Polygon, Run
from clinicdesk.documents.signed_ink import Box, fitted
from clinicdesk.documents.signed_page import About, clock
from clinicdesk.documents.signing import place
from clinicdesk.documents.tagged import Area
from clinicdesk.documents.wrap import clipped, composed
from clinicdesk.model.paper_records import OnScreen, SignatureRecord
from clinicdesk.model.people import Signer
from clinicdesk.words import Words

Places = Mapping[str, tuple[int, Area]]
"""The name of a line or box -> its page, from 0, and where it is on that."""

_RAISED = 2.5
_CROSS = 1.1
_LEAST = 6.0


def places_of(reader: PdfReader) -> Places:
    """The named lines and boxes of a paper; a paper that has none of them is signed on the page behind it alone."""
    numbers: dict[object, int] = {page.indirect_reference: at for at, page in enumerate(reader.pages)}
    named = reader.root_object.get("/Dests", DictionaryObject())
    assert isinstance(named, DictionaryObject)
    return {name.removeprefix("/"): _area(numbers, one) for name, one in named.items() if isinstance(one, ArrayObject)}


def written(
    places: Places, kind: str, signatures: Sequence[SignatureRecord], about: About, words: Words, high: float
) -> dict[int, list[Mark]]:
    """The marks for each page, from 0, that gets any; `high` is the pages' height."""
    found: dict[int, list[Mark]] = {}
    for one in signatures:
        if one.screen and _is_named(one, about):
            for name, marks in _marks(places, kind, one, one.screen, words, high):
                found.setdefault(places[name][0], []).extend(marks)
    return found


def _is_named(one: SignatureRecord, about: About) -> bool:
    """A clinician signs at the place of the one whose name stands there, and nobody else does."""
    return one.signer is not Signer.CLINICIAN or one.name == about.practitioner


def _area(numbers: Mapping[object, int], told: ArrayObject) -> tuple[int, Area]:
    page, fit, *edges = list.__iter__(told)
    assert fit == NameObject("/FitR")
    left, lower, right, upper = (float(FloatObject(edge)) for edge in edges)
    return numbers[page], (left, lower, right, upper)


def _marks(
    places: Places, kind: str, one: SignatureRecord, told: OnScreen, words: Words, high: float
) -> Iterator[tuple[str, list[Mark]]]:
    day, time = clock(told, words)
    texts = {
        "name": one.name,
        "relationship": told.relationship,
        "seen": told.seen,
        "number": told.number,
        "date": day,
        "time": time[:5],
    }
    for field, text in texts.items():
        name = place(kind, one.signer, field)
        if text and name in places:
            yield name, [_typed(text, places[name][1], high)]
    drawn, chosen = place(kind, one.signer, "signature"), f"{kind}.choice.{told.choice}"
    if drawn in places:
        left, lower, right, upper = places[drawn][1]
        box = Box(left, high - upper, right - left, upper - lower)
        yield drawn, [Polygon(line, style.INK) for line in fitted(told.ink, box)]
    if chosen in places:
        yield chosen, [*_cross(places[chosen][1], high)]


def _typed(text: str, area: Area, high: float) -> Run:
    """A text on its line, smaller where it is long; what is much too long is cut, as the page behind has it whole."""
    left, lower, right, _ = area
    smaller = min(1.0, (right - left) / max(width(composed(text), style.BODY), 1.0))
    face = Face(style.REGULAR, max(_LEAST, style.BODY_SIZE * smaller), style.INK)
    return Run(left, high - lower - _RAISED, clipped(text, face, right - left + 0.1), face)


def _cross(area: Area, high: float) -> Iterator[Mark]:
    left, lower, right, upper = area
    top, bottom, thick = high - upper, high - lower, _CROSS
    for start, end in (((left, top), (right, bottom)), ((left, bottom), (right, top))):
        (x, y), (to_x, to_y) = start, end
        yield Polygon(((x, y), (x + thick, y), (to_x, to_y), (to_x - thick, to_y)), style.INK)
