"""Texts that are half typed as answers: kept as drafts, so that a kill or a power cut loses none."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clinicdesk.ui.form import KEEP_AFTER
from clinicdesk.ui.front import Front

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinicdesk.desk.desk import Desk


class HalfTyped(QObject):
    """The half-typed texts of one visit by item. `back` says that those of an earlier time were found."""

    back = Signal()

    def __init__(self, front: Front, visit: str, parent: QObject) -> None:
        super().__init__(parent)
        self._front, self._visit = front, visit
        self._texts: dict[str, str] = {}
        self._changed: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self.keep)

    def begin(self) -> None:
        """Look for what was kept before."""
        from clinicdesk.desk.drafts import read_drafts

        self._front.ask(self, read_drafts, self._put_back)

    def text(self, item: str) -> str:
        """What is half typed as an answer to an item; empty where nothing is."""
        return self._texts.get(item, "")

    def note(self, item: str, text: str) -> None:
        """Somebody is typing."""
        self._texts[item] = text
        self._changed.add(item)
        self._timer.start()

    def forget(self, item: str) -> None:
        """The answer was given."""
        if self._texts.pop(item, None) is not None:
            self._changed.discard(item)
            self._drop(item)

    def keep(self) -> None:
        """Keep what has changed."""
        from clinicdesk.desk.drafts import keep_draft

        self._timer.stop()
        for item in self._changed:
            place, text = self._place(item), self._texts[item]

            def write(desk: "Desk", place: str = place, text: str = text) -> None:
                keep_draft(desk, place, text)

            self._front.ask(self, write, lambda _none: None)
        self._changed = set()

    def _drop(self, item: str) -> None:
        from clinicdesk.desk.drafts import drop_draft

        place = self._place(item)
        self._front.ask(self, lambda desk: drop_draft(desk, place), lambda _none: None)

    def _put_back(self, drafts: "Mapping[str, str]") -> None:
        start = self._place("")
        found = {place.removeprefix(start): text for place, text in drafts.items() if place.startswith(start)}
        self._texts = {**found, **self._texts}
        if found:
            self.back.emit()

    def _place(self, item: str) -> str:
        return f"answer/{self._visit}/{item}"
