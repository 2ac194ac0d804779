"""The Spanish sheet of every example: it is made, reads back, and has no English but what it quotes and names."""

import re
from collections.abc import Iterator, Mapping

import pytest

from clinicdesk.documents.questionnaire import questionnaire
from clinicdesk.documents.texts import form
from clinicdesk.model.document import TranslationReview
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import folder
from clinicdesk.words import Words, read_words
from tests.conftest import EXAMPLES, example_json
from tests.unit.documents.helpers import over_the_edge, pages, pdf_of, plain

MARK = "Traducción no revisada (Translation not reviewed)"
KINDS = sorted(path.name for path in (folder() / "documents").iterdir() if path.is_dir())
BOTH = re.compile(r"\((?:Translation not reviewed|Good Faith Estimate)\)")
"""What stands in both languages on purpose."""

SOME = 12
"""English sentences of so many letters are looked for; shorter words may be a name."""


@pytest.fixture(name="spanish", scope="module")
def catalogue() -> Words:
    """The Spanish catalogue."""
    return read_words("es")


@pytest.fixture(name="spoken", scope="module")
def rules_in_spanish(rules: Rulebook) -> Rulebook:
    """The rules with Spanish questions and codes."""
    return rules.in_language("es")


def pieces(text: str | Mapping[str, str]) -> Iterator[str]:
    """What stands between the values of a text."""
    for one in [text] if isinstance(text, str) else text.values():
        yield from (part.strip(" .,:;()·") for part in re.split(r"\{\w+\}", one))


def english(rules: Rulebook, words: Words, spanish: Words) -> set[str]:
    """Everything that an English sheet says in our own words, unless Spanish says the same."""
    found = {part for key, text in words.texts.items() if not key.startswith(("ui.", "Act.")) for part in pieces(text)}
    for kind in KINDS:
        for part in form(kind, "en").parts.values():
            found |= {one for text in (part.heading, *part.text, *part.items) for one in pieces(text)}
    for item in rules.questionnaire.items:
        found |= {item.label, item.text, item.help, *(one.message for one in item.triggers)}
    same = {part for text in spanish.texts.values() for part in pieces(text)}
    return {one for one in found if len(one) >= SOME} - same


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_sheet_is_made_reads_back_and_has_no_english_of_ours(
    name: str, rules: Rulebook, spoken: Rulebook, words: Words, spanish: Words
) -> None:
    made = pdf_of(example_json(name), spoken, spanish)
    text = plain(made)
    assert MARK in text
    assert "Hoja de costos y consentimiento" in text
    ours = BOTH.sub("", re.sub(r"inglés: “.*?”|\(en inglés\): .*?[.]", "", text))
    assert sorted(one for one in english(rules, words, spanish) if one in ours) == []
    assert over_the_edge(made) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_spanish_sheet_has_as_many_places_to_sign_as_the_english_one(
    name: str, rules: Rulebook, spoken: Rulebook, words: Words, spanish: Words
) -> None:
    one, other = (pages(pdf_of(example_json(name), *told)) for told in ((rules, words), (spoken, spanish)))
    assert sum(page.writing_lines for page in one) == sum(page.writing_lines for page in other)
    assert sum(page.ticks for page in one) == sum(page.ticks for page in other)


def test_amounts_are_the_same_in_both(rules: Rulebook, spoken: Rulebook, words: Words, spanish: Words) -> None:
    value = example_json("year-end-and-secondary")
    one, other = (
        re.findall(r"\$[\d,]+\.\d\d", plain(pdf_of(value, *told))) for told in ((rules, words), (spoken, spanish))
    )
    assert len(one) > 50
    assert sorted(one) == sorted(other)


def test_what_is_not_known_is_never_no(spoken: Rulebook, spanish: Words) -> None:
    text = plain(pdf_of(example_json("unknown-payer-rule"), spoken, spanish))
    assert "no se sabe" in text
    assert "No saber no es lo mismo que no cubierto: llame a la aseguradora." in text


def test_the_blank_questions_are_in_spanish_and_fit(spoken: Rulebook, spanish: Words) -> None:
    made = questionnaire(spoken, spanish)
    text = plain(made)
    assert MARK in text
    asked = [one for one in spoken.questionnaire.items if one.link_id != "age_years"]
    assert [one.link_id for one in asked if one.text not in text] == []
    assert over_the_edge(made) == []


def test_a_reviewed_translation_says_who_and_when(spoken: Rulebook, spanish: Words, rules: Rulebook) -> None:
    review = TranslationReview("Rosa Ibarra", rules.questionnaire.source.checked)
    text = plain(questionnaire(spoken, spanish, review))
    assert "Traducción revisada por Rosa Ibarra el " in text
    assert MARK not in text


def test_an_original_says_nothing_of_translations(rules: Rulebook, words: Words) -> None:
    for text in (plain(pdf_of(example_json("clinician-decided"), rules, words)), plain(questionnaire(rules, words))):
        assert "ranslation" not in text
