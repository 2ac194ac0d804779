"""Answers on their way to the desk: what comes of a refusal, of a mistake of ours, and of many at once."""

from collections.abc import Callable

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.screening import Progress, answer
from clinicdesk.errors import NotAllowed
from clinicdesk.model.questionnaire import Answer
from clinicdesk.ui.questions.answering import Answering
from tests.gui.questions.screened import Asked, Busy, ask_about
from tests.gui.seat import Seat

Sit = Callable[[str], Seat]


@pytest.fixture
def asked(sit: Sit) -> Asked:
    return ask_about(sit("bea"))


class Heard:
    """What an `Answering` says."""

    def __init__(self, asked: Asked, made: Answering) -> None:
        self.asked, self.made = asked, made
        self.lost: list[tuple[str, str]] = []
        self.found: list[str] = []
        self.kept: list[str] = []
        made.lost.connect(lambda item, why: self.lost.append((item, why)))
        made.found.connect(lambda found: self.found.extend(one.item for one in found))
        made.kept.connect(self.kept.append)


def answering(asked: Asked, spoilt: str = "", error: Exception | None = None) -> Heard:
    """The answers of a visit; the one about `spoilt` meets an error instead."""

    def keep(desk: Desk, item: str, given: Answer | None) -> Progress:
        if item == spoilt and error is not None:
            raise error
        return answer(desk, *asked.here, item, given)

    return Heard(asked, Answering(asked.seat.front, keep, asked.kept(), asked.seat.window))


def test_each_answer_is_shown_at_once_and_kept_in_its_order(asked: Asked) -> None:
    heard, busy = answering(asked), Busy(asked.seat)
    for item in ("lung", "surgery", "implants"):
        heard.made.give(item, "yes")
    assert heard.made.shown.answers == {"lung": "yes", "surgery": "yes", "implants": "yes"}
    assert heard.made.shown.findings == ()
    busy.let_go()
    asked.seat.settle()
    assert heard.kept == ["lung", "surgery", "implants"]
    assert heard.found == ["lung", "surgery", "implants"]
    assert heard.made.shown == asked.kept()


def test_a_refusal_puts_back_one_answer_and_leaves_the_others(asked: Asked) -> None:
    heard = answering(asked, "surgery", NotAllowed("Not now."))
    for item in ("lung", "surgery", "implants"):
        heard.made.give(item, "yes")
    asked.seat.settle()
    assert heard.lost == [("surgery", "Not now.")]
    assert heard.made.shown.answers == {"lung": "yes", "implants": "yes"}
    assert heard.made.shown == asked.kept()


def test_a_mistake_of_ours_puts_the_answer_back_too_and_tells_of_it(asked: Asked) -> None:
    crashes: list[BaseException] = []
    asked.seat.front.crashed.disconnect()
    heard = answering(asked, "surgery", RuntimeError("ours"))
    asked.seat.front.crashed.connect(crashes.append)
    for item in ("lung", "surgery", "implants"):
        heard.made.give(item, "yes")
    asked.seat.settle()
    assert [str(one) for one in crashes] == ["ours"]
    assert heard.lost == [("surgery", "Something went wrong here. That was our mistake.")]
    assert heard.made.shown == asked.kept()


def test_a_mistake_elsewhere_loses_no_answer(asked: Asked) -> None:
    crashes: list[BaseException] = []
    asked.seat.front.crashed.disconnect()
    heard, busy = answering(asked), Busy(asked.seat)
    asked.seat.front.crashed.connect(crashes.append)

    def fail(_desk: Desk) -> None:
        raise RuntimeError("elsewhere")

    asked.seat.front.ask(asked.seat.window, fail, lambda _none: None)
    heard.made.give("lung", "yes")
    busy.let_go()
    asked.seat.settle()
    assert len(crashes) == 1
    assert heard.lost == []
    assert heard.made.shown.answers == {"lung": "yes"}


def test_the_same_answer_again_is_no_new_one_and_a_change_is(asked: Asked) -> None:
    heard = answering(asked)
    for given in ("yes", "yes", "no", None, None):
        heard.made.give("lung", given)
    asked.seat.settle()
    assert heard.kept == ["lung", "lung", "lung"]
    assert heard.made.shown.answers == {}


def test_what_the_desk_tells_meanwhile_keeps_the_answers_on_their_way(asked: Asked) -> None:
    heard, busy = answering(asked), Busy(asked.seat)
    before = heard.made.shown
    heard.made.give("lung", "yes")
    heard.made.tell(before)
    assert heard.made.shown.answers == {"lung": "yes"}
    busy.let_go()
    asked.seat.settle()
    assert heard.made.shown == asked.kept()
