"""Which keys of the catalogues the program asks for, and with what values: read from the source, nothing is run.

A key is followed through conditions, f-strings, local names, loops, parameters and what functions return. What cannot
be followed has its alternatives in `KNOWN`, by the expression as it is written.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import NamedTuple

from clinicdesk.desk.ahead import Anew
from clinicdesk.desk.lacking import Lack
from clinicdesk.desk.next_step import Next
from clinicdesk.desk.paper_list import PaperState
from clinicdesk.desk.retention import Because
from clinicdesk.desk.rule_list import RuleGroup
from clinicdesk.desk.standing_plan import Part
from clinicdesk.documents import amounts, glyphs
from clinicdesk.engine import notices, policy
from clinicdesk.exchange.coverage import TELLERS
from clinicdesk.model.clinic import Clinic
from clinicdesk.model.coverage import Coordination
from clinicdesk.model.estimate import NotPaid
from clinicdesk.model.payer import COVERED, CoverageStatus
from clinicdesk.model.people import Patient, Practitioner, Profession
from clinicdesk.model.practice import PracticeStatus
from clinicdesk.model.questionnaire import Scope
from clinicdesk.model.records import VisitState
from clinicdesk.model.screening import Outcome
from clinicdesk.model.visit import Decision
from clinicdesk.ui.door import first_run
from clinicdesk.ui.estimate import cost_model
from clinicdesk.ui.pages import MENU
from clinicdesk.ui.papers import parts as papers_parts
from clinicdesk.ui.papers.todo import Todo
from clinicdesk.ui.patients import person_words
from clinicdesk.ui.rules import page as rules_page
from clinicdesk.ui.settings import page as settings_page
from clinicdesk.ui.settings import people
from clinicdesk.ui.today import acts
from clinicdesk.ui.today.board_model import FILTERS
from clinicdesk.ui.visit import holds
from clinicdesk.ui.visit.page import RETURN, STEPS

SOURCE = Path(notices.__file__).parent.parent
_NOBODY = Practitioner(name="", profession=Profession.PT)
_EMPTY = Clinic(name="", state="NC", practitioner=_NOBODY)
LIKELY = (
    "same_name",
    "similar_name",
    "names_swapped",
    "same_family_name",
    "same_given_name",
    "same_birth_date",
    "swapped_birth_day_month",
    "similar_birth_date",
    "same_phone",
)
"""Why a record may be the same person: `store/likely.py`."""

_LACKING = (*notices._missing(_EMPTY), *Patient(given_name="", family_name="", birth_date=None).not_known)

COLUMNS = {*amounts._WITH_PLAN, *amounts._WITHOUT_PLAN, "patient", "left_open", "expected_charge"}
"""The amounts that a table of costs can have."""

KNOWN: Mapping[tuple[str, str], Iterable[str]] = {
    ("ui/door/first_run.py", "PAGES[at]"): first_run.PAGES,
    ("ui/rules/page.py", "rule.group.value"): RuleGroup,
    ("ui/rules/page.py", "one.value"): RuleGroup,
    ("ui/rules/page.py", "one"): rules_page.WHICH,
    ("ui/settings/page.py", "name"): settings_page.SECTIONS,
    ("ui/settings/section.py", "name"): settings_page.SECTIONS,
    ("ui/settings/people.py", "code"): people.ACTS,
    ("ui/shell.py", "name"): MENU,
    ("ui/visit/page.py", "key"): {*STEPS, RETURN},
    ("ui/visit/side.py", "outcome.value"): Outcome,
    ("ui/papers/parts.py", "name"): {*papers_parts.PARTS, papers_parts.DUE},
    ("ui/papers/tables.py", "state.value"): PaperState,
    ("desk/handed_over.py", "one"): _LACKING,
    ("ui/visit/papers_step.py", "todo.value"): Todo,
    ("ui/questions/head.py", "basis.anew.value"): Anew,
    ("ui/today/acts.py", "name"): acts._KEYS,
    ("ui/today/board_view.py", "state"): VisitState,
    ("ui/today/choosing.py", "one"): LIKELY,
    ("ui/today/head.py", "day.weekday()"): [str(day) for day in range(7)],
    ("ui/today/head.py", "name"): FILTERS,
    ("ui/today/lines.py", "state"): VisitState,
    ("ui/today/lines.py", "lack.code"): set(Lack) - {Lack.COLLECT},
    ("ui/visit/holds.py", "one.part"): Part,
    ("ui/visit/holds.py", "one.part.value"): (Part.SCREENING, Part.ESTIMATE, Part.CONSENT, Part.COVERAGE_CHECK),
    ("ui/visit/holds.py", "step"): {*holds.MENDED_AT.values(), "coverage"},
    ("ui/visit/return_step.py", "self._next"): Next,
    ("words.py", "day.month"): [str(month) for month in range(1, 13)],
    ("ui/whom.py", "day.month"): [str(month) for month in range(1, 13)],
    ("engine/practice.py", "rule.status"): PracticeStatus,
    ("engine/explain.py", "line.not_paid"): NotPaid,
    ("engine/explain.py", "line.status"): set(CoverageStatus) - COVERED,
    ("engine/explain.py", "second.coordination"): Coordination,
    ("engine/coverage_reasons.py", "'_'.join(known)"): ["from", "to", "from_to"],
    ("engine/notices.py", "one"): _LACKING,
    ("engine/policy.py", "condition"): policy._SCOPE | policy._FACTS,
    ("documents/amounts.py", "self.told"): COLUMNS,
    ("documents/glyphs.py", "key"): glyphs.PLACES,
    ("documents/compose_estimate.py", "one"): _LACKING,
    ("documents/compose_review.py", "one"): Decision,
    ("documents/compose_review.py", "one.scope"): Scope,
    ("documents/compose_status.py", "one.scope"): Scope,
    ("documents/compose_status.py", "decision.decision"): Decision,
    ("ui/estimate/cost_model.py", "one"): {*cost_model.BEFORE, *COLUMNS},
    ("ui/patients/benefits_form.py", "told"): TELLERS,
    ("ui/patients/duplicates.py", "code"): LIKELY,
    ("ui/patients/more_part.py", "one.because.value"): Because,
    ("ui/patients/papers_part.py", "line.state.value"): PaperState,
    ("ui/patients/person_words.py", "name"): person_words.FIELDS,
    ("ui/patients/plan_words.py", "told.told_by"): TELLERS,
}
"""(module, expression) -> what it can be, where the source alone does not tell."""

KNOWN_VALUES = {("engine/coverage_reasons.py", "known"): {"from", "to"}}

MET: set[tuple[str, str]] = set()
"""Those of `KNOWN` that were come upon."""

_GENERIC = {
    ("words.py", "tell"),
    ("words.py", "word"),
    ("documents/case.py", "say"),
    ("model/dated.py", "of_rule"),
    ("ui/page.py", "say"),
    ("ui/patients/host.py", "say"),
    ("ui/shell.py", "say"),
    ("ui/foot.py", "say"),
    ("ui/visit/step.py", "say"),
    ("ui/settings/section.py", "say"),
}
"""Functions that pass a key on."""

Function = ast.FunctionDef


class Use(NamedTuple):
    """One place that asks for keys: where, which, and the values that it gives."""

    place: str
    keys: frozenset[str]
    values: frozenset[str]


class CannotFollow(Exception):
    """An expression that stands for a key and is not understood."""


class Module:
    """One source file."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(SOURCE).as_posix()
        self.tree = ast.parse(path.read_bytes())
        self.inside = {node: one for one in self.functions(self.tree) for node in ast.walk(one)}

    def functions(self, tree: ast.AST) -> Iterator[Function]:
        """Every function, the outer before the inner, so that the inner one counts."""
        return (node for node in ast.walk(tree) if isinstance(node, Function))


