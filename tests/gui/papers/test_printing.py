"""Printing: the stored bytes as the printer is set, every page or none, and nothing of it left behind."""

import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clinicdesk.desk.preview import PageSize
from clinicdesk.model.records import DocumentRecord, SheetRecord
from clinicdesk.model.roles import Act
from clinicdesk.ui.papers.blank import print_questions
from clinicdesk.ui.papers.job import Job, spool_in_memory
from clinicdesk.ui.papers.onto import order_of, place_on
from clinicdesk.ui.papers.paper import stored_paper
from clinicdesk.ui.papers.printing import NoPrinter, Printing, print_on, print_paper, stay_off_the_network
from tests.gui.papers.scene import dialogs, issued, measured_pauses, ready
from tests.gui.seat import LONG, Seat
from tests.gui.visit.insured import TODAY, Case

LETTER, A4 = QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A4


@pytest.fixture
def case(seat: Seat) -> Case:
    return ready(seat)


@pytest.fixture
def paper(seat: Seat, case: Case) -> DocumentRecord:
    return issued(seat, case)[0]


@pytest.fixture
def pdf(seat: Seat, paper: DocumentRecord) -> bytes:
    return seat.desk(lambda desk: desk.store.get(SheetRecord, paper.sheet)).pdf


def printer_into(target: Path, dots: int = 150, size: QPageSize.PageSizeId = LETTER) -> QPrinter:
    """A printer that prints into a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(target))
    made.setPageSize(QPageSize(size))
    made.setResolution(dots)
    return made


def printed(seat: Seat, paper: DocumentRecord, printer: QPrinter, pages: int = 4) -> None:
    """Print, and wait until that is over."""
    print_on(seat.page, seat.front, stored_paper(paper, pages), printer)
    seat.settle()
    seat.qtbot.waitUntil(lambda: not Job.running, timeout=LONG)
    seat.settle()


def pictures(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=1).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def unlike(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are from each other: the mean difference of their dots, of 255."""
    assert one.size == other.size
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


