"""The papers that a plan's answer asks for: the waiver, the word that Medicare's form is needed, a plan to be asked."""

from clinicdesk.documents.blocks import (
    Blank,
    Block,
    Box,
    Bullets,
    Choice,
    Column,
    Heading,
    Manner,
    NewPage,
    Row,
    Signature,
    Table,
    Text,
    Tone,
)
from clinicdesk.documents.case import Case
from clinicdesk.documents.edition import edition
from clinicdesk.documents.says import said_with_sources
from clinicdesk.documents.signing import place, signer_label, signer_name
from clinicdesk.model.document import Notice, NoticeKind
from clinicdesk.model.estimate import Line, NotPaid
from clinicdesk.model.payer import REFUSED, CoverageStatus

_WAIVER = NoticeKind.NON_COVERED_WAIVER


def ask_first(case: Case) -> list[Block]:
    """The boxes on top that say what has to be done before any treatment: Medicare's form, or a plan to be asked."""
    blocks: list[Block] = []
    for kind in (NoticeKind.ABN, NoticeKind.ORGANIZATION_DETERMINATION):
        if notice := case.notice(kind):
            blocks += _for_the_desk(case, notice)
    return blocks


def waiver(case: Case) -> list[Block]:
    """The waiver's page, where it is due."""
    notice = case.notice(_WAIVER)
    return _waiver(case, notice) if notice else []


def waiver_choices(case: Case) -> tuple[str, ...]:
    """What the patient chooses from on the waiver; nothing where it is not due."""
    if case.notice(_WAIVER) is None:
        return ()
    amount = case.money(sum(line.patient for line in refused_lines(case)))
    return case.part(_WAIVER, "choose").listed(amount=amount)


def _for_the_desk(case: Case, notice: Notice) -> list[Block]:
    """What the patient should know, and what the desk has to do. Nothing that looks like an official form."""
    form = case.form(notice.kind)
    patient, desk = form.parts["patient"], form.parts["desk"]
    amount = case.money(sum(line.patient for line in refused_lines(case)))
    told = said_with_sources(case, notice.reasons, "source.rule")
    box = Box(
        Tone.REVIEW,
        form.title,
        (
            *(Text(one) for one in patient.paragraphs()),
            Text(desk.heading, Manner.SMALL_BOLD),
            Bullets(desk.listed(amount=amount), Manner.SMALL),
            Text(" ".join(told), Manner.SMALL_MUTED),
        ),
    )
    return [box]


def _waiver(case: Case, notice: Notice) -> list[Block]:
    """A page of its own: which visits, what they cost, the patient's choice, a place to sign where there may be one."""
    form = case.form(_WAIVER)
    refused = refused_lines(case)
    payer = case.payer_name(case.visit.coverage[0])
    told = said_with_sources(case, notice.reasons, "source.rule")
    blocks: list[Block] = [
        NewPage(),
        Heading(form.title, 1),
        *(Text(one) for one in form.parts["why"].paragraphs(payer=payer)),
        _visits(case, refused),
        Text(" ".join(told), Manner.SMALL_MUTED),
        Heading(form.parts["choose"].heading),
    ]
    options = waiver_choices(case)
    if not case.may_sign:
        read_only = form.parts["read_only"]
        box = Box(Tone.STOP, read_only.heading, tuple(Text(one) for one in read_only.paragraphs()))
        return [
            *blocks,
            Bullets(options),
            *(Text(one) for one in form.parts["ask"].paragraphs()),
            box,
            edition(case, form),
        ]
    sign = form.parts["sign"]
    blocks += [
        Choice(options, stacked=True, place=f"{_WAIVER}.choice"),
        *(Text(one) for one in form.parts["ask"].paragraphs()),
    ]
    signed = Signature(
        signer_label(case, notice.signer),
        (
            (
                Blank(case.say("sign.name"), 3, signer_name(case, notice.signer)),
                Blank(case.say("sign.signature"), 4, place=place(_WAIVER, notice.signer, "signature")),
            ),
            (
                Blank(case.say("sign.date"), 1, place=place(_WAIVER, notice.signer, "date")),
                Blank(case.say("sign.time"), 1, place=place(_WAIVER, notice.signer, "time")),
                Blank(case.say("sign.witness"), 2),
            ),
        ),
        " ".join(sign.paragraphs()),
    )
    return [*blocks, signed, edition(case, form)]


def refused_lines(case: Case) -> list[Line]:
    """The lines that the plan is known not to pay for: by its answer, or as no visit is left."""
    return [
        line
        for line in case.result.estimate.lines
        if _status(case, line) in REFUSED or line.not_paid is NotPaid.NO_VISITS_LEFT
    ]


def _status(case: Case, line: Line) -> CoverageStatus:
    """What the first plan says of the line's service on its day, whether the plan is used or not."""
    primary = case.result.coverage[0]
    statuses = primary.needling if line.code == case.visit.service.code else primary.others[line.code]
    return statuses[line.session - case.before - 1]


def _visits(case: Case, lines: list[Line]) -> Table:
    heads = (
        Column(case.say("cost.column.session")),
        Column(case.say("cost.column.date")),
        Column(case.say("cost.column.service"), wraps=True, weight=2),
        Column(case.say("waiver.says"), wraps=True, weight=3),
        Column(case.say("cost.column.patient"), right=True),
    )
    rows = [
        Row((str(line.session), case.words.day(line.day), line.code, _says(case, line), case.money(line.patient)))
        for line in lines
    ]
    total = case.money(sum(line.patient for line in lines))
    return Table(
        heads, (*rows, Row(("", case.say("cost.total"), "", "", total), strong=True, tinted=True, ruled=False))
    )


def _says(case: Case, line: Line) -> str:
    if line.not_paid is NotPaid.NO_VISITS_LEFT:
        return case.say("waiver.no_visits_left")
    return case.words.word(_status(case, line))
