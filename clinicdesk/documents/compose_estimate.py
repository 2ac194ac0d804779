"""The cost part as a whole: what it is called, and what a Good Faith Estimate must say besides the amounts."""

from datetime import date

from clinicdesk.documents.blocks import (
    Beside,
    Block,
    Box,
    Bullets,
    Column,
    Heading,
    Manner,
    Pairs,
    Row,
    Table,
    Text,
    Together,
    Tone,
)
from clinicdesk.documents.case import Case, begun
from clinicdesk.documents.compose_chart import bars
from clinicdesk.documents.compose_cost import figures, sessions
from clinicdesk.documents.compose_why import assumptions, payers, state, worked_out
from clinicdesk.documents.says import said_with_sources
from clinicdesk.documents.texts import Part
from clinicdesk.model.dated import year_after
from clinicdesk.model.document import Notice, NoticeKind

_KIND = "good_faith_estimate"


def cost(case: Case) -> list[Block]:
    """Everything about money. Only a complete Good Faith Estimate bears that title."""
    notice = case.notice(NoticeKind.GOOD_FAITH_ESTIMATE)
    title = case.form(_KIND).title if case.good_faith else case.say("cost.title")
    blocks: list[Block] = [Heading(title, 1)]
    if case.lacking and notice:
        blocks.append(_incomplete(case, notice))
    blocks += _past(case)
    if case.good_faith:
        blocks += [Text(one) for one in case.part(_KIND, "intro").paragraphs()]
        blocks += _earlier(case)
    blocks += figures(case)
    blocks += sessions(case)
    blocks += bars(case)
    if case.good_faith:
        blocks += _elements(case)
    blocks += worked_out(case)
    blocks += assumptions(case)
    blocks += payers(case)
    blocks += state(case)
    blocks += _why_this_paper(case)
    return blocks


def _incomplete(case: Case, notice: Notice) -> Box:
    part = case.part(_KIND, "missing")
    fields = case.words.listed(case.words.say(f"reason.field.{one}") for one in case.lacking)
    due = [Text(case.say("gfe.due", day=notice.due))] if notice.due else []
    return Box(Tone.REVIEW, part.heading, (*(Text(one) for one in part.paragraphs(fields=fields)), *due))


def _earlier(case: Case) -> list[Block]:
    """Which estimate this one takes the place of, and what has changed since."""
    before = case.earlier
    if before is None:
        return []
    told = [case.say("gfe.instead", number=before.number, day=before.given_on)]
    if before.changed:
        told.append(case.say("gfe.changed", changed="; ".join(before.changed)))
    return [Text(" ".join(told), Manner.BOLD)]


def _past(case: Case) -> list[Block]:
    """That the sessions are over, or that their code was not there yet: then nothing is estimated that is to come."""
    told: list[str] = []
    if case.visit.is_over:
        told.append(case.say("cost.over", day=case.visit.day))
    if case.before_code and case.before_code.since:
        told.append(case.say("cost.before_code", code=case.before_code.code, since=case.before_code.since))
    return [Box(Tone.REVIEW, case.say("cost.past"), tuple(Text(one) for one in told))] if told else []


def _elements(case: Case) -> list[Block]:
    """What 45 CFR 149.610(c)(1) asks for beside the amounts of the table above."""
    visit, words = case.visit, case.words
    until = _until(case)
    parts = case.form(_KIND).parts
    phone = visit.clinic.phone or visit.clinic.address
    late = [day for day in visit.service.dates(visit.service.sessions) if day > until]
    blocks: list[Block] = [
        Heading(case.say("gfe.service")),
        Pairs(tuple(_service(case)), columns=2),
        _items(case),
        Together((Heading(case.say("gfe.provider")), Pairs(tuple(_provider(case)), columns=3))),
        Heading(parts["disclaimers"].heading),
        Bullets(parts["disclaimers"].listed(until=words.day(until))),
    ]
    if late:
        blocks.append(Text(case.say("gfe.late", until=until), Manner.BOLD))
    apart = parts["apart"].paragraphs(clinic=visit.clinic.name, phone=phone)
    blocks.append(Beside((_titled(parts["apart"], apart), _titled(parts["dispute"], parts["dispute"].paragraphs()))))
    return blocks


