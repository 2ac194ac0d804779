"""State files: who may needle, on what conditions, since when; and the age of consent to health care."""

import re
from collections.abc import Sequence
from itertools import combinations

from clinicdesk.model.people import Profession
from clinicdesk.model.practice import AgeOfConsent, ConsentSentence, PracticeRule, PracticeStatus, State
from clinicdesk.model.rulebook import EVERY_STATE
from clinicdesk.resources import quoted
from clinicdesk.rulebook.table import RuleFile, Table

_ID = re.compile(rf"[A-Z]{{2}}|{EVERY_STATE}")


def read_state(file: RuleFile, table: Table) -> State:
    """One state's file."""
    state = State(
        id=file.stem,
        name=table.text("name"),
        practice=tuple(_rule(one) for one in table.tables("practice")),
        age_of_consent=_age(table) if table.has("age_of_consent") else None,
        consent=tuple(_sentence(one) for one in table.tables("consent")),
    )
    if not _ID.fullmatch(file.stem):
        table.fault("id", f'{quoted(file.stem)} is neither two capital letters nor "{EVERY_STATE}"')
    table.close()
    _check_overlaps(table, state.practice)
    return state


def _rule(table: Table) -> PracticeRule:
    status = table.member("status", PracticeStatus)
    effective = table.day_or_none("effective")
    if effective and status is not PracticeStatus.NOT_YET_EFFECTIVE:
        table.fault("effective", "only a law that is not yet effective has this day")
    return PracticeRule(
        **table.dated(),
        profession=table.member("profession", Profession),
        status=status,
        training_hours=table.whole_or_none("training_hours"),
        training=table.text("training", ""),
        endorsement=table.flag("endorsement", default=False),
        written_consent=table.flag("written_consent", default=False),
        referral=table.flag("referral", default=False),
        delegation=table.flag_or_none("delegation"),
        effective=effective,
        note=table.text("note", ""),
    )


def _age(table: Table) -> AgeOfConsent:
    inner = table.table("age_of_consent")
    age = AgeOfConsent(**inner.dated(), age=inner.whole("age"), note=inner.text("note", ""))
    inner.close()
    return age


def _sentence(table: Table) -> ConsentSentence:
    return ConsentSentence(
        **table.dated(),
        professions=table.members("professions", Profession),
        gist=table.text("gist"),
        text=table.text("text") if table.has("text") else "",
    )


def _check_overlaps(table: Table, rules: Sequence[PracticeRule]) -> None:
    for (first, one), (second, other) in combinations(enumerate(rules), 2):
        compared = table.file.is_sound("practice", first) and table.file.is_sound("practice", second)
        if compared and one.profession is other.profession and one.last_day >= other.first_day:
            table.file.fault(
                ("practice", second),
                f"this row of {other.profession} begins before practice[{first}] has ended;"
                " give that one an end, and keep the order of time",
            )
