"""What a payer says: the determination in words, for the telephone."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from clinicdesk.cli.payers import find_payer
from clinicdesk.cli.sheet import LANGUAGE, load_rules
from clinicdesk.desk.verdict import billable_above
from clinicdesk.engine.coverage import determine
from clinicdesk.errors import ClinicdeskError
from clinicdesk.exchange.forms import DIAGNOSIS
from clinicdesk.exchange.node import quoted
from clinicdesk.exchange.result_file import as_json as written
from clinicdesk.exchange.result_file import determination_json
from clinicdesk.model.coverage import Coverage, Determination, Inquiry
from clinicdesk.model.dated import Reason
from clinicdesk.model.payer import COVERED, CoverageStatus, Indication, LineOfBusiness, Payer
from clinicdesk.model.people import Profession
from clinicdesk.model.rulebook import EVERY_STATE, Rulebook
from clinicdesk.words import Words, money, read_words

E = TypeVar("E", bound=StrEnum)


class Question(NamedTuple):
    """What was typed."""

    payer: str
    code: str
    state: str | None
    profession: str | None
    diagnoses: tuple[str, ...]
    indication: str | None
    line: str | None
    day: str


def run_lookup(asked: Question, folder: Path | None, *, as_json: bool) -> None:
    """Print the answer, in words or as JSON."""
    rules, words = load_rules(folder), read_words(LANGUAGE)
    payer = find_payer(asked.payer, rules)
    day = day_of(asked.day)
    inquiry = Inquiry(
        day=day,
        dates=(day,),
        code=_code(asked.code, rules),
        state=_state(asked.state, rules),
        profession=_member("--profession", asked.profession, Profession),
        diagnoses=tuple(map(_diagnosis, asked.diagnoses)),
        indication=_member("--indication", asked.indication, Indication),
    )
    line = _member("--line", asked.line, LineOfBusiness)
    found = determine(Coverage(payer=payer.id, in_network=True, line_of_business=line), inquiry, rules)
    if as_json:
        told = {
            "payer_name": payer.name,
            "code": inquiry.code,
            "on": day.isoformat(),
            **determination_json(found, words),
        }
        click.echo(written(told).decode(), nl=False)
    else:
        click.echo("\n".join(_told(payer, inquiry, found, rules, words)))


def day_of(typed: str) -> date:
    """A day as typed."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise ClinicdeskError(f"--on: {quoted(typed)} is not a day; write it as 2026-12-01") from None


def _code(typed: str, rules: Rulebook) -> str:
    if typed in rules.service_codes:
        return typed
    known = rules.codes.get(typed)
    about = f" {typed} is {known.text}." if known else ""
    raise ClinicdeskError(f"CODE: the codes of dry needling are {' and '.join(rules.service_codes)}.{about}")


def _state(typed: str | None, rules: Rulebook) -> str | None:
    if typed is None or (typed.upper() in rules.states and typed != EVERY_STATE):
        return typed and typed.upper()
    raise ClinicdeskError(
        f"--state: {quoted(typed)} is no US state that the rule book has; write two letters, such as NC"
    )


def _diagnosis(typed: str) -> str:
    if DIAGNOSIS.fullmatch(typed.upper()):
        return typed.upper()
    raise ClinicdeskError(f"--diagnosis: {quoted(typed)} has not the form of a diagnosis code; write it as M54.50")


def _member(option: str, typed: str | None, kind: type[E]) -> E | None:
    if typed is None:
        return None
    for one in kind:
        if one.casefold() == typed.casefold().replace(" ", "_"):
            return one
    raise ClinicdeskError(f"{option}: {quoted(typed)} is not one of {', '.join(kind)}")


def _told(payer: Payer, inquiry: Inquiry, found: Determination, rules: Rulebook, words: Words) -> list[str]:
    lines = [
        words.say("lookup.title", payer=payer.name, code=inquiry.code, day=inquiry.dates[0]),
        _status(found, words),
    ]
    if found.status is not CoverageStatus.UNKNOWN:
        lines.append(words.say("lookup.verified" if found.verified else "lookup.not_verified"))
        limit = found.visits_allowed
        lines.append(words.say("lookup.limit", count=limit) if limit is not None else words.say("lookup.no_limit"))
    lines.append(words.say("lookup.needs", needs=found.needs) if found.needs else words.say("lookup.no_needs"))
    lines += _billed(found, rules, words)
    lines += ["", words.say("lookup.why"), *_reasons(found.reasons, words)]
    for fee in rules.reference_fees:
        if fee.code == inquiry.code and fee.holds_on(inquiry.dates[0]):
            lines += ["", words.say("lookup.reference_fee", schedule=fee.schedule, amount=money(fee.amount, "USD"))]
    return lines


def _status(found: Determination, words: Words) -> str:
    if found.status is CoverageStatus.UNKNOWN:
        return words.say("lookup.status_unknown")
    return words.say("lookup.status", status=found.status)


def _billed(found: Determination, rules: Rulebook, words: Words) -> list[str]:
    """Who may be billed: for a covered visit what the plan leaves, and what lies above its limit is another answer."""
    told = found.patient_may_be_billed
    if found.status not in COVERED:
        return [words.say("lookup.billed", billed=told)]
    above = billable_above(found, rules)
    lines = [words.say("lookup.billed_covered", billed=told)]
    return [*lines, words.say("lookup.billed_above", billed=above)] if above else lines


def _reasons(reasons: Sequence[Reason], words: Words) -> list[str]:
    """The sentences, those of one source together, and the source once below them."""
    lines: list[str] = []
    for (source, since), group in groupby(reasons, key=lambda reason: (reason.source, reason.since)):
        lines += [f"  - {words.tell(reason)}" for reason in group]
        if source:
            begun = words.say("lookup.since", day=since) if since else words.say("lookup.since_not_known")
            lines.append("    " + words.say("lookup.source", title=source.title, since=begun, checked=source.checked))
            lines += [f"    {source.href}"] if source.href else []
    return lines
