"""Several papers in one file: every page, still tagged, each part in its language, and the same bytes each time."""

from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from clinicdesk.documents.more_papers import after_care
from clinicdesk.documents.packet import joined
from clinicdesk.documents.signed import signed
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words, read_words
from tests.unit.documents.helpers import TOOLS, plain, sheet_of, told_by
from tests.unit.documents.made_up_form import made_up_form
from tests.unit.documents.structure_of import structure_of
from tests.unit.documents.test_signed import ABOUT, mark
from tests.unit.documents.test_signed import paper as paper_of

TITLE = "Papers of your visit"


@pytest.fixture(scope="module")
def parts(rules: Rulebook, words: Words) -> list[bytes]:
    """A sheet in English, and what to do at home in Spanish."""
    return [
        sheet_of("deductible-met-midway", rules, words),
        after_care("Maple Street Physical Therapy", "919-555-0142", read_words("es")),
    ]


def test_every_page_is_there_in_its_order_and_says_the_same(parts: list[bytes]) -> None:
    whole = joined(parts, TITLE, "en")
    assert plain(whole) == " ".join(map(plain, parts))
    assert joined(parts, TITLE, "en") == whole


def test_it_is_tagged_part_by_part_each_in_its_language(parts: list[bytes]) -> None:
    told, alone = structure_of(joined(parts, TITLE, "en")), [structure_of(one) for one in parts]
    assert told.whole.role == "Document"
    assert [one.role for one in told.whole.parts] == ["Part", "Part"]
    assert [one.text for one in told.whole.walk()][-1] == [one.text for one in alone[1].whole.walk()][-1]
    assert len(told.owners) == sum(len(one.owners) for one in alone)
    assert told.bare == []
    assert [one.get_object()["/Lang"] for one in told.catalog["/StructTreeRoot"]["/K"]["/K"]] == ["en", "es"]


def tagged_elsewhere(pdf: bytes) -> bytes:
    """A tagged PDF as other programs write it: its pages' lists in a tree of their own, several elements at the top."""
    made = PdfWriter(BytesIO(pdf))
    tree = cast("DictionaryObject", made.root_object["/StructTreeRoot"])
    lists = tree["/ParentTree"]
    tree[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Kids"): ArrayObject([lists])})
    tree[NameObject("/K")] = ArrayObject([tree.raw_get("/K")])
    del made.pages[0]["/StructParents"]
    out = BytesIO()
    made.write(out)
    return out.getvalue()


@pytest.mark.parametrize("tagged", [False, True])
def test_a_page_from_elsewhere_goes_along_whatever_tags_it_has(parts: list[bytes], tagged: bool) -> None:
    notice = tagged_elsewhere(parts[1]) if tagged else made_up_form()
    whole = joined(parts, TITLE, "en", beside=[notice])
    assert len(PdfReader(BytesIO(whole)).pages) == sum(len(PdfReader(BytesIO(one)).pages) for one in parts) + 1
    assert plain(whole).endswith(plain(notice))


def test_a_signed_paper_stays_tagged_in_it(parts: list[bytes], words: Words) -> None:
    unsigned = parts[0]
    paper = signed(unsigned, paper_of(unsigned), ABOUT, [mark()], words)
    told = structure_of(joined([paper], TITLE, "en"))
    assert told.bare == []
    assert "Signatures made on the screen" in [one.text.strip() for one in told.whole.all("H1")]


@pytest.mark.parametrize("tool", TOOLS)
def test_other_programs_call_it_clean_and_tagged_and_its_title_names_nobody(
    tool: str, parts: list[bytes], tmp_path: Path
) -> None:
    said = told_by(tool, joined(parts, TITLE, "en", beside=[made_up_form()]), tmp_path / "packet.pdf")
    assert tool == "qpdf" or ("Tagged: yes" in said and f"Title: {TITLE} Creator" in said)
    assert "Núñez" not in said
