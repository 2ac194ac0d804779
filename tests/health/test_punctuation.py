"""No mark of punctuation stands twice, or apart from its word, in any shipped text as it is printed."""

import re
from collections.abc import Iterator

import pytest

from clinicdesk.documents.says import _closed
from clinicdesk.documents.texts import form
from clinicdesk.model.dated import Reason
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import folder
from clinicdesk.rulebook.stale import every_rule
from clinicdesk.words import Words
from tests.health.test_prose import rule_texts

DOUBLED = re.compile(r"(?:(?<![A-Z])\.|[,;:!?])[)\"”’]*[.,;:]|[.!?][.!?]|\s[.,;:!?)]|\(\s")
KINDS = sorted(path.name for path in (folder() / "documents").iterdir() if path.is_dir())


def doubled(texts: Iterator[str]) -> list[str]:
    """The texts with a mark too many."""
    return [text for text in texts if DOUBLED.search(text.replace(":,}", "}"))]


def test_rules_as_reasons_tell_them(rules: Rulebook, words: Words) -> None:
    texts = rule_texts(rules).values()
    told = [words.tell(Reason("practice.training", {"training": text})) for text in texts]
    told += [words.tell(Reason("coverage.note", {"note": text})) for text in texts]
    assert doubled(_closed(one) for one in told) == []
    gaps = [text for gist in texts for text in form("consent", "en").parts["state"].paragraphs(gist=gist)]
    assert doubled(iter(gaps)) == []


def test_sources_as_papers_cite_them(rules: Rulebook, words: Words) -> None:
    sources = {rule.source for _, rule in every_rule(rules)}
    sources |= {one for item in rules.questionnaire.items for one in item.sources}
    keys = ("paper.source.rule", "paper.source.policy", "paper.status.listed")
    told = [words.say(key, title=one.title, checked=one.checked) for key in keys for one in sources]
    assert len(told) > 200
    assert doubled(iter(told)) == []


def test_findings_as_papers_tell_them(rules: Rulebook, words: Words) -> None:
    items = rules.questionnaire.items
    told = [
        words.say(f"paper.status.finding.{one.scope}", severity=one.severity, label=item.label, message=one.message)
        for item in items
        for one in item.triggers
    ]
    assert doubled(iter(told)) == []
    assert doubled(text for item in items for text in (item.text, item.help, *item.options.values())) == []


def test_the_catalogue(words: Words) -> None:
    texts = [one for text in words.texts.values() for one in ([text] if isinstance(text, str) else text.values())]
    assert doubled(iter(texts)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_papers_own_texts(kind: str) -> None:
    parts = form(kind, "en").parts.values()
    assert doubled(text for part in parts for text in (part.heading, *part.text, *part.items)) == []


@pytest.mark.parametrize("text", ["with a license.). Next", "done..", "a , b", "a;, b", "What?.", "( a", 'so.".'])
def test_the_measure_itself(text: str) -> None:
    assert doubled(iter([text])) == [text]


@pytest.mark.parametrize(
    "text", ["He said so. (An aside.) Next", "rule 4 CCR 732-1, 11: x", "at 10:30, e.g. here", "a.b", "F.A.C., 2024"]
)
def test_what_is_no_fault(text: str) -> None:
    assert doubled(iter([text])) == []


def test_a_note_that_ends_in_a_bracket_gets_no_second_stop() -> None:
    assert _closed("See there. (An older rule.)") == "See there. (An older rule.)"
    assert _closed("See there (an older rule)") == "See there (an older rule)."
