"""The blank form: every question that can be asked, a box for every answer, two or three pages."""

from clinicdesk.documents.questionnaire import questionnaire
from clinicdesk.model.questionnaire import ItemType
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.unit.documents.helpers import over_the_edge, pages, plain


def test_every_question_and_every_answer(rules: Rulebook, words: Words) -> None:
    pdf = questionnaire(rules, words)
    text = plain(pdf)
    asked = [item for item in rules.questionnaire.items if item.type is not ItemType.COMPUTED_INTEGER]
    assert [item.link_id for item in asked if item.text not in text] == []
    assert [item.link_id for item in asked if item.help and item.help not in text] == []
    found = pages(pdf)
    boxes = sum(len(item.options) for item in asked if item.type in {ItemType.CHOICE, ItemType.MULTI_CHOICE})
    assert sum(page.ticks for page in found) == boxes
    assert 2 <= len(found) <= 3
    assert over_the_edge(pdf) == []
    for number, page in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in page.text


def test_who_and_when_and_help(rules: Rulebook, words: Words) -> None:
    text = plain(questionnaire(rules, words))
    for part in (
        "Patient's name",
        "Patient's date of birth",
        "Signature",
        "Ask us at the desk",
        "private talk",
        "Not sure",
    ):
        assert part in text
    assert rules.questionnaire.version in text
    assert questionnaire(rules, words) == questionnaire(rules, words)
