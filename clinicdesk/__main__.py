"""The command `clinicdesk`: with a word it does that, without one it opens the window."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

NO_SCREEN = """There is no screen here to open the window on.
`clinicdesk --help` lists what can be done without one."""


def start(words: Sequence[str] | None = None) -> None:
    """Open the window, or do what a command says. No more is imported than what is done needs."""
    told = sys.argv[1:] if words is None else words
    wanted = _window_of(told)
    if wanted is None:
        from clinicdesk.cli import main

        main(told)
        return
    if not _has_screen():
        sys.exit(NO_SCREEN)
    data, demo = wanted
    from clinicdesk.desk.data_folder import data_folder, demo_folder
    from clinicdesk.main import run

    sys.exit(run(data or (demo_folder() if demo else data_folder()), demo=demo))


def _window_of(words: Sequence[str]) -> tuple[Path | None, bool] | None:
    """The folder that is named and whether it is the demo; None where a command is meant."""
    data, demo, left = None, False, list(words)
    while left:
        word = left.pop(0)
        if word == "--demo":
            demo = True
        elif word == "--data" and left:
            data = Path(left.pop(0))
        else:
            return None
    return data, demo


def _has_screen() -> bool:
    """Whether a window can open here; Qt itself would end the program without a word that helps."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(one) for one in wanted)


if __name__ == "__main__":
    start()
