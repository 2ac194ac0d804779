"""The cost and consent sheet of one visit: a pure function, the same input gives the same bytes."""

from clinicdesk.documents.case import Case
from clinicdesk.documents.compose import compose
from clinicdesk.documents.glyphs import check
from clinicdesk.documents.pdf import pdf
from clinicdesk.model.document import TranslationReview
from clinicdesk.model.result import Result
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Visit
from clinicdesk.words import Words


def sheet(
    visit: Visit,
    result: Result,
    rules: Rulebook,
    words: Words,
    visit_sha256: str,
    *,
    logo: bytes = b"",
    review: TranslationReview | None = None,
    replaces: tuple[str, ...] = (),
) -> bytes:
    """The sheet as PDF. `visit_sha256` is the hexadecimal sha256 of the visit's file, `logo` the clinic's, made to fit.

    `review` is that of the translation, where `words` are one; `replaces` has the numbers of signed papers whose place
    this one takes. It raises what `drawn` does.
    """
    return drawn(Case(visit, result, rules, words, visit_sha256, logo, review, replaces))


def drawn(case: Case) -> bytes:
    """The sheet of a case as PDF. CannotPrint where a text has a character that the typeface cannot show rightly."""
    check(case.visit, case.words)
    return pdf(compose(case), case.words)
