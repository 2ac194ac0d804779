"""What the screen shows before the desk has answered is what the desk tells then."""

from random import Random

import pytest

from clinicdesk.desk.ahead import ahead
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.screening import Progress, answer, progress
from clinicdesk.model.questionnaire import Answer, Item, ItemType
from clinicdesk.model.screening import BIRTH_DATE
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import SHORT, Case, at_the_desk, return_visit, screened

STEPS = 60


@pytest.fixture
def september(desk: Desk, clock: SetClock) -> Case:
    """The first visit was on 1 September, with an implant; today is a return."""
    clock.pass_by(days=-83)
    case = screened(desk, at_the_desk(desk, checked=False), implants="yes")
    clock.pass_by(days=83)
    return return_visit(desk, case)


def questions(told: Progress) -> tuple[object, ...]:
    """What is told of the questions, without what the answers mean."""
    return told.asked, told.answers, told.answered, told.required, told.unanswered, told.full, told.basis


def some_answer(item: Item, chance: Random) -> Answer | None:
    if chance.random() < 0.15:
        return None
    if item.type is ItemType.CHOICE:
        return chance.choice([*item.options])
    if item.type is ItemType.MULTI_CHOICE:
        return tuple(chance.sample([*item.options], chance.randint(1, 3)))
    return chance.randint(*item.range) if item.range else "some words"


def test_one_answer_opens_what_hangs_on_it(desk: Desk) -> None:
    case = at_the_desk(desk)
    before = progress(desk, *case.here)
    told = ahead(before, "bleeding_disorder", "yes", desk.rules.questionnaire)
    assert {one.link_id for one in told.asked} - {one.link_id for one in before.asked} == {"bleeding_managed"}
    assert (told.answered, told.required) == (1, before.required + 1)
    assert ahead(told, "bleeding_disorder", None, desk.rules.questionnaire) == before


@pytest.mark.parametrize("seed", range(3))
def test_a_first_visit_is_told_ahead_as_the_desk_tells_it(desk: Desk, seed: int) -> None:
    walk(desk, at_the_desk(desk), Random(seed))


@pytest.mark.parametrize("seed", range(3))
def test_a_return_is_told_ahead_also_when_something_changed_and_when_that_is_taken_back(
    desk: Desk, september: Case, seed: int
) -> None:
    chance = Random(seed)
    for given in ("yes", "no", None, "unsure", None):
        before = progress(desk, *september.here)
        told = ahead(before, "changed", given, desk.rules.questionnaire)
        assert questions(told) == questions(answer(desk, *september.here, "changed", given))
        walk(desk, september, chance, STEPS // 10)


def test_several_answers_are_told_ahead_of_all_of_them(desk: Desk, september: Case) -> None:
    told = progress(desk, *september.here)
    for item, given in SHORT.items():
        told = ahead(told, item, given, desk.rules.questionnaire)
    for item, given in SHORT.items():
        answer(desk, *september.here, item, given)
    assert questions(told) == questions(progress(desk, *september.here))
    assert BIRTH_DATE not in told.unanswered


def walk(desk: Desk, case: Case, chance: Random, steps: int = STEPS) -> None:
    """Answers in any order, each told ahead and then kept."""
    for _ in range(steps):
        before = progress(desk, *case.here)
        item = chance.choice(before.asked)
        given = some_answer(item, chance)
        told = ahead(before, item.link_id, given, desk.rules.questionnaire)
        assert (told.findings, told.outcome) == (before.findings, before.outcome)
        assert questions(told) == questions(answer(desk, *case.here, item.link_id, given))
