"""How far the visits reach that the first plan pays: at a visit's own session, and over its course."""

from dataclasses import dataclass

from clinicdesk.model.coverage import Coverage, Determination
from clinicdesk.model.estimate import Estimate, NotPaid
from clinicdesk.model.payer import COVERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What the first plan pays of `sessions`, of which the first bears the number `first` in the course.

    `now` says that it pays for the visit's own session, `used_up` that no visit is left for that one, though the plan
    covers it. `left` counts the visits that are left before that session; None = not stated, or a new plan year has
    begun since it was.
    """

    sessions: int
    paid: int
    first: int
    now: bool
    used_up: bool
    left: int | None

    @property
    def is_partial(self) -> bool:
        """Whether it pays for the visit's own session, and not for every one."""
        return self.now and self.paid < self.sessions


def paid_of(plan: Coverage, told: Determination, estimate: Estimate, code: str, session: int) -> Paid:
    """How far the visits of a course's first plan reach; `code` is the service, `session` the visit's own."""
    lines = {line.session: line for line in reversed(estimate.lines) if line.code == code}
    first, own = min(lines), lines.get(session)
    ends = plan.benefits.plan_year_ends
    turned = own is not None and ends is not None and lines[first].day <= ends < own.day
    used = sum(status in COVERED for status in told.needling[: max(0, session - first)])
    return Paid(
        sessions=len(lines),
        paid=sum(line.covered for line in lines.values()),
        first=first,
        now=own is not None and own.covered,
        used_up=own is not None and own.not_paid is NotPaid.NO_VISITS_LEFT,
        left=None if told.visits_left is None or turned else max(0, told.visits_left - used),
    )
