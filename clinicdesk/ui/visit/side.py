"""What we know so far: flags, coverage, cost, papers due, each with why."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.lacking import Lack
from clinicdesk.desk.paid import Paid
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.model.payer import COVERED, REFUSED, CoverageStatus
from clinicdesk.model.screening import Outcome
from clinicdesk.ui.visit.amounts import today_amount
from clinicdesk.ui.whom import payer_of
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, label, row
from clinicdesk.ui.widgets.inside import widgets
from clinicdesk.words import Words, money

if TYPE_CHECKING:
    from clinicdesk.ui.visit.page import VisitPage

_OUTCOME = {Outcome.STOP: "stop", Outcome.REVIEW: "review", Outcome.INCOMPLETE: "open", Outcome.NO_FLAGS: "ok"}


def coverage_state(status: CoverageStatus) -> str:
    """How a coverage status is marked: what is not known is open, never refused."""
    if status in COVERED:
        return "ok"
    return "review" if status in REFUSED or status is CoverageStatus.INACTIVE else "open"


def paid_mark(words: Words, paid: Paid | None, about: str = "") -> Mark | None:
    """That a plan which covers the service pays this session no more, or only some of the course; else None."""
    if paid is None or not (paid.used_up or paid.is_partial):
        return None
    if paid.used_up:
        return Mark("review", words.say("ui.visit.paid.used_up"), about)
    key = "some" if paid.first == 1 else "some_left"
    return Mark("review", words.say(f"ui.visit.paid.{key}", paid=paid.paid, count=paid.sessions), about)


class Side(QWidget):
    """Four cards; each leads to its step."""

    def __init__(self, page: "VisitPage") -> None:
        super().__init__()
        self.page = page
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 8, 8, 8)
        self._body.setSpacing(12)
        self._flagged = True

    def fill(self, view: VisitView) -> None:
        """Show what is known now."""
        empty(self._body)
        flags = self._flags(view)
        if not self._flagged:
            flags.hide()
        add(self._body, flags, self._coverage(view), self._cost(view), self._papers(view), 1)

    def show_flags(self, on: bool) -> None:
        """Whether the flags stand here; not where a step tells more of them itself."""
        self._flagged = on
        if (flags := next(widgets(self._body), None)) is not None:
            flags.setVisible(on)

    def _card(self, name: str, *parts: QWidget) -> QWidget:
        say = self.page.say
        step = {"flags": "screening", "cost": "estimate"}.get(name, name)
        more = button(say("visit.side.open"), lambda: self.page.show_step(step), "flat")
        more.setAccessibleName(f"{say(f'visit.side.{name}')}: {say('visit.side.open')}")
        return card(row(label(say(f"visit.side.{name}"), "strong"), 1, more), *parts, margin=12)

    def _flags(self, view: VisitView) -> QWidget:
        words, items = self.page.front.words, self.page.front.rules.questionnaire.by_id
        if view.screening is None:
            return self._card("flags", Mark("open", self._no_course(view)))
        outcome = view.screening.outcome
        told = self.page.say(f"visit.outcome.{outcome.value}")
        if view.declined is not None:
            told = self.page.say("visit.side.declined", by=view.declined.decision.by)
        found: list[QWidget] = [Mark("stop" if view.declined else _OUTCOME[outcome], told)]
        found += [label(f"{words.word(one.severity)}: {items[one.item].label}") for one in view.screening.findings]
        if view.decisions:
            last = view.decisions[-1].decision
            found.append(
                label(self.page.say("visit.side.decided", day=last.on, by=last.by, what=words.word(last.decision)))
            )
        return self._card("flags", *found)

    def _coverage(self, view: VisitView) -> QWidget:
        words = self.page.front.words
        if view.course is None:
            return self._card("coverage", Mark("open", self._no_course(view)))
        if not view.course.service.use_insurance:
            return self._card("coverage", label(self.page.say("visit.side.no_insurance")))
        if not view.coverage:
            return self._card("coverage", label(self.page.say("visit.side.no_plan")))
        found: list[QWidget] = []
        for rank, (plan, told) in enumerate(zip(view.plans, view.coverage, strict=False)):
            name = payer_of(words, self.page.front.rules, plan.composed)
            mark = paid_mark(words, view.paid, name) if rank == 0 else None
            found.append(mark or Mark(coverage_state(told.status), words.word(told.status), name))
            found += [label(self.page.say("visit.side.need", need=need)) for need in told.unmet]
        return self._card("coverage", *found)

    def _no_course(self, view: VisitView) -> str:
        """Whether a course is still to be opened, or the open one to be joined."""
        confirm = any(one.code is Lack.COURSE_TO_CONFIRM for one in view.lacks)
        return self.page.say("visit.side.course_to_confirm" if confirm else "visit.side.no_course")

    def _cost(self, view: VisitView) -> QWidget:
        say, words = self.page.say, self.page.front.words
        today = label(today_amount(words, view, self.page.currency), "display")
        which = say("visit.side.today", session=view.session) if view.session else say("visit.side.today_alone")
        parts: list[QWidget] = [label(which, "muted"), today]
        if view.costs is not None and view.costs.course is not None and view.course is not None:
            total, (first, last) = money(view.costs.course, self.page.currency), view.costs.sessions
            key = "visit.side.rest" if first > 1 else "visit.side.course"
            parts.append(label(say(key, count=last - first + 1, total=total)))
        if view.estimate is not None and view.estimate.assumptions:
            parts.append(label(say("visit.side.assumed", count=len(view.estimate.assumptions)), "muted"))
        lacking = view.lacking if view.course is not None else [say("visit.side.no_cost")]
        parts += [label(one, "muted") for one in lacking]
        return self._card("cost", *parts)

    def _papers(self, view: VisitView) -> QWidget:
        say, words = self.page.say, self.page.front.words
        open_papers = [one for one in view.papers if not one.settled]
        if not view.papers:
            return self._card("papers", label(say("visit.side.no_papers"), "muted"))
        if not open_papers:
            return self._card("papers", Mark("ok", say("visit.side.papers_done")))
        found: list[QWidget] = []
        for one in open_papers:
            due = say("visit.side.due", day=one.notice.due) if one.notice.due else ""
            found.append(Mark("open", words.word(one.notice.kind), due))
        return self._card("papers", *found)
