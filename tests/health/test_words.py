"""Words that promise or pass judgement stand in nothing that we show: no outcome is ever called harmless."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import click
import pytest

from clinicdesk.cli import main
from clinicdesk.resources import RULE_FOLDERS, folder, read_toml
from tests.health.keys import MODULES

FORBIDDEN = re.compile(r"\b(safe|unsafe|cleared|legal|lawful|hipaa)\b", re.IGNORECASE)
FOLDERS = {*RULE_FOLDERS, "documents", "locale"} - {"faq"}
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
    for command in (main, *main.commands.values()):
        said = command.get_help(click.Context(command, info_name="clinicdesk"))
        assert FORBIDDEN.search(said) is None


def test_no_text_in_the_program_has_a_forbidden_word() -> None:
    found = [
        (f"{module.name}:{node.lineno}", node.value)
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in explained(module.tree)
        and FORBIDDEN.search(node.value)
    ]
    assert found == []


def explained(tree: ast.AST) -> list[ast.expr]:
    """The docstrings: nobody is shown them but who reads the source, and whom a command's help tells."""
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]


@pytest.mark.parametrize("text", ["It is Safe.", "cleared!", "a (legal) form", "HIPAA-ready", "UNSAFE"])
def test_the_measure_itself(text: str) -> None:
    assert FORBIDDEN.search(text)
    assert list(texts({"note": text, "source": {"title": text}, "list": [{"a": text}]})) == [text, text]


@pytest.mark.parametrize("text", ["unsafely", "clear", "cleared_by", "illegal", "safety", "legally"])
def test_other_words_are_no_concern_of_this_test(text: str) -> None:
    assert FORBIDDEN.search(text) is None
