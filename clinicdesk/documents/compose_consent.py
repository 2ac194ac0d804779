"""The consent: what is done, what can happen, what else there is, who signs. With a blocker it is only to read."""

from clinicdesk.documents.blocks import (
    Beside,
    Blank,
    Block,
    Box,
    Bullets,
    Choice,
    Column,
    Heading,
    Manner,
    NewPage,
    Pairs,
    Row,
    Signature,
    Table,
    Text,
    Together,
    Tone,
)
from clinicdesk.documents.case import Case
from clinicdesk.documents.compose_translation import shown
from clinicdesk.documents.edition import edition
from clinicdesk.documents.says import said_with_sources
from clinicdesk.documents.signing import consent_signatures
from clinicdesk.documents.texts import Form, Rate
from clinicdesk.model.document import Notice, NoticeKind

_KIND = "consent"


def consent(case: Case) -> list[Block]:
    """The consent's pages, where it is due."""
    notice = case.notice(NoticeKind.CONSENT)
    if notice is None:
        return []
    form = case.form(_KIND)
    cost = "cost" if case.may_sign else "cost_read_only"
    blocks: list[Block] = [NewPage(), Heading(form.title, 1), *shown(case)]
    if not case.may_sign:
        part = form.parts["read_only"]
        blocks.append(Box(Tone.STOP, part.heading, tuple(Text(one) for one in part.paragraphs())))
    blocks += [Pairs(tuple(_about(case)), columns=4), *_to_fill_in(case)]
    blocks += [_beside(form, "what", "feel"), *_risks(case, form)]
    blocks += [_beside(form, "choices", "stop", cost), *_state(case, form)]
    end: list[Block] = [_rests_on(case, form, notice), edition(case, form)]
    if case.may_sign and notice.signer:
        blocks += [_teach_back(case, form), *consent_signatures(case, notice.signer)]
        end.insert(0, Choice((case.say("sign.copy"),)))
    return [*blocks, Together(tuple(end))]


def _about(case: Case) -> list[tuple[str, str]]:
    """What it is for, and who does it; what nobody has stated is written down by hand where somebody may sign."""
    visit = case.visit
    practitioner = visit.clinic.practitioner
    not_stated = case.say("not_stated")
    hours = practitioner.dry_needling_hours
    return [
        *((name, told or not_stated) for name, told in _purpose(case).items() if told or not case.may_sign),
        (case.say("consent.diagnosis"), ", ".join(visit.service.diagnoses) or case.say("gfe.no_diagnosis")),
        (case.say("consent.sessions"), case.say("consent.planned", count=case.last)),
        (case.say("consent.practitioner"), practitioner.name),
        (case.say("consent.profession"), case.words.word(practitioner.profession)),
        (case.say("consent.license"), practitioner.license or not_stated),
        (case.say("consent.training"), not_stated if hours is None else case.say("consent.hours", count=hours)),
    ]


def _purpose(case: Case) -> dict[str, str]:
    """Where and what for, by the label; empty where nobody has stated it."""
    service = case.visit.service
    reason = case.words.word(service.indication) if service.indication else ""
    return {case.say("consent.area"): service.body_region, case.say("consent.problem"): reason}


def _to_fill_in(case: Case) -> list[Block]:
    """Lines to write on for what nobody has stated, where somebody may sign."""
    blanks = tuple(Blank(name) for name, told in _purpose(case).items() if not told)
    return [Signature("", (blanks,))] if blanks and case.may_sign else []


def _part(form: Form, name: str) -> list[Block]:
    part = form.parts[name]
    blocks: list[Block] = [Heading(part.heading), *(Text(one) for one in part.paragraphs())]
    return [*blocks, Bullets(part.items)] if part.items else blocks


def _beside(form: Form, *names: str) -> Beside:
    return Beside(tuple(tuple(_part(form, name)) for name in names))


def _risks(case: Case, form: Form) -> list[Block]:
    """What can happen, with the studies' figures, and the signs that need an emergency room."""
    common, lungs = form.parts["common"], form.parts["lungs"]
    heads = (
        Column(case.say("consent.event"), wraps=True, weight=3),
        Column(case.say("consent.rate"), wraps=True, weight=3),
        Column(case.say("consent.study"), wraps=True, weight=3),
    )
    table = Table(heads, tuple(Row((one.event, one.rate, _studies(form, one))) for one in form.figures))
    warning = Box(Tone.REVIEW, lungs.heading, (*(Text(one) for one in lungs.paragraphs()), Bullets(lungs.items)))
    notes = Text(" ".join(common.paragraphs()), Manner.SMALL_MUTED)
    return [Heading(common.heading), table, notes, Beside((tuple(_part(form, "serious")), (warning,)))]


def _studies(form: Form, rate: Rate) -> str:
    return ", ".join(form.sources[name].title.split(",")[0] for name in rate.sources)


def _state(case: Case, form: Form) -> list[Block]:
    """The sentences that the state's law wants, word for word; where only the gist is known, a gap to be filled."""
    clinic = case.visit.clinic
    state = case.rules.states.get(clinic.state)
    first, profession = case.visit.service.first_session, clinic.practitioner.profession
    listed = [one for one in state.consent if profession in one.professions] if state else []
    wanted = [one for one in listed if (one.since or first) <= first <= one.last_day]
    if not wanted:
        return []
    part = form.parts["state"]
    told: list[Block] = []
    for one in wanted:
        gap = tuple(Text(text, Manner.BOLD) for text in part.paragraphs(gist=one.gist))
        told += [Text(case.say("consent.quoted", text=one.text.strip()))] if one.text else gap
        told.append(
            Text(case.say("status.listed", title=one.source.title, checked=one.source.checked), Manner.SMALL_MUTED)
        )
    tone = Tone.INFO if all(one.text for one in wanted) else Tone.REVIEW
    return [Box(tone, part.heading, tuple(told))]


def _teach_back(case: Case, form: Form) -> Signature:
    part = form.parts["teach_back"]
    rows = tuple((Blank(question, 5), Blank(case.say("sign.initials"), 1)) for question in part.items)
    return Signature(part.heading, rows)


def _rests_on(case: Case, form: Form, notice: Notice) -> Text:
    titles = "; ".join(source.title for source in form.sources.values())
    told = said_with_sources(case, notice.reasons, "source.rule")
    return Text(" ".join([*told, case.say("consent.sources", titles=titles)]), Manner.SMALL_MUTED)
