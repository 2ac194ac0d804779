"""What must hold of every set of answers."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.engine.screening import screen
from clinicdesk.model.questionnaire import Answer, Item, ItemType, Severity
from clinicdesk.model.screening import Outcome, Screening
from clinicdesk.model.visit import Kind, ScreeningKind
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from tests.property.strategies import DAY, answers_to

QUESTIONNAIRE = load(rule_files()).questionnaire
WORSE = [Outcome.NO_FLAGS, Outcome.REVIEW, Outcome.INCOMPLETE, Outcome.STOP]
SEVERITIES = [None, Severity.NOTE, Severity.REVIEW, Severity.STOP]
ANSWERS = answers_to(QUESTIONNAIRE)
KINDS = st.sampled_from([ScreeningKind(), ScreeningKind(Kind.RETURN, date(2026, 9, 1)), ScreeningKind(Kind.RETURN)])


def screened(answers: dict[str, Any], kind: ScreeningKind = ScreeningKind()) -> Screening:  # noqa: B008 - frozen
    """An adult's answers."""
    told: dict[str, Answer] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in answers.items()
    }
    return screen(
        QUESTIONNAIRE, told, day=DAY, birth_date=date(1990, 5, 1), kind=kind, age_of_consent=18, referral_asked=True
    )


def worst(item: Item, option: str) -> int:
    """How much one answer to a choice says by itself."""
    found = [SEVERITIES.index(one.severity) for one in item.triggers if option in one.when.options]
    return max(found, default=0)


@given(ANSWERS, KINDS, st.randoms())
def test_the_order_of_answers_does_not_matter(answers: dict[str, Any], kind: ScreeningKind, random: Any) -> None:
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert screened(dict(shuffled), kind) == screened(answers, kind)


@given(ANSWERS, st.data())
def test_a_worse_answer_never_lowers_the_outcome(answers: dict[str, Any], data: st.DataObject) -> None:
    """Worse by its own triggers. Where an answer opens a question, that one counts: only closed items are drawn."""
    opened = {
        one.question
        for item in QUESTIONNAIRE.items
        for one in (item.enable_when.conditions if item.enable_when else ())
    }
    drawn = [
        item
        for item in QUESTIONNAIRE.items
        if item.type is ItemType.CHOICE and item.link_id not in {*opened, "changed"}
    ]
    item = data.draw(st.sampled_from(drawn))
    mild, bad = sorted(
        data.draw(st.tuples(*[st.sampled_from(list(item.options))] * 2)), key=lambda one: worst(item, one)
    )
    before = screened(answers | {item.link_id: mild}).outcome
    after = screened(answers | {item.link_id: bad}).outcome
    assert WORSE.index(after) >= WORSE.index(before)


@given(ANSWERS, st.data())
def test_unsure_never_gives_less_than_the_harmless_answer(answers: dict[str, Any], data: st.DataObject) -> None:
    items = [
        item
        for item in QUESTIONNAIRE.items
        if item.required and "unsure" in item.options and not item.unsure_is_harmless
    ]
    item = data.draw(st.sampled_from(items))
    harmless = min(item.options, key=lambda one: worst(item, one))
    told = "unsure" if item.type is ItemType.CHOICE else ["unsure"]
    fine = harmless if item.type is ItemType.CHOICE else [harmless]
    kind = data.draw(KINDS)
    unsure = screened(answers | {item.link_id: told}, kind)
    assert WORSE.index(unsure.outcome) >= WORSE.index(screened(answers | {item.link_id: fine}, kind).outcome)


@given(ANSWERS, KINDS, st.data())
def test_an_item_that_is_off_changes_nothing(answers: dict[str, Any], kind: ScreeningKind, data: st.DataObject) -> None:
    item = data.draw(st.sampled_from([one for one in QUESTIONNAIRE.items if one.enable_when]))
    conditions = item.enable_when.conditions if item.enable_when else ()
    closed = {key: value for key, value in answers.items() if key not in {one.question for one in conditions}}
    without = {key: value for key, value in closed.items() if key != item.link_id}
    option = data.draw(st.sampled_from(list(item.options) or ["x"]))
    told: Any = {ItemType.INTEGER: 5, ItemType.MULTI_CHOICE: [option]}.get(item.type, option)
    assert screened(without | {item.link_id: told}, kind) == screened(without, kind)


@given(ANSWERS)
def test_leaving_out_an_answer_never_makes_it_look_better_than_incomplete(answers: dict[str, Any]) -> None:
    for link_id in list(answers):
        item = QUESTIONNAIRE.by_id[link_id]
        if item.required and link_id != "changed" and answers[link_id] not in ("", []):
            less = screened({key: value for key, value in answers.items() if key != link_id})
            if link_id in {one.link_id for one in QUESTIONNAIRE.items if not one.enable_when}:
                assert link_id in less.unanswered


@given(ANSWERS, KINDS)
def test_every_finding_has_a_source_and_a_message(answers: dict[str, Any], kind: ScreeningKind) -> None:
    for finding in screened(answers, kind).findings:
        assert finding.message
        assert finding.sources
