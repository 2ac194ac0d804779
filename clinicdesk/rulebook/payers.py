"""Payer files: names, aliases and dated policies, no two of which may answer the same question."""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from clinicdesk.model.payer import (
    Billable,
    CoverageStatus,
    Indication,
    LineOfBusiness,
    Payer,
    Policy,
    VisitLimit,
    folded,
)
from clinicdesk.model.people import Profession
from clinicdesk.resources import quoted
from clinicdesk.rulebook.table import CODE, DIAGNOSIS, RuleFile, Table


def read_payer(file: RuleFile, table: Table) -> Payer:
    """One payer's file."""
    payer = Payer(
        id=file.stem,
        name=table.text("name"),
        aliases=table.texts("aliases"),
        lines_of_business=table.members("lines_of_business", LineOfBusiness),
        example=table.flag("example", default=False),
        note=table.text("note", ""),
        policies=tuple(_policy(one) for one in table.tables("policy")),
    )
    table.close()
    _check_overlaps(table, payer.policies)
    return payer


def _policy(table: Table) -> Policy:
    return Policy(
        **table.dated(),
        status=_status(table),
        codes=table.texts("codes", required=True, form=CODE),
        otherwise=table.flag("otherwise", default=False),
        lines_of_business=table.members("lines_of_business", LineOfBusiness),
        states=table.texts("states"),
        diagnoses=table.texts("diagnoses", form=DIAGNOSIS),
        indications=table.members("indications", Indication),
        professions=table.members("professions", Profession),
        visits=tuple(_limit(one) for one in table.tables("visits")),
        prior_authorization=table.flag("prior_authorization", default=False),
        referral=table.flag("referral", default=False),
        modifiers=table.texts("modifiers"),
        patient_may_be_billed=table.member_or_none("patient_may_be_billed", Billable),
        note=table.text("note", ""),
    )


def _status(table: Table) -> CoverageStatus:
    status = table.member("status", CoverageStatus)
    if status is CoverageStatus.INACTIVE:
        table.fault("status", "a policy cannot be inactive: that is a patient's coverage on a day")
    return status


def _limit(table: Table) -> VisitLimit:
    improvement = table.flag("documented_improvement", default=False)
    return VisitLimit(table.whole("count", least=1), table.text("period"), improvement)


def _check_overlaps(table: Table, policies: Sequence[Policy]) -> None:
    for (first, one), (second, other) in combinations(enumerate(policies), 2):
        compared = table.file.is_sound("policy", first) and table.file.is_sound("policy", second)
        if compared and one.otherwise is other.otherwise and _overlap(one, other):
            table.file.fault(
                ("policy", second),
                f"this policy answers the same question on the same day as policy[{first}];"
                " give one of them an end, other conditions, or otherwise = true",
            )


def _overlap(one: Policy, other: Policy) -> bool:
    return (
        one.first_day <= other.last_day
        and other.first_day <= one.last_day
        and not set(one.codes).isdisjoint(other.codes)
        and all(
            _meet(ours, theirs)
            for ours, theirs in (
                (one.lines_of_business, other.lines_of_business),
                (one.states, other.states),
                (one.professions, other.professions),
                (one.indications, other.indications),
            )
        )
        and _diagnoses_meet(one.diagnoses, other.diagnoses)
    )


def _meet(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return not ours or not theirs or not set(ours).isdisjoint(theirs)


def _diagnoses_meet(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    if not ours or not theirs:
        return True
    return any(one.startswith(other) or other.startswith(one) for one in ours for other in theirs)


def check_states(read: Iterable[tuple[RuleFile, Payer]], states: Collection[str]) -> None:
    """A policy for a state that does not exist would never answer."""
    for file, payer in read:
        for place, policy in enumerate(payer.policies):
            for state in policy.states:
                if state not in states:
                    file.fault(("policy", place, "states"), f"there is no state {quoted(state)}")


def check_names(read: Iterable[tuple[RuleFile, Payer]]) -> None:
    """No name or alias may lead to two payers."""
    owner: dict[str, str] = {}
    for file, payer in read:
        for key, name in (("id", payer.id), ("name", payer.name), *(("aliases", alias) for alias in payer.aliases)):
            if not name:
                continue
            first = owner.setdefault(folded(name), payer.id)
            if first != payer.id:
                file.fault((key,), f"{quoted(name)} also leads to the payer {first}")
