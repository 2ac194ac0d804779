"""`packaging/run demo`, which is `make demo`, on a display: the demo is made and opened, and it is one process."""

from pathlib import Path

from tests.end2end.clerk import MAKING, sign_in
from tests.end2end.conftest import Start, folders

RUN = Path(__file__).parents[2] / "packaging" / "run"


def test_the_demo_opens_and_somebody_comes_to_the_days_board(start: Start, tmp_path: Path) -> None:
    own = {name: f"{path}" for name, path in folders(tmp_path).items()}
    desk = start(f"{RUN}", "demo", window=True, **own)
    desk.see("DEMO", "label")
    desk.see("Theo Banks", "push button", seconds=MAKING)
    sign_in(desk)
    assert "Wójcik" in desk.outline()
    assert desk.pressed < 10
