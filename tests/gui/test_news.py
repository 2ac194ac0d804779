from collections.abc import Callable

from tests.gui.seat import Seat

Sit = Callable[[str], Seat]


def test_what_was_done_passes_by_itself_and_what_was_refused_stays(sit: Sit) -> None:
    seat = sit("bea")
    news = seat.shell.news
    news._passing.setInterval(50)
    seat.front.told.emit("ok", "Saved.")
    assert seat.reads("Saved.")
    seat.qtbot.waitUntil(lambda: not news.isVisible())
    seat.front.told.emit("stop", "This cannot be.")
    seat.qtbot.wait(120)
    assert seat.reads("This cannot be.")
    seat.click("Close")
    assert not news.isVisible()


def test_another_page_has_no_old_news(sit: Sit) -> None:
    seat = sit("bea")
    seat.front.told.emit("review", "Look at this.")
    assert seat.reads("Look at this.")
    seat.go("rules")
    assert not seat.reads("Look at this.")
