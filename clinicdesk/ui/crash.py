"""When we have made a mistake: a plain sentence, a report without any patient's data, and the work goes on."""

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from clinicdesk import __version__
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import add, button, label, row
from clinicdesk.words import Words

REPORTS = "reports"


def report_of(error: BaseException) -> str:
    """Where it happened: files, lines and functions, and the kind of the error; no values, no message."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
    cause = f"\nafter {type(error.__context__).__name__}" if error.__context__ else ""
    python = ".".join(str(part) for part in sys.version_info[:3])
    head = f"clinicdesk {__version__}, Python {python}, {sys.platform}\n{type(error).__name__}{cause}"
    return "\n".join([head, *lines]) + "\n"


def keep_report(folder: Path, error: BaseException, now: datetime) -> Path | None:
    """Write the report beside the data; None where that cannot be done."""
    place = folder / REPORTS / f"{now:%Y%m%dT%H%M%S}.txt"
    try:
        place.parent.mkdir(mode=0o700, exist_ok=True)
        place.write_text(report_of(error), encoding="utf-8")
    except OSError:
        return None
    return place


class CrashDialog(QDialog):
    """What happened, that the work is kept, and where the report is."""

    def __init__(self, words: Words, report: str, place: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.say("ui.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        where = words.say("ui.crash.where", place=str(place)) if place else words.say("ui.crash.nowhere")
        add(
            layout,
            label(words.say("ui.crash.title"), "heading"),
            label(words.say("ui.crash.text")),
            label(where, "muted"),
            label(report, "muted"),
            row(1, button(words.say("ui.crash.go_on"), self.accept, "primary")),
        )


class Watch:
    """Takes every error that nobody expected, on the window's thread."""

    def __init__(self, front: Front, folder: Path, window: QWidget) -> None:
        self.front, self.folder, self.window = front, folder, window
        self._telling = False
        front.crashed.connect(self.tell)
        sys.excepthook = self._hook

    def tell(self, error: BaseException) -> None:
        """Keep a report and say it; a mistake while that is done is told on standard error alone."""
        if self._telling:
            sys.stderr.write(report_of(error))
            return
        self._telling = True
        try:
            place = keep_report(self.folder, error, datetime.now(UTC))
            CrashDialog(self.front.words, report_of(error), place, self.window).open()
        finally:
            self._telling = False

    def _hook(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self.tell(error)
