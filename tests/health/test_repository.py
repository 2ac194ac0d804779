"""The repository keeps its own promises: documents name what exists, nothing is tied to one machine, the core is pure."""

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinicdesk.resources import folder
from tests.conftest import CASES

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "resources").rglob("*.md")])
CORE = sorted([*(ROOT / "clinicdesk/engine").glob("*.py"), *(ROOT / "clinicdesk/model").glob("*.py")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"`((?:clinicdesk|resources|tests|docs|packaging|requirements|\.ci)(?:/[\w.\-]+)+/?)`")
ELSEWHERE = ("../" + "shared", "/" + "work/", "/" + "root/", "/" + "home/", "/" + "Users/", "C:" + "\\Users")
TEXTS = {".py", ".toml", ".md", ".json", ".txt", ".in", ".yml", ".yaml", ".cfg", ".sh", ""}


def ours() -> list[Path]:
    """Every text file of the repository, as git sees it; all files where there is no git."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    names = told.stdout.splitlines() if told.returncode == 0 else []
    found = [ROOT / name for name in names] or [path for path in ROOT.rglob("*") if ".venv" not in path.parts]
    return [path for path in found if path.is_file() and path.suffix in TEXTS]


def test_there_are_documents() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in DOCUMENTS}
    assert {"README.md", "docs/architecture.md", "docs/glossary.md", "docs/decisions/README.md"} <= names


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_that_a_document_names_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    for link in LINK.findall(text):
        assert (path.parent / link).exists(), link
    for name in NAMED.findall(text):
        assert (ROOT / name).exists(), name


def test_every_decision_is_listed_and_every_listed_one_is_there() -> None:
    decisions = ROOT / "docs/decisions"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (decisions / "README.md").read_text("utf-8"))
    assert listed == sorted(path.name for path in decisions.glob("[0-9]*.md"))
    assert [name[:4] for name in listed] == [f"{number:04d}" for number in range(1, len(listed) + 1)]


def test_the_schema_of_the_documents_is_that_of_the_tests() -> None:
    told = json.loads((ROOT / "docs/visit.schema.json").read_bytes())
    assert told == json.loads((CASES / "visit.schema.json").read_bytes())


def test_nothing_is_tied_to_one_machine() -> None:
    for path in ours():
        text = path.read_text("utf-8")
        for word in ELSEWHERE:
            assert word not in text, f"{path.relative_to(ROOT)}: {word}"


def test_every_make_target_that_a_document_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for path in DOCUMENTS:
        named = re.findall(r"`make ([a-z]+)", path.read_text("utf-8"))
        assert set(named) <= targets, path


def test_every_command_that_a_document_shows_is_there() -> None:
    commands = {"sheet", "lookup", "questionnaire", "check-rules"}
    for path in DOCUMENTS:
        named = re.findall(r"\bclinicdesk ([a-z][a-z-]+)(?= [-A-Z\"a-z.\[]|`)", path.read_text("utf-8"))
        assert {one for one in named if one in commands or "-" in one} <= commands, path


def nodes(path: Path) -> Iterator[ast.AST]:
    """Everything in a module."""
    return ast.walk(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", CORE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_core_has_no_float_no_clock_and_no_chance(path: Path) -> None:
    for node in nodes(path):
        where = f"{path.name}:{getattr(node, 'lineno', '')}"
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float | complex), where
        if isinstance(node, ast.BinOp | ast.AugAssign):
            assert not isinstance(node.op, ast.Div), where
        if isinstance(node, ast.Name):
            assert node.id not in {"float", "round", "open", "print", "input", "eval", "exec", "complex"}, where
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"today", "now", "utcnow", "time", "random", "read_text", "read_bytes"}, where
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            assert {name.split(".")[0] for name in names} <= {
                "clinicdesk", "collections", "dataclasses", "datetime", "enum", "functools", "itertools", "operator",
                "re", "types", "typing",
            }, where  # fmt: skip


def test_the_core_changes_nothing_that_others_see() -> None:
    """Every record of the model is frozen, and no module keeps anything that changes."""
    for path in CORE:
        for node in nodes(path):
            for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
                if "dataclass" in ast.unparse(decorator):
                    assert "frozen=True" in ast.unparse(decorator), f"{path.name}:{node.lineno}"
            assert not isinstance(node, ast.Global), path


def test_modules_stay_small() -> None:
    for path in (ROOT / "clinicdesk").rglob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 400, path


def test_every_example_is_a_case_with_its_result() -> None:
    examples = {path.stem for path in (folder() / "examples").glob("*.json")}
    assert examples == {path.name.removesuffix(".expected.json") for path in (CASES / "examples").iterdir()}
    told = (folder() / "examples/README.md").read_text("utf-8")
    assert all(name in told for name in examples)
