"""`make run` without a display, and on one that is not there: the main job is done, and it says where the paper is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAPER = ROOT / "out" / "deductible-met-midway.pdf"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")


def run(*words: str, display: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"WAYLAND_DISPLAY", "DISPLAY"}}
    environment |= {"QT_QPA_PLATFORM": "xcb"} | ({"DISPLAY": display} if display else {})
    command = [f"{ROOT / 'packaging' / 'run'}", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_without_a_display_that_answers_the_sheet_of_an_example_is_made() -> None:
    for display in ("", ":987"):
        PAPER.unlink(missing_ok=True)
        told = run(display=display)
        assert (told.returncode, told.stderr) == (0, "")
        assert told.stdout.splitlines()[0].startswith("There is no display")
        assert f"Sheet:  {PAPER.relative_to(ROOT)}" in told.stdout
        assert PAPER.read_bytes().startswith(b"%PDF")


def test_without_a_display_the_demo_clinic_says_so() -> None:
    told = run("demo")
    assert (told.returncode, told.stdout) == (1, "")
    assert "no display" in told.stderr
