"""The bars at each page's foot, read back from a picture of the page as a scanner reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from clinicdesk.documents.barcode import MODULE, QUIET, bars, length
from clinicdesk.documents.pen import Pen
from clinicdesk.documents.preview import page_picture, pages
from clinicdesk.documents.questionnaire import questionnaire
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import EXAMPLES
from tests.unit.documents import helpers
from tests.unit.documents.helpers import sheet_of
from tests.unit.documents.scanner import scan

FINE = 300
COARSE = 200


def drawn(pdf: bytes, page: int, dots: int) -> Image.Image:
    """A page in greys, with so many dots an inch."""
    picture = page_picture(pdf, page, dots / 72)
    size = picture.width, picture.height
    return Image.frombytes("RGB", size, picture.data, "raw", "BGRX", picture.stride).convert("L")


def scanned(picture: Image.Image, row: int) -> list[str]:
    """What a scanner reads along one row."""
    line = picture.crop((0, row, picture.width, row + 1)).tobytes()
    return scan([grey < 128 for grey in line])


def everywhere(picture: Image.Image) -> set[str]:
    """What it reads anywhere on the page."""
    return {text for row in range(picture.height) for text in scanned(picture, row)}


def in_the_foot(picture: Image.Image, dots: int) -> list[str]:
    return scanned(picture, picture.height - int(32 / 72 * dots))


@pytest.mark.parametrize("name", ["deductible-met-midway", "rupees"])
def test_every_page_has_its_papers_number_in_bars(name: str, rules: Rulebook, words: Words) -> None:
    pdf = sheet_of(name, rules, words)
    told = {page.text.splitlines()[-1].split(" · ")[0] for page in helpers.pages(pdf)}
    for number in range(len(pages(pdf))):
        found = in_the_foot(drawn(pdf, number, FINE), FINE)
        assert {*found} == told
        assert len(found) == 1


def test_nothing_else_on_a_page_reads_as_bars(rules: Rulebook, words: Words) -> None:
    pdf = sheet_of("deductible-met-midway", rules, words)
    picture = drawn(pdf, 0, FINE)
    assert len(everywhere(picture)) == 1
    assert everywhere(picture.crop((0, 0, picture.width, picture.height - int(50 / 72 * FINE)))) == set()


@pytest.mark.parametrize("turn", [0.0, 1.5, 180.0])
@pytest.mark.parametrize("blur", [0.0, 0.6])
def test_a_coarse_skewed_and_blurred_copy_can_be_read(turn: float, blur: float, rules: Rulebook, words: Words) -> None:
    page = drawn(sheet_of("self-pay-three-to-six", rules, words), 0, COARSE)
    copy = page.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(blur))
    read = everywhere(copy) | everywhere(copy.rotate(180))
    assert len(read) == 1
    assert read == {*in_the_foot(page, COARSE)}


def test_every_example_has_another_number(rules: Rulebook, words: Words) -> None:
    read = [in_the_foot(drawn(sheet_of(name, rules, words), 0, FINE), FINE) for name in EXAMPLES]
    assert all(len(one) == 1 for one in read)
    assert len({one for (one,) in read}) == len(EXAMPLES)


def test_the_blank_questions_belong_to_no_visit_and_have_no_bars(rules: Rulebook, words: Words) -> None:
    assert everywhere(drawn(questionnaire(rules, words), 0, FINE)) == set()


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=20))
def test_any_ascii_text_comes_back(text: str) -> None:
    wide = length(text) + 2 * QUIET
    pen = Pen((wide, 30.0), "", "", "en")
    pen.page([(0.0, [bars(text, QUIET, 5.0, 20.0)])])
    assert scanned(drawn(pen.done(), 0, FINE), 60) == [text]


def test_a_module_is_whole_dots_and_the_bars_stand_on_them() -> None:
    mark = bars("81342-6696A-F4B82F", 7.2, 0.0, 20.0)
    dots = [edge / 72 * FINE for x, wide in mark.bars for edge in (x, wide)]
    assert all(abs(dot - round(dot)) < 1e-9 for dot in dots)
    assert round(MODULE / 72 * FINE, 9) == 3


def test_what_is_no_ascii_is_refused() -> None:
    with pytest.raises(ValueError, match="no such character"):
        bars("Núñez", 0.0, 0.0, 20.0)
