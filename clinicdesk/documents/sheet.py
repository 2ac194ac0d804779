"""The cost and consent sheet of one visit: a pure function, the same input gives the same bytes."""

from clinicdesk.documents.case import Case
from clinicdesk.documents.compose import compose
from clinicdesk.documents.glyphs import check
from clinicdesk.documents.pdf import pdf
from clinicdesk.model.document import Earlier, TranslationReview
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
    earlier: Earlier | None = None,
    named: bool = False,
) -> bytes:
    """The sheet as PDF. `visit_sha256` is the hexadecimal sha256 of the visit's file, `logo` the clinic's, made to fit.

    `review` is that of the translation, where `words` are one; `replaces` has the numbers of signed papers whose place
    this one takes, `earlier` is the estimate that was given before this one. The name of the patient stands in the
    PDF's title only where it is `named`.

    CannotPrint where a text has a character that the typeface cannot show as it should be.
    """
    check(visit, words)
    return pdf(compose(Case(visit, result, rules, words, visit_sha256, logo, review, replaces, earlier, named)), words)
