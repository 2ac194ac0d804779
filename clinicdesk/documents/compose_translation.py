"""What a paper in another language than the one it was written in says of that: who reviewed the translation."""

from clinicdesk.documents.blocks import Block, Manner, Text
from clinicdesk.documents.case import Case
from clinicdesk.model.document import TranslationReview
from clinicdesk.model.language import ORIGINAL
from clinicdesk.words import Words


def mark(words: Words, review: TranslationReview | None) -> list[Block]:
    """That nobody has reviewed the translation, in both languages, or who has; nothing on an original."""
    if words.language == ORIGINAL:
        return []
    if review is None:
        return [Text(words.say("paper.translation.not_reviewed"), Manner.SMALL_BOLD)]
    return [Text(words.say("paper.translation.reviewed", by=review.by, on=review.on), Manner.SMALL_MUTED)]


def shown(case: Case) -> list[Block]:
    """What a patient signs in a translation: in which language it was shown, and that the original can be had."""
    return [] if case.words.language == ORIGINAL else [Text(case.say("translation.shown"))]
