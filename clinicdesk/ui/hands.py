"""The hands of the window: one thread that owns the desk and does one job after the other."""

from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from clinicdesk.ui.sweep import Sweep


class _Job(NamedTuple):
    work: Callable[[], Any]
    then: Callable[[Any], object]
    wrong: Callable[[BaseException], object]
    instead_of: str


class Hands(QObject):
    """Runs jobs on its own thread, in order, and brings each result back to the thread of the window.

    A job may name what it stands `instead_of`: an older job of that name that has not begun yet is dropped, as a newer
    search makes the older one useless.
    """

    _done = Signal()
    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: deque[_Job] = deque()
        self._finished: deque[tuple[_Job, Any, BaseException | None]] = deque()
        self._ready = Condition()
        self._over = False
        self._running = False
        self._done.connect(self._back)
        self._sweep = Sweep(self)
        self._thread = Thread(target=self._run, name="desk", daemon=True)
        self._thread.start()

    def do(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], object],
        wrong: Callable[[BaseException], object],
        instead_of: str = "",
    ) -> None:
        """Have a job done; `then` gets what it gives, `wrong` what went wrong, both on the thread of the window."""
        with self._ready:
            if instead_of:
                self._jobs = deque(one for one in self._jobs if one.instead_of != instead_of)
            self._jobs.append(_Job(work, then, wrong, instead_of))
            self._ready.notify()

    @property
    def idle(self) -> bool:
        """Whether nothing is being done and nothing waits."""
        with self._ready:
            return not self._jobs and not self._running

    def stop(self, seconds: float = 30) -> None:
        """Finish what was begun, take nothing more, and end the thread."""
        with self._ready:
            self._over = True
            self._ready.notify()
        self._thread.join(seconds)
        self._sweep.rest()

    def _run(self) -> None:
        while self._do_next():
            self._done.emit()
            with self._ready:
                self._running = False
            self.busy.emit(False)

    def _do_next(self) -> bool:
        """Do one job; False at the end. The window's thread lets go of what is left of it, which may hold widgets."""
        job = self._next()
        if job is None:
            return False
        self.busy.emit(True)
        try:
            told = job.work()
        except BaseException as error:  # noqa: BLE001 - it is told to whoever asked
            self._finished.append((job, None, error))
        else:
            self._finished.append((job, told, None))
        return True

    def _next(self) -> _Job | None:
        with self._ready:
            self._ready.wait_for(lambda: self._jobs or self._over)
            if not self._jobs:
                return None
            self._running = True
            return self._jobs.popleft()

    def _back(self) -> None:
        job, told, error = self._finished.popleft()
        if error is None:
            job.then(told)
        else:
            job.wrong(error)
