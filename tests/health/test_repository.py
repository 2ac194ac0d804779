"""What must stay so: records do not change, and every example has its result."""

import ast
from pathlib import Path

from clinicdesk.resources import folder
from tests.conftest import CASES

ROOT = Path(__file__).parents[2]


def test_records_are_frozen_and_no_module_of_the_core_keeps_anything_that_changes() -> None:
    for path in [*(ROOT / "clinicdesk/engine").glob("*.py"), *(ROOT / "clinicdesk/model").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
                if "dataclass" in ast.unparse(decorator):
                    assert "frozen=True" in ast.unparse(decorator), f"{path.name}: {ast.unparse(decorator)}"
            assert not isinstance(node, ast.Global), path


def test_every_example_is_a_case_with_its_result() -> None:
    examples = {path.stem for path in (folder() / "examples").glob("*.json")}
    assert examples == {path.name.removesuffix(".expected.json") for path in (CASES / "examples").iterdir()}
    told = (folder() / "examples/README.md").read_text("utf-8")
    assert all(name in told for name in examples)