MODULES = [Module(path) for path in sorted(SOURCE.rglob("*.py"))]


def uses() -> list[Use]:
    """Every place in the program that makes a reason or says a sentence."""
    return [use for module in MODULES for node in ast.walk(module.tree) for use in _use(module, node)]


def _use(module: Module, node: ast.AST) -> Iterator[Use]:
    function = module.inside.get(node)
    if not isinstance(node, ast.Call) or (module.name, function.name if function else "") in _GENERIC:
        return
    called = ast.unparse(node.func)
    place = f"{module.name}:{node.lineno}"
    if called in {"Reason", "Reason.of_rule"}:
        given = node.keywords if called == "Reason.of_rule" else [ast.keyword(None, one) for one in node.args[1:2]]
        prefix = "reason."
    elif called.endswith("say"):
        given, prefix = node.keywords, _prefix(module, called)
    else:
        return
    found = _texts(module, function, node.args[0])
    keys = frozenset(key if key.startswith("ui.") else prefix + key for key in found)
    yield Use(place, keys, frozenset(_names(module, function, given)))


def _prefix(module: Module, called: str) -> str:
    """What a page's or a paper's own `say` puts before a key."""
    if "words" in called or module.name == "words.py":
        return ""
    return "ui." if module.name.startswith("ui/") else "paper."


def _texts(module: Module, function: Function | None, node: ast.expr) -> set[str]:
    """What a text can be."""
    known = KNOWN.get((module.name, ast.unparse(node)))
    if known is not None:
        MET.add((module.name, ast.unparse(node)))
        return {str(one) for one in known}
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=orelse):
            return _texts(module, function, body) | _texts(module, function, orelse)
        case ast.JoinedStr(values=values):
            return {"".join(parts) for parts in product(*(_texts(module, function, value) for value in values))}
        case ast.FormattedValue(value=value):
            return _texts(module, function, value)
        case ast.Call(func=ast.Attribute(value=ast.Dict(values=values), attr="get")):
            return set().union(*(_texts(module, function, value) for value in values))
        case ast.Call(func=ast.Name(id=name)):
            return _returned(module, name)
        case ast.Name():
            return _named(module, function, node)
    raise CannotFollow(f"{module.name}:{node.lineno}: {ast.unparse(node)}")


