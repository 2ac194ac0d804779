"""Answers on their way to the desk: shown at once, kept in their order, and put back where they were not kept."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinicdesk.desk.ahead import ahead
from clinicdesk.desk.screening import Progress
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.questionnaire import Answer
from clinicdesk.ui.front import Front

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk

Keep = Callable[["Desk", str, Answer | None], Progress]
"""The act that keeps an answer."""


@dataclass(slots=True, eq=False)
class _OnItsWay:
    item: str
    given: Answer | None
    broken: bool = False


class Answering(QObject):
    """How far one visit's screening is, with the answers that the desk has not kept yet.

    `changed` says that something else is to be shown, `kept` has an item whose answer the desk has kept, `found` the
    findings that are new, `lost` an item whose answer was not kept, and why.
    """

    changed = Signal()
    kept = Signal(str)
    found = Signal(object)
    lost = Signal(str, str)

    def __init__(self, front: Front, keep: Keep, progress: Progress, parent: QObject) -> None:
        super().__init__(parent)
        self._front, self._keep, self._kept = front, keep, progress
        self._waiting: deque[_OnItsWay] = deque()
        self.shown = progress
        front.crashed.connect(self._look_for_broken)

    @property
    def busy(self) -> bool:
        """Whether an answer is still on its way."""
        return bool(self._waiting)

    def give(self, item: str, given: Answer | None) -> None:
        """Show an answer at once, and have the desk keep it. None takes it back."""
        if self.shown.basis.own.get(item) == given:
            return
        one = _OnItsWay(item, given)
        self._waiting.append(one)
        self.shown = ahead(self.shown, item, given, self._front.rules.questionnaire)
        self.changed.emit()
        self._front.ask(
            self,
            lambda desk: self._write(desk, one),
            lambda told: self._well(one, told),
            lambda error: self._drop(one, str(error)),
            writes=True,
        )

    def tell(self, progress: Progress) -> None:
        """What the desk has told of the visit in another way."""
        new = tuple(one for one in progress.findings if one not in self._kept.findings)
        self._kept = progress
        self._show()
        if new:
            self.found.emit(new)

    def _write(self, desk: "Desk", one: _OnItsWay) -> Progress:
        ended = False
        try:
            told = self._keep(desk, one.item, one.given)
            ended = True
        except ClinicdeskError:
            ended = True
            raise
        finally:
            one.broken = not ended
        return told

    def _well(self, one: _OnItsWay, told: Progress) -> None:
        self._waiting.remove(one)
        self.tell(told)
        self.kept.emit(one.item)

    def _drop(self, one: _OnItsWay, why: str) -> None:
        if one in self._waiting:
            self._waiting.remove(one)
            self._show()
            self.lost.emit(one.item, why)

    def _look_for_broken(self, _error: object) -> None:
        """We made a mistake: the answer that it hit, if it was one, is not kept."""
        for one in [one for one in self._waiting if one.broken]:
            self._drop(one, self._front.words.say("ui.screening.broken"))

    def _show(self) -> None:
        told, questionnaire = self._kept, self._front.rules.questionnaire
        for one in self._waiting:
            told = ahead(told, one.item, one.given, questionnaire)
        self.shown = told
        self.changed.emit()
