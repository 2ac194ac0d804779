"""Backups of the window: made on a thread of their own, one at a time, so that no save waits for one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.upkeep import backup_of, is_due, tell_backup
from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.front import Front
from clinicdesk.ui.hands import Hands


class BackingUp(QObject):
    """`made` says that a backup was made, with what went wrong with its second copy; `failed` why there is none."""

    made = Signal(str)
    failed = Signal(str)

    def __init__(self, front: Front, parent: QObject) -> None:
        super().__init__(parent)
        self.front = front
        self.beside = Hands(self)
        self.busy = False
        self._untold: Any = None

    def when_due(self) -> None:
        """Make one if half an hour of work has passed since the last, once the trail has learned of that one."""
        if self._untold is not None:
            self._tell(self._untold)
        self._begin(lambda desk: backup_of(desk) if not desk.locked and is_due(desk) else None)

    def now(self) -> None:
        """Make one now."""
        self._begin(backup_of)

    def finish(self, after: Callable[[], object]) -> None:
        """Begin no more; go on with `after` once what was begun is done."""
        self.busy = True

        def over(_none: object) -> None:
            self.beside.stop()
            after()

        self.beside.do(lambda: None, over, self.front.crashed.emit)

    def _begin(self, plan: Callable[[Desk], Callable[[], Any] | None]) -> None:
        if self.busy:
            return
        self.busy = True
        self.front.ask(self, plan, self._copy, self._failed)

    def _copy(self, work: Callable[[], Any] | None) -> None:
        if work is None:
            self.busy = False
            return
        self.beside.do(work, self._tell, self._wrong)

    def _tell(self, made: Any) -> None:
        """Tell the trail; while the desk is locked that waits."""
        self._untold = made

        def tell(desk: Desk) -> bool:
            if not desk.locked:
                tell_backup(desk, made)
            return not desk.locked

        if self.front.has_desk():
            self.front.ask(self, tell, lambda told: self._done(made) if told else None, self._failed)

    def _done(self, made: Any) -> None:
        self.busy, self._untold = False, None
        self.made.emit(self.front.words.told(made.trouble))

    def _wrong(self, error: BaseException) -> None:
        self.front.words.reword(error)
        if isinstance(error, ClinicdeskError):
            self._failed(error)
        elif isValid(self):
            self.busy = False
            self.front.crashed.emit(error)

    def _failed(self, error: ClinicdeskError) -> None:
        self.busy, self._untold = False, None
        self.failed.emit(str(error))
