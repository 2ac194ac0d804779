"""What a person reads before signing on the screen: what is agreed to, and what the signature says."""

from dataclasses import dataclass

from clinicdesk.desk.desk import Work
from clinicdesk.desk.translations import review_of
from clinicdesk.documents.signed_words import agreement, statement, translation
from clinicdesk.model.people import Signer
from clinicdesk.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningWords:
    """`explained` is told first, `agree` is what one agrees to; `says` is what one signs, under the title `who`.

    `translation` says who has reviewed these words, where they are a translation.
    """

    title: str
    explained: tuple[str, ...]
    agree: str
    who: str
    says: str
    translation: str

    @property
    def agreed(self) -> str:
        """All that somebody has read who agreed, in one piece."""
        return " ".join((*self.explained, self.agree))


def signing_words(at: Work, kind: str, signer: Signer, words: Words) -> SigningWords:
    """The words for who signs a kind of paper."""
    title, explained, agree = agreement(words.language)
    who, says = statement(kind, signer, words.language)
    told = translation(words, review_of(at, words.language))
    return SigningWords(title=title, explained=explained, agree=agree, who=who, says=says, translation=told)
