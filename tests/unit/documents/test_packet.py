"""Several papers in one file: every page, still tagged, each part in its language, and the same bytes each time."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from clinicdesk.documents.more_papers import after_care
from clinicdesk.documents.packet import joined
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words, read_words
from tests.unit.documents.helpers import plain, sheet_of
from tests.unit.documents.made_up_form import made_up_form
from tests.unit.documents.structure_of import structure_of

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
    tree = PdfReader(BytesIO(joined(parts, TITLE, "en"))).trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    assert [one.get_object()["/Lang"] for one in tree["/K"]["/K"]] == ["en", "es"]


def test_a_page_from_elsewhere_without_tags_goes_along(parts: list[bytes]) -> None:
    whole = joined([*parts, made_up_form()], TITLE, "en")
    assert len(PdfReader(BytesIO(whole)).pages) == sum(len(PdfReader(BytesIO(one)).pages) for one in parts) + 1
    assert "A Made-Up Notice" in plain(whole)


def test_other_programs_call_it_clean_and_tagged_and_its_title_names_nobody(parts: list[bytes], tmp_path: Path) -> None:
    if lacking := [one for one in ("qpdf", "pdfinfo") if not shutil.which(one)]:
        pytest.skip(f"sudo apt-get install -y qpdf poppler-utils  # {lacking}")
    target = tmp_path / "packet.pdf"
    target.write_bytes(joined([*parts, made_up_form()], TITLE, "en"))
    subprocess.run(["qpdf", "--check", target], check=True, capture_output=True)
    told = subprocess.run(["pdfinfo", target], check=True, capture_output=True, text=True).stdout
    assert "Tagged:          yes" in told
    assert f"Title:           {TITLE}\n" in told
    assert "Núñez" not in told