def above_the_foot(page: Image.Image) -> Image.Image:
    """A page without the bars of its number, which are finer than the dots of these pictures."""
    return page.crop((0, 0, page.width, page.height * 92 // 100))


def test_what_is_printed_looks_as_what_was_issued(
    seat: Seat, paper: DocumentRecord, pdf: bytes, tmp_path: Path
) -> None:
    printed(seat, paper, printer_into(tmp_path / "out.pdf"))
    out = [above_the_foot(one) for one in pictures((tmp_path / "out.pdf").read_bytes())]
    were = [above_the_foot(one) for one in pictures(pdf)]
    assert len(out) == len(were) > 2
    for number, page in enumerate(out):
        far = [unlike(page, one) for at, one in enumerate(were) if at != number]
        own = unlike(page, were[number])
        assert own < 6, "the page with most small text differs most: its letters are dots here"
        assert 2 * own < min(far)


def test_no_line_shows_where_the_parts_of_a_page_meet(
    seat: Seat, paper: DocumentRecord, pdf: bytes, tmp_path: Path
) -> None:
    printed(seat, paper, printer_into(tmp_path / "out.pdf", 317))
    white = [one.point(lambda dot: 255 if dot > 250 else 0) for one in pictures((tmp_path / "out.pdf").read_bytes())]
    for page, was in zip(white, pictures(pdf), strict=True):
        ground = was.crop((0, 0, 20, was.height))
        assert unlike(page.crop((0, 0, 20, page.height)), ground) == 0


def test_the_job_is_named_by_the_papers_number_and_by_nobodys_name(
    seat: Seat, paper: DocumentRecord, tmp_path: Path
) -> None:
    printer = printer_into(tmp_path / "out.pdf")
    printed(seat, paper, printer)
    assert printer.docName() == paper.label
    told = PdfReader(tmp_path / "out.pdf").metadata
    assert told is not None
    assert told.title == paper.label
    assert "Núñez" not in str(dict(told))


def test_the_trail_tells_of_every_printing_and_the_bytes_are_the_stored_ones(
    seat: Seat, case: Case, paper: DocumentRecord, tmp_path: Path
) -> None:
    printed(seat, paper, printer_into(tmp_path / "one.pdf"))
    printed(seat, paper, printer_into(tmp_path / "two.pdf"))
    rows = [one.entry for one in seat.desk(lambda desk: list(desk.store.trail(act=Act.REPRINT)))]
    assert [(one.patient, one.visit, one.told["label"]) for one in rows] == [(*case.here, paper.label)] * 2


def test_how_it_went_is_told(seat: Seat, paper: DocumentRecord, tmp_path: Path) -> None:
    printed(seat, paper, printer_into(tmp_path / "out.pdf"))
    assert seat.shell.news.text == f"{paper.label}: 4 pages went to the printer."
    assert dialogs() == []


@pytest.mark.parametrize(
    ("pages", "copies", "collate", "backwards", "order"),
    [
        (None, 1, True, False, [0, 1, 2, 3]),
        ((2, 3), 1, True, False, [1, 2]),
        ((3, 9), 1, True, False, [2, 3]),
        (None, 2, True, False, [0, 1, 2, 3, 0, 1, 2, 3]),
        ((1, 2), 2, False, False, [0, 0, 1, 1]),
        ((2, 4), 1, True, True, [3, 2, 1]),
    ],
)
def test_pages_copies_and_their_order_are_those_that_were_chosen(
    tmp_path: Path, pages: tuple[int, int] | None, copies: int, collate: bool, backwards: bool, order: list[int]
) -> None:
    printer = printer_into(tmp_path / "out.pdf")
    printer.setCopyCount(copies)
    printer.setCollateCopies(collate)
    if pages:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(*pages)
    if backwards:
        printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert order_of(printer, 4) == order


def test_only_the_pages_that_were_chosen_are_printed(
    seat: Seat, paper: DocumentRecord, pdf: bytes, tmp_path: Path
) -> None:
    printer = printer_into(tmp_path / "out.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    printer.setCopyCount(2)
    printed(seat, paper, printer)
    out = pictures((tmp_path / "out.pdf").read_bytes())
    assert len(out) == 2
    assert max(unlike(one, pictures(pdf)[1]) for one in out) < 5


def test_a_page_keeps_its_size_and_is_made_smaller_only_where_it_would_not_fit(tmp_path: Path) -> None:
    letter = PageSize(612, 792)
    printer = printer_into(tmp_path / "out.pdf", 300)
    printer.setFullPage(True)
    exact = place_on(printer, letter)
    assert (round(exact.width()), round(exact.height())) == (2550, 3300)
    assert (round(exact.left()), round(exact.top())) == (0, 0)
    printer = printer_into(tmp_path / "out.pdf", 300, A4)
    printer.setFullPage(True)
    smaller, paper = place_on(printer, letter), printer.paperRect(QPrinter.Unit.DevicePixel)
    assert smaller.width() == pytest.approx(paper.width())
    assert smaller.width() / smaller.height() == pytest.approx(612 / 792)
    assert smaller.top() == pytest.approx((paper.height() - smaller.height()) / 2)
    printer = printer_into(tmp_path / "out.pdf", 300, QPageSize.PageSizeId.Legal)
    printer.setFullPage(True)
    assert round(place_on(printer, letter).height()) == 3300


def test_what_is_called_off_is_not_printed_at_all(
    qtbot: QtBot, seat: Seat, paper: DocumentRecord, tmp_path: Path
) -> None:
    print_on(seat.page, seat.front, stored_paper(paper, 4), printer_into(tmp_path / "out.pdf", 600))
    qtbot.waitUntil(lambda: any(isinstance(one, Printing) and one.bar.value() > 2 for one in dialogs()), timeout=LONG)
    (shown,) = [one for one in dialogs() if isinstance(one, Printing)]
    assert paper.label in shown.told.text()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not Job.running, timeout=LONG)
    seat.settle()
    assert seat.shell.news.text == f"{paper.label} was called off. Nothing was printed."
    assert not (tmp_path / "out.pdf").exists()
    assert dialogs() == []


def test_a_desk_that_locks_while_it_prints_calls_it_off(
    qtbot: QtBot, seat: Seat, paper: DocumentRecord, tmp_path: Path
) -> None:
    print_on(seat.page, seat.front, stored_paper(paper, 4), printer_into(tmp_path / "out.pdf", 600))
    qtbot.waitUntil(lambda: any(isinstance(one, Printing) for one in dialogs()), timeout=LONG)
    seat.front.locked.emit()
    qtbot.waitUntil(lambda: not Job.running, timeout=LONG)
    seat.settle()
    assert dialogs() == []
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_take_it_is_told_in_words(seat: Seat, paper: DocumentRecord, tmp_path: Path) -> None:
    printed(seat, paper, printer_into(tmp_path / "no such folder" / "out.pdf"))
    assert seat.shell.news.text.startswith("The printer did not take it.")


def test_the_window_stays_alive_while_it_prints(
    qtbot: QtBot, seat: Seat, paper: DocumentRecord, tmp_path: Path
) -> None:
    longest = []
    for number in range(3):
        printer = printer_into(tmp_path / f"{number}.pdf", 600)
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(1, 2)
        with measured_pauses() as pauses:
            print_on(seat.page, seat.front, stored_paper(paper, 4), printer)
            qtbot.waitUntil(lambda: bool(Job.running), timeout=LONG)
            qtbot.waitUntil(lambda: not Job.running, timeout=LONG)
        longest.append(max(pauses))
        if longest[-1] < 50:
            break
    assert min(longest) < 50


def test_nothing_of_it_stays_in_temporary_files(
    temp: Callable[[], list[str]], seat: Seat, paper: DocumentRecord, tmp_path: Path
) -> None:
    printed(seat, paper, printer_into(tmp_path / "out.pdf"))
    assert temp() == []


def test_what_waits_for_the_printer_waits_in_memory_where_there_is_a_folder_for_that(tmp_path: Path) -> None:
    here = {"XDG_RUNTIME_DIR": str(tmp_path)}
    spool_in_memory(here)
    assert here["TMPDIR"] == str(tmp_path)
    for other in ({}, {"XDG_RUNTIME_DIR": str(tmp_path / "gone")}, {**here, "TMPDIR": "elsewhere"}):
        before = dict(other)
        spool_in_memory(other)
        assert other == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere printers are not asked for over a network")
def test_printers_are_asked_for_off_the_network_unless_somebody_has_set_a_server(tmp_path: Path) -> None:
    here: dict[str, str] = {}
    stay_off_the_network(here, [tmp_path / "client.conf"])
    assert here["CUPS_SERVER"].startswith("/")
    own = {"CUPS_SERVER": "print.example"}
    stay_off_the_network(own, [])
    assert own == {"CUPS_SERVER": "print.example"}
    (tmp_path / "client.conf").write_text("ServerName print.example")
    set_there: dict[str, str] = {}
    stay_off_the_network(set_there, [tmp_path / "client.conf"])
    assert set_there == {}


def test_where_there_is_no_printer_it_is_said_and_saving_is_offered(seat: Seat, paper: DocumentRecord) -> None:
    shown = print_paper(seat.page, seat.front, stored_paper(paper, 4))
    seat.settle()
    assert isinstance(shown, NoPrinter)
    assert seat.reads("This computer has no printer") or any("no printer" in text for text in seat.texts(shown))
    assert shown.windowTitle() == "clinicdesk"
    QTest.keyClick(shown.instead, Qt.Key.Key_Space)
    seat.settle()
    (asks,) = [one for one in dialogs() if isinstance(one, QFileDialog)]
    assert [Path(one).name for one in asks.selectedFiles()] == [f"{paper.label} {TODAY}.pdf"]
    asks.reject()
    assert seat.desk(lambda desk: list(desk.store.trail(act=Act.REPRINT))) == []


def test_the_blank_questions_are_printed_from_anywhere(seat: Seat, tmp_path: Path) -> None:
    page = seat.go("papers")
    print_questions(page, seat.front)
    seat.settle()
    (shown,) = dialogs()
    assert isinstance(shown, NoPrinter)
    QTest.keyClick(shown.instead, Qt.Key.Key_Space)
    seat.settle()
    (asks,) = [one for one in dialogs() if isinstance(one, QFileDialog)]
    asks.setDirectory(str(tmp_path))
    asks.accept()
    seat.settle()
    name = f"screening-questions {TODAY}.pdf"
    assert len(PdfReader(tmp_path / name).pages) == 3
    assert seat.shell.news.text == f"Saved as {name} in {tmp_path}."
