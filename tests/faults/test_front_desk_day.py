"""A day at the front desk leaves the process as it was: no memory held, no file left open."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def used(folder: Path, patients: int) -> list[tuple[int, int]]:
    """Memory in KiB and open descriptors after each tenth of the day."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.front_desk_day", str(folder), str(patients)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    return [(memory, descriptors) for memory, descriptors in found]


def test_a_short_day_leaves_no_file_open(tmp_path: Path) -> None:
    found = used(tmp_path / "clinic", 10)
    assert len({descriptors for _, descriptors in found}) == 1


@pytest.mark.torture
def test_a_long_day_holds_no_memory(tmp_path: Path) -> None:
    found = used(tmp_path / "clinic", 500)
    assert len({descriptors for _, descriptors in found}) == 1
    early, late = found[1][0], found[-1][0]
    assert late < 1.1 * early, found
