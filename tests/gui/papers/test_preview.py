"""The preview: pages sharp at any zoom, drawn as they come into view, let go of when the desk locks."""

import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.desk.draft_sheet import blank_questionnaire, draft_sheet
from clinicdesk.desk.preview import PageSize, page_picture
from clinicdesk.ui.papers.leaves import Leaves, fitting
from clinicdesk.ui.papers.preview import Preview
from clinicdesk.ui.papers.slices import MOST, Slices, image_of
from clinicdesk.ui.papers.viewer import Viewer
from tests.gui.papers.scene import measured_pauses, ready
from tests.gui.seat import LONG, Seat

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pdf(seat: Seat) -> bytes:
    """The blank questions: three pages."""
    return seat.act(blank_questionnaire)


@pytest.fixture
def viewer(seat: Seat) -> Viewer:
    """A viewer in the window's place, with the keyboard."""
    page = seat.go("papers")
    made = Viewer(seat.front)
    layout = page.layout()
    assert layout
    layout.addWidget(made)
    made.setMinimumSize(700, 400)
    made.show()
    return made


@pytest.fixture
def preview(qtbot: QtBot, viewer: Viewer, pdf: bytes) -> Preview:
    viewer.show_pdf(pdf, "Questions")
    qtbot.waitUntil(lambda: viewer.preview.sharp, timeout=LONG)
    viewer.preview.setFocus()
    return viewer.preview


def drawn(preview: Preview, number: int = 0) -> Slices:
    return preview._drawing.now[number]


def test_a_page_is_drawn_dot_for_dot_at_every_zoom(qtbot: QtBot, preview: Preview) -> None:
    for key, percent in ((Qt.Key.Key_0, 100), (Qt.Key.Key_Plus, 125), (Qt.Key.Key_Equal, 150), (Qt.Key.Key_Minus, 125)):
        QTest.keyClick(preview.viewport(), key, CONTROL)
        qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)
        assert preview.percent == percent
        wide = preview.sizes[0].width * preview.logicalDpiX() / 72 * percent / 100 * preview.devicePixelRatioF()
        assert {one.width() for one in drawn(preview).images.values()} == {math.ceil(wide - 1e-9)}
        assert abs(preview._leaves.rects[0].width() * preview.devicePixelRatioF() - wide) <= 1


def test_what_stands_on_the_screen_is_the_paper_to_the_dot(qtbot: QtBot, preview: Preview, pdf: bytes) -> None:
    preview.own_size()
    qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)
    shown = preview.viewport().grab().toImage()
    rect, page = preview._leaves.rects[0], page_picture(pdf, 0, preview._drawing.scale)
    part = image_of(page).copy(0, 0, rect.width() - 1, shown.height() - rect.top() - 3)
    seen = shown.copy(rect.left(), rect.top(), part.width(), part.height()).convertToFormat(part.format())
    assert part.height() > 300
    assert [
        (x, y) for x in range(part.width()) for y in range(part.height()) if seen.pixel(x, y) != part.pixel(x, y)
    ] == []


def test_pages_are_drawn_as_they_come_into_view_and_those_far_away_are_let_go_of(
    qtbot: QtBot, preview: Preview
) -> None:
    preview.own_size()
    qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)
    assert 2 not in preview._drawing.now
    QTest.keyClick(preview.viewport(), Qt.Key.Key_End)
    qtbot.waitUntil(lambda: preview.sharp and 2 in preview._drawing.now, timeout=LONG)
    assert 0 not in preview._drawing.now


def test_the_keys_go_through_the_pages_and_the_name_tells_which_it_is(qtbot: QtBot, preview: Preview) -> None:
    seen = preview.viewport()
    assert seen.accessibleName() == "Questions, page 1 of 3"
    for key, page in ((Qt.Key.Key_End, 3), (Qt.Key.Key_Home, 1)):
        QTest.keyClick(seen, key)
        assert seen.accessibleName() == f"Questions, page {page} of 3"
    before = 0
    while preview.page == 1:
        before = preview.verticalScrollBar().value()
        QTest.keyClick(seen, Qt.Key.Key_PageDown)
        assert before < preview.verticalScrollBar().value() <= before + preview.viewport().height()
    assert seen.accessibleName() == "Questions, page 2 of 3"
    QTest.keyClick(seen, Qt.Key.Key_Space)
    QTest.keyClick(seen, Qt.Key.Key_PageUp)
    assert preview.verticalScrollBar().value() == before + preview.verticalScrollBar().pageStep()
    preview.turn_to(3)
    assert preview.verticalScrollBar().value() <= preview._leaves.rects[2].top()
    qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)


def test_it_fits_the_width_whatever_the_width_is_and_keeps_its_place(
    qtbot: QtBot, viewer: Viewer, preview: Preview
) -> None:
    QTest.keyClick(preview.viewport(), Qt.Key.Key_End)
    preview.zoom_in()
    preview.fit_width()
    for wide in (500, 640):
        viewer.setMaximumWidth(wide)
        viewer.setMinimumWidth(wide)
        QApplication.processEvents()
        assert preview._leaves.width <= preview.viewport().width()
        assert preview._leaves.rects[0].width() > preview.viewport().width() - 40
        assert preview.page == 3
        qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)


