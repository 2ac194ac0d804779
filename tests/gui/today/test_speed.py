"""A day of five hundred visits is as quick as one of a few, and nothing ever holds the window up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import thread_time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from clinicdesk.desk.day import Choice, book
from clinicdesk.ui.today.page import Today
from tests.gui.seat import Seat
from tests.gui.today.days import ANA, cell, open_today, page, today_of

Sit = Callable[[str], Seat]
MANY = 500
LONGEST = 0.050
"""Seconds that the thread of the window may work at a stretch."""


@contextmanager
def stretches() -> Iterator[list[float]]:
    """How long the thread of the window works at a stretch: its own time, not the machine's."""
    found: list[float] = []
    last = [thread_time()]

    def look() -> None:
        now = thread_time()
        found.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(0)
    yield found
    look()
    timer.stop()


@pytest.fixture
def seat(sit: Sit) -> Seat:
    return sit("bea")


def full(seat: Seat) -> None:
    """Many visits today, each of another patient."""
    people = [replace(ANA, given_name=f"Ana {number}", phone="") for number in range(MANY)]
    choices = [Choice(f"{8 + at // 60:02d}:{at % 60:02d}", one) for at, one in enumerate(people)]
    seat.act(book, today_of(seat), choices)


def test_five_hundred_visits_are_shown_without_holding_the_window_up(seat: Seat) -> None:
    full(seat)
    seat.go("patients")
    with stretches() as found:
        open_today(seat)
        page(seat).board.tick()
        seat.settle()
    board = page(seat).board
    assert board.table.model().rowCount() == MANY
    assert max(found) < LONGEST


def test_only_the_rows_in_sight_are_made(seat: Seat) -> None:
    full(seat)
    model = open_today(seat).board._model
    assert len(model._made) < 40
    assert cell(page(seat).board.table, MANY - 1, 0).first == "16:19"


def test_a_list_of_two_thousand_rows_is_read_and_shown_without_holding_the_window_up(seat: Seat) -> None:
    rows = "".join(f"Nunez{at},Ana,05/01/1990,{8 + at % 10:02d}:00\n" for at in range(1_999))
    today = open_today(seat)
    with stretches() as found:
        QGuiApplication.clipboard().setText(f"Last name,First name,Date of birth,Time\n{rows}")
        today.paste()
        seat.qtbot.waitUntil(today.list.isVisible, timeout=20_000)
        seat.settle()
    assert isinstance(seat.page, Today)
    assert today.list.table.model().rowCount() == 1_999
    assert max(found) < LONGEST
