"""The program's own text: exact numbers, no clock and no chance in the engine, short modules, no leftovers."""

import ast
import re
import subprocess
from pathlib import Path
from tokenize import COMMENT, generate_tokens

import pytest

from tests.health.keys import MODULES, SOURCE, Module

ROOT = SOURCE.parent
PURE = [module for module in MODULES if module.name.startswith(("engine/", "model/"))]
LONGEST_MODULE = 400
USUAL_FUNCTION = 30
MOST_COMMENTS = 0.05
ELSEWHERE = re.compile("|".join(("[.][.]/sha" + "red", "/wo" + "rk/", "/ro" + "ot/", "(?<![A-Za-z_.])/t" + "mp/")))
REGISTRY = re.compile(r"https?://[^\s\"]*(pythonhosted|pypi|jfrog|nexus|artifact" + "ory)")
LEFT_OVER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X:")) + r")\b")


def tracked() -> list[Path]:
    """Every file of the checkout's index that is there; all of its files where it is no checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    found = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in found if path.is_file()] or [module_path(module) for module in MODULES]


def module_path(module: Module) -> Path:
    return SOURCE / module.name


def text_of(path: Path) -> str:
    """The text of a file; empty where it is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ""


def pure(name: str, tree: ast.AST) -> list[str]:
    """What an engine may not have: floats, division, the clock, chance."""
    found: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float()) | ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                found.append(node)
            case ast.Attribute(attr="today" | "now" | "utcnow" | "fromtimestamp"):
                found.append(node)
            case ast.Name(id="float" | "time" | "random" | "open" | "print" | "input", ctx=ast.Load()):
                found.append(node)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                module_name = getattr(node, "module", None) or ""
                if {"time", "random", "decimal", "math", "os"} & {module_name, *(one.name for one in names)}:
                    found.append(node)
    return [f"{name}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)}" for node in found]


def test_engine_and_model_have_no_floats_no_division_no_clock_and_no_chance() -> None:
    assert len(PURE) > 25
    assert [line for module in PURE for line in pure(module.name, module.tree)] == []


@pytest.mark.parametrize(
    "line",
    [
        "a = 0.5",
        "a = b / c",
        "a /= b",
        "date.today()",
        "datetime.utcnow()",
        "import random",
        "from time import time",
        "float(a)",
    ],
)
def test_what_the_engine_may_not_have_is_seen(line: str) -> None:
    assert pure("x.py", ast.parse(line))


def test_every_module_says_first_what_it_is() -> None:
    for module in MODULES:
        first = module.tree.body[0]
        assert ast.get_docstring(module.tree), module.name
        assert first.lineno == 1, module.name
        assert len((ast.get_docstring(module.tree) or "").splitlines()[0].split()) >= 3, module.name


def test_modules_are_short() -> None:
    lengths = {module.name: len(text_of(module_path(module)).splitlines()) for module in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_nine_of_ten_functions_are_short() -> None:
    lengths = [(one.end_lineno or 0) - one.lineno + 1 for module in MODULES for one in module.functions(module.tree)]
    short = sum(length < USUAL_FUNCTION for length in lengths)
    assert short >= 0.9 * len(lengths)


def test_comments_are_few() -> None:
    lines = comments = 0
    for module in MODULES:
        with module_path(module).open(encoding="utf-8") as file:
            comments += sum(token.type == COMMENT for token in generate_tokens(file.readline))
        lines += len(text_of(module_path(module)).splitlines())
    assert comments < MOST_COMMENTS * lines


def test_no_fault_is_swallowed_whole() -> None:
    broad = [
        f"{module.name}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or "Exception" in {one.id for one in ast.walk(node.type) if isinstance(one, ast.Name)})
    ]
    assert broad == []


def test_no_tracked_file_tells_where_it_was_made_or_fetched() -> None:
    found = [
        (path.relative_to(ROOT).as_posix(), match[0])
        for path in tracked()
        for pattern in (ELSEWHERE, REGISTRY)
        if (match := pattern.search(text_of(path)))
    ]
    assert found == []


def test_nothing_is_left_to_do_in_a_comment() -> None:
    found = [path.relative_to(ROOT).as_posix() for path in tracked() if LEFT_OVER.search(text_of(path))]
    assert found == []


def test_every_tracked_text_is_utf_8_with_plain_line_breaks() -> None:
    for path in tracked():
        if path.suffix not in {".db", ".png", ".ttf"}:
            assert b"\r" not in path.read_bytes(), path
            assert path.read_bytes().decode("utf-8") is not None, path
