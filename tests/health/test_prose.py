"""Our prose on paper: grade 8 at most by Flesch and Kincaid, in all and part by part; no words that promise."""

import re
import string
from collections.abc import Iterator

import pytest

from clinicdesk.documents.texts import Form, form
from clinicdesk.resources import folder
from clinicdesk.words import Words

KINDS = sorted(path.name for path in (folder() / "documents").iterdir() if path.is_dir())
GRADE = 8.0
ENOUGH_WORDS = 40
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
    assert grade("Multidisciplinary rehabilitation necessitates comprehensive interprofessional communication.") > 20
