"""Languages beside the one in which everything is written: which a patient is given, and who has reviewed them."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.screening_set import set_sha256
from clinicdesk.desk.typed import typed
from clinicdesk.model.document import TranslationReview
from clinicdesk.model.language import ORIGINAL
from clinicdesk.model.records import SettingRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import folder
from clinicdesk.words import languages, read_words, said

LONGEST = 120
"""Characters of a reviewer's name."""

_OF_STAFF = ("ui.", "Act.", "Role.", "lookup.", "record.", "rules.", "visit_file.")
"""Words that no paper has: to change them asks for no new review."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A language with its own name for itself. `review` is the last one that was entered.

    `changed` says that what was reviewed is not what ships now; then it counts as not reviewed.
    """

    language: str
    name: str
    review: TranslationReview | None
    changed: bool


@act(Act.VIEW_SETTINGS)
def translations(work: Work) -> tuple[Translation, ...]:
    """Every language that papers are translated into, and who has reviewed it."""
    return tuple(_translation(work, one) for one in languages() if one != ORIGINAL)


@act(Act.CHANGE_SETTINGS)
def review_translation(work: Work, language: str, by: str, on: date) -> Translation:
    """Enter who has reviewed a translation, and when; an empty name takes that back.

    It covers the texts of the papers, the words around them, and the questions as they stand now. EntryRefused for a
    language that nothing is translated into, a name of more than 120 characters, and a day that is still to come.
    """
    if language not in languages() or language == ORIGINAL:
        raise refuse("language", said('nothing is translated into "{language}"', language=language))
    if on > work.today:
        raise refuse("on", "this day is still to come")
    told = f"{on} {_sha256(work.rules, language)} {typed('by', by, LONGEST)}" if by.strip() else ""
    kept = next(iter(work.store.find(SettingRecord, id=_setting(language))), None)
    work.store.put(SettingRecord(id=_setting(language), value=told, version=kept.version if kept else 0))
    work.about(setting=_setting(language))
    return _translation(work, language)


def review_of(at: Work | Desk, language: str) -> TranslationReview | None:
    """The review of what is printed in a language now; None where there is none, or only one of other words."""
    found = _kept(at, language)
    return found[0] if found and found[1] == _sha256(at.rules, language) else None


def is_reviewed(at: Work | Desk, language: str) -> bool:
    """Whether patients may read a language without being told that nobody has reviewed it."""
    return language == ORIGINAL or review_of(at, language) is not None


def language_for(wanted: str) -> str:
    """The language that a patient's papers and questions have: the patient's own where there is one, else English."""
    return wanted if wanted in languages() else ORIGINAL


def _translation(work: Work, language: str) -> Translation:
    found = _kept(work, language)
    holds = review_of(work, language)
    return Translation(language, languages()[language], found[0] if found else None, bool(found) and holds is None)


def _kept(at: Work | Desk, language: str) -> tuple[TranslationReview, str] | None:
    """The review that was entered last, and the sha256 of what was reviewed."""
    kept = next(iter(at.store.find(SettingRecord, id=_setting(language))), None)
    if kept is None or not kept.value:
        return None
    on, reviewed, by = kept.value.split(" ", 2)
    return TranslationReview(by, date.fromisoformat(on)), reviewed


def _setting(language: str) -> str:
    return f"review.{language}"


def _sha256(rules: Rulebook, language: str) -> str:
    """The sha256 of everything in a language that a patient may read, in hexadecimal digits."""
    return sha256(f"{set_sha256(rules.in_language(language).questionnaire)} {_papers(language)}".encode()).hexdigest()


@lru_cache(maxsize=8)
def _papers(language: str) -> str:
    digest = sha256()
    for path in sorted((folder() / "documents").glob(f"*/{language}.toml")):
        digest.update(path.read_bytes())
    for key, text in sorted(read_words(language).texts.items()):
        if not key.startswith(_OF_STAFF):
            digest.update(f"{key}\0{text}\0".encode())
    return digest.hexdigest()
