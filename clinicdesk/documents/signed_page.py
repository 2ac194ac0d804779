"""The page that tells of signatures from the screen: who, as what, when, under whose account, and on which paper."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from clinicdesk.documents.blocks import Beside, Block, Drawn, Heading, Manner, Pairs, Paper, Text, Together
from clinicdesk.documents.signed_words import KIND, statement
from clinicdesk.documents.texts import form
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.paper_records import DocumentRecord, OnScreen, SignatureRecord
from clinicdesk.model.people import Signer
from clinicdesk.words import Words


class About(NamedTuple):
    """What stands on the page beside the signatures. `replaces` is the number of the paper that went before."""

    clinic: str
    patient: str
    practitioner: str
    replaces: str = ""


def signature_page(
    paper: DocumentRecord, about: About, signatures: Sequence[SignatureRecord], words: Words, *, letter: bool
) -> Paper:
    """The page for a paper, given as it was issued."""
    texts = form(KIND, words.language)
    blocks: list[Block] = [
        Heading(texts.title, 1),
        *(Text(one) for one in texts.parts["intro"].paragraphs()),
        Pairs((*_paper(paper, about, words),), columns=3),
    ]
    if about.replaces:
        blocks.append(Text(words.say("paper.signed.replaces", number=about.replaces)))
    made = [(one, one.screen) for one in signatures if one.screen]
    blocks += [Together((*_signature(paper.kind, one, told, words),)) for one, told in made]
    for agreed, translation in dict.fromkeys((told.agreed, told.translation) for _, told in made):
        blocks.append(Text(agreed, Manner.SMALL, words.say("paper.signed.agreed")))
        blocks += [Text(translation, Manner.SMALL_BOLD)] if translation else []
    code = Pairs(((words.say("paper.signed.code"), paper.sha256),), columns=1)
    told = words.say("paper.edition", title=texts.title, edition=texts.edition, mark=texts.mark)
    whole = [Text(one, Manner.SMALL) for one in texts.parts["whole"].paragraphs()]
    blocks.append(Together((*whole, code, Text(told, Manner.SMALL_MUTED))))
    return Paper(
        title=texts.title,
        number=paper.label,
        clinic=about.clinic,
        rules=words.say("paper.signed.page"),
        about=about.patient,
        letter=letter,
        blocks=tuple(blocks),
        barcode=paper.label,
    )


def clock(told: OnScreen, words: Words) -> tuple[str, str]:
    """The local day and time of a signature, the time with its distance from UTC."""
    at = datetime.fromisoformat(told.at)
    return words.day(at.date()), f"{at:%H:%M:%S} ({at.tzname()})"


def _paper(paper: DocumentRecord, about: About, words: Words) -> Iterator[tuple[str, str]]:
    yield words.say("paper.signed.paper"), words.word(NoticeKind(paper.kind))
    yield words.say("paper.signed.number"), paper.label
    yield words.say("paper.signed.patient"), about.patient


def _signature(kind: str, one: SignatureRecord, told: OnScreen, words: Words) -> Iterator[Block]:
    who, says = statement(kind, one.signer, words.language)
    yield Heading(who)
    yield Text(says)
    if told.chosen:
        yield Text(told.chosen, lead=words.say("paper.signed.chosen", number=told.choice))
    drawn = Drawn(told.ink, words.say("paper.signed.drawn", name=one.name))
    yield Beside(((drawn,), (Pairs((*_facts(one, told, words),), columns=2),)))


def _facts(one: SignatureRecord, told: OnScreen, words: Words) -> Iterator[tuple[str, str]]:
    day, time = clock(told, words)
    of_guardian = one.signer is Signer.GUARDIAN
    facts = [
        (words.say("paper.sign.name"), one.name),
        (words.say("paper.sign.relationship"), told.relationship),
        (words.say("paper.sign.id_seen" if of_guardian else "paper.sign.papers_seen"), told.seen),
        (
            words.say("paper.sign.license" if one.signer is Signer.CLINICIAN else "paper.sign.interpreter_id"),
            told.number,
        ),
        (words.say("paper.signed.when"), words.say("paper.signed.at", day=day, time=time)),
        (words.say("paper.signed.account"), told.account),
        (words.say("paper.signed.device"), told.device),
    ]
    return (fact for fact in facts if fact[1])
