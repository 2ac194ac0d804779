"""Rules: every one that holds here, with source and checks, and the screening set's approval."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from clinicdesk.desk.rule_list import RuleGroup, RuleList, RuleRow, rule_list
from clinicdesk.desk.screening_set import approve_set
from clinicdesk.model.roles import Role
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column, scrolled
from clinicdesk.ui.widgets.basic import Mark, add, button, card, chip, empty, keys, label, row
from clinicdesk.ui.widgets.fields import ChoiceField
from clinicdesk.ui.widgets.painted import Cell, Chip
from clinicdesk.ui.widgets.reasons import source_marks
from clinicdesk.ui.widgets.rows import RowsModel, RowsView

WHICH = (ALL, TO_CHECK, NOT_VERIFIED, OWN) = ("all", "to_check", "not_verified", "own")
_DETAIL = 350
_CHOICE = 190


class RulesModel(RowsModel):
    """The rules that are shown, by their place in the whole list."""

    def __init__(self, parent: "RulesPage") -> None:
        super().__init__(parent)
        self.page = parent
        self.titles = (
            parent.say("rules.column.name"),
            parent.say("rules.column.says"),
            parent.say("rules.column.state"),
        )

    def make(self, row: int) -> tuple[Cell, ...]:
        rule = self.page.told[int(self.keys[row])]
        say = self.page.say
        return (
            Cell(rule.name, say(f"rules.group.{rule.group.value}"), strong=True),
            Cell(rule.about, say("rules.since", day=rule.since) if rule.since else say("rules.since_not_known")),
            Cell(chips=tuple(self._chips(rule))),
        )

    def _chips(self, rule: RuleRow) -> list[Chip]:
        say = self.page.say
        checked = Chip("ok", say("rules.verified")) if rule.verified else Chip("review", say("rules.not_verified"))
        stale = [Chip("review", say("rules.stale"), "clock")] if rule.stale else []
        return [checked, *stale, *([Chip("note", say("rules.own"))] if rule.own else [])]


class RulesPage(Page):
    """A list to search in, the chosen rule in full beside it, and the approval of the screening set."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.told: tuple[RuleRow, ...] = ()
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.say("rules.search_hint"))
        self.text.setAccessibleName(self.say("rules.search"))
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(lambda _text: self._filter())
        groups = [("", self.say("rules.every_group"))]
        self.group = ChoiceField(
            self.say("rules.about"), groups + [(one.value, self.say(f"rules.group.{one.value}")) for one in RuleGroup]
        )
        which = [(one, self.say(f"rules.which.{one}")) for one in WHICH]
        self.which = ChoiceField(self.say("rules.show"), which)
        for one in (self.group, self.which):
            one.setMinimumWidth(_CHOICE)
        self.count = label("", "muted", wrap=False)
        self.table = RowsView(RulesModel(self), self.say("menu.rules").replace("&", ""))
        self.table.set_widths(200, -1, 160)
        self._set = QWidget()
        self._detail = QWidget()
        self._lay_out()
        for one in (self.group, self.which):
            one.changed.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_rule())
        keys(self, "Ctrl+F", self.text.setFocus)

    def show_place(self, place: Place) -> None:
        if place.part:
            self.which.set_value(place.part)
        self.front.ask(self, rule_list, self._fill)
        self.text.setFocus()

    def _lay_out(self) -> None:
        self._set_body = column(self._set)
        self._detail_body = column(self._detail)
        beside = QHBoxLayout()
        beside.setSpacing(16)
        add(beside, self.table, self._side())
        beside.setStretch(0, 1)
        find = row(self.text, self.group, self.which, spacing=16)
        find.setStretch(0, 1)
        whole = column(self, spacing=12)
        add(whole, row(label(self.say("rules.title"), "heading", wrap=False), 1, self.count), self._set, find, beside)
        whole.setStretch(3, 1)

    def _side(self) -> QWidget:
        area = scrolled(self._detail)
        area.setFixedWidth(_DETAIL)
        return area

    def _fill(self, told: RuleList) -> None:
        self.told = told.rows
        self._show_set(told)
        self._filter()

    def _filter(self) -> None:
        wanted = self.text.text().casefold().split()
        kept = [str(at) for at, one in enumerate(self.told) if self._is_wanted(one, wanted)]
        self.table.show_keys(kept)
        self.count.setText(self.say("rules.count", count=len(kept), of=len(self.told)))
        self._show_rule()

    def _is_wanted(self, one: RuleRow, words: list[str]) -> bool:
        which = self.which.value()
        fits = {ALL: True, TO_CHECK: one.stale, NOT_VERIFIED: not one.verified, OWN: one.own}[which]
        text = f"{one.name} {one.about} {one.source.title}".casefold()
        return fits and self.group.value() in {"", one.group.value} and all(word in text for word in words)

    def _show_rule(self) -> None:
        empty(self._detail_body)
        chosen = self.table.chosen
        if not chosen:
            add(self._detail_body, card(label(self.say("rules.none"), "muted")), 1)
            return
        rule = self.told[int(chosen)]
        until = [label(self.say("rules.until", day=rule.until))] if rule.until else []
        since = self.say("rules.since", day=rule.since) if rule.since else self.say("rules.since_not_known")
        today = self.front.now().astimezone().date()
        marks = source_marks(self.front.words, rule.source, today, verified=rule.verified)
        own = [chip("note", self.say("rules.own"))] if rule.own else []
        inside = card(
            label(rule.name, "heading"),
            label(self.say(f"rules.group.{rule.group.value}"), "muted"),
            label(rule.about),
            label(since),
            *until,
            label(self.say("rules.source"), "strong"),
            label(rule.source.title),
            *([label(rule.source.href, "muted")] if rule.source.href else []),
            label(self.say("rules.checked", day=rule.source.checked), "muted"),
            row(*marks, *own, 1),
        )
        add(self._detail_body, inside, 1)

    def _show_set(self, told: RuleList) -> None:
        empty(self._set_body)
        if told.approved:
            last = told.approved[-1]
            text = self.say("rules.set_approved", by=last.name, license=last.license)
            self._set_body.addWidget(Mark("ok", text, self.say("rules.set_is", version=told.set_version)))
            return
        mark = Mark("review", self.say("rules.set_open"), self.say("rules.set_is", version=told.set_version))
        if self.front.may(Role.CLINICIAN):
            approve = button(self.say("rules.approve"), self._approve, "primary", "sign", "Ctrl+Return")
            self._set_body.addLayout(row(mark, approve))
        else:
            self._set_body.addWidget(mark)

    def _approve(self) -> None:
        self.front.ask(self, approve_set, lambda _record: self.front.ask(self, rule_list, self._fill), writes=True)