def test_the_wheel_with_control_zooms(preview: Preview) -> None:
    before = preview.percent
    for turn in (120, -120):
        here = QPointF(20, 20)
        event = QWheelEvent(
            here, here, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(preview.viewport(), event)
        assert (preview.percent > before) is (turn > 0)
        before = preview.percent


def test_zooming_ends_at_its_largest_and_at_its_smallest(preview: Preview) -> None:
    for step, last in ((preview.zoom_in, 400), (preview.zoom_out, 25)):
        for _ in range(20):
            step()
        assert preview.percent == last


def test_the_window_stays_alive_while_large_pages_are_drawn(qtbot: QtBot, preview: Preview) -> None:
    longest = []
    for _ in range(3):
        with measured_pauses() as pauses:
            for _ in range(20):
                preview.zoom_in()
            qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)
        longest.append(max(pauses))
        preview.fit_width()
        qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)
    assert min(longest) < 50


def test_what_is_no_pdf_is_told_in_words(seat: Seat, viewer: Viewer) -> None:
    viewer.show_pdf(b"no PDF at all", "Nothing")
    seat.settle()
    assert "cannot be shown here" in viewer.words.text()
    assert viewer.words.isVisible()
    assert viewer.pages == 0


def test_another_paper_is_shown_from_its_first_page_and_nothing_of_the_one_before(
    qtbot: QtBot, seat: Seat, viewer: Viewer, preview: Preview
) -> None:
    QTest.keyClick(preview.viewport(), Qt.Key.Key_End)
    case = ready(seat)
    viewer.show_pdf(seat.act(draft_sheet, *case.here), "Sheet")
    assert preview._drawing.now == {}
    qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)
    assert (preview.page, preview.verticalScrollBar().value()) == (1, 0)
    assert viewer.pages > 3


def test_nothing_of_it_stays_when_the_desk_locks(qtbot: QtBot, seat: Seat, preview: Preview) -> None:
    gone: list[bool] = []
    preview.destroyed.connect(lambda: gone.append(True))
    seat.front.locked.emit()
    seat.settle()
    qtbot.waitUntil(lambda: bool(gone), timeout=LONG)
    assert seat.window.findChildren(Preview) == []


def test_it_writes_no_file(qtbot: QtBot, temp: Callable[[], list[str]], preview: Preview, tmp_path: Path) -> None:
    before = {one for one in tmp_path.rglob("*") if "clinic" not in one.parts}
    preview.zoom_in()
    qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)
    assert temp() == []
    assert {one for one in tmp_path.rglob("*") if "clinic" not in one.parts} == before


def test_a_large_page_is_drawn_where_it_is_seen_only(qtbot: QtBot, preview: Preview) -> None:
    for _ in range(20):
        preview.zoom_in()
    qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)
    page = drawn(preview)
    assert page.width * page.height > 10 * MOST
    assert all(one.width() * one.height() <= MOST for one in page.images.values())
    assert len(page.images) < page.count / 2
    preview.verticalScrollBar().setValue(preview._leaves.rects[0].bottom() - preview.viewport().height())
    qtbot.waitUntil(lambda: preview.sharp, timeout=LONG)
    assert 0 not in page.images
    assert page.count - 1 in page.images


def test_pages_stand_below_each_other_in_the_middle() -> None:
    leaves = Leaves((PageSize(100, 200), PageSize(50, 80)), 2.0, 400)
    assert [(one.left(), one.width(), one.height()) for one in leaves.rects] == [(100, 200, 400), (150, 100, 160)]
    assert leaves.rects[1].top() > leaves.rects[0].bottom()
    assert leaves.height > leaves.rects[1].bottom()
    assert (leaves.at(0), leaves.at(200), leaves.at(leaves.rects[1].top())) == (0, 0, 1)
    assert list(leaves.between(0, 50)) == [0]
    assert list(leaves.between(0, 10_000)) == [0, 1]
    assert list(Leaves((), 1.0, 400).between(0, 400)) == []
    assert fitting((PageSize(100, 200),), 124) == 1.0


TWICE = """
import sys
from clinicdesk.desk.draft_sheet import blank_questionnaire, draft_sheet
from clinicdesk.desk.preview import PageSize, page_picture
from clinicdesk.ui.front import Front
from clinicdesk.ui.hands import Hands
from clinicdesk.ui.papers.preview import Preview
from clinicdesk.words import read_words
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.unit.desk.clinic import enter
app = QApplication([])
folder = Path(sys.argv[1])
front = Front(Hands(), read_words("en"), folder)
pdf = []
def work():
    desk = enter(folder, "bea", lambda: datetime.now(UTC))
    front.open(desk)
    pdf.append(blank_questionnaire(desk))
front.hands.do(work, lambda _none: None, print)
while not pdf:
    app.processEvents()
preview = Preview(front)
preview.resize(600, 400)
preview.show()
preview.show_pdf(pdf[0], "Questions")
while not preview.sharp:
    app.processEvents()
picture = preview._drawing.now[0].images[0]
print(preview.devicePixelRatioF(), picture.width(), preview._leaves.rects[0].width())
front.hands.do(front._at_desk().close, lambda _none: app.quit(), print)
app.exec()
front.hands.stop()
"""


def test_a_screen_with_more_dots_gets_more_dots(folder: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", TWICE, str(folder)],
        env={**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    ratio, dots, pixels = told.stdout.split()
    assert float(ratio) == 2
    assert abs(int(dots) - 2 * int(pixels)) <= 2
