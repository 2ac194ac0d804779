"""Papers printed from the window on a printer that works: by the system's dialog, and straight to a chosen one."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from clinicdesk.desk.trail import verify_trail
from clinicdesk.model.records import DocumentRecord, SheetRecord
from clinicdesk.model.roles import Act
from tests.end2end.clerk import sign_in, store_of
from tests.end2end.conftest import Demo
from tests.end2end.printer import NAME, Printer, lacking, printing
from tests.end2end.program import Program

ALIKE = 6.0
"""So far, of 255, a dot of a printed page is from that of the paper at most, on the whole."""


@pytest.fixture
def printer() -> Iterator[Printer]:
    """A print system of the test's own, in a folder whose path is short enough for a socket."""
    if why := lacking():
        pytest.skip(why)
    with TemporaryDirectory(prefix="cups-") as folder, printing(Path(folder) / "p") as made:
        yield made


def open_a_paper(desk: Program) -> str:
    """The newest paper of the page Papers, shown beside the list; its number."""
    desk.press("alt+5")
    desk.focus("", "text")
    desk.press("Down", "Return")
    desk.see("Page 1 of", "label")
    return desk.find("As issued on", "label")[0].name.rsplit(" ", 1)[-1]


def pictures(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return [page.render(scale=1).to_pil().convert("L") for page in document]


def stored(demo: Demo, number: str) -> bytes:
    with store_of(demo.data) as kept:
        paper = next(one for one in kept.store.find(DocumentRecord) if one.label == number)
        verify_trail(kept)
        return kept.store.get(SheetRecord, paper.sheet).pdf


def differ(one: Image.Image, two: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, two.resize(one.size))).mean[0])


def leave(desk: Program) -> None:
    desk.press("alt+F4")
    assert desk.ended() == 0


def choose_the_printer(desk: Program) -> None:
    """In the settings of this computer."""
    desk.press("alt+7")
    desk.focus("", "list")
    desk.press("t")
    desk.see("Ask each time", "combo box")
    desk.tab_to("Ask each time", "combo box")
    desk.press("Down")
    desk.focus(NAME, "combo box")


def test_a_paper_is_printed_by_the_dialog_two_copies_of_two_pages(demo: Demo, printer: Printer) -> None:
    desk = demo.start(CUPS_SERVER=printer.server)
    sign_in(desk)
    number = open_a_paper(desk)
    desk.press("ctrl+p")
    desk.focus(NAME, "combo box")
    desk.tab_to("Options >>", "push button")
    desk.press("space")
    desk.tab_to("Print all", "radio button")
    desk.press("Down")
    desk.tab_to("Print range", "spin box")
    desk.type("2")
    desk.press("Tab")
    desk.type("3")
    desk.tab_to("Copies:", "spin box")
    desk.type("2")
    desk.press("Return")
    desk.see(f"{number}: 2 pages went to the printer.", "label")
    leave(desk)
    printed, paper = printer.sheets(1), stored(demo, number)
    assert printed.title == number
    assert printed.copies == 2
    shown, kept = pictures(printed.pdf), pictures(paper)[1:3]
    assert len(shown) == 2
    assert [differ(one, two) < ALIKE for one, two in zip(kept, shown, strict=True)] == [True, True]
    assert differ(kept[0], shown[1]) > ALIKE
    assert printer.kept() == []
    assert [*(demo.home / "passing").iterdir()] == []


def test_with_a_printer_chosen_a_paper_goes_straight_to_it_and_the_packet_too(demo: Demo, printer: Printer) -> None:
    desk = demo.start(CUPS_SERVER=printer.server)
    sign_in(desk)
    choose_the_printer(desk)
    number = open_a_paper(desk)
    desk.press("ctrl+p")
    desk.see(f"{number}: 4 pages went to the printer.", "label")
    desk.press("ctrl+shift+p")
    desk.see(NAME, "combo box")
    desk.press("Escape")
    desk.miss(NAME, "combo box")
    desk.tab_to("Go to the visit", "push button")
    desk.press("Return")
    desk.see("Print the packet", "push button")
    desk.press("alt+k")
    desk.see("pages went to the printer.", "label")
    leave(desk)
    shown, packet = pictures(printer.sheets(1).pdf), printer.sheets(2)
    assert printer.jobs == 2
    assert packet.title == f"packet-{number}"
    assert len(pictures(packet.pdf)) == len(shown) + 1  # what to do at home is taken along
    assert max(differ(one, two) for one, two in zip(pictures(stored(demo, number)), shown, strict=True)) < ALIKE
    assert printer.kept() == []
    with store_of(demo.data) as kept:
        assert [one.entry.told["label"] for one in kept.store.trail(act=Act.REPRINT)].count(number) == 2
