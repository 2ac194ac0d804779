"""The shipped screening set against the list that it was made from, field by field."""

import json
from typing import Any

import pytest

from clinicdesk.model.questionnaire import (
    AGE_ITEM,
    CHANGED_ITEM,
    DECIDES_ITEM,
    REFERRAL_ITEM,
    Item,
    ItemType,
    Questionnaire,
    Severity,
    When,
)
from clinicdesk.model.rulebook import Rulebook
from tests.conftest import CASES

Json = dict[str, Any]
WANTED: list[Json] = json.loads((CASES / "screening-items.json").read_bytes())
LINK_IDS = [one["id"] for one in WANTED]
OPERATORS = {"at_most": "<=", "at_least": ">=", "below": "<"}


@pytest.fixture(name="questions", scope="module")
def shipped_set(rules: Rulebook) -> Questionnaire:
    """The set that ships."""
    return rules.questionnaire


def when_of(when: When, item: Item) -> Json:
    """A trigger's condition as the list has it."""
    match when.operator:
        case "in":
            return {"op": "in", "value": sorted(when.options, key=list(item.options).index)}
        case "answered":
            return {"op": "!=", "value": [""]}
        case other:
            return {"op": OPERATORS[other], "value": when.bound}


def wanted_when(when: Json, item: Item) -> Json:
    """The list's condition, its options in the item's order."""
    if when["op"] != "in":
        return when
    return {"op": "in", "value": sorted(when["value"], key=list(item.options).index)}


def test_the_questions_stand_in_the_order_of_the_list(questions: Questionnaire) -> None:
    assert [item.link_id for item in questions.items] == LINK_IDS
    assert list(questions.by_id) == LINK_IDS


def test_the_sections_stand_in_the_order_in_which_the_list_opens_them(questions: Questionnaire) -> None:
    assert list(questions.sections) == list(dict.fromkeys(one["section"] for one in WANTED))


@pytest.mark.parametrize("wanted", WANTED, ids=LINK_IDS)
def test_a_question_is_as_in_the_list(wanted: Json, questions: Questionnaire) -> None:
    item = questions.by_id[wanted["id"]]
    conditions = item.enable_when.conditions if item.enable_when else ()
    told: Json = {
        "section": item.section,
        "answer_type": item.type.value,
        "options": list(item.options),
        "required": item.required,
        "repeat": item.repeat.value,
        "behavior": item.enable_when.behavior if item.enable_when else None,
        "conditions": [{"question": one.question, "operator": "=", "answer": one.answer} for one in conditions],
        "sources": len(item.sources),
    }
    enable_when = wanted.get("enable_when", {})
    assert told == {
        "section": wanted["section"],
        "answer_type": wanted["answer_type"],
        "options": wanted.get("options", []),
        "required": wanted["required"],
        "repeat": wanted["repeat"],
        "behavior": enable_when.get("behavior"),
        "conditions": enable_when.get("conditions", []),
        "sources": len(wanted["source"]),
    }


@pytest.mark.parametrize("wanted", WANTED, ids=LINK_IDS)
def test_a_questions_triggers_are_as_in_the_list(wanted: Json, questions: Questionnaire) -> None:
    item = questions.by_id[wanted["id"]]
    assert [(when_of(one.when, item), one.severity.value, one.scope.value) for one in item.triggers] == [
        (wanted_when(one["when"], item), one["severity"], one["scope"]) for one in wanted["triggers"]
    ]
    assert all(one.message for one in item.triggers)


@pytest.mark.parametrize("wanted", WANTED, ids=LINK_IDS)
def test_an_option_knows_its_triggers(wanted: Json, questions: Questionnaire) -> None:
    item = questions.by_id[wanted["id"]]
    by_option = {option: [one for one in item.triggers if option in one.when.options] for option in item.options}
    assert {option: list(triggers) for option, triggers in item.by_option.items()} == by_option


def test_what_the_program_looks_for_is_there(questions: Questionnaire) -> None:
    assert questions.by_id[AGE_ITEM].type is ItemType.COMPUTED_INTEGER
    for link_id in (CHANGED_ITEM, REFERRAL_ITEM, DECIDES_ITEM):
        assert {"yes", "no"} <= questions.by_id[link_id].options.keys()


def test_only_the_weeks_have_a_range(questions: Questionnaire) -> None:
    assert {item.link_id: item.range for item in questions.items if item.range} == {"pregnant_weeks": (1, 45)}


def test_only_an_emergency_is_urgent_and_it_stops(questions: Questionnaire) -> None:
    urgent = {(item.link_id, one.severity) for item in questions.items for one in item.triggers if one.urgent}
    assert urgent == {("emergency_now", Severity.STOP)}


def test_the_items_of_each_visit_are_those_of_the_list(questions: Questionnaire) -> None:
    assert questions.asked_each_visit == {one["id"] for one in WANTED if one["repeat"] == "each_visit"}


def test_unsure_makes_a_finding_or_the_file_says_why_not(questions: Questionnaire) -> None:
    silent = {
        item.link_id
        for item in questions.items
        if item.triggers and "unsure" in item.options and not item.by_option["unsure"]
    }
    assert silent == {item.link_id for item in questions.items if item.unsure_is_harmless} == {"eaten", "drive"}


def test_messages_are_short_and_never_promise(questions: Questionnaire) -> None:
    messages = [one.message for item in questions.items for one in item.triggers]
    assert [one for one in messages if len(one) > 90] == []
    assert [one for one in messages if "safe" in one.casefold() or "cleared" in one.casefold()] == []
