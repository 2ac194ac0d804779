"""A paper on the screen is the paper; what cannot be drawn is refused in words, and no page takes all memory."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops
from pypdf import PdfWriter

from clinicdesk.documents.preview import MOST_PIXELS, PageSize, Picture, page_picture, pages, pixels
from clinicdesk.errors import CannotShow
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.unit.documents.helpers import sheet_of


@pytest.fixture(scope="module")
def pdf(rules: Rulebook, words: Words) -> bytes:
    return sheet_of("deductible-met-midway", rules, words)


def as_image(picture: Picture) -> Image.Image:
    size = (picture.width, picture.height)
    return Image.frombytes("RGB", size, picture.data, "raw", picture.format.upper(), picture.stride)


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def blank(wide: float, high: float, password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(wide, high)
    if password:
        writer.encrypt(password)
    return written(writer)


def test_every_page_has_its_size_in_points(pdf: bytes, rules: Rulebook, words: Words) -> None:
    assert pages(pdf) == (PageSize(612, 792),) * 4
    abroad = pages(sheet_of("rupees", rules, words))
    assert {(round(one.width, 1), round(one.height, 1)) for one in abroad} == {(595.3, 841.9)}


@pytest.mark.parametrize("scale", [1, 1.5, 2.75])
def test_a_page_is_drawn_as_it_is_printed(pdf: bytes, scale: float) -> None:
    picture = page_picture(pdf, 1, scale)
    assert picture.format == "BGRx"
    assert len(picture.data) == picture.stride * picture.height
    drawn = pypdfium2.PdfDocument(pdf)[1].render(scale=scale).to_pil().convert("RGB")
    assert (picture.width, picture.height) == drawn.size
    assert ImageChops.difference(as_image(picture), drawn).getbbox() is None
    assert min(as_image(picture).convert("L").tobytes()) < 60


@pytest.mark.parametrize("scale", [1, 0.731, 2.75, 4 + 1 / 6])
def test_some_rows_of_a_page_are_to_the_dot_those_of_the_whole(pdf: bytes, scale: float) -> None:
    wide, high = pixels(PageSize(612, 792), scale)
    drawn = pypdfium2.PdfDocument(pdf)[1].render(scale=scale).to_pil().convert("RGB")
    assert (wide, high) == drawn.size
    for top, stop in ((0, 1), (0, high), (high // 3, high // 3 + 100), (high - 57, high), (high - 1, high + 500)):
        part = page_picture(pdf, 1, scale, range(top, stop))
        assert (part.width, part.height) == (wide, min(stop, high) - top)
        same = drawn.crop((0, top, wide, min(stop, high)))
        assert ImageChops.difference(as_image(part), same).getbbox() is None


def test_rows_that_are_not_there_are_not_drawn_and_never_more_than_memory_allows(pdf: bytes) -> None:
    for rows in (range(792, 800), range(-1, 5), range(5, 5)):
        with pytest.raises(IndexError):
            page_picture(pdf, 0, 1, rows)
    part = page_picture(blank(14_400, 14_400), 0, 10, range(10**6))
    assert part.width * part.height <= MOST_PIXELS


def test_a_page_that_is_not_there_is_not_drawn(pdf: bytes) -> None:
    for number in (-1, 4):
        with pytest.raises(IndexError):
            page_picture(pdf, number, 1)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\nmade up", b"GIF89a", blank(100, 100, "teapot")], ids=["empty", "broken", "gif", "locked"]
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(CannotShow, match="open it with another program"):
        pages(data)
    with pytest.raises(CannotShow):
        page_picture(data, 0, 1)


@pytest.mark.parametrize(("wide", "high"), [(14_400, 14_400), (3, 14_400), (612, 792)])
def test_no_page_and_no_scale_makes_a_picture_that_takes_all_memory(wide: float, high: float) -> None:
    picture = page_picture(blank(wide, high), 0, 100)
    assert picture.width * picture.height <= MOST_PIXELS + picture.width + picture.height
    assert len(picture.data) <= 4 * (MOST_PIXELS + picture.width + picture.height)
