"""What the screens hand to the desk: its thread reads nothing of theirs."""

import ast

from tests.health.keys import MODULES

SCREENS = [module for module in MODULES if module.name.startswith("ui/")]


def read_late(tree: ast.AST) -> list[int]:
    """The lines where an act of the desk asks a page where it is: by then it may be elsewhere."""
    acts = [one for one in ast.walk(tree) if isinstance(one, ast.Lambda) and first_of(one) == "desk"]
    reads = (one for act in acts for one in ast.walk(act) if isinstance(one, ast.Attribute))
    return [one.lineno for one in reads if one.attr == "here"]


def first_of(act: ast.Lambda) -> str:
    """The name of what it is given first; empty where it is given nothing."""
    return act.args.args[0].arg if act.args.args else ""


def test_no_act_asks_on_the_desks_thread_where_its_page_is() -> None:
    assert SCREENS
    assert not [f"{one.name}:{line}" for one in SCREENS for line in read_late(one.tree)]


def test_an_act_that_asks_its_page_is_found() -> None:
    assert read_late(ast.parse("save(lambda desk: move(desk, *self.page.here))")) == [1]
    assert not read_late(ast.parse("here = self.page.here\nsave(lambda desk: move(desk, *here))"))
