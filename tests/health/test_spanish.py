"""Spanish as patients read it: easy enough, promising nothing, well punctuated, and without leftovers of English."""

import re
import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from clinicdesk.documents.says import _closed
from clinicdesk.documents.texts import form
from clinicdesk.model.dated import Reason
from clinicdesk.model.questionnaire import Questionnaire
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import folder, read_toml
from clinicdesk.words import Words, read_words
from tests.health.test_prose import KINDS, closed, labels, messages, part_texts, reason_texts
from tests.health.test_punctuation import doubled
from tests.health.test_words import texts

EASY = 60.0
"""What all texts of a kind reach together."""
NORMAL = 55.0
"""INFLESZ: from here on a text is normal, as one for patients has to be; each part of some length reaches it."""
HARDEST = 40.0
"""INFLESZ: below it a text is very hard; no sentence of staff or of a law is."""
SOME_WORDS, ENOUGH_WORDS = 15, 40

FORBIDDEN = re.compile(
    r"""\b(?:
        segur[oa]s?(?!\ médicos?\b|\ de\ auto\b) | segur(?:idad|amente) | asegur(?:a|an|amos)
        | inofensiv[oa]s? | inocu[oa]s? | autorizad[oa]s? | (?:i?legal(?:es|mente)?) | lícit[oa]s?
        | garanti\w+ | sin\ (?:ningún\ )?(?:riesgos?|peligros?) | hipaa
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What would promise or pass judgement. "Seguro" stands for insurance only, and then always as "seguro médico"."""

SAME = {"no", "total", "auditor", "Medicaid", "Medicare Advantage", "Plan", "PDF (*.pdf", "Total", "h  min", "min"}
"""Words that are the same in both languages."""

_WORD = re.compile(r"[a-záéíóúüñ]+", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_HIATUS = re.compile(r"[aeoáéó](?=[aeoáéóíú])|[íú](?=[aeoáéó])|[iuü](?=[íú])")


def syllables(word: str) -> int:
    """Spanish syllables: groups of vowels, split between strong ones and at an accented weak one."""
    plain = re.sub(r"qu(?=[eiéí])|gu(?=[eiéí])", "k", word.lower())
    plain = re.sub(r"y\b", "i", plain)
    groups = _VOWELS.findall(plain)
    return max(1, sum(1 + len(_HIATUS.findall(one)) for one in groups))


def ease(text: str) -> float:
    """Perspicuity by Szigriszt-Pazos, 206.835 - 62.3 syllables a word - words a sentence; the INFLESZ scale reads it.

    Barrio-Cantalejo and others, An. Sist. Sanit. Navar. 2008, 31(2): 135-152, who measured it on texts for patients:
    below 40 very hard, to 55 somewhat hard, to 65 normal, to 80 quite easy, above it very easy. As in the authors'
    program a colon and a semicolon end a sentence.
    """
    found = _WORD.findall(text)
    sentences = [one for one in _SENTENCE.split(text) if _WORD.search(one)]
    per_word = sum(map(syllables, found)) / len(found)
    return 206.835 - 62.3 * per_word - len(found) / len(sentences)


@pytest.fixture(scope="module")
def spanish() -> Words:
    """The catalogue."""
    return read_words("es")


@pytest.fixture(scope="module")
def asked(rules: Rulebook) -> Questionnaire:
    """The questions."""
    return rules.in_language("es").questionnaire


def long_enough(found: Mapping[str, str], least: int) -> dict[str, str]:
    told = {place: closed(iter([text])) for place, text in found.items()}
    return {place: text for place, text in told.items() if len(_WORD.findall(text)) >= least}


def below(found: Mapping[str, str], bar: float) -> dict[str, float]:
    return {place: round(ease(text), 1) for place, text in found.items() if ease(text) < bar}


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_easy_enough_in_all_and_part_by_part(kind: str) -> None:
    parts = dict(part_texts(form(kind, "es")))
    assert ease(" ".join(parts.values())) >= EASY
    assert below(long_enough(parts, ENOUGH_WORDS), NORMAL) == {}


def test_the_questions_are_easy_enough(asked: Questionnaire) -> None:
    """Names of medicines and illnesses stand in the help, which counts in all but not by itself."""
    told = {item.link_id: item.text for item in asked.items}
    assert ease(closed(iter([*told.values(), *(item.help for item in asked.items)]))) >= EASY
    assert ease(closed(iter(told.values()))) >= EASY
    assert below(long_enough(told, SOME_WORDS - 5), HARDEST) == {}


def test_what_staff_read_about_findings_is_easy_enough(rules: Rulebook) -> None:
    told = messages(rules.in_language("es"))
    assert ease(closed(iter(told.values()))) >= NORMAL
    assert below(long_enough(told, SOME_WORDS), HARDEST) == {}
    assert [one for one in told.values() if len(one.split(": ", 1)[1]) > 90] == []


def test_sentences_around_the_papers_and_reasons_are_easy_enough(spanish: Words) -> None:
    around = long_enough(labels(spanish), 6)
    reasons = long_enough(reason_texts(spanish), 6)
    for told in (around, reasons):
        assert len(told) > 20
        assert ease(" ".join(told.values())) >= NORMAL
        assert below({place: text for place, text in told.items() if len(text.split()) >= SOME_WORDS}, HARDEST) == {}


def shipped() -> Iterator[tuple[str, str]]:
    """Every Spanish text with its file; sources are quoted as others have written them."""
    files = [
        *(folder() / "locale" / "es").glob("*.toml"),
        *(folder() / "documents").glob("*/es.toml"),
        folder() / "screening" / "dry-needling.es.toml",
    ]
    for path in sorted(files):
        table: dict[str, Any] = read_toml(path.name, path.read_bytes())
        yield from ((f"{path.parent.name}/{path.name}", text) for text in texts(table))


def test_no_spanish_word_promises() -> None:
    told = list(shipped())
    assert len(told) > 1_500
    assert [(name, text) for name, text in told if FORBIDDEN.search(text)] == []


def test_no_mark_stands_twice_and_questions_are_opened() -> None:
    told = [(name, text) for name, text in shipped() if name.endswith(".toml")]
    assert doubled(text for _, text in told) == []
    assert [
        one for one in told if one[1].count("?") != one[1].count("¿") or one[1].count("!") != one[1].count("¡")
    ] == []


def test_what_rules_say_is_marked_as_english(spanish: Words) -> None:
    said = [
        spanish.tell(Reason("practice.training", {"training": "Fifty hours."})),
        spanish.tell(Reason("practice.note", {"note": "See there."})),
        spanish.tell(Reason("coverage.note", {"note": "See there."})),
        spanish.say("paper.consent.quoted", text="I agree."),
        *form("consent", "es").parts["state"].paragraphs(gist="risks"),
    ]
    assert [one for one in said if "inglés" not in one] == []
    assert doubled(_closed(one) for one in said) == []


def test_no_english_is_left(spanish: Words, words: Words) -> None:
    def plain(text: str | Mapping[str, str]) -> str:
        return re.sub(r"\{\w+\}", "", text if isinstance(text, str) else text["other"]).strip(" .:,·×()…")

    left = {key: plain(text) for key, text in words.texts.items() if plain(text) == plain(spanish.texts[key])}
    assert {key for key, text in left.items() if re.search("[a-z]{3}", text) and text not in SAME} == {
        "ui.title",
        "ui.title_demo",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_has_the_parts_values_and_sources_of_the_english_one(kind: str) -> None:
    def values(texts: tuple[str, ...]) -> set[str]:
        return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    english, other = form(kind, "en"), form(kind, "es")
    assert list(english.parts) == list(other.parts)
    assert english.sources == other.sources
    for one, same in zip(english.parts.values(), other.parts.values(), strict=True):
        assert (one.sources, len(one.text), len(one.items)) == (same.sources, len(same.text), len(same.items))
        assert (bool(one.heading), values((*one.text, *one.items))) == (
            bool(same.heading),
            values((*same.text, *same.items)),
        )
    told = [(one.sources, re.findall(r"\d+(?:,\d{3})*", one.rate)) for one in other.figures]
    assert [(sources, sorted(found)) for sources, found in told] == [
        (one.sources, sorted(re.findall(r"\d+(?:,\d{3})*", one.rate))) for one in english.figures
    ]


@pytest.mark.parametrize(
    ("word", "count"),
    [(word, 1) for word in ("que", "y", "ley")]
    + [(word, 2) for word in ("punción", "sangre", "días", "guía", "según", "país", "leer")]
    + [(word, 3) for word in ("aguja", "cuidado", "poeta", "seguro", "médico", "pingüino")],
)
def test_the_count_of_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_measure_itself() -> None:
    assert ease("El gato está en la casa. Come pan.") > 90
    assert ease("La interdisciplinariedad institucional posibilita intervenciones multidimensionales.") < 0
    assert below({"a": "El gato come pan."}, NORMAL) == {}


@pytest.mark.parametrize(
    "text",
    ["Es seguro.", "una aguja segura", "con toda seguridad", "está autorizado", "es legal", "sin riesgo", "HIPAA"],
)
def test_what_promises_is_found(text: str) -> None:
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize(
    "text", ["su seguro médico", "seguro de auto", "autorización previa", "la aseguradora", "No sé"]
)
def test_what_promises_nothing_is_left_alone(text: str) -> None:
    assert FORBIDDEN.search(text) is None
