"""Words that promise or pass judgement stand in nothing that we show: no outcome is ever called harmless."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from clinicdesk.cli import main
from clinicdesk.resources import RULE_FOLDERS, folder, read_toml
from tests.health.keys import MODULES

FORBIDDEN = re.compile(r"\b(safe|unsafe|cleared|legal|lawful|hipaa)\b", re.IGNORECASE)
FOLDERS = {*RULE_FOLDERS, "demo", "documents", "locale"} - {"faq"}
"""What the FAQ says stands in `faq` for comparison only, and is shown nowhere."""

SHOWN = sorted(path for name in FOLDERS for path in (folder() / name).rglob("*.toml"))
QUOTED = {"source", "href"}
"""What others have written, as they wrote it."""


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Every text of a TOML table, but for quoted sources."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from () if name in QUOTED else texts(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one, key)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("name", [path.relative_to(folder()).as_posix() for path in SHOWN])
def test_no_shipped_text_has_a_forbidden_word(name: str) -> None:
    table = read_toml(name, (folder() / name).read_bytes())
    assert [text for text in texts(table) if FORBIDDEN.search(text)] == []


def test_no_help_has_a_forbidden_word() -> None:
    for words in ([], *([name] for name in main.commands)):
        said = CliRunner().invoke(main, [*words, "--help"]).stdout
        assert "Usage" in said
        assert FORBIDDEN.search(said) is None


def test_no_text_in_the_program_has_a_forbidden_word() -> None:
    said = [(module.name, text) for module in MODULES for text in spoken(module.tree)]
    assert len(said) > 1_000
    assert [(name, text) for name, text in said if FORBIDDEN.search(text)] == []


def spoken(tree: ast.AST) -> Iterator[str]:
    """Every text of a module but its docstrings, which only who reads the source is shown."""
    nodes = list(ast.walk(tree))
    explained = {node.value for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in explained:
            yield node.value


@pytest.mark.parametrize("text", ["It is Safe.", "cleared!", "a (legal) form", "HIPAA-ready", "UNSAFE"])
def test_the_measure_itself(text: str) -> None:
    assert FORBIDDEN.search(text)
    assert list(texts({"note": text, "source": {"title": text}, "list": [{"a": text}]})) == [text, text]


@pytest.mark.parametrize("text", ["unsafely", "clear", "cleared_by", "illegal", "safety", "legally"])
def test_other_words_are_no_concern_of_this_test(text: str) -> None:
    assert FORBIDDEN.search(text) is None
