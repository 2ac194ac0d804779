"""The blank screening form: every question that a person can be asked, to be answered by hand."""

from collections.abc import Iterator

from clinicdesk.documents.blocks import Blank, Block, Heading, Manner, Paper, Question, Signature, Text, Together
from clinicdesk.documents.compose_translation import mark
from clinicdesk.documents.pdf import pdf
from clinicdesk.documents.texts import form
from clinicdesk.model.document import TranslationReview
from clinicdesk.model.questionnaire import CHANGED_ITEM, REFERRAL_ITEM, Item, ItemType, Questionnaire
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words

_KIND = "questionnaire"
_SHOWN_OF_RULES = 12


def questionnaire(rules: Rulebook, words: Words, review: TranslationReview | None = None) -> bytes:
    """The blank form as PDF; the same rules give the same bytes. `review` is that of the translation, if it is one."""
    return pdf(compose(rules, words, review), words)


def compose(rules: Rulebook, words: Words, review: TranslationReview | None = None) -> Paper:
    """The form: who, the questions by section, who filled it in."""
    texts = form(_KIND, words.language)
    asked = rules.questionnaire
    intro, help_, sign = texts.parts["intro"], texts.parts["help"], texts.parts["sign"]
    who = (
        (
            Blank(words.say("paper.ask.name"), 3),
            Blank(words.say("paper.ask.born"), 2),
            Blank(words.say("paper.sign.date"), 2),
        ),
    )
    blocks: list[Block] = [
        Heading(texts.title, 1),
        *mark(words, review),
        Signature("", who),
        *(Text(one) for one in intro.paragraphs()),
        Text(" ".join(help_.paragraphs()), lead=help_.heading),
        *_questions(asked, words),
        Signature(
            sign.heading,
            (
                (
                    Blank(words.say("paper.sign.name"), 3),
                    Blank(words.say("paper.ask.if_not_patient"), 3),
                ),
                (Blank(words.say("paper.sign.signature"), 4), Blank(words.say("paper.sign.date"), 2)),
            ),
            " ".join(sign.paragraphs()),
        ),
        Text(words.say("paper.ask.set", id=asked.id, version=asked.version), Manner.SMALL_MUTED),
    ]
    return Paper(
        title=texts.title,
        number=words.say("paper.ask.number", version=asked.version),
        clinic=texts.title,
        rules=words.say("paper.rules", version=rules.version[:_SHOWN_OF_RULES]),
        about="",
        letter=True,
        blocks=tuple(blocks),
    )


def _questions(asked: Questionnaire, words: Words) -> Iterator[Block]:
    """The sections; what hangs on a question stays on its page."""
    number = 0
    for section, title in asked.sections.items():
        items = [item for item in asked.items if item.section == section and item.type is not ItemType.COMPUTED_INTEGER]
        if items:
            yield Heading(title)
        group: list[Block] = []
        for item in items:
            follows = item.enable_when is not None
            if group and not follows:
                yield Together(tuple(group))
                group = []
            number += not follows
            group.append(_question(item, words, "" if follows else f"{number}."))
        if group:
            yield Together(tuple(group))


def _question(item: Item, words: Words, number: str) -> Question:
    writes = item.type in {ItemType.TEXT, ItemType.INTEGER}
    several_lines = item.type is ItemType.TEXT and not item.required
    several = item.type is ItemType.MULTI_CHOICE and not item.help
    text = words.say("paper.ask.several", text=item.text) if several else item.text
    return Question(
        number=number,
        text=text,
        help=item.help,
        options=() if writes else tuple(item.options.values()),
        writes=writes and not several_lines,
        lines=2 if several_lines else 0,
        inset=item.enable_when is not None,
        condition=_condition(item, words),
    )


def _condition(item: Item, words: Words) -> str:
    """For whom a question is that not everybody is asked. What hangs on an answer says so itself."""
    told = {CHANGED_ITEM: "paper.ask.if_return", REFERRAL_ITEM: "paper.ask.if_referral"}.get(item.link_id)
    return words.say(told) if told else ""
