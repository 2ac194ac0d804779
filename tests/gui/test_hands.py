import gc
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from clinicdesk.ui.hands import Hands


@pytest.fixture
def hands() -> Hands:
    return Hands()


def never(error: BaseException) -> None:
    raise error


def test_jobs_are_done_in_order_on_one_other_thread_and_told_on_this_one(qtbot: QtBot, hands: Hands) -> None:
    threads: list[int] = []
    told: list[tuple[int, int]] = []
    for number in range(5):

        def work(number: int = number) -> int:
            threads.append(get_ident())
            return number

        hands.do(work, lambda value: told.append((value, get_ident())), never)
    qtbot.waitUntil(lambda: len(told) == 5)
    assert told == [(number, get_ident()) for number in range(5)]
    assert len(set(threads)) == 1
    assert threads[0] != get_ident()
    hands.stop()


def test_an_error_goes_to_who_asked_and_the_next_job_is_done(qtbot: QtBot, hands: Hands) -> None:
    wrong: list[BaseException] = []
    told: list[str] = []
    hands.do(lambda: 1 // 0, told.append, wrong.append)
    hands.do(lambda: "well", told.append, wrong.append)
    qtbot.waitUntil(lambda: bool(told))
    assert [type(one) for one in wrong] == [ZeroDivisionError]
    assert told == ["well"]
    hands.stop()


def test_a_newer_job_stands_instead_of_an_older_one_that_waits(qtbot: QtBot, hands: Hands) -> None:
    begun, go = Event(), Event()
    told: list[str] = []

    def first() -> str:
        begun.set()
        go.wait(10)
        return "first"

    hands.do(first, told.append, never)
    begun.wait(10)
    for text in ("a", "ab", "abc"):
        hands.do(lambda text=text: text, told.append, never, instead_of="search")  # type: ignore[misc]
    hands.do(lambda: "other", told.append, never, instead_of="else")
    go.set()
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == ["first", "abc", "other"]
    hands.stop()


def test_what_was_begun_is_finished_before_the_end(hands: Hands) -> None:
    done: list[int] = []
    for number in range(20):
        hands.do(lambda number=number: done.append(number), lambda _none: None, never)  # type: ignore[misc]
    hands.stop()
    assert done == list(range(20))
    assert isinstance(hands, QObject)


RINGS = 1_000
"""More than Python lets lie about."""


class Held(QObject):
    """Something of the window's that only a job holds any more; tells on which thread it was taken down."""

    def __init__(self, threads: list[int]) -> None:
        super().__init__()
        self._threads = threads

    def __del__(self) -> None:
        self._threads.append(get_ident())


def test_what_only_a_job_holds_is_taken_down_on_the_thread_of_the_window(qtbot: QtBot, hands: Hands) -> None:
    taken_down: list[int] = []
    for _ in range(200):
        held = Held(taken_down)
        hands.do(lambda held=held: bool(held), lambda _told: None, never)  # type: ignore[misc]
        del held
    hands.do(lambda: None, lambda _none: None, never)
    qtbot.waitUntil(lambda: len(taken_down) == 200)
    assert set(taken_down) == {get_ident()}
    hands.stop()


def test_rings_of_objects_are_tidied_up_on_the_thread_of_the_window(qtbot: QtBot, hands: Hands) -> None:
    taken_down: list[int] = []

    def ring() -> None:
        one = Held(taken_down)
        one.itself = one  # type: ignore[attr-defined]

    def much() -> int:
        return len([[number] for _ in range(20) for number in range(5_000)])

    for _ in range(RINGS):
        ring()
    told: list[int] = []
    for _ in range(20):
        hands.do(much, told.append, never)
    qtbot.waitUntil(lambda: len(told) == 20, timeout=10_000)
    qtbot.waitUntil(lambda: bool(taken_down), timeout=10_000)
    gc.collect()
    assert len(taken_down) == RINGS
    assert set(taken_down) == {get_ident()}
    hands.stop()
