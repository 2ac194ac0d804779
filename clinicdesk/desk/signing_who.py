"""Who signs on the screen, and the mark that was made: what has to be told of each, and what is refused in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clinicdesk.desk.desk import Work
from clinicdesk.desk.signing import LONGEST_NAME
from clinicdesk.documents.glyphs import unprintable
from clinicdesk.errors import EntryRefused, NotAllowed, Problem
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.ink import ACROSS, LEAST, Ink
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord, StaffRecord
from clinicdesk.model.roles import Role
from clinicdesk.words import Words, said

_OF_ANOTHER = ("name", "relationship", "seen")
FIELDS: Mapping[Signer, tuple[str, ...]] = {
    Signer.PATIENT: ("name",),
    Signer.GUARDIAN: _OF_ANOTHER,
    Signer.REPRESENTATIVE: _OF_ANOTHER,
    Signer.CHILD: ("name",),
    Signer.INTERPRETER: ("name", "number"),
    Signer.CLINICIAN: (),
}
"""What has to be typed for each; a clinician's name and license are those of the list of staff."""

_LEAST_HEIGHT = ACROSS // 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who signs: `seen` is the identification or the papers that were shown, `number` an interpreter's id."""

    signer: Signer
    name: str = ""
    relationship: str = ""
    seen: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What the person did: the strokes, whether the box was ticked that agrees, and which choice (from 1; 0 = none)."""

    ink: Ink
    agreed: bool
    choice: int = 0


def may_sign(paper: DocumentRecord, staff: StaffRecord) -> tuple[Signer, ...]:
    """Who may sign a paper on the screen while this person is signed in: who decides, then who signs beside."""
    if paper.kind != NoticeKind.CONSENT:
        return paper.signers
    child = (Signer.CHILD,) if Signer.GUARDIAN in paper.signers else ()
    clinician = (Signer.CLINICIAN,) if Role.CLINICIAN in staff.roles and staff.practitioner else ()
    return (*paper.signers, *child, Signer.INTERPRETER, *clinician)


def told_of(work: Work, who: Who, words: Words) -> Who:
    """Who signs, as it is kept. EntryRefused names every field that lacks something or cannot be printed.

    NotAllowed for a clinician without a license on the list of staff.
    """
    if who.signer is Signer.CLINICIAN:
        return _clinician(work)
    told = {field: getattr(who, field).strip() for field in FIELDS[who.signer]}
    problems = [Problem(field, why) for field, text in told.items() if (why := _wrong(field, text, words))]
    if problems:
        raise EntryRefused(problems)
    return Who(signer=who.signer, **told)


def check_made(made: Made, choices: Sequence[str]) -> None:
    """EntryRefused where nobody has agreed, chosen or signed; it names everything that is lacking."""
    problems = [*_lacking(made, choices)]
    if problems:
        raise EntryRefused(problems)


def _lacking(made: Made, choices: Sequence[str]) -> Iterator[Problem]:
    if not made.agreed:
        yield Problem("agreed", "tick the box to sign on the screen, or ask for the paper and sign by hand")
    if choices and not 1 <= made.choice <= len(choices):
        yield Problem("choice", "choose one of these first; the paper says nothing without it")
    if made.ink.height < _LEAST_HEIGHT or not made.ink.fits:
        yield Problem("ink", "these strokes cannot be kept; wipe the field and sign again")
    elif not made.ink.strokes:
        yield Problem("ink", "nobody has signed yet; sign in the field")
    elif made.ink.length < LEAST:
        yield Problem("ink", "this is a dot and no signature; sign again, larger")


def _clinician(work: Work) -> Who:
    staff = work.by
    if Role.CLINICIAN not in staff.roles or staff.practitioner is None:
        raise NotAllowed("Only the clinician who is signed in signs as the clinician.")
    if not staff.license:
        raise NotAllowed("Your license is not on the list of staff. Somebody who manages enters it under Settings.")
    return Who(signer=Signer.CLINICIAN, name=staff.name, number=staff.license)


def _wrong(field: str, text: str, words: Words) -> str:
    """What is wrong with a text; empty where nothing is."""
    if not text:
        return "this is empty; write something here"
    if len(text) > LONGEST_NAME:
        return said("this has {count:,} characters; at most {most:,} are allowed", count=len(text), most=LONGEST_NAME)
    return unprintable(field, text, words)
