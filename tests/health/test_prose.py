"""Our prose on paper: grade 8 at most by Flesch and Kincaid, in all and part by part; no words that promise."""

import re
import string
from collections.abc import Iterator

import pytest

from clinicdesk.documents.texts import Form, form
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import folder
from clinicdesk.words import Words

KINDS = sorted(path.name for path in (folder() / "documents").iterdir() if path.is_dir())
GRADE = 8.0
ENOUGH_WORDS = 40
HARDEST = 12.0
SOME_WORDS = 15
"""A text of so many words is measured by itself too; legal names count as the words that they are."""

FORBIDDEN = re.compile(r"\b(safe|safely|safety|unsafe|cleared?|legal(ly)?|lawful|hipaa|guaranteed?)\b", re.IGNORECASE)

_ENDINGS = re.compile(r"(?:[^laeiouy]es|[^td]ed|[^l]e)$")
_SENTENCE = re.compile(r"[.!?]+(?:\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


def syllables(word: str) -> int:
    """Groups of vowels, less a mute ending."""
    word = word.lower().strip("'’-")
    groups = len(re.findall(r"[aeiouy]+", word))
    if groups > 1 and _ENDINGS.search(word):
        groups -= 1
    return max(groups, 1)


def grade(text: str) -> float:
    """Flesch-Kincaid grade of a text."""
    found = _WORD.findall(text)
    sentences = [one for one in _SENTENCE.split(text) if _WORD.search(one)]
    per_word = sum(syllables(part) for word in found for part in word.split("-") if part) / len(found)
    return 0.39 * len(found) / len(sentences) + 11.8 * per_word - 15.59


def closed(texts: Iterator[str]) -> str:
    """Texts as sentences: what has no end of its own gets one; a value counts as one short word."""
    plain = (re.sub(r"\{\w+\}", "it", text).removesuffix(":") for text in texts)
    return " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in plain if text)


def part_texts(texts: Form) -> Iterator[tuple[str, str]]:
    """Each part with its heading, paragraphs and list."""
    for part in texts.parts.values():
        yield part.id, closed(iter((part.heading, *part.text, *part.items)))
    yield "figures", closed(one.event for one in texts.figures)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_reads_at_grade_8(kind: str) -> None:
    parts = dict(part_texts(form(kind, "en")))
    assert grade(" ".join(parts.values())) <= GRADE
    hard = {name: round(grade(text), 1) for name, text in parts.items() if len(_WORD.findall(text)) > ENOUGH_WORDS}
    assert {name: found for name, found in hard.items() if found > GRADE} == {}


def labels(words: Words) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, text in words.texts.items():
        if key.startswith("paper."):
            found[key] = text if isinstance(text, str) else text["other"]
    return found


def test_sentences_around_the_papers_read_at_grade_8(words: Words) -> None:
    sentences = [text for text in labels(words).values() if len(_WORD.findall(text)) > 5]
    assert grade(closed(iter(sentences))) <= GRADE


def rule_texts(rules: Rulebook) -> dict[str, str]:
    """Every text of payers, states and notices that a sheet prints, by where it stands."""
    found: dict[str, str] = {}
    for payer in rules.payers.values():
        found[f"{payer.id}: note"] = payer.note
        found |= {f"{payer.id}[{at}]: note": one.note for at, one in enumerate(payer.policies)}
    for state in rules.states.values():
        found |= {f"{state.id}[{at}]: training": one.training for at, one in enumerate(state.practice)}
        found |= {f"{state.id}[{at}]: note": one.note for at, one in enumerate(state.practice)}
        found |= {f"{state.id}: gist {at}": one.gist for at, one in enumerate(state.consent)}
    found |= {f"{kind}: note": notice.note for kind, notice in rules.notices.items()}
    return {place: text for place, text in found.items() if text}


def reason_texts(words: Words) -> dict[str, str]:
    """Every sentence of a reason, and every part of one."""
    sentences = {key: text for key, text in words.texts.items() if key.startswith("reason.")}
    told = {key: text if isinstance(text, str) else text["other"] for key, text in sentences.items()}
    return {key: text for key, text in told.items() if _WORD.search(re.sub(r"\{\w+\}", "", text))}


def messages(rules: Rulebook) -> dict[str, str]:
    """What screening finds, with its label, as a paper has it."""
    return {
        f"{item.link_id}[{at}]": f"{item.label}: {trigger.message}"
        for item in rules.questionnaire.items
        for at, trigger in enumerate(item.triggers)
    }


def hard(texts: dict[str, str]) -> dict[str, float]:
    """The texts of some length that are far above the grade, each by itself."""
    long = {place: closed(iter([text])) for place, text in texts.items() if len(_WORD.findall(text)) >= SOME_WORDS}
    return {place: round(grade(text), 1) for place, text in long.items() if grade(text) > HARDEST}


def test_what_payers_and_states_are_said_to_say_reads_at_grade_8(rules: Rulebook) -> None:
    texts = rule_texts(rules)
    assert len(texts) > 100
    assert grade(closed(iter(texts.values()))) <= GRADE
    assert hard(texts) == {}


def test_reasons_read_at_grade_8(words: Words) -> None:
    texts = reason_texts(words)
    assert len(texts) > 100
    assert grade(closed(iter(texts.values()))) <= GRADE
    assert hard(texts) == {}


def test_screening_messages_read_at_grade_8(rules: Rulebook) -> None:
    texts = messages(rules)
    assert len(texts) > 60
    assert grade(closed(iter(texts.values()))) <= GRADE
    assert hard(texts) == {}


def test_no_word_promises(words: Words) -> None:
    texts = [text for kind in KINDS for text in (form(kind, "en").title, *dict(part_texts(form(kind, "en"))).values())]
    assert [text for text in (*texts, *labels(words).values()) if FORBIDDEN.search(text)] == []


def test_every_figure_of_a_risk_has_a_study_with_its_year() -> None:
    consent = form("consent", "en")
    for one in consent.figures:
        assert all(re.search(r" (19|20)\d\d", consent.sources[name].title) for name in one.sources)
    everything = " ".join(text for _, text in part_texts(consent))
    assert "%" not in everything
    assert not re.search(r"lung[^.]*\d|\d[^.]*lung", everything)


@pytest.mark.parametrize("kind", KINDS)
def test_only_values_that_the_program_puts_in(kind: str) -> None:
    known = {"gist", "clinic", "phone", "until", "fields", "payer", "amount"}
    known |= {"service", "sessions", "count", "first", "last", "profession"} if kind == "abn" else set()
    for part in form(kind, "en").parts.values():
        for text in (*part.text, *part.items):
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name is not None} <= known


def test_the_measure_itself() -> None:
    assert [syllables(word) for word in ("needle", "treatment", "signed", "acupuncture", "the", "sore")] == [
        2,
        2,
        1,
        4,
        1,
        1,
    ]
    assert grade("The cat sat on the mat.") < 1
    assert hard({"a": "The cat sat. " * 9, "b": "Multidisciplinary rehabilitation."}) == {}
    assert list(hard({"a": "Multidisciplinary rehabilitation " * 8})) == ["a"]
    assert grade("Multidisciplinary rehabilitation necessitates comprehensive interprofessional communication.") > 20
