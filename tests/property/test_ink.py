"""Whatever a hand draws comes back from the store as it was, and stands in the PDF stroke by stroke where it was."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream

from clinicdesk.documents.blocks import Heading, Paper
from clinicdesk.documents.pdf import pdf as made
from clinicdesk.documents.signed import About, signed
from clinicdesk.model.ink import ACROSS, FULL, Ink
from clinicdesk.model.paper_records import DocumentRecord, OnScreen, SignatureRecord
from clinicdesk.model.people import Signer
from clinicdesk.store.embedded import EmbeddedStore
from clinicdesk.words import read_words
from tests.unit.store.stores import KEY, TRAIL_KEY, put_parents

WORDS = read_words("en")
BEFORE = made(Paper("A paper", "1", "A clinic", "", "", letter=True, blocks=(Heading("A paper", 1),)), WORDS)
ABOUT = About("A clinic", "Ana", "Sam")
MADE: dict[str, Any] = {"by": "s", "at": "2026-11-23T15:00:00.000Z", "patient": "p"}
WIDE, LEFT = 238, 56


@st.composite
def inks(draw: st.DrawFn) -> Ink:
    """Strokes of every shape that a pad takes."""
    height = draw(st.integers(ACROSS // 20, ACROSS))
    dot = st.tuples(st.integers(0, ACROSS), st.integers(0, height), st.integers(0, FULL))
    strokes = draw(st.lists(st.lists(dot, min_size=1, max_size=30).map(tuple), min_size=1, max_size=8))
    return Ink(height=height, strokes=tuple(strokes))


def signature(ink: Ink, name: str) -> SignatureRecord:
    told = OnScreen(ink=ink, agreed="Yes.", at="2026-11-23T10:00:00-05:00", account="Bea (bea)", device="Desk")
    return SignatureRecord(
        id=name, **MADE, document="d", signer=Signer.PATIENT, name="Ana", signed_on=date(2026, 11, 23), screen=told
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """A real store with a paper to sign."""
    folder: Path = tmp_path_factory.mktemp("ink")
    opened = EmbeddedStore.create(folder, KEY, TRAIL_KEY)
    put_parents(opened)
    yield opened
    opened.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ink=inks())
def test_strokes_come_back_from_the_store_as_they_were(store: EmbeddedStore, ink: Ink) -> None:
    record = signature(ink, store.new_id())
    with store.transaction():
        store.append(record)
    assert store.get(SignatureRecord, record.id) == record


@settings(max_examples=40, deadline=None)
@given(ink=inks())
def test_every_stroke_is_a_filled_path_where_it_was_drawn(ink: Ink) -> None:
    paper = DocumentRecord(
        id="d", **MADE, visit="v", kind="consent", label="1", language="en", rulebook="", sheet="", sha256="", inputs=""
    )
    reader = PdfReader(BytesIO(signed(BEFORE, paper, ABOUT, (signature(ink, "s"),), WORDS)))
    ((bottom, wide, found),) = [drawn for page in reader.pages[1:] if (drawn := pad_of(page))]
    assert len(found) == len(ink.strokes)
    for stroke, path in zip(ink.strokes, found, strict=True):
        for x, y, _ in stroke:
            across, up = LEFT + x * wide / ACROSS, bottom + (ink.height - y) * wide / ACROSS
            assert min(hypot(across - one, up - other) for one, other in path) <= 1.5


def pad_of(page: Any) -> tuple[float, float, list[list[tuple[float, float]]]] | None:
    """The lower edge of the pad on a page, its width, and what is drawn on it."""
    areas = [
        operands for operands, operator in ContentStream(page.get_contents(), None).operations if operator == b"re"
    ]
    pads = [one for one in areas if (float(one[0]), round(float(one[2]))) == (LEFT, WIDE)]
    return (float(pads[0][1]), float(pads[0][2]), [*figures(page)]) if pads else None


def figures(page: Any) -> Iterator[list[tuple[float, float]]]:
    """The filled paths of a page that belong to a figure."""
    inside, path = False, list[tuple[float, float]]()
    for operands, operator in ContentStream(page.get_contents(), None).operations:
        if operator == b"BDC":
            inside = operands[0] == "/Figure"
        elif operator in {b"m", b"l"} and inside:
            path.append((float(operands[0]), float(operands[1])))
        elif operator == b"f" and inside:
            yield path
            path = []
