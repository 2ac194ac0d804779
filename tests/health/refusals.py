"""What the program refuses with: the texts that go into refusals, read from the source; nothing is run."""

import ast
from collections.abc import Iterator
from importlib import import_module

from clinicdesk import errors
from tests.health.keys import SOURCE

FLOORS = ("desk", "documents", "exchange", "store", "ui")
"""Where refusals are raised that reach the screens; the command line speaks English."""

_WORDED = {"refuse": 1, "Problem": 1, "CellRefused": 0, "NotTyped": 0, "said": 0, "problem": 1, "problem_at": 1}
_WORDED |= {"unknown": 1, "unknown_at": 2, "_wrong": 2, "_refused": 0}
"""Beside the errors themselves, what takes such a text, and at which place."""

_SECOND = {("store/backup_check.py", "_refused"): 1, ("store/json_file.py", "_refused"): 1}
_TEXT_FIRST = {("exchange/day_list.py", "problem")}

RETURN_THEM = (
    ("store/telling.py", "_sentence"),
    ("store/trail_faults.py", "_sentence"),
    ("store/trail_faults.py", "_out_of_place"),
    ("store/looking.py", "_why_not"),
    ("exchange/checks.py", "_answer_problem"),
    ("exchange/day_list.py", "_missing"),
    ("exchange/node.py", "_share_problem"),
    ("exchange/visit_file.py", "_other_format"),
    ("desk/signing_who.py", "_wrong"),
)


def _errors() -> set[str]:
    return {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.ClinicdeskError) and not _has_problems(kind)
    }


def _has_problems(kind: type) -> bool:
    return issubclass(kind, errors.WithProblems | errors.RulesRefused)


def _name(call: ast.Call) -> str:
    made = call.func
    return made.id if isinstance(made, ast.Name) else made.attr if isinstance(made, ast.Attribute) else ""


def _place(where: str, name: str, known: set[str]) -> int | None:
    if (where, name) in _TEXT_FIRST:
        return 0
    return _SECOND.get((where, name), 0 if name in known else _WORDED.get(name))


def arguments() -> Iterator[tuple[str, str, ast.expr]]:
    """Every text that goes into a refusal: module, the call's name, and the expression."""
    known = _errors()
    for path in sorted(SOURCE.rglob("*.py")):
        where = path.relative_to(SOURCE).as_posix()
        if where.split("/")[0] not in FLOORS:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and (at := _place(where, _name(node), known)) is not None:
                for one in node.args[at : at + 1]:
                    yield where, _name(node), one


def literals(where: str, node: ast.expr) -> Iterator[str]:
    """The texts that an expression can be, where it says so itself: literals, constants of its module, conditions."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(where, node.body)
        yield from literals(where, node.orelse)
    elif isinstance(node, ast.Name) and node.id.isupper():
        told = getattr(import_module(f"clinicdesk.{where.removesuffix('.py').replace('/', '.')}"), node.id)
        if isinstance(told, str):
            yield told


def templates() -> dict[str, str]:
    """Each text, as its translation is looked up by, with the module that it is in."""
    return {text: where for where, _, node in arguments() for text in literals(where, node) if text}


def joined() -> list[str]:
    """Refusals that are put together as f-strings: no translation can be looked up for them."""
    return [f"{where}:{node.lineno}" for where, _, node in arguments() if isinstance(node, ast.JoinedStr)]


def returned() -> Iterator[str]:
    """The texts that functions give which make nothing but refusals."""
    for where, name in RETURN_THEM:
        tree = ast.parse((SOURCE / where).read_text())
        (made,) = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == name]
        for node in ast.walk(made):
            if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
                yield from (one for one in literals(where, node.value) if one)


def every_text() -> set[str]:
    """Every text that stands anywhere in the program."""
    trees = (ast.parse(path.read_text()) for path in SOURCE.rglob("*.py"))
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
