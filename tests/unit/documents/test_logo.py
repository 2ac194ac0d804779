"""A logo: any PNG or JPEG of a sensible size becomes a small plain picture; everything else is refused in words."""

import struct
import zlib
from hashlib import sha256
from io import BytesIO

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from clinicdesk.documents.blocks import Letterhead
from clinicdesk.documents.layout import layout
from clinicdesk.documents.logo import HIGH, MOST_BYTES, WIDE, NoLogoError, logo_of, size_of
from clinicdesk.documents.marks import Image as Drawn
from clinicdesk.documents.marks import Run
from clinicdesk.documents.pieces import Room
from clinicdesk.documents.sheet import sheet
from clinicdesk.engine.visit import work
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import as_visit, example_json


def drawn(wide: int, high: int, mode: str = "RGB") -> Image.Image:
    """A picture with a dark left half."""
    picture = Image.new(mode, (wide, high), {"RGBA": (0, 0, 0, 0), "L": 255}.get(mode, (255, 255, 255)))  # type: ignore[arg-type]
    ink = {"RGBA": (10, 80, 100, 255), "L": 40}.get(mode, (10, 80, 100))
    ImageDraw.Draw(picture).rectangle((0, 0, wide // 2 - 1, high - 1), fill=ink)  # type: ignore[arg-type]
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(logo: bytes) -> Image.Image:
    picture = Image.open(BytesIO(logo))
    assert (picture.format, picture.mode) == ("PNG", "RGB")
    picture.load()
    return picture


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(wide: int, high: int) -> bytes:
    """A small PNG that says it has so many pixels."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        saved(drawn(600, 200)),
        saved(drawn(600, 200, "RGBA")),
        saved(drawn(600, 200, "L")),
        saved(drawn(600, 200).convert("P")),
        saved(drawn(600, 200), "JPEG"),
        saved(drawn(600, 200).convert("CMYK"), "JPEG"),
        saved(drawn(600, 200), "JPEG", progressive=True),
    ],
)
def test_whatever_kind_it_is_of_it_is_printed_dark_on_white(data: bytes) -> None:
    picture = opened(logo_of(data)).convert("L")
    wide, high = picture.size
    row = picture.tobytes()[high // 2 * wide :][:wide]
    assert row[wide // 4] < 100
    assert row[wide * 3 // 4] > 240


def test_the_same_file_makes_the_same_logo_and_a_logo_makes_itself() -> None:
    logo = logo_of(saved(drawn(1800, 900)))
    assert logo == logo_of(saved(drawn(1800, 900))) == logo_of(logo)


@pytest.mark.parametrize(("wide", "high"), [(2000, 2000), (2000, 10), (10, 2000), (1, 1), (300, 100)])
def test_a_logo_fits_its_room_and_is_not_blown_up(wide: int, high: int) -> None:
    logo = logo_of(saved(Image.new("RGB", (wide, high), "navy")))
    across, down = size_of(logo)
    assert 0 < across <= min(WIDE, wide)
    assert 0 < down <= min(HIGH, high)
    assert max(opened(logo).size) <= 550


def test_nothing_but_the_picture_is_kept_of_a_file() -> None:
    told = PngInfo()
    told.add_text("Comment", "Ana Núñez was here")
    exif = Image.Exif()
    exif[0x010E] = "Ana Nunez was here"
    for data in (saved(drawn(60, 20), pnginfo=told), saved(drawn(60, 20), "JPEG", exif=exif)):
        assert b"was here" in data
        assert b"was here" not in logo_of(data + b"<script>was here</script>")


def test_a_photo_that_was_taken_lying_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    wide, high = opened(logo_of(saved(drawn(60, 20), "JPEG", exif=exif))).size
    assert (wide, high) == (20, 60)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no PNG or JPEG"),
        (b"\x89PNG\r\n\x1a\n", "no PNG or JPEG"),
        (b"\xff\xd8\xff\xe0made up", "no PNG or JPEG"),
        (saved(drawn(60, 20), "GIF"), "no PNG or JPEG"),
        (saved(drawn(60, 20), "BMP"), "no PNG or JPEG"),
        (saved(drawn(60, 20), "TIFF"), "no PNG or JPEG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>', "no PNG or JPEG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no PNG or JPEG"),
        (saved(drawn(60, 20))[:-30], "no PNG or JPEG"),
        (saved(drawn(600, 200), "JPEG")[:700], "no PNG or JPEG"),
        (saved(drawn(2001, 20)), "more than 2,000 pixels"),
        (bomb(12_000, 12_000), "more than 2,000 pixels"),
        (bomb(60_000, 60_000), "more than 2,000 pixels"),
        (saved(drawn(60, 20)) + bytes(MOST_BYTES), "more than 256 KiB"),
    ],
)
def test_what_cannot_be_a_logo_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(NoLogoError, match=said):
        logo_of(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@given(data=st.data())
def test_no_spoilt_file_does_more_than_be_refused(kind: str, data: st.DataObject) -> None:
    whole = bytearray(saved(drawn(40, 30), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    spoilt = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    try:
        logo = logo_of(spoilt)
    except NoLogoError:
        return
    opened(logo)


def test_the_clinics_name_stands_beside_the_logo_and_not_on_it() -> None:
    logo = logo_of(saved(drawn(2000, 300)))
    block = Letterhead("Maple Street Physical Therapy", ("12 Maple Street",), "Cost", ("November 23",), logo)
    (piece,) = layout([block], Room(56.0, 500.0))
    (picture,) = [mark for mark in piece.marks if isinstance(mark, Drawn)]
    runs = [mark for mark in piece.marks if isinstance(mark, Run)]
    assert all(run.x > picture.x + picture.width for run in runs)
    assert piece.height > picture.height


def test_a_sheet_has_its_logo_on_the_first_page_and_is_the_same_each_time(rules: Rulebook, words: Words) -> None:
    visit = as_visit(example_json("deductible-met-midway"), rules)
    result, logo = work(visit, rules), logo_of(saved(drawn(600, 200)))
    plain, marked = (sheet(visit, result, rules, words, "0" * 64, logo=one) for one in (b"", logo))
    assert marked == sheet(visit, result, rules, words, "0" * 64, logo=logo)
    assert sha256(plain).digest() != sha256(marked).digest()
    with pdfplumber.open(BytesIO(marked)) as document:
        assert [len(page.images) for page in document.pages] == [1, 0, 0, 0]
        (image,) = document.pages[0].images
        assert (image["x0"], round(image["width"]), round(image["height"])) == (56.0, 132, 44)
        assert "Maple Street Physical Therapy" in document.pages[0].extract_text()
    with pdfplumber.open(BytesIO(plain)) as document:
        assert document.pages[0].images == []