def _until(case: Case) -> date:
    """The last day of an estimate's twelve months."""
    return year_after(case.visit.day)


def _titled(part: Part, paragraphs: tuple[str, ...]) -> tuple[Block, ...]:
    return Heading(part.heading), *(Text(one) for one in paragraphs)


def _service(case: Case) -> list[tuple[str, str]]:
    """The patient, the main service in plain words, its dates, and the diagnosis."""
    visit, words = case.visit, case.words
    service = visit.service
    days = [day for day in service.dates(service.sessions) if day <= _until(case)] or [service.first_session]
    when = case.say("gfe.one_date", day=days[0])
    if len(days) > 1:
        when = case.say("gfe.dates", count=len(days), days=service.every_days, first=days[0], last=days[-1])
    born = words.day(visit.patient.birth_date) if visit.patient.birth_date else case.say("not_stated")
    return [
        (case.say("gfe.patient"), case.say("gfe.patient_born", name=case.patient_name, born=born)),
        (case.say("gfe.main"), case.service(service.code)),
        (case.say("gfe.when"), when),
        (case.say("gfe.diagnosis"), _diagnosis(case)),
    ]


def _diagnosis(case: Case) -> str:
    return ", ".join(case.visit.service.diagnoses) or case.say("gfe.no_diagnosis")


def _items(case: Case) -> Table:
    """The itemized list: each service with its codes, how often within twelve months, and what it is to cost then."""
    columns = ("item", "code", "diagnosis", "times", "each", "charge")
    heads = tuple(
        Column(
            case.say(f"gfe.column.{name}"),
            right=name in {"times", "each", "charge"},
            wraps=name in {"item", "diagnosis"},
            weight=2 if name == "item" else 1,
        )
        for name in columns
    )
    rows: list[Row] = []
    lines = [line for line in case.result.estimate.lines if line.day <= _until(case)]
    for code in dict.fromkeys(line.code for line in lines):
        own = [line for line in lines if line.code == code]
        known = case.rules.codes.get(code)
        amounts = {(line.patient // line.units, line.patient % line.units) for line in own}
        each = case.say("gfe.see_table")
        if len(amounts) == 1 and not (amount := next(iter(amounts)))[1]:
            each = case.money(amount[0])
        name = begun(known.text) if known else case.say("gfe.other_service")
        total = case.money(sum(line.patient for line in own))
        rows.append(Row((name, code, _diagnosis(case), str(sum(line.units for line in own)), each, total)))
    return Table(heads, tuple(rows))


def _provider(case: Case) -> list[tuple[str, str]]:
    clinic = case.visit.clinic
    practitioner = clinic.practitioner
    state = case.rules.states.get(clinic.state)
    not_stated = case.say("not_stated")
    return [
        (case.say("gfe.name"), clinic.name),
        (case.say("gfe.npi"), clinic.npi),
        (case.say("gfe.tin"), clinic.tin),
        (case.say("gfe.place"), " ".join(clinic.address.split())),
        (case.say("gfe.state"), state.name if state else clinic.state),
        (case.say("gfe.by"), case.say("gfe.by_npi", name=practitioner.name, npi=practitioner.npi or not_stated)),
    ]


def _why_this_paper(case: Case) -> list[Block]:
    """The rule behind the estimate and the days that matter, small."""
    notice = case.notice(NoticeKind.GOOD_FAITH_ESTIMATE) or case.notice(NoticeKind.COST_ESTIMATE)
    if notice is None:
        return []
    told = [case.say("cost.given", day=case.visit.day)]
    if notice.due:
        told.append(case.say("gfe.due", day=notice.due))
    told += said_with_sources(case, notice.reasons, "source.rule")
    return [Text(" ".join(told), Manner.SMALL_MUTED, case.say("cost.why_paper"))]
