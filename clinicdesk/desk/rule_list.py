"""The rules that hold here, to be looked at: what each says, who says so, since when, and whether that is checked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.rule_words import about, file_of, named
from clinicdesk.desk.screening_set import set_sha256
from clinicdesk.model.dated import Dated, Source
from clinicdesk.model.fees import ReferenceFee
from clinicdesk.model.records import ApprovalRecord, RuleFileRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import read_toml
from clinicdesk.rulebook.stale import every_rule
from clinicdesk.words import Words, read_words


class RuleGroup(StrEnum):
    """What a rule is about."""

    PAYER = "payer"
    STATE = "state"
    CODE = "code"
    NOTICE = "notice"
    BILLING = "billing"
    RETENTION = "retention"
    CALENDAR = "calendar"
    SCREENING = "screening"


_GROUPS = {
    "payers": RuleGroup.PAYER,
    "states": RuleGroup.STATE,
    "codes": RuleGroup.CODE,
    "fees": RuleGroup.CODE,
    "notices": RuleGroup.NOTICE,
    "lines": RuleGroup.BILLING,
    "retention": RuleGroup.RETENTION,
    "calendars": RuleGroup.CALENDAR,
    "screening": RuleGroup.SCREENING,
}
"""By the folder of the rule's file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One rule: of whom or what (`name`), what it says (`about`), from which day until which (None = not stated).

    `verified` says that somebody has read the source's own text, `stale` that this was more than a year ago; `own` that
    it is from a rule file of the clinic's.
    """

    group: RuleGroup
    name: str
    about: str
    since: date | None
    until: date | None
    source: Source
    verified: bool
    stale: bool
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleList:
    """Every rule in the order of the rule book, and who approved the very screening set that is asked here.

    `needs_checking` counts the rules that are stale, `newest_check` is the last day on which somebody checked one.
    """

    rows: tuple[RuleRow, ...]
    set_id: str
    set_version: str
    approved: tuple[ApprovalRecord, ...]
    needs_checking: int
    newest_check: date


@act(Act.VIEW_RULES)
def rule_list(work: Work) -> RuleList:
    """All rules that hold here, the shipped ones and the clinic's own."""
    rules, words = work.rules, read_words(work.rules.language)
    own = _Own(work)
    rows = tuple(_row(work, place, rule, words, own) for place, rule in every_rule(rules))
    asked = rules.original
    same = work.store.find(ApprovalRecord, set_id=asked.id, set_version=asked.version, set_sha256=set_sha256(asked))
    return RuleList(
        rows=rows,
        set_id=asked.id,
        set_version=asked.version,
        approved=tuple(same),
        needs_checking=sum(row.stale for row in rows),
        newest_check=newest_check(rules, work.today),
    )


def newest_check(rules: Rulebook, today: date) -> date:
    """The last day on which a rule was checked; one that bears a day still to come counts as checked today."""
    return max(min(rule.source.checked, today) for _, rule in every_rule(rules))


def _row(work: Work, place: str, rule: Dated, words: Words, own: "_Own") -> RuleRow:
    return RuleRow(
        group=_GROUPS[file_of(place).partition("/")[0]],
        name=named(place, rule, work.rules, words),
        about=about(rule, work.rules, words),
        since=rule.since,
        until=rule.until,
        source=rule.source,
        verified=rule.verified,
        stale=rule.stale_on(work.today),
        own=own.has(place, rule),
    )


class _Own:
    """What comes from the clinic's own rule files. A fee knows its schedule, and no file."""

    def __init__(self, work: Work) -> None:
        files = {one.id: one.text.encode() for one in work.store.find(RuleFileRecord) if one.text}
        self.places = {name.split(".")[0] for name in files}
        self.schedules = {read_toml(name, text)["schedule"] for name, text in files.items() if name.startswith("fees/")}

    def has(self, place: str, rule: Dated) -> bool:
        if isinstance(rule, ReferenceFee):
            return rule.schedule in self.schedules
        return file_of(place) in self.places
