"""The command as a user has it: in this process, or as a process of its own."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from clinicdesk.cli import main
from tests.conftest import example_bytes

PYTHON = sys.executable
SCRIPT = Path(sys.executable).parent / "clinicdesk"


def clinicdesk(*args: str | Path) -> Result:
    """The command in this process. Nothing but an exit may end it."""
    result = CliRunner().invoke(main, [str(one) for one in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def process(*command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """A process, with what it printed. It never shows a traceback."""
    settings: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    done = subprocess.run([str(one) for one in command], text=True, errors="replace", check=False, **settings)
    assert "Traceback" not in (done.stderr or ""), done.stderr
    return done


def visit_in(folder: Path, example: str = "deductible-met-midway", name: str = "visit.json") -> Path:
    """An example as a file of its own."""
    path = folder / name
    path.write_bytes(example_bytes(example))
    return path


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())
