"""A returning patient's visit: today's amount, what holds and what is stale, and one button for what comes next."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.next_step import Next, next_of
from clinicdesk.desk.standing_plan import Hold, Standing
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.dated import year_after
from clinicdesk.model.document import BlockerKind
from clinicdesk.model.records import VisitState
from clinicdesk.model.roles import Role
from clinicdesk.ui.page import column, scrolled_texts
from clinicdesk.ui.visit.amounts import today_amount
from clinicdesk.ui.visit.holds import Holds, part_words, told_words
from clinicdesk.ui.visit.step import Step
from clinicdesk.ui.whom import who
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, label, row, stack

if TYPE_CHECKING:
    from clinicdesk.ui.visit.page import VisitPage

_STEPS = {
    Next.COURSE: "patient",
    Next.BEGIN: "screening",
    Next.GO_ON: "screening",
    Next.FINISH: "screening",
    Next.BLOCKED: "patient",
    Next.ESTIMATE: "estimate",
    Next.PAPERS: "papers",
}
"""What comes next -> the step where it is done."""

_MOVES = {Next.DONE: VisitState.DONE, Next.NOT_TODAY: VisitState.CANCELLED}
_GRAVE = {Next.NOT_TODAY: "stop", Next.CLINICIAN: "review", Next.BLOCKED: "stop"}


class ReturnStep(Step):
    """The next thing to do is the one primary button; what is stale leads to the step that mends it."""

    scrolls_itself = True

    def __init__(self, page: "VisitPage") -> None:
        super().__init__(page)
        self._next = Next.NOTHING
        inside = QWidget()
        self._cards: QVBoxLayout = column(inside, spacing=12)
        self._cards.setContentsMargins(0, 0, 12, 0)
        self._told = QHBoxLayout()
        self.primary = button("", self._go_on, "primary", shortcut="Ctrl+Return")
        self.arrived = button(self.say("return.arrived"), self._arrive)
        add(self.body, scrolled_texts(inside), self._told, row(1, self.arrived, self.primary))
        self.body.setStretch(0, 1)

    def fill(self, view: VisitView) -> None:
        self._next = next_of(view)
        key = "decide" if self._next is Next.CLINICIAN and self._decides else self._next
        self.primary.setEnabled(True)
        self.primary.setText(self.say(f"return.do.{key}"))
        self.arrived.setVisible(view.visit.state is VisitState.BOOKED)
        empty(self._told)
        empty(self._cards)
        holding = [one for one in view.standing if one.hold is Hold.HOLDS]
        stale = sorted(
            (one for one in view.standing if one.hold is not Hold.HOLDS), key=lambda one: [*Hold].index(one.hold)
        )
        add(self._cards, self._today(view))
        if stale:
            add(self._cards, self._part("stale", Holds(self._rows(view, stale), self.front.words, self.page.show_step)))
        if view.progress and view.progress.settled:
            add(self._cards, self._part("settled", self._settled(view)))
        held = (
            Holds(self._rows(view, holding), self.front.words) if holding else label(self.say("return.nothing_holds"))
        )
        add(self._cards, self._part("holds", held), 1)

    def shown(self) -> None:
        self.primary.setFocus()

    @property
    def _decides(self) -> bool:
        return self.front.may(Role.CLINICIAN)

    def _part(self, name: str, inside: QWidget) -> QWidget:
        return card(label(self.say(f"return.{name}"), "strong"), inside, margin=12)

    def _rows(self, view: VisitView, some: list[Standing]) -> list[tuple[Standing, str, str]]:
        words, rules = self.front.words, self.front.rules
        return [(one, part_words(words, rules, view, one), told_words(words, one)) for one in some]

    def _today(self, view: VisitView) -> QWidget:
        """The amount, largest; what comes next; and the question that is asked at every visit."""
        of = view.course.service.sessions if view.course else 0
        amount = label(today_amount(self.front.words, view, self.page.currency), "display", wrap=False)
        new = stack(
            label(self.say("return.new"), "strong", wrap=False),
            row(
                button(self.say("return.insurance"), lambda: self.page.show_step("patient")),
                button(self.say("return.address"), lambda: self.page.show_step("patient")),
            ),
        )
        told = label(self.say("return.today", session=view.session, of=of), "muted", wrap=False)
        return card(row(stack(told, amount, spacing=0), 1, new), *self._next_words(view), margin=12)

    def _next_words(self, view: VisitView) -> list[QWidget]:
        """What comes next, and why where something stands in the way."""
        words = self.front.words
        key = "begin_full" if self._next is Next.BEGIN and view.progress and view.progress.full else self._next
        papers = words.listed(words.word(one.notice.kind) for one in view.papers if not one.settled)
        told = self.say(f"return.next.{key}", papers=papers, state=view.visit.state)
        lacks = self._next is Next.ESTIMATE
        why = [*view.lacking] if lacks else [words.tell(one.reason) for one in view.blockers]
        if self._next in _GRAVE:
            stops = any(one.kind is BlockerKind.SCREENING_STOP for one in view.blockers)
            return [Mark("stop" if stops else _GRAVE[self._next], told, "\n".join(why))]
        return [label(told), *(label(one, "muted") for one in why if lacks)]

    def _settled(self, view: VisitView) -> QWidget:
        items = self.front.rules.questionnaire.by_id
        inside = QWidget()
        inside.setObjectName("plain")
        told = column(inside, spacing=8)
        for one in view.progress.settled if view.progress else ():
            until = year_after(one.on)
            add(
                told,
                Mark("ok", items[one.item].label, self.say("return.settled_one", on=one.on, by=one.by, until=until)),
            )
        return inside

    def _go_on(self) -> None:
        if self._next in _MOVES:
            self._move(_MOVES[self._next])
        elif self._next in _STEPS:
            self.page.show_step(_STEPS[self._next])
        elif self._next is Next.CLINICIAN and self._decides:
            self.front.go("review", *self.page.here)
        else:
            self.front.go("today")

    def _move(self, state: VisitState) -> None:
        here, whom = self.page.here, who(self.front.words, self.view.patient, self.page.today)

        def gone() -> None:
            self.front.go("today")
            key = "done" if state is VisitState.DONE else "cancelled"
            self.front.told.emit("ok", self.say(f"return.{key}", who=whom))

        self.primary.setEnabled(False)
        self.page.save(lambda desk: move_visit(desk, *here, state), gone, self._refused)

    def _arrive(self) -> None:
        here = self.page.here
        self.page.save(lambda desk: move_visit(desk, *here, VisitState.ARRIVED), self.primary.setFocus, self._refused)

    def _refused(self, error: ClinicdeskError) -> None:
        self.primary.setEnabled(True)
        empty(self._told)
        add(self._told, Mark("stop", str(error)))
