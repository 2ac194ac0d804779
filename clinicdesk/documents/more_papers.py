"""Papers that tell of no visit: what a patient takes home, and the sheet on which a session is written by hand."""

from clinicdesk.documents.blocks import (
    Blank,
    Block,
    Box,
    Bullets,
    Heading,
    Manner,
    Paper,
    Question,
    Signature,
    Text,
    Tone,
)
from clinicdesk.documents.compose_translation import mark
from clinicdesk.documents.pdf import pdf
from clinicdesk.documents.texts import Form, Part, form
from clinicdesk.model.document import TranslationReview
from clinicdesk.words import Words


def after_care(clinic: str, phone: str, words: Words, review: TranslationReview | None = None) -> bytes:
    """What to look out for after a session, as PDF; `clinic` and `phone` say whom to call."""
    texts = form("after_care", words.language)
    parts = texts.parts
    blocks: list[Block] = [
        Heading(texts.title, 1),
        *mark(words, review),
        *_listed(parts["feel"]),
        *_listed(parts["drive"]),
        _box(parts["emergency"], Tone.STOP),
        _box(parts["call"], Tone.REVIEW, clinic=", ".join(one for one in (clinic, phone) if one)),
        Question("", parts["notes"].heading, lines=6),
        _edition(texts, words),
    ]
    return _made(texts, clinic, blocks, words)


def session_sheet(clinic: str, words: Words, review: TranslationReview | None = None) -> bytes:
    """The sheet for one session, to be filled in by hand, as PDF."""
    texts = form("session_sheet", words.language)
    parts = texts.parts
    blocks: list[Block] = [
        Heading(texts.title, 1),
        *mark(words, review),
        *(Text(one) for one in parts["intro"].paragraphs()),
        Signature("", _rows(parts["who"], 4)),
        _written(parts["region"], 1),
        _written(parts["muscles"], 3),
        Signature(parts["needles"].heading, _rows(parts["needles"], 4)),
        _ticked(parts["current"]),
        _ticked(parts["tolerated"]),
        Signature(parts["outcome"].heading, _rows(parts["outcome"], 3)),
        _written(parts["response"], 2),
        _ticked(parts["event"]),
        _written(parts["told"], 2),
        _ticked(parts["after"]),
        Signature(parts["sign"].heading, _rows(parts["sign"], 3), " ".join(parts["sign"].paragraphs())),
        _edition(texts, words),
    ]
    return _made(texts, clinic, blocks, words)


def _made(texts: Form, clinic: str, blocks: list[Block], words: Words) -> bytes:
    paper = Paper(
        title=texts.title,
        number=f"{texts.edition}",
        clinic=clinic,
        rules="",
        about="",
        letter=True,
        blocks=tuple(blocks),
    )
    return pdf(paper, words)


def _listed(part: Part) -> list[Block]:
    found: list[Block] = [Heading(part.heading), *(Text(one) for one in part.paragraphs())]
    return [*found, Bullets(part.listed())] if part.items else found


def _box(part: Part, tone: Tone, **values: str) -> Box:
    return Box(tone, part.heading, (Bullets(part.listed()), *(Text(one) for one in part.paragraphs(**values))))


def _written(part: Part, lines: int) -> Question:
    return Question("", part.heading, lines=lines)


def _ticked(part: Part) -> Question:
    return Question("", part.heading, options=part.items)


def _rows(part: Part, across: int) -> tuple[tuple[Blank, ...], ...]:
    """The list's items as lines to write on, so many in a row."""
    blanks = [Blank(one) for one in part.items]
    return tuple(tuple(blanks[at : at + across]) for at in range(0, len(blanks), across))


def _edition(texts: Form, words: Words) -> Text:
    told = words.say("paper.edition", title=texts.title, edition=texts.edition, mark=texts.mark)
    return Text(told, Manner.SMALL_MUTED)
