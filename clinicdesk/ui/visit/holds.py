"""What of a course holds and what is stale: each part by name, with its dates and the step that sees to it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clinicdesk.desk.standing_plan import Hold, Part, Standing
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.ui.whom import payer_of
from clinicdesk.ui.widgets.basic import button, glyph, label
from clinicdesk.words import Words

STATES = {Hold.HOLDS: "ok", Hold.STALE: "review", Hold.MISSING: "open", Hold.UNKNOWN: "open"}
"""How each is marked: what is not known is open, never stale."""

MENDED_AT = {
    Part.SCREENING: "screening",
    Part.SESSIONS: "patient",
    Part.ESTIMATE: "estimate",
    Part.PAYER: "estimate",
    Part.CONSENT: "papers",
}
"""The step at which a part is seen to; everything about a plan at the coverage."""

_NAME = 190


def told_words(words: Words, one: Standing) -> str:
    """What is known of a part, with its dates."""
    key = f"missing.{one.part.value}" if one.hold is Hold.MISSING else f"told.{_key(one)}"
    return words.say(f"ui.return.{key}", since=one.since, until=one.until, used=one.used, of=one.of)


def _key(one: Standing) -> str:
    holds = one.hold is Hold.HOLDS
    if one.hold is Hold.UNKNOWN:
        return "unknown"
    if one.part is Part.PAYER:
        return "payer" if holds else "payer_changed"
    if one.part is Part.ESTIMATE and not one.until:
        return "estimate_changed"
    if one.of is not None:
        return _counted(one, holds=holds)
    if one.since and one.until:
        return "since_until" if holds else "since_was_until"
    if one.until:
        return "until" if holds else "was_until"
    return "since" if one.since else "no_end"


def _counted(one: Standing, *, holds: bool) -> str:
    if one.used is not None and one.of is not None and one.used >= one.of:
        return "all_used"
    if one.until:
        return "used_until" if holds else "used_was_until"
    return "used_of"


def part_words(words: Words, rules: Rulebook, view: VisitView, one: Standing) -> str:
    """The part's name; where a course has two plans, with the plan's."""
    part = words.say(f"ui.return.part.{one.part}")
    plan = next((told for told in view.plans if told.record.id == one.coverage), None)
    if plan is None or len(view.plans) < 2:  # noqa: PLR2004 - one plan needs no name
        return part
    return words.say("ui.return.part.of_plan", part=part, plan=payer_of(words, rules, plan.composed))


class Holds(QWidget):
    """Icon, part, what is known of it; with `mend` a button to the step that sees to it."""

    def __init__(
        self, rows: Iterable[tuple[Standing, str, str]], words: Words, mend: Callable[[str], object] | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("plain")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(1, _NAME)
        grid.setColumnStretch(2, 1)
        for at, (one, part, told) in enumerate(rows):
            state = STATES[one.hold]
            text = label(told)
            text.setAccessibleName(f"{part}: {told}")
            grid.addWidget(glyph(state, f"{state}_ink"), at, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label(part, "strong"), at, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(text, at, 2, Qt.AlignmentFlag.AlignVCenter)
            if mend is not None:
                grid.addWidget(_button(words, one, part, mend), at, 3, Qt.AlignmentFlag.AlignVCenter)


def _button(words: Words, one: Standing, part: str, mend: Callable[[str], object]) -> QWidget:
    step = MENDED_AT.get(one.part, "coverage")
    told = words.say(f"ui.return.mend.{step}")
    made = button(told, lambda: mend(step))
    made.setAccessibleName(f"{part}: {told}")
    return made
