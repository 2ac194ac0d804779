"""Signed papers read back: their own bytes first, vectors on the right lines, a tagged page that tells everything."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from clinicdesk.documents.blocks import Heading, Paper, Text
from clinicdesk.documents.pdf import pdf as made
from clinicdesk.documents.sheet import sheet
from clinicdesk.documents.signed import About, signed
from clinicdesk.engine.visit import work
from clinicdesk.errors import CannotPrint
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.paper_records import DocumentRecord, OnScreen, SignatureRecord
from clinicdesk.model.people import Signer
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import as_visit, example_json
from tests.unit.desk.drawn import signature
from tests.unit.documents.helpers import TOOLS, over_the_edge, plain, sheet_of, told_by
from tests.unit.documents.structure_of import structure_of

ABOUT = About("Maple Street Physical Therapy", "Ana Núñez", "Sam Lee, PT, DPT")


def paper(unsigned: bytes, kind: NoticeKind = NoticeKind.CONSENT) -> DocumentRecord:
    return DocumentRecord(
        id="paper-1", by="staff-1", at="2026-11-23T15:00:00.000Z", patient="patient-1", visit="visit-1", kind=kind,
        label="AB12C-DE34F-0A1B2C", language="en", rulebook="", sheet="sheet-1",
        sha256=sha256(unsigned).hexdigest(), inputs="{}", signers=(Signer.PATIENT,),
    )  # fmt: skip


def mark(signer: Signer = Signer.PATIENT, name: str = "Ana Núñez", own: float = 0, **others: Any) -> SignatureRecord:
    told = OnScreen(
        ink=signature(own), agreed="I agree to sign this paper on the screen.", at="2026-11-23T10:04:05-05:00",
        account="Bea Holt (bea)", device="Front desk 1", **others,
    )  # fmt: skip
    return SignatureRecord(
        id=f"signature-{signer}", by="staff-1", at="2026-11-23T15:04:05.000Z", patient="patient-1", document="paper-1",
        signer=signer, name=name, signed_on=date(2026, 11, 23), screen=told,
    )  # fmt: skip


ALL = (
    mark(),
    mark(Signer.INTERPRETER, "Inés Duarte", 1, number="INT-7"),
    mark(Signer.CLINICIAN, "Sam Lee, PT, DPT", 2, number="P1234"),
)


@pytest.fixture(scope="module")
def unsigned(rules: Rulebook, words: Words) -> bytes:
    """A sheet with a consent that an adult signs."""
    return sheet_of("deductible-met-midway", rules, words)


def drawn_over(page: Any) -> tuple[list[tuple[float, float]], int, str]:
    """What is drawn over a page: the points of its filled paths, how many of them there are, its words."""
    form = page["/Resources"]["/XObject"]["/Signed"]
    points: list[tuple[float, float]] = []
    filled = 0
    for operands, operator in ContentStream(form, None).operations:
        if operator in {b"m", b"l"}:
            points.append((float(operands[0]), float(operands[1])))
        filled += operator == b"f"
    return points, filled, form.get("/Subtype")


def drawn_on(reader: PdfReader) -> list[int]:
    """The pages that anything is drawn over."""
    resources: list[Any] = [one["/Resources"] for one in reader.pages]
    return [at for at, one in enumerate(resources) if "/Signed" in one.get("/XObject", {})]


def area_of(reader: PdfReader, name: str) -> tuple[int, tuple[float, ...]]:
    told = reader.named_destinations[f"/{name}"]
    page = reader.get_destination_page_number(told)
    assert page is not None
    return page, tuple(float(str(told[edge])) for edge in ("/Left", "/Bottom", "/Right", "/Top"))


def test_a_signed_paper_begins_with_the_bytes_of_the_unsigned_and_the_same_signatures_give_the_same(
    unsigned: bytes, words: Words
) -> None:
    first = signed(unsigned, paper(unsigned), ABOUT, ALL, words)
    assert first.startswith(unsigned)
    assert first == signed(unsigned, paper(unsigned), ABOUT, ALL, words)
    assert first != signed(unsigned, paper(unsigned), ABOUT, (mark(own=0.001),), words)


def test_the_pages_before_say_what_they_said_and_one_more_tells_of_the_signatures(
    unsigned: bytes, words: Words
) -> None:
    before, after = (
        PdfReader(BytesIO(one)) for one in (unsigned, signed(unsigned, paper(unsigned), ABOUT, ALL, words))
    )
    assert len(after.pages) == len(before.pages) + 1
    for old, new in zip(before.pages, after.pages, strict=False):
        assert new.extract_text().startswith(old.extract_text().rstrip()[:400])
        assert new.mediabox == old.mediabox
    assert after.metadata == before.metadata
    assert "Núñez" not in str(after.metadata)


@pytest.mark.parametrize("signer", [one.signer for one in ALL])
def test_the_strokes_are_vectors_on_the_line_of_who_signed(unsigned: bytes, words: Words, signer: Signer) -> None:
    (own,) = [one for one in ALL if one.signer is signer]
    reader = PdfReader(BytesIO(signed(unsigned, paper(unsigned), ABOUT, (own,), words)))
    number, (left, lower, right, upper) = area_of(reader, f"consent.{signer}.signature")
    points, filled, kind = drawn_over(reader.pages[number])
    assert (filled, kind) == (3, "/Form")
    assert len(points) > 200
    assert all(left - 0.6 <= x <= right + 0.6 and lower - 0.8 <= y <= upper + 0.6 for x, y in points)
    assert b"/Signed Do" in reader.pages[number].get_contents().get_data()  # type: ignore[union-attr]
    assert drawn_on(reader) == [number]


def test_day_time_and_what_was_typed_stand_on_their_lines(unsigned: bytes, words: Words) -> None:
    reader = PdfReader(BytesIO(signed(unsigned, paper(unsigned), ABOUT, ALL, words)))
    number, _ = area_of(reader, "consent.interpreter.signature")
    form: Any = reader.pages[number]["/Resources"]["/XObject"]["/Signed"]  # type: ignore[index]
    assert form.get_data().count(b"Tj") == 3 + 2 + 2
    text = reader.pages[number].extract_text()
    assert text.count("November 23, 2026") == 3
    assert text.count("10:04") == 2
    assert "INT-7" in text


def test_the_page_tells_who_signed_as_what_when_where_and_that_they_agreed(unsigned: bytes, words: Words) -> None:
    pdf = signed(unsigned, paper(unsigned), ABOUT._replace(replaces="CD34E-FG56H-0A1B2C"), ALL, words)
    text = plain(pdf)
    for told in (
        "Signatures made on the screen",
        "Name Ana Núñez Signed November 23, 2026, 10:04:05 (UTC-05:00)",
        "Account at the desk Bea Holt (bea) Device Front desk 1",
        "Interpreter number INT-7",
        "License P1234",
        "What was agreed to: I agree to sign this paper on the screen.",
        "takes the place of number CD34E-FG56H-0A1B2C, which was signed before",
        f"Code of the paper as it was issued (SHA-256) {sha256(unsigned).hexdigest()}",
    ):
        assert told in text, told
    assert over_the_edge(pdf) == []


def test_another_clinician_than_the_one_who_is_named_signs_on_the_page_alone(unsigned: bytes, words: Words) -> None:
    other = mark(Signer.CLINICIAN, "Dr. Kim Osei", 2, number="PT-9")
    reader = PdfReader(BytesIO(signed(unsigned, paper(unsigned), ABOUT, (other,), words)))
    assert drawn_on(reader) == []
    assert "Dr. Kim Osei" in reader.pages[-1].extract_text()


def test_a_paper_without_named_lines_is_signed_on_the_page_behind_it(words: Words) -> None:
    plain_paper = Paper(
        "A paper", "1", "A clinic", "", "", letter=False, blocks=(Heading("A paper", 1), Text("Words."))
    )
    before = made(plain_paper, words)
    reader = PdfReader(BytesIO(signed(before, paper(before), ABOUT, ALL, words)))
    assert len(reader.pages) == 2
    assert all(one.mediabox == reader.pages[0].mediabox for one in reader.pages)
    assert drawn_on(reader) == []


def test_the_waivers_choice_is_crossed_in_its_box(rules: Rulebook, words: Words) -> None:
    value = example_json("investigational-bcbsnc")
    visit = as_visit(value, rules)
    before = sheet(visit, work(visit, rules), rules, words, "0" * 64)
    waiver = paper(before, NoticeKind.NON_COVERED_WAIVER)
    chosen = mark(choice=2, chosen="I do not want these visits.")
    pdf = signed(before, waiver, ABOUT, (chosen,), words)
    reader = PdfReader(BytesIO(pdf))
    number, (left, lower, right, upper) = area_of(reader, "non_covered_waiver.choice.2")
    points, filled, _ = drawn_over(reader.pages[number])
    crossed = [(x, y) for x, y in points if left <= x <= right and lower <= y <= upper]
    assert (filled, len(crossed)) == (5, 8)
    assert "Choice 2: I do not want these visits." in plain(pdf)


LONG = "Wolfeschlegelsteinhausenbergerdorff-Vandenhoogenbandwijk " * 3


def test_the_longest_names_stay_inside_the_margins(unsigned: bytes, words: Words) -> None:
    long = LONG.strip()
    told = dict.fromkeys(("seen", "number", "relationship"), long)
    pdf = signed(unsigned, paper(unsigned), ABOUT, [mark(one, long, 0, **told) for one in Signer], words)
    assert over_the_edge(pdf) == []
    assert "".join(plain(pdf).split()).count("Vandenhoogenbandwijk") >= 3 * len(Signer)


def test_what_the_typeface_lacks_is_refused_in_words(unsigned: bytes, words: Words) -> None:
    with pytest.raises(CannotPrint):
        signed(unsigned, paper(unsigned), ABOUT, (mark(name="Ana \U0001f600"),), words)


def many(unsigned: bytes, words: Words) -> Sequence[bytes]:
    return [signed(unsigned, paper(unsigned), ABOUT, some, words) for some in (ALL[:1], ALL, ALL * 4)]


def test_everything_is_tagged_or_said_to_be_for_the_eye_only(unsigned: bytes, words: Words) -> None:
    for pdf in many(unsigned, words):
        told = structure_of(pdf)
        assert told.bare == []
        assert "The signature of Ana Núñez, drawn on the screen" in [one.told for one in told.whole.all("Figure")]
        titles = [one.text.strip() for one in told.whole.all("H1")]
        assert titles[-1] == "Signatures made on the screen"


@pytest.mark.parametrize("tool", TOOLS)
def test_other_programs_find_nothing_wrong(tool: str, unsigned: bytes, words: Words, tmp_path: Path) -> None:
    for number, pdf in enumerate(many(unsigned, words)):
        said = told_by(tool, pdf, tmp_path / f"{number}.pdf")
        assert tool == "qpdf" or "Tagged: yes" in said
