"""Which texts are printed: each kind of paper with its edition and the sources that it rests on."""

from dataclasses import dataclass
from datetime import date

from clinicdesk.documents.texts import form
from clinicdesk.resources import folder


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """One paper's text in one language. `sources` are their titles."""

    title: str
    language: str
    edition: date
    sources: tuple[str, ...]


def paper_texts() -> tuple[PaperText, ...]:
    """The shipped texts, by kind and language. It tells of no patient, so it is no act."""
    files = sorted((folder() / "documents").glob("*/*.toml"))
    forms = (form(path.parent.name, path.stem) for path in files)
    return tuple(
        PaperText(
            title=one.title,
            language=one.language,
            edition=one.edition,
            sources=tuple(source.title for source in one.sources.values()),
        )
        for one in forms
    )
