"""A clinic with its fees."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gui.papers.scene import Sit
from tests.gui.seat import Seat
from tests.gui.visit.insured import set_prices


@pytest.fixture
def seat(folder: Path, sit: Sit) -> Seat:
    """Bea of the front desk at the window; the clinic has its fees."""
    set_prices(folder)
    return sit("bea")


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """What stands in a temporary folder of the test's own, by name."""
    made = tmp_path / "temp"
    made.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(made))
    return lambda: sorted(one.name for one in made.rglob("*"))
