"""What every test may use: the shipped rule book, the words, the example visits."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Visit
from clinicdesk.resources import folder, rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import Words, read_words

settings.register_profile(
    "quick", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("quick")

CASES = Path(__file__).parent / "cases"
DOCS = Path(__file__).parent.parent / "docs"
EXAMPLES = sorted(path.stem for path in (folder() / "examples").glob("*.json"))


def example_bytes(name: str) -> bytes:
    """An example visit file as it stands."""
    return (folder() / "examples" / f"{name}.json").read_bytes()


def example_json(name: str) -> dict[str, Any]:
    """An example visit file as plain values, to be changed at will."""
    value: dict[str, Any] = json.loads(example_bytes(name))
    return value


def expected(name: str) -> dict[str, Any]:
    """What must come of an example visit."""
    value: dict[str, Any] = json.loads((CASES / "examples" / f"{name}.expected.json").read_bytes())
    return value


def as_visit(value: Any, rules: Rulebook) -> Visit:
    """Plain values through the reader."""
    return read_visit(json.dumps(value).encode(), rules)


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    """The rule book that ships."""
    return load(rule_files())


@pytest.fixture(scope="session")
def words() -> Words:
    """The English catalogue."""
    return read_words("en")
