"""Marks as SVG: the same picture as on paper, and no text gets out of its place."""

import os
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from clinicdesk.documents import style
from clinicdesk.documents.blocks import Chart
from clinicdesk.documents.case import Case
from clinicdesk.documents.chart import chart
from clinicdesk.documents.compose_chart import bars
from clinicdesk.documents.marks import Disc, Mark, Polygon, Rect, Run, WritingLine
from clinicdesk.documents.pen import Pen
from clinicdesk.documents.pieces import Room
from clinicdesk.documents.svg import svg
from clinicdesk.engine.visit import work
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import folder
from clinicdesk.words import Words
from tests.conftest import EXAMPLES, as_visit, example_json

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SCALE = 2
NAMESPACE = "{http://www.w3.org/2000/svg}"


def marks_of(name: str, rules: Rulebook, words: Words) -> tuple[list[Mark], float]:
    """The chart of an example, and its height."""
    visit = as_visit(example_json(name), rules)
    (block,) = bars(Case(visit, work(visit, rules), rules, words, ""))
    assert isinstance(block, Chart)
    (piece,) = chart(block, Room(0.0, 500.0))
    return piece.marks, piece.height


def on_paper(marks: list[Mark], high: float) -> Image.Image:
    pen = Pen((500.0, high), "", "", "en")
    pen.page([(0.0, marks)])
    return pypdfium2.PdfDocument(pen.done())[0].render(scale=SCALE).to_pil().convert("L")  # type: ignore[no-any-return]


def on_screen(told: str, size: tuple[int, int]) -> Image.Image:
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(folder() / "fonts" / f"NotoSans-{weight}.ttf"))
    renderer = QSvgRenderer(QByteArray(told.encode()))
    assert renderer.isValid()
    image = QImage(*size, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("L", size, bytes(image.constBits()), "raw", "L", image.bytesPerLine())


@pytest.mark.parametrize("name", ["year-end-and-secondary", "self-pay-three-to-six", "rupees"])
def test_the_screen_shows_what_the_paper_shows(name: str, rules: Rulebook, words: Words, qapp: object) -> None:
    assert qapp
    marks, high = marks_of(name, rules, words)
    paper = on_paper(marks, high)
    screen = on_screen(svg(marks, 500.0, high), paper.size)
    small = (paper.width // 8, paper.height // 8)
    apart = ImageChops.difference(paper.resize(small), screen.resize(small))
    assert ImageStat.Stat(apart).mean[0] < 2
    assert ImageStat.Stat(ImageChops.difference(paper.resize(small), Image.new("L", small, 255))).mean[0] > 10


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_mark_is_there_with_its_text_and_weight(name: str, rules: Rulebook, words: Words) -> None:
    marks, high = marks_of(name, rules, words)
    top = ET.fromstring(svg(marks, 500.0, high))
    assert (top.get("width"), top.get("baseProfile"), top.get("font-family")) == ("500", "tiny", "Noto Sans")
    kinds = {Run: "text", Rect: "rect", Polygon: "polygon", Disc: "circle"}
    assert [one.tag for one in top] == [NAMESPACE + kinds[type(mark)] for mark in marks]
    runs = [mark for mark in marks if isinstance(mark, Run)]
    texts = top.findall(f"{NAMESPACE}text")
    assert [one.text for one in texts] == [mark.text for mark in runs]
    bold = [one.get("font-weight") == "700" for one in texts]
    assert bold == [mark.face.font == style.BOLD for mark in runs]


@pytest.mark.parametrize(
    "text", ["</text><script>x</script>", "a & b", '" onload="x', "\x00\x1b[2J", "\ud800", "\ufffe"]
)
def test_no_text_gets_out_of_its_place(text: str) -> None:
    top = ET.fromstring(svg([Run(1, 9, text, style.BODY)], 20, 10))
    (one,) = top
    assert one.attrib.keys() == {"x", "y", "font-size", "font-weight", "fill"}
    assert list(one) == []
    assert len(one.text or "") == len(text)


def test_a_place_to_sign_is_not_drawn_on_a_screen() -> None:
    with pytest.raises(KeyError):
        svg([WritingLine(0, 0, 10)], 10, 10)