def _returned(module: Module, name: str) -> set[str]:
    found = [one for one in module.functions(module.tree) if one.name == name]
    returns = [node for one in found for node in ast.walk(one) if isinstance(node, ast.Return) and node.value]
    return set().union(*(_texts(module, found[0], one.value) for one in returns if one.value)) - {""}


def _named(module: Module, function: Function | None, node: ast.Name) -> set[str]:
    """What a name stands for: what it goes through, what is assigned to it, what is passed in, what is imported."""
    arguments = [one.arg for one in function.args.args] if function else []
    for values in (_gone_through(module, function, node), _assigned_before(function, node)):
        found = [_texts(module, function, one) for one in values]
        if found:
            return set().union(*found)
    if function and node.id in arguments:
        return _passed(module, function, arguments.index(node.id))
    found = [_texts(module, None, one) for one in _assigned(module.tree, node.id)]
    return set().union(*found) if found else _imported(module, node.id)


def _gone_through(module: Module, function: Function | None, node: ast.Name) -> Iterator[ast.expr]:
    """The elements over which the name runs in the comprehension around it."""
    for around in ast.walk(function or module.tree):
        if isinstance(around, ast.ListComp | ast.SetComp | ast.GeneratorExp) and node in ast.walk(around.elt):
            for one in around.generators:
                if isinstance(one.target, ast.Name) and one.target.id == node.id:
                    yield from _elements(module, function, one.iter)


def _assigned_before(function: Function | None, node: ast.Name) -> Iterator[ast.expr]:
    """What the name may have been given last: backwards to the assignment that nothing goes round."""
    found = [
        (one.lineno, one.value, any(node in ast.walk(other) for other in block))
        for block in _blocks(function)
        for one in block
        if isinstance(one, ast.Assign) and one.lineno < node.lineno and ast.unparse(one.targets[0]) == node.id
    ]
    for _, value, always in sorted(found, key=lambda one: -one[0]):
        yield value
        if always:
            return


def _blocks(function: Function | None) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(function) if function else ():
        yield from (block for name in ("body", "orelse") if isinstance(block := getattr(node, name, None), list))


def _assigned(scope: ast.AST | None, name: str) -> Iterator[ast.expr]:
    nodes = scope.body if isinstance(scope, ast.Module) else ast.walk(scope) if scope else ()
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value


def _elements(module: Module, function: Function | None, node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Tuple(elts=elements):
            for one in elements:
                yield from _elements(module, function, one.value) if isinstance(one, ast.Starred) else [one]
        case ast.Name(id=name):
            for value in [*_assigned(function, name), *_assigned(module.tree, name)]:
                yield from _elements(module, function, value)
        case _:
            raise CannotFollow(f"{module.name}:{node.lineno}: {ast.unparse(node)}")


def _passed(own: Module, function: Function, position: int) -> set[str]:
    """What the callers of a function pass in; those of a function that has a `_` are in its own module."""
    found: set[str] = set()
    for module in [own] if function.name.startswith("_") else MODULES:
        for node in ast.walk(module.tree):
            match node:
                case ast.Call(func=ast.Name(id=name), args=arguments) if name == function.name:
                    found |= _texts(module, module.inside.get(node), arguments[position])
                case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=name), args=arguments) if (
                    name == function.name and function.args.args[0].arg == "self"
                ):
                    found |= _texts(module, module.inside.get(node), arguments[position - 1])
    return found


def _imported(module: Module, name: str) -> set[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module and any(one.name == name for one in node.names):
            value = getattr(import_module(node.module), name)
            if isinstance(value, str) and not isinstance(value, StrEnum):
                return {value}
    raise CannotFollow(f"{module.name}: {name}")


def _names(module: Module, function: Function | None, given: Iterable[ast.keyword]) -> Iterator[str]:
    """The names of the values that a call gives."""
    for one in given:
        if one.arg:
            yield one.arg
        else:
            yield from _keys(module, function, one.value)


def _keys(module: Module, function: Function | None, node: ast.expr) -> Iterator[str]:
    """The keys that a dictionary can have."""
    known = KNOWN_VALUES.get((module.name, ast.unparse(node)))
    if known is not None:
        yield from known
        return
    match node:
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                yield from _texts(module, function, key) if key else _keys(module, function, value)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _keys(module, function, body)
            yield from _keys(module, function, orelse)
        case ast.Call(func=ast.Name(id=name)):
            for one in module.functions(module.tree):
                for inner in ast.walk(one) if one.name == name else ():
                    if isinstance(inner, ast.Return) and inner.value:
                        yield from _keys(module, one, inner.value)
        case ast.Name(id=name) if function:
            yield from _assigned_keys(module, function, name)
        case _:
            raise CannotFollow(f"{module.name}:{node.lineno}: {ast.unparse(node)}")


def _assigned_keys(module: Module, function: Function, name: str) -> Iterator[str]:
    for node in ast.walk(function):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=target)], value=value)
                | ast.AnnAssign(target=ast.Name(id=target), value=value)
            ) if target == name and value:
                yield from _keys(module, function, value)
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=target), slice=key)]) if target == name:
                yield from _texts(module, function, key)
